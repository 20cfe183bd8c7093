"""How a cell of a table is painted: by its column, its row's state and what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rare_desk.ui import theme
from rare_desk.ui.widgets.tiles import paint_chip

if TYPE_CHECKING:
    from rare_desk.ui.widgets.rows_model import Column
    from rare_desk.ui.widgets.table import Table

ROW = 26
HEADER = 28
PAD = 8
ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
}
_WIDEST = 14
"""No character of the body's size is wider."""
_INKS = {
    "suspect": "warn",
    "bad": "bad",
    "muted": "muted",
    "rise": "rise",
    "fall": "fall",
    "stale": "stale",
    "warn": "warn",
}


class CellDelegate(QStyledItemDelegate):
    """Paints cells by the columns of the table's model."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        now = theme.tokens()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        column = self._table.column(index.column())
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, QColor(now.accent_weak))
        elif index.row() == self._table.hovered:
            painter.fillRect(rect, QColor(now.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.row_rule))
        row = self._table.row_of(index)
        words = "" if row is None else column.text(row)
        if words:
            self._paint_words(painter, rect, index, words, column)
        if self._table.hasFocus() and index == self._table.currentIndex():
            painter.setPen(QColor(now.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_words(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        words: str,
        column: Column[object],
    ) -> None:
        now = theme.tokens()
        row = self._table.row_of(index)
        flag = column.flag(row) if column.flag and row is not None else ""
        cancelled = self._table.row_state(row) == "cancelled"
        if flag.startswith("chip:"):
            width = painter.fontMetrics().horizontalAdvance(words) + 10
            left = self._table.inside(rect, index.column()).left()
            place = QRectF(left - 4, rect.center().y() - 8, width, 18)
            paint_chip(painter, place, words, flag[5:])
            return
        ink = "stale" if cancelled else _INKS.get(flag, "muted" if column.muted else "text")
        font = self._table.struck if cancelled and flag != "plain" else self._table.plain
        painter.setFont(font)
        painter.setPen(QColor(getattr(now, ink)))
        inner = self._table.inside(rect, index.column()).adjusted(0, 0, 0, -1)
        if len(words) * _WIDEST > inner.width():  # measuring costs as much as drawing
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, ALIGN[column.align], words)
        if flag == "suspect":
            corner = QPointF(rect.right() + 1, rect.top())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.warn))
            painter.drawPolygon(QPolygonF([corner, corner - QPointF(7, 0), corner + QPointF(0, 7)]))
