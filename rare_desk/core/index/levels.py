"""Weight sets in force, prices imputed where there is none, and the value of every series on every index day."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import fsum, log

import numpy as np

from rare_desk.core.calendar import day_number
from rare_desk.core.index.daily import IMPUTED, NONE, OBSERVED, QUOTED, STALE, Market
from rare_desk.core.rules.methodology import Methodology, WeightSet
from rare_desk.core.screening.columns import Bools, Floats, Ints

BASE_DAYS = 20


@dataclass(frozen=True, slots=True)
class Regime:
    """A weight set while it is in force, from the position `start` on; arrays by product.

    `reference` prices are NaN where there is none. `first` is the set whose reference prices are those of the base.
    """

    effective: dt.date
    start: int
    weight: Floats
    reference: Floats
    first: bool

    @property
    def members(self) -> Bools:
        members: Bools = (self.weight > 0) & ~np.isnan(self.reference)
        return members


def regimes(days: Ints, products: tuple[str, ...], weight_sets: tuple[WeightSet, ...]) -> list[Regime]:
    """The sets that are in force on any of the days, references still to be found.

    Of several that would begin on the same day the last one does; so what is in force on the first day is the first
    set, whatever its date.
    """
    found: list[Regime] = []
    for number, weights in enumerate(weight_sets):
        start = 0 if number == 0 else int(np.searchsorted(days, day_number(weights.effective)))
        if start >= len(days):
            break
        if found and found[-1].start == start:
            found.pop()
        weight = np.array([weights.weights.get(code, 0.0) for code in products])
        found.append(Regime(weights.effective, start, weight, np.full(len(products), np.nan), not found))
    return found


def ends(sets: list[Regime], days: int) -> list[int]:
    """The position at which each regime is over."""
    return [regime.start for regime in sets[1:]] + [days] if sets else []


def base_end(days: Ints, rules: Methodology) -> int:
    """How many of the days come up to the end of the base period."""
    if rules.base_to is None:
        return min(BASE_DAYS, len(days))
    return int(np.searchsorted(days, day_number(rules.base_to), side="right"))


def base_references(market: Market, days: Ints, rules: Methodology) -> Floats:
    """Mean own price of the base period, without those too far from their median; NaN for a product without one."""
    first = 0 if rules.base_from is None else int(np.searchsorted(days, day_number(rules.base_from)))
    period = slice(first, base_end(days, rules))
    reference = np.full(len(market.price), np.nan)
    for product, (prices, own) in enumerate(zip(market.price[:, period], market.own[:, period], strict=True)):
        if own.any():
            reference[product] = _screened_mean(prices[own], rules)
    return reference


def _screened_mean(prices: Floats, rules: Methodology) -> float:
    far = np.abs(np.log(prices / np.median(prices))) > log(rules.unverified_band)
    near = prices[~far]
    # With an even number of prices none need be near the middle between two far ones.
    return fsum(near) / len(near) if len(near) else float("nan")


@dataclass(frozen=True, slots=True)
class Known:
    """What was found before. From the day `end` on, own prices and the weights of the sets are the same."""

    market: Market
    sets: list[Regime]
    end: int

    def goes_on(self, market: Market, sets: list[Regime], number: int, day: int) -> bool:
        """Whether the prices from that day on are those found before: what they rest on is.

        That is the day before, and the reference prices of the set `number`, in force on that day, unless it begins
        there.
        """
        if day < self.end:
            return False
        now, then = sets[number], self.sets[number]
        if now.start < day and not np.array_equal(now.reference, then.reference, equal_nan=True):
            return False
        before = day - 1
        price = np.array_equal(market.price[:, before], self.market.price[:, before], equal_nan=True)
        return price and np.array_equal(market.age[:, before], self.market.age[:, before])


def impute(
    market: Market, sets: list[Regime], groups: Ints, first: int, rules: Methodology, known: Known | None = None
) -> list[Regime]:
    """Moves prices that have none of their own with their group, from the position `first` on.

    `groups` has each product's group by number. Gives the regimes back with the references of those that begin there.
    """
    own = market.own
    sets = list(sets)
    _forget(market, own, first)
    for begin, end, number in _spans(sets, first, market.price.shape[1]):
        if known and known.goes_on(market, sets, number, begin):
            return _gone_on(market, sets, known, begin)
        if begin == sets[number].start and not sets[number].first:
            sets[number] = _opened(market, sets[number], own, begin, groups, rules)
        days = np.flatnonzero((~own[:, begin:end]).any(axis=0)) + begin
        for day in days.tolist():
            if known and known.goes_on(market, sets, number, day):
                return _gone_on(market, sets, known, day)
            _impute_day(market, own, sets[number], groups, day, rules)
    return sets


def _forget(market: Market, own: Bools, first: int) -> None:
    """Leaves own prices alone from that day on."""
    others = ~own[:, first:]
    market.price[:, first:][others] = np.nan
    market.status[:, first:][others] = NONE
    market.age[:, first:] = 0


def _gone_on(market: Market, sets: list[Regime], known: Known, day: int) -> list[Regime]:
    known.market.copied_to(market, slice(day, None))
    return [before if before.start >= day else regime for regime, before in zip(sets, known.sets, strict=True)]


def opened(sets: list[Regime], market: Market, base: Floats) -> list[Regime]:
    """The sets with reference prices, once every daily price is known: of the base, then of the day they begin."""
    return [
        replace(regime, reference=base if regime.first else market.price[:, regime.start].copy()) for regime in sets
    ]


def _spans(sets: list[Regime], first: int, days: int) -> list[tuple[int, int, int]]:
    spans = (
        (max(regime.start, first), end, number)
        for number, (regime, end) in enumerate(zip(sets, ends(sets, days), strict=True))
    )
    return [(begin, end, number) for begin, end, number in spans if begin < end]


def _opened(market: Market, regime: Regime, own: Bools, day: int, groups: Ints, rules: Methodology) -> Regime:
    """The set with the day's prices as references: those traded first, for the others move with them."""
    traded = replace(regime, reference=np.where(own[:, day], market.price[:, day], np.nan))
    _impute_day(market, own, traded, groups, day, rules)
    return replace(regime, reference=market.price[:, day].copy())


