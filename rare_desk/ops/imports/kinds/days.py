"""Non-trading days out of files, into the book's own table."""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from rare_desk.core.problems import Problem, problem
from rare_desk.ops.imports.plans import Source
from rare_desk.ops.imports.records import Form, Kept
from rare_desk.sheets.records.days import DayRead, read_days
from rare_desk.sheets.records.reading import ReadFile, ReadSheet
from rare_desk.store.book import Book, Step
from rare_desk.store.reading.queries import NonTradingDay, named_non_trading_days

KIND = "non-trading-days"
WHOLE_YEAR = 5
"""Announced days of a year from which on a table is taken to be all of it, to its last day and a little beyond."""
_BEYOND = dt.timedelta(days=10)
_WORKED: Hashable = "worked"


def form() -> Form[DayRead]:
    return Form(KIND, _read, _kept, _key, _value, _differs, _put)


def _read(book: Book, source: Source) -> ReadFile[DayRead] | Problem:
    found = read_days(source.data, source.name)
    if isinstance(found, Problem):
        return found
    estimated = [day for day in named_non_trading_days(book) if day.estimated]
    return replace(found, sheets=tuple(_with_lapsed(sheet, estimated) for sheet in found.sheets))


def _with_lapsed(sheet: ReadSheet[DayRead], estimated: Sequence[NonTradingDay]) -> ReadSheet[DayRead]:
    """Estimated days of a year that is announced now, and not among its days, are worked after all."""
    return replace(sheet, records=(*sheet.records, *_lapsed(sheet, estimated)))


def _lapsed(sheet: ReadSheet[DayRead], estimated: Sequence[NonTradingDay]) -> Iterator[DayRead]:
    told = {read.date for read in sheet.records}
    years: dict[int, list[dt.date]] = defaultdict(list)
    for read in sheet.records:
        if read.off and not read.estimated:
            years[read.date.year].append(read.date)
    for day in estimated:
        days = years.get(day.date.year, ())
        if len(days) >= WHOLE_YEAR and day.date <= max(days) + _BEYOND and day.date not in told:
            yield DayRead(sheet.header_row, sheet.records[0].column, day.date, day.name, off=False, estimated=True)


def _key(read: DayRead) -> Hashable:
    return read.date


def _value(read: DayRead) -> Hashable:
    return read.name if read.off else _WORKED


def _kept(book: Book, reads: Sequence[DayRead]) -> Mapping[Hashable, Kept]:
    """Weekends are no index days whatever a table says of them; an estimated day is news when it is announced."""
    there = {day.date: day for day in named_non_trading_days(book)}
    found: dict[Hashable, Kept] = {}
    for read in reads:
        day = there.get(read.date)
        if not read.off:
            found[read.date] = Kept(0, _WORKED if day is None else day.name)
        elif day is not None and (read.estimated or not day.estimated):
            found[read.date] = Kept(0, day.name if read.name else read.name)
    return found


def _differs(read: DayRead, kept: Kept) -> Problem:
    day, there = read.date.isoformat(), str(kept.value)
    if read.off:
        return problem("day-named-otherwise", "name", read.name, other=there, day=day)
    return problem("day-lapsed" if read.estimated else "day-worked", "date", day, other=there)


def _put(
    _book: Book, step: Step, fresh: Sequence[DayRead], changed: Sequence[tuple[int, DayRead]], _batch: int
) -> None:
    there = {dt.date.fromisoformat(day): row_id for day, row_id in step.ids("non_trading_days", "date").items()}
    step.insert_many("non_trading_days", [_row(read) for read in fresh if read.date not in there])
    for read in fresh:
        if read.date in there:
            named = {"name": read.name} if read.name else {}
            step.update("non_trading_days", there[read.date], {"estimated": int(read.estimated), **named})
    for _, read in changed:
        if read.off:
            step.update("non_trading_days", there[read.date], {"name": read.name})
        else:
            step.delete("non_trading_days", there[read.date])


def _row(read: DayRead) -> dict[str, str | int | bytes | None]:
    return {"date": read.date.isoformat(), "name": read.name, "estimated": int(read.estimated)}
