"""Arithmetic of the axes: mapping, round steps, a second axis on the same grid, ranges, rebasing. No Qt."""

import datetime as dt
import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rare_desk.ui.chart.model import Days, Values

EPOCH = dt.date(1970, 1, 1)
Range = Literal["1M", "3M", "6M", "YTD", "1Y", "All"]
Mode = Literal["level", "rebased"]
SHORTEST = 8.0
_ROUND = (1.0, 2.0, 2.5, 5.0)
_PADDING = 0.07


def to_date(day: float) -> dt.date:
    return EPOCH + dt.timedelta(days=math.floor(day))


def to_day(date: dt.date) -> int:
    return (date - EPOCH).days


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps `lo`..`hi` to the pixels `start`..`end`."""

    lo: float
    hi: float
    start: float
    end: float

    @property
    def per_unit(self) -> float:
        return (self.end - self.start) / (self.hi - self.lo)

    def at(self, value: float) -> float:
        return self.start + (value - self.lo) * self.per_unit

    def all(self, values: Values | Days) -> Values:
        return np.asarray(self.start + (values - self.lo) * self.per_unit, np.float64)

    def back(self, pixel: float) -> float:
        return self.lo + (pixel - self.start) / self.per_unit


def round_step(span: float, rows: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten of which at most `rows` cover `span`."""
    least = span / max(rows, 1.0)
    power = 10.0 ** math.floor(math.log10(least))
    return next(r * power for r in (*_ROUND, 10.0) if r * power >= least * (1 - 1e-9))


def round_above(value: float) -> float:
    """A figure of at most two digits that is not below `value`."""
    power = 10.0 ** (math.floor(math.log10(value)) - 1)
    return math.ceil(value / power) * power


def ticks(lo: float, hi: float, step: float) -> tuple[float, ...]:
    """The multiples of `step` from `lo` to `hi`."""
    first, last = math.ceil(lo / step - 1e-9), math.floor(hi / step + 1e-9)
    return tuple(number * step for number in range(first, last + 1))


def decimals_of(step: float) -> int:
    """How many decimals tell neighbouring ticks apart."""
    return next((places for places in range(9) if abs(step - round(step, places)) < step * 1e-6), 9)


def padded(low: float, high: float) -> tuple[float, float]:
    """With air above and below; never empty."""
    span = high - low
    if span <= 0:
        span = abs(high) * 0.02 or 1.0
        return low - span, high + span
    return low - span * _PADDING, high + span * _PADDING


def second_axis(lo: float, hi: float, step: float, low: float, high: float) -> tuple[float, float, float]:
    """(lo, hi, step) of a second axis that holds `low`..`high` and whose round ticks lie on the first one's."""
    from_, to = lo / step, hi / step
    first = math.ceil(from_ - 1e-9)
    span = max(high - low, abs(high) * 0.01, 1e-9)
    own = round_step(span, to - from_)
    while True:
        least, most = high - (to - first) * own, low - (from_ - first) * own
        middle = round((least + most) / 2 / own) * own
        base = middle if least <= middle <= most else math.floor(most / own) * own
        if least <= base <= most:
            return base + (from_ - first) * own, base + (to - first) * own, own
        own = round_step(own * 1.01, 1)


def visible(days: Days, lo: float, hi: float) -> slice:
    """The points from the last before `lo` to the first after `hi`."""
    first = max(int(np.searchsorted(days, lo)) - 1, 0)
    return slice(first, int(np.searchsorted(days, hi, side="right")) + 1)


def base_of(days: Days, values: Values, lo: float) -> float:
    """The first value on or after `lo`; NaN when there is none."""
    rest = values[int(np.searchsorted(days, lo)) :]
    known = rest[np.isfinite(rest)]
    return float(known[0]) if len(known) else float("nan")


def extent(days: Days, values: Values, lo: float, hi: float) -> tuple[float, float] | None:
    """Smallest and largest value drawn between two days, the cut ends of its segments included."""
    part = visible(days, lo, hi)
    x, y = days[part], values[part]
    inside = y[(x >= lo) & (x <= hi) & np.isfinite(y)]
    cuts = [float(np.interp(end, x, y)) for end in (lo, hi) if len(x) > 1 and x[0] < end < x[-1]]
    if len(inside):
        cuts += [float(inside.min()), float(inside.max())]
    known = [value for value in cuts if math.isfinite(value)]
    return (min(known), max(known)) if known else None


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day that many months earlier, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return dt.date(year, month + 1, min(day.day, (following - dt.timedelta(days=1)).day))


_MONTHS: dict[Range, int] = {"1M": 1, "3M": 3, "6M": 6, "1Y": 12}


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
