"""Candles of trade prices: hollow when the last is above the first, filled when below, a grey stroke when equal."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from rare_desk.ui.chart.figures.scales import Scale, visible
from rare_desk.ui.chart.model import Values
from rare_desk.ui.chart.painting import inks, strokes
from rare_desk.ui.chart.prepared.shown import Shown

_LEAST_BODY = 3.0
_FLAT = 1.0


def draw_candles(painter: QPainter, one: Shown, x: Scale, y: Scale) -> None:
    """So narrow that a body has no inside, a candle is its upright alone."""
    ohlc = one.line.ohlc
    if ohlc is None:
        return
    part = visible(one.line.days, x.lo, x.hi)
    levels = [y.all(one.turn.all(edge[part])) for edge in (ohlc.open, ohlc.high, ohlc.low, one.line.values)]
    known = np.isfinite(np.vstack(levels)).all(axis=0)
    xs = np.floor(x.all(one.line.days[part][known])) + 0.5
    opened, high, low, closed = (level[known] for level in levels)
    width = max(round(strokes.bar_width(one.line.days, x, part)) // 2 * 2, 1.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for these, name in ((closed < opened, "rise"), (closed > opened, "fall"), (closed == opened, "muted")):
        if these.any():
            colour = inks.ink(name)
            strokes.draw_uprights(painter, xs[these], high[these], low[these], colour)
            if width >= _LEAST_BODY:
                tops, feet = np.minimum(opened, closed)[these], np.maximum(opened, closed)[these]
                _bodies(painter, xs[these], tops, feet, width, name, hollow=name == "rise")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _bodies(
    painter: QPainter, xs: Values, tops: Values, feet: Values, width: float, name: str, *, hollow: bool
) -> None:
    boxes = pg.Qt.internals.PrimitiveArray(QRectF, 4)
    boxes.resize(len(xs))
    memory = boxes.ndarray()
    memory[:, 0], memory[:, 1], memory[:, 2] = xs - width / 2, tops, width
    memory[:, 3] = np.maximum(feet - tops, _FLAT)
    painter.setPen(inks.hair(inks.ink(name)))
    painter.setBrush(inks.ink("surface" if hollow else name))
    painter.drawRects(*boxes.drawargs())
    painter.setBrush(Qt.BrushStyle.NoBrush)
