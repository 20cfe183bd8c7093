"""How a pane under the main one is drawn, and what it reads on a day."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter

from rare_desk.core.numbers import NONE, whole_percent
from rare_desk.ui import formats
from rare_desk.ui.chart.painting import inks, strokes
from rare_desk.ui.chart.prepared.drawing import Drawing
from rare_desk.ui.chart.prepared.panes import Bars, PaneDrawn, Share, value_on

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_BAR_ALPHA = 0.45
_TEXT = 15.0


def draw_pane(painter: QPainter, drawing: Drawing, pane: PaneDrawn) -> None:
    painter.save()
    painter.setClipRect(pane.frame.adjusted(0, -2, 0, 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if pane.bars is not None:
        (_draw_changes if pane.bars.signed else _draw_volume)(painter, drawing, pane.bars)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if pane.share is not None:
        strokes.draw_share(painter, pane.share, drawing.x)
    painter.restore()
    painter.setFont(inks.caption_font())
    if pane.share is not None:
        _share_axis(painter, drawing, pane, pane.share)
    if pane.bars is not None:
        _bars_axis(painter, drawing, pane, pane.bars)


def _draw_volume(painter: QPainter, drawing: Drawing, bars: Bars) -> None:
    strokes.draw_bars(painter, bars.days, bars.values, drawing.x, bars.scale, inks.tinted("stale", _BAR_ALPHA))


def _draw_changes(painter: QPainter, drawing: Drawing, bars: Bars) -> None:
    """Up and down from a zero line, so that colour is not the only sign."""
    for name, part in (("rise", bars.values.clip(0.0)), ("fall", bars.values.clip(None, 0.0))):
        strokes.draw_bars(painter, bars.days, part, drawing.x, bars.scale, inks.ink(name))
    painter.setPen(inks.hair(inks.ink("line")))
    zero = bars.scale.at(0.0)
    painter.drawLine(QLineF(drawing.x.start, zero, drawing.x.end, zero))


def _share_axis(painter: QPainter, drawing: Drawing, pane: PaneDrawn, share: Share) -> None:
    painter.setPen(inks.ink("muted"))
    for value, text in ((1.0, "100 %"), (0.0, "0")):
        painter.drawText(_left_of(pane, share.scale.at(value) - (0 if value else 3)), _RIGHT, text)
    if share.limit == share.limit:
        painter.setPen(inks.ink("warn"))
        painter.drawText(_right_of(drawing, pane, share.scale.at(share.limit)), _LEFT, share.limit_text)


def _bars_axis(painter: QPainter, drawing: Drawing, pane: PaneDrawn, bars: Bars) -> None:
    painter.setPen(inks.ink("muted"))
    places = 0 if bars.scale.hi >= 10 else 2
    top = formats.number(bars.scale.hi, places)
    if bars.signed:
        painter.drawText(_left_of(pane, pane.frame.top()), _RIGHT, f"+{top} %")
        painter.drawText(_left_of(pane, bars.scale.at(0.0)), _RIGHT, "0")
        painter.drawText(_left_of(pane, pane.frame.bottom()), _RIGHT, f"{formats.MINUS}{top} %")
    elif pane.share is not None:
        limit = pane.share.scale.at(pane.share.limit)
        if not limit - pane.frame.top() < _TEXT:
            painter.drawText(_right_of(drawing, pane, pane.frame.top()), _LEFT, f"{top} {bars.unit}")
    else:
        painter.drawText(_left_of(pane, pane.frame.top()), _RIGHT, f"{top} {bars.unit}")
        painter.drawText(_left_of(pane, pane.frame.bottom() - 3), _RIGHT, "0")


def _left_of(pane: PaneDrawn, level: float) -> QRectF:
    return QRectF(0, level - 8, pane.frame.left() - 8, 16)


def _right_of(drawing: Drawing, pane: PaneDrawn, level: float) -> QRectF:
    left = pane.frame.right() + 8
    return QRectF(left, level - 8, drawing.frames.whole.right() - left, 16)


def draw_reading(painter: QPainter, drawing: Drawing, pane: PaneDrawn, day: int | None) -> None:
    """Above the pane: what its bars and its share are on that day, or on the last one in view."""
    at = pane.frame.left() + 8
    for text, colour in readings(drawing, pane, day):
        painter.setPen(inks.ink(colour))
        width = inks.caption_width(text) + 4
        painter.drawText(QRectF(at, pane.frame.top() - 22, width, 16), _LEFT, text)
        at += max(width + 24, 110)


def _percent(share: float) -> str:
    text = whole_percent(share)
    return text if text == NONE else f"{text} %"


def readings(drawing: Drawing, pane: PaneDrawn, day: int | None) -> list[tuple[str, str]]:
    """(words, ink) of what the pane shows."""
    found: list[tuple[str, str]] = []
    if pane.share is not None:
        share = value_on(pane.share.days, pane.share.values, day, drawing.x.hi)
        found.append((f"{pane.share.name} {_percent(share)}", "accent"))
    if pane.bars is not None:
        value = value_on(pane.bars.days, pane.bars.values, day, drawing.x.hi)
        words = f"{pane.bars.name} {pane.bars.said(value)}"
        rising = "rise" if value > 0 else "fall" if value < 0 else "muted"
        found.append((words, rising if pane.bars.signed else "muted"))
    return found
