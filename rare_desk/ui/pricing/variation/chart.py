"""How varied figures look: lines over the first input, one for each value of the second, or a heat map of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from rare_desk.core.numbers import places_of
from rare_desk.ui import formats, theme
from rare_desk.ui.chart.painting.inks import ink
from rare_desk.ui.paper.axes import Scale, tick_step, ticks, value_scale

Look = Literal["lines", "heat"]
_TOP, _BOTTOM = 30, 34


@dataclass(frozen=True, slots=True)
class Drawn:
    """`values[row][column]` at `along[row]` of the first input and `across[column]` of the second; None: refused.

    `across` has one empty name for a single input. `here` is the place of the present inputs, -1 where they are not.
    """

    title: str
    first: str
    second: str
    along: Sequence[Decimal]
    across: Sequence[str]
    values: Sequence[Sequence[Decimal | None]]
    places: int
    here: tuple[int, int] = (-1, -1)


class VariedChart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.drawn: Drawn | None = None
        self.look: Look = "lines"
        self.setMinimumSize(260, 150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.signals().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(420, 220)

    def show_drawn(self, drawn: Drawn | None, look: Look) -> None:
        self.drawn, self.look = drawn, look
        self.setAccessibleName(drawn.title if drawn else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.surface))
        painter.setFont(theme.caption_font())
        drawn = self.drawn
        if drawn is not None and any(value is not None for row in drawn.values for value in row):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(now.muted))
            above = QRectF(12, 2, self.width() - 24, 18)
            painter.drawText(above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, drawn.title)
            if self.look == "heat" and len(drawn.across) > 1:
                _Heat(painter, QRectF(self.rect()), drawn).paint()
            else:
                _Lines(painter, QRectF(self.rect()), drawn).paint()
        painter.end()


class _Lines:
    def __init__(self, painter: QPainter, whole: QRectF, drawn: Drawn) -> None:
        self._painter, self._drawn = painter, drawn
        self._metrics = QFontMetricsF(painter.font())
        known = [float(value) for row in drawn.values for value in row if value is not None]
        rough = value_scale(min(known), max(known), whole)
        places = _places(rough)
        left = max(self._metrics.horizontalAdvance(formats.number(tick, places)) for tick in ticks(rough)) + 18
        right = 16 + max(self._metrics.horizontalAdvance(name) for name in drawn.across)
        self._frame = whole.adjusted(left, _TOP, -right, -_BOTTOM)
        self._up = value_scale(min(known), max(known), self._frame)
        along = [float(value) for value in drawn.along]
        low, high = min(along), max(along)
        self._along = Scale(low, high if high > low else low + 1, self._frame.left(), self._frame.right())
        self._tick_places = places

    def paint(self) -> None:
        now, painter, frame, drawn = theme.tokens(), self._painter, self._frame, self._drawn
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in ticks(self._up):
            y = self._up(tick)
            painter.setPen(QColor(now.chart_grid))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(QColor(now.muted))
            painter.drawText(QRectF(0, y - 8, frame.left() - 6, 16), right, formats.number(tick, self._tick_places))
        self._paint_along()
        if drawn.here[0] >= 0:
            x = self._along(float(drawn.along[drawn.here[0]]))
            painter.setPen(QPen(QColor(now.accent), 1))
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
        ends = [(self._paint_line(column), column) for column in range(len(drawn.across))]
        self._paint_tags([(end, column) for end, column in ends if end is not None and drawn.across[column]])

    def _paint_along(self) -> None:
        now, painter, frame = theme.tokens(), self._painter, self._frame
        places = max(places_of(value.normalize()) for value in self._drawn.along)
        words = [formats.number(value, places) for value in self._drawn.along]
        room = max(self._metrics.horizontalAdvance(word) for word in words) + 12
        apart = max(1, round(room * len(words) / max(frame.width(), 1.0) + 0.49))
        painter.setPen(QColor(now.muted))
        for value, word in list(zip(self._drawn.along, words, strict=True))[::apart]:
            x = self._along(float(value))
            place = QRectF(x - room, frame.bottom() + 3, 2 * room, 14)
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, word)
        below = QRectF(frame.left(), frame.bottom() + 17, frame.width(), 15)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, self._drawn.first)
        painter.setPen(QColor(now.line))
        painter.drawLine(frame.bottomLeft(), frame.bottomRight())

    def _ink(self, column: int) -> QPen:
        now, drawn = theme.tokens(), self._drawn
        middle = drawn.here[1] if drawn.here[1] >= 0 else len(drawn.across) // 2
        colour = QColor(now.text) if column == middle else ink(f"series{column % len(now.series)}")
        return QPen(colour, 1.6 if column == middle else 1.2)

    def _paint_line(self, column: int) -> QPointF | None:
        """Gives where the line ends."""
        painter, drawn = self._painter, self._drawn
        painter.setPen(self._ink(column))
        stretch: list[QPointF] = []
        last: QPointF | None = None
        for place, row in enumerate(drawn.values):
            value = row[column]
            if value is None:
                painter.drawPolyline(QPolygonF(stretch))
                stretch = []
                continue
            last = QPointF(self._along(float(drawn.along[place])), self._up(float(value)))
            stretch.append(last)
            if (place, column) == drawn.here or (place == drawn.here[0] and len(drawn.across) == 1):
                painter.drawEllipse(last, 3.5, 3.5)
        painter.drawPolyline(QPolygonF(stretch))
        return last

    def _paint_tags(self, ends: Sequence[tuple[QPointF, int]]) -> None:
        """The second input's values at the lines' ends, none upon another."""
        below = float("-inf")
        room = self._metrics.height() * len(ends)
        for end, column in sorted(ends, key=lambda one: one[0].y()):
            y = max(min(end.y(), self._frame.bottom() - room), below + self._metrics.height())
            room -= self._metrics.height()
            below = y
            self._painter.setPen(self._ink(column))
            words = self._drawn.across[column]
            self._painter.drawText(QPointF(end.x() + 6, y + self._metrics.ascent() / 2 - 1), words)


class _Heat:
    """The deeper the tint of the accent, the higher the figure."""

    def __init__(self, painter: QPainter, whole: QRectF, drawn: Drawn) -> None:
        self._painter, self._drawn = painter, drawn
        metrics = QFontMetricsF(painter.font())
        self._places = max(places_of(value.normalize()) for value in drawn.along)
        self._names = [formats.number(value, self._places) for value in drawn.along]
        left = max(metrics.horizontalAdvance(name) for name in self._names) + 16
        self._frame = whole.adjusted(left, _TOP + 16, -12, -_BOTTOM + 12)

    def paint(self) -> None:
        now, painter, frame, drawn = theme.tokens(), self._painter, self._frame, self._drawn
        known = [value for row in drawn.values for value in row if value is not None]
        low, high = min(known), max(known)
        wide, tall = frame.width() / len(drawn.across), frame.height() / len(drawn.along)
        middle = Qt.AlignmentFlag.AlignCenter
        for row, name in enumerate(self._names):
            y = frame.top() + row * tall
            painter.setPen(QColor(now.muted))
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y, frame.left() - 6, tall), side, name)
            for column in range(len(drawn.across)):
                cell = QRectF(frame.left() + column * wide, y, wide, tall)
                self._paint_cell(cell, drawn.values[row][column], low, high, (row, column) == drawn.here)
        painter.setPen(QColor(now.muted))
        for column, words in enumerate(drawn.across):
            painter.drawText(QRectF(frame.left() + column * wide, frame.top() - 16, wide, 14), middle, words)
        below = QRectF(frame.left(), frame.bottom() + 3, frame.width(), 15)
        painter.drawText(below, middle, f"{drawn.first} ↓   {drawn.second} →")

    def _paint_cell(self, cell: QRectF, value: Decimal | None, low: Decimal, high: Decimal, here: bool) -> None:
        now, painter = theme.tokens(), self._painter
        inner = cell.adjusted(0.5, 0.5, -0.5, -0.5)
        if value is None:
            painter.fillRect(inner, QColor(now.stale_weak))
            return
        share = float((value - low) / (high - low)) if high > low else 0.5
        painter.fillRect(inner, mixed(now.surface, now.accent, 0.06 + 0.64 * share))
        if here:
            painter.setPen(QPen(QColor(now.text), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(inner)
        words = formats.number(value, self._drawn.places)
        metrics = QFontMetricsF(painter.font())
        if metrics.horizontalAdvance(words) > cell.width() - 4:
            words = formats.number(value, 0)
        if metrics.horizontalAdvance(words) <= cell.width() - 4 and metrics.height() <= cell.height():
            painter.setPen(QColor(now.on_accent if share > 0.75 else now.text))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, words)


def mixed(ground: str, colour: str, share: float) -> QColor:
    one, other = QColor(ground), QColor(colour)
    parts = zip((one.red(), one.green(), one.blue()), (other.red(), other.green(), other.blue()), strict=True)
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def _places(scale: Scale) -> int:
    step = tick_step(scale.high - scale.low)
    return 0 if step >= 1 else 2 if step >= 0.01 else 4
