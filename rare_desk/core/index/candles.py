"""Candles: open, high, low, close and tonnes of the trades that price a product, by day, week or month."""

from dataclasses import dataclass, replace

import numpy as np

from rare_desk.core.index.engine import Computation
from rare_desk.core.index.period_points import period_numbers
from rare_desk.core.screening.columns import Floats, Ints
from rare_desk.core.screening.screening import Rows


@dataclass(frozen=True, eq=False)
class Candles:
    """Aligned arrays, one for each day, week or month that has an accepted trade.

    Prices are CNY per tonne ex VAT at the reference grade. A trade has a date and no time: open and close are the first
    and last in the order of index day and intrinsic key. `days` are the last index day so far of each period.
    """

    days: Ints
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume_t: Floats
    trades: Ints

    def __len__(self) -> int:
        return len(self.days)


def aggregate(numbers: Ints, price: Floats, tonnes: Floats) -> Candles:
    """Of trades in their order, whose non-decreasing `numbers` say to which candle each belongs.

    The candles' `days` are those numbers, each once.
    """
    begins = np.flatnonzero(np.diff(numbers, prepend=numbers[:1] - 1))
    if not len(begins):
        nothing = np.zeros(0)
        return Candles(numbers, nothing, nothing, nothing, nothing, nothing, numbers)
    ends = np.append(begins[1:], len(numbers))
    return Candles(
        days=numbers[begins],
        open=price[begins],
        high=np.maximum.reduceat(price, begins),
        low=np.minimum.reduceat(price, begins),
        close=price[ends - 1],
        volume_t=np.add.reduceat(tonnes, begins),
        trades=ends - begins,
    )


def candles(computation: Computation, product: str, freq: str = "daily") -> Candles:
    """Of the trades of a product that no rule left out. KeyError for a product that the computation does not know."""
    if product not in computation.products:
        raise KeyError(product)
    number, days = computation.products.index(product), computation.days
    parts = [_accepted(rows, number) for rows in (computation.head, computation.tail)]
    position, price, tonnes = (np.concatenate(both) for both in zip(*parts, strict=True))
    if freq == "daily":
        found = aggregate(position, price, tonnes)
        return replace(found, days=days[found.days])
    numbers = period_numbers(days, freq)
    found = aggregate(numbers[position], price, tonnes)
    return replace(found, days=days[np.searchsorted(numbers, found.days, side="right") - 1])


def _accepted(rows: Rows, product: int) -> tuple[Ints, Floats, Floats]:
    """Position of the index day, price and tonnes, in the order of index day and key."""
    chosen = rows.layout((rows.columns.product == product) & (rows.code == 0))
    return rows.position[chosen], rows.columns.price[chosen], rows.columns.quantity[chosen]
