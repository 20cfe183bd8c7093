"""What a closed month refuses may be recorded as a correction: whoever asked for it need not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rare_desk.core.problems import Refused
from rare_desk.store.book import Book
from rare_desk.ui.jobs import Job

T = TypeVar("T")


def stopped_by_closed_months(fault: BaseException) -> bool:
    """Whether nothing else stood in the way."""
    return isinstance(fault, Refused) and all(one.code == "month-closed" for one in fault.problems)


def correcting(op: Callable[[Book, Job], T], reason: str) -> Callable[[Book, Job], T]:
    """The same op, with what it changes in closed months recorded as corrections."""

    def corrected(book: Book, job: Job) -> T:
        with book.correcting(reason):
            return op(book, job)

    return corrected
