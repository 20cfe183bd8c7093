"""The indices of other books: each read and computed on a thread, and again whenever its file changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from rare_desk.core.problems import Problem
from rare_desk.store.book import Book
from rare_desk.ui import crash
from rare_desk.ui.jobs import Job, Worker

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation
    from rare_desk.ops.index.state import IndexState

LOOK_MS = 500


@dataclass(slots=True)
class _Open:
    """What the thread alone touches."""

    book: Book | None = None
    state: IndexState | None = None
    version: int = -1
    step: int = 0


class OtherBooks(QObject):
    """Reads only; one thread for all of them. A book that cannot be read is asked for again at the next look."""

    changed = Signal()
    """Another book was computed, or computed anew."""

    failed = Signal(object)
    """Problems, as a tuple: a book can no longer be read, or not yet."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.computations: dict[Path, Computation] = {}
        self.problems: dict[Path, tuple[Problem, ...]] = {}
        """Of the books that cannot be read now."""
        self._open: dict[Path, _Open] = {}
        self._worker: Worker | None = None
        self._waiting = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def keep(self, paths: Iterable[Path]) -> None:
        """Follows these books and lets go of all others."""
        wanted = set(paths)
        for path in self._open.keys() - wanted:
            closed = self._open.pop(path)
            self.computations.pop(path, None)
            self.problems.pop(path, None)
            self._submit(partial(_close, closed))
        for path in wanted - self._open.keys():
            self._open[path] = _Open()
        if wanted:
            self._timer.start()
            self._look()
        else:
            self._timer.stop()

    def close(self) -> None:
        self._timer.stop()
        if self._worker is not None:
            opened = list(self._open.values())
            self._worker.close(partial(_close_all, opened), 1.0)
            self._worker = None

    def _look(self) -> None:
        if self._waiting or not self._open:
            return
        self._waiting = True
        opened = dict(self._open)
        self._submit(lambda: _look(opened), self._take)

    def _submit(self, work: Callable[[], _Found | None], take: Callable[[_Found], None] | None = None) -> None:
        if self._worker is None:
            self._worker = Worker("other books", self)

        def done(found: _Found | None) -> None:
            if take is not None and found is not None:
                take(found)

        def run(_job: Job) -> _Found | None:
            return work()

        self._worker.submit(run, done, self._failed)

    def _failed(self, fault: BaseException) -> None:
        self._waiting = False
        crash.caught(fault)

    def _take(self, found: _Found) -> None:
        self._waiting = False
        if self._open.keys() - found.looked:
            self._look()
        before = dict(self.problems)
        for path, problems in found.problems.items():
            if path in self._open:
                self.problems[path] = problems
        for path in found.looked - found.problems.keys():
            self.problems.pop(path, None)
        fresh = {path: one for path, one in found.computed.items() if path in self._open}
        self.computations |= fresh
        for path, problems in self.problems.items():
            if before.get(path) != problems:
                self.failed.emit(problems)
        if fresh or before != self.problems:
            self.changed.emit()


@dataclass(frozen=True, slots=True)
class _Found:
    looked: frozenset[Path]
    computed: dict[Path, Computation]
    problems: dict[Path, tuple[Problem, ...]]


def _look(opened: dict[Path, _Open]) -> _Found:
    computed: dict[Path, Computation] = {}
    problems: dict[Path, tuple[Problem, ...]] = {}
    for path, one in opened.items():
        try:
            state = _renewed(path, one)
        except Exception as fault:
            found = crash.problems_of(fault)
            if found is None:
                raise
            _close(one)
            problems[path] = found
        else:
            if state is not None:
                computed[path] = state.computation
    return _Found(frozenset(opened), computed, problems)


def _renewed(path: Path, one: _Open) -> IndexState | None:
    """The book's index when it is another one than at the last look, else None."""
    from rare_desk.ops.index.state import IndexState

    if one.book is None:
        one.book = Book.open(path, read_only=True)
    version = one.book.data_version()
    if version == one.version:
        return None
    with one.book.snapshot():
        changes = one.book.changes_since(one.step)
        before, one.step = one.state, one.book.last_step()
        one.state = IndexState.load(one.book) if before is None else before.refresh(one.book, changes)
    one.version = version
    return one.state if one.state is not before else None


def _close(one: _Open) -> None:
    if one.book is not None:
        one.book.close()
    one.book, one.state, one.version, one.step = None, None, -1, 0


def _close_all(opened: list[_Open]) -> None:
    for one in opened:
        _close(one)
