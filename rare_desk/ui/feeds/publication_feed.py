"""Keeps what was published beside the newest index, on a thread of its own: what moved, and what is next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from rare_desk.store.book import Book
from rare_desk.ui import crash
from rare_desk.ui.jobs import Worker

if TYPE_CHECKING:
    from rare_desk.ops.index.state import IndexState
    from rare_desk.ops.publication import Overview

MOMENT_MS = 150
CLOCK_MS = 60_000


class PublicationFeed(QObject):
    """One comparison at a time, a moment after the change, so that what the change itself shows comes first; what
    changes meanwhile is in the one after it.

    A book of which nothing was published is left alone until somebody `want`s it.
    """

    changed = Signal()

    def __init__(self, book: Book, index: Callable[[], IndexState | None], parent: QObject) -> None:
        super().__init__(parent)
        self.overview: Overview | None = None
        self._shown = book
        self._index = index
        self._worker: Worker | None = None
        self._book: Book | None = None
        self._wanted = self._older = self._running = self._again = False
        self._moment = QTimer(self, interval=MOMENT_MS, singleShot=True)
        self._moment.timeout.connect(self._compare)
        self.clock = QTimer(self, interval=CLOCK_MS)
        """What can be published and restated is another thing on another day, though nothing else changed."""
        self.clock.timeout.connect(self._look_at_clock)
        self.clock.start()

    @property
    def state(self) -> IndexState | None:
        """The index that was compared, up to today; the newest one while there is none."""
        return self.overview.state if self.overview else self._index()

    @property
    def restatable(self) -> int:
        """How many published points moved so that they may be restated."""
        return len(self.overview.restatable) if self.overview else 0

    def want(self, *, older: bool = False) -> None:
        """From now on also without vintages; `older` compares those too that can no longer be restated."""
        if not self._wanted or older != self._older or self.overview is None:
            self._wanted, self._older = True, older
            self._compare()

    def follow(self) -> None:
        """After a change of the index or of what was published."""
        if not self._moment.isActive():
            self._moment.start()

    def _look_at_clock(self) -> None:
        if self.overview is not None and self.overview.day != dt.date.today():
            self._compare()

    def _compare(self) -> None:
        if self._index() is None:
            return
        if self._running:
            self._again = True
            return
        if self._worker is None:
            self._worker = Worker("publication", self)
        self._running, self._again = True, False
        before, state, wanted, older = self.overview, self._index(), self._wanted, self._older
        self._worker.submit(lambda _job: self._fresh(before, state, wanted, older), self._done, self._failed)

    def close(self, wait: float) -> None:
        self._moment.stop()
        self.clock.stop()
        if self._worker:
            self._worker.close(self._close_book, wait)

    def _fresh(self, before: Overview | None, state: IndexState | None, wanted: bool, older: bool) -> Overview | None:
        from rare_desk.ops.publication import any_published, overview

        if self._book is None:
            self._book = self._shown.reader()
        if not wanted and not any_published(self._book):
            return None
        return overview(self._book, state, before, older=older)

    def _done(self, found: Overview | None) -> None:
        self._running = False
        self.overview = found
        self.changed.emit()
        if self._again:
            self._compare()

    def _failed(self, fault: BaseException) -> None:
        self._running = False
        crash.caught(fault)

    def _close_book(self) -> None:
        if self._book:
            self._book.close()
