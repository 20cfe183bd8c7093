"""A report on A4 pages: headings, sentences, formulas and tables, with a foot on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPdfWriter

from rare_desk.ops.methodologies.report import Block, Form
from rare_desk.ui import labels, theme
from rare_desk.ui.paper.a4 import a4

_LEFT, _RIGHT, _TOP, _BOTTOM, _FOOT = 20.0, 190.0, 18.0, 274.0, 280.0
"""Millimetres of an A4 page: where text stands, and where the foot begins."""
_GAP, _PAD = 5.0, 1.1
"""Between two columns of a table, and above and below a row's words."""
_WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
_RIGHTMOST = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class _Style:
    """Size in points; `above`, `below`, `indent` in millimetres, `keep` the room that must be left below its top."""

    size: float
    ink: str = "text"
    bold: bool = False
    above: float = 0.0
    below: float = 1.6
    indent: float = 0.0
    keep: float = 0.0


_STYLES = {
    Form.TITLE: _Style(18, bold=True, below=1.5),
    Form.HEADING: _Style(11.5, bold=True, above=4.5, below=1.4, keep=34),
    Form.CAPTION: _Style(8, "muted", below=0.8),
    Form.TEXT: _Style(9),
    Form.FORMULA: _Style(9.5, "accent", indent=8, below=2.0),
}
_CELL, _TITLES = _Style(8.5), _Style(7.5, "muted")


def write_report(path: Path, blocks: Sequence[Block]) -> None:
    """Over what is there. Raises Unwritable when the place forbids it."""
    title = next((block.text for block in blocks if block.form is Form.TITLE), "")
    with a4(path, title) as (writer, painter):
        _Pages(writer, painter, title).draw(blocks)


class _Pages:
    """Fills one page after another from the top, in millimetres."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, title: str) -> None:
        self._writer, self._painter, self._title = writer, painter, title
        self._mm = writer.logicalDpiX() / 25.4
        self._inks = theme.paper()
        self._y = _TOP
        self._page = 0

    def draw(self, blocks: Sequence[Block]) -> None:
        self._foot()
        for block in blocks:
            if block.form is Form.TABLE:
                self._table(block)
            else:
                self._words(block.text, _STYLES[block.form])

    def _words(self, words: str, style: _Style) -> None:
        left = _LEFT + style.indent
        height = self._height(words, style, _RIGHT - left)
        self._y += style.above if self._y > _TOP else 0
        self._room(max(height, style.keep))
        self._text(words, style, left, _RIGHT - left, height)
        self._y += height + style.below

    def _table(self, block: Block) -> None:
        widths = self._widths(block.rows)
        self._room(20)
        self._row(block.rows[0], widths, block.figures, _TITLES)
        for row in block.rows[1:]:
            if self._y + self._row_height(row, widths, _CELL) > _BOTTOM:
                self._new_page()
                self._row(block.rows[0], widths, block.figures, _TITLES)
            self._row(row, widths, block.figures, _CELL)
        self._y += 2.5

    def _row(self, row: Sequence[str], widths: Sequence[float], figures: Sequence[int], style: _Style) -> None:
        height, left = self._row_height(row, widths, style), _LEFT
        self._y += _PAD
        for at, (words, width) in enumerate(zip(row, widths, strict=True)):
            self._text(words, style, left, width, height, _RIGHTMOST if at in figures else _WRAPPED)
            left += width + _GAP
        self._y += height - _PAD
        end = min(left - _GAP, _RIGHT)
        self._painter.fillRect(self._area(_LEFT, self._y, end - _LEFT, 0.15), QColor(self._inks.line))

    def _row_height(self, row: Sequence[str], widths: Sequence[float], style: _Style) -> float:
        cells = zip(row, widths, strict=True)
        return max(self._height(words, style, width) for words, width in cells) + 2 * _PAD

    def _widths(self, rows: Sequence[Sequence[str]]) -> list[float]:
        """Each column's own width; where they are too wide together, the widest give way."""
        metrics = QFontMetricsF(theme.body_font(_CELL.size), self._writer)
        own = [
            max(metrics.horizontalAdvance(words) for words in column) / self._mm + 1
            for column in zip(*rows, strict=True)
        ]
        room = _RIGHT - _LEFT - _GAP * (len(own) - 1)
        while sum(own) > room:
            widest = max(own)
            second = max((width for width in own if width < widest), default=0.0)
            count = own.count(widest)
            narrower = max(second, widest - (sum(own) - room) / count)
            own = [narrower if width == widest else width for width in own]
        return own

    def _room(self, height: float) -> None:
        if self._y + height > _BOTTOM:
            self._new_page()

    def _new_page(self) -> None:
        self._writer.newPage()
        self._page += 1
        self._y = _TOP
        self._foot()

    def _foot(self) -> None:
        self._painter.fillRect(self._area(_LEFT, _FOOT, _RIGHT - _LEFT, 0.2), QColor(self._inks.line))
        y, self._y = self._y, _FOOT + 1.5
        said = f"{self._title} · {labels.label('paper.made-by')}"
        self._text(said, _TITLES, _LEFT, 150, 5)
        self._text(str(self._page + 1), _TITLES, _RIGHT - 20, 20, 5, _RIGHTMOST)
        self._y = y

    def _height(self, words: str, style: _Style, width: float) -> float:
        self._painter.setFont(theme.body_font(style.size, bold=style.bold))
        found = self._painter.boundingRect(self._area(0, 0, width, 10_000), _WRAPPED, words)
        return found.height() / self._mm

    def _text(self, words: str, style: _Style, left: float, width: float, height: float, flags: int = _WRAPPED) -> None:
        self._painter.setFont(theme.body_font(style.size, bold=style.bold))
        self._painter.setPen(QColor(getattr(self._inks, style.ink)))
        self._painter.drawText(self._area(left, self._y, width, height + 1), flags, words)

    def _area(self, x: float, y: float, width: float, height: float) -> QRectF:
        return QRectF(x * self._mm, y * self._mm, width * self._mm, height * self._mm)
