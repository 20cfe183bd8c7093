"""A reading thread with a connection of its own to the book."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from PySide6.QtCore import QObject

from rare_desk.store.book import Book
from rare_desk.ui.jobs import Job, Worker

T = TypeVar("T")
_LONG = 0.3
"""Seconds: what took so long has had much in its hands."""


@cache
def _trim() -> Callable[[int], object]:
    return ctypes.CDLL(None).malloc_trim if sys.platform == "linux" else lambda _kept: None


def _give_back() -> None:
    """The C library of Linux keeps what was freed: 200 MB after a million rows were put in order."""
    try:
        _trim()(0)
    except AttributeError:  # another C library than GNU's
        return


class Reader:
    """Thread and connection are made when something is first asked."""

    def __init__(self, name: str, book: Book, parent: QObject) -> None:
        self._name, self._parent = name, parent
        self._open = book.reader
        self._worker: Worker | None = None
        self._book: Book | None = None

    def ask(
        self,
        work: Callable[[Book, Job], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        *,
        heeds: bool,
    ) -> Job:
        """With `heeds` a cancelled job's SQL is interrupted and what it found is dropped."""
        if self._worker is None:
            self._worker = Worker(self._name, self._parent)

        def read(job: Job) -> T:
            if self._book is None:
                self._book = self._open()
            begun = time.monotonic()
            try:
                if not heeds:
                    return work(self._book, job)
                with self._book.heeding(job.cancelled):
                    return work(self._book, job)
            finally:
                if time.monotonic() - begun > _LONG:
                    _give_back()

        def finish(result: T) -> None:
            if not (heeds and job.cancelled()):
                done(result)

        job = self._worker.submit(read, finish, failed)
        return job

    def close(self) -> None:
        """After what it is doing; nobody waits for that. Nothing can be asked any more."""
        if self._worker:
            self._worker.close(lambda: self._book.close() if self._book else None, 0.0)
            self._worker.deleteLater()
