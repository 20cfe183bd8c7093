"""A bar of the shares up, flat and down in a cell of a table."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from rare_desk.core.expectation import Outlook
from rare_desk.ui import theme
from rare_desk.ui.expectation.figures import ProductRow
from rare_desk.ui.widgets.rows.cells import Cell, CellDelegate

BAR = "shares"
_HEIGHT = 10


class SharesDelegate(CellDelegate):
    """Paints the column `shares` as a bar from up on the left to down on the right; all others as usual."""

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        super().paint_cell(painter, cell)
        row = cell.row
        if cell.column.key != BAR or not isinstance(row, ProductRow) or row.diffusion is None:
            return
        now = theme.tokens()
        place = QRectF(self._table.inside(cell.rect, cell.number))
        left, top = place.left(), place.center().y() - _HEIGHT / 2
        for outlook, ink in ((Outlook.UP, now.rise), (Outlook.FLAT, now.line), (Outlook.DOWN, now.fall)):
            wide = place.width() * float(row.diffusion.shares.get(outlook, Fraction(0)))
            painter.fillRect(QRectF(left, top, max(wide - 1, 0), _HEIGHT), QColor(ink))
            left += wide
