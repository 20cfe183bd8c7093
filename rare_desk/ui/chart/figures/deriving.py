"""What is drawn instead of a series' own values, or along with it: rebased, changes, averages, bands. Arrays only."""

import numpy as np

from rare_desk.ui.chart.model import Days, Values


def first_from(days: Days, values: Values, day: float) -> float:
    """The first known value on or after `day`; NaN when there is none."""
    rest = values[int(np.searchsorted(days, day)) :]
    known = rest[np.isfinite(rest)]
    return float(known[0]) if len(known) else float("nan")


def base_on(days: Days, values: Values, day: float) -> float:
    """The last known value on or before `day`, else the first known one."""
    before = values[: int(np.searchsorted(days, day, side="right"))]
    known = before[np.isfinite(before)]
    return float(known[-1]) if len(known) else first_from(days, values, day)


def changes(values: Values) -> Values:
    """Percent of each known value since the known one before it; NaN for the first and the unknown."""
    found = np.full(len(values), np.nan)
    at = np.flatnonzero(np.isfinite(values))
    before, now = values[at[:-1]], values[at[1:]]
    with np.errstate(divide="ignore", invalid="ignore"):
        found[at[1:]] = np.where(before != 0, (now / before - 1) * 100, np.nan)
    return found


def average(values: Values, points: int) -> Values:
    """The simple mean of the last `points` known values, that one included; NaN before there are so many."""
    found = np.full(len(values), np.nan)
    at = np.flatnonzero(np.isfinite(values))
    if len(at) >= points:
        found[at[points - 1 :]] = _windows(values[at], points).mean(axis=1)
    return found


def spread(values: Values, points: int) -> Values:
    """The standard deviation (divisor n) of the values that `average` is the mean of."""
    found = np.full(len(values), np.nan)
    at = np.flatnonzero(np.isfinite(values))
    if len(at) >= points:
        found[at[points - 1 :]] = _windows(values[at], points).std(axis=1)
    return found


def _windows(values: Values, points: int) -> Values:
    return np.lib.stride_tricks.sliding_window_view(values, points)
