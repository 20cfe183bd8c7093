"""Tests that a system cannot run are skipped there, and say why."""

import sys
from contextlib import suppress
from pathlib import Path

import pytest

WINDOWS = sys.platform == "win32"
if sys.platform == "win32":
    import ctypes

    WINE = hasattr(ctypes.windll.ntdll, "wine_get_version")
else:
    WINE = False


def not_on_windows(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(WINDOWS, reason=f"not on Windows: {reason}")


def only_on_windows(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not WINDOWS, reason=f"only on Windows: {reason}")


def is_open(path: Path) -> bool:
    """Whether this process holds the file open; what only Linux and Windows can say."""
    if WINDOWS:
        away = path.with_name(f"{path.name}.away")
        try:
            path.rename(away)
        except PermissionError:
            return True
        away.rename(path)
        return False
    held = set()
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            held.add(link.readlink())
    return path.resolve() in held
