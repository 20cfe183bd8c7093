"""What each product contributed to the change of a series between two points.

While one weight set is in force, product n holds V(n,t) = L w P(n,t) / R / sum w points of the level, and contributes
V(n,b) - V(n,a). Over a chain link the pieces of each set are added: up to the link's day by the old weights, from it on
by the new ones. A week's or month's raw value is the mean of its days' published values; what a published value is
rounded off by is shared among the members by V, so that contributions add up to the change of the raw values.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor

import numpy as np

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.index.daily import Market
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.levels import in_force
from rare_desk.core.index.period_points import period_numbers
from rare_desk.core.index.points import Point, Series
from rare_desk.core.numbers import half_up
from rare_desk.core.screening.columns import Floats, Ints


@dataclass(frozen=True, slots=True)
class Contribution:
    """`raw` in index points; `points` and `percent` (of the first value) are rounded so that they add up.

    Prices in CNY per tonne ex VAT: of the day, or the mean over the period's days that have a point.
    """

    product: str
    raw: float
    points: Decimal
    percent: Decimal
    price_before: float
    price: float


@dataclass(frozen=True, slots=True)
class Change:
    """From `first` to `last`, of the published values; `raw` of the raw ones. `links` are the chain links between.

    The largest contributions come first.
    """

    series: str
    freq: str
    first: Point
    last: Point
    raw: float
    points: Decimal
    percent: Decimal
    links: tuple[dt.date, ...]
    products: tuple[Contribution, ...]


def contributions(
    computation: Computation, series: str, first: dt.date, last: dt.date, freq: str = "daily"
) -> Change | None:
    """None when the series has no point dated `first` or none dated `last`, or `last` is not the later one."""
    points = computation.series(series, freq)
    begin, end = points.find(day_number(first)), points.find(day_number(last))
    if begin is None or end is None or begin >= end:
        return None
    before, after = (_days(computation, points, number) for number in (begin, end))
    course = _Course(computation, series, int(before[0]))
    raw = (course.held(after, freq) - course.held(before, freq)).tolist()
    lines = course.lines(int(after[-1]))
    old, new = points.point(begin), points.point(end)
    change, percent = new.value - old.value, half_up((new.value / old.value - 1) * 100, 2)
    mine = [raw[line] for line in lines]
    cents = shared([value * 100 for value in mine], int(change.scaleb(2)))
    parts = shared([value / float(old.value) * 1e4 for value in mine], int(percent.scaleb(2)))
    price = computation.market.price
    products = [
        Contribution(
            product=computation.products[line],
            raw=value,
            points=Decimal(cent).scaleb(-2),
            percent=Decimal(part).scaleb(-2),
            price_before=float(price[line, before].mean()),
            price=float(price[line, after].mean()),
        )
        for line, value, cent, part in zip(lines, mine, cents, parts, strict=True)
    ]
    products.sort(key=lambda one: -abs(one.raw))
    links = tuple(date_of(int(computation.days[at])) for at in course.links(int(after[-1])))
    return Change(series, freq, old, new, new.raw - old.raw, change, percent, links, tuple(products))


def by_group(change: Change, groups: Mapping[str, str]) -> dict[str, Decimal]:
    """The published points that the products of each group brought; they add up to the change like those."""
    found: dict[str, Decimal] = {}
    for part in change.products:
        group = groups.get(part.product, "")
        found[group] = found.get(group, Decimal(0)) + part.points
    return dict(sorted(found.items(), reverse=True))


def shared(exact: Sequence[float], total: int) -> list[int]:
    """Whole numbers that add up to `total`, each the exact one rounded down or up: up where most is left over.

    Of equal remainders the earlier one goes up. A total that is further off than rounding takes everybody along.
    """
    whole = [floor(value) for value in exact]
    if not whole:
        return []
    everybody, few = divmod(total - sum(whole), len(whole))
    order = sorted(range(len(whole)), key=lambda n: whole[n] - exact[n])
    up = set(order[:few])
    return [value + everybody + (n in up) for n, value in enumerate(whole)]


def _days(computation: Computation, points: Series, number: int) -> Ints:
    """The positions of the days behind a point."""
    if points.freq == "daily":
        return np.searchsorted(computation.days, points.days[number : number + 1])
    daily = computation.series(points.name)
    period = period_numbers(points.days[number : number + 1], points.freq)[0]
    positions: Ints = np.searchsorted(computation.days, daily.days[period_numbers(daily.days, points.freq) == period])
    return positions


class _Course:
    """What each product holds of a series' level, from a day on carried through the chain links."""

    def __init__(self, computation: Computation, series: str, first: int) -> None:
        self._computation, self._daily = computation, computation.daily[series]
        self._market = computation.market
        self._points = computation.series(series)
        self._days, self._sets = computation.days, self._daily.sets
        links = self._daily.links
        begin = in_force(self._sets, first)
        self._numbers = [n for n in range(begin, len(self._sets)) if links.members[n].any()]

    def links(self, last: int) -> list[int]:
        """The positions of the chain links up to the day `last`."""
        return [self._sets[n].start for n in self._numbers[1:] if self._sets[n].start <= last]

    def lines(self, last: int) -> list[int]:
        """The numbers of the products that were members on any of the days up to `last`."""
        held = [self._daily.links.members[n] for n in self._numbers if self._sets[n].start <= last]
        return np.flatnonzero(np.logical_or.reduce(held)).tolist()

    def held(self, days: Ints, freq: str) -> Floats:
        """By product, the mean over the days of the points that it has brought; only differences mean anything."""
        total = np.zeros(len(self._market.price))
        carried = np.zeros(len(self._market.price))
        for place, number in enumerate(self._numbers):
            if place:
                start = self._sets[number].start
                carried = carried + self._until(self._numbers[place - 1], start) - self._part(number, start)
            following = self._numbers[place + 1] if place + 1 < len(self._numbers) else None
            end = self._sets[following].start if following is not None else len(self._days)
            for day in days[(days >= self._sets[number].start) & (days < end)].tolist():
                part = self._part(number, day)
                total += carried + (part if freq == "daily" else part * self._published(day) / part.sum())
        return total / len(days)

    def _until(self, number: int, day: int) -> Floats:
        """V under that set on the day that takes over from it, by the rules of the day before."""
        return self._part(number, day, self._computation.at(max(day - 1, 0)).market)

    def _part(self, number: int, day: int, market: Market | None = None) -> Floats:
        """V of each product under that set; 0 for those that are no members."""
        market = market or self._market
        regime, links = self._sets[number], self._daily.links
        mine = links.members[number]
        part = np.zeros(len(mine))
        part[mine] = regime.weight[mine] * market.price[mine, day] / regime.reference[mine]
        part *= links.level[number] / regime.weight[mine].sum()
        return part

    def _published(self, day: int) -> float:
        place = self._points.find(int(self._days[day]))
        assert place is not None
        return float(self._points.cents[place]) / 100
