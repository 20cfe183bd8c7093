"""What moves over the still part: crosshair, selected day, measurement, pulse, legend, readings of the lower panes."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from rare_desk.ui.chart.figures.measuring import Measured
from rare_desk.ui.chart.painting import inks, legend
from rare_desk.ui.chart.painting.lower import draw_reading
from rare_desk.ui.chart.painting.measure import draw_measurement
from rare_desk.ui.chart.painting.tags import draw_axis_tag, on
from rare_desk.ui.chart.prepared.drawing import Drawing
from rare_desk.ui.chart.prepared.timeaxis import day_words

_PULSE_REACH = 14.0


class OverlayItem(QGraphicsItem):
    """`hover` is the day under the mouse, `selected` the one that feeds the explanation: they never mix."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(10)
        self.hover: int | None = None
        self.selected: int | None = None
        self.measured: Measured | None = None
        self.pulse = 1.0
        """How far the ring around the newest point has gone, 0 to 1."""
        self.focused = False
        self.over = ""
        self.grip: int | None = None
        """The number of the divider under the mouse."""
        self.row: tuple[legend.Placed, ...] = ()
        self._drawing: Drawing | None = None

    def show_drawing(self, drawing: Drawing) -> None:
        if self._drawing is None or self._drawing.frames.whole != drawing.frames.whole:
            self.prepareGeometryChange()
        self._drawing = drawing
        self.read()

    def read(self) -> None:
        """Reads all lines on the day under the crosshair anew."""
        if self._drawing is not None:
            self.row = legend_row(self._drawing, self._day())
        self.update()

    def entry_at(self, at: QPointF) -> str:
        """The key of the legend's entry there, or nothing."""
        return next((entry.key for entry in self.row if entry.box.adjusted(-5, 0, 5, 0).contains(at)), "")

    def boundingRect(self) -> QRectF:
        return self._drawing.frames.whole if self._drawing else QRectF()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._drawing is not None:
            self._paint(painter, self._drawing)

    def _day(self) -> int | None:
        return self.hover if self.hover is not None else self.selected

    def _paint(self, painter: QPainter, drawing: Drawing) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        draw_readings(painter, drawing, self.row, self._day(), self.over)
        if drawing.view.base is not None and drawing.view.mode in ("rebased", "change"):
            _base(painter, drawing, drawing.view.base)
        if self.measured is not None:
            draw_measurement(painter, drawing, self.measured)
        if self.selected is not None:
            self._selection(painter, drawing, self.selected)
        if self.pulse < 1.0:
            _ring(painter, drawing, self.pulse)
        if self.grip is not None and self.grip < len(drawing.frames.panes):
            _grip(painter, drawing, self.grip)
        if self.hover is not None:
            _crosshair(painter, drawing, self.hover)

    def _selection(self, painter: QPainter, drawing: Drawing, day: int) -> None:
        if not drawing.x.lo <= day <= drawing.x.hi:
            return
        at = drawing.x.at(day)
        _vertical(painter, drawing, at, inks.ink("accent"))
        first = drawing.primary
        level = first_level(drawing, day)
        if first is not None and level == level:
            pen = QPen(inks.ink("accent"))
            pen.setWidthF(2.4 if self.focused else 1.8)
            painter.setPen(pen)
            painter.setBrush(inks.ink("surface"))
            painter.drawEllipse(QPointF(at, level), 4.5, 4.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        _date_tag(painter, drawing, day, inks.ink("accent_weak"), inks.ink("accent"))


def legend_row(drawing: Drawing, day: int | None) -> tuple[legend.Placed, ...]:
    start = drawing.frames.legend.left() + inks.width("2026-12-22 Wed") + 14
    return legend.placed(legend.entries(drawing, day), drawing.frames.legend, start)


def draw_readings(
    painter: QPainter, drawing: Drawing, row: tuple[legend.Placed, ...], day: int | None, over: str = ""
) -> None:
    """Legend and captions of the lower panes."""
    legend.draw_legend(painter, row, drawing, legend.day_text(drawing, day), over)
    painter.setFont(inks.caption_font())
    for pane in drawing.panes:
        draw_reading(painter, drawing, pane, day)


def first_level(drawing: Drawing, day: int) -> float:
    """The pixel of the primary line on that day, NaN when it has no value."""
    first = drawing.primary
    place = first.line.place(day) if first is not None else None
    return drawing.y(first).at(float(first.values[place])) if first is not None and place is not None else float("nan")


def _ring(painter: QPainter, drawing: Drawing, pulse: float) -> None:
    """Once around the newest point, growing paler."""
    first = drawing.primary
    if first is None or first.last is None:
        return
    day = int(first.line.days[first.last])
    colour = inks.tinted(first.line.ink, 1.0 - pulse)
    pen = QPen(colour)
    pen.setWidthF(2.0)
    painter.setPen(pen)
    reach = 3.0 + _PULSE_REACH * pulse
    painter.drawEllipse(QPointF(drawing.x.at(day), first_level(drawing, day)), reach, reach)


def _crosshair(painter: QPainter, drawing: Drawing, day: int) -> None:
    grey, at = inks.ink("muted"), drawing.x.at(day)
    _vertical(painter, drawing, at, grey)
    for one in drawing.named:
        place = one.line.place(day)
        level = drawing.y(one).at(float(one.values[place])) if place is not None else float("nan")
        if level == level:
            painter.setPen(inks.hair(inks.ink("surface")))
            painter.setBrush(inks.ink(one.line.ink))
            painter.drawEllipse(QPointF(at, level), 3.2, 3.2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
    _level_tag(painter, drawing, day, grey)
    _date_tag(painter, drawing, day, grey, on(grey))


def _level_tag(painter: QPainter, drawing: Drawing, day: int, grey: QColor) -> None:
    """The primary line's value on its own axis."""
    first, level, main = drawing.primary, first_level(drawing, day), drawing.frames.main
    if first is None or level != level:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(inks.hair(grey))
    painter.drawLine(QLineF(main.left(), level, main.right(), level))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    axis, text = drawing.axis(first.axis), first.said(float(first.values[first.line.place(day) or 0]))
    if axis is drawing.main:
        bounds = QRectF(0, 0, main.left() - 2, 10)
    else:
        bounds = QRectF(axis.right - 90, 0, drawing.frames.whole.right() - axis.right + 90, 10)
    for tick in axis.ticks:
        if abs(tick.at - level) < 16:
            width = inks.caption_width(tick.text) + 2
            painter.fillRect(QRectF(axis.right - width, tick.at - 8, width, 16), inks.ink("surface"))
    draw_axis_tag(painter, text, QPointF(axis.right, level), bounds, grey, on(grey))


def _grip(painter: QPainter, drawing: Drawing, number: int) -> None:
    """The divider that can be dragged."""
    level = (drawing.frames.main, *drawing.frames.panes)[number].bottom()
    painter.fillRect(QRectF(drawing.x.start, level - 1, drawing.x.end - drawing.x.start, 2), inks.ink("accent"))


def _base(painter: QPainter, drawing: Drawing, day: int) -> None:
    """Where every line is 100, or nought."""
    if drawing.x.lo <= day <= drawing.x.hi:
        at, main = drawing.x.at(day), drawing.frames.main
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(inks.hair(inks.ink("warn")))
        painter.drawLine(QLineF(at, main.top(), at, main.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        text = "=100" if drawing.view.mode == "rebased" else "0 %"
        draw_axis_tag(painter, text, QPointF(at, main.top() + 9), main, inks.ink("warn_weak"), inks.ink("warn"))


def _vertical(painter: QPainter, drawing: Drawing, at: float, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(inks.hair(colour))
    for pane in (drawing.frames.main, *drawing.frames.panes):
        painter.drawLine(QLineF(at, pane.top(), at, pane.bottom()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _date_tag(painter: QPainter, drawing: Drawing, day: int, fill: QColor, letters: QColor) -> None:
    """In place of the tick labels that it would half cover."""
    main, row = drawing.frames.main, drawing.frames.time
    text, at = day_words(drawing.content, day), drawing.x.at(day)
    reach = inks.caption_width(text) / 2 + 6
    for tick in drawing.times:
        half = inks.caption_width(tick.text) / 2 + 1
        if abs(drawing.x.at(tick.day) - at) < reach + half:
            box = QRectF(drawing.x.at(tick.day) - half, row.top(), 2 * half, row.height())
            painter.fillRect(box, inks.ink("surface"))
    bounds = QRectF(main.left() - 30, 0, main.width() + 70, 10)
    draw_axis_tag(painter, text, QPointF(at, row.center().y()), bounds, fill, letters)
