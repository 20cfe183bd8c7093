"""The header of a table: titles with their units, and the arrow of the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyle

from rare_desk.ui import theme
from rare_desk.ui.widgets.rows.cells import HEADER
from rare_desk.ui.widgets.table.header_menu import open_header_menu
from rare_desk.ui.widgets.table.ordering import Order, clicked

if TYPE_CHECKING:
    from rare_desk.ui.widgets.rows.rows_model import Column
    from rare_desk.ui.widgets.table.view import Table


_ARROW = 13
"""What an arrow needs behind the words."""


class Header(QHeaderView):
    """Titles in text colour, units behind them muted, the arrows of the order muted, numbered when there are several.

    A click sorts by that column alone, with Ctrl or Shift by it too.
    """

    def __init__(self, table: Table) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setMinimumSectionSize(36)
        self.setFixedHeight(HEADER)
        self.order: Order = ()
        self.standing: Order = ()
        self._sorts = False
        self._adds = False
        self._moved = 0
        self._widening: tuple[int, float] | None = None
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.viewport().update())
        self.sectionClicked.connect(self._click)

    def show_order(self, order: Order, standing: Order) -> None:
        self.order, self.standing, self._sorts = order, standing, True
        self.viewport().update()

    @property
    def shown_order(self) -> Order:
        return self.order or self.standing

    def can_sort(self, section: int) -> bool:
        return self._sorts and self._table.column(section).sortable

    def section_at(self, x: int) -> int:
        """The column whose title is seen there, or -1."""
        return self.logicalIndexAt(self._table.frozen.under(QPoint(x, 0)).x())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x, frozen = event.position().x(), self._table.frozen
        self._moved = frozen.scrolled if x < frozen.width else 0
        edge = self._edge_at(x)
        if edge >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._widening = (edge, x - self.sectionSize(edge))
            return
        super().mousePressEvent(self._under(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._widening is not None:
            section, start = self._widening
            self.resizeSection(section, max(self.minimumSectionSize(), int(x - start)))
        elif not event.buttons() and x < self._table.frozen.width:
            shape = Qt.CursorShape.SplitHCursor if self._edge_at(x) >= 0 else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
        else:
            super().mouseMoveEvent(self._under(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        self._adds = bool(event.modifiers() & keys)
        if self._widening is not None:
            self._widening = None
            return
        super().mouseReleaseEvent(self._under(event))
        self._moved = 0

    def _edge_at(self, x: float) -> int:
        """The column that stays whose right edge is there to be dragged, or -1. Qt drags none left of its viewport."""
        frozen = self._table.frozen
        if not frozen.width:
            return -1
        grip = self.style().pixelMetric(QStyle.PixelMetric.PM_HeaderGripMargin, None, self)
        edges = ((number, self.sectionPosition(number) + self.sectionSize(number)) for number in frozen.columns())
        return next((number for number, edge in edges if -grip <= x - edge < 1), -1)

    def _under(self, event: QMouseEvent) -> QMouseEvent:
        """As if the columns that stay had scrolled with the others."""
        if not self._moved:
            return event
        at = event.position() - QPointF(self._moved, 0)
        keys = event.modifiers()
        return QMouseEvent(event.type(), at, event.globalPosition(), event.button(), event.buttons(), keys)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        section = self.section_at(event.pos().x())
        if section >= 0:
            open_header_menu(self._table, section)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        frozen = self._table.frozen
        if not (width := frozen.width):
            return
        painter = QPainter(self.viewport())
        for number in frozen.columns():
            place = QRect(self.sectionPosition(number), 0, self.sectionSize(number), self.height())
            painter.setClipRect(place)
            self.paintSection(painter, place, number)
        painter.setClipping(False)
        painter.fillRect(width - 1, 0, 1, self.height(), QColor(theme.tokens().line))
        painter.end()

    def _click(self, section: int) -> None:
        if self.can_sort(section):
            key = self._table.column(section).key
            self._table.sort_by(clicked(self.order, self.standing, key, adds=self._adds))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now = theme.tokens()
        column = self._table.column(section)
        painter.save()
        painter.fillRect(rect, QColor(now.raised))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.line))
        inner = self._table.inside(rect, section).adjusted(0, 0, 0, -1)
        self._paint_title(painter, inner, column)
        painter.restore()

    def _paint_title(self, painter: QPainter, inner: QRect, column: Column[object]) -> None:
        now = theme.tokens()
        small = theme.caption_font()
        painter.setFont(small)
        unit = painter.fontMetrics().horizontalAdvance(f" {column.unit}") if column.unit else 0
        order = self.shown_order
        place = next((place for place, one in enumerate(order) if one.column == column.key), -1)
        number = str(place + 1) if place >= 0 and len(order) > 1 else ""
        tail = (_ARROW if place >= 0 else 0) + painter.fontMetrics().horizontalAdvance(number)
        painter.setFont(theme.body_font())
        room = inner.width() - unit - tail
        words = painter.fontMetrics().elidedText(column.title, Qt.TextElideMode.ElideRight, room)
        title = painter.fontMetrics().horizontalAdvance(words)
        total = title + unit + tail
        left = inner.left()
        if column.align == "right":
            left = max(inner.left(), inner.right() + 1 - total)
        elif column.align == "centre":
            left = max(inner.left(), inner.left() + (inner.width() - total) // 2)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setClipRect(inner.adjusted(0, 0, 1, 0))
        painter.setPen(QColor(now.text))
        painter.drawText(QRect(left, inner.top(), title + 2, inner.height()), middle, words)
        painter.setPen(QColor(now.muted))
        if unit:
            painter.setFont(small)
            painter.drawText(QRect(left + title, inner.top(), unit + 2, inner.height()), middle, f" {column.unit}")
        if place >= 0:
            end = left + title + unit
            painter.setFont(small)
            painter.drawText(QRect(end + _ARROW, inner.top(), inner.width(), inner.height()), middle, number)
            _triangle(painter, QPointF(end + 7, inner.center().y() + 1), order[place].descending, QColor(now.muted))


def _triangle(painter: QPainter, at: QPointF, down: bool, ink: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    tip = 2.5 if down else -2.5
    painter.drawPolygon(QPolygonF([at + QPointF(-3.5, -tip), at + QPointF(3.5, -tip), at + QPointF(0, tip)]))
