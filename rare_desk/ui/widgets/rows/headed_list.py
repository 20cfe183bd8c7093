"""Lists whose rows stand under headings: how both are painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rare_desk.ui import theme

PaintWords = Callable[[QPainter, QRect, Any], None]
ITEM = Qt.ItemDataRole.UserRole
"""What a row is of; a heading has none."""
_HEADING, _SIDE = 26, 12


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Of the chosen row and of the one under the mouse."""
    now, rect, state = theme.tokens(), option.rect, option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(now.accent_weak))
        painter.fillRect(rect.left(), rect.top(), 2, rect.height(), QColor(now.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(now.hover))


def paint_heading(painter: QPainter, rect: QRect, words: str) -> None:
    painter.setFont(theme.caption_font())
    painter.setPen(QColor(theme.tokens().muted))
    lower = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect.adjusted(_SIDE, 0, -_SIDE, -4), lower, words)


def add_heading(items: QListWidget, words: str) -> None:
    title = QListWidgetItem(words)
    title.setFlags(Qt.ItemFlag.NoItemFlags)
    items.addItem(title)


class HeadedDelegate(QStyledItemDelegate):
    """Rows `height` px tall with a rule below.

    `paint_words` is given the row without its margins and its item; the painter is put back afterwards.
    """

    def __init__(self, parent: QObject, height: int, paint_words: PaintWords) -> None:
        super().__init__(parent)
        self._height, self._paint_words = height, paint_words

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, _HEADING if index.data(ITEM) is None else self._height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        item = index.data(ITEM)
        painter.save()
        if item is None:
            paint_heading(painter, rect, str(index.data()))
        else:
            paint_ground(painter, option)
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(theme.tokens().row_rule))
            self._paint_words(painter, rect.adjusted(_SIDE, 4, -_SIDE, -4), item)
        painter.restore()
