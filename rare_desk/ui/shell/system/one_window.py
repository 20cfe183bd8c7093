"""One window per book: whoever would open a second one calls the first to the front instead.

A window holds a lock under its book's name, as the system compares names, in a folder of this account. Who finds it
held lays a wish beside it, and the window takes that away.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QFileSystemWatcher, QLockFile, QObject, Signal

from rare_desk import paths, prefs
from rare_desk.ui.messages import Action, Message

if TYPE_CHECKING:
    from rare_desk.ui.shell.desk import Desk

_PATIENCE_S = 4.0
"""A window that computes may take so long to see the wish; one that hangs must not keep the user from the book."""
_LOOK_S = 0.02


class Hold(QObject):
    """The lock of this process's window. Where this account can keep no file, every window stands alone."""

    wished = Signal()
    """Somebody wants this window's book."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        desk.opened.connect(lambda session: self.take(session.path))
        desk.window.closing.connect(self.release)
        self.wished.connect(desk.window.come_forward)
        self._lock: QLockFile | None = None
        self._wish: Path | None = None
        self._watcher: QFileSystemWatcher | None = None

    def take(self, book: Path) -> None:
        """In the place of the one before. Without effect when another window has the book."""
        self.release()
        if prefs.shared().transient:
            return
        place = place_of(book)
        lock = lock_at(place) if place else None
        if place is None or lock is None or not lock.tryLock(0):
            return
        self._lock, self._wish = lock, place.with_suffix(".wish")
        self._wish.unlink(missing_ok=True)
        if self._watcher is None:
            self._watcher = QFileSystemWatcher([str(place.parent)], self)
            self._watcher.directoryChanged.connect(self._look)

    def release(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
        self._lock = self._wish = None

    def _look(self) -> None:
        if self._wish is None or not self._wish.exists():
            return
        try:
            self._wish.unlink(missing_ok=True)
        except OSError:
            return  # the other has it open still, and its closing is told as well
        self.wished.emit()


def call(book: Path) -> Path | None:
    """The wish laid down for the other process that has the book in its window; None when there is none."""
    place = place_of(book)
    if place is None:
        return None
    probe = lock_at(place)
    if probe.tryLock(0):
        probe.unlock()
        return None
    held = probe.error() == QLockFile.LockError.LockFailedError
    holder = int(probe.getLockInfo()[0]) if held else 0
    if holder in (0, os.getpid()):
        return None
    _let_forward(holder)
    wish = place.with_suffix(".wish")
    try:
        wish.touch()
    except OSError:
        return None
    return wish


def tell(desk: Desk, book: Path, here: Callable[[], None]) -> bool:
    """Whether another window has the book: it comes to the front, and the user may open the book by `here` all the
    same."""
    if prefs.shared().transient or call(book) is None:
        return False
    translate = QCoreApplication.translate
    said = translate("OneWindow", "{book} is open in another window, which was brought to the front.").format(
        book=book.stem
    )
    desk.show()
    desk.window.show_message(Message(said, "info", "", (Action(translate("OneWindow", "Open here too"), here),)))
    return True


def called(book: Path) -> bool:
    """Whether the window that has the book, of another process, came to the front."""
    wish = call(book)
    if wish is None:
        return False
    until = time.monotonic() + _PATIENCE_S
    while wish.exists() and time.monotonic() < until:
        time.sleep(_LOOK_S)
    if not wish.exists():
        return True
    wish.unlink(missing_ok=True)
    return False


def lock_at(place: Path) -> QLockFile:
    lock = QLockFile(str(place.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # however long it has been held; one whose process is gone is free at once
    return lock


def place_of(book: Path) -> Path | None:
    """Without its ending."""
    try:
        name = os.path.normcase(book.resolve())
        return paths.windows_dir() / hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    except OSError:
        return None


def _let_forward(process: int) -> None:
    """Windows lets a program come to the front only when the one that the user works with allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)
