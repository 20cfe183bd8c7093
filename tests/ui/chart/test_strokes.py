"""Lines drawn from paths that were made once look as if they were drawn point by point."""

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from rare_desk.ui.chart import Content, Line, View
from rare_desk.ui.chart.painting import kept, strokes
from rare_desk.ui.chart.prepared.drawing import Drawing, prepare
from tests.ui.chart.given import FIRST, line

COUNT = 6000


def looked(stepped: bool) -> Line:
    """Official, indicative, imputed and stale by turns, with a hole."""
    plain = line(count=COUNT, ink="series1")
    plain.looks[:] = np.arange(COUNT) // 37 % 4
    plain.values[1000:1020] = np.nan
    return replace(plain, stepped=stepped)


def stroked(drawing: Drawing) -> QImage:
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(drawing.frames.main)
    (one,) = drawing.shown
    strokes.draw_line(painter, one, drawing.x, drawing.y(one), wide=False)
    painter.end()
    return image


def differing(one: QImage, other: QImage) -> float:
    """Which part of the inked dots is plainly another colour."""
    first, second = (np.frombuffer(image.constBits(), np.uint8).astype(np.int64) for image in (one, other))
    inked = int((first < 250).sum())
    assert inked > 2000
    return float((np.abs(first - second) > 100).sum()) / inked


@pytest.mark.parametrize(
    "view",
    [View(), View(log=True), View(mode="rebased", base=FIRST), View(mode="change"), View(mode="rebased", log=True)],
    ids=["level", "log", "rebased", "change", "rebased log"],
)
@pytest.mark.parametrize("stepped", [False, True])
def test_it_is_the_same_in_every_mode(app: QApplication, view: View, stepped: bool) -> None:
    content = Content((looked(stepped),), "pts")
    drawing = prepare(content, view, QSizeF(900, 600), FIRST + 300, FIRST + 2900)
    (one,) = drawing.shown
    directly = stroked(drawing)
    assert kept.pays(one, drawing.x)
    assert differing(directly, stroked(drawing)) < 0.05


def test_a_line_under_an_axis_of_another_range_moves_with_it(app: QApplication) -> None:
    content = Content((looked(False),), "pts")
    for lo in (FIRST, FIRST + 500, FIRST + 1000):
        drawing = prepare(content, View(), QSizeF(900, 600), lo, lo + 2900)
        fresh = prepare(Content((looked(False),), "pts"), View(), QSizeF(900, 600), lo, lo + 2900)
        assert differing(stroked(fresh), stroked(drawing)) < 0.05


def test_the_paths_go_with_their_line(app: QApplication) -> None:
    drawing = prepare(Content((looked(False),), "pts"), View(), QSizeF(900, 600), FIRST, FIRST + COUNT)
    stroked(drawing)
    track = weakref.ref(drawing.shown[0].track)
    assert track() is not None
    del drawing
    gc.collect()
    assert track() is None
