"""What is far from usual and may be a slip: one rule for form and import.

A slip of unit, decimal mark or 万 shows beside the other trades of a product, a slip of the date by itself. Prices are
compared ex VAT in CNY/t, quantities in one unit; a value and its median are both Decimals or both the book's integers.
"""

import datetime as dt
import sys
from decimal import Decimal
from typing import NamedTuple, TypeVar

from rare_desk.core.parsing import YEARS

NEARBY_DAYS = 90
"""Trades of the product that lie so many days before or after tell what is usual of it."""

ENOUGH = 5
"""Fewer of them tell nothing."""

LARGE = 20
"""The multiple of the median quantity above which a quantity is unusual."""

FIRST_DAY = dt.date(2000, 1, 1)

CALENDAR = dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31)
"""A date outside is a slip, whatever it dates."""

Number = TypeVar("Number", int, Decimal)


class Factor(NamedTuple):
    """`above` / `below`: what is still usual, either way."""

    above: int
    below: int


OF_TRADES = Factor(3, 2)
OF_EARLIER = Factor(2, 1)
"""Of the last trades of a product that had too few in the days around."""
OF_SHIPPED = Factor(5, 1)
"""Of prices that came with the program, which may be months away."""
OF_UNITS = Factor(50, 1)
"""Between a whole file and the shipped prices: no market, but kg for t or 万元 for 元."""


def is_month(day: dt.date) -> bool:
    """Whether something can be said about the month that begins on that day."""
    return day.day == 1 and CALENDAR[0] <= day <= CALENDAR[1]


def usual_days(today: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day that a trade may be dated without suspicion: since 2000, up to tomorrow."""
    return FIRST_DAY, today + dt.timedelta(days=1)


def days_around(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day that tell what is usual on the days from `first` to `last`, within the calendar."""
    margin = dt.timedelta(days=NEARBY_DAYS)
    return max(first, dt.date.min + margin) - margin, min(last, dt.date.max - margin) + margin


def is_far(price: Number, usual: Number, factor: Factor = OF_TRADES) -> bool:
    """Whether the price is more than the factor away from the usual one, up or down."""
    above, below = factor
    return price * below > usual * above or price * above < usual * below


class Range(NamedTuple):
    """What a product cost in the days around."""

    low: Decimal
    median: Decimal
    high: Decimal


_PAST = Decimal("0.03")
"""So far outside of what was paid a price must lie before its tax basis is doubted."""
_MEANT = Decimal("0.02")
"""So near to the median in the other basis."""


def is_other_basis(price: Decimal, usual: Range, factor: Decimal) -> bool:
    """Whether the price is the usual one times `factor` (1.13 or its inverse): typed in the wrong tax basis. Only of a
    single typed price: in a whole file the basis is asked for."""
    outside = price > usual.high * (1 + _PAST) if factor > 1 else price < usual.low * (1 - _PAST)
    return outside and factor != 1 and abs(price / (usual.median * factor) - 1) <= _MEANT


def usual_range(usual: int, factor: Factor = OF_TRADES) -> tuple[int, int]:
    """The lowest and the highest whole price that `is_far` lets pass."""
    above, below = factor
    return -(-usual * below // above), usual * above // below


def usual_most(usual: int) -> int:
    """The largest quantity that is not unusual; without limit where the usual one is 0, which is not known."""
    return LARGE * usual if usual > 0 else sys.maxsize
