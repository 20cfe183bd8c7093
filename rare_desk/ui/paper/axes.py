"""Scales and ticks of charts that are drawn on paper or in a small frame."""

import datetime as dt
import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from rare_desk.ui import formats
from rare_desk.ui.theme import Tokens

EPOCH = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear map from values to pixels (or points on paper)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def value_scale(low: float, high: float, frame: QRectF) -> Scale:
    """From the frame's bottom to its top, over round numbers around `low` and `high`."""
    step = tick_step(high - low or abs(high) or 1.0)
    return Scale(math.floor(low / step) * step, math.ceil(high / step) * step, frame.bottom(), frame.top())


def tick_step(span: float, wanted: int = 5) -> float:
    """1, 2 or 5 times a power of ten, so that `span` has about `wanted` ticks."""
    rough = span / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= rough * 0.999)


def ticks(scale: Scale) -> list[float]:
    step = tick_step(scale.high - scale.low)
    count = round((scale.high - scale.low) / step)
    return [scale.low + step * n for n in range(count + 1)]


def draw_value_grid(painter: QPainter, frame: QRectF, up: Scale, tokens: Tokens) -> None:
    """A line across the frame and its figure at the left for each tick, and the frame's foot; in the painter's font."""
    height = QFontMetricsF(painter.font(), painter.device()).height()
    for value in ticks(up):
        y = up(value)
        painter.setPen(QPen(QColor(tokens.chart_grid), height / 22))
        painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        painter.setPen(QColor(tokens.muted))
        box = QRectF(frame.left() - height * 9, y - height / 2, height * 8.7, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, formats.number(value, 0))
    painter.setPen(QPen(QColor(tokens.line), height / 22))
    painter.drawLine(frame.bottomLeft(), frame.bottomRight())


def month_starts(first: int, last: int, wanted: int = 12) -> list[dt.date]:
    """First days of months between two days since 1970, thinned to 1, 2, 3, 6 or 12 months apart."""
    start, end = dt.date.fromordinal(EPOCH + first), dt.date.fromordinal(EPOCH + last)
    months = [
        dt.date(number // 12, number % 12 + 1, 1)
        for number in range(start.year * 12 + start.month, end.year * 12 + end.month)
    ]
    apart = next((n for n in (1, 2, 3, 6) if len(months) <= wanted * n), 12)
    return [month for month in months if (month.month - 1) % apart == 0]


def day_number(day: dt.date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH
