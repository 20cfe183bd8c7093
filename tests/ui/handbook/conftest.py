from tests.ui.shell.conftest import chosen, desk, opened

__all__ = ["chosen", "desk", "opened"]
