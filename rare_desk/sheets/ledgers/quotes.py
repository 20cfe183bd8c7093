"""Rows of a table read as quotes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from rare_desk.core.numbers import MONEY_PLACES, plain, vanishes
from rare_desk.core.problems import Problem, problem
from rare_desk.core.quotes import Period, Quote, quote_problems
from rare_desk.core.units import TaxBasis, Unit, percent_problem, vat_rate_on
from rare_desk.sheets.ledgers.trade_fields import unit_reader
from rare_desk.sheets.planning.plan import Known, Named, note
from rare_desk.sheets.planning.rows import Body
from rare_desk.sheets.reading.cells import Cell
from rare_desk.sheets.reading.meaning.columns import Column
from rare_desk.sheets.reading.meaning.values import (
    are_fractions,
    checked,
    currency_reader,
    decimal_mark,
    number_reader,
    percent_reader,
    range_reader,
    read_column,
    text_reader,
    word_reader,
)
from rare_desk.sheets.reading.meaning.vocabulary import BASES, PERIODS, Measure

_TEXTS = ("grade", "url", "note")


def read_quotes(body: Body, known: Known) -> list[Named]:
    """The rows that are not wrong; what is wrong goes into the plan, all of it."""
    rows = _Rows(body)
    named = [quote for at in range(len(body.rows)) if (quote := rows.quote(at)) is not None]
    if rows.basis_open:
        body.settled.ask("vat", rows.price.header if rows.price else "", (TaxBasis.INCL, TaxBasis.EXCL))
    if rows.unit_open:
        body.settled.ask("unit", rows.price.header if rows.price else "", [*Unit])
    body.plan.wrong = len(body.rows) - len(named)
    return named if body.settled.one("period") else _with_period(body, named)


def _with_period(body: Body, named: list[Named]) -> list[Named]:
    """Day quotes whose dates are all 5 to 9 days apart are of weeks."""
    if not named or any(q.quote.period is not Period.DAY for q in named):
        return named
    days = sorted({q.quote.date for q in named})
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    if not gaps or not all(5 <= gap <= 9 for gap in gaps):
        return named
    body.plan.notes.append(note("weekly"))
    return [Named(q.row, replace(q.quote, period=Period.WEEK)) for q in named]


class _Rows:
    def __init__(self, body: Body) -> None:
        self.body = body
        self.settled = body.settled
        one = self.settled.one
        self.price = one("mid") or one("range") or one("low") or one("high")
        self.numbers = {name: self._numbers(name) for name in ("mid", "low", "high")}
        ranges = one("range")
        self.ranges = body.read("range", range_reader(decimal_mark(body.cells(ranges)) if ranges else "."))
        if ranges is None and (mid := one("mid")):
            self._part_ranges(self.numbers["mid"], body.cells(mid))
        self.units = body.read("unit", unit_reader)
        self.bases = body.read("basis", word_reader(BASES, "unknown-basis"))
        self.currencies = body.read("currency", currency_reader)
        self.periods = body.read("period", word_reader(PERIODS, "unknown-word"))
        rate = one("vat_rate")
        percents = percent_reader(bool(rate and are_fractions(body.cells(rate))))
        self.rates = body.read("vat_rate", checked(percents, partial(percent_problem, "vat_rate")))
        self.sources = body.read("source", text_reader, "")
        self.texts = {name: body.read(name, text_reader, "") for name in _TEXTS}
        self.basis_open = self.unit_open = False

    def _numbers(self, name: str) -> list[Any]:
        column = self.settled.one(name)
        if column is None:
            return [None] * len(self.body.rows)
        cells = self.body.cells(column)
        return read_column(cells, number_reader(decimal_mark(cells)))

    def _part_ranges(self, mids: list[Any], cells: Sequence[Cell]) -> None:
        """A column of prices may hold ranges here and there, or all over."""
        spreads = read_column(cells, range_reader(decimal_mark(cells)))
        for at, spread in enumerate(spreads):
            if isinstance(mids[at], Problem) and isinstance(spread, tuple):
                mids[at], self.ranges[at] = None, spread

    def quote(self, at: int) -> Named | None:
        body, settled = self.body, self.settled
        found: list[tuple[Column | None, Problem]] = []
        dated, product = body.dates[at], body.products[at]
        if type(dated) is not tuple:
            found.append((settled.one("date"), dated or problem("missing-date", "date")))
        if type(product) is not str:
            trouble = product if isinstance(product, Problem) else problem("missing-product", "product")
            found.append((settled.one("product"), trouble))
        for values, name in (
            (self.units, "unit"), (self.bases, "basis"), (self.currencies, "currency"),
            (self.periods, "period"), (self.rates, "vat_rate"), (self.ranges, "range"),
            *((self.numbers[name], name) for name in self.numbers),
        ):  # fmt: skip
            if type(values[at]) is Problem:
                found.append((settled.one(name), values[at]))
        levels = self._levels(at)
        if not found:
            found += self._unpriced(levels)
        if found or levels is None:
            for column, trouble in found:
                body.wrong(at, column, trouble)
            return None
        made = self._made(at, dated, str(product), levels)
        for trouble in (wrong := quote_problems(made.quote)):
            body.wrong(at, self.price, trouble)
        return None if wrong else made

    def _levels(self, at: int) -> tuple[Decimal | None, Decimal | None, Decimal] | None:
        """Low, high and mid; the mid of a range is its middle."""
        mid, low, high = (self._number(name, at) for name in ("mid", "low", "high"))
        spread = self.ranges[at]
        if type(spread) is tuple:
            low, high = spread
        if mid is None and low is not None and high is not None:
            mid = (low + high) / 2
        if mid is None:
            mid = low if high is None else high if low is None else None
        return None if mid is None else (low, high, mid)

    def _number(self, name: str, at: int) -> Decimal | None:
        value = self.numbers[name][at]
        return value if isinstance(value, Decimal) else None

    def _unpriced(
        self, levels: tuple[Decimal | None, Decimal | None, Decimal] | None
    ) -> list[tuple[Column | None, Problem]]:
        if levels is None:
            return [(self.price, problem("missing-price", "price"))]
        low, high, _ = levels
        least = min(value for value in levels if value is not None)
        if least <= 0 or vanishes(least, MONEY_PLACES):
            return [(self.price, problem("non-positive-price", "price", plain(least)))]
        if low is not None and high is not None and low > high:
            return [(self.settled.one("high") or self.price, problem("range-reversed", "high", f"{low}-{high}"))]
        return []

    def _made(
        self,
        at: int,
        dated: tuple[dt.date, Period],
        product: str,
        levels: tuple[Decimal | None, Decimal | None, Decimal],
    ) -> Named:
        column = self.price.measure if self.price else Measure()
        beside = self.units[at] if isinstance(self.units[at], Measure) else Measure()
        said = self.currencies[at] if isinstance(self.currencies[at], str) else ""
        currency = column.currency or said or beside.currency or self.settled.currency
        unit = column.unit or beside.unit or self.settled.price_unit or self.settled.options.unit
        if unit is None:
            self.unit_open = True
        factor = column.factor if column.factor != 1 else beside.factor
        if factor == 1 and not column.currency and not beside.currency:
            factor = self.settled.money_factor
        low, high, mid = (None if value is None else value * factor for value in levels)
        basis = self._basis(at, currency)
        day, period = dated
        stated = self.periods[at]
        source = self.sources[at] or self.settled.options.source or ""
        address = self.texts["url"][at] or (source if source.startswith(("http://", "https://")) else "")
        if source and source == address:
            source = urlsplit(source).netloc.removeprefix("www.")
        rate = self.rates[at]
        if basis in {TaxBasis.INCL, TaxBasis.EXCL} and rate is None:
            rate = vat_rate_on(day)
        quote = Quote(
            date=day, period=_period(stated, period),
            product=product, source=source, mid=mid if mid is not None else Decimal(0), low=low, high=high,
            unit=unit or Unit.T, currency=currency, tax_basis=basis, vat_rate=rate,
            grade=self.texts["grade"][at], url=address, note=self.texts["note"][at],
        )  # fmt: skip
        return Named(self.body.numbers[at], quote)

    def _basis(self, at: int, currency: str) -> TaxBasis | None:
        stated = self.bases[at]
        if isinstance(stated, TaxBasis):
            return stated
        if currency != "CNY":
            return TaxBasis.NONE
        basis = (self.price.basis if self.price else None) or self.settled.basis
        if basis is None:
            self.basis_open = True
        return basis


def _period(stated: object, otherwise: Period) -> Period:
    return Period(stated) if isinstance(stated, str) else otherwise
