"""Closing a month and opening it again; what was in it, and how corrections lead from there to what is in it now."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rare_desk.core.life.closing import Totals, corrected, days_of, plus
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.store.actor import who
from rare_desk.store.book import Book, Changes, Step
from rare_desk.store.reading.life.closing_queries import (
    ClosedMonth,
    Correction,
    MonthLine,
    closed_month,
    closed_months,
    closed_row,
    corrections,
    last_correction,
    month_totals,
    months_with_trades,
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
    with book.step("month-closed", month=month) as step:
        put_closing(book, step, month, dt.datetime.now(dt.UTC), who(), note.strip())
    return step.changes


def put_closing(book: Book, step: Step, month: str, at: dt.datetime, by: str, note: str = "") -> None:
    """With what is in the month now."""
    moment = at.isoformat(timespec="seconds")
    totals = month_totals(book, month)
    step.insert("closed_months", closed_row(month, moment, by, note, totals, last_correction(book, month)))


def reopen_month(book: Book, month: str) -> Changes:
    """Its corrections stay on record; they are part of it when it is closed again."""
    with book.step("month-reopened", month=month) as step:
        found = step.find("closed_months", "month", month)
        if found is None:
            raise Refused(problem("not-closed", "month", month))
        step.delete("closed_months", found)
    return step.changes


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the book: `closed` when it is, then with `corrections` since."""

    line: MonthLine
    closed: ClosedMonth | None = None
    corrections: int = 0


def months(book: Book) -> list[Month]:
    """Those with trades and those that are closed, the latest first."""
    with book.snapshot():
        closed = {one.month: one for one in closed_months(book)}
        since = Counter(one.month for one in corrections(book) if _since(one, closed))
        lines = {one.month: one for one in months_with_trades(book)}
    empty = {month: MonthLine(month, 0, 0) for month in closed}
    return [
        Month(line, closed.get(month), since[month]) for month, line in sorted((empty | lines).items(), reverse=True)
    ]


def _since(one: Correction, closed: Mapping[str, ClosedMonth]) -> bool:
    return one.month in closed and one.id > closed[one.month].corrections


def account(book: Book, month: str) -> Account:
    """Refused when the month is not closed."""
    with book.snapshot():
        found = closed_month(book, month)
        if found is None:
            raise Refused(problem("not-closed", "month", month))
        since = corrections(book, month, after=found.corrections)
        return Account(found, tuple(since), month_totals(book, month))
