"""What lies between two days of a series: days, points, change, change a year."""

from dataclasses import dataclass

import numpy as np

from rare_desk.ui.chart.model import Line

_YEAR = 365.0


@dataclass(frozen=True, slots=True)
class Measured:
    """From the point on (or last before) `start` to that of `end`, the later day; NaN where it cannot be said.

    `points` counts the steps between them; `yearly` is percent a year, compounded over calendar days of 365 a year.
    """

    start: int
    end: int
    points: int
    before: float
    after: float

    @property
    def days(self) -> int:
        return self.end - self.start

    @property
    def change(self) -> float:
        return self.after - self.before

    @property
    def percent(self) -> float:
        return (self.after / self.before - 1) * 100 if self.before else float("nan")

    @property
    def yearly(self) -> float:
        ratio = self.after / self.before if self.before else float("nan")
        return (ratio ** (_YEAR / self.days) - 1) * 100 if self.days > 0 and ratio > 0 else float("nan")


def measured(line: Line, one: int, other: int) -> Measured | None:
    """Between two days in any order; None while the line has no point on or before the earlier one."""
    start, end = min(one, other), max(one, other)
    known = np.flatnonzero(np.isfinite(line.values))
    first, last = (int(np.searchsorted(line.days[known], day, side="right")) - 1 for day in (start, end))
    if first < 0:
        return None
    values = line.values[known]
    return Measured(start, end, last - first, float(values[first]), float(values[last]))
