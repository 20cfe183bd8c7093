"""Draws lines, tinted areas and bars from arrays.

A pen wider than one pixel costs Qt some forty times a thin one on long lines, so a chart with many points in view is
drawn thin; on a screen of double density each thin line goes down twice, half a pixel apart.
"""

from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from rare_desk.ui.chart.figures.scales import Scale, visible
from rare_desk.ui.chart.model import Days, Look, Values
from rare_desk.ui.chart.painting import kept
from rare_desk.ui.chart.painting.inks import hair, ink, printing, tinted
from rare_desk.ui.chart.painting.pens import joined_path, pen_of
from rare_desk.ui.chart.prepared.panes import Share
from rare_desk.ui.chart.prepared.shown import Shown, Tint

WIDE_POINTS: Final = 2500
_END_TICK: Final = 4.0
_TINT: Final = 0.13
_FEW: Final = 40
_LINES: Final = pg.Qt.internals.PrimitiveArray(QLineF, 4)  # one for all: Qt copies what it draws


def draw_line(painter: QPainter, one: Shown, x: Scale, y: Scale, *, wide: bool) -> None:
    """What is drawn for the line in view; a point that stands alone is a dot."""
    if not wide and not printing() and len(one.track.days) > _FEW and kept.pays(one, x):
        kept.draw_kept(painter, one, x, y)
        return
    track, colour = one.track, one.line.ink
    part = visible(track.days, x.lo, x.hi)
    xs, ys = _cut(x, x.all(track.days[part]), y.all(one.values[track.place[part]]))
    if len(xs) == 1 and np.isfinite(ys[0]):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(colour))
        painter.drawEllipse(QPointF(float(xs[0]), float(ys[0])), 2.0, 2.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    for look, at in track.segments:
        first, end = np.searchsorted(at, (part.start, part.start + len(xs) - 1))
        joined = at[first:end] - part.start
        if y.log:
            joined = joined[np.isfinite(ys[joined]) & np.isfinite(ys[joined + 1])]
        if len(joined):
            painter.setPen(pen_of(colour, look, wide=wide))
            _stroke(painter, xs, ys, joined, wide=wide)


def draw_gap_ends(painter: QPainter, one: Shown, x: Scale, y: Scale) -> None:
    """An upright tick where a stretch is not known."""
    painter.setPen(pen_of(one.line.ink, Look.SOLID, wide=True))
    for gap in one.line.gaps:
        for day, of in ((gap.start, gap.start - 1), (gap.end, gap.end)):
            place = one.line.place(of)
            level = y.at(float(one.values[place])) if place is not None else float("nan")
            if np.isfinite(level):
                painter.drawLine(QLineF(x.at(day), level - _END_TICK, x.at(day), level + _END_TICK))


def draw_tint(painter: QPainter, tint: Tint, x: Scale, y: Scale) -> None:
    part = visible(tint.days, x.lo, x.hi)
    places, low, high = x.all(tint.days[part]), y.all(tint.low[part]), y.all(tint.high[part])
    (xs, low), (_, high) = _cut(x, places, low), _cut(x, places, high)
    known = np.flatnonzero(np.isfinite(low) & np.isfinite(high))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tinted(tint.ink, _TINT))
    for run in np.split(known, np.flatnonzero(np.diff(known) > 1) + 1):
        if len(run) > 1:
            around = np.concatenate((xs[run], xs[run][::-1])), np.concatenate((high[run], low[run][::-1]))
            painter.drawPolygon(pg.functions.arrayToQPolygonF(*around))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _cut(x: Scale, xs: Values, ys: Values) -> tuple[Values, Values]:
    """Ends the outermost segments at the edges, for SVG knows no clipping; on screen dashes would crawl in panning."""
    if not printing() or len(xs) < 2:
        return xs, ys
    cut, levels = xs.copy(), ys.copy()
    for end, inner, edge in ((0, 1, x.start), (-1, -2, x.end)):
        if (xs[end] < edge < xs[inner]) or (xs[inner] < edge < xs[end]):
            levels[end] = ys[end] + (ys[inner] - ys[end]) * (edge - xs[end]) / (xs[inner] - xs[end])
            cut[end] = edge
    return cut, levels


