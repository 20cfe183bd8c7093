"""Thin lines drawn from paths that are made once for each line: a frame of panning only moves and stretches them."""

from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtGui import QPainter, QPainterPath, QTransform

from rare_desk.ui.chart.figures.scales import Scale
from rare_desk.ui.chart.model import Look, Track
from rare_desk.ui.chart.painting.pens import joined_path, pen_of
from rare_desk.ui.chart.prepared.shown import Shown, Turn

Paths = tuple[tuple[Look, QPainterPath], ...]
_PATHS: Final[WeakKeyDictionary[Track, dict[bool, Paths]]] = WeakKeyDictionary()
"""By even or logarithmic; they go with the line's track."""


def pays(one: Shown, x: Scale) -> bool:
    """Making a path of all points costs more than drawing a few of them once, but not twice."""
    if one.track in _PATHS:
        return True
    _PATHS[one.track] = {}
    first, end = np.searchsorted(one.track.days, (x.lo, x.hi))
    return bool((end - first) * 2 > len(one.track.days))


def draw_kept(painter: QPainter, one: Shown, x: Scale, y: Scale) -> None:
    """The pen is one device pixel wide however the path is stretched; twice, half a pixel apart, on dense screens."""
    stretched = _stretched(one, x, y)
    if stretched is None:
        return
    outside = painter.worldTransform()
    twice = painter.device().devicePixelRatio() >= 1.5
    for look, path in _paths(one, log=y.log):
        painter.setPen(pen_of(one.line.ink, look, wide=False))
        for down in (0.0, 0.5) if twice else (0.0,):
            painter.setWorldTransform(stretched * QTransform.fromTranslate(0.0, down) * outside)
            painter.drawPath(path)
    painter.setWorldTransform(outside)


def _paths(one: Shown, *, log: bool) -> Paths:
    """Over days since the line's first and its own values, or their logarithms."""
    made = _PATHS[one.track]
    if log not in made:
        made[log] = _made(one, log=log)
    return made[log]


def _made(one: Shown, *, log: bool) -> Paths:
    track = one.track
    values = one.line.values[track.place]
    if log:
        values = np.log(np.where(values > 0, values, np.nan))
    days = (track.days - track.days[0]).astype(np.float64)
    known = np.isfinite(values)
    found = ((look, at[known[at] & known[at + 1]]) for look, at in track.segments)
    return tuple((look, joined_path(days, values, at)) for look, at in found if len(at))


def _stretched(one: Shown, x: Scale, y: Scale) -> QTransform | None:
    """From the path's coordinates to pixels; None when what is drawn is not known."""
    turn: Turn = one.turn
    left = x.at(float(one.track.days[0]))
    if not np.isfinite(turn.times) or turn.times == 0 or (y.log and turn.times < 0):
        return None
    if y.log:
        steep = (y.end - y.start) / np.log(y.hi / y.lo)
        return QTransform(x.per_unit, 0, 0, steep, left, y.start + np.log(turn.times / y.lo) * steep)
    return QTransform(x.per_unit, 0, 0, turn.times * y.per_unit, left, y.start + (turn.plus - y.lo) * y.per_unit)
