"""How a grid's cells and titles are drawn."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView

from rare_desk.ui import theme
from rare_desk.ui.pricing.form.cells import Cell
from rare_desk.ui.pricing.form.grid_model import NAME, GridModel

HEADER, PAD, MARGIN = 28, 8, 16
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Header(QHeaderView):
    def __init__(self, model: GridModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._model = model
        self.setFixedHeight(HEADER)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(30)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now = theme.tokens()
        title, unit = self._model.titles[section]
        painter.save()
        painter.fillRect(rect, QColor(now.raised))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.line))
        cell = Cell(unit, prefix=title)
        paint_cell(
            painter,
            inner_of(rect, section, len(self._model.titles)),
            cell,
            left=section in self._model.words,
            muted=True,
            prefix_ink="text",
        )
        painter.restore()


def inner_of(rect: QRect, column: int, columns: int) -> QRect:
    """Where a cell's words stand: the first and the last column keep the page's margin."""
    return rect.adjusted(MARGIN if column == NAME else PAD, 0, -(MARGIN if column == columns - 1 else PAD), -1)


def needed(words: str, unit: str) -> int:
    """The room of a title, in pixels."""
    body, caption = QFontMetrics(theme.body_font()), QFontMetrics(theme.caption_font())
    return body.horizontalAdvance(words) + caption.horizontalAdvance(f" {unit}") + PAD + MARGIN


def paint_cell(
    painter: QPainter, inner: QRect, cell: Cell, *, left: bool, muted: bool = False, prefix_ink: str = "muted"
) -> None:
    """The prefix before the figure, in the caption's size except in a header; too long words end in dots."""
    now = theme.tokens()
    caption, body = theme.caption_font(), theme.body_font()
    header = prefix_ink != "muted"
    figure_font, prefix_font = (caption, body) if header else (body, caption)
    painter.setFont(figure_font)
    words = painter.fontMetrics().elidedText(cell.shown, Qt.TextElideMode.ElideRight, inner.width())
    width = painter.fontMetrics().horizontalAdvance(words)
    painter.setPen(QColor(now.warn if cell.problem else now.muted if muted else now.text))
    figure = inner
    if cell.prefix and left:
        painter.setFont(prefix_font)
        figure = inner.adjusted(painter.fontMetrics().horizontalAdvance(f"{cell.prefix} ") + 1, 0, 0, 0)
        painter.setFont(figure_font)
    painter.drawText(figure, LEFT if left else RIGHT, words)
    if not cell.prefix:
        return
    painter.setFont(prefix_font)
    painter.setPen(QColor(getattr(now, prefix_ink)))
    gap = painter.fontMetrics().horizontalAdvance(" ") + 1 if words else 0
    room = inner if left else inner.adjusted(0, 0, -width - gap, 0)
    side = LEFT if left else RIGHT
    prefix = painter.fontMetrics().elidedText(cell.prefix, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, side, prefix)
