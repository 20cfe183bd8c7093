"""Two series of points on common dates, and rebased to 100."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import NamedTuple

Points = Sequence[tuple[dt.date, Decimal]]
"""Ascending by date, no date twice, values above zero."""

_Key = tuple[int, ...]


class Freq(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Fill(StrEnum):
    """What stands against an own point in whose period the other series has none: its last before, or nothing."""

    LAST = "last"
    COMMON = "common"


class Take(StrEnum):
    """The value of a week or month that has several points; the same for both series."""

    LAST = "last"
    MEAN = "mean"


class Pair(NamedTuple):
    """Dated by the own point, the last of its period."""

    date: dt.date
    own: Decimal
    other: Decimal


def natural(points: Points) -> Freq:
    """By the median distance of neighbouring points: up to 4 days is daily, up to 10 weekly."""
    if len(points) < 2:
        return Freq.DAY
    apart = median((later - earlier).days for (earlier, _), (later, _) in pairwise(points))
    return Freq.DAY if apart <= 4 else Freq.WEEK if apart <= 10 else Freq.MONTH


def coarser(one: Freq, other: Freq) -> Freq:
    order = tuple(Freq)
    return max(one, other, key=order.index)


def align(
    own: Points, other: Points, freq: Freq = Freq.DAY, fill: Fill = Fill.LAST, take: Take = Take.LAST
) -> tuple[Pair, ...]:
    """The own series' days, ISO weeks or months from where both have begun to where one of them ends."""
    mine, theirs = _by_period(own, freq, take), _by_period(other, freq, take)
    if not mine or not theirs:
        return ()
    keys = sorted(theirs)
    first, last = max(min(mine), keys[0]), min(max(mine), keys[-1])
    pairs = []
    for key, (day, value) in sorted(mine.items()):
        if not first <= key <= last or (fill is Fill.COMMON and key not in theirs):
            continue
        pairs.append(Pair(day, value, theirs[keys[bisect_right(keys, key) - 1]][1]))
    return tuple(pairs)


def of_period(points: Points, freq: Freq, take: Take = Take.LAST) -> list[tuple[dt.date, Decimal]]:
    """One point for each period that has any, dated by its last."""
    return [dated for _, dated in sorted(_by_period(points, freq, take).items())]


def _by_period(points: Points, freq: Freq, take: Take) -> dict[_Key, tuple[dt.date, Decimal]]:
    gathered: dict[_Key, list[tuple[dt.date, Decimal]]] = {}
    for day, value in points:
        gathered.setdefault(_key(day, freq), []).append((day, value))
    if take is Take.LAST:
        return {key: inside[-1] for key, inside in gathered.items()}
    return {key: (inside[-1][0], _mean([v for _, v in inside])) for key, inside in gathered.items()}


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _key(day: dt.date, freq: Freq) -> _Key:
    if freq is Freq.DAY:
        return (day.toordinal(),)
    if freq is Freq.WEEK:
        return day.isocalendar()[:2]
    return day.year, day.month


def between(points: Points, first: dt.date | None, last: dt.date | None) -> Points:
    """Those from `first` to `last`, both included."""
    days = [day for day, _ in points]
    begin = bisect_left(days, first) if first else 0
    end = bisect_right(days, last) if last else len(days)
    return points[begin:end]
