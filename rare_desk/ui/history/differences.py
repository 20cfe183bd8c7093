"""The rows of one step, a page at a time, read beside the window; out to a file with all pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.ops.history.step_told import Difference, step_differences, step_size
from rare_desk.ui import formats, language
from rare_desk.ui.history.columns import difference_columns
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import PANEL_MARGIN, ListModel
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import button, text

if TYPE_CHECKING:
    from rare_desk.store.book import Book
    from rare_desk.ui.session import Session

PAGE = 200
"""Rows of a step that are shown at once."""
_READ_AT_ONCE = 2_000
_SIDES = ("before", "after")


class DifferenceModel(ListModel[Difference]):
    """Shows one page; what goes out to a file is the whole step."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(difference_columns(), parent)
        self.step = 0

    def taken(self, columns: Sequence[int]) -> Callable[[Book, Callable[[float], None]], list[list[tuple[str, str]]]]:
        step, spoken, chosen = self.step, language.current(), [self.columns[number] for number in columns]

        def read(book: Book, progress: Callable[[float], None]) -> list[list[tuple[str, str]]]:
            size = step_size(book, step)
            cells: list[list[tuple[str, str]]] = []
            for start in range(0, size, _READ_AT_ONCE):
                progress(start / size)
                lines = step_differences(book, step, start, _READ_AT_ONCE, spoken)
                cells += [[(shown := column.text(line), shown) for column in chosen] for line in lines]
            return cells

        return read


class Differences(QWidget):
    """The table and, for a step of more rows than one page holds, the way to the other pages."""

    opened = Signal(object)
    """Difference: the row that was asked for."""
    chosen = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._start = self._size = self._asked = 0
        self.model = DifferenceModel(self)
        self.table = Table(fit=True, margin=PANEL_MARGIN)
        self.table.setAccessibleName(self.tr("Rows of the step"))
        self.table.setModel(self.model)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.doubleClicked.connect(lambda _index: self._open())
        self.table.activated.connect(lambda _index: self._open())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.earlier = button("‹", partial(self._turn, -PAGE), "quiet")
        self.later = button("›", partial(self._turn, PAGE), "quiet")
        for one, words in ((self.earlier, self.tr("Rows before")), (self.later, self.tr("Rows after"))):
            one.setToolTip(words)
            one.setAccessibleName(words)
        self.where = text("", "muted")
        self._pager = QWidget()
        row = QHBoxLayout(self._pager)
        row.setContentsMargins(PANEL_MARGIN, 2, PANEL_MARGIN, 2)
        row.addWidget(self.earlier)
        row.addWidget(self.where)
        row.addWidget(self.later)
        row.addStretch(1)
        column = flush(QVBoxLayout(self))
        column.addWidget(self.table, 1)
        column.addWidget(self._pager)
        self._pager.hide()

    def show_step(self, step: int) -> None:
        """From its first row; the rows come a moment later, until then those of before stay."""
        self._start = 0
        self._read(step)

    @property
    def current(self) -> Difference | None:
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def _read(self, step: int) -> None:
        self._asked += 1
        asked, start, spoken = self._asked, self._start, language.current()

        def read(book: Book) -> tuple[int, list[Difference]]:
            if asked != self._asked:
                return 0, []
            return step_size(book, step), step_differences(book, step, start, PAGE, spoken)

        def show(found: tuple[int, list[Difference]]) -> None:
            if asked == self._asked:
                self._show(step, *found)

        self._session.read(read, show)

    def _show(self, step: int, size: int, lines: list[Difference]) -> None:
        self.model.step, self._size = step, size
        self.model.show_rows(lines)
        for number, column in enumerate(self.model.columns):
            if column.key in _SIDES:
                self.table.setColumnHidden(number, not any(map(column.text, lines)))
        self._pager.setVisible(size > PAGE)
        last = min(self._start + PAGE, size)
        self.where.setText(
            self.tr("{first} to {last} of {size} rows").format(
                first=formats.count(self._start + 1), last=formats.count(last), size=formats.count(size)
            )
        )
        self.earlier.setEnabled(self._start > 0)
        self.later.setEnabled(last < size)
        self.chosen.emit()

    def _turn(self, by: int) -> None:
        self._start = max(0, min(self._start + by, (self._size - 1) // PAGE * PAGE))
        self._read(self.model.step)

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)
