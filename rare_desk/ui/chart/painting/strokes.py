"""Draws lines, steps and bars from arrays.

A pen wider than one pixel costs Qt some forty times a thin one on long lines, so a chart with many points in view is
drawn thin; on a screen of double density each thin line goes down twice, half a pixel apart.
"""

from functools import lru_cache
from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from rare_desk.ui import theme
from rare_desk.ui.chart.figures.scales import Scale, visible
from rare_desk.ui.chart.model import Days, Line, Look, Lower, Steps, Values

WIDE: Final = 1.5
WIDE_POINTS: Final = 2500
_DASHES: Final = {Look.DASHED: [3.0, 2.4], Look.DOTTED: [1.0, 2.2]}
_END_TICK: Final = 4.0
_LINES: Final = pg.Qt.internals.PrimitiveArray(QLineF, 4)  # one for all: Qt copies what it draws


def ink(name: str) -> QColor:
    """A colour by its token; `series3` is the fourth of the series' colours."""
    return _ink(theme.tokens(), name)


@lru_cache(maxsize=256)
def _ink(tokens: theme.Tokens, name: str) -> QColor:
    if name.startswith("series"):
        return QColor(tokens.series[int(name[6:]) % len(tokens.series)])
    return QColor(getattr(tokens, name))


def pen_of(line_ink: str, look: Look, *, wide: bool) -> QPen:
    """Stale is grey, indicative and imputed break the line; the width is one device pixel unless `wide`.

    Copy it before changing it: the same pen is given out again.
    """
    return _pen(theme.tokens(), line_ink, look, wide)


@lru_cache(maxsize=256)
def _pen(tokens: theme.Tokens, line_ink: str, look: Look, wide: bool) -> QPen:
    pen = QPen(_ink(tokens, "stale" if look is Look.STALE else line_ink))
    pen.setWidthF(WIDE if wide else 1.0)
    pen.setCosmetic(not wide)
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if look in _DASHES:
        dashes = _DASHES[look]
        pen.setDashPattern(dashes if wide else [part * WIDE for part in dashes])
    return pen


def draw_line(painter: QPainter, line: Line, values: Values, x: Scale, y: Scale, *, wide: bool) -> None:
    """`values` are what is drawn for the line's days: its own, or rebased."""
    part = visible(line.days, x.lo, x.hi)
    xs, ys = x.all(line.days[part]), y.all(values[part])
    if len(xs) == 1 and np.isfinite(ys[0]):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(line.ink))
        painter.drawEllipse(QPointF(float(xs[0]), float(ys[0])), 2.0, 2.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    for look, at in line.segments:
        first, end = np.searchsorted(at, (part.start, part.start + len(xs) - 1))
        if first < end:
            painter.setPen(pen_of(line.ink, look, wide=wide))
            _stroke(painter, xs, ys, at[first:end] - part.start, wide=wide)


def _stroke(painter: QPainter, xs: Values, ys: Values, segments: Days, *, wide: bool) -> None:
    """Segment n joins the points n and n + 1."""
    double = not wide and painter.device().devicePixelRatio() >= 1.5
    if len(segments) == len(xs) - 1:
        polygon = pg.functions.arrayToQPolygonF(xs, ys)
        painter.drawPolyline(polygon)
        if double:
            painter.drawPolyline(polygon.translated(0.0, 0.5))
    elif wide or painter.pen().style() == Qt.PenStyle.CustomDashLine:
        path = _path(xs, ys, segments)
        painter.drawPath(path)
        if double:
            painter.drawPath(path.translated(0.0, 0.5))
    else:
        _thin_segments(painter, xs, ys, segments)
        if double:
            _thin_segments(painter, xs, ys + 0.5, segments)


def _path(xs: Values, ys: Values, segments: Days) -> QPainterPath:
    begins = np.zeros(len(xs), np.bool_)
    begins[segments] = True
    touched = begins.copy()
    touched[segments + 1] = True
    connect = begins[touched].astype(np.int32)
    path = pg.functions.arrayToQPath(xs[touched], ys[touched], connect=connect, finiteCheck=False)
    assert isinstance(path, QPainterPath)
    return path


def _thin_segments(painter: QPainter, xs: Values, ys: Values, at: Days) -> None:
    _LINES.resize(len(at))
    memory = _LINES.ndarray()
    memory[:, 0], memory[:, 1], memory[:, 2], memory[:, 3] = xs[at], ys[at], xs[at + 1], ys[at + 1]
    painter.drawLines(*_LINES.drawargs())


def draw_steps(painter: QPainter, steps: Steps, x: Scale, y: Scale) -> None:
    """Levels joined where one follows the other; an end tick where a stretch is not known."""
    pen = QPen(ink(steps.ink))
    pen.setWidthF(WIDE)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    before: tuple[int, float] | None = None
    for start, end, value in zip(steps.starts.tolist(), steps.ends.tolist(), steps.values.tolist(), strict=True):
        level, left, right = y.at(value), x.at(start), x.at(end)
        if before is not None and before[0] == start:
            painter.drawLine(QPointF(left, before[1]), QPointF(left, level))
        painter.drawLine(QPointF(left, level), QPointF(right, level))
        before = (end, level)
    for gap in steps.gaps:
        for day, of in ((gap.start, gap.start - 1), (gap.end, gap.end)):
            value = steps.on(of)
            if np.isfinite(value):
                at = QPointF(x.at(day), y.at(value))
                painter.drawLine(QLineF(at.x(), at.y() - _END_TICK, at.x(), at.y() + _END_TICK))


def draw_bars(painter: QPainter, days: Days, values: Values, x: Scale, y: Scale, colour: QColor) -> None:
    """Bars from zero, six tenths of the usual distance wide, at least one pixel."""
    part = visible(days, x.lo, x.hi)
    xs, ys = x.all(days[part]), y.all(np.nan_to_num(values[part]))
    if not len(xs):
        return
    usual = float(np.median(np.diff(xs))) if len(xs) > 1 else 10.0
    width = min(max(usual * 0.55, 1.0), 24.0)
    if width < 1.5:
        _uprights(painter, xs, ys, y.at(0.0), colour)
        return
    bars = pg.Qt.internals.PrimitiveArray(QRectF, 4)
    bars.resize(len(xs))
    memory = bars.ndarray()
    memory[:, 0], memory[:, 1] = xs - width / 2, ys
    memory[:, 2], memory[:, 3] = width, y.at(0.0) - ys
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRects(*bars.drawargs())
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _uprights(painter: QPainter, xs: Values, tops: Values, foot: float, colour: QColor) -> None:
    pen = QPen(colour)
    pen.setWidth(0)
    painter.setPen(pen)
    _LINES.resize(len(xs))
    memory = _LINES.ndarray()
    memory[:, 0], memory[:, 1], memory[:, 2], memory[:, 3] = xs, tops, xs, foot
    painter.drawLines(*_LINES.drawargs())


def draw_share(painter: QPainter, lower: Lower, x: Scale, y: Scale) -> None:
    """The share as a line, its limit dotted."""
    part = visible(lower.days, x.lo, x.hi)
    xs, ys = x.all(lower.days[part]), y.all(lower.share[part])
    if lower.limit == lower.limit:
        painter.setPen(pen_of("warn", Look.DOTTED, wide=True))
        painter.drawLine(QPointF(x.start, y.at(lower.limit)), QPointF(x.end, y.at(lower.limit)))
    if len(xs) > 1:
        painter.setPen(pen_of("accent", Look.SOLID, wide=False))
        known = np.isfinite(ys)
        _stroke(painter, xs, ys, np.flatnonzero(known[:-1] & known[1:]), wide=False)
