"""The daily points of every series."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rare_desk.core.index import counting
from rare_desk.core.index.columns import Bools, Floats, Ints
from rare_desk.core.index.daily import Market
from rare_desk.core.index.levels import BASE_DAYS, Links, Regime, ends, series_values, weighted
from rare_desk.core.index.methodology import Methodology
from rare_desk.core.index.points import BASE_OPEN, Series, failings, published, rounded


@dataclass(frozen=True)
class Daily:
    """One series on every index day; `raw` is NaN on a day without a value.

    `counted` (product by day) are its members' prices that are not imputed, on the days with a value.
    """

    name: str
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
    before: Ints,
    recent: counting.Used,
) -> Daily:
    """A series from the market's tables; `before` are its pairs of the first days, `recent` the trades of the rest."""
    raw, links = series_values(market.price, sets, covers, rules.base_value)
    days = len(raw)
    members = _by_day(links, sets, len(covers), days)
    counted = members & market.own & ~np.isnan(raw)
    low, high = np.full(days, np.nan), np.full(days, np.nan)
    coverage = np.zeros(days)
    for regime, end, mine, level in _in_turn(links, sets, days):
        span = slice(regime.start, end)
        own = market.own[:, span]
        low[span] = level * weighted(np.where(own, market.low[:, span], market.price[:, span]), regime, mine)
        high[span] = level * weighted(np.where(own, market.high[:, span], market.price[:, span]), regime, mine)
        coverage[span] = _coverage(own, regime, mine)
    pairs = np.concatenate((before, _pairs(market, counted, recent, len(before))))
    trades = np.where(counted, market.trades, 0).sum(axis=0)
    return Daily(name, links, raw, low, high, rounded(coverage), counted, trades, _volume(market, counted), pairs)


def _in_turn(links: Links, sets: list[Regime], days: int) -> list[tuple[Regime, int, Bools, float]]:
    turns = zip(sets, ends(sets, days), links.members, links.level, strict=True)
    return [(regime, end, mine, level) for regime, end, mine, level in turns if mine.any()]


def _by_day(links: Links, sets: list[Regime], products: int, days: int) -> Bools:
    members = np.zeros((products, days), np.bool_)
    for regime, end, mine, _ in _in_turn(links, sets, days):
        members[:, regime.start : end] = mine[:, None]
    return members


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


def _pairs(market: Market, counted: Bools, recent: counting.Used, first: int) -> Ints:
    """Different pairs of the days from `first` on."""
    products = np.flatnonzero(counted.any(axis=1))
    if len(products) == 1:
        return np.where(counted[products[0], first:], market.pairs[products[0], first:], 0)
    days = counted.shape[1]
    late = counted.copy()
    late[:, :first] = False
    found: Ints = counting.counts(recent, late, np.arange(days), days)[1][first:]
    return found
