"""Made-up charts, and a hand that moves the mouse over them."""

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget

from rare_desk.ui.chart import Axis, Content, Line, Look, Lower, Marker, MarkerKind, Ohlc, TimeChart
from rare_desk.ui.chart.model import Values
from rare_desk.ui.chart.prepared.drawing import Drawing

FIRST, COUNT = 20_000, 600
LAST = FIRST + COUNT - 1
PLAIN = Qt.KeyboardModifier.NoModifier


def line(key: str = "one", count: int = COUNT, start: float = 1000.0, ink: str = "text", axis: str = "") -> Line:
    days = np.arange(FIRST, FIRST + count, dtype=np.int64)
    values = start + np.sin(np.arange(count) / 30) * 50 + np.arange(count) * 0.1
    return Line(key, key.title(), key, ink, days, values, np.zeros(count, np.int8), axis=axis)


def of_values(values: Values, key: str = "one", axis: str = "") -> Line:
    days = np.arange(FIRST, FIRST + len(values), dtype=np.int64)
    return Line(key, key.title(), key, "text", days, values, np.zeros(len(values), np.int8), axis=axis)


def content(count: int = COUNT) -> Content:
    lines = (line("one", count), line("two", count, 1100.0, "series0"))
    lower = Lower(lines[0].days, np.full(count, 20.0), "Volume", "t", np.full(count, 0.8), "Coverage", 0.5, "50 %")
    return Content(lines, "pts", lower, ((Look.SOLID, "official"),))


def on_three_axes() -> Content:
    price = line("price", start=512_000.0, ink="series2", axis="price")
    other = line("other", start=240.0, ink="series3", axis="other")
    axes = (Axis("price", "CNY/t"), Axis("other", "AREX"))
    return Content((line(), line("two", start=1100.0, ink="series0"), price, other), "pts", axes=axes)


def candles(count: int = 40) -> Line:
    """Rising on even days, falling on odd ones."""
    close = np.linspace(1000.0, 998.0 + 2 * count, count)
    opened = np.where(np.arange(count) % 2 == 0, close - 20, close + 20)
    days = np.arange(FIRST, FIRST + count, dtype=np.int64)
    ohlc = Ohlc(opened, np.maximum(opened, close) + 8, np.minimum(opened, close) - 8)
    return Line("one", "One", "one", "text", days, close, np.zeros(count, np.int8), ohlc=ohlc)


def marker(key: str, after: int, kind: MarkerKind = "announcement") -> Marker:
    return Marker(key, FIRST + after, kind, f"words of {key}")


def drawn(chart: TimeChart) -> Drawing:
    assert chart.drawing is not None
    return chart.drawing


def values_of(chart: TimeChart, key: str) -> Values:
    """What is drawn for a line, or an average."""
    return next(one.values for one in drawn(chart).named if one.line.key == key)


def canvas(chart: TimeChart) -> QWidget:
    found = chart.findChild(QGraphicsView)
    assert isinstance(found, QGraphicsView)
    return found.viewport()


def spot(chart: TimeChart, day: int) -> QPoint:
    """Where that day is, halfway up the main pane."""
    drawing = drawn(chart)
    return QPointF(drawing.x.at(day), drawing.frames.main.center().y()).toPoint()


def legend_spot(chart: TimeChart, key: str) -> QPoint:
    return next(entry.box.center().toPoint() for entry in chart.legend if entry.key == key)


def click(chart: TimeChart, at: QPoint, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.mouseClick(canvas(chart), Qt.MouseButton.LeftButton, held, at)


def drag(chart: TimeChart, start: QPoint, end: QPoint, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.mousePress(canvas(chart), Qt.MouseButton.LeftButton, held, start)
    QTest.mouseMove(canvas(chart), (start + end) / 2)
    QTest.mouseMove(canvas(chart), end)
    QTest.mouseRelease(canvas(chart), Qt.MouseButton.LeftButton, held, end)


def wheel(chart: TimeChart, at: QPoint, turned: int) -> None:
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(
        QPointF(at), QPointF(at), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, PLAIN, phase, False
    )
    QApplication.sendEvent(canvas(chart), event)


def painted(chart: TimeChart) -> QImage:
    return chart.picture().toImage()
