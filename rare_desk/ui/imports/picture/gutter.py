"""Beside each row of the sheet: what becomes of it, and its number in Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView

from rare_desk.ui import labels, theme
from rare_desk.ui.imports.adjustments import TAKEABLE
from rare_desk.ui.imports.columns.tables import CHIPS
from rare_desk.ui.widgets.tiles import StatusChip, paint_chip

if TYPE_CHECKING:
    from rare_desk.ui.imports.picture.sheet_view import SheetView

ROW = 25
EDGES = ("last", "first", "end")
"""Of the table: the header's last row, its first row, the last row."""
_GRIP = 4


class Gutter(QHeaderView):
    def __init__(self, view: SheetView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self._dragged = ""
        self.setMouseTracking(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(ROW)
        self.setDefaultSectionSize(ROW)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        states = (*(f"imports.state-{state}" for state in CHIPS), "imports.state-left", "imports.state-header")
        self._state_width = max(StatusChip.room(labels.label(state)) for state in states) + 16
        self.setFixedWidth(self._state_width + self._number_width())

    def _number_width(self) -> int:
        return QFontMetrics(theme.body_font()).horizontalAdvance("1000000") + 4

    def renew(self, section: int) -> None:
        """Paints what stands beside that row anew."""
        self.viewport().update(0, self.sectionViewportPosition(section), self.viewport().width(), ROW)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now, model = theme.tokens(), self._view.sheet
        state = model.state(section)
        current = section == self._view.currentIndex().row()
        painter.save()
        painter.fillRect(rect, QColor(now.accent_weak if current else now.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.row_rule))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), QColor(now.line))
        middle = self._state_width
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Below the last row nothing stands."""
        super().paintEvent(event)
        rest = self.viewport().rect().adjusted(0, max(self.length() - self.offset(), 0), 0, 0)
        painter = QPainter(self.viewport())
        painter.fillRect(rest, QColor(theme.tokens().surface))
        painter.end()

    def _plain(self, section: int, state: str) -> str:
        if state != "header-row":
            return labels.label(f"imports.left-{state}")
        first = section == 0 or self._view.sheet.state(section - 1) != state
        return labels.label("imports.state-header") if first else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        edge = self._edge_at(point.y())
        if event.button() == Qt.MouseButton.LeftButton and edge:
            self._dragged = edge
            self._drag_to(point.y())
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        y = event.position().toPoint().y()
        if self._dragged:
            self._drag_to(y)
            return
        section = self.logicalIndexAt(event.position().toPoint())
        self.viewport().setCursor(self._cursor(y, event.position().x(), section))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged:
            self._dragged = ""
            self._view.drop_drag()
            return
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        section = self.logicalIndexAt(point)
        inside = section >= 0 and (point.x() < self._state_width or self._is_bare())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self._view.row_clicked.emit(self._view.sheet.number(section))

    def _is_bare(self) -> bool:
        """A sheet without a table: a click says in which row its header stands."""
        picture = self._view.sheet.picture
        return picture is not None and not picture.bounds.last

    def edge_place(self, edge: str) -> int | None:
        """Where that bound of the table stands, in px; None when its row is not shown."""
        picture = self._view.sheet.picture
        if picture is None or not picture.bounds.last or self._view.sheet.filter != "all":
            return None
        row = {"first": picture.bounds.first, "last": picture.bounds.last, "end": picture.bounds.end}[edge]
        place = self._view.sheet.place_of(row)
        if place < 0:
            return None
        return self.sectionViewportPosition(place) + (0 if edge == "first" else self.sectionSize(place))

    def _edge_at(self, y: int) -> str:
        places = {edge: self.edge_place(edge) for edge in EDGES}
        return next((edge for edge, at in places.items() if at is not None and abs(at - y) <= _GRIP), "")

    def _drag_to(self, y: int) -> None:
        """The row that would be the bound: for the upper one the row below the pointer, for the others that above."""
        height = self._view.sheet.rowCount()
        shift = ROW // 2 if self._dragged == "first" else -(ROW // 2)
        section = self.logicalIndexAt(max(y + shift, 0))
        section = height - 1 if section < 0 else section
        self._view.show_drag(self._dragged, self._view.sheet.number(min(section, height - 1)))

    def _cursor(self, y: int, x: float, section: int) -> Qt.CursorShape:
        if self._edge_at(y):
            return Qt.CursorShape.SizeVerCursor
        state = self._view.sheet.state(section) if section >= 0 else ""
        if self._is_bare():
            return Qt.CursorShape.PointingHandCursor
        toggles = x < self._state_width and (state in CHIPS or state in TAKEABLE or state == "user")
        return Qt.CursorShape.PointingHandCursor if toggles else Qt.CursorShape.ArrowCursor
