"""One index by several versions of its rules, each in force from its effective date on.

A day's prices, statuses and exclusions are those of the version in force on it. From the first index day u on or after
its effective date a version carries every series on from the level that it had: I(t) = I_old(u) x J(t) / J(u), where
I_old is what the version before gives for u and J the series by the new version alone. Without a J on u the series has
no value until it has one, and u is that day; without an I before, the series is J.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rare_desk.core.calendar import day_number
from rare_desk.core.index import counting, levels
from rare_desk.core.index.computation import Computation
from rare_desk.core.index.daily import Market
from rare_desk.core.index.daily_points import Daily
from rare_desk.core.index.levels import Links, Regime
from rare_desk.core.index.points import Series
from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening.columns import Floats, Ints
from rare_desk.core.screening.screening import Rows


def acting(versions: Sequence[Methodology], first: dt.date, last: dt.date) -> tuple[Methodology, ...]:
    """Of one methodology's versions in the order of their numbers, those in force on any of the days.

    On a day it is the latest one whose effective date has come; before all of these dates the first that acts.
    """
    found: list[Methodology] = []
    taken = last + dt.timedelta(days=1)
    for rules in reversed(versions):
        begins = rules.effective or dt.date.min
        if begins < taken:
            found.append(rules)
            taken = begins
        if taken <= first:
            break
    return tuple(reversed(found)) or tuple(versions[:1])


@dataclass(frozen=True)
class Versioned(Computation):
    """`versions[i]` is in force from the position `starts[i]` on; each knows all days by its own rules."""

    versions: tuple[Computation, ...] = ()
    starts: tuple[int, ...] = ()

    def at(self, position: int) -> Computation:
        return self.versions[bisect_right(self.starts, position) - 1]

    def _points(self, name: str) -> Series:
        parts = []
        for version, (first, end) in zip(self.versions, _spans(self), strict=True):
            points = self.daily[name].series(self.days, version.methodology)
            begin, stop = np.searchsorted(points.days, self.days[first]), len(points.days)
            if end < len(self.days):
                stop = int(np.searchsorted(points.days, self.days[end]))
            parts.append(points.part(slice(int(begin), stop)))
        return Series.of(parts)

    def _used(self) -> counting.Used:
        return counting.joined(
            [
                counting.within(
                    counting.used(
                        version.head.followed_by(version.tail),
                        version.market,
                        version.methodology.window_days,
                        range(len(self.days)),
                    ),
                    range(*span),
                )
                for version, span in zip(self.versions, _spans(self), strict=True)
            ]
        )


def _spans(of: Versioned) -> list[tuple[int, int]]:
    return list(zip(of.starts, (*of.starts[1:], len(of.days)), strict=True))


def merged(versions: Sequence[Computation]) -> Computation:
    """The versions of one book in the order in which they are in force, over the same trades, products and days.

    One that is in force on no day is left out; one alone is given back as it is.
    """
    days = versions[-1].days
    begins = [0, *(_start(days, version.methodology) for version in versions[1:])]
    ends = [*begins[1:], len(days)]
    there = [n for n, (begin, end) in enumerate(zip(begins, ends, strict=True)) if begin < end]
    chosen, starts = tuple(versions[n] for n in there), tuple(begins[n] for n in there)
    if len(chosen) < 2:
        return chosen[0] if chosen else versions[-1]
    last = chosen[-1]
    head, tail = _rows(chosen, starts)
    spans = list(zip(starts, (*starts[1:], len(days)), strict=True))
    market = Market.empty(len(last.products), len(days))
    for version, span in zip(chosen, spans, strict=True):
        version.market.copied_to(market, slice(*span))
    names = dict.fromkeys(name for version in reversed(chosen) for name in version.daily)
    return Versioned(
        last.methodology,
        last.calendar,
        last.groups,
        last.products,
        days,
        head,
        tail,
        last.quotes,
        market,
        _in_turn([(version.sets, span) for version, span in zip(chosen, spans, strict=True)]),
        {name: _series(name, chosen, spans) for name in names},
        versions=chosen,
        starts=starts,
    )


def _start(days: Ints, rules: Methodology) -> int:
    return 0 if rules.effective is None else int(np.searchsorted(days, day_number(rules.effective)))


def _rows(versions: Sequence[Computation], starts: Sequence[int]) -> tuple[Rows, Rows]:
    """The last version's rows with the codes of the version in force on their index days."""
    last = versions[-1]
    code = np.concatenate((last.head.code, last.tail.code))
    confirmed = np.concatenate((last.head.confirmed, last.tail.confirmed))
    position = np.concatenate((last.head.position, last.tail.position))
    cuts = np.searchsorted(position, starts).tolist()
    for version, begin, end in zip(versions[:-1], cuts[:-1], cuts[1:], strict=True):
        rows = version.head.followed_by(version.tail).part(begin, end)
        code[begin:end], confirmed[begin:end] = rows.code, rows.confirmed
    split = len(last.head)
    return (
        replace(last.head, code=code[:split], confirmed=confirmed[:split]),
        replace(last.tail, code=code[split:], confirmed=confirmed[split:]),
    )


