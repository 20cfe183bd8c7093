"""Files that are there, whole and for good, or not at all; and what a program that ended meanwhile left of them."""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from rare_desk.moving import move

UNFINISHED = ".part"
STALE = 600.0
"""Seconds without a change after which nobody writes an unfinished file any more."""


def unfinished(out: Path) -> Path:
    """What is written first, beside it."""
    return out.with_name(out.name + UNFINISHED)


def put(made: Path, out: Path) -> None:
    """Under its name, also after a power cut from now on. OSError as of `Path.replace`."""
    sync(made)
    move(made, out)
    sync_folder(out.parent)


def sync(file: Path) -> None:
    """What was written to it is on the disk."""
    with file.open("r+b") as opened:
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Names given in it are on the disk; Windows does that by itself."""
    if sys.platform == "win32":
        return
    with suppress(OSError):  # a network drive may not know it
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def clear(folder: Path) -> None:
    """Of what is unfinished in it whatever was left behind; of the program's own kinds of files alone."""
    now = time.time()
    for file in folder.glob(f"*.raredesk*{UNFINISHED}*"):
        with suppress(OSError):
            if abs(now - file.stat().st_mtime) > STALE:
                file.unlink()
