"""The backup that comes before the day's first change, made beforehand while nobody waits for it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from rare_desk.ops.book.keeping import back_up_ahead
from rare_desk.store.errors import BookError
from rare_desk.ui import crash
from rare_desk.ui.feeds.reader import Reader

if TYPE_CHECKING:
    from rare_desk.ui.session import Session

LOOK_MS = 10_000
"""Between looks whether a day has begun; the first is so long after the book was opened."""


class BackupFeed(QObject):
    """By a thread of its own, once a day, as soon as nothing else is going on; the thread ends with it. A change that
    comes earlier makes it itself, or waits for it to be whole."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._reader: Reader | None = None
        self._day: dt.date | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        session.closed.connect(self._close)
        if not session.read_only:
            self._timer.start()

    def look(self) -> None:
        today = dt.date.today()
        if self._day != today and self._session.idle and not self._session.index_running:
            self._day = today
            self._reader = Reader("backup", self._session.book, self)
            self._reader.ask(lambda book, _job: back_up_ahead(book), self._done, self._failed, heeds=False)

    def _done(self, _made: object) -> None:
        self._end()

    def _failed(self, fault: BaseException) -> None:
        """What stands in the way of a backup is told by the change that must not go on without it."""
        self._end()
        if not isinstance(fault, BookError):
            crash.caught(fault)

    def _end(self) -> None:
        if self._reader:
            self._reader.close()
        self._reader = None

    def _close(self) -> None:
        self._timer.stop()
        self._end()
