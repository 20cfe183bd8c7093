"""Closing a month and opening it again; what was in it, and how corrections lead from there to what is in it now."""

import datetime as dt
from dataclasses import dataclass

from rare_desk.core.life.closing import Totals, corrected, days_of, plus
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.store.actor import who
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading.closing_queries import (
    ClosedMonth,
    Correction,
    closed_month,
    closed_row,
    corrections,
    last_correction,
    month_totals,
    unready,
)

NAMED = 20
"""So many of the trades that stand in the way are named one by one."""


@dataclass(frozen=True, slots=True)
class Account:
    """A closed month: `closed` and the corrections since come to `present`, line by line."""

    month: ClosedMonth
    corrections: tuple[Correction, ...]
    present: Totals

    @property
    def difference(self) -> Totals:
        """What has been added since; empty when nothing was changed, or nothing of its figures."""
        return plus(self.present, [self.month.totals], -1)

    @property
    def explained(self) -> bool:
        rows = ((one.record, one.before, one.after) for one in self.corrections)
        return corrected(self.month.totals, rows) == self.present


def obstacles(book: Book, month: str, today: dt.date | None = None) -> tuple[Problem, ...]:
    """What stands in the way of closing it: what is wrong forbids it, what is suspect may be accepted."""
    try:
        last = days_of(month)[1]
    except ValueError:
        return (problem("not-a-month", "month", month),)
    if closed_month(book, month) is not None:
        return (problem("already-closed", "month", month),)
    if last >= (today or dt.date.today()):
        return (problem("month-not-over", "month", month, end=last.isoformat()),)
    named, count = unready(book, month, NAMED)
    found = [problem("closing-draft" if draft else "closing-suspect", "", name, suspect=True) for name, draft in named]
    if count > len(named):
        found.append(problem("closing-more", "", count - len(named), suspect=True))
    return tuple(found)


def close_month(
    book: Book, month: str, *, note: str = "", accept_suspect: bool = False, today: dt.date | None = None
) -> Changes:
    """Keeps its totals; from then on what changes in it is refused, or recorded as a correction (`Book.correcting`)."""
    found = obstacles(book, month, today)
    if any(not one.suspect for one in found) or (found and not accept_suspect):
        raise Refused(*found)
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with book.step("month-closed", month=month) as step:
        totals = month_totals(book, month)
        step.insert("closed_months", closed_row(month, at, who(), note.strip(), totals, last_correction(book, month)))
    return step.changes


def reopen_month(book: Book, month: str) -> Changes:
    """Its corrections stay on record; they are part of it when it is closed again."""
    with book.step("month-reopened", month=month) as step:
        found = step.find("closed_months", "month", month)
        if found is None:
            raise Refused(problem("not-closed", "month", month))
        step.delete("closed_months", found)
    return step.changes


def account(book: Book, month: str) -> Account:
    """Refused when the month is not closed."""
    with book.snapshot():
        found = closed_month(book, month)
        if found is None:
            raise Refused(problem("not-closed", "month", month))
        since = corrections(book, month, after=found.corrections)
        return Account(found, tuple(since), month_totals(book, month))