def _in_turn(parts: Sequence[tuple[Sequence[Regime], tuple[int, int]]]) -> list[Regime]:
    """The weight sets of each version while both are in force."""
    return [
        replace(sets[number], start=max(sets[number].start, first))
        for sets, (first, end) in parts
        for number in _numbers(sets, first, end)
    ]


def _numbers(sets: Sequence[Regime], first: int, end: int) -> list[int]:
    """Which sets are in force on any of those days."""
    stops = levels.ends(list(sets), end)
    return [n for n, (regime, stop) in enumerate(zip(sets, stops, strict=True)) if regime.start < end and stop > first]


def _series(name: str, versions: Sequence[Computation], spans: Sequence[tuple[int, int]]) -> Daily:
    parts: list[Daily] = []
    before: tuple[Computation, Daily, float] | None = None
    for version, (first, end) in zip(versions, spans, strict=True):
        if name not in version.daily:
            parts.append(_nothing(name, len(version.products), end - first))
            continue
        one = version.daily[name]
        there = np.flatnonzero(~np.isnan(one.raw[first:end])) + first
        factor = 1.0
        if before is not None and len(there):
            old, carried, scale = before
            factor = scale * _level_on(old, carried, int(there[0])) / float(one.raw[there[0]])
        parts.append(_part(one, first, end, factor))
        if len(there):
            before = version, one, factor
    return _joined(parts)


def _level_on(computation: Computation, daily: Daily, position: int) -> float:
    """The value on a day; by the last set that had members when the one in force has none."""
    if not np.isnan(daily.raw[position]):
        return float(daily.raw[position])
    number = levels.in_force(daily.sets, position)
    last = max(n for n in range(number + 1) if daily.links.members[n].any())
    price = computation.market.price[:, position : position + 1]
    found = levels.weighted(price, daily.sets[last], daily.links.members[last])
    return float(daily.links.level[last] * found[0])


def _part(one: Daily, first: int, end: int, factor: float) -> Daily:
    """Some days of a series, at another level."""
    chosen = _numbers(one.sets, first, end)

    def scaled(values: Floats) -> Floats:
        return values[first:end] if factor == 1.0 else factor * values[first:end]

    members = tuple(one.links.members[n] for n in chosen)
    return Daily(
        name=one.name,
        sets=_in_turn([(one.sets, (first, end))]),
        links=Links(members, tuple(factor * one.links.level[n] for n in chosen)),
        raw=scaled(one.raw),
        low=scaled(one.low),
        high=scaled(one.high),
        coverage=one.coverage[first:end],
        counted=one.counted[:, first:end],
        trades=one.trades[first:end],
        volume_t=one.volume_t[first:end],
        pairs=one.pairs[first:end],
    )


def _nothing(name: str, products: int, days: int) -> Daily:
    none, zero = np.full(days, np.nan), np.zeros(days, np.int64)
    counted = np.zeros((products, days), np.bool_)
    return Daily(name, [], Links((), ()), none, none, none, np.zeros(days), counted, zero, np.zeros(days), zero)


def _joined(parts: Sequence[Daily]) -> Daily:
    arrays = ("raw", "low", "high", "coverage", "counted", "trades", "volume_t", "pairs")
    return Daily(
        name=parts[-1].name,
        sets=[regime for part in parts for regime in part.sets],
        links=Links(
            tuple(mine for part in parts for mine in part.links.members),
            tuple(level for part in parts for level in part.links.level),
        ),
        **{array: np.concatenate([getattr(part, array) for part in parts], axis=-1) for array in arrays},
    )


def rescreened(previous: Versioned, head: Rows, tail: Rows) -> list[tuple[Rows, Rows]]:
    """The rows of each version where some have got another code than in `previous`, of which the rest is as it is."""
    code = np.concatenate((head.code, tail.code))
    other = np.flatnonzero(code != np.concatenate((previous.head.code, previous.tail.code)))
    found = []
    for version in previous.versions:
        own = np.concatenate((version.head.code, version.tail.code))
        own[other] = code[other]
        split = len(version.head)
        found.append((replace(version.head, code=own[:split]), replace(version.tail, code=own[split:])))
    return found
