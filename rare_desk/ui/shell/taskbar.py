"""Which program the windows of this process are for Windows' taskbar: pinned, grouped and named as one."""

import sys

IDENTITY = "RareDesk.RareDesk"
"""The installers give it to the entry in the Start menu."""


def name_process() -> None:
    """Before the first window. Without it, windows of a Python that runs several programs are one group."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(IDENTITY)


def name_of_process() -> str:
    """As the system has it; empty elsewhere."""
    if sys.platform == "win32":
        import ctypes

        told = ctypes.c_wchar_p()
        failed = ctypes.windll.shell32.GetCurrentProcessExplicitAppUserModelID(ctypes.byref(told))
        return "" if failed else told.value or ""
    return ""
