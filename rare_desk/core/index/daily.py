"""Daily prices from trades: the trades of up to five index days, quantity-weighted, no pair above its cap."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import fsum

import numpy as np
import numpy.typing as npt

from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening.columns import Bools, Floats, Ints
from rare_desk.core.screening.screening import Rows, pairs

STATUSES = ("", "observed", "window", "quoted", "imputed", "stale")
NONE, OBSERVED, WINDOW, QUOTED, IMPUTED, STALE = range(6)


@dataclass(frozen=True, slots=True)
class Market:
    """Tables of products by index days.

    `price` in CNY per tonne ex VAT (NaN: none) with its `status` (number in STATUSES); of the trades collected for it:
    `back` index days before it the first of them may lie (or were looked at, where none was found), how many `trades`
    and counterparty `pairs`, their `volume` in tonnes, the `low` and `high` price. `age` is how many index days ago
    the product last had a price of its own.
    """

    price: Floats
    status: npt.NDArray[np.int8]
    back: Ints
    trades: Ints
    pairs: Ints
    volume: Floats
    low: Floats
    high: Floats
    age: Ints

    @classmethod
    def empty(cls, products: int, days: int) -> "Market":
        def numbers() -> Floats:
            return np.full((products, days), np.nan)

        def counts() -> Ints:
            return np.zeros((products, days), np.int64)

        status = np.zeros((products, days), np.int8)
        return cls(numbers(), status, counts(), counts(), counts(), numbers(), numbers(), numbers(), counts())

    def copied_to(self, other: "Market", days: slice) -> None:
        """Writes some days into another table of the same products."""
        for table in fields(self):
            getattr(other, table.name)[:, days] = getattr(self, table.name)[:, days]

    def since(self, first: int) -> "Market":
        """The days from `first` on; shares the memory."""
        return Market(*(getattr(self, table.name)[:, first:] for table in fields(self)))

    @property
    def own(self) -> Bools:
        """Where a price is observed, windowed or quoted, and not imputed."""
        own: Bools = (self.status >= OBSERVED) & (self.status <= QUOTED)
        return own


@dataclass(frozen=True, slots=True)
class Windows:
    """Collected trades, window after window: window i owns `size[i]` rows from `begin[i]` on."""

    product: Ints
    day: Ints
    begin: Ints
    size: Ints
    price: Floats
    quantity: Floats
    pair: Ints

    @property
    def window(self) -> Ints:
        """Each row's window."""
        return np.repeat(np.arange(len(self.size)), self.size)


def collect(market: Market, rows: Rows, first: int, end: int, rules: Methodology) -> None:
    """Writes the own prices of the index days `first` to `end` (excluded) from trades.

    `rows` must reach back a whole window more.
    """
    products, since = len(market.price), max(first - rules.window_days + 1, 0)
    order = rows.layout((rows.code == 0) & (rows.position >= since) & (rows.position < end))
    width = end - since
    cell = rows.columns.product[order].astype(np.int64) * width + rows.position[order] - since
    counts = np.bincount(cell, minlength=products * width).reshape(products, width)
    market.back[:, first:end] = _look_back(counts, first - since, rules)
    windows = _gather(market, rows, order, counts, (since, first, end))
    if len(windows.size):
        observed = counts[windows.product, windows.day - since] > 0
        _write(market, windows, rules, np.where(observed, OBSERVED, WINDOW))


def _look_back(counts: Ints, skip: int, rules: Methodology) -> Ints:
    """How many index days each day goes back, for the days after the first `skip`."""
    products, days = counts.shape
    back = np.zeros((products, days - skip), np.int64)
    total = counts[:, skip:].copy()
    for step in range(1, rules.window_days):
        if step >= days:
            break
        earlier = np.zeros_like(total)
        reach = max(step - skip, 0)
        earlier[:, reach:] = counts[:, skip + reach - step : days - step]
        thin = total < rules.window_min_trades
        thin[:, :reach] = False
        back[thin] = step
        total[thin] += earlier[thin]
    return back


