"""A paper for the other side on A4: one page, and further ones for lots that have no room on it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPdfWriter

from rare_desk.ops.papers.document import Document, Figure, Table, Weight
from rare_desk.ui import labels, theme
from rare_desk.ui.paper.a4 import a4

_LEFT, _RIGHT, _TOP, _BOTTOM, _FOOT = 20.0, 190.0, 15.0, 272.0, 282.0
"""Millimetres of an A4 page: where text stands, and where the foot begins."""
_ROW, _GAP, _SIGNED = 5.2, 3.0, 24.0
"""A row of a table, between two columns, and the room for stamp and signature."""
_LEFTMOST = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHTMOST = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TOPMOST = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_SIZES = {Weight.PLAIN: 9.0, Weight.SUM: 9.5, Weight.RESULT: 14.0}
_STEPS = {Weight.PLAIN: 5.4, Weight.SUM: 6.4, Weight.RESULT: 10.0}


def write_paper(path: Path, paper: Document) -> None:
    """Over what is there. Raises Unwritable when the place forbids it."""
    with a4(path, f"{paper.title} {paper.subtitle}".strip()) as (writer, painter):
        _Paper(writer, painter, paper).draw()


class _Paper:
    """Goes down a page in millimetres."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, paper: Document) -> None:
        self._writer, self._painter, self._paper = writer, painter, paper
        self._mm = writer.logicalDpiX() / 25.4
        self._inks = theme.paper()
        self._y = _TOP

    def draw(self) -> None:
        first, annexes = self._fitted()
        pages = 1 + sum(self._pages(table) for table in annexes)
        self._page, self._of = 1, pages
        self._letterhead()
        self._title()
        self._about()
        for table in first:
            self._table(table)
        self._figures()
        self._notes()
        self._signatures()
        self._foot()
        for table in annexes:
            self._annex(table)

    def _fitted(self) -> tuple[list[Table], list[Table]]:
        """The tables as they stand on the first page, and those that follow whole because they have no room there."""
        tables, annexes = list(self._paper.tables), []
        while self._needed(tables) > _BOTTOM - _TOP:
            longest = max(range(len(tables)), key=lambda at: len(tables[at].rows), default=0)
            if not tables or len(tables[longest].rows) <= 1:
                break
            whole = tables[longest]
            annexes.append(whole)
            tables[longest] = self._short(whole)
        return tables, annexes

    def _short(self, table: Table) -> Table:
        said = labels.label("papers.lots-follow", count=str(len(table.rows)))
        row = (said, *("" for _ in table.columns[1:]))
        return dataclasses.replace(table, rows=(row,))

    def _needed(self, tables: Sequence[Table]) -> float:
        head = 20 + 16 + 4.6 * ((len(self._paper.about) + 1) // 2) + (5 if self._paper.made_up else 0)
        rows = sum(self._table_height(table) for table in tables)
        figures = sum(_STEPS[figure.weight] for figure in self._paper.figures) + (7 if self._paper.words else 0)
        notes = sum(self._height(note, 7.5) for note in self._paper.notes) + 6
        return head + rows + figures + notes + (_SIGNED if self._paper.signatures else 0)

    def _table_height(self, table: Table) -> float:
        """Of more rows than a page has none is measured."""
        many = len(table.rows) > _BOTTOM / _ROW
        rows = _ROW * len(table.rows) if many else sum(self._row_height(table, row) for row in table.rows)
        return 13 + rows + (_ROW if table.total else 0)

    def _letterhead(self) -> None:
        head = self._paper.letterhead
        logo = QImage(head.logo) if head.logo else QImage()
        left = _LEFT
        if not logo.isNull():
            wide = min(40.0, 14.0 * logo.width() / max(1, logo.height()))
            high = wide * logo.height() / max(1, logo.width())
            self._painter.drawImage(self._area(_LEFT, self._y, wide, high), logo)
            left += wide + 4
        if head.name:
            self._text(head.name, left, 7, 12, bold=True)
        self._y += 6.5
        for line in head.lines:
            self._text(line, left, 4, 7.5, "muted")
            self._y += 3.8
        self._y = max(self._y, _TOP + (15 if not logo.isNull() else 0)) + 1.5
        self._rule("text", 0.3)

    def _title(self) -> None:
        self._y += 3
        self._text(self._paper.title, _LEFT, 9, 17, bold=True)
        self._text(self._paper.subtitle, 100, 9, 9.5, "muted", _RIGHTMOST)
        self._y += 11
        if self._paper.made_up:
            self._text(self._paper.made_up, _LEFT, 4, 8, "warn")
            self._y += 5

    def _about(self) -> None:
        """Pairs of name and text, two beside each other where they have room."""
        half = (_RIGHT - _LEFT) / 2
        column = 0
        for name, what in self._paper.about:
            wide = self._width(what, 9) > half - 30
            if column and wide:
                self._y, column = self._y + 4.8, 0
            left = _LEFT + column * half
            self._text(name, left, 4.6, 8, "muted")
            self._text(what, left + 28, 4.6, 9, width=_RIGHT - left - 28 if wide else half - 30)
            column = 0 if wide else 1 - column
            self._y += 0 if column else 4.8
        self._y += 4.8 if column else 0
        self._y += 2

    def _table(self, table: Table, rows: Sequence[tuple[str, ...]] | None = None) -> None:
        self._text(table.title, _LEFT, 5, 9, bold=True)
        self._y += 5.4
        self._cells(table, tuple(column.title for column in table.columns), 7.5, "muted")
        self._rule("line", 0.25)
        for row in table.rows if rows is None else rows:
            self._cells(table, row, 8.5)
            self._rule("row_rule", 0.1)
        if table.total and rows is None:
            self._cells(table, table.total, 8.5, bold=True)
        self._y += 2.4

    def _cells(self, table: Table, cells: Sequence[str], size: float, ink: str = "text", *, bold: bool = False) -> None:
        height = self._row_height(table, cells, size)
        lone = sum(bool(cell) for cell in cells) == 1
        for column, cell, (left, width) in zip(table.columns, cells, self._places(table), strict=True):
            align = _RIGHTMOST if column.figure else _LEFTMOST
            room = _RIGHT - left if lone else width
            wrap = not column.figure and not lone
            words = cell if wrap else self._fit(cell, room, size, bold=bold)
            self._text(words, left, height, size, ink, align, bold=bold, wrap=wrap, width=room)
        self._y += height

    def _places(self, table: Table) -> list[tuple[float, float]]:
        """Left edge and width of each column."""
        room = (_RIGHT - _LEFT - _GAP * (len(table.columns) - 1)) / sum(one.share for one in table.columns)
        left, found = _LEFT, []
        for column in table.columns:
            found.append((left, room * column.share))
            left += room * column.share + _GAP
        return found

    def _row_height(self, table: Table, cells: Sequence[str], size: float = 8.5) -> float:
        """Texts that are longer than their column take further lines."""
        if sum(bool(cell) for cell in cells) == 1:
            return _ROW
        columns = zip(table.columns, cells, self._places(table), strict=True)
        high = (self._height(cell, size, width) + 1 for column, cell, (_, width) in columns if not column.figure)
        return max(_ROW, max(high, default=0))

    def _figures(self) -> None:
        for figure in self._paper.figures:
            self._figure(figure)
        if self._paper.words:
            self._text(self._paper.words, _LEFT, 5, 9.5, bold=True)
            self._y += 7

    def _figure(self, figure: Figure) -> None:
        step, size = _STEPS[figure.weight], _SIZES[figure.weight]
        strong = figure.weight is not Weight.PLAIN
        left, name = 85.0, min(size, 10.5)
        if strong:
            self._rule("line" if figure.weight is Weight.SUM else "text", 0.25, left)
        self._text(figure.name, left, step, name, bold=strong)
        if figure.note:
            after = left + self._width(figure.name, name, bold=strong) + 2
            room = _RIGHT - after - self._width(figure.value, size, bold=strong) - 12
            self._text(self._fit(figure.note, room, 7.5), after, step, 7.5, "muted")
        unit = self._width(figure.unit, 8) + 1.5 if figure.unit else 0.0
        self._text(figure.value, left, step, size, align=_RIGHTMOST, bold=strong, width=_RIGHT - left - unit)
        self._text(figure.unit, left, step, 8, "muted", _RIGHTMOST)
        self._y += step

    def _notes(self) -> None:
        self._y += 3
        for note in self._paper.notes:
            height = self._height(note, 7.5)
            self._text(note, _LEFT, height, 7.5, "muted", _TOPMOST, wrap=True)
            self._y += height + 0.8

    def _signatures(self) -> None:
        if not self._paper.signatures:
            return
        self._y = min(max(self._y + 6, _BOTTOM - _SIGNED), _BOTTOM - _SIGNED)
        width = (_RIGHT - _LEFT) / len(self._paper.signatures)
        for at, words in enumerate(self._paper.signatures):
            left = _LEFT + at * width
            self._text(words, left, 5, 9)
            self._text(labels.label("papers.day"), left, 5, 8, "muted", down=16)
        self._y += _SIGNED

    def _annex(self, table: Table) -> None:
        rows, per_page = table.rows, self._per_page()
        for start in range(0, len(rows), per_page):
            self._writer.newPage()
            self._page += 1
            self._y = _TOP
            title = labels.label("papers.annex", title=f"{self._paper.title} {self._paper.subtitle}".strip())
            self._text(title, _LEFT, 6, 11, bold=True)
            self._y += 9
            part = rows[start : start + per_page]
            last = start + per_page >= len(rows)
            self._table(dataclasses.replace(table, rows=part, total=table.total if last else ()))
            self._foot()

    def _per_page(self) -> int:
        return int((_BOTTOM - _TOP - 26) / _ROW)

    def _pages(self, table: Table) -> int:
        return -(-len(table.rows) // self._per_page())

    def _foot(self) -> None:
        self._y = _FOOT
        self._rule("line", 0.2)
        self._y += 1
        self._text(f"{self._paper.title} {self._paper.subtitle}".strip(), _LEFT, 4, 7, "muted")
        said = labels.label("papers.page", page=str(self._page), pages=str(self._of))
        self._text(said, 120, 4, 7, "muted", _RIGHTMOST)

    def _fit(self, words: str, width: float, size: float, *, bold: bool = False) -> str:
        metrics = QFontMetricsF(theme.body_font(size, bold=bold), self._writer)
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width * self._mm)

    def _width(self, words: str, size: float, *, bold: bool = False) -> float:
        return QFontMetricsF(theme.body_font(size, bold=bold), self._writer).horizontalAdvance(words) / self._mm

    def _height(self, words: str, size: float, width: float = _RIGHT - _LEFT) -> float:
        self._painter.setFont(theme.body_font(size))
        flags = int(_TOPMOST) | int(Qt.TextFlag.TextWordWrap)
        return self._painter.boundingRect(self._area(0, 0, width, 1000), flags, words).height() / self._mm

    def _rule(self, ink: str, thick: float, left: float = _LEFT) -> None:
        self._painter.fillRect(self._area(left, self._y, _RIGHT - left, thick), QColor(getattr(self._inks, ink)))

    def _text(
        self,
        words: str,
        left: float,
        height: float,
        size: float,
        ink: str = "text",
        align: Qt.AlignmentFlag = _LEFTMOST,
        *,
        bold: bool = False,
        wrap: bool = False,
        width: float | None = None,
        down: float = 0.0,
    ) -> None:
        if not words:
            return
        self._painter.setFont(theme.body_font(size, bold=bold))
        self._painter.setPen(QColor(getattr(self._inks, ink)))
        flags = int(align) | int(Qt.TextFlag.TextWordWrap if wrap else Qt.TextFlag.TextSingleLine)
        room = _RIGHT - left if width is None else width
        self._painter.drawText(self._area(left, self._y + down, room, height), flags, words)

    def _area(self, x: float, y: float, width: float, height: float) -> QRectF:
        return QRectF(x * self._mm, y * self._mm, width * self._mm, height * self._mm)
