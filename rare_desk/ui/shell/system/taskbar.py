"""Which program the windows of this process are for Windows' taskbar: pinned, grouped and named as one."""

import sys

IDENTITY = "RareDesk.RareDesk"
"""The installers give it to the entry in the Start menu."""


def name_process() -> bool:
    """Before the first window; whether the system took it. Without it, windows of a Python that runs several programs
    are one group."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(IDENTITY) == 0)
    return False
