"""Work off the window's thread: one thread per worker, its results handed to the window's thread in order."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import count
from queue import SimpleQueue
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

T = TypeVar("T")


class Job:
    """One piece of work, seen from both sides: the window cancels it, the work reports and asks whether to stop."""

    def __init__(self, label: str, tell: Callable[["Job", float], None]) -> None:
        self.label = label
        self._tell = tell
        self._stop = threading.Event()
        self._told = -1.0

    def progress(self, done: float) -> None:
        """`done` from 0 to 1. Cheap: steps below half a percent are not passed on."""
        if done - self._told >= 0.005 or done >= 1.0:
            self._told = done
            self._tell(self, done)

    def cancel(self) -> None:
        self._stop.set()

    def cancelled(self) -> bool:
        return self._stop.is_set()


class _Post(QObject):
    """Carries calls to the window's thread. Lives as long as Qt: a thread may post whatever has gone meanwhile."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def send(self, call: Callable[[], object]) -> None:
        """From any thread; in the order sent."""
        with suppress(RuntimeError):  # the application has ended, and with it whoever waited
            self._posted.emit(call)

    def _call(self, call: Callable[[], object]) -> None:
        call()


@cache
def _post() -> _Post:
    """Made with the first worker, so on the window's thread."""
    return _Post()


@dataclass(slots=True)
class _Line:
    """All that a thread knows: never the worker, nor whom it works for, lest the last to let go of a widget be a
    thread. Work is held here until the window's thread drops it.
    """

    post: _Post
    queue: SimpleQueue[int | None] = field(default_factory=SimpleQueue)
    held: dict[int, Callable[[], None]] = field(default_factory=dict)

    def run(self) -> None:
        """Until it is told to end."""
        while (number := self.queue.get()) is not None:
            self.held[number]()
            self.post.send(partial(self.held.pop, number))
        self.post.send(self.held.clear)


class Worker(QObject):
    """Runs functions one after another on its own thread; `done` and `failed` are called on the window's."""

    progressed = Signal(object, float)
    """(Job, fraction); on the window's thread."""
    started = Signal(object)
    ended = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line = _Line(_post())
        self._numbers = count()
        self._closed = False
        self._thread = threading.Thread(target=self._line.run, name=name, daemon=True)
        self._thread.start()

    def submit(
        self,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        label: str = "",
    ) -> Job:
        """Neither callback is called after `close`."""
        job = Job(label, lambda told, fraction: self._hand_over(lambda: self.progressed.emit(told, fraction)))

        def run() -> None:
            self._hand_over(lambda: self.started.emit(job))
            try:
                result = work(job)
            except BaseException as fault:  # every fault must reach the window; this thread has nobody else to tell
                caught = fault
                self._hand_over(lambda: self._end(job, lambda: failed(caught)))
            else:
                self._hand_over(lambda: self._end(job, lambda: done(result)))

        self._put(run)
        return job

    @property
    def idle(self) -> bool:
        """Whether all that was submitted has been done and told. On the window's thread."""
        return not self._line.held

    def close(self, last: Callable[[], None] | None = None, wait: float = 10.0) -> None:
        """Finishes what is queued, runs `last` on the thread and ends it. Waits at most that many seconds."""
        if self._closed:
            return
        self._closed = True
        if last:
            self._put(last)
        self._line.queue.put(None)
        self._thread.join(wait)

    def _end(self, job: Job, tell: Callable[[], None]) -> None:
        self.ended.emit(job)
        tell()

    def _hand_over(self, call: Callable[[], None]) -> None:
        if not self._closed:
            self._line.post.send(partial(self._call, call))

    def _call(self, call: Callable[[], None]) -> None:
        if not self._closed and isValid(self):  # gone with its parent, it has nobody left to tell
            call()

    def _put(self, run: Callable[[], None]) -> None:
        number = next(self._numbers)
        self._line.held[number] = run
        self._line.queue.put(number)
