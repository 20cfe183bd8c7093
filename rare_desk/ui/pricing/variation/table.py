"""Varied figures as a table that copies as Excel expects; the present inputs are tinted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from rare_desk.ui import labels, theme
from rare_desk.ui.widgets.rows.cells import ROW

_HERE = Qt.ItemDataRole.UserRole
_LEAST = 78
_PAD = 8


@dataclass(frozen=True, slots=True)
class Words:
    """`titles` are names with units, `rows` begin with the value of the first input; `here` are the present inputs' row
    and column."""

    titles: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[str]]
    tips: Sequence[Sequence[str]]
    here: tuple[int, int]


class _Delegate(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        now = theme.tokens()
        rect: QRect = option.rect
        here, said = index.data(_HERE), str(index.data())
        painter.save()
        painter.fillRect(rect, QColor(now.accent_weak if here else now.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.row_rule))
        painter.setPen(QColor(now.accent if here else now.text))
        painter.drawText(
            rect.adjusted(_PAD, 0, -_PAD, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said
        )
        painter.restore()


class VariedTable(QTableWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Delegate(self))
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._needs: list[int] = []
        self.words: Words | None = None

    def show_words(self, words: Words | None) -> None:
        self.words = words
        self.setRowCount(len(words.rows) if words else 0)
        self.setColumnCount(len(words.titles) if words else 0)
        self._needs = (
            [self._need(title, said) for title, *said in zip(words.titles, *words.rows, strict=True)] if words else []
        )
        self._share()
        if words is None:
            return
        lines = 2 if any(unit for _, unit in words.titles) else 1
        self.horizontalHeader().setFixedHeight(lines * self.horizontalHeader().fontMetrics().height() + _PAD)
        for column, (title, unit) in enumerate(words.titles):
            self.setHorizontalHeaderItem(column, QTableWidgetItem(f"{title}\n{unit}" if unit else title))
        for row, cells in enumerate(words.rows):
            for column, said in enumerate(cells):
                item = QTableWidgetItem(said)
                item.setData(_HERE, (row, column) == words.here or (row == words.here[0] and column == 0))
                item.setToolTip(labels.tip(words.tips[row][column]))
                self.setItem(row, column, item)

    def _need(self, title: tuple[str, str], said: Sequence[str]) -> int:
        metrics = self.horizontalHeader().fontMetrics()
        return max(_LEAST, *(metrics.horizontalAdvance(one) + 2 * _PAD + 4 for one in (*title, *said)))

    def _share(self) -> None:
        """Every title and figure is whole; what is over is shared."""
        over = max(self.viewport().width() - sum(self._needs), 0)
        for column, need in enumerate(self._needs):
            self.setColumnWidth(column, need + over // len(self._needs))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def text(self) -> str:
        """As Excel expects it."""
        words = self.words
        if words is None:
            return ""
        return "\n".join("\t".join(cells) for cells in ([" ".join(one).strip() for one in words.titles], *words.rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
            return
        super().keyPressEvent(event)
