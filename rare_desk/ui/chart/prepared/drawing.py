"""A chart made ready to paint: what is drawn for a content, a view, a size and a range of days."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QSizeF

from rare_desk.ui import formats
from rare_desk.ui.chart.figures.scales import Scale
from rare_desk.ui.chart.model import MAIN, Content
from rare_desk.ui.chart.painting import inks, markers
from rare_desk.ui.chart.painting.legend import rows_needed
from rare_desk.ui.chart.painting.markers import Group
from rare_desk.ui.chart.painting.strokes import WIDE_POINTS
from rare_desk.ui.chart.prepared import axes, panes, shown
from rare_desk.ui.chart.prepared.axes import ValueAxis
from rare_desk.ui.chart.prepared.layout import Frames, columns_width, frames, most_panes
from rare_desk.ui.chart.prepared.panes import PaneDrawn
from rare_desk.ui.chart.prepared.shown import Shown, Tint
from rare_desk.ui.chart.prepared.timeaxis import TimeTick, time_ticks
from rare_desk.ui.chart.view import View

_ROW_SPACING = 100.0
_TAG_GAP = 18.0


@dataclass(frozen=True, eq=False)
class Drawing:
    """`axes` begin with the left one. `primary` is what crosshair, selection, averages and measuring go by."""

    content: Content
    view: View
    frames: Frames
    x: Scale
    axes: tuple[ValueAxis, ...]
    shown: tuple[Shown, ...]
    primary: Shown | None
    averages: tuple[Shown, ...]
    tints: tuple[Tint, ...]
    panes: tuple[PaneDrawn, ...]
    markers: tuple[Group, ...]
    times: tuple[TimeTick, ...]
    wide: bool

    def axis(self, key: str) -> ValueAxis:
        return next(axis for axis in self.axes if axis.key == key)

    def y(self, one: Shown) -> Scale:
        return self.axis(one.axis).scale

    @property
    def main(self) -> ValueAxis:
        return self.axes[0]

    @property
    def grid(self) -> ValueAxis:
        """The axis whose figures have the level lines: the left one unless nothing in sight is on it."""
        return next((axis for axis in self.axes if axis.ticks), self.main)

    @property
    def means(self) -> tuple[Shown, ...]:
        """The averages in sight."""
        return tuple(one for one in self.averages if one.line.key not in self.view.hidden)

    @property
    def references(self) -> tuple[tuple[float, str, str, str], ...]:
        """(value, words, ink, axis) of the level lines; only where values are drawn as they are."""
        if self.view.mode != "level":
            return ()
        own = [(value, formats.number(value, 2), "muted", MAIN) for value in self.view.references]
        keys = {axis.key for axis in self.axes}
        return (
            *own,
            *((one.value, one.text, one.ink, one.axis) for one in self.content.references if one.axis in keys),
        )

    @property
    def named(self) -> tuple[Shown, ...]:
        """All that has an end tag and a place in the legend."""
        return (*self.shown, *self.means)


def prepare(content: Content, view: View, size: QSizeF, lo: float, hi: float, *, key: bool = True) -> Drawing:
    """Fits the value axes to what is visible from `lo` to `hi`."""
    lines = shown.lines_in_sight(content, view, lo, hi)
    first = shown.primary_of(content, view)
    primary = next((one for one in lines if first is not None and one.line.key == first.key), None)
    means = shown.averages(primary, content, view, lo, hi) if primary is not None else ()
    tints = shown.tints(lines, primary, content, view)
    in_sight = tuple(one for one in means if one.line.key not in view.hidden)
    spans = axes.spans((*lines, *in_sight), tints, lo, hi)
    lines = tuple(one for one in lines if one.axis in spans or one.axis == MAIN)
    if primary not in lines:
        primary, means, in_sight = None, (), ()
    figures = axes.figures(lines, spans, content, view, max(size.height() / _ROW_SPACING, 3.0))
    left = max(figures[0].width, inks.caption_width("0,000.00") - 2.0) + 12.0
    columns = tuple(one.width for one in figures[1:])
    rows = rows_needed(content, means, size.width() - left - 130.0 - columns_width(columns))
    kinds = panes.panes_of(content, view, first)[: most_panes(size.height(), rows)]
    area = frames(
        size,
        left,
        _tag_width((*lines, *in_sight)),
        columns,
        tuple(view.height(kind) for kind in kinds),
        key=key,
        markers=bool(content.markers),
        rows=rows,
    )
    x = Scale(lo, hi, area.main.left(), area.main.right())
    return Drawing(
        content=content,
        view=view,
        frames=area,
        x=x,
        axes=axes.placed(figures, area),
        shown=lines,
        primary=primary,
        averages=means,
        tints=tuple(tint for tint in tints if tint.axis in spans),
        panes=panes.prepared(kinds, content, first, area, lo, hi),
        markers=markers.grouped(content.markers, x),
        times=time_ticks(x, inks.caption_width("2026年12月") + 6.0) if len(content.days) else (),
        wide=_points_in_view(lines, lo, hi) <= WIDE_POINTS,
    )


def _tag_width(named: tuple[Shown, ...]) -> float:
    names = max((inks.caption_width(one.line.tag) for one in named), default=0.0)
    said = (one.said(float(one.values[one.last])) for one in named if one.last is not None)
    return names + max((inks.caption_width(text) for text in said), default=0.0) + _TAG_GAP + 8.0


def _points_in_view(lines: tuple[Shown, ...], lo: float, hi: float) -> int:
    ends = (np.searchsorted(one.line.days, (lo, hi)) for one in lines)
    return sum(int(after - before) for before, after in ends)
