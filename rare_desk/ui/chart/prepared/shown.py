"""Which lines are in sight, and the values that are drawn for them in the view's mode."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from rare_desk.ui import formats
from rare_desk.ui.chart.figures import deriving, scales
from rare_desk.ui.chart.model import MAIN, Band, Content, Days, Line, Track, Values
from rare_desk.ui.chart.painting import inks
from rare_desk.ui.chart.view import View

_FREE_INKS = ("series6", "series5", "series3", "series2", "series4", "series1", "series0")


@dataclass(frozen=True, slots=True)
class Turn:
    """From a line's own values to those drawn: `times` and `plus`, on which axis, and whether they are percent."""

    times: float = 1.0
    plus: float = 0.0
    axis: str = MAIN
    percent: bool = False

    def all(self, values: Values) -> Values:
        return values if self.times == 1.0 and self.plus == 0.0 else values * self.times + self.plus


@dataclass(frozen=True, eq=False)
class Shown:
    """A line in sight. `values` are drawn, one per point; `last` is the position of its last point in view."""

    line: Line
    values: Values
    track: Track
    turn: Turn
    decimals: int
    last: int | None
    candles: bool = False
    derived: bool = False

    @property
    def axis(self) -> str:
        return self.turn.axis

    @property
    def corners(self) -> Values:
        return self.values[self.track.place]

    def said(self, value: float) -> str:
        return formats.change_pct(value) if self.turn.percent else formats.number(value, self.decimals)

    def extent(self, lo: float, hi: float) -> tuple[float, float] | None:
        """Smallest and largest value drawn between two days."""
        spans = [scales.extent(self.track.days, self.corners, lo, hi)]
        if self.candles and self.line.ohlc is not None:
            edges = (self.turn.all(edge) for edge in (self.line.ohlc.low, self.line.ohlc.high))
            spans.extend(scales.extent(self.line.days, edge, lo, hi) for edge in edges)
        known = [span for span in spans if span is not None]
        return (min(low for low, _ in known), max(high for _, high in known)) if known else None


@dataclass(frozen=True, eq=False)
class Tint:
    """An area between two arrays, as drawn."""

    days: Days
    low: Values
    high: Values
    ink: str
    axis: str


def primary_of(content: Content, view: View) -> Line | None:
    """The line that is selected from: the picked one while it is in sight, else the first in sight with points."""
    there = [line for line in content.lines if line.key not in view.hidden and len(line.days)]
    return next((line for line in there if line.key == view.primary), there[0] if there else None)


def lines_in_sight(content: Content, view: View, lo: float, hi: float) -> tuple[Shown, ...]:
    """In the content's order."""
    return tuple(_shown(line, content, view, lo, hi) for line in content.lines if line.key not in view.hidden)


def _shown(line: Line, content: Content, view: View, lo: float, hi: float) -> Shown:
    comparable = content.axis(line.axis).comparable and not (line.stepped and view.mode == "step_change")
    source = changes_of(line) if view.mode == "step_change" and comparable else line
    turn = _turn(line, view, lo) if comparable else Turn(axis=line.axis)
    candles = view.style == "candles" and line.ohlc is not None and view.mode != "step_change"
    track = source.track(stepped=view.style == "step")
    decimals = line.decimals if view.mode == "level" or not comparable else 2
    values = turn.all(source.values)
    return Shown(source, values, track, turn, decimals, _last(source, lo, hi), candles)


def _turn(line: Line, view: View, lo: float) -> Turn:
    if view.mode == "level":
        return Turn(axis=line.axis)
    if view.mode == "step_change":
        return Turn(percent=True)
    base = _in_force(line, lo) if view.base is None else deriving.base_on(line.days, line.values, view.base)
    times = 100.0 / base if np.isfinite(base) and base else float("nan")
    return Turn(times) if view.mode == "rebased" else Turn(times, -100.0, percent=True)


def _in_force(line: Line, lo: float) -> float:
    return (deriving.base_on if line.stepped else deriving.first_from)(line.days, line.values, lo)


def _last(line: Line, lo: float, hi: float) -> int | None:
    end = int(np.searchsorted(line.days, hi, side="right"))
    known = np.flatnonzero(np.isfinite(line.values[:end]))
    if not len(known):
        return None
    at = int(known[-1])
    until = at + 1 if line.stepped and at + 1 < len(line.days) else at
    return at if line.days[until] >= lo else None


def changes_of(line: Line) -> Line:
    """Percent since the point before, as a line."""
    return _derived(line, ("changes", 0.0), lambda: replace(line, values=deriving.changes(line.values), ohlc=None))


def _derived(line: Line, key: tuple[str, float], make: Callable[[], Line]) -> Line:
    if key not in line.derived:
        line.derived[key] = make()
    return line.derived[key]


def averages(primary: Shown, content: Content, view: View, lo: float, hi: float) -> tuple[Shown, ...]:
    """The moving averages of what is drawn for the primary line, each in a colour that no line has."""
    used = {inks.ink(line.ink).rgb() for line in content.lines}
    free = [ink for ink in _FREE_INKS if inks.ink(ink).rgb() not in used] or list(_FREE_INKS)
    found = []
    for number, points in enumerate(view.averages):
        line = _average(primary.line, points, free[number % len(free)])
        values = primary.turn.all(line.values)
        last = _last(line, lo, hi)
        found.append(Shown(line, values, line.straight, primary.turn, primary.decimals, last, derived=True))
    return tuple(found)


def _average(line: Line, points: int, ink: str) -> Line:
    def make() -> Line:
        values, name = deriving.average(line.values, points), f"MA{points}"
        looks = np.zeros(len(values), np.int8)
        return Line(f"{line.key} {name}", name, name, ink, line.days, values, looks, line.decimals, line.axis)

    return _derived(line, (f"average {ink}", points), make)


def tints(shown: tuple[Shown, ...], primary: Shown | None, content: Content, view: View) -> tuple[Tint, ...]:
    """The content's bands whose line is in sight, then the spreads of the primary line."""
    by_key = {one.line.key: one for one in shown}
    found = [_tint(band, by_key[band.of].turn) for band in content.bands if band.of in by_key] if _bands(view) else []
    for spread in view.spreads if primary is not None else ():
        assert primary is not None
        line = primary.line
        middle = _average(line, spread.points, line.ink).values
        reach = _deviation(line, spread.points).values * spread.width
        low, high = primary.turn.all(middle - reach), primary.turn.all(middle + reach)
        found.append(Tint(line.days, low, high, line.ink, primary.axis))
    return tuple(found)


def _bands(view: View) -> bool:
    return view.mode != "step_change"


def _tint(band: Band, turn: Turn) -> Tint:
    return Tint(band.days, turn.all(band.low), turn.all(band.high), band.ink, turn.axis)


def _deviation(line: Line, points: int) -> Line:
    return _derived(
        line, ("spread", points), lambda: replace(line, values=deriving.spread(line.values, points), ohlc=None)
    )
