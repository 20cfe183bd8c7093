"""Weekly and monthly points from the published daily ones."""

import numpy as np

from rare_desk.core.calendar import IndexDays, date_of, day_number
from rare_desk.core.index.counting import Used, counts
from rare_desk.core.index.daily_points import Daily
from rare_desk.core.index.points import PARTIAL, Series, published, rounded
from rare_desk.core.screening.columns import Floats, Ints

FREQS = ("daily", "weekly", "monthly")
_MONDAY = 3  # 1970-01-01 was a Thursday


def period_numbers(days: Ints, freq: str) -> Ints:
    """A number for each day's week (Monday to Sunday) or calendar month."""
    if freq == "weekly":
        return (days + _MONDAY) // 7
    if freq == "monthly":
        return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    raise ValueError(freq)


def levels(computed: Ints, there: Ints, freq: str, days: Ints) -> tuple[Ints, Ints]:
    """The dates and published values (both as `Series` has them) that `periods` gives, and nothing else.

    `computed` are the daily published values, `there` the positions of their days.
    """
    numbers = period_numbers(days, freq)
    mine = numbers[there]
    if not len(mine):
        return there, there
    begins = np.flatnonzero(np.diff(mine, prepend=mine[0] - 1))
    size = np.diff(np.append(begins, len(mine)))
    return _last_days(days, numbers, mine[begins]), published(_means(computed, begins, size))


def _last_days(days: Ints, numbers: Ints, chosen: Ints) -> Ints:
    """The last index day of each chosen period."""
    return days[np.searchsorted(numbers, chosen, side="right") - 1]


def _means(cents: Ints, begins: Ints, size: Ints) -> Floats:
    return np.add.reduceat(cents, begins) / (100 * size)


def periods(points: Series, source: Daily, freq: str, days: Ints, used: Used, calendar: IndexDays) -> Series:
    """The points of each week or month that has daily ones, dated on its last index day so far."""
    numbers = period_numbers(days, freq)
    bucket = np.searchsorted(np.unique(numbers), numbers)
    mine = bucket[source.there]
    begins = np.flatnonzero(np.diff(mine, prepend=-1))
    chosen = mine[begins]
    size = np.diff(np.append(begins, len(mine)))
    total = int(bucket[-1]) + 1 if len(bucket) else 0
    trades, pairs, tonnes = counts(used, source.counted, bucket, total)
    if not len(begins):
        return points
    official = 2 * np.add.reduceat(points.official.astype(np.int64), begins) >= size
    raw = _means(points.cents, begins, size)
    last = _last_days(days, bucket, chosen)
    flags = np.bitwise_or.reduceat(points.flags, begins)
    if chosen[-1] == bucket[-1] and _unfinished(int(days[-1]), freq, calendar):
        flags[-1] |= PARTIAL
    return Series(
        name=points.name,
        freq=freq,
        days=last,
        raw=raw,
        cents=published(raw),
        official=official,
        reasons=np.where(official, 0, np.bitwise_or.reduceat(points.reasons, begins)).astype(np.int8),
        flags=flags,
        coverage=rounded(np.add.reduceat(points.coverage, begins) / size),
        trades=trades[chosen],
        pairs=pairs[chosen],
        volume_t=tonnes[chosen],
        low=np.minimum.reduceat(points.low, begins),
        high=np.maximum.reduceat(points.high, begins),
    )


def _unfinished(last: int, freq: str, calendar: IndexDays) -> bool:
    """Whether the period of the last day has index days to come."""
    following = day_number(calendar.on_or_after(date_of(last + 1)))
    now, then = period_numbers(np.array([last, following]), freq).tolist()
    return bool(now == then)
