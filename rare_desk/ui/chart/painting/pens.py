"""The pens of lines by their look, and paths of the segments that a pen draws."""

from functools import lru_cache
from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from rare_desk.ui.chart.model import Days, Look, Values
from rare_desk.ui.chart.painting.inks import ink, printing

WIDE: Final = 1.5
_DASHES: Final = {Look.DASHED: [3.0, 2.4], Look.DOTTED: [1.0, 2.2]}


def pen_of(line_ink: str, look: Look, *, wide: bool) -> QPen:
    """Stale is grey, indicative and imputed break the line; the width is one device pixel unless `wide` or on paper.

    Copy it before changing it: the same pen is given out again.
    """
    return _pen(ink("stale" if look is Look.STALE else line_ink).rgb(), look, wide, printing())


@lru_cache(maxsize=256)
def _pen(colour: int, look: Look, wide: bool, printed: bool) -> QPen:
    pen = QPen(QColor.fromRgb(colour))
    pen.setWidthF(WIDE if wide else 1.0)
    pen.setCosmetic(not wide and not printed)
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if look in _DASHES:
        dashes = _DASHES[look]
        pen.setDashPattern(dashes if wide else [part * WIDE for part in dashes])
    return pen


def joined_path(xs: Values, ys: Values, segments: Days) -> QPainterPath:
    """Segment n joins the points n and n + 1."""
    begins = np.zeros(len(xs), np.bool_)
    begins[segments] = True
    touched = begins.copy()
    touched[segments + 1] = True
    connect = begins[touched].astype(np.int32)
    path = pg.functions.arrayToQPath(xs[touched], ys[touched], connect=connect, finiteCheck=False)
    assert isinstance(path, QPainterPath)
    return path
