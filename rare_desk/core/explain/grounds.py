"""What a point rests on besides its day: reference prices, chain links, and how imputed prices came down."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.explain.explanation import Member, member_of
from rare_desk.core.index.daily import IMPUTED, STALE, STATUSES
from rare_desk.core.index.daily_points import Daily
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.levels import base_end, in_force, leaders, weighted
from rare_desk.core.screening.columns import Bools


@dataclass(frozen=True, slots=True)
class BaseDay:
    """A day of the base period with an own price; `apart` is its ratio to the period's median, minus 1, in percent.

    `used` is False for a price too far from the median to count.
    """

    date: dt.date
    price: float
    status: str
    apart: float
    used: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference price R: under the first weight set the mean of the used `days`, else the price of `set_on`.

    `limit` is how far from the `median` a price of the base may be, in percent upwards.
    """

    product: str
    price: float
    set_on: dt.date | None
    days: tuple[BaseDay, ...]
    median: float
    limit: float


@dataclass(frozen=True, slots=True)
class Link:
    """value = level x sum(weight x price / reference_price) / sum(weight) over `members`, of the set before, on `date`.

    `before` and `after` are the effective dates of the two sets; `level` is the base value or the link before.
    """

    date: dt.date
    value: float
    level: float
    before: dt.date
    after: dt.date
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Leader:
    """A member whose own prices of two days move others."""

    product: str
    weight: float
    reference_price: float
    price_before: float
    price: float


@dataclass(frozen=True, slots=True)
class Carried:
    """One day of an imputed price: price = price_before x factor.

    factor = sum(weight x price / reference_price) / sum(weight x price_before / reference_price) over the leaders; 1
    without any. `own_group` is False when for want of leaders in its group those of all groups moved it.
    """

    date: dt.date
    price_before: float
    factor: float
    price: float
    own_group: bool
    leaders: tuple[Leader, ...]


def reference(computation: Computation, series: str, product: str, day: dt.date) -> Reference | None:
    """Where a member's reference price in a series comes from, under the set in force; None when it has none."""
    position, line = _position(computation, day), computation.products.index(product)
    computation = computation.at(position)
    daily = computation.daily[series]
    regime = daily.sets[in_force(daily.sets, position)]
    price, rules = float(regime.reference[line]), computation.methodology
    if np.isnan(price):
        return None
    limit = (rules.unverified_band - 1) * 100
    if not regime.first:
        return Reference(product, price, date_of(int(computation.days[regime.start])), (), price, limit)
    days = _base_days(computation, line)
    median = float(np.median([one.price for one in days]))
    return Reference(product, price, None, days, median, limit)


def _base_days(computation: Computation, line: int) -> tuple[BaseDay, ...]:
    market, days, rules = computation.market, computation.days, computation.methodology
    first = 0 if rules.base_from is None else int(np.searchsorted(days, day_number(rules.base_from)))
    own = np.flatnonzero(market.own[line, first : base_end(days, rules)]) + first
    prices = market.price[line, own]
    apart = np.log(prices / np.median(prices))
    used = np.abs(apart) <= np.log(rules.unverified_band)
    columns = (days[own], prices, market.status[line, own], np.expm1(apart) * 100, used)
    return tuple(
        BaseDay(date_of(day), price, STATUSES[status], percent, near)
        for day, price, status, percent, near in zip(*(column.tolist() for column in columns), strict=True)
    )


def taken_over(computation: Computation, daily: Daily, number: int) -> float:
    """The series' value on the day on which a weight set or version takes over: the link's, or the base value."""
    regime, mine = daily.sets[number], daily.links.members[number]
    price = computation.market.price[:, regime.start : regime.start + 1]
    return float(daily.links.level[number] * weighted(price, regime, mine)[0])


def link(computation: Computation, series: str, day: dt.date) -> Link | None:
    """How the level was carried over to the weights in force on that day; None when they are the series' first."""
    daily = computation.daily[series]
    number = in_force(daily.sets, _position(computation, day))
    start = daily.sets[number].start
    earlier = [n for n in range(number) if daily.links.members[n].any()]
    if not earlier or np.isnan(daily.raw[:start]).all():
        return None
    before, old = daily.sets[earlier[-1]], computation.at(start - 1)
    rules = old.methodology
    rows = old.rows_between(max(start - rules.window_days + 1, 0), start + 1)
    lines = np.flatnonzero(daily.links.members[earlier[-1]]).tolist()
    return Link(
        date=date_of(int(computation.days[start])),
        value=taken_over(computation, daily, number),
        level=daily.links.level[earlier[-1]],
        before=before.effective,
        after=daily.sets[number].effective,
        members=tuple(member_of(old, before, rows, line, start) for line in lines),
    )


def carried(computation: Computation, product: str, day: dt.date) -> tuple[Carried, ...]:
    """Day by day from the last price of its own to that day; empty when that day has one."""
    position, line = _position(computation, day), computation.products.index(product)
    computation = computation.at(position)
    market = computation.market
    if market.status[line, position] not in (IMPUTED, STALE):
        return ()
    first = position - int(market.age[line, position]) + 1
    return tuple(_carried(computation, line, at) for at in range(first, position + 1))


def _carried(computation: Computation, line: int, position: int) -> Carried:
    market, groups = computation.market, computation.groups
    regime = computation.sets[in_force(computation.sets, position)]
    led = leaders(market, regime, position)
    mine: Bools = np.array([groups.get(code, "") for code in computation.products]) == groups.get(
        computation.products[line], ""
    )
    own_group = bool((led & mine).any())
    before, price = float(market.price[line, position - 1]), float(market.price[line, position])
    return Carried(
        date=date_of(int(computation.days[position])),
        price_before=before,
        factor=price / before,
        price=price,
        own_group=own_group,
        leaders=tuple(
            Leader(
                product=computation.products[number],
                weight=float(regime.weight[number]),
                reference_price=float(regime.reference[number]),
                price_before=float(market.price[number, position - 1]),
                price=float(market.price[number, position]),
            )
            for number in np.flatnonzero(led & mine if own_group else led).tolist()
        ),
    )


def _position(computation: Computation, day: dt.date) -> int:
    position = int(np.searchsorted(computation.days, day_number(day)))
    if position >= len(computation.days) or computation.days[position] != day_number(day):
        raise ValueError(f"{day} is no index day")
    return position
