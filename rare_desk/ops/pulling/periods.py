"""Quotational periods about a day, and the mean of the index's prices over one."""

import datetime as dt
from decimal import Decimal
from math import fsum

from rare_desk.core.calendar import day_number
from rare_desk.ops.index.state import IndexState

Period = tuple[dt.date, dt.date]
"""Both days included."""


def periods(day: dt.date) -> list[Period]:
    """The day's month up to it, the two months before, its quarter up to it if longer, and the quarter before."""
    this = month(day)
    before = month(this[0] - dt.timedelta(days=1))
    earlier = month(before[0] - dt.timedelta(days=1))
    running = quarter(day)
    last = quarter(running[0] - dt.timedelta(days=1))
    return list(dict.fromkeys([(this[0], day), before, earlier, (running[0], day), last]))


def month(day: dt.date) -> Period:
    first = day.replace(day=1)
    return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def quarter(day: dt.date) -> Period:
    first = dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first, (first + dt.timedelta(days=92)).replace(day=1) - dt.timedelta(days=1)


def mean_price(state: IndexState, product: str, first: dt.date, last: dt.date) -> tuple[Decimal, int] | None:
    """CNY per tonne ex VAT over the index days that have a price, and how many those are; None when none has."""
    if product not in state.computation.priced_products():
        return None
    found = state.computation.daily_prices(product)
    since, until = day_number(first), day_number(last)
    days = zip(found.days.tolist(), found.price.tolist(), strict=True)
    prices = [price for day, price in days if since <= day <= until and price == price]
    return (Decimal(repr(fsum(prices) / len(prices))), len(prices)) if prices else None
