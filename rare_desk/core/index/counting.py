"""How many different trades and counterparty pairs stand behind a day, a week or a month of a series."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rare_desk.core.index.columns import Bools, Floats, Ints
from rare_desk.core.index.daily import Market
from rare_desk.core.index.screening import Rows


@dataclass(frozen=True, slots=True)
class Used:
    """The accepted trades, by product, index day and a number of their unordered pair, which is less than `pairs`.

    Each trade is in the daily prices of its own day and of the `reach` days after it, less than `longest`. Days count
    from the first that matters; the position of an earlier trade is negative.
    """

    product: Ints
    position: Ints
    quantity: Floats
    pair: Ints
    reach: Ints
    pairs: int
    longest: int


def used(rows: Rows, market: Market, longest: int, span: range) -> Used:
    """The trades in the daily prices of the span's days, by position."""
    first, begin = span.start, max(span.start - longest + 1, 0)
    rows = rows.between(begin, span.stop)
    accepted = rows.code == 0
    columns = rows.columns
    product, position = columns.product[accepted].astype(np.int64), rows.position[accepted]
    buyer, seller = columns.buyer[accepted].astype(np.int64), columns.seller[accepted].astype(np.int64)
    parties = int(max(buyer.max(initial=0), seller.max(initial=0))) + 1
    pair = np.minimum(buyer, seller) * parties + np.maximum(buyer, seller)
    reach = _reach(market.back[:, begin : span.stop], longest)[product, position - begin]
    return Used(product, position - first, columns.quantity[accepted], pair, reach, parties * parties, longest)


@dataclass(frozen=True)
class Recent:
    """Trades behind the prices that may be other ones than before: of the days of the `span`, or of all that follow.

    `rows` are those of the span and a window before, `rest` gives those that follow too.
    """

    rows: Rows
    rest: Callable[[], Rows]
    market: Market
    longest: int
    span: range

    @cached_property
    def near(self) -> Used:
        return used(self.rows, self.market, self.longest, self.span)

    @cached_property
    def all(self) -> Used:
        return used(self.rest(), self.market, self.longest, range(self.span.start, self.market.price.shape[1]))


def _reach(back: Ints, longest: int) -> Ints:
    """For how many more days each day's trades are collected."""
    reach = np.zeros_like(back)
    for days in range(1, min(longest, back.shape[1])):
        reach[:, :-days][back[:, days:] >= days] = days
    return reach


def counts(trades: Used, counted: Bools, bucket: Ints, buckets: int) -> tuple[Ints, Ints, Floats]:
    """Different trades, different pairs and tonnes in each bucket.

    `counted` (product by day) tells which daily prices count, `bucket` the non-decreasing bucket number of each day.
    """
    relevant = np.asarray(counted.any(axis=1))[trades.product]
    product, position = trades.product[relevant], trades.position[relevant]
    reach, pair, quantity = trades.reach[relevant], trades.pair[relevant], trades.quantity[relevant]
    last = np.full(len(product), -1, np.int64)
    found, tonnes = [], np.zeros(buckets)
    for days in range(trades.longest):
        rows = np.flatnonzero((reach >= days) & (position + days >= 0))
        rows = rows[counted[product[rows], position[rows] + days]]
        here = bucket[position[rows] + days]
        new = here != last[rows]
        rows, here = rows[new], here[new]
        last[rows] = here
        found.append(here * trades.pairs + pair[rows])
        tonnes += np.bincount(here, quantity[rows], buckets)
    keys = np.sort(np.concatenate(found))
    number = np.bincount(keys // trades.pairs, minlength=buckets)
    different = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
    return number, np.bincount(different // trades.pairs, minlength=buckets), tonnes
