"""How the cells of a table are painted: by their column, their row's state and what is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from rare_desk.ui import theme
from rare_desk.ui.widgets.rows.lettering import ALIGN as ALIGN
from rare_desk.ui.widgets.rows.lettering import Lettering
from rare_desk.ui.widgets.tiles import paint_chip

if TYPE_CHECKING:
    from rare_desk.ui.widgets.rows.rows_model import Column
    from rare_desk.ui.widgets.table import Table

ROW = 26
HEADER = 28
PAD = 8
_INKS = {
    "suspect": "warn",
    "bad": "bad",
    "muted": "muted",
    "rise": "rise",
    "fall": "fall",
    "stale": "stale",
    "warn": "warn",
}


@dataclass(slots=True)
class Cell:
    """One that is to be painted. `place` is its row's in the list, `number` its column's, `state` its row's, `flag` as
    the column says."""

    rect: QRect
    place: int
    number: int
    column: Column[object]
    row: object | None
    state: str
    flag: str
    chosen: bool


@cache
def ink(colour: str) -> QColor:
    """Of `#RRGGBB`; shared, so not to be changed."""
    return QColor(colour)


class CellDelegate(QStyledItemDelegate):
    """Paints cells by the columns of the table's model, many in one go: Qt asks for them one by one, which costs three
    times as much."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table
        self._metrics = QFontMetrics(table.plain)
        self._plain, self._struck = Lettering(table.plain), Lettering(table.struck)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, ROW)

    def paint_rows(self, painter: QPainter, places: Iterable[int], numbers: Sequence[int]) -> None:
        """These columns, side by side where they are seen, of the rows at these places."""
        if not numbers:
            return
        table, rule = self._table, ink(theme.tokens().row_rule)
        painter.setFont(table.plain)
        self._metrics = painter.fontMetrics()
        self._plain.begin(painter)
        self._struck.begin(painter)
        columns = [(one, table.column(one), table.frozen.left(one), table.columnWidth(one)) for one in numbers]
        begin, end = columns[0][2], columns[-1][2] + columns[-1][3]
        chosen = table.chosen_blocks()
        current = table.currentIndex() if self.has_cursor() else QModelIndex()
        for place in places:
            top, height, row = table.rowViewportPosition(place), table.rowHeight(place), table.row_at(place)
            state, blocks = table.row_state(row), [one for one in chosen if one.top() <= place <= one.bottom()]
            cells = [
                Cell(
                    QRect(left, top, width, height),
                    place,
                    number,
                    column,
                    row,
                    state,
                    column.flag(row) if column.flag and row is not None else "",
                    bool(blocks) and any(one.left() <= number <= one.right() for one in blocks),
                )
                for number, column, left, width in columns
            ]
            self._paint_ground(painter, cells)
            painter.fillRect(begin, top + height - 1, end - begin, 1, rule)
            for cell in cells:
                self.paint_cell(painter, cell)
                if place == current.row() and cell.number == current.column():
                    self.paint_cursor(painter, cell.rect)

    def _paint_ground(self, painter: QPainter, cells: Iterable[Cell]) -> None:
        for cell in cells:
            if ground := self.ground(cell):
                painter.fillRect(cell.rect, ink(getattr(theme.tokens(), ground)))

    def has_cursor(self) -> bool:
        """Whether the current cell is marked."""
        return self._table.hasFocus()

    def ground(self, cell: Cell) -> str:
        """The token under the cell; empty: that of the table."""
        return "accent_weak" if cell.chosen else "hover" if cell.place == self._table.hovered else ""

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        """What stands on the ground."""
        words = "" if cell.row is None else cell.column.text(cell.row)
        if words:
            self._paint_words(painter, cell, words)

    def paint_cursor(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(ink(theme.tokens().accent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_words(self, painter: QPainter, cell: Cell, words: str) -> None:
        now, flag = theme.tokens(), cell.flag
        cancelled = cell.state == "cancelled"
        if flag.startswith("chip:"):
            self._paint_chip(painter, cell, words)
            return
        colour = "stale" if cancelled else _INKS.get(flag, "muted" if cell.column.muted else "text")
        painter.setPen(ink(getattr(now, colour)))
        struck = cancelled and flag != "plain"
        letters = self._struck if struck else self._plain
        if struck:
            painter.setFont(self._table.struck)
        above_rule = self._table.inside(cell.rect, cell.number).adjusted(0, 0, 0, -1)
        letters.paint(painter, above_rule, cell.column.align, words)
        if struck:
            painter.setFont(self._table.plain)
        if flag == "suspect":
            paint_corner(painter, cell.rect, now.warn)

    def _paint_chip(self, painter: QPainter, cell: Cell, words: str) -> None:
        width = self._metrics.horizontalAdvance(words) + 10
        left = self._table.inside(cell.rect, cell.number).left()
        paint_chip(painter, QRectF(left - 4, cell.rect.center().y() - 8, width, 18), words, cell.flag[5:])
        painter.setFont(self._table.plain)


def paint_corner(painter: QPainter, rect: QRect, colour: str) -> None:
    """At the upper right of a cell."""
    corner = QPointF(rect.right() + 1, rect.top())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink(colour))
    painter.drawPolygon(QPolygonF([corner, corner - QPointF(7, 0), corner + QPointF(0, 7)]))
