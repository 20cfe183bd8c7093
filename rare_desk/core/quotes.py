"""Prices that somebody named: quotes, and the quarterly announced concentrate price."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rare_desk.core.numbers import LARGEST, MONEY_PLACES, RATE_PLACES, half_up, least, plain, vanishes
from rare_desk.core.problems import Problem, problem
from rare_desk.core.units import TaxBasis, Unit, percent_problem, vat_rate_on


class Period(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """`low`, `high` and `mid` in `currency` per `unit` on `tax_basis`, as written; `mid` is always there.

    The date of a month is its first day, of a year its last.
    """

    date: dt.date
    period: Period
    product: str
    source: str
    mid: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    unit: Unit = Unit.T
    currency: str = "CNY"
    tax_basis: TaxBasis | None = None
    """None: not known."""
    vat_rate: Decimal | None = None
    grade: str = ""
    url: str = ""
    note: str = ""

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.date.year, 1, 1) if self.period is Period.YEAR else self.date

    @property
    def end_day(self) -> dt.date:
        """The day after the last one that it is of."""
        day = self.date
        if self.period is Period.YEAR:
            return dt.date(day.year + 1, 1, 1)
        if self.period is Period.MONTH:
            return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return day + dt.timedelta(days=7 if self.period is Period.WEEK else 1)

    @property
    def ex_vat(self) -> Decimal | None:
        """`mid` in CNY per tonne ex VAT, not rounded, by its own rate or that of its date.

        None when currency or tax basis do not allow it.
        """
        if self.currency != "CNY" or self.tax_basis not in (TaxBasis.INCL, TaxBasis.EXCL):
            return None
        price = self.mid / self.unit.tonnes
        if self.tax_basis is TaxBasis.EXCL:
            return price
        rate = self.vat_rate if self.vat_rate is not None else vat_rate_on(self.date)
        return price / (1 + rate / 100)


def quote_problems(quote: Quote) -> tuple[Problem, ...]:
    """Everything that is wrong in a quote by itself."""
    found = []
    for field in ("low", "mid", "high"):
        value = getattr(quote, field)
        if value is not None and value <= 0:
            found.append(problem("non-positive-price", field, plain(value)))
        elif value is not None and value > LARGEST:
            found.append(problem("too-large", field, plain(value), limit=plain(LARGEST)))
        elif value is not None and vanishes(value, MONEY_PLACES):
            found.append(problem("too-small", field, plain(value), least=plain(least(MONEY_PLACES))))
    if quote.low is not None and quote.high is not None and quote.low > quote.high:
        found.append(problem("low-above-high", "high", plain(quote.high), low=plain(quote.low)))
    rate = None if quote.vat_rate is None else percent_problem("vat_rate", quote.vat_rate)
    return (*found, *((rate,) if rate else ()))


STATUSES = ("in_force", "in_force_inferred", "proposed", "proposed_rejected", "unknown")
"""How an announced price stands."""
_HUNDREDTH = Decimal("0.01")
_QUARTER = re.compile(r"(\d{4})Q([1-4])")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedPrice:
    """The concentrate price of a quarter (`2026Q1`): CNY per dry tonne ex VAT at `reo_basis` percent REO.

    `price` is None for a quarter whose price is not known. `status` is one of STATUSES; a proposal, rejected or still
    to be decided on, is not a price.
    """

    quarter: str
    price: Decimal | None
    reo_basis: Decimal
    per_percent: Decimal | None = None
    """As the announcement stated it, CNY per 1 % REO."""
    announced_on: str = ""
    status: str = "in_force"
    source_url: str = ""
    note: str = ""

    @property
    def in_force(self) -> bool:
        return self.price is not None and self.status.startswith("in_force")

    @property
    def first_day(self) -> dt.date:
        first = first_of_quarter(self.quarter)
        if first is None:
            raise ValueError(f"not a quarter: {self.quarter}")
        return first

    @property
    def end_day(self) -> dt.date:
        """The first day of the next quarter."""
        first = self.first_day
        return dt.date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)


def announced_problems(price: AnnouncedPrice) -> tuple[Problem, ...]:
    """Everything that is wrong in an announced price by itself. What 1 % REO is said to cost must be the price divided
    by its basis, to 0.01."""
    found = []
    if first_of_quarter(price.quarter) is None:
        found.append(problem("not-a-quarter", "quarter", price.quarter))
    value, basis, step = price.price, price.reo_basis, price.per_percent
    if value is None:
        if price.status != "unknown":
            found.append(problem("missing-price", "price"))
    elif value <= 0:
        found.append(problem("non-positive-price", "price", plain(value)))
    elif value > LARGEST:
        found.append(problem("too-large", "price", plain(value), limit=plain(LARGEST)))
    elif vanishes(value, MONEY_PLACES):
        found.append(problem("too-small", "price", plain(value), least=plain(least(MONEY_PLACES))))
    if not 0 < basis <= 100 or vanishes(basis, RATE_PLACES):
        found.append(problem("out-of-range", "reo_basis", plain(basis), low=0, high=100))
    if not found and value is not None and step is not None and abs(value / basis - step) > _HUNDREDTH:
        expected = plain(half_up(value / basis, 2))
        found.append(problem("per-percent-differs", "per_percent", plain(step), expected=expected, basis=plain(basis)))
    return tuple(found)


def first_of_quarter(quarter: str) -> dt.date | None:
    """Of `2026Q1` its first day; None for what is no quarter."""
    found = _QUARTER.fullmatch(quarter)
    return dt.date(int(found[1]), 3 * int(found[2]) - 2, 1) if found and 1900 <= int(found[1]) < 2200 else None


def moved(quarter: str, by: int) -> str:
    """The quarter that many after it; it must be one."""
    count = int(quarter[:4]) * 4 + int(quarter[5]) - 1 + by
    return f"{count // 4}Q{count % 4 + 1}"


def quarter_of(day: dt.date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def in_force_on(day: dt.date, announced: tuple[AnnouncedPrice, ...]) -> AnnouncedPrice | None:
    """The price in force in that day's quarter; None when the quarter's price is not known."""
    quarter = quarter_of(day)
    return next((a for a in announced if a.quarter == quarter and a.in_force), None)
