"""What a time chart is given: series, bands, markers over days since 1970-01-01, ready in arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
Looks = npt.NDArray[np.int8]
Segments = tuple[tuple["Look", Days], ...]
MarkerKind = Literal["announcement", "note", "publication", "methodology"]
MAIN = ""
"""The key of the left axis."""


class Look(IntEnum):
    """How a point is drawn; a segment takes the higher of its two ends."""

    SOLID = 0
    DASHED = 1
    DOTTED = 2
    STALE = 3


def no_values() -> Values:
    return np.zeros(0, np.float64)


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without a known value, `end` not included, and the words that say so."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, eq=False)
class Ohlc:
    """First, highest and lowest price of each point's trades; the last price is the line's value.

    As long as the line; NaN where nothing was traded.
    """

    open: Values
    high: Values
    low: Values


@dataclass(frozen=True, eq=False)
class Track:
    """The corners of a line: `place` are the positions of its points, segment n joins the corners n and n + 1."""

    days: Days
    place: Days
    segments: Segments


@dataclass(frozen=True, eq=False)
class Line:
    """`days` ascend; NaN in `values` breaks the line; `looks` are `Look` numbers, one per point.

    `tag` is the short name for the end tag, `ink` the colour by token (`text`, `accent`, `series0` ...), `axis` the key
    of one of the content's axes. A `stepped` line's value holds until its next point; NaN ends it, `gaps` say why.
    """

    key: str
    name: str
    tag: str
    ink: str
    days: Days
    values: Values
    looks: Looks
    decimals: int = 2
    axis: str = MAIN
    stepped: bool = False
    ohlc: Ohlc | None = None
    gaps: tuple[Gap, ...] = ()

    @classmethod
    def of_spans(
        cls,
        key: str,
        name: str,
        tag: str,
        ink: str,
        spans: Sequence[tuple[int, int, float]],
        *,
        axis: str,
        gaps: tuple[Gap, ...] = (),
        decimals: int = 0,
    ) -> "Line":
        """A stepped line; `spans` are (first day, day after the last, value), ascending and apart."""
        points: list[tuple[int, float]] = []
        for start, end, value in spans:
            if points and points[-1][0] == start:
                points.pop()
            points += [(start, value), (end, float("nan"))]
        days = np.array([day for day, _ in points], np.int64)
        values = np.array([value for _, value in points], np.float64)
        looks = np.zeros(len(points), np.int8)
        return cls(key, name, tag, ink, days, values, looks, decimals, axis, True, None, gaps)

    @cached_property
    def straight(self) -> Track:
        """From point to point, where both have a value."""
        known = np.isfinite(self.values)
        look = np.maximum(self.looks[:-1], self.looks[1:])
        return Track(self.days, np.arange(len(self.days)), _by_look(known[:-1] & known[1:], look))

    @cached_property
    def steps(self) -> Track:
        """Level until the next point, then upright to its value."""
        count = len(self.days)
        corner = np.repeat(np.arange(count), 2)
        days, place = self.days[corner[1:]], corner[:-1]
        known, looks = np.isfinite(self.values), self.looks[place]
        joined = known[place[:-1]] & known[place[1:]]
        return Track(days, place, _by_look(joined, np.maximum(looks[:-1], looks[1:])))

    @cached_property
    def derived(self) -> dict[tuple[str, float], "Line"]:
        """Averages, changes and the like, kept as long as the line is."""
        return {}

    def track(self, *, stepped: bool) -> Track:
        return self.steps if stepped or self.stepped else self.straight

    def place(self, day: int) -> int | None:
        """The position of the point on exactly that day; of a stepped line, of the point in force."""
        at = int(np.searchsorted(self.days, day))
        if at < len(self.days) and int(self.days[at]) == day:
            return at
        return at - 1 if self.stepped and 0 < at < len(self.days) else None

    def place_by(self, day: int) -> int | None:
        """The position of the last point on or before that day, until the line ends."""
        at = int(np.searchsorted(self.days, day, side="right")) - 1
        return at if at >= 0 and day <= int(self.days[-1]) else None

    def on(self, day: int) -> float:
        """The value on that day, NaN when there is none."""
        at = self.place(day)
        return float(self.values[at]) if at is not None else float("nan")


def _by_look(joined: npt.NDArray[np.bool_], look: Looks) -> Segments:
    found = ((one, np.flatnonzero(joined & (look == one))) for one in Look)
    return tuple((one, at) for one, at in found if len(at))


@dataclass(frozen=True, slots=True)
class Axis:
    """A value axis on the right, in the order of the content's; `ink` counts when several lines share it.

    `comparable` False keeps its lines there when all others are rebased or shown as changes: shares and differences.
    """

    key: str
    unit: str
    ink: str = "muted"
    comparable: bool = True


@dataclass(frozen=True, eq=False)
class Band:
    """A tinted area between two arrays, NaN where there is none; it comes and goes with the line `of`."""

    key: str
    of: str
    ink: str
    days: Days
    low: Values
    high: Values


@dataclass(frozen=True, slots=True)
class Reference:
    """A level line across the main pane with its words; `axis` names whose value it is."""

    value: float
    text: str
    ink: str = "muted"
    axis: str = MAIN


@dataclass(frozen=True, slots=True)
class Marker:
    """Something that happened on a day: `words` for the tip, `key` for whoever opens it.

    A methodology change or chain link also gets a faint upright through all panes.
    """

    key: str
    day: int
    kind: MarkerKind
    words: str


@dataclass(frozen=True, eq=False)
class Lower:
    """Data of the panes below: bars from zero and, unless it is empty, a share (0 to 1) with a limit line."""

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
    """Everything on one chart. The first line is the primary one until the user picks another.

    `unit` is the left axis', `looks` are those that the key explains. Lines are drawn last to first. `names` are of
    days that stand for a month or another period.
    """

    lines: tuple[Line, ...] = ()
    unit: str = ""
    lower: Lower | None = None
    looks: tuple[tuple[Look, str], ...] = ()
    axes: tuple[Axis, ...] = ()
    bands: tuple[Band, ...] = ()
    references: tuple[Reference, ...] = ()
    markers: tuple[Marker, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)

    def line(self, key: str) -> Line | None:
        return next((line for line in self.lines if line.key == key), None)

    def axis(self, key: str) -> Axis:
        """One that is not declared says its key as its unit."""
        known = next((axis for axis in self.axes if axis.key == key), None)
        return known or Axis(key, self.unit if key == MAIN else key)

    @cached_property
    def days(self) -> Days:
        """Every day with a point; those of stepped lines only when there are no others."""
        dated = [line.days for line in self.lines if not line.stepped] or [line.days for line in self.lines]
        return np.unique(np.concatenate(dated)) if dated else np.zeros(0, np.int64)

    @property
    def first_day(self) -> int | None:
        return int(self.days[0]) if len(self.days) else None

    @property
    def last_day(self) -> int | None:
        return int(self.days[-1]) if len(self.days) else None
