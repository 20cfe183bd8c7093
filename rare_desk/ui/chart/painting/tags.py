"""Small boxes with words: end tags beside the plot, date and value tags on the axes."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from rare_desk.ui.chart.model import Look
from rare_desk.ui.chart.painting import inks, pens
from rare_desk.ui.chart.prepared.layout import TAG_HEIGHT, Frames


@dataclass(frozen=True, slots=True)
class EndTag:
    """Name and last value of a line; `level` is the line's height, `at` where the tag found room."""

    name: str
    text: str
    ink: str
    look: Look
    level: float
    at: float = 0.0
    hollow: bool = False
    """Another axis' than the left one."""

    def moved(self, at: float) -> "EndTag":
        return replace(self, at=at)


def draw_end_tag(painter: QPainter, tag: EndTag, area: Frames) -> None:
    """Filled in the line's colour; only outlined when it is another axis' or its last point is not official."""
    colour = inks.ink("stale") if tag.look is Look.STALE else inks.ink(tag.ink)
    box = QRectF(area.tags.left(), tag.at - TAG_HEIGHT / 2, area.tags.width(), TAG_HEIGHT)
    painter.setPen(inks.hair(colour))
    elbow = area.main.right() + 3
    painter.drawPolyline([QPointF(area.main.right(), tag.level), QPointF(elbow, tag.at), QPointF(box.left(), tag.at)])
    hollow = tag.hollow or tag.look is not Look.SOLID
    outline = pens.pen_of(tag.ink, tag.look, wide=False)
    painter.setPen(outline)
    painter.setBrush(inks.ink("surface") if hollow else colour)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(colour if hollow else on(colour))
    inner = box.adjusted(6, 0, -6, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tag.name)
    painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tag.text)


def draw_axis_tag(painter: QPainter, text: str, centre: QPointF, bounds: QRectF, fill: QColor, letters: QColor) -> None:
    """A filled box around `centre`, kept inside `bounds`."""
    width = inks.caption_width(text) + 10
    left = min(max(centre.x() - width / 2, bounds.left()), bounds.right() - width)
    box = QRectF(left, centre.y() - 9, width, 18)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(box, 2, 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(letters)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def on(fill: QColor) -> QColor:
    """Letters that can be read on `fill`: white or nearly black, by the luminance of WCAG 2."""
    parts = (fill.redF(), fill.greenF(), fill.blueF())
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    bright = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.25
    return QColor("#0B1319") if bright else QColor("#FFFFFF")
