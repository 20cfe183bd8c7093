"""Work off the window's thread: one thread per worker, its results handed to the window's thread in order."""

import threading
from collections.abc import Callable
from functools import partial
from itertools import count
from queue import SimpleQueue
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

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


class Worker(QObject):
    """Runs functions one after another on its own thread; `done` and `failed` are called on the window's."""

    progressed = Signal(object, float)
    """(Job, fraction); on the window's thread."""
    started = Signal(object)
    ended = Signal(object)
    _to_window = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[int | None] = SimpleQueue()
        self._held: dict[int, Callable[[], None]] = {}
        self._numbers = count()
        self._closed = False
        self._to_window.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)
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

    def close(self, last: Callable[[], None] | None = None, wait: float = 10.0) -> None:
        """Finishes what is queued, runs `last` on the thread and ends it. Waits at most that many seconds."""
        if self._closed:
            return
        self._closed = True
        if last:
            self._put(last)
        self._queue.put(None)
        self._thread.join(wait)

    def _end(self, job: Job, tell: Callable[[], None]) -> None:
        self.ended.emit(job)
        tell()

    def _hand_over(self, call: Callable[[], None]) -> None:
        if self._closed:
            return
        try:
            self._to_window.emit(call)
        except RuntimeError:  # the window has gone in this very moment, and nobody waits for it any more
            if not self._closed:
                raise

    def _call(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()

    def _put(self, run: Callable[[], None]) -> None:
        """Work is held here, not by its thread: what it refers to, widgets too, is freed on the window's thread."""
        number = next(self._numbers)
        self._held[number] = run
        self._queue.put(number)

    def _release(self, number: int) -> None:
        self._held.pop(number, None)

    def _loop(self) -> None:
        while (number := self._queue.get()) is not None:
            self._held[number]()
            self._hand_over(partial(self._release, number))