def _gather(market: Market, rows: Rows, order: Ints, counts: Ints, reach: tuple[int, int, int]) -> Windows:
    """The windows of the days `first` to `end`, out of a layout whose `counts` begin on the day `since`."""
    since, first, end = reach
    ends = np.cumsum(counts.ravel()).reshape(counts.shape)
    product, day = np.indices(market.back[:, first:end].shape).reshape(2, -1)
    day = day + first
    last = ends[product, day - since]
    start_day = day - market.back[product, day] - since
    begin = ends[product, start_day] - counts[product, start_day]
    some = last > begin
    product, day, begin, size = product[some], day[some], begin[some], (last - begin)[some]
    starts = np.cumsum(size) - size
    chosen = order[np.repeat(begin - starts, size) + np.arange(size.sum())]
    columns = rows.columns
    price, quantity = columns.price[chosen], columns.quantity[chosen]
    return Windows(product, day, starts, size, price, quantity, pairs(columns, chosen))


def _write(market: Market, windows: Windows, rules: Methodology, status: npt.NDArray[np.int64]) -> None:
    weight, pair_counts = capped(windows, rules)
    cell = windows.product, windows.day
    market.price[cell] = np.add.reduceat(weight * windows.price, windows.begin) / np.add.reduceat(weight, windows.begin)
    market.status[cell] = status
    market.trades[cell] = windows.size
    market.pairs[cell] = pair_counts
    market.volume[cell] = np.add.reduceat(windows.quantity, windows.begin)
    market.low[cell] = np.minimum.reduceat(windows.price, windows.begin)
    market.high[cell] = np.maximum.reduceat(windows.price, windows.begin)


def capped(windows: Windows, rules: Methodology) -> tuple[Floats, Ints]:
    """Each row's weight in its window, and each window's number of pairs.

    Every sum runs over the rows as they stand, never over pairs in the order of their numbers, which differ from book
    to book.
    """
    quantity, window = windows.quantity, windows.window
    order = np.lexsort((windows.pair, window))
    new = np.ones(len(order), np.bool_)
    new[1:] = (np.diff(window[order]) != 0) | (np.diff(windows.pair[order]) != 0)
    begins = np.flatnonzero(new)
    of_pair = np.add.reduceat(quantity[order], begins)
    pair_window = window[order[begins]]
    counts = np.bincount(pair_window, minlength=len(windows.size))
    total = np.add.reduceat(quantity, windows.begin)
    above = (of_pair > rules.pair_cap * total[pair_window]) & (counts[pair_window] > 1)
    rows_of_pair = np.diff(np.append(begins, len(order)))
    if rules.pair_cap < 0.5:
        parts = _levelled(of_pair, pair_window, above, rules.pair_cap)
        weight = np.empty(len(order))
        weight[order] = quantity[order] * np.repeat(parts, rows_of_pair)
        return weight, counts
    rows_above = np.zeros(len(order), np.bool_)
    rows_above[order] = np.repeat(above, rows_of_pair)
    others = np.add.reduceat(np.where(rows_above, 0.0, quantity), windows.begin)
    # Two pairs with half each may both look larger than half of a rounded sum; there is nothing then to scale by.
    above &= others[pair_window] > 0
    share = np.ones(len(windows.size))
    share[pair_window[above]] = others[pair_window[above]] * rules.pair_cap / (1 - rules.pair_cap) / of_pair[above]
    return np.where(rows_above, quantity * share[window], quantity), counts


def _levelled(of_pair: Floats, pair_window: Ints, above: Bools, cap: float) -> Floats:
    """What part of its quantity each pair counts for where a cap below a half can be exceeded by several pairs.

    Those above are levelled down to one quantity, which is then exactly the cap of all; where there are too few pairs
    for that, all count alike.
    """
    parts = np.ones(len(of_pair))
    for window in np.unique(pair_window[above]).tolist():
        start, end = np.searchsorted(pair_window, (window, window + 1)).tolist()
        level = _level(sorted(of_pair[start:end].tolist(), reverse=True), cap)
        parts[start:end] = np.minimum(level / of_pair[start:end], 1.0)
    return parts


def _level(quantities: Sequence[float], cap: float) -> float:
    """The most that a pair may count for, of quantities that fall."""
    for capped_pairs in range(1, len(quantities)):
        room = 1 - capped_pairs * cap
        if room > 0 and fsum(quantities[capped_pairs:]) * cap / room >= quantities[capped_pairs]:
            return fsum(quantities[capped_pairs:]) * cap / room
    return quantities[-1]
