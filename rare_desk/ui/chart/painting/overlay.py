"""What moves over the still part: crosshair, selected day, legend, the reading of the lower pane."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from rare_desk.ui import formats, theme
from rare_desk.ui.chart.figures.scales import to_date
from rare_desk.ui.chart.painting import legend, strokes
from rare_desk.ui.chart.painting.drawing import Drawing
from rare_desk.ui.chart.painting.tags import draw_axis_tag, on

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class OverlayItem(QGraphicsItem):
    """`hover` is the day under the mouse, `selected` the one that feeds the explanation: they never mix."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(10)
        self.hover: int | None = None
        self.selected: int | None = None
        self.focused = False
        self.over = ""
        self.row: tuple[legend.Placed, ...] = ()
        self._drawing: Drawing | None = None
        self._hidden: frozenset[str] = frozenset()
        self._start = 0.0

    def show_drawing(self, drawing: Drawing, hidden: frozenset[str]) -> None:
        if self._drawing is None or self._drawing.frames.whole != drawing.frames.whole:
            self.prepareGeometryChange()
        self._drawing, self._hidden = drawing, hidden
        wide = QFontMetricsF(theme.body_font()).horizontalAdvance("2026-12-22 Wed")
        self._start = drawing.frames.legend.left() + wide + 14
        self.read()

    def read(self) -> None:
        """Reads all lines on the day under the crosshair anew."""
        if self._drawing is not None:
            found = legend.entries(self._drawing, self._day(), self._hidden)
            self.row = legend.placed(found, self._drawing.frames.legend, self._start)
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
        legend.draw_legend(painter, self.row, drawing, legend.day_text(drawing, self._day()), self.over)
        painter.setFont(theme.caption_font())
        if drawing.content.lower is not None:
            self._lower_reading(painter, drawing)
        if self.selected is not None:
            self._selection(painter, drawing, self.selected)
        if self.hover is not None:
            self._crosshair(painter, drawing, self.hover)

    def _selection(self, painter: QPainter, drawing: Drawing, day: int) -> None:
        if not drawing.x.lo <= day <= drawing.x.hi:
            return
        at = drawing.x.at(day)
        _vertical(painter, drawing, at, strokes.ink("accent"))
        first = next((one for one in drawing.shown if one.line.place(day) is not None), None)
        if first is not None:
            value = float(first.values[first.line.place(day) or 0])
            if value == value:
                pen = QPen(strokes.ink("accent"))
                pen.setWidthF(2.4 if self.focused else 1.8)
                painter.setPen(pen)
                painter.setBrush(strokes.ink("surface"))
                painter.drawEllipse(QPointF(at, drawing.y.at(value)), 4.5, 4.5)
                painter.setBrush(Qt.BrushStyle.NoBrush)
        _date_tag(painter, drawing, day, strokes.ink("accent_weak"), strokes.ink("accent"))

    def _crosshair(self, painter: QPainter, drawing: Drawing, day: int) -> None:
        grey = strokes.ink("muted")
        at = drawing.x.at(day)
        _vertical(painter, drawing, at, grey)
        level: float | None = None
        text = ""
        for one in drawing.shown:
            place = one.line.place(day)
            value = float(one.values[place]) if place is not None else float("nan")
            if value == value:
                painter.setPen(_hair(strokes.ink("surface")))
                painter.setBrush(strokes.ink(one.line.ink))
                painter.drawEllipse(QPointF(at, drawing.y.at(value)), 3.2, 3.2)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                if level is None:
                    level, text = drawing.y.at(value), formats.number(value, one.decimals)
        main = drawing.frames.main
        if level is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(_hair(grey))
            painter.drawLine(QLineF(main.left(), level, main.right(), level))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            for tick in drawing.values:
                if abs(tick.at - level) < 16:
                    painter.fillRect(QRectF(0, tick.at - 8, main.left() - 2, 16), strokes.ink("surface"))
            bounds = QRectF(0, 0, main.left() - 2, 10)
            draw_axis_tag(painter, text, QPointF(main.left(), level), bounds, grey, on(grey))
        _date_tag(painter, drawing, day, grey, on(grey))

    def _lower_reading(self, painter: QPainter, drawing: Drawing) -> None:
        lower, pane = drawing.content.lower, drawing.frames.lower
        if lower is None or not len(lower.days):
            return
        day = self._day()
        inside = int((lower.days <= drawing.x.hi).sum()) - 1
        place = lower.place(day) if day is not None else max(inside, 0)
        at = pane.left() + 8
        parts = []
        if len(lower.share):
            share = float(lower.share[place]) * 100 if place is not None else float("nan")
            parts.append((f"{lower.share_name} {formats.percent(share, 0)}", "accent"))
        bars = float(lower.bars[place]) if place is not None else float("nan")
        parts.append((f"{lower.bars_name} {formats.number(bars, 1)} {lower.bars_unit}", "muted"))
        metrics = QFontMetricsF(painter.font())
        for text, colour in parts:
            painter.setPen(strokes.ink(colour))
            width = metrics.horizontalAdvance(text) + 4
            painter.drawText(QRectF(at, pane.top() - 22, width, 16), _LEFT, text)
            at += max(width + 24, 110)


def _vertical(painter: QPainter, drawing: Drawing, at: float, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(_hair(colour))
    painter.drawLine(QLineF(at, drawing.frames.main.top(), at, drawing.frames.bottom))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _date_tag(painter: QPainter, drawing: Drawing, day: int, fill: QColor, letters: QColor) -> None:
    """In place of the tick labels that it would half cover."""
    main, row = drawing.frames.main, drawing.frames.time
    metrics = QFontMetricsF(painter.font())
    text, at = formats.date(to_date(day)), drawing.x.at(day)
    reach = metrics.horizontalAdvance(text) / 2 + 6
    for tick in drawing.times:
        half = metrics.horizontalAdvance(tick.text) / 2 + 1
        if abs(drawing.x.at(tick.day) - at) < reach + half:
            box = QRectF(drawing.x.at(tick.day) - half, row.top(), 2 * half, row.height())
            painter.fillRect(box, strokes.ink("surface"))
    bounds = QRectF(main.left() - 30, 0, main.width() + 70, 10)
    draw_axis_tag(painter, text, QPointF(at, row.center().y()), bounds, fill, letters)


def _hair(colour: QColor) -> QPen:
    pen = QPen(colour)
    pen.setWidth(0)
    return pen
