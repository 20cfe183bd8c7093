"""The taskbar takes all windows of the program for one, also beside other programs of the same Python."""

import re
from pathlib import Path

from PySide6.QtWidgets import QApplication

from rare_desk.ui.shell.system import taskbar
from tests.systems import WINDOWS

INSTALLER = Path(__file__).parents[4] / "installer"


def test_the_process_has_its_own_identity(app: QApplication) -> None:
    assert taskbar.name_process() is WINDOWS


def test_the_entry_in_the_start_menu_has_the_same() -> None:
    for script in ("rare-desk.iss", "rare-desk.nsi"):
        named = re.search(r'(?:AppUserModelID: |!define IDENTITY )"([^"]+)"', (INSTALLER / script).read_text("utf-8"))
        assert named is not None
        assert named[1] == taskbar.IDENTITY
