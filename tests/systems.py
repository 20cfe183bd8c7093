"""Tests that a system cannot run are skipped there, and say why."""

import sys

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
