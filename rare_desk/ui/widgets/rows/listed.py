"""Short tables whose rows are all at hand."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QResizeEvent

from rare_desk.store.book import Book
from rare_desk.ui.widgets.rows.cells import HEADER
from rare_desk.ui.widgets.rows.rows_model import Column, RowsModel
from rare_desk.ui.widgets.table import Table

R = TypeVar("R")
PANEL_MARGIN = 12


class Listed(Generic[R]):
    """A source of rows that are all at hand, and so all shown at once. Without `number` a row's place is its id."""

    def __init__(self, rows: Sequence[R], number: Callable[[R], int] | None = None) -> None:
        places = {id(row): place for place, row in enumerate(rows)}
        self.key: Callable[[R], int] = number or (lambda row: places[id(row)])
        self._rows = rows
        self._by_id = {self.key(row): row for row in rows}

    def first(self, limit: int) -> Sequence[R]:
        return self._rows

    def ids(self, book: Book) -> Sequence[int]:
        return list(self._by_id)

    def rows(self, ids: Sequence[int]) -> Sequence[R]:
        return [self._by_id[one] for one in ids if one in self._by_id]

    def on(self, book: Book) -> "Listed[R]":
        return self


class ListModel(RowsModel[R]):
    """Takes whole lists, which have no more rows to be read behind them."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject) -> None:
        super().__init__(columns, lambda _work, done: done(self.ids()), parent)

    def show_rows(self, rows: Sequence[R], number: Callable[[R], int] | None = None) -> None:
        self.load(Listed(rows, number))

    def everything(self) -> str:
        """All rows and columns as a table that Excel takes."""
        return self.tsv(range(self.rowCount()), range(self.columnCount()))


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
