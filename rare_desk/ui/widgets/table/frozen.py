"""The first columns of a table that stay at the left while the others scroll under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter

from rare_desk.ui import theme

if TYPE_CHECKING:
    from rare_desk.ui.widgets.table.view import Table

_MOST = 0.6
"""Of the table's width: more than that does not stay, lest nothing be left to scroll."""


class Frozen:
    """Painted over what has scrolled under them, in the table's own viewport, so that there is one view with one
    selection, one current cell and one editor. Where a cell is painted, there it is clicked and edited."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.count = 0
        """How many of the shown columns are to stay."""

    @property
    def scrolled(self) -> int:
        """How far the others have moved, px."""
        return self._table.horizontalHeader().offset() if self.count else 0

    def columns(self) -> list[int]:
        """Those that stay, from the left; fewer than wanted in a narrow window."""
        header = self._table.horizontalHeader()
        found: list[int] = []
        room = self._table.viewport().width() * _MOST
        for number in self._table.shown_columns()[: self.count]:
            room -= header.sectionSize(number)
            if room < 0:
                break
            found.append(number)
        return found

    @property
    def width(self) -> int:
        """Up to where the viewport is covered, px; 0 while nothing has scrolled."""
        if not self.scrolled:
            return 0
        header = self._table.horizontalHeader()
        return sum(header.sectionSize(number) for number in self.columns())

    def left(self, number: int) -> int:
        """Where a column is seen to begin, px from the viewport's edge."""
        header = self._table.horizontalHeader()
        stays = self.scrolled and number in self.columns()
        return header.sectionPosition(number) if stays else header.sectionViewportPosition(number)

    def under(self, at: QPoint) -> QPoint:
        """Where the view takes the cell to be that is seen there."""
        return at - QPoint(self.scrolled, 0) if at.x() < self.width else at

    def seen(self, rect: QRect, number: int) -> QRect:
        """A cell's rectangle where it is seen."""
        scrolled = self.scrolled
        return rect.translated(scrolled, 0) if scrolled and number in self.columns() else rect

    def paint(self, painter: QPainter, area: QRect) -> None:
        """The cells that stay, of the rows in that part of the viewport, over what is painted."""
        width = self.width
        if not width or area.left() > width:
            return
        table, now = self._table, theme.tokens()
        painter.fillRect(0, area.top(), width, area.height(), QColor(now.surface))
        painter.setClipRect(0, area.top(), width, area.height())
        table.cells.paint_rows(painter, table.rows_in(area), self.columns())
        painter.setClipping(False)
        painter.fillRect(width - 1, area.top(), 1, area.height(), QColor(now.line))
