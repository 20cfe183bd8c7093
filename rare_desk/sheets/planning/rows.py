"""Which rows of a table are its records, and the cells of a field in them."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rare_desk.core.parsing import parse_date
from rare_desk.core.problems import Place, Problem, problem
from rare_desk.core.quotes import Period
from rare_desk.sheets.planning.adjusting import Adjusted
from rare_desk.sheets.planning.plan import Known, SheetPlan, note
from rare_desk.sheets.planning.settle import Settled
from rare_desk.sheets.reading.cells import Cell, RawSheet, columns_of
from rare_desk.sheets.reading.meaning.alike import each_value, same
from rare_desk.sheets.reading.meaning.columns import Column
from rare_desk.sheets.reading.meaning.dates import read_day, short_orders, year_of_all
from rare_desk.sheets.reading.meaning.tables import Table, fill_down, is_total, text_of
from rare_desk.sheets.reading.meaning.values import (
    are_fractions,
    date_reader,
    day_first_of,
    decimal_mark,
    product_reader,
    quote_date_reader,
    read_column,
    read_texts,
    shown,
    text_reader,
)
from rare_desk.sheets.reading.meaning.vocabulary import Kind, fold
from rare_desk.words import LANGUAGES, word

Dates = list[Any]
"""Days, or for quotes days with their periods; Problems; None where the cell is empty."""


@dataclass(slots=True)
class Body:
    """The records of a table. `numbers` are the sheet's row numbers, `total` its own last total row."""

    file: str
    sheet: RawSheet
    settled: Settled
    plan: SheetPlan
    rows: list[list[Cell]]
    numbers: list[int]
    dates: Dates = field(default_factory=list)
    products: list[str | Problem | None] = field(default_factory=list)
    total: list[Cell] | None = None
    amounts: list[Any] | None = None
    """As the records write them, once they were read."""
    _across: tuple[list[list[Cell]], Sequence[Sequence[Cell]]] | None = None

    def cells(self, column: Column) -> Sequence[Cell]:
        if self._across is None or self._across[0] is not self.rows:
            self._across = self.rows, columns_of(self.rows)
        return self._across[1][column.at] if self.rows else ()

    def read(self, name: str, reader: Callable[[Cell], Any], empty: Any = None) -> list[Any]:
        """The field's values, `empty` where the cell or the whole column is missing."""
        column = self.settled.one(name)
        if column is None:
            return same(empty, len(self.rows))
        cells = self.cells(column)
        values = read_texts(cells) if reader is text_reader else read_column(cells, reader)
        if empty is None or type(None) not in set(map(type, values.distinct)):
            return values
        return each_value(values, lambda value: empty if value is None else value)

    def decided(self, what: str, column: Column) -> Any:
        """What the column's cells decide together, as DECISIONS says; decided once."""
        key = what, column.at
        if key not in self.settled.decided:
            self.settled.decided[key] = DECISIONS[what](self.cells(column), years_of(self.settled))
        return self.settled.decided[key]

    def keep(self, places: Sequence[int]) -> None:
        """Only these rows are records."""
        self.rows = [self.rows[at] for at in places]
        self.numbers = [self.numbers[at] for at in places]
        self.dates = [self.dates[at] for at in places]
        self.products = [self.products[at] for at in places]

    def wrong(self, at: int, column: Column | None, found: Problem, name: str = "") -> None:
        header = column.header if column else name
        self.plan.problems.append(found.at(Place(self.file, self.sheet.name, self.numbers[at], header)))


