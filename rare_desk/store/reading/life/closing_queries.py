"""Closed months, what is in a month now, and the corrections made to one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rare_desk.core.calendar import day_number
from rare_desk.core.life import closing
from rare_desk.core.life.closing import DATED, Totals
from rare_desk.store import shapes
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import records
from rare_desk.store.rows import Row, SqlValue
from rare_desk.store.tables import Table, table


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """`at` is UTC in ISO form; `corrections` the number of the last correction that `totals` know of."""

    id: int
    month: str
    at: str
    who: str
    note: str
    totals: Totals
    corrections: int


@dataclass(frozen=True, slots=True)
class Correction:
    """`step` is the journal's, 0 when it is not known; `before` and `after` are the row as `month` had it and has it,
    None for not at all."""

    id: int
    month: str
    made_in: str
    date: str
    record: str
    row: int
    reason: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def closed_months(book: Book) -> list[ClosedMonth]:
    """The latest month first."""
    found = book.fetch("SELECT id, month, at, who, note, totals FROM closed_months ORDER BY month DESC")
    return [_closed(values) for values in found]


def closed_month(book: Book, month: str) -> ClosedMonth | None:
    found = book.fetch("SELECT id, month, at, who, note, totals FROM closed_months WHERE month = ?", (month,))
    return _closed(found[0]) if found else None


def _closed(values: tuple[Any, ...]) -> ClosedMonth:
    number, month, at, who, note, totals = values
    kept = shapes.fields(totals)
    with shapes.as_written():
        closing.days_of(month)
        lines = closing.from_json(kept["lines"])
        return ClosedMonth(number, month, shapes.moment(at), who, note, lines, int(kept["corrections"]))


def closed_row(month: str, at: str, who: str, note: str, totals: Totals, corrections: int) -> Row:
    kept = json.dumps({"lines": closing.as_json(totals), "corrections": corrections})
    return {"month": month, "at": at, "who": who, "note": note, "totals": kept}


def month_totals(book: Book, month: str) -> Totals:
    """What is in it now."""
    return closing.plus({}, (closing.counted(record, row) for record, row in _rows(book, month)))


def _rows(book: Book, month: str) -> Iterator[tuple[str, Row]]:
    ends = closing.days_of(month)
    for record, column in closing.DATED.items():
        dated = record == "trades"
        values: list[SqlValue] = [day_number(day) if dated else day.isoformat() for day in ends]
        where = f"{'day' if dated else column} BETWEEN ? AND ?"
        for row in records(book, f"SELECT * FROM {record} WHERE {where}", values):
            yield record, row


def last_correction(book: Book, month: str) -> int:
    """Its number; 0 without any."""
    return book.number("SELECT max(id) FROM corrections WHERE month = ?", (month,))


def corrections(book: Book, month: str = "", after: int = 0, made_in: str = "") -> list[Correction]:
    """The oldest first; of every month when none is named, and only those with a number above `after`."""
    found = book.fetch(
        "SELECT id, month, made_in, date, record, row, reason, before, after FROM corrections"
        " WHERE id > ? AND ? IN ('', month) AND ? IN ('', made_in) ORDER BY id",
        (after, month, made_in),
    )
    with shapes.as_written():
        tables = {record: table(book.connection, record) for record in {values[4] for values in found} & set(DATED)}
        return [_correction(values, tables) for values in found]


def _correction(values: tuple[Any, ...], tables: Mapping[str, Table]) -> Correction:
    number, month, made_in, day, record, row, reason, *texts = values
    for one in (month, made_in):
        closing.days_of(one)
    sides = [tables[record].row(text) if text else None for text in texts]
    for side in sides:
        closing.counted(record, side)
    return Correction(number, month, made_in, shapes.day(day), record, row, reason, *sides)


def unready(book: Book, month: str, limit: int) -> tuple[list[tuple[str, bool]], int]:
    """The month's drafts and suspect trades, by number or else id, each with whether it is a draft; and how many they
    are in all."""
    first, last = (day_number(day) for day in closing.days_of(month))
    where = "FROM trades WHERE day BETWEEN ? AND ? AND (status = 'draft' OR suspect <> '' AND status <> 'cancelled')"
    ends: tuple[SqlValue, ...] = (first, last)
    named = "CASE deal_no WHEN '' THEN '#' || id ELSE deal_no END"
    found = book.fetch(f"SELECT {named}, status = 'draft' {where} ORDER BY day, id LIMIT ?", (*ends, limit))
    return [(name, bool(draft)) for name, draft in found], book.number(f"SELECT count(*) {where}", ends)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month with trades: how many, and how many of them are drafts or suspect."""

    month: str
    trades: int
    unready: int


def months_with_trades(book: Book) -> list[MonthLine]:
    """The latest first."""
    unready = "sum(status = 'draft' OR suspect <> '' AND status <> 'cancelled')"
    month = "substr(date, 1, 7)"
    found = book.fetch(f"SELECT {month}, count(*), {unready} FROM trades GROUP BY {month} ORDER BY 1 DESC")
    return [MonthLine(*values) for values in found]
