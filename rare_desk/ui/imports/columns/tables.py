"""The tables of the import page: rows as read, control totals by product; the words of a column's meaning."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, compress
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES, from_scaled
from rare_desk.core.problems import Problem
from rare_desk.core.quotes import Quote
from rare_desk.core.units import Unit
from rare_desk.ops.imports.ledgers import Control, Deal, Named, SheetColumn, SheetPlan
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.rows.rows_model import Column

if TYPE_CHECKING:
    from rare_desk.store.book import Book

CHIPS = {"new": "good", "existing": "neutral", "suspect": "suspect", "closed": "info", "wrong": "bad"}


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it was read, with what would become of it."""

    row: int
    state: str
    record: Deal | Quote


class ReadRows(Mapping[int, ReadRow]):
    """By row number; each is made when it is asked for."""

    def __init__(self, sheet: SheetPlan) -> None:
        self._records: Sequence[Deal | Named] = sheet.quotes if sheet.kind == "quotes" else sheet.deals
        self._numbers = sheet.numbers
        self._sheet = sheet

    def numbers(self, state: str) -> array[int]:
        """The rows of one state, or of `all`, ascending."""
        chosen: Iterable[int] = self._numbers
        sheet = self._sheet
        places = {"new": sheet.fresh, "suspect": sheet.doubtful, "closed": sheet.closed}
        if state in places:
            chosen = map(self._numbers.__getitem__, places[state])
        elif state == "existing":
            chosen = compress(self._numbers, self._known())
        return array("q", chosen)

    def _known(self) -> Sequence[bool]:
        """Of each record, whether the book has it."""
        if not self._sheet.existing:
            return ()
        known = [True] * len(self._records)
        for place in chain(self._sheet.fresh, self._sheet.doubtful, self._sheet.closed):
            known[place] = False
        return known

    def state(self, number: int) -> str:
        """Empty for a row that was not read."""
        place = _place(self._numbers, number)
        return "" if place is None else self._state(place)

    def _state(self, place: int) -> str:
        if _has(self._sheet.fresh, place):
            return "new"
        if _has(self._sheet.closed, place):
            return "closed"
        return "suspect" if _has(self._sheet.doubtful, place) else "existing"

    def __getitem__(self, number: int) -> ReadRow:
        place = _place(self._numbers, number)
        if place is None:
            raise KeyError(number)
        record = self._records[place]
        return ReadRow(number, self._state(place), record if isinstance(record, Deal) else record.quote)

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._records)


def _place(ascending: Sequence[int], value: int) -> int | None:
    place = bisect_left(ascending, value)
    return place if place < len(ascending) and ascending[place] == value else None


def _has(ascending: Sequence[int], value: int) -> bool:
    return _place(ascending, value) is not None


class Chosen:
    """The rows of one state, or of `all`, for a RowsModel."""

    def __init__(self, read: ReadRows, state: str) -> None:
        self._read = read
        self._numbers = read.numbers(state)

    def first(self, limit: int) -> Sequence[ReadRow]:
        return self.rows(self._numbers[:limit])

    def ids(self, book: Book) -> Sequence[int]:
        return self._numbers

    def rows(self, ids: Sequence[int]) -> Sequence[ReadRow]:
        return [self._read[one] for one in ids]

    def key(self, row: ReadRow) -> int:
        return row.row

    def on(self, book: Book) -> Chosen:
        return self


def problem_columns() -> list[Column[Problem]]:
    translate = QCoreApplication.translate
    row, column = translate("ImportTables", "Row"), translate("ImportTables", "Column")
    value, why = translate("ImportTables", "Written"), translate("ImportTables", "What is wrong and what to do")
    state = translate("ImportTables", "State")
    return [
        Column(key="state", title=state, text=_problem_state, width=72, sortable=False, flag=_problem_chip),
        Column(key="row", title=row, text=lambda p: str(p.place.row), width=56, align="right", sortable=False),
        Column(key="column", title=column, text=lambda p: p.place.column, width=124, sortable=False),
        Column(key="value", title=value, text=lambda p: p.value, width=104, sortable=False),
        Column(key="why", title=why, text=labels.say, width=480, grows=True, sortable=False, tip=labels.say),
    ]


def _problem_state(found: Problem) -> str:
    return labels.label("imports.state-suspect" if found.suspect else "imports.state-wrong")


def _problem_chip(found: Problem) -> str:
    return "chip:suspect" if found.suspect else "chip:bad"