def body_of(
    file: str,
    sheet: RawSheet,
    table: Table,
    settled: Settled,
    plan: SheetPlan,
    known: Known,
    adjusted: Adjusted,
    only: Sequence[int] | None = None,
) -> Body:
    """The rows below the header, with dates and products read, without those that are no records; `only` some of
    them, by their numbers."""
    sums = [column.at for name in ("quantity", "amount") for column in settled.by_field.get(name, ())]
    fill_down(sheet, table, frozenset(sums))
    body = Body(file, sheet, settled, plan, [], [])
    body.numbers = list(range(table.header_last + 1, len(sheet.rows) + 1)) if only is None else list(only)
    body.rows = rows = sheet.rows[table.header_last :] if only is None else [sheet.rows[at - 1] for at in only]
    dates = _dates(body, known, plan)
    product = settled.one("product")
    products: list[str | Problem | None] = [None] * len(rows)
    if product:
        products = read_column(body.cells(product), product_reader(known.catalogue))
    example = _example(sheet.rows, table.header_last)
    untouched = not adjusted.left_out and example is None
    if untouched and set(map(type, dates)) == {dt.date} and set(map(type, products)) == {str}:
        body.dates, body.products = dates, products
        return body
    keep = []
    title = tuple(fold(levels[-1]) if levels else "" for levels in table.levels)
    for at, (day, found) in enumerate(zip(dates, products, strict=True)):
        number = body.numbers[at]
        whole = (day is not None and type(day) is not Problem and type(found) is str) or number in adjusted.taken
        reason = "" if whole else _no_record(rows[at], settled, title)
        reason = "example" if number == example and number not in adjusted.taken else reason
        reason = "user" if number in adjusted.left_out else reason
        if reason:
            plan.left_out.append((number, reason))
            if reason == "total":
                body.total = rows[at]
        else:
            keep.append(at)
    body.dates, body.products = dates, products
    if len(keep) < len(rows):
        body.keep(keep)
    return body


def _example(rows: Sequence[Sequence[Cell]], header: int) -> int | None:
    """The number of the example row of a blank template, by its mark; it is the first, or near it."""
    marks = {word("imports.example", language) for language in LANGUAGES}
    first = enumerate(rows[header : header + 3], header + 1)
    return next((number for number, row in first if not marks.isdisjoint(map(str, row))), None)


_TELLING = ("product", "quantity", "price", "mid", "range", "low", "high")


def _no_record(row: Sequence[Cell], settled: Settled, title: tuple[str, ...]) -> str:
    """Why a row without a good date and product is no record; empty when it is a faulty one."""
    filled = [cell for cell in row if cell != ""]
    if not filled or all(isinstance(cell, str) and not cell.strip() for cell in filled):
        return "blank"
    if is_total(row):
        return "total"
    words = [fold(cell) if isinstance(cell, str) else None for cell in row]
    if sum(word == head for word, head in zip(words, title, strict=False) if word and head) >= 2:
        return "header"
    telling = [c for name in _TELLING for c in settled.by_field.get(name, ())]
    if all(isinstance(row[c.at], str) and not str(row[c.at]).strip() for c in telling):
        return "remark"
    numeric = [c for c in telling if c.field != "product"]
    dated = settled.one("date")
    if dated and _no_date(row[dated.at]) and all(_wordy(row[c.at]) for c in numeric):
        return "remark"
    return ""


def _no_date(cell: Cell) -> bool:
    return cell == "" or (isinstance(cell, str) and _is_no_day(read_day(cell, True, today=_LEAP)))


def _is_no_day(read: dt.date | Problem) -> bool:
    return isinstance(read, Problem) and read.code != "missing-year"


def _wordy(cell: Cell) -> bool:
    return isinstance(cell, str) and not any(character.isdigit() for character in cell)


def _dates(body: Body, known: Known, plan: SheetPlan) -> Dates:
    settled = body.settled
    column = settled.one("date")
    epoch = settled.epoch_1904
    if column is None:
        return _split_dates(body, plan.kind)
    cells = body.cells(column)
    day_first = settled.options.day_first
    decided = body.decided("day_first", column)
    if decided is None and day_first is None and body.decided("ambiguous", column):
        settled.ask("day_first", column.header, ("dmy", "mdy"))
    orders = body.decided("short_orders", column)
    if len(orders) == 1:
        plan.notes.append(note(f"short-year-{orders[0]}", column=column.header))
    year = settled.year or body.decided("own_year", column) or None
    first = day_first if decided is None else decided
    reader = date_reader(first, year, epoch, settled.month, settled.today, orders)
    if plan.kind == "quotes":
        return read_column(cells, quote_date_reader(reader))
    if year and body.decided("without_year", column):
        plan.notes.append(note("year-taken" if settled.year else "year-of-rows", year=year))
    return read_column(cells, reader)


class Years(NamedTuple):
    """By which dates without a whole year are read: that of the sheet or 0, and today's."""

    sheet: int
    today: int


def years_of(settled: Settled) -> Years:
    return Years(settled.year or 0, settled.today)


def _any_needs_year(cells: Sequence[Cell]) -> bool:
    if str not in set(map(type, cells)):
        return False
    return any(_needs_year(cell, _LEAP) for cell in set(cells))


