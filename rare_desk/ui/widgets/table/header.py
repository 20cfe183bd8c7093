"""The header of a table: titles with their units, and the arrow of the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView

from rare_desk.ui import theme
from rare_desk.ui.widgets.cells import HEADER

if TYPE_CHECKING:
    from rare_desk.ui.widgets.rows_model import Column
    from rare_desk.ui.widgets.table.view import Table


class Header(QHeaderView):
    """Titles in text colour, units behind them muted, the sort arrow muted."""

    def __init__(self, table: Table) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setMinimumSectionSize(36)
        self.setFixedHeight(HEADER)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now = theme.tokens()
        column = self._table.column(section)
        painter.save()
        painter.fillRect(rect, QColor(now.raised))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.line))
        inner = self._table.inside(rect, section).adjusted(0, 0, 0, -1)
        arrow = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        self._paint_title(painter, inner, column, arrow)
        painter.restore()

    def _paint_title(self, painter: QPainter, inner: QRect, column: Column[object], arrow: bool) -> None:
        now = theme.tokens()
        small = theme.caption_font()
        painter.setFont(small)
        unit = painter.fontMetrics().horizontalAdvance(f" {column.unit}") if column.unit else 0
        tail = 12 if arrow else 0
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
        if arrow:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            _triangle(painter, QPointF(left + title + unit + 7, inner.center().y() + 1), down, QColor(now.muted))


def _triangle(painter: QPainter, at: QPointF, down: bool, ink: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    tip = 2.5 if down else -2.5
    painter.drawPolygon(QPolygonF([at + QPointF(-3.5, -tip), at + QPointF(3.5, -tip), at + QPointF(0, tip)]))
