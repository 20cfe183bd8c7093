"""What a time chart is given: lines, steps and a lower pane over days since 1970-01-01, ready in arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
Looks = npt.NDArray[np.int8]


class Look(IntEnum):
    """How a point is drawn; a segment takes the higher of its two ends."""

    SOLID = 0
    DASHED = 1
    DOTTED = 2
    STALE = 3


def no_values() -> Values:
    return np.zeros(0, np.float64)


@dataclass(frozen=True, eq=False)
class Line:
    """`days` ascend; NaN in `values` breaks the line; `looks` are `Look` numbers, one per point.

    `tag` is the short name for the end tag, `ink` the colour by token (`text`, `accent`, `series0` ...).
    """

    key: str
    name: str
    tag: str
    ink: str
    days: Days
    values: Values
    looks: Looks
    decimals: int = 2

    @cached_property
    def segments(self) -> tuple[tuple[Look, Days], ...]:
        """Which segments have which look; segment n joins the points n and n + 1, where both have a value."""
        known = np.isfinite(self.values)
        joined = known[:-1] & known[1:]
        look = np.maximum(self.looks[:-1], self.looks[1:])
        found = ((one, np.flatnonzero(joined & (look == one))) for one in Look)
        return tuple((one, at) for one, at in found if len(at))

    def place(self, day: int) -> int | None:
        """The position of the point on exactly that day."""
        at = int(np.searchsorted(self.days, day))
        return at if at < len(self.days) and int(self.days[at]) == day else None


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without a known value, `end` not included, and the words that say so."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, eq=False)
class Steps:
    """Values that hold from a day to another (`ends` not included), on a second axis with its own `unit`."""

    key: str
    name: str
    tag: str
    ink: str
    unit: str
    starts: Days
    ends: Days
    values: Values
    gaps: tuple[Gap, ...] = ()
    decimals: int = 0

    @classmethod
    def of_spans(
        cls,
        key: str,
        name: str,
        tag: str,
        ink: str,
        unit: str,
        spans: Sequence[tuple[int, int, float]],
        gaps: tuple[Gap, ...] = (),
    ) -> "Steps":
        """`spans` are (first day, day after the last, value), ascending."""
        starts, ends, values = (list(column) for column in zip(*spans, strict=True)) if spans else ([], [], [])
        return cls(
            key,
            name,
            tag,
            ink,
            unit,
            np.array(starts, np.int64),
            np.array(ends, np.int64),
            np.array(values, np.float64),
            gaps,
        )

    def on(self, day: float) -> float:
        """The value in force on that day, NaN when there is none."""
        at = int(np.searchsorted(self.starts, day, side="right")) - 1
        return float(self.values[at]) if at >= 0 and day < self.ends[at] else float("nan")


@dataclass(frozen=True, eq=False)
class Lower:
    """The linked pane below: bars from zero and, unless it is empty, a share (0 to 1) with a limit line."""

    days: Days
    bars: Values
    bars_name: str
    bars_unit: str
    share: Values = field(default_factory=no_values)
    share_name: str = ""
    limit: float = float("nan")
    limit_text: str = ""

    def place(self, day: int) -> int | None:
        at = int(np.searchsorted(self.days, day))
        return at if at < len(self.days) and int(self.days[at]) == day else None


@dataclass(frozen=True, eq=False)
class Content:
    """Everything on one chart. The first line is the one that is selected from; `key` explains the looks."""

    lines: tuple[Line, ...] = ()
    unit: str = ""
    steps: Steps | None = None
    lower: Lower | None = None
    looks: tuple[tuple[Look, str], ...] = ()

    @property
    def first_day(self) -> int | None:
        starts = [int(line.days[0]) for line in self.lines if len(line.days)]
        return min(starts) if starts else None

    @property
    def last_day(self) -> int | None:
        ends = [int(line.days[-1]) for line in self.lines if len(line.days)]
        return max(ends) if ends else None
