"""Work off the window's thread: one thread per worker, its results handed to the window's thread in order."""

import threading
from collections.abc import Callable
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
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
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

        self._queue.put(run)
        return job

    def close(self, last: Callable[[], None] | None = None, wait: float = 10.0) -> None:
        """Finishes what is queued, runs `last` on the thread and ends it. Waits at most that many seconds."""
        if self._closed:
            return
        self._closed = True
        if last:
            self._queue.put(last)
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

    def _loop(self) -> None:
        while (run := self._queue.get()) is not None:
            run()
