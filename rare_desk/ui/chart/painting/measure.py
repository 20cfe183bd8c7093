"""The measured stretch: a tint over the panes and a small table of what lies between."""

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from rare_desk.ui import formats
from rare_desk.ui.chart.figures.measuring import Measured
from rare_desk.ui.chart.painting import inks
from rare_desk.ui.chart.prepared.drawing import Drawing
from rare_desk.ui.chart.prepared.timeaxis import day_words

_ROW = 17.0
_PAD = 8.0
_TINT = 0.10
_AWAY = 10.0


def rows(found: Measured, decimals: int) -> tuple[tuple[str, str, str], ...]:
    """(what, figure, ink) as the box says them, and a screen reader."""
    rising = "rise" if found.change > 0 else "fall" if found.change < 0 else "text"
    days = QCoreApplication.translate("Chart", "{0} days, {1} points").format(
        formats.count(found.days), formats.count(found.points)
    )
    return (
        (_said("Time"), days, "text"),
        (_said("Change"), formats.signed(found.change, decimals), rising),
        (_said("Percent"), formats.change_pct(found.percent), rising),
        (_said("A year"), formats.change_pct(found.yearly), rising),
    )


def _said(what: str) -> str:
    return {
        "Time": QCoreApplication.translate("Chart", "Time"),
        "Change": QCoreApplication.translate("Chart", "Change"),
        "Percent": QCoreApplication.translate("Chart", "Percent"),
        "A year": QCoreApplication.translate("Chart", "A year"),
    }[what]


def draw_measurement(painter: QPainter, drawing: Drawing, found: Measured) -> None:
    first = drawing.primary
    if first is None or found.end < drawing.x.lo or found.start > drawing.x.hi:
        return
    main = drawing.frames.main
    left, right = (min(max(drawing.x.at(day), main.left()), main.right()) for day in (found.start, found.end))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for pane in (main, *drawing.frames.panes):
        painter.fillRect(QRectF(left, pane.top(), right - left, pane.height()), inks.tinted("accent", _TINT))
        painter.setPen(inks.hair(inks.ink("accent")))
        for day, at in ((found.start, left), (found.end, right)):
            if drawing.x.lo <= day <= drawing.x.hi:
                painter.drawLine(QLineF(at, pane.top(), at, pane.bottom()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    line = drawing.content.line(first.line.key)
    _box(painter, drawing, found, (left + right) / 2, line.decimals if line is not None else first.decimals)


def _box(painter: QPainter, drawing: Drawing, found: Measured, middle: float, decimals: int) -> None:
    main = drawing.frames.main
    title = " – ".join(day_words(drawing.content, day) for day in (found.start, found.end))
    table = rows(found, decimals)
    names = max(inks.caption_width(name) for name, _, _ in table)
    width = (
        max(names + 18 + max(inks.caption_width(said) for _, said, _ in table), inks.caption_width(title)) + 2 * _PAD
    )
    left = min(max(middle - width / 2, main.left() + 4), max(main.right() - width - 4, main.left() + 4))
    height = _ROW * (len(table) + 1) + _PAD
    top = main.bottom() - height - _AWAY if below(drawing, found) else main.top() + _AWAY
    box = QRectF(left, top, width, height)
    painter.setPen(inks.hair(inks.ink("accent")))
    painter.setBrush(inks.ink("surface"))
    painter.drawRoundedRect(box, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(inks.ink("muted"))
    _line(painter, box, 0, title, Qt.AlignmentFlag.AlignLeft)
    for number, (name, said, ink) in enumerate(table, 1):
        painter.setPen(inks.ink("muted"))
        _line(painter, box, number, name, Qt.AlignmentFlag.AlignLeft)
        painter.setPen(inks.ink(ink))
        _line(painter, box, number, said, Qt.AlignmentFlag.AlignRight)


def below(drawing: Drawing, found: Measured) -> bool:
    """Whether the measured line leaves more room under it than over it."""
    first, main = drawing.primary, drawing.frames.main
    span = first.extent(found.start, found.end) if first is not None else None
    if first is None or span is None:
        return False
    low, high = (drawing.y(first).at(value) for value in span)
    return main.bottom() - low > high - main.top()


def _line(painter: QPainter, box: QRectF, number: int, text: str, side: Qt.AlignmentFlag) -> None:
    at = QPointF(box.left() + _PAD, box.top() + _PAD / 2 + number * _ROW)
    painter.drawText(QRectF(at.x(), at.y(), box.width() - 2 * _PAD, _ROW), side | Qt.AlignmentFlag.AlignVCenter, text)
