"""How many different trades and counterparty pairs stand behind a day, a week or a month of a series."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rare_desk.core.index.daily import Market
from rare_desk.core.screening.columns import Bools, Floats, Ints
from rare_desk.core.screening.screening import Rows


@dataclass(frozen=True, slots=True)
class Used:
    """The accepted trades, by product, index day and a number of their unordered pair, which is less than `pairs`.

    Each trade is in the daily prices of the days `begin` (mostly 0: its own) to `reach` after its own, less than
    `longest`. Days count from the first that matters; the position of an earlier trade is negative. `trade` tells rows
    of different trades apart: one may stand in several for days of different rules.
    """

    product: Ints
    position: Ints
    quantity: Floats
    pair: Ints
    reach: Ints
    pairs: int
    longest: int
    begin: Ints
    trade: Ints


def used(rows: Rows, market: Market, longest: int, span: range) -> Used:
    """The trades in the daily prices of the span's days, by position."""
    first, begin = span.start, max(span.start - longest + 1, 0)
    rows = rows.between(begin, span.stop)
    accepted = rows.code == 0
    columns = rows.columns
    product, position = columns.product[accepted].astype(np.int64), rows.position[accepted]
    buyer, seller = columns.buyer[accepted].astype(np.int64), columns.seller[accepted].astype(np.int64)
    parties = int(max(columns.buyer.max(initial=0), columns.seller.max(initial=0))) + 1
    pair = np.minimum(buyer, seller) * parties + np.maximum(buyer, seller)
    reach = _reach(market.back[:, begin : span.stop], longest)[product, position - begin]
    quantity, begins = columns.quantity[accepted], np.zeros(len(pair), np.int64)
    trade = np.flatnonzero(accepted)
    return Used(product, position - first, quantity, pair, reach, parties * parties, longest, begins, trade)


def within(trades: Used, span: range) -> Used:
    """Only what is used for the days of the span."""
    begin = np.maximum(trades.begin, span.start - trades.position)
    reach = np.minimum(trades.reach, span.stop - 1 - trades.position)
    left = begin <= reach
    cut = {name: getattr(trades, name)[left] for name in ("product", "position", "quantity", "pair", "trade")}
    return replace(trades, begin=begin[left], reach=reach[left], **cut)


def joined(parts: Sequence[Used]) -> Used:
    """All of them, which number the same trades and pairs alike."""
    names = ("product", "position", "quantity", "pair", "reach", "begin", "trade")
    arrays = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Used(**arrays, pairs=parts[0].pairs, longest=max(part.longest for part in parts))


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
    begin, trade = trades.begin[relevant], trades.trade[relevant]
    last = np.full(int(trade.max(initial=0)) + 1, -1, np.int64)
    found, tonnes = [], np.zeros(buckets)
    for days in range(trades.longest):
        rows = np.flatnonzero((reach >= days) & (begin <= days) & (position + days >= 0))
        rows = rows[counted[product[rows], position[rows] + days]]
        here = bucket[position[rows] + days]
        new = here != last[trade[rows]]
        rows, here = rows[new], here[new]
        last[trade[rows]] = here
        found.append(here * trades.pairs + pair[rows])
        tonnes += np.bincount(here, quantity[rows], buckets)
    keys = np.sort(np.concatenate(found))
    number = np.bincount(keys // trades.pairs, minlength=buckets)
    different = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
    return number, np.bincount(different // trades.pairs, minlength=buckets), tonnes
