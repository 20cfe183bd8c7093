"""The value axes: the left one, and as many on the right as there are units, with round figures on one grid."""

from collections.abc import Sequence
from dataclasses import dataclass

from rare_desk.ui import formats
from rare_desk.ui.chart.figures import scales
from rare_desk.ui.chart.figures.scales import Scale
from rare_desk.ui.chart.model import MAIN, Content
from rare_desk.ui.chart.painting import inks
from rare_desk.ui.chart.prepared.layout import Frames
from rare_desk.ui.chart.prepared.shown import Shown, Tint
from rare_desk.ui.chart.view import View

_LEFT_GAP = 8.0
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ValueTick:
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """An axis before it has its place: what it spans, and its round figures with their words."""

    key: str
    unit: str
    ink: str
    lo: float
    hi: float
    step: float
    marks: tuple[tuple[float, str], ...]
    log: bool

    @property
    def width(self) -> float:
        return max(inks.caption_width(text) for text in (self.unit, *(text for _, text in self.marks)))


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """`right` is where its figures end."""

    key: str
    unit: str
    ink: str
    scale: Scale
    ticks: tuple[ValueTick, ...]
    right: float


def spans(shown: Sequence[Shown], tinted: Sequence[Tint], lo: float, hi: float) -> dict[str, Span]:
    """What is drawn from day `lo` to `hi` on each axis; an axis without known values is left out."""
    found: dict[str, Span] = {}
    parts = [(one.axis, one.extent(lo, hi)) for one in shown]
    parts += [(tint.axis, scales.extent(tint.days, edge, lo, hi)) for tint in tinted for edge in (tint.low, tint.high)]
    for key, span in parts:
        if span is not None:
            low, high = found.get(key, span)
            found[key] = min(low, span[0]), max(high, span[1])
    return found


def figures(
    shown: Sequence[Shown], found: dict[str, Span], content: Content, view: View, rows: float
) -> tuple[Figures, ...]:
    """The left axis first, always there; then those with a line in sight, on one grid as far as they are even."""
    percent = {one.axis for one in shown if one.turn.percent}
    log = view.log and not percent
    order = dict.fromkeys([*(axis.key for axis in content.axes), *(one.axis for one in shown)])
    main = _main(found.get(MAIN), content, view, rows, log=log, percent=MAIN in percent)
    made = [main]
    for key in order:
        if key != MAIN and key in found:
            axis = content.axis(key)
            alone = {one.line.ink for one in shown if one.axis == key}
            ink = alone.pop() if len(alone) == 1 else axis.ink
            made.append(_right(key, axis.unit, ink, found[key], main if MAIN in found else None, rows, log=log))
    return tuple(made)


def _main(span: Span | None, content: Content, view: View, rows: float, *, log: bool, percent: bool) -> Figures:
    if span is None:
        return Figures(MAIN, "", "muted", 0.0, 1.0, 1.0, (), False)
    unit = {"level": content.unit, "rebased": "=100"}.get(view.mode, "%")
    log = log and span[0] > 0
    lo, hi = scales.padded(*span, log=log)
    step = scales.round_step(hi - lo, rows)
    marks = _marked(scales.log_ticks(lo, hi, rows) if log else scales.ticks(lo, hi, step), step, signed=percent)
    return Figures(MAIN, unit, "muted", lo, hi, step, marks, log)


def _right(key: str, unit: str, ink: str, span: Span, main: Figures | None, rows: float, *, log: bool) -> Figures:
    if log and span[0] > 0:
        lo, hi = scales.padded(*span, log=True)
        marks = _marked(scales.log_ticks(lo, hi, rows), scales.round_step(hi - lo, rows))
        return Figures(key, unit, ink, lo, hi, 0.0, marks, True)
    if main is None or main.log:
        lo, hi = scales.padded(*span)
        step = scales.round_step(hi - lo, rows)
    else:
        lo, hi, step = scales.second_axis(main.lo, main.hi, main.step, *span)
    return Figures(key, unit, ink, lo, hi, step, _marked(scales.ticks(lo, hi, step), step), False)


def _marked(values: Sequence[float], step: float, *, signed: bool = False) -> tuple[tuple[float, str], ...]:
    """A logarithmic axis may have figures smaller than its step: each has the decimals that it needs."""
    places = scales.decimals_of(step)
    said = formats.signed if signed else formats.number
    return tuple((value, said(value, max(places, _own_places(value, step)))) for value in values)


def _own_places(value: float, step: float) -> int:
    return scales.decimals_of(abs(value)) if 0 < abs(value) < step else 0


def placed(made: Sequence[Figures], area: Frames) -> tuple[ValueAxis, ...]:
    rights = (area.main.left() - _LEFT_GAP, *area.columns)
    axes = []
    for one, right in zip(made, rights, strict=True):
        scale = Scale(one.lo, one.hi, area.main.bottom(), area.main.top(), one.log)
        ticks = tuple(ValueTick(scale.at(value), text) for value, text in one.marks)
        axes.append(ValueAxis(one.key, one.unit, one.ink, scale, ticks, right))
    return tuple(axes)
