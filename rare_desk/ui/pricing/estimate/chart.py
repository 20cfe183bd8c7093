"""Announced prices as steps, the netback value of the quarter before as a line, the implied deduction between them, and
at the end the estimate dashed in its band."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rare_desk.ops.contracts.outlook import Outlook
from rare_desk.ui import formats, labels, theme
from rare_desk.ui.paper.axes import Scale, draw_value_grid, value_scale

_MOST = 20
"""Quarters that are drawn."""


class EstimateChart(QWidget):
    """Redrawn from the theme's colours at every paint."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: Outlook | None = None
        self.setMinimumSize(300, 150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.signals().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(560, 260)

    def show_outlook(self, found: Outlook | None) -> None:
        self.shown = found
        said = [f"{quarter} {price or '?'}" for quarter, price in found.announced] if found else []
        self.setAccessibleName(", ".join(said))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        if self.shown is not None:
            painter.setFont(theme.caption_font())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _Drawing(painter, QRectF(self.rect()), self.shown).paint()
        painter.end()


class _Drawing:
    def __init__(self, painter: QPainter, whole: QRectF, found: Outlook) -> None:
        self._painter, self._found, self._now = painter, found, theme.tokens()
        self._metrics = QFontMetricsF(painter.font())
        self._height = self._metrics.height()
        self._quarters = list(found.announced)[-(_MOST - 1) :]
        self._values = {one.past.quarter: one.past.value_at_grade for one in found.tried}
        self._values[found.inputs.quarter] = found.figures.value_at_grade
        names = {quarter for quarter, _ in self._quarters} | {found.inputs.quarter}
        known = [price for _, price in self._quarters if price is not None]
        known += [value for quarter, value in self._values.items() if quarter in names]
        known += [value for value in (found.figures.low, found.figures.high, found.figures.price) if value is not None]
        left = self._metrics.horizontalAdvance("100,000") + 16
        self._frame = whole.adjusted(left, self._height * 2, -12, -self._height * 2.4)
        low, high = float(min(known)), float(max(known))
        self._up = value_scale(low - (high - low) * 0.08, high + (high - low) * 0.04, self._frame)
        self._along = Scale(0, len(self._quarters) + 1, self._frame.left(), self._frame.right())

    def paint(self) -> None:
        draw_value_grid(self._painter, self._frame, self._up, self._now)
        self._legend()
        self._names()
        self._between()
        self._steps()
        self._line()
        self._estimate()

    def _middle(self, place: int) -> float:
        return (self._along(place) + self._along(place + 1)) / 2

    def _legend(self) -> None:
        x = self._frame.left()
        parts = (
            (self._now.concentrate, "calculator.chart-announced", Qt.PenStyle.SolidLine),
            (self._now.accent, "calculator.chart-value", Qt.PenStyle.SolidLine),
            (self._now.muted, "calculator.chart-implied", Qt.PenStyle.DotLine),
            (self._now.concentrate, "calculator.chart-estimate", Qt.PenStyle.DashLine),
        )
        for colour, key, style in parts:
            words = labels.label(key)
            self._painter.setPen(QPen(QColor(colour), 2, style))
            self._painter.drawLine(QPointF(x, self._height * 0.9), QPointF(x + 18, self._height * 0.9))
            self._painter.setPen(QColor(self._now.muted))
            wide = self._metrics.horizontalAdvance(words) + 2
            box = QRectF(x + 24, self._height * 0.4, wide, self._height)
            self._painter.drawText(box, Qt.AlignmentFlag.AlignLeft, words)
            x += 24 + wide + 16

    def _names(self) -> None:
        self._painter.setPen(QColor(self._now.muted))
        named = [*(quarter for quarter, _ in self._quarters), self._found.inputs.quarter]
        for place, quarter in enumerate(named):
            box = QRectF(self._along(place), self._frame.bottom() + 2, self._along(1) - self._along(0), self._height)
            self._painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, quarter[4:])
            if place == 0 or quarter.endswith("Q1"):
                under = QRectF(self._along(place), box.bottom(), self._height * 4, self._height)
                self._painter.drawText(under, Qt.AlignmentFlag.AlignLeft, quarter[:4])

    def _between(self) -> None:
        """The implied deduction of each quarter that has both, from the announced price up to its netback value."""
        for place, (quarter, price) in enumerate(self._quarters):
            value = self._values.get(quarter)
            if price is None or value is None:
                continue
            x, top, bottom = self._middle(place), self._up(float(value)), self._up(float(price))
            self._painter.setPen(QPen(QColor(self._now.muted), 1, Qt.PenStyle.DotLine))
            self._painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            if abs(bottom - top) > self._height * 2.4:
                said = formats.number(value - price, 0)
                wide = self._metrics.horizontalAdvance(said) + 4
                shifted = (top + bottom - self._height) / 2 + (place % 2 - 0.5) * self._height * 1.2
                box = QRectF(x - wide / 2, shifted, wide, self._height)
                self._painter.fillRect(box, QColor(self._now.surface))
                self._painter.setPen(QColor(self._now.muted))
                self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)

    def _steps(self) -> None:
        before: Decimal | None = None
        for place, (_, price) in enumerate(self._quarters):
            left, right = self._along(place), self._along(place + 1)
            if price is None:
                gap = QRectF(left, self._frame.top(), right - left, self._frame.height())
                self._painter.fillRect(gap, QBrush(QColor(self._now.line), Qt.BrushStyle.BDiagPattern))
            else:
                y = self._up(float(price))
                self._painter.setPen(QPen(QColor(self._now.concentrate), 2))
                self._painter.drawLine(QPointF(left, y), QPointF(right, y))
                if before is not None:
                    self._painter.drawLine(QPointF(left, self._up(float(before))), QPointF(left, y))
            before = price

    def _line(self) -> None:
        """Broken where a quarter has no netback value."""
        named = [*(quarter for quarter, _ in self._quarters), self._found.inputs.quarter]
        before: QPointF | None = None
        for place, quarter in enumerate(named):
            value = self._values.get(quarter)
            if value is None:
                before = None
                continue
            here = QPointF(self._middle(place), self._up(float(value)))
            self._painter.setPen(QPen(QColor(self._now.accent), 2))
            if before is not None:
                self._painter.drawLine(before, here)
            self._painter.setBrush(QColor(self._now.accent))
            self._painter.drawEllipse(here, 2.5, 2.5)
            before = here

    def _estimate(self) -> None:
        figures, place = self._found.figures, len(self._quarters)
        left, right = self._along(place), self._along(place + 1)
        if figures.low is not None and figures.high is not None:
            band = QRectF(QPointF(left, self._up(float(figures.high))), QPointF(right, self._up(float(figures.low))))
            tint = QColor(self._now.concentrate)
            tint.setAlphaF(0.18)
            self._painter.fillRect(band, tint)
        y = self._up(float(figures.price))
        self._painter.setPen(QPen(QColor(self._now.concentrate), 2, Qt.PenStyle.DashLine))
        self._painter.drawLine(QPointF(left, y), QPointF(right, y))
        self._painter.setPen(QColor(self._now.warn))
        said = f"{labels.label('paper.estimate')} {formats.number(figures.price, 0)}"
        wide = self._metrics.horizontalAdvance(said) + 4
        box = QRectF(right - wide, y - self._height * 1.1, wide, self._height)
        self._painter.drawText(box, Qt.AlignmentFlag.AlignRight, said)
