"""Whatever a chart is given: it is drawn, nothing is drawn that is not a number, and nothing leaves the widget."""

import math

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from rare_desk.ui.chart import Axis, Band, Content, Line, Lower, Ohlc, Reference, View
from rare_desk.ui.chart.model import Values
from rare_desk.ui.chart.painting.overlay import legend_row
from rare_desk.ui.chart.painting.plot import end_tags, paint_plot
from rare_desk.ui.chart.prepared.drawing import Drawing, prepare
from tests.ui.chart.given import FIRST, marker
from tests.ui.chart.test_state import views

figures = st.floats(-1e7, 1e7).map(lambda value: round(value, 4)) | st.sampled_from((0.0, 0.01, 1000.0, math.nan))


@st.composite
def lines(draw: st.DrawFn, key: str) -> Line:
    count = draw(st.integers(0, 12))
    gaps = draw(arrays.arrays(np.int64, count, elements=st.integers(1, 40)))
    days = FIRST + np.cumsum(gaps) if count else np.zeros(0, np.int64)
    values: Values = draw(arrays.arrays(np.float64, count, elements=figures))
    looks = draw(arrays.arrays(np.int8, count, elements=st.integers(0, 3)))
    edge = np.abs(values) * 0.1
    ohlc = Ohlc(values - edge, values + 2 * edge, values - 2 * edge) if draw(st.booleans()) else None
    axis = draw(st.sampled_from(("", "", "price", "share", "undeclared")))
    return Line(key, key, key, "series1", days, values, looks, axis=axis, stepped=draw(st.booleans()), ohlc=ohlc)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    found = tuple(draw(lines(key)) for key in ("one", "two", "three")[: draw(st.integers(0, 3))])
    bands = tuple(Band("b", one.key, "text", one.days, one.values - 3, one.values + 3) for one in found[:1])
    first = found[0] if found else None
    volume = np.abs(first.values) if first is not None else np.zeros(0)
    lower = Lower(first.days, volume, "Volume", "t", np.clip(volume, 0, 1), "Coverage", 0.5, "50 %") if first else None
    axes = (Axis("price", "CNY/t"), Axis("share", "%", comparable=False))
    signs = tuple(marker(str(n), after) for n, after in enumerate(draw(st.lists(st.integers(0, 300), max_size=4))))
    return Content(found, "pts", lower, (), axes, bands, (Reference(5.0, "five"),), signs)


def checked(drawing: Drawing) -> None:
    whole = drawing.frames.whole.adjusted(-0.5, -0.5, 0.5, 0.5)
    for frame in (drawing.frames.main, *drawing.frames.panes, drawing.frames.time):
        assert whole.contains(frame)
    for axis in drawing.axes:
        assert all(math.isfinite(tick.at) for tick in axis.ticks)
        assert len(axis.ticks) < 40
    for tag in end_tags(drawing):
        assert math.isfinite(tag.level)
        assert whole.top() <= tag.at <= whole.bottom()
    for entry in legend_row(drawing, None):
        assert math.isfinite(entry.box.left())


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents(), views, st.integers(-100, 500), st.integers(8, 900), st.sampled_from([(360, 240), (900, 600)]))
def test_it_is_drawn(
    app: QApplication, content: Content, view: View, after: int, days: int, size: tuple[int, int]
) -> None:
    drawing = prepare(content, view, QSizeF(*size), FIRST + after, FIRST + after + days)
    checked(drawing)
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        paint_plot(painter, drawing)
    finally:
        painter.end()
