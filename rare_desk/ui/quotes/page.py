"""Prices that others named: quotes above, the announced concentrate prices with their sources below."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.core.quotes import Period, Quote
from rare_desk.ops import quotes as ops
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import queries
from rare_desk.store.reading.quote_queries import NEWEST
from rare_desk.store.rows import QuoteRow
from rare_desk.ui import formats, labels
from rare_desk.ui.entry.actions import keyed
from rare_desk.ui.entry.parts import coded
from rare_desk.ui.entry.product_names import ProductNames
from rare_desk.ui.page import Page
from rare_desk.ui.quotes.columns import (
    Announced,
    announced_columns,
    announced_state,
    order,
    quote_columns,
)
from rare_desk.ui.quotes.form import QuotePanel
from rare_desk.ui.session import Action, Session
from rare_desk.ui.widgets.choice_field import Choice, pinyin_initials, product_choices
from rare_desk.ui.widgets.filter_bar import Days, FilterBar
from rare_desk.ui.widgets.listed import ListModel
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.table.ordering import Order, in_order
from rare_desk.ui.widgets.table_out import add_wish, open_menu, wishes
from rare_desk.ui.widgets.toolbar import button, text


class QuotesPage(Page):
    name = "quotes"
    reads = frozenset(("quotes", "announced", "products"))

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._catalogue = queries.catalogue(session.book)
        self._all: tuple[QuoteRow, ...] = ()
        self._order: Order = ()
        self.model = ListModel(quote_columns(self._catalogue), self)
        self.table = Table("quotes")
        self.table.setModel(self.model)
        self.announced_model = ListModel(announced_columns(), self)
        self.announced_model.row_state = announced_state
        self.announced_table = Table("announced")
        self.announced_table.setModel(self.announced_model)
        self.announced_table.setAccessibleName(self.tr("Announced concentrate prices"))
        self.filters = self._make_filters()
        self.form = QuotePanel(self._catalogue, ProductNames(self._catalogue, pinyin_initials))
        self.form.save_asked.connect(self._save)
        self.form.closed.connect(self.table.setFocus)
        self._new = keyed(self, self.tr("New quote"), self.form.begin, "Ctrl+N")
        self._delete = keyed(self, self.tr("Delete"), self.delete, "Del", self.table)
        self._out = keyed(self, self.tr("Export table…"), lambda: wishes().asked.emit(self.table))
        self._lay_out()
        self.filters.changed.connect(self._show)
        self.model.order_asked.connect(self._sort_by)
        self.table.show_order((), NEWEST)
        for table in (self.table, self.announced_table):
            table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            table.customContextMenuRequested.connect(lambda at, table=table: self._open_menu(table, at))

    def _make_filters(self) -> FilterBar:
        filters = FilterBar()
        self._sources = filters.add_choice("source", labels.field("source"), ())
        filters.add_choice("product", labels.field("product"), product_choices(self._catalogue))
        filters.add_choice("period", labels.field("period"), coded(Period))
        filters.add_days("days", labels.field("date"), lambda: self._all[0].quote.date if self._all else None)
        filters.end()
        return filters

    def _lay_out(self) -> None:
        self._count = text("", "muted")
        self.toolbar.add(text(self.tr("Quotes")), self._count)
        self.toolbar.add_right(
            button(self.tr("Import…"), self._import),
            button(self.tr("Export…"), self._out.trigger),
            button(self.tr("New"), self.form.begin, "primary"),
        )
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        empty = EmptyState(
            self.tr("No quotes yet. Bring in a table of weekly, listed or USGS prices, or press Ctrl+N."),
            self.tr("Import a workbook…"),
            self._import,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(empty)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._announced_head())
        column.addWidget(self.announced_table, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._stack)
        split.addWidget(below)
        split.setSizes([520, 380])
        self.set_body(split)
        self.add_side(self.form)

    def _announced_head(self) -> QFrame:
        head = QFrame()
        head.setProperty("bar", "tool")
        head.setFixedHeight(36)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(text(self.tr("Announced concentrate prices")))
        row.addWidget(text(self.tr("Bayan Obo concentrate, CNY per dry tonne ex VAT, by quarter"), "muted"))
        row.addStretch(1)
        return head

    def refresh(self, changes: Changes | None) -> None:
        if changes is None or "announced" in changes.tables:
            found = queries.announced(self.session.book)
            newest_first = [Announced(number, one) for number, one in enumerate(found)][::-1]
            self.announced_model.show_rows(newest_first, lambda row: row.number)
        if changes is None or "quotes" in changes.tables:
            self.session.read(
                lambda book: (tuple(queries.quotes(book)), queries.quote_sources(book)),
                lambda found: self._take(*found),
            )

    def show_item(self, **what: Any) -> None:
        """`announced`: a quarter whose concentrate price is to be selected; `first` and `until`, not included: the
        quotes of those days.
        """
        if what.get("first") and what.get("until"):
            self.filters.clear()
            self.filters.set_days("days", Days(what["first"], what["until"] - dt.timedelta(days=1)))
            self.filters.changed.emit()
            return
        wanted = what.get("announced")
        for number, row in enumerate(queries.announced(self.session.book)):
            if row.quarter == wanted and self.announced_table.choose(number):
                self.announced_table.setFocus()
                return

    def menu_actions(self) -> list[QAction]:
        return [self._new, self._delete, self._out]

    def delete(self) -> None:
        ids = self.table.chosen_ids()
        if ids:
            said = self.tr("{count} deleted").format(count=formats.count(len(ids)))
            undo = Action(self.tr("Undo"), self.session.undo)
            self.session.run(
                lambda book: ops.delete_quotes(book, ids), lambda _changes: self.session.say(said, "good", "", undo)
            )

    def _take(self, rows: tuple[QuoteRow, ...], sources: Sequence[str]) -> None:
        self._all = rows
        choices = [Choice(one, one) for one in sources]
        self._sources.set_choices(choices)
        self.form.offer_sources(sources)
        self._stack.setCurrentIndex(0 if rows else 1)
        self._show()

    def _show(self) -> None:
        sources, products = set(self.filters.chosen("source")), set(self.filters.chosen("product"))
        periods, days = set(self.filters.chosen("period")), self.filters.days("days")
        shown = [
            row
            for row in self._all
            if (not sources or row.quote.source in sources)
            and (not products or row.quote.product in products)
            and (not periods or row.quote.period in periods)
            and (days.first is None or row.quote.date >= days.first)
            and (days.last is None or row.quote.date <= days.last)
        ]
        self.model.show_rows(in_order(shown, self._order or NEWEST, order), lambda row: row.id)
        whole, part = formats.count(len(self._all)), formats.count(len(shown))
        every = len(shown) == len(self._all)
        words = self.tr("{count} quotes") if every else self.tr("{part} of {count} quotes")
        self._count.setText(words.format(count=whole, part=part) if self._all else "")

    def _sort_by(self, order: Order) -> None:
        self._order = order
        self._show()

    def _save(self, quote: Quote, follow: bool) -> None:
        def op(book: Book) -> Changes:
            return ops.add_quote(book, quote)

        def done(_changes: Changes) -> None:
            self.form.after_save(follow=follow)
            undo = Action(self.tr("Undo"), self.session.undo)
            self.session.say(self.tr("Saved"), "good", f"{quote.source}  {quote.date.isoformat()}", undo)

        self.session.run(op, done)

    def _open_menu(self, table: Table, at: Any) -> None:
        places = table.chosen_places()
        if not places:
            open_menu(table, table.viewport().mapToGlobal(at))
            return
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy"), table.copy)
        add_wish(menu, table)
        address = self._address(table, places[0])
        if address:
            menu.addAction(self.tr("Copy the source's address"), lambda: QGuiApplication.clipboard().setText(address))
        if table is self.table:
            menu.addAction(self._delete)
        menu.popup(table.viewport().mapToGlobal(at))

    def _address(self, table: Table, place: int) -> str:
        if table is self.table:
            row = self.model.row_at(place)
            return row.quote.url if row else ""
        announced = self.announced_model.row_at(place)
        return announced.price.source_url if announced else ""

    def _import(self) -> None:
        self.session.navigate.emit("imports", {})
