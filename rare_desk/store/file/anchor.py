"""Is the file that is open still the one under its name? SQLite goes on writing into a file that was deleted or
replaced, and what it then confirms is gone with the program."""

import sys
from contextlib import suppress
from pathlib import Path

Identity = tuple[int, int]


def identity(file: Path) -> Identity | None:
    """Device and number; None when there is no such file, or its place has no numbers. Windows, which lets nobody
    replace a file that is open, numbers the files of some drives anew: there it counts that it is there."""
    with suppress(OSError):
        about = file.stat()
        if sys.platform == "win32":
            return 0, 0
        if about.st_ino:
            return about.st_dev, about.st_ino
    return None


class Anchor:
    """Of the book at `path`, which has just been opened."""

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        self._book = identity(self._path)
        self._wal: Identity | None = None

    def lost(self) -> bool:
        """Whether the name leads elsewhere now, or nowhere."""
        now = identity(self._path)
        if now != self._book:
            return self._book is not None or not self._path.exists()
        return self._wal is not None and identity(self._beside()) != self._wal

    def see_wal(self) -> None:
        """Within a transaction, in which the file of the WAL is surely there: from then on it is the one."""
        if self._wal is None:
            self._wal = identity(self._beside())

    def _beside(self) -> Path:
        return self._path.with_name(self._path.name + "-wal")
