"""The daily points of every series."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from rare_desk.core.index import counting
from rare_desk.core.index.daily import Market
from rare_desk.core.index.levels import BASE_DAYS, Links, Regime, ends, series_values, weighted
from rare_desk.core.index.points import BASE_OPEN, Series, failings, publishable, published, rounded
from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening.columns import Bools, Floats, Ints

Number = TypeVar("Number", np.int64, np.float64, np.bool_)


@dataclass(frozen=True)
class Daily:
    """One series on every index day; `raw` is NaN on a day without a value.

    `sets` are the weight sets that it follows; `counted` (product by day) are its members' prices that are not
    imputed, on the days with a value.
    """

    name: str
    sets: list[Regime]
    links: Links
    raw: Floats
    low: Floats
    high: Floats
    coverage: Floats
    counted: Bools
    trades: Ints
    volume_t: Floats
    pairs: Ints

    @cached_property
    def there(self) -> Ints:
        return np.flatnonzero(~np.isnan(self.raw))

    def series(self, days: Ints, rules: Methodology) -> Series:
        """Its points."""
        there = self.there
        coverage, trades, pairs = self.coverage[there], self.trades[there], self.pairs[there]
        reasons = failings(coverage, trades, pairs, rules)
        base_open = (there < BASE_DAYS - 1) & (rules.base_to is None)
        return Series(
            name=self.name,
            freq="daily",
            days=days[there],
            raw=self.raw[there],
            cents=published(self.raw[there]),
            official=reasons == 0,
            reasons=reasons,
            flags=(base_open * BASE_OPEN).astype(np.int8),
            coverage=coverage,
            trades=trades,
            pairs=pairs,
            volume_t=self.volume_t[there],
            low=self.low[there],
            high=self.high[there],
        )


def daily(
    name: str,
    covers: Bools,
    market: Market,
    sets: list[Regime],
    rules: Methodology,
    recent: counting.Recent,
    previous: Daily | None,
) -> Daily:
    """A series from the market's tables.

    Before the span of `recent` all is as in `previous`, and after it the trades behind each price are.
    """
    first = recent.span.start
    raw, links = series_values(market.price, sets, covers, rules.base_value)
    raw = publishable(raw)
    late = market.since(first)
    shape = late.price.shape
    members = np.zeros(shape, np.bool_)
    low, high, coverage = np.full(shape[1], np.nan), np.full(shape[1], np.nan), np.zeros(shape[1])
    own = late.own
    lowest, highest = np.where(own, late.low, late.price), np.where(own, late.high, late.price)
    for regime, days, mine, level in _in_turn(links, sets, first, shape[1]):
        members[:, days] = mine[:, None]
        low[days] = level * weighted(lowest[:, days], regime, mine)
        high[days] = level * weighted(highest[:, days], regime, mine)
        coverage[days] = _coverage(own[:, days], regime, mine)
    counted = members & own & ~np.isnan(raw[first:])
    made = Daily(
        name=name,
        sets=sets,
        links=links,
        raw=raw,
        low=low,
        high=high,
        coverage=rounded(coverage),
        counted=counted,
        trades=np.where(counted, late.trades, 0).sum(axis=0),
        volume_t=_volume(late, counted),
        pairs=_pairs(late, counted, recent, previous),
    )
    return made if previous is None else _continued(previous, made, first)


def _continued(previous: Daily, late: Daily, first: int) -> Daily:
    """The days before `first` of the one, then those of the other, whose raw values are all there already."""

    def both(early: npt.NDArray[Number], then: npt.NDArray[Number]) -> npt.NDArray[Number]:
        return np.concatenate((early[..., :first], then), axis=-1)

    return Daily(
        name=late.name,
        sets=late.sets,
        links=late.links,
        raw=late.raw,
        low=both(previous.low, late.low),
        high=both(previous.high, late.high),
        coverage=both(previous.coverage, late.coverage),
        counted=both(previous.counted, late.counted),
        trades=both(previous.trades, late.trades),
        volume_t=both(previous.volume_t, late.volume_t),
        pairs=both(previous.pairs, late.pairs),
    )


def _in_turn(links: Links, sets: list[Regime], first: int, days: int) -> list[tuple[Regime, slice, Bools, float]]:
    """The regimes in which the series has members, with their days counted from `first` on."""
    turns = zip(sets, ends(sets, first + days), links.members, links.level, strict=True)
    return [
        (regime, slice(max(regime.start - first, 0), end - first), mine, level)
        for regime, end, mine, level in turns
        if mine.any() and end > first
    ]


def _coverage(own: Bools, regime: Regime, members: Bools) -> Floats:
    covered, weights = np.zeros(own.shape[1]), 0.0
    for product in np.flatnonzero(members).tolist():
        covered += np.where(own[product], regime.weight[product], 0.0)
        weights += float(regime.weight[product])
    return covered / weights


def _volume(market: Market, counted: Bools) -> Floats:
    volume = np.zeros(counted.shape[1])
    for product in np.flatnonzero(counted.any(axis=1)).tolist():
        volume += np.where(counted[product], market.volume[product], 0.0)
    return volume


def _pairs(market: Market, counted: Bools, recent: counting.Recent, previous: Daily | None) -> Ints:
    products, days = np.flatnonzero(counted.any(axis=1)), counted.shape[1]
    if len(products) == 1:
        return np.where(counted[products[0]], market.pairs[products[0]], 0)
    span = len(recent.span)
    if span == days:
        return _different(recent.near, counted)
    assert previous is not None
    if not np.array_equal(counted[:, span:], previous.counted[:, recent.span.stop :]):
        return _different(recent.all, counted)
    return np.concatenate((_different(recent.near, counted[:, :span]), previous.pairs[recent.span.stop :]))


def _different(trades: counting.Used, counted: Bools) -> Ints:
    days = counted.shape[1]
    found: Ints = counting.counts(trades, counted, np.arange(days), days)[1]
    return found