def row_columns(products: dict[str, str]) -> list[Column[ReadRow]]:
    translate = QCoreApplication.translate
    names = ("row", "state", "date", "side", "product", "grade", "quantity", "price", "unit", "party")
    titles = dict(
        zip(
            names,
            (
                translate("ImportTables", "Row"), translate("ImportTables", "State"),
                translate("ImportTables", "Date"), translate("ImportTables", "Side or period"),
                translate("ImportTables", "Product"), translate("ImportTables", "Grade"),
                translate("ImportTables", "Quantity"), translate("ImportTables", "Price as written"),
                translate("ImportTables", "Unit"), translate("ImportTables", "Party or source"),
            ),
            strict=True,
        )
    )  # fmt: skip
    tonnes = translate("ImportTables", "t")
    return [
        Column(key="state", title=titles["state"], text=lambda r: labels.label(f"imports.state-{r.state}"), width=64,
               sortable=False, flag=lambda r: f"chip:{CHIPS[r.state]}"),
        Column(key="row", title=titles["row"], text=lambda r: str(r.row), width=52, align="right", sortable=False),
        Column(key="date", title=titles["date"], text=lambda r: str(r.record.date), width=96, sortable=False),
        Column(key="side", title=titles["side"], text=_side, width=72, sortable=False),
        Column(key="product", title=titles["product"], text=lambda r: products.get(r.record.product, ""), width=116,
               sortable=False),
        Column(key="grade", title=titles["grade"], text=lambda r: r.record.grade, width=92, muted=True,
               sortable=False),
        Column(key="quantity", title=titles["quantity"], unit=tonnes, text=_quantity, width=100, align="right",
               sortable=False),
        Column(key="price", title=titles["price"], text=_price, width=120, align="right", sortable=False,
               flag=lambda r: "suspect" if r.state == "suspect" else ""),
        Column(key="unit", title=titles["unit"], text=_unit, width=116, muted=True, sortable=False),
        Column(key="party", title=titles["party"], text=_party, width=130, grows=True, sortable=False),
    ]  # fmt: skip


def _side(row: ReadRow) -> str:
    if isinstance(row.record, Quote):
        return labels.label(f"exports.{row.record.period}")
    return labels.label(f"exports.{row.record.side}")


def _quantity(row: ReadRow) -> str:
    return "" if isinstance(row.record, Quote) else formats.mass(from_scaled(row.record.quantity_g, MASS_PLACES))


def _price(row: ReadRow) -> str:
    record = row.record
    if not isinstance(record, Quote):
        return formats.price(from_scaled(record.price, MONEY_PLACES))
    if record.low is not None and record.high is not None and record.low != record.high:
        return f"{formats.price(record.low)}–{formats.price(record.high)}"
    return formats.price(record.mid)


def _unit(row: ReadRow) -> str:
    record = row.record
    unit = record.unit.value if isinstance(record, Quote) else record.price_unit
    basis = record.tax_basis
    said = labels.label(f"imports.basis-{basis}") if basis else ""
    money = labels.label_or(f"trades.price-{record.currency}-{unit}", f"{record.currency}/{unit}")
    return f"{money} {said}".strip()


def _party(row: ReadRow) -> str:
    record = row.record
    if isinstance(record, Quote):
        return record.source
    return record.counterparty or " → ".join(filter(None, (record.seller, record.buyer)))


def meaning_words(column: SheetColumn) -> str:
    return field_words(column.field.rstrip("?"))


def field_words(field: str) -> str:
    """Empty and `ignored`: not read."""
    return labels.label_or(f"imports.meaning-{field}", labels.field(field))


def measure_words(column: SheetColumn) -> str:
    return measure_words_of(column.measure.currency, column.measure.factor, column.measure.unit)


def measure_words_of(currency: str, factor: int, unit: Unit | None) -> str:
    if unit and factor == 1 and (whole := labels.label_or(f"trades.price-{currency}-{unit.value}", "")):
        return whole
    yuan = labels.label("trades.yuan") if currency == "CNY" else currency
    money = f"{'万' if factor == 10_000 else ''}{yuan}"
    mass = labels.label(f"trades.unit-{unit.value}") if unit else ""
    return "/".join(part for part in (money, mass) if part)


def basis_words(column: SheetColumn) -> str:
    return labels.label(f"imports.basis-{column.basis}") if column.basis else ""


def control_columns(products: dict[str, str]) -> list[Column[Control]]:
    translate = QCoreApplication.translate
    product, all_of = translate("ImportTables", "Product"), translate("ImportTables", "All")
    rows, read = translate("ImportTables", "Rows"), translate("ImportTables", "Rows read")
    quantity, got = translate("ImportTables", "Quantity in file"), translate("ImportTables", "Quantity read")
    amount, sums = translate("ImportTables", "Amount in file"), translate("ImportTables", "Amount read")
    stated, tonnes = translate("ImportTables", "Total row"), translate("ImportTables", "t")
    return [
        Column(key="product", title=product, text=lambda c: products.get(c.product, c.product) or all_of, width=140,
               sortable=False),
        Column(key="rows", title=rows, text=lambda c: str(c.rows_file), width=64, align="right", sortable=False),
        Column(key="read", title=read, text=lambda c: str(c.rows_read), width=76, align="right", sortable=False,
               flag=lambda c: "" if c.rows_file == c.rows_read else "warn"),
        Column(key="quantity", title=quantity, unit=tonnes, text=lambda c: formats.mass(c.quantity_file), width=112,
               align="right", sortable=False),
        Column(key="stated", title=stated, unit=tonnes, text=lambda c: _known(c.stated_quantity), width=92,
               align="right", sortable=False),
        Column(key="got", title=got, unit=tonnes, text=lambda c: formats.mass(c.quantity_read), width=112,
               align="right", sortable=False, flag=lambda c: "" if c.agrees else "warn"),
        Column(key="amount", title=amount, text=lambda c: _sum(c.amount_file), width=124, align="right",
               sortable=False),
        Column(key="sum", title=sums, text=lambda c: _sum(c.amount_read), width=124, align="right", sortable=False,
               flag=lambda c: "" if c.agrees else "warn"),
    ]  # fmt: skip


def _known(value: Decimal | None) -> str:
    return "" if value is None else formats.mass(value)


def _sum(value: Decimal | None) -> str:
    return "" if value is None else formats.money(value)
