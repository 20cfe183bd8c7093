"""A line chart drawn with a painter: the same in a PNG, on a PDF page and in a frame of the window."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from rare_desk.ui import formats
from rare_desk.ui.paper.axes import Scale, day_number, draw_value_grid, month_starts, value_scale
from rare_desk.ui.theme import Tokens


@dataclass(frozen=True, slots=True)
class Line:
    """`days` since 1970-01-01 ascending; `firm[i]` False draws the way to point i dashed."""

    name: str
    colour: str
    days: Sequence[int]
    values: Sequence[float]
    firm: Sequence[bool]


def draw_lines(
    painter: QPainter, area: QRectF, lines: Sequence[Line], tokens: Tokens, font: QFont, names: Sequence[str] = ()
) -> None:
    """Grid, axes, lines and a value tag at each line's end; nothing where no line has a point.

    With `names` the lines' days are places in them, and the axis says those names.
    """
    drawn = [line for line in lines if line.days]
    if not drawn:
        return
    painter.save()
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = QFontMetricsF(font, painter.device())
    height = metrics.height()
    tag_width = max(metrics.horizontalAdvance(f"{line.name}  {formats.index_value(line.values[-1])}") for line in drawn)
    left = metrics.horizontalAdvance("10,000") + height * 0.4
    frame = area.adjusted(left, height * 0.5, -(tag_width + height), -height * 1.4)
    values = [value for line in drawn for value in line.values]
    up = value_scale(min(values), max(values), frame)
    first, last = min(line.days[0] for line in drawn), max(line.days[-1] for line in drawn)
    along = Scale(first, max(last, first + 1), frame.left(), frame.right())
    draw_value_grid(painter, frame, up, tokens)
    marks = [(float(place), name, False) for place, name in enumerate(names)] if names else _months(along)
    _along(painter, frame, along, marks, tokens, metrics)
    for line in drawn:
        _line(painter, line, along, up)
    _tags(painter, frame, drawn, up, metrics)
    painter.restore()


Mark = tuple[float, str, bool]
"""Where it stands on the axis, its words, and whether they stand out."""


def _months(along: Scale) -> list[Mark]:
    starts = month_starts(int(along.low), int(along.high))
    return [
        (day_number(month), formats.year(month) if month.month == 1 else formats.month(month), month.month == 1)
        for month in starts
    ]


def _along(
    painter: QPainter, frame: QRectF, along: Scale, marks: Sequence[Mark], tokens: Tokens, metrics: QFontMetricsF
) -> None:
    """Only as many marks as have room for their words."""
    height = metrics.height()
    widest = max((metrics.horizontalAdvance(name) for _, name, _ in marks), default=0.0) + height
    apart = max(1, math.ceil(widest * len(marks) / max(frame.width(), 1.0))) if len(marks) > 1 else 1
    for place, name, strong in marks[::apart]:
        x = along(place)
        painter.setPen(_pen(tokens.chart_grid, height))
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
        painter.setPen(QColor(tokens.text if strong else tokens.muted))
        below = QRectF(x - widest, frame.bottom() + height * 0.2, widest * 2, height)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, name)


def _line(painter: QPainter, line: Line, along: Scale, up: Scale) -> None:
    points = [QPointF(along(day), up(value)) for day, value in zip(line.days, line.values, strict=True)]
    width = QFontMetricsF(painter.font(), painter.device()).height() / 11
    start = 0
    for end in range(1, len(points)):
        if end + 1 == len(points) or line.firm[end + 1] != line.firm[end]:
            pen = QPen(QColor(line.colour), width)
            pen.setStyle(Qt.PenStyle.SolidLine if line.firm[end] else Qt.PenStyle.DashLine)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(points[start : end + 1]))
            start = end


def _tags(painter: QPainter, frame: QRectF, lines: Sequence[Line], up: Scale, metrics: QFontMetricsF) -> None:
    height = metrics.height()
    below = float("-inf")
    for line in sorted(lines, key=lambda each: up(each.values[-1])):
        y = max(up(line.values[-1]), below + height * 1.1)
        below = y
        painter.setPen(QColor(line.colour))
        words = f"{line.name}  {formats.index_value(line.values[-1])}"
        painter.drawText(QPointF(frame.right() + height * 0.6, y + metrics.ascent() / 2 - height * 0.08), words)


def _pen(colour: str, height: float) -> QPen:
    return QPen(QColor(colour), height / 22)
