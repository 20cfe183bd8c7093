"""Keeps the index of a book fresh on a thread of its own, newest state only."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from rare_desk.store.book import Book
from rare_desk.store.journal import Changes
from rare_desk.ui import crash
from rare_desk.ui.jobs import Worker

if TYPE_CHECKING:
    from rare_desk.ops.index.state import IndexState

CLOCK_MS = 60_000
FEEDS = frozenset({"trades", "quotes", "counterparties", "products", "methodologies", "non_trading_days", "settings"})
"""Tables from which an index value may come."""


class IndexFeed(QObject):
    """One computation at a time; what changes meanwhile is gathered and done in one go after it."""

    changed = Signal()
    running_changed = Signal()

    def __init__(self, book: Book, parent: QObject) -> None:
        super().__init__(parent)
        self.state: IndexState | None = None
        self.running = False
        self._shown = book
        self._worker: Worker | None = None
        self._book: Book | None = None
        self._waiting: list[Changes] = []
        self.clock = QTimer(self, interval=CLOCK_MS)
        """On another day another version of the rules may be in force, though nothing was written."""
        self.clock.timeout.connect(self._look_at_clock)

    def start(self) -> None:
        if self._worker is None:
            self._worker = Worker("index", self)
            self.clock.start()
            self._compute()

    def follow(self, changes: Changes) -> None:
        if self._worker is None or not changes.tables & FEEDS:
            return
        self._waiting.append(changes)
        if not self.running:
            self._compute()

    def _look_at_clock(self) -> None:
        if self.state is not None and self.state.day != dt.date.today() and not self.running:
            self._waiting.append(Changes())
            self._compute()

    def close(self, wait: float) -> None:
        self.clock.stop()
        if self._worker:
            self._worker.close(self._close_book, wait)

    def _compute(self) -> None:
        assert self._worker is not None
        before, gathered, self._waiting = self.state, self._waiting, []
        self.running = True
        self.running_changed.emit()
        self._worker.submit(lambda _job: self._fresh(before, gathered), self._done, self._failed)

    def _fresh(self, before: IndexState | None, gathered: list[Changes]) -> IndexState:
        if self._book is None:
            self._book = self._shown.reader()
        with self._book.snapshot():
            return self._renewed(self._book, before, gathered)

    @staticmethod
    def _renewed(book: Book, before: IndexState | None, gathered: list[Changes]) -> IndexState:
        from rare_desk.ops.index.state import IndexState

        if before is None:
            return IndexState.load(book)
        state = before
        for changes in gathered:
            state = state.refresh(book, changes)
        return state

    def _done(self, state: IndexState) -> None:
        self.state = state
        self._next()
        self.changed.emit()

    def _failed(self, fault: BaseException) -> None:
        crash.caught(fault)
        self._next()

    def _next(self) -> None:
        self.running = False
        if self._waiting:
            self._compute()
        else:
            self.running_changed.emit()

    def _close_book(self) -> None:
        if self._book:
            self._book.close()
