"""An open book as the window has it: one writing thread, one reading connection, and what has changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from rare_desk.core.problems import Problem
from rare_desk.ops.history import journal
from rare_desk.store.book import Book
from rare_desk.store.errors import BookError, Interrupted
from rare_desk.ui import collector, crash, labels
from rare_desk.ui.correcting import correcting, stopped_by_closed_months
from rare_desk.ui.feeds.index_feed import IndexFeed
from rare_desk.ui.feeds.publication_feed import PublicationFeed
from rare_desk.ui.feeds.reader import Reader
from rare_desk.ui.feeds.watch_feed import WatchFeed
from rare_desk.ui.jobs import Job, Worker
from rare_desk.ui.messages import Action, Asks, Kind, Message
from rare_desk.ui.windows import Windows

if TYPE_CHECKING:
    from rare_desk.ops.index.state import IndexState

T = TypeVar("T")
Named = tuple[str, dict[str, str]]
POLL_MS = 250


class Session(QObject):
    """Made by `open_session`; a page's only way to the book.

    `book` is a read-only connection for the window's thread. Writing goes through `run`, with an op of
    rare_desk.ops. Another process's writes are noticed by a timer and told by the same `changed`.
    """

    changed = Signal(object)
    """Changes; once for each change, whoever made it."""
    index_changed = Signal()
    index_busy = Signal()
    """`index_running` has changed."""
    busy = Signal(str, float)
    """(what runs, fraction done or -1 when unknown); ("", 0) when nothing runs."""
    message = Signal(object)
    """Message for the strip of the page that is shown."""
    navigate = Signal(str, object)
    """(page's name, mapping of what to show there); see Page.show_item."""
    export_asked = Signal(str)
    """What of the book shall be written into a file: a kind of `ops.exports`."""
    lost = Signal()
    """The book's file has been taken away; once for each time."""
    closed = Signal()

    def __init__(self, writer: Book, reader: Book, worker: Worker) -> None:
        super().__init__()
        self.book = reader
        self.path: Path = reader.path
        self._writer = writer
        self._worker = worker
        worker.setParent(self)
        self._reads = Reader("reading", reader, self)
        self._sums = Reader("sums", reader, self)
        self._running: list[Job] = []
        self.windows = Windows()
        self._lost = False
        self._seen_step = reader.last_step()
        self._seen_version = reader.data_version()
        worker.started.connect(self._started)
        worker.progressed.connect(self._progressed)
        worker.ended.connect(self._ended)
        self._feed = IndexFeed(reader, self)
        self._feed.changed.connect(self.index_changed)
        self._feed.running_changed.connect(self.index_busy)
        self.publication = PublicationFeed(reader, lambda: self._feed.state, self)
        """What was published, beside the newest index."""
        self.index_changed.connect(self.publication.follow)
        self.watch = WatchFeed(self.path, self._run_lasting, self, active=not writer.read_only)
        """The folder whose files come in by themselves."""
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._look_again)
        self._timer.start()

    @property
    def read_only(self) -> bool:
        return self._writer.read_only

    @property
    def warning(self) -> Problem | None:
        """What the user must know of the place where the book lies."""
        return self._writer.warning

    @property
    def index(self) -> IndexState | None:
        """The newest computed state; None until the first has come (`index_changed`)."""
        return self._feed.state

    def start_index(self) -> None:
        """Begins to compute; further changes are followed from then on."""
        self._feed.start()

    @property
    def index_running(self) -> bool:
        return self._feed.running

    @property
    def idle(self) -> bool:
        """Whether nothing runs, all that was asked for has come, and every change of the book has been told."""
        told = self.book.data_version() == self._seen_version
        return told and all(worker.idle for worker in self.findChildren(Worker))

    def run(
        self,
        op: Callable[[Book], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[tuple[Problem, ...]], None] | None = None,
        label: str = "",
    ) -> Job:
        """Runs an op on the book thread. `changed` comes before `done`.

        What the op refuses goes to `failed`, or into the message strip when there is none. `label` is the word
        that the status bar shows while it runs.
        """
        return self.run_long(lambda book, _job: op(book), done, failed, label)

    def run_long(
        self,
        op: Callable[[Book, Job], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[tuple[Problem, ...]], None] | None = None,
        label: str = "",
    ) -> Job:
        """As `run`, for an op that reports to `job.progress` and heeds `job.cancelled`."""
        asked = self.windows.asked()

        def finish(result: T) -> None:
            self.look()
            if done:
                asked.tell(done, result)

        def fail(fault: BaseException) -> None:
            self.look()
            self._fail(fault, partial(asked.tell, failed) if failed else None)
            if stopped_by_closed_months(fault):
                self._offer_correction(fault, lambda reason: self.run_long(correcting(op, reason), done, failed, label))

        running = [True]

        def work(job: Job) -> T:
            try:
                return op(self._writer, job)
            finally:
                running.clear()

        collector.hold_while(lambda: bool(running))
        return self._worker.submit(work, finish, fail, label)

    def _run_lasting(self, op: Callable[[Book], T], done: Callable[[T], None]) -> Job:
        """As `run`, for one who outlives the window's pages."""

        def finish(result: T) -> None:
            self.look()
            done(result)

        return self._worker.submit(lambda _job: op(self._writer), finish, lambda fault: self._fail(fault))

    def read(
        self,
        work: Callable[[Book], T],
        done: Callable[[T], None],
        failed: Callable[[tuple[Problem, ...]], None] | None = None,
    ) -> Job:
        """Reads on a thread of its own what would hold up the window: long queries, the order of many rows. After
        `cancel` neither is called, and what runs in the book is interrupted."""
        return self._read(self._reads, lambda book, _job: work(book), done, failed, heeds=True)

    def read_beside(self, work: Callable[[Book], T], done: Callable[[T], None]) -> Job:
        """As `read`, on one more thread: what shall not wait for the order of many rows, nor that for it."""
        return self._read(self._sums, lambda book, _job: work(book), done, None, heeds=True)

    def read_long(
        self,
        work: Callable[[Book, Job], T],
        done: Callable[[T], None],
        failed: Callable[[tuple[Problem, ...]], None] | None = None,
    ) -> Job:
        """As `read`, for work that heeds `job.cancelled` itself."""
        return self._read(self._reads, work, done, failed, heeds=False)

    def _read(
        self,
        reader: Reader,
        work: Callable[[Book, Job], T],
        done: Callable[[T], None],
        failed: Callable[[tuple[Problem, ...]], None] | None,
        *,
        heeds: bool,
    ) -> Job:
        asked = self.windows.asked()

        def finish(result: T) -> None:
            asked.tell(done, result)

        def fail(fault: BaseException) -> None:
            self._fail(fault, partial(asked.tell, failed) if failed else None)

        return reader.ask(work, finish, fail, heeds=heeds)

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Says in the message strip why something did not go."""
        self.message.emit(Message(labels.say_all(problems), "bad"))

    def say(self, text: str, kind: Kind = "good", detail: str = "", *actions: Action) -> None:
        self.message.emit(Message(text, kind, detail, actions))

    def say_done(self, text: str, detail: str = "", *actions: Action) -> None:
        """Of the step just taken, which can be undone at once."""
        self.say(text, "good", detail, *actions, Action(self.tr("Undo"), self.undo))

    def do(
        self,
        op: Callable[[Book], object],
        said: str,
        detail: str = "",
        failed: Callable[[tuple[Problem, ...]], None] | None = None,
    ) -> None:
        """Runs an op of one step as `run` does, then says what it did."""
        self.run(op, lambda _result: self.say_done(said, detail), failed)

    def undo(self) -> None:
        """Takes back the last step and says which it was."""
        self.run_long(_undone, self._say_undone, label=self.tr("Undoing"))

    def redo(self) -> None:
        self.run_long(_redone, self._say_redone, label=self.tr("Doing again"))

    def _say_undone(self, step: Named | None) -> None:
        if step is None:
            self.say(self.tr("There is nothing to undo"), "info")
        else:
            redo = Action(self.tr("Redo"), self.redo)
            self.say(self.tr("Undone: {step}").format(step=_words(step)), "good", "", redo)

    def _say_redone(self, step: Named | None) -> None:
        if step is None:
            self.say(self.tr("There is nothing to redo"), "info")
        else:
            self.say_done(self.tr("Done again: {step}").format(step=_words(step)))

    def _offer_correction(self, fault: BaseException, take: Callable[[str], object]) -> None:
        asks = Asks(self.tr("Reason"), self.tr("Record as a correction"), take)
        self.message.emit(Message(labels.say_all(crash.problems_of(fault) or ()), "bad", asks=asks))

    def _fail(self, fault: BaseException, tell: Callable[[tuple[Problem, ...]], bool] | None = None) -> None:
        """`tell` says whether whoever asked is still there; what was refused is said in any case."""
        if isinstance(fault, Interrupted):
            return
        problems = crash.problems_of(fault)
        if problems is None:
            crash.caught(fault)
        elif tell is None or not tell(problems):
            self.refuse(problems)

    def cancel(self) -> None:
        """Asks everything that runs to stop; each op leaves the book as it was."""
        for job in self._running:
            job.cancel()

    def look(self) -> None:
        """Tells of steps made since the last look, by anybody. Microseconds when there are none."""
        version = self.book.data_version()
        if version == self._seen_version:
            return
        self._seen_version = version
        step = self.book.last_step()
        if step == self._seen_step:
            return
        changes = self.book.changes_since(self._seen_step)
        self._seen_step = step
        self._feed.follow(changes)
        if "vintages" in changes.tables:
            self.publication.follow()
        self.changed.emit(changes)

    def _look_again(self) -> None:
        was, self._lost = self._lost, self.book.lost()
        if self._lost and not was:
            self.lost.emit()
        try:
            self.look()
        except BookError as failed:  # the drive is gone, or the file no longer what it was
            crash.caught(failed)

    def close(self, wait: float = 10.0) -> None:
        """Ends the threads, each after what it is doing, and closes every connection. `wait`: seconds at most."""
        self._timer.stop()
        self.cancel()
        self._feed.close(0.0)
        self.publication.close(0.0)
        self.watch.close()
        self._reads.close()
        self._sums.close()
        self._worker.close(self._writer.close, wait)
        self.book.close()
        self.closed.emit()

    def _started(self, job: Job) -> None:
        self._running.append(job)
        if job.label:
            self.busy.emit(job.label, -1.0)

    def _progressed(self, job: Job, fraction: float) -> None:
        self.busy.emit(job.label, fraction)

    def _ended(self, job: Job) -> None:
        if job in self._running:
            self._running.remove(job)
        if not self._running:
            self.busy.emit("", 0.0)


def _undone(book: Book, job: Job) -> Named | None:
    step = book.undo_label()
    return step if journal.undo(book, job.progress, job.cancelled) is not None else None


def _redone(book: Book, job: Job) -> Named | None:
    step = book.redo_label()
    return step if journal.redo(book, job.progress, job.cancelled) is not None else None


def _words(step: Named) -> str:
    return labels.step(*step)


def open_session(
    opener: Callable[[], Book],
    ready: Callable[[Session], None],
    failed: Callable[[tuple[Problem, ...]], None],
    parent: QObject | None = None,
) -> Worker:
    """Opens or makes a book on its own thread (checks and migrations take time), then hands over its session.

    `failed` has no problems after a fault of our own, which is told by `crash`.
    """
    worker = Worker("book", parent)

    def both(_job: Job) -> tuple[Book, Book]:
        writer = opener()
        return writer, writer.reader()

    def fail(fault: BaseException) -> None:
        worker.close()
        problems = crash.problems_of(fault)
        if problems is None:
            crash.caught(fault)
        failed(problems or ())

    worker.submit(both, lambda books: ready(Session(*books, worker)), fail)
    return worker
