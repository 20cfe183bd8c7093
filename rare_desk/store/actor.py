"""Who makes the steps of this program."""

import getpass
from functools import cache

_called = ""


def go_by(name: str) -> None:
    """The name under which this program makes its steps from now on; empty: the account's."""
    global _called
    _called = name.strip()


def who() -> str:
    """Whoever makes the steps of this program: the name set for this machine, else the account's."""
    return _called or account()


@cache
def account() -> str:
    """The account that this program runs under; empty when the system does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