_LEAP = 2000


def _own_year(cells: Sequence[Cell]) -> int:
    """The one year of the dates that have one, where others have none."""
    return year_of_all(set(cells)) if _any_needs_year(cells) else 0


def _needs_year(cell: Cell, year: int) -> bool:
    if not isinstance(cell, str) or not isinstance(read_day(cell), Problem):
        return False
    return not isinstance(read_day(cell, year=year), Problem)


def _ambiguous(cells: Sequence[Cell], years: Years) -> bool:
    """Whether it is open what is a day and what a month, of whole years and of two-digit ones."""
    if str not in set(map(type, cells)):
        return False
    texts = {cell for cell in cells if isinstance(cell, str)}
    if any(isinstance(p, Problem) and p.code == "ambiguous-date" for p in map(parse_date, texts)):
        return True
    return short_orders(texts, years.today, years.sheet) == ("dmy", "mdy")


def _split_dates(body: Body, kind: Kind | None) -> Dates:
    """Year, month and day in columns of their own; a year or a month that has none is the title's or the sheet's."""
    year, month, day = (body.settled.one(name) for name in ("year", "month", "day"))
    if not day or not (month or body.settled.month):
        return [None] * len(body.rows)
    dates: Dates = []
    for row in body.rows:
        written = [text_of(row[column.at]).rstrip("年月日号") if column else "" for column in (year, month, day)]
        if not written[2] or (month and not written[1]):
            dates.append(None)
            continue
        whole = (written[0] or body.settled.year, written[1] or body.settled.month, written[2])
        found = (
            parse_date("-".join(map(str, whole))) if whole[0] else problem("not-a-date", value="/".join(written[1:]))
        )
        dates.append((found, Period.DAY) if kind == "quotes" and isinstance(found, dt.date) else found)
    return dates


_OF_RECORDS = {
    "mark": lambda cells, _: decimal_mark(cells),
    "fractions": lambda cells, _: are_fractions(cells),
}
_OF_ALL_ROWS = {
    "day_first": lambda cells, _: day_first_of(cells),
    "ambiguous": _ambiguous,
    "without_year": lambda cells, _: _any_needs_year(cells),
    "own_year": lambda cells, _: _own_year(cells),
    "short_orders": lambda cells, years: short_orders(set(cells), years.today, years.sheet),
}
DECISIONS: Mapping[str, Callable[[Sequence[Cell], Years], Any]] = {**_OF_RECORDS, **_OF_ALL_ROWS}


def forget_decisions(settled: Settled) -> None:
    """Of the records, as there are fewer now."""
    settled.decided = {key: value for key, value in settled.decided.items() if key[0] not in _OF_RECORDS}


def _tells_mark(cell: Cell) -> bool:
    return isinstance(cell, str) and "," in cell


def _tells_days(cell: Cell) -> bool:
    """A date that begins with its year can be read in one way only."""
    return isinstance(cell, str) and cell.strip() != "" and not re.match(r"\s*\d{4}", cell)


_TELLING_CELLS: Mapping[str, Callable[[Cell], bool]] = {
    "mark": _tells_mark, "day_first": _tells_days, "ambiguous": _tells_days, "without_year": _tells_days,
    "short_orders": _tells_days,
}  # fmt: skip
"""Of a decision, whether a cell may have a say in it; every cell may where it does not stand here."""


_Changed = tuple[int, Cell, Cell]


def still_decided(
    settled: Settled, changed: Sequence[_Changed], rows: Sequence[Sequence[Cell]], left_out: Set[int]
) -> bool:
    """Whether the columns decide as before. `changed` cells by their place in the row, as they were and are; `rows`
    are all below the header, of which those at the places `left_out` are no records."""
    years = years_of(settled)
    for (what, column), before in settled.decided.items():
        tells = _TELLING_CELLS.get(what)
        said = [cell for at, *cells in changed if at == column for cell in cells]
        if not (any(map(tells, said)) if tells else said):
            continue
        every = what not in _OF_RECORDS or not left_out
        cells = [row[column] for at, row in enumerate(rows) if every or at not in left_out]
        if DECISIONS[what](cells, years) != before:
            return False
    return True


def remark(header: str, cell: Cell) -> str:
    return f"{header}: {shown(cell)}"
