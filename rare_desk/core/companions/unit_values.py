"""The book's weeks and months as a panel: of each product the unit value of the trades that the index accepts."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable

import numpy as np

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.companions.panel import Panel
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.period_points import period_numbers


def unit_values(
    computation: Computation,
    products: Iterable[str],
    freq: str,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> Panel:
    """Price is sum p q / sum q in CNY per tonne ex VAT, quantity sum q in tonnes, of the trades of a week or month.

    `freq` is weekly or monthly. A week is named by its last index day so far, a month `2025-01`; periods without an
    accepted trade of these products are left out, and so are products without one.
    """
    rows, days = computation.head.followed_by(computation.tail), computation.days
    wanted = np.zeros(len(computation.products) + 1, np.bool_)
    wanted[[bisect_left(computation.products, code) for code in products if code in computation.products]] = True
    low = 0 if first is None else int(np.searchsorted(days, day_number(first)))
    high = len(days) if last is None else int(np.searchsorted(days, day_number(last), side="right"))
    used = (rows.code == 0) & wanted[rows.columns.product] & (rows.position >= low) & (rows.position < high)
    number = period_numbers(days, freq)
    periods, period = np.unique(number[rows.position[used]], return_inverse=True)
    named, product = np.unique(rows.columns.product[used], return_inverse=True)
    cell, shape = period * len(named) + product, (len(periods), len(named))
    quantity = rows.columns.quantity[used]
    tonnes = np.bincount(cell, quantity, shape[0] * shape[1]).reshape(shape)
    value = np.bincount(cell, quantity * rows.columns.price[used], shape[0] * shape[1]).reshape(shape)
    traded = tonnes > 0
    price = np.where(traded, value / np.where(traded, tonnes, 1.0), np.nan)
    ends = days[np.searchsorted(number[:high], periods, side="right") - 1].tolist()
    names = tuple(_name(date_of(day), freq) for day in ends)
    return Panel(
        names, tuple(computation.products[at] for at in named.tolist()), price, np.where(traded, tonnes, np.nan)
    )


def covered(computation: Computation, series: str) -> tuple[str, ...]:
    """The products of a series under any of its weight sets; a product is its own. KeyError for any other name."""
    if series not in computation.series_names:
        return (computation.products[computation.products.index(series)],)
    members = computation.daily[series].links.members
    return tuple(code for at, code in enumerate(computation.products) if any(one[at] for one in members))


def _name(end: dt.date, freq: str) -> str:
    return end.isoformat() if freq == "weekly" else f"{end:%Y-%m}"
