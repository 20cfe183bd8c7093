"""Below the quotes: the announced concentrate prices, or the indices that others publish."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.core.numbers import plain
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.index.published_queries import PublishedIndex, published_indices
from rare_desk.ui import formats, labels
from rare_desk.ui.quotes.columns import Announced, announced_columns, announced_state
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import Elided, button


class Below(QWidget):
    new_asked = Signal()
    import_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.announced_model: ListModel[Announced] = ListModel(announced_columns(), self)
        self.announced_model.row_state = announced_state
        self.announced = _table("announced", self.announced_model, self.tr("Announced concentrate prices"))
        self.published_model: ListModel[PublishedIndex] = ListModel(_published_columns(), self)
        self.published = _table("quotes.published", self.published_model, self.tr("Published indices"))
        self.which = SegmentedButtons(
            (("announced", self.tr("Announced prices")), ("published", self.tr("Published indices")))
        )
        self.which.chosen.connect(self.turn)
        self._said = Elided("", "muted")
        self._tables = QStackedWidget()
        self._tables.addWidget(self.announced)
        self._tables.addWidget(self.published)
        column = flush(QVBoxLayout(self))
        column.addWidget(self._head())
        column.addWidget(self._tables, 1)
        self.turn("announced")

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("bar", "tool")
        head.setFixedHeight(36)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.which)
        row.addWidget(self._said, 1)
        self.new = button(self.tr("New quarter"), self.new_asked.emit)
        row.addWidget(self.new)
        return head

    def turn(self, which: str) -> None:
        self.which.choose(which)
        announced = which == "announced"
        self._tables.setCurrentWidget(self.announced if announced else self.published)
        self.new.setVisible(announced)
        self._said.setText(
            self.tr("Bayan Obo concentrate, CNY per dry tonne ex VAT, by quarter")
            if announced
            else self.tr("Enter shows one beside the book's own index, where its points are kept")
        )

    def refresh(self, book: Book) -> tuple[AnnouncedPrice, ...]:
        """Reads both lists, which are short; gives the announced prices."""
        found = queries.announced(book)
        newest_first = [Announced(number, one) for number, one in enumerate(found)][::-1]
        self.announced_model.show_rows(newest_first, lambda row: row.number)
        self.published_model.show_rows(published_indices(book), lambda row: row.id)
        return found

    def chosen_announced(self) -> AnnouncedPrice | None:
        """The current one, if it is selected."""
        places = self.announced.chosen_places()
        row = self.announced_model.row_at(places[0]) if places else None
        return row.price if row else None

    def chosen_published(self) -> list[PublishedIndex]:
        rows = (self.published_model.row_at(place) for place in self.published.chosen_places())
        return [row for row in rows if row is not None]

    def choose_quarter(self, quarter: str) -> bool:
        """Selects what stands for that quarter: the price in force before what only was proposed."""
        rows = [row for place in range(self.announced_model.rowCount()) if (row := self.announced_model.row_at(place))]
        of_quarter = sorted(
            (row for row in rows if row.price.quarter == quarter), key=lambda row: not row.price.in_force
        )
        self.turn("announced")
        return bool(of_quarter) and self.announced.choose(of_quarter[0].number)


def _table(name: str, model: ListModel[Announced] | ListModel[PublishedIndex], words: str) -> Table:
    made = Table(name)
    made.setModel(model)
    made.setAccessibleName(words)
    return made


def _published_columns() -> list[Column[PublishedIndex]]:
    def day(one: PublishedIndex) -> str:
        return one.last.isoformat() if one.last else formats.NONE

    return [
        Column(key="name", title=labels.field("index_name"), text=lambda one: one.name, width=220, sortable=False),
        Column(key="value", title=labels.field("value"), text=lambda one: formats.number(one.value, 2), width=110,
               align="right", sortable=False, copied=lambda one: plain(one.value) if one.value else ""),
        Column(key="date", title=labels.field("date"), text=day, width=96, sortable=False),
        Column(key="publisher", title=labels.field("publisher"), text=lambda one: one.publisher, width=180,
               sortable=False, muted=True),
        Column(key="base", title=labels.field("base"), text=lambda one: one.base, width=160, sortable=False,
               muted=True),
        Column(key="source", title=labels.field("source"), text=lambda one: one.source_url, width=260,
               sortable=False, muted=True, tip=lambda one: one.source_url),
    ]  # fmt: skip
