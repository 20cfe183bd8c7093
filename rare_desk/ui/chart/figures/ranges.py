"""Ranges of days: what a range button shows, and what zooming may show. No Qt."""

import datetime as dt
import math
from typing import Final, Literal, get_args

Range = Literal["1M", "3M", "6M", "YTD", "1Y", "3Y", "5Y", "All"]
RANGES: Final[tuple[Range, ...]] = get_args(Range)
EPOCH = dt.date(1970, 1, 1)
SHORTEST = 8.0


def to_date(day: float) -> dt.date:
    return EPOCH + dt.timedelta(days=math.floor(day))


def to_day(date: dt.date) -> int:
    return (date - EPOCH).days


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day that many months earlier, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return dt.date(year, month + 1, min(day.day, (following - dt.timedelta(days=1)).day))


_MONTHS: dict[Range, int] = {"1M": 1, "3M": 3, "6M": 6, "1Y": 12, "3Y": 36, "5Y": 60}


def range_of(name: Range, first: int, last: int) -> tuple[float, float]:
    """What a range button shows, counted back from the last day, with a little air after it."""
    end = to_date(last)
    if name == "All":
        start = first
    elif name == "YTD":
        start = to_day(dt.date(end.year, 1, 1))
    else:
        start = to_day(months_before(end, _MONTHS[name]))
    span = max(last - start, SHORTEST)
    return last - span - 0.5, last + max(span * 0.012, 0.5)


def clamped(lo: float, hi: float, first: int, last: int) -> tuple[float, float]:
    """A range no shorter than a week, no longer than the data with some air, and with data in it."""
    longest = max((last - first) * 1.1, SHORTEST * 1.5)
    span = min(max(hi - lo, SHORTEST), longest)
    middle = (lo + hi) / 2
    lo, hi = (lo, hi) if span == hi - lo else (middle - span / 2, middle + span / 2)
    air = span * 0.3
    if lo < first - air:
        return first - air, first - air + span
    if hi > last + air:
        return last + air - span, last + air
    return lo, hi


def days_of(kept: object) -> tuple[float, float] | None:
    """Two days as a layout keeps them; None when they are not that."""
    if not isinstance(kept, list) or len(kept) != 2:
        return None
    if not all(isinstance(day, int | float) and not isinstance(day, bool) and abs(day) < 1e6 for day in kept):
        return None
    lo, hi = sorted(float(day) for day in kept)
    return (lo, hi) if lo < hi else None
