"""Short tables whose rows are all at hand."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QResizeEvent

from rare_desk.store.book import Book
from rare_desk.ui.widgets.cells import HEADER
from rare_desk.ui.widgets.rows_model import Column, RowsModel
from rare_desk.ui.widgets.table import Table

R = TypeVar("R")
PANEL_MARGIN = 12


class Listed(Generic[R]):
    """A source of rows that are all at hand; a row's place is its key."""

    def __init__(self, rows: Sequence[R]) -> None:
        self._rows = rows
        self._places = {id(row): place for place, row in enumerate(rows)}

    def first(self, limit: int) -> Sequence[R]:
        return self._rows[:limit]

    def ids(self, book: Book) -> Sequence[int]:
        return range(len(self._rows))

    def rows(self, ids: Sequence[int]) -> Sequence[R]:
        return [self._rows[place] for place in ids]

    def key(self, row: R) -> int:
        return self._places[id(row)]


class ListModel(RowsModel[R]):
    """Takes whole lists; every row is there at once."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject) -> None:
        super().__init__(columns, lambda _work, done: done(range(len(self._all))), parent)
        self._all: Sequence[R] = ()

    def show_rows(self, rows: Sequence[R]) -> None:
        self._all = rows
        self.load(Listed(rows))


class SideTable(Table):
    """A table in a side panel: as high as its rows up to `most`, one column takes the width that the others leave."""

    def __init__(self, elastic: str, most: int = 14) -> None:
        super().__init__(margin=PANEL_MARGIN)
        self._elastic = elastic
        self._most = most
        self.row_height = self.verticalHeader().defaultSectionSize()

    def fit(self) -> None:
        """After other rows or another width."""
        model = self.model()
        rows = min(model.rowCount(), self._most) if model else 0
        self.verticalHeader().setDefaultSectionSize(self.row_height)
        self.setFixedHeight(HEADER + rows * self.row_height + 1)
        if isinstance(model, RowsModel):
            others = sum(column.width for column in model.columns if column.key != self._elastic)
            room = self.viewport().width() - others
            for number, column in enumerate(model.columns):
                self.setColumnWidth(number, max(room, 60) if column.key == self._elastic else column.width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
