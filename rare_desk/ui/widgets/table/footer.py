"""Sums under a table, in its own columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rare_desk.ui import theme
from rare_desk.ui.widgets.rows.cells import ALIGN, ROW

if TYPE_CHECKING:
    from rare_desk.ui.widgets.rows.rows_model import Column
    from rare_desk.ui.widgets.table.view import Table

_GAP = 10
"""Between a note and the first sum, px."""


class FooterRow(QWidget):
    """Sums under a table in its own columns, scrolling sideways with it."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._lead = ""
        self._lead_note = ""
        self._lead_accent = False
        self._cells: Mapping[str, str] = {}
        self._notes: Mapping[str, str] = {}
        self.setFixedHeight(ROW)
        header = table.horizontalHeader()
        for signal in (header.sectionResized, header.sectionMoved, header.geometriesChanged):
            signal.connect(lambda *_: self.update())
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.update())

    def show_sums(
        self,
        lead: str,
        cells: Mapping[str, str],
        *,
        note: str = "",
        notes: Mapping[str, str] | None = None,
        accent: bool = False,
    ) -> None:
        """`lead` and a muted `note` from the left edge; `cells` by column key; `notes` muted, by column key."""
        self._lead, self._lead_note, self._lead_accent = lead, note, accent
        self._cells, self._notes = cells, notes or {}
        self.setAccessibleName(" ".join((lead, note, *cells.values())))
        self.setToolTip(note)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.raised))
        painter.fillRect(0, 0, self.width(), 1, QColor(now.line))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(now.accent if self._lead_accent else now.text))
        edge = self._table.margin
        painter.drawText(QRect(edge, 0, self.width(), self.height()), middle, self._lead)
        left = edge + painter.fontMetrics().horizontalAdvance(f"{self._lead}  ")
        painter.setPen(QColor(now.muted))
        painter.drawText(QRect(left, 0, self.width(), self.height()), middle, self.note_from(left))
        for column, place, words in self._placed():
            painter.setPen(QColor(now.text if column.key in self._cells else now.muted))
            painter.drawText(place, ALIGN[column.align], words)
        painter.end()

    def note_from(self, left: int) -> str:
        """The note as far as it has room between `left` px and the first sum."""
        metrics, end = self.fontMetrics(), self.width()
        for column, place, words in self._placed():
            begins = place.right() - metrics.horizontalAdvance(words) if column.align == "right" else place.left()
            end = min(end, begins)
        return metrics.elidedText(self._lead_note, Qt.TextElideMode.ElideRight, end - left - _GAP)

    def _placed(self) -> Iterator[tuple[Column[Any], QRect, str]]:
        """What is written into the columns that are in sight, and where."""
        header, frozen = self._table.horizontalHeader(), self._table.frozen
        stay = frozen.columns() if frozen.width else []
        for number in self._table.shown_columns():
            column = self._table.column(number)
            words = self._cells.get(column.key) or self._notes.get(column.key)
            if not words:
                continue
            at = frozen.left(number)
            if number not in stay and at < frozen.width:
                continue
            place = self._table.inside(QRect(at, 0, header.sectionSize(number), self.height()), number)
            advance = self.fontMetrics().horizontalAdvance(words)
            if advance > place.width() and column.align == "right":
                place.setLeft(place.right() - advance - 2)
            yield column, place, words