def _stroke(painter: QPainter, xs: Values, ys: Values, segments: Days, *, wide: bool) -> None:
    """Segment n joins the points n and n + 1."""
    double = not wide and painter.device().devicePixelRatio() >= 1.5
    if len(segments) == len(xs) - 1:
        polygon = pg.functions.arrayToQPolygonF(xs, ys)
        painter.drawPolyline(polygon)
        if double:
            painter.drawPolyline(polygon.translated(0.0, 0.5))
    elif wide or painter.pen().style() == Qt.PenStyle.CustomDashLine:
        path = joined_path(xs, ys, segments)
        painter.drawPath(path)
        if double:
            painter.drawPath(path.translated(0.0, 0.5))
    else:
        _thin_segments(painter, xs, ys, segments)
        if double:
            _thin_segments(painter, xs, ys + 0.5, segments)


def _thin_segments(painter: QPainter, xs: Values, ys: Values, at: Days) -> None:
    _LINES.resize(len(at))
    memory = _LINES.ndarray()
    memory[:, 0], memory[:, 1], memory[:, 2], memory[:, 3] = xs[at], ys[at], xs[at + 1], ys[at + 1]
    painter.drawLines(*_LINES.drawargs())


def bar_width(days: Days, x: Scale, part: slice) -> float:
    """Six tenths of the usual distance of points, in pixels; under a pixel and a half, an upright line will do."""
    apart = np.diff(days[part]) if len(days[part]) > 1 else np.array([10.0 / x.per_unit])
    return min(max(float(np.median(apart)) * x.per_unit * 0.55, 1.0), 24.0)


def draw_bars(painter: QPainter, days: Days, values: Values, x: Scale, y: Scale, colour: QColor) -> None:
    """Bars from zero; NaN is none."""
    part = visible(days, x.lo, x.hi)
    xs, ys = x.all(days[part]), y.all(np.nan_to_num(values[part]))
    if printing():
        inside = (xs >= x.start) & (xs <= x.end)
        xs, ys = xs[inside], ys[inside]
    if not len(xs):
        return
    width = bar_width(days, x, part)
    if width < 1.5:
        draw_uprights(painter, xs, ys, np.full(len(xs), y.at(0.0)), colour)
    else:
        draw_boxes(painter, xs, ys, np.full(len(xs), y.at(0.0)), width, colour)


def draw_boxes(painter: QPainter, xs: Values, tops: Values, feet: Values, width: float, colour: QColor) -> None:
    """With the painter's pen none."""
    bars = pg.Qt.internals.PrimitiveArray(QRectF, 4)
    bars.resize(len(xs))
    memory = bars.ndarray()
    memory[:, 0], memory[:, 1], memory[:, 2], memory[:, 3] = xs - width / 2, tops, width, feet - tops
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRects(*bars.drawargs())
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_uprights(painter: QPainter, xs: Values, tops: Values, feet: Values, colour: QColor) -> None:
    painter.setPen(hair(colour))
    _LINES.resize(len(xs))
    memory = _LINES.ndarray()
    memory[:, 0], memory[:, 1], memory[:, 2], memory[:, 3] = xs, tops, xs, feet
    painter.drawLines(*_LINES.drawargs())


def draw_share(painter: QPainter, share: Share, x: Scale) -> None:
    """The share as a line, its limit dotted."""
    y = share.scale
    part = visible(share.days, x.lo, x.hi)
    xs, ys = _cut(x, x.all(share.days[part]), y.all(share.values[part]))
    if share.limit == share.limit:
        painter.setPen(pen_of("warn", Look.DOTTED, wide=True))
        painter.drawLine(QPointF(x.start, y.at(share.limit)), QPointF(x.end, y.at(share.limit)))
    if len(xs) > 1:
        painter.setPen(pen_of("accent", Look.SOLID, wide=False))
        known = np.isfinite(ys)
        _stroke(painter, xs, ys, np.flatnonzero(known[:-1] & known[1:]), wide=False)
