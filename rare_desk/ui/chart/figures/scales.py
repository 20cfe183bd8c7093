"""Arithmetic of the axes: mapping, round steps, logarithms, a second axis on the same grid. No Qt."""

import math
from dataclasses import dataclass

import numpy as np

from rare_desk.ui.chart.model import Days, Values

_ROUND = (1.0, 2.0, 2.5, 5.0)
_PADDING = 0.07
_LOG_FIGURES = (1.0, 2.0, 5.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps `lo`..`hi` to the pixels `start`..`end`, evenly or by logarithm (then both are above zero)."""

    lo: float
    hi: float
    start: float
    end: float
    log: bool = False

    @property
    def per_unit(self) -> float:
        """Pixels for each unit of an even scale."""
        return (self.end - self.start) / (self.hi - self.lo)

    def at(self, value: float) -> float:
        """NaN for what has no logarithm."""
        if not self.log:
            return self.start + (value - self.lo) * self.per_unit
        if not value > 0:
            return float("nan")
        return self.start + math.log(value / self.lo) / math.log(self.hi / self.lo) * (self.end - self.start)

    def all(self, values: Values | Days) -> Values:
        if not self.log:
            return np.asarray(self.start + (values - self.lo) * self.per_unit, np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            bent = np.log(np.where(values > 0, values, np.nan) / self.lo)
        return np.asarray(self.start + bent / math.log(self.hi / self.lo) * (self.end - self.start), np.float64)

    def back(self, pixel: float) -> float:
        part = (pixel - self.start) / (self.end - self.start)
        return self.lo * (self.hi / self.lo) ** part if self.log else self.lo + part * (self.hi - self.lo)


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


def log_ticks(lo: float, hi: float, rows: float) -> tuple[float, ...]:
    """Round figures for a logarithmic axis: 1, 2, 5 of each power of ten, or even steps where the axis is short."""
    powers = range(math.floor(math.log10(lo)), math.ceil(math.log10(hi)) + 1)
    for figures in (_LOG_FIGURES, (1.0, 3.0), (1.0,)):
        found = tuple(f * 10.0**power for power in powers for f in figures if lo <= f * 10.0**power <= hi)
        if len(found) <= rows * 1.6:
            break
    return found if len(found) >= min(rows, 4) else ticks(lo, hi, round_step(hi - lo, rows))


def padded(low: float, high: float, *, log: bool = False) -> tuple[float, float]:
    """With air above and below; never empty."""
    if log:
        low, high = padded(math.log(low), math.log(high))
        return math.exp(low), math.exp(high)
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
