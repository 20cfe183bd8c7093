"""Beside each row of the sheet: what becomes of it, and its number in Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView

from rare_desk.ui import labels, theme
from rare_desk.ui.imports.columns import CHIPS
from rare_desk.ui.widgets.tiles import StatusChip, paint_chip

if TYPE_CHECKING:
    from rare_desk.ui.imports.sheet_view import SheetView

ROW = 25


class Gutter(QHeaderView):
    def __init__(self, view: SheetView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(ROW)
        self.setDefaultSectionSize(ROW)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setFixedWidth(self._state_width() + self._number_width())

    def _state_width(self) -> int:
        states = (*(f"imports.state-{state}" for state in CHIPS), "imports.state-left", "imports.state-header")
        return max(StatusChip.room(labels.label(state)) for state in states) + 16

    def _number_width(self) -> int:
        return QFontMetrics(theme.body_font()).horizontalAdvance("1000000") + 4

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now, model = theme.tokens(), self._view.sheet
        state = model.state(section)
        current = section == self._view.currentIndex().row()
        painter.save()
        painter.fillRect(rect, QColor(now.accent_weak if current else now.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.row_rule))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), QColor(now.line))
        middle = self._state_width()
        number = QRect(rect.left() + middle, rect.top(), rect.width() - middle - 8, rect.height() - 1)
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(now.muted))
        painter.drawText(
            number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(model.number(section))
        )
        place = QRect(rect.left() + 8, rect.top(), middle - 8, rect.height() - 1)
        if state in CHIPS:
            words = labels.label(f"imports.state-{state}")
            chip = QRectF(place.left(), place.center().y() - 8, StatusChip.room(words), 18)
            paint_chip(painter, chip, words, CHIPS[state])
        elif state:
            words = self._plain(section, state)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _plain(self, section: int, state: str) -> str:
        if state != "header-row":
            return labels.label(f"imports.left-{state}")
        first = section == 0 or self._view.sheet.state(section - 1) != state
        return labels.label("imports.state-header") if first else ""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and section >= 0:
            self._view.row_clicked.emit(self._view.sheet.number(section))
