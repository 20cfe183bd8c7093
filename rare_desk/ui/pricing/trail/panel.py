"""How the figures came about, step by step: name and result, the formula in words, the numbers put in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from rare_desk.ops.pricing import Line
from rare_desk.ui import labels, theme
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import button, text

_NUMBER, _PAD, _GAP = 34, 12, 7
_WRAP = Qt.TextFlag.TextWordWrap


class TrailView(QWidget):
    """Paints its steps; the result is tinted."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()
        self.result = -1
        self._heights: list[int] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[Line], result: int) -> None:
        """`result` is the place of the step that the calculation is for."""
        self.lines, self.result = lines, result
        self.setAccessibleName("\n".join(f"{line.label} {line.value} {line.unit}" for line in lines))
        self._measure()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, sum(self._heights))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Heights of the steps at the present width."""
        body, caption = QFontMetrics(theme.body_font()), QFontMetrics(theme.caption_font())
        width = max(80, self.width() - _NUMBER - _PAD)
        self._heights = []
        for line in self.lines:
            height = 2 * _GAP + self._label_height(line, body, width)
            for words in (line.formula, line.worked):
                if words:
                    height += _wrapped(caption, width, words) + 1
            self._heights.append(height)
        self.setFixedHeight(max(1, sum(self._heights)))

    def _label_height(self, line: Line, body: QFontMetrics, width: int) -> int:
        return _wrapped(body, width - body.horizontalAdvance(f"{line.value} {line.unit}") - 8, line.label)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        top = 0
        for place, (line, height) in enumerate(zip(self.lines, self._heights, strict=True)):
            if place == self.result:
                painter.fillRect(0, top, self.width(), height, QColor(now.accent_weak))
            painter.fillRect(0, top + height - 1, self.width(), 1, QColor(now.row_rule))
            if event.rect().intersects(QRect(0, top, self.width(), height)):
                self._paint_step(painter, line, place + 1, top + _GAP)
            top += height
        painter.end()

    def _paint_step(self, painter: QPainter, line: Line, number: int, top: int) -> None:
        now = theme.tokens()
        body, caption = theme.body_font(), theme.caption_font()
        width = self.width() - _NUMBER - _PAD
        painter.setFont(caption)
        painter.setPen(QColor(now.muted))
        painter.drawText(QRect(_PAD, top + 1, _NUMBER, 16), Qt.AlignmentFlag.AlignLeft, str(number))
        unit = QFontMetrics(caption).horizontalAdvance(f" {line.unit}")
        painter.drawText(QRect(_NUMBER, top + 1, width, 16), Qt.AlignmentFlag.AlignRight, line.unit)
        painter.setFont(body)
        painter.setPen(QColor(now.text))
        painter.drawText(QRect(_NUMBER, top, width - unit, 20), Qt.AlignmentFlag.AlignRight, line.value)
        metrics = QFontMetrics(body)
        room = width - metrics.horizontalAdvance(f"{line.value} {line.unit}") - 8
        height = self._label_height(line, metrics, width)
        painter.drawText(QRect(_NUMBER, top, room, height), int(_WRAP), line.label)
        top += height + 1
        painter.setFont(caption)
        for words, ink in ((line.formula, now.muted), (line.worked, now.text)):
            if words:
                painter.setPen(QColor(ink))
                high = _wrapped(QFontMetrics(caption), width, words)
                painter.drawText(QRect(_NUMBER, top, width, high), int(_WRAP), words)
                top += high + 1


def _wrapped(metrics: QFontMetrics, width: int, words: str) -> int:
    return metrics.boundingRect(QRect(0, 0, max(40, width), 10_000), int(_WRAP), words).height()


class TrailPanel(SidePanel):
    def __init__(self) -> None:
        super().__init__(labels.label("pricing.sheet-trail"), 330)
        self.view = TrailView()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self._empty = text(self.tr("Every step stands here once the inputs are complete."), "muted")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self._empty)
        column.addWidget(self.view)
        column.addStretch(1)
        self.set_body(holder, scroll=True)
        self.tools.addWidget(button(self.tr("Copy"), self.copy, "link"))
        self._sources = text("", "muted", caption=True)
        self._sources.setWordWrap(True)
        self._source_bar = QFrame()
        self._source_bar.setProperty("bar", "foot")
        row = QVBoxLayout(self._source_bar)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self._sources)
        self.set_foot(self._source_bar)

    def show_trail(self, lines: Sequence[Line], sources: str, result: int) -> None:
        counted = self.tr("1 step") if len(lines) == 1 else self.tr("{count} steps").format(count=len(lines))
        self.set_title(labels.label("pricing.sheet-trail"), counted if lines else "")
        self.view.show_lines(lines, result)
        self._empty.setVisible(not lines)
        self._sources.setText(sources)
        self._source_bar.setVisible(bool(sources))

    def copy(self) -> None:
        """The steps as a table for Excel."""
        rows = ("\t".join((line.label, line.formula, line.worked, line.value, line.unit)) for line in self.view.lines)
        QGuiApplication.clipboard().setText("\n".join(rows))
