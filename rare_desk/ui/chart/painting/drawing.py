"""A chart made ready to paint: what is drawn for a size, a range of days, a mode and what is hidden."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFontMetricsF

from rare_desk.ui import formats, theme
from rare_desk.ui.chart.figures import scales
from rare_desk.ui.chart.figures.scales import Mode, Scale
from rare_desk.ui.chart.model import Content, Line, Steps, Values
from rare_desk.ui.chart.painting.layout import Frames, frames
from rare_desk.ui.chart.painting.legend import rows_needed
from rare_desk.ui.chart.painting.strokes import WIDE_POINTS
from rare_desk.ui.chart.painting.timeaxis import TimeTick, time_ticks

_ROW_SPACING = 100.0
_TAG_GAP = 18.0


@dataclass(frozen=True, eq=False)
class Shown:
    """A line in sight and the values drawn for it: its own, or 100 on the first visible day."""

    line: Line
    values: Values
    last: int | None
    """The position of its last point in view."""

    @property
    def decimals(self) -> int:
        return self.line.decimals


@dataclass(frozen=True, slots=True)
class ValueTick:
    at: float
    text: str


@dataclass(frozen=True, eq=False)
class Drawing:
    """`second` is the scale of the steps; `bars` that of the lower pane's bars."""

    content: Content
    mode: Mode
    frames: Frames
    x: Scale
    y: Scale
    second: Scale | None
    bars: Scale
    share: Scale
    shown: tuple[Shown, ...]
    steps: Steps | None
    values: tuple[ValueTick, ...]
    second_values: tuple[ValueTick, ...]
    times: tuple[TimeTick, ...]
    wide: bool


def prepare(
    content: Content, size: QSizeF, lo: float, hi: float, mode: Mode, hidden: frozenset[str], *, key: bool = True
) -> Drawing:
    """Fits the value axes to what is visible from `lo` to `hi`; the step axis has its ticks on the same grid."""
    shown = tuple(_shown(line, lo, hi, mode) for line in content.lines if line.key not in hidden)
    low, high = _span(shown, lo, hi)
    steps = content.steps if content.steps is not None and content.steps.key not in hidden else None
    rows = max(size.height() / _ROW_SPACING, 3.0)
    step = scales.round_step(high - low, rows)
    places = scales.decimals_of(step)
    figures = tuple((value, formats.number(value, places)) for value in scales.ticks(low, high, step))
    second = _second(steps, lo, hi, low, high, step)
    second_figures = _second_figures(second)
    caption = QFontMetricsF(theme.caption_font())
    left = max((caption.horizontalAdvance(text) for _, text in figures), default=20.0) + 12.0
    left = max(left, caption.horizontalAdvance("0,000.00") + 10.0)
    right = max((caption.horizontalAdvance(text) for _, text in second_figures), default=0.0)
    area = frames(
        size,
        left,
        _tag_width(content, shown, steps, caption),
        right,
        lower=content.lower is not None,
        key=key,
        rows=rows_needed(content, size.width() - left - 130.0),
    )
    x = Scale(lo, hi, area.main.left(), area.main.right())
    y = Scale(low, high, area.main.bottom(), area.main.top())
    other = None if second is None else Scale(second[0], second[1], area.main.bottom(), area.main.top())
    return Drawing(
        content=content,
        mode=mode,
        frames=area,
        x=x,
        y=y,
        second=other,
        bars=Scale(0.0, _tallest(content, lo, hi), area.lower.bottom(), area.lower.top()),
        share=Scale(0.0, 1.0, area.lower.bottom(), area.lower.top()),
        shown=shown,
        steps=steps,
        values=tuple(ValueTick(y.at(value), text) for value, text in figures),
        second_values=tuple(ValueTick(other.at(value), text) for value, text in second_figures) if other else (),
        times=time_ticks(x, caption.horizontalAdvance("2026年12月") + 6.0),
        wide=_points_in_view(shown, lo, hi) <= WIDE_POINTS,
    )


def _shown(line: Line, lo: float, hi: float, mode: Mode) -> Shown:
    values = line.values
    if mode == "rebased":
        base = scales.base_of(line.days, values, lo)
        values = values * (100.0 / base) if math.isfinite(base) and base else np.full_like(values, np.nan)
    end = int(np.searchsorted(line.days, hi, side="right"))
    known = np.flatnonzero(np.isfinite(values[:end]))
    last = int(known[-1]) if len(known) and line.days[known[-1]] >= lo else None
    return Shown(line, values, last)


def _span(shown: tuple[Shown, ...], lo: float, hi: float) -> tuple[float, float]:
    spans = [scales.extent(one.line.days, one.values, lo, hi) for one in shown]
    known = [span for span in spans if span is not None]
    if not known:
        return 0.0, 1.0
    return scales.padded(min(low for low, _ in known), max(high for _, high in known))


def _second(
    steps: Steps | None, lo: float, hi: float, low: float, high: float, step: float
) -> tuple[float, float, float] | None:
    if steps is None:
        return None
    seen = steps.values[(steps.starts < hi) & (steps.ends > lo)]
    if not len(seen):
        return None
    return scales.second_axis(low, high, step, float(seen.min()), float(seen.max()))


def _second_figures(second: tuple[float, float, float] | None) -> tuple[tuple[float, str], ...]:
    if second is None:
        return ()
    lo, hi, step = second
    places = scales.decimals_of(step)
    return tuple((value, formats.number(value, places)) for value in scales.ticks(lo, hi, step))


def _tag_width(content: Content, shown: tuple[Shown, ...], steps: Steps | None, metrics: QFontMetricsF) -> float:
    names = [line.tag for line in content.lines] + ([content.steps.tag] if content.steps else [])
    name = max((metrics.horizontalAdvance(text) for text in names), default=0.0)
    figures = [formats.number(float(one.values[one.last]), one.decimals) for one in shown if one.last is not None]
    if steps is not None and len(steps.values):
        figures.append(formats.number(float(steps.values[-1]), steps.decimals))
    figure = max((metrics.horizontalAdvance(text) for text in figures), default=0.0)
    return name + figure + _TAG_GAP + 8.0


def _tallest(content: Content, lo: float, hi: float) -> float:
    if content.lower is None:
        return 1.0
    part = scales.visible(content.lower.days, lo, hi)
    bars = content.lower.bars[part]
    tallest = float(np.nanmax(bars)) if len(bars) and np.isfinite(bars).any() else 0.0
    return scales.round_above(tallest * 1.4) if tallest > 0 else 1.0


def _points_in_view(shown: tuple[Shown, ...], lo: float, hi: float) -> int:
    return sum(_length(scales.visible(one.line.days, lo, hi), len(one.line.days)) for one in shown)


def _length(part: slice, limit: int) -> int:
    return max(min(int(part.stop), limit) - int(part.start), 0)