def _impute_day(market: Market, own: Bools, regime: Regime, groups: Ints, day: int, rules: Methodology) -> None:
    if day == 0:
        return
    missing = ~own[:, day] & ~np.isnan(market.price[:, day - 1])
    if not missing.any():
        return
    lead = leaders(market, regime, day)
    now = regime.weight[lead] * market.price[lead, day] / regime.reference[lead]
    before = regime.weight[lead] * market.price[lead, day - 1] / regime.reference[lead]
    led = groups[lead]
    moves = {group: _move(now, before, led == group) for group in set(groups[missing].tolist())}
    factor = np.array([moves[group] for group in groups[missing].tolist()])
    age = market.age[missing, day - 1] + 1
    market.price[missing, day] = market.price[missing, day - 1] * factor
    market.age[missing, day] = age
    market.status[missing, day] = np.where(age > rules.stale_after_days, STALE, IMPUTED)


def leaders(market: Market, regime: Regime, day: int) -> Bools:
    """The members whose own prices of that day and the day before move those that have none."""
    status = market.status[:, day]
    own: Bools = (status >= OBSERVED) & (status <= QUOTED)
    return regime.members & own & ~np.isnan(market.price[:, day - 1])


def _move(now: Floats, before: Floats, group: Bools) -> float:
    """G of a group: by its own leaders, else by all, else 1."""
    if group.any():
        return fsum(now[group]) / fsum(before[group])
    return fsum(now) / fsum(before) if len(now) else 1.0


@dataclass(frozen=True, slots=True)
class Links:
    """A series through the weight sets: for each regime its members, its level and the sum of its members' weights.

    `level` is NaN where the series has no members.
    """

    members: tuple[Bools, ...]
    level: tuple[float, ...]


def series_values(price: Floats, sets: list[Regime], covers: Bools, base_value: float) -> tuple[Floats, Links]:
    """The raw value of one series on each day (NaN: none), `covers` telling which products it takes in."""
    days = price.shape[1]
    raw = np.full(days, np.nan)
    members = tuple(regime.members & covers for regime in sets)
    levels: list[float] = []
    last: int | None = None
    for number, (regime, end) in enumerate(zip(sets, ends(sets, days), strict=True)):
        if not members[number].any():
            levels.append(float("nan"))
            continue
        level = base_value
        if last is not None and not np.isnan(raw[: regime.start]).all():
            here = slice(regime.start, regime.start + 1)
            level = float(levels[last] * weighted(price[:, here], sets[last], members[last])[0])
        levels.append(level)
        raw[regime.start : end] = level * weighted(price[:, regime.start : end], regime, members[number])
        last = number
    return raw, Links(members, tuple(levels))


def weighted(price: Floats, regime: Regime, members: Bools) -> Floats:
    """Sum of w P / R over the members, by their weights; NaN on a day on which one of them has no price."""
    total, weights = np.zeros(price.shape[1]), 0.0
    for product in np.flatnonzero(members).tolist():
        total += regime.weight[product] * price[product] / regime.reference[product]
        weights += float(regime.weight[product])
    return total / weights


def in_force(sets: list[Regime], position: int) -> int:
    """The number of the regime on that day."""
    return bisect_right([regime.start for regime in sets], position) - 1


def weighed_products(rules: Methodology) -> set[str]:
    """Every product that a weight set of any index names."""
    sets = (*rules.weight_sets, *(weights for index in rules.indices for weights in index.weight_sets))
    return {code for weights in sets for code in weights.weights}


def series_groups(products: tuple[str, ...], groups: Mapping[str, str], rules: Methodology) -> dict[str, Bools]:
    """What each series takes in: the composite, its two groups, and every product that any set weighs."""
    light = np.array([groups.get(code) == "light" for code in products], np.bool_)
    heavy = np.array([groups.get(code) == "heavy" for code in products], np.bool_)
    series = {"composite": np.ones(len(products), np.bool_), "light": light, "heavy": heavy}
    weighed = {code for weights in rules.weight_sets for code, weight in weights.weights.items() if weight > 0}
    for code in sorted(weighed):
        only = np.zeros(len(products), np.bool_)
        only[bisect_left(products, code)] = True
        series[code] = only
    return series
