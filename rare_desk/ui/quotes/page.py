"""Prices that others named: quotes above, the announced concentrate prices and published indices below, a chart of
what is selected beside them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rare_desk.core.quotes import Period
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import queries
from rare_desk.store.reading.quotes.quote_queries import (
    NEWEST,
    SORTABLE,
    QuoteFilter,
    QuoteTotals,
    newest_quote_day,
    quote_totals,
)
from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.store.rows import QuoteRow
from rare_desk.ui import formats, labels
from rare_desk.ui.entry.parts import coded
from rare_desk.ui.entry.product_names import ProductNames
from rare_desk.ui.page import Page
from rare_desk.ui.quotes.announced_form import AnnouncedPanel
from rare_desk.ui.quotes.below import Below
from rare_desk.ui.quotes.chart_pane import MOST, ChartPane, Wanted
from rare_desk.ui.quotes.columns import quote_columns
from rare_desk.ui.quotes.form import QuotePanel
from rare_desk.ui.quotes.source import QuoteSource
from rare_desk.ui.quotes.typing import QuoteTyping
from rare_desk.ui.quotes.verbs import QuoteVerbs
from rare_desk.ui.session import Session
from rare_desk.ui.table_views import TableViews
from rare_desk.ui.widgets.editing.grid import EditGrid
from rare_desk.ui.widgets.inputs.choice_field import Choice, pinyin_initials, product_choices
from rare_desk.ui.widgets.inputs.filter_bar import Days, FilterBar
from rare_desk.ui.widgets.layouts import Split, flush
from rare_desk.ui.widgets.rows.rows_model import FIRST, RowsModel
from rare_desk.ui.widgets.rows.table_out import wishes
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.table import FooterRow, Table
from rare_desk.ui.widgets.table.arrangement import Arrangement
from rare_desk.ui.widgets.table.chooser import ColumnsButton
from rare_desk.ui.widgets.toolbar import button, text

_SETTLE_MS = 40
_LISTS, _CHART, _LISTS_MOST = 640, 400, 1720
"""The least width of the lists beside the chart, and the chart's; the greatest that the lists have a use for."""


class QuotesPage(Page):
    name = "quotes"
    reads = frozenset(("quotes", "announced", "products", "published_indices", "published_points", "saved_views"))

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.catalogue = queries.catalogue(session.book)
        self.orders: tuple[Sort, ...] = NEWEST
        self._asked: QuoteSource | None = None
        self._outdated = False
        self._last: dt.date | None = None
        self.model: RowsModel[QuoteRow] = RowsModel(
            quote_columns(self.catalogue, typed=not session.read_only), session.read, self
        )
        self.table = EditGrid("quotes")
        self.table.setModel(self.model)
        self.arrangement = Arrangement(self.table, "quotes", frozen=1)
        self.footer = FooterRow(self.table)
        self.below = Below()
        self.filters = self._make_filters()
        self.chart = ChartPane(session, self.catalogue)
        self.form = QuotePanel(self.catalogue, ProductNames(self.catalogue, pinyin_initials))
        self.announced_form = AnnouncedPanel()
        self.typing = QuoteTyping(self, self.catalogue)
        self.verbs = QuoteVerbs(self)
        self._lay_out()
        self._listen()

    def _make_filters(self) -> FilterBar:
        filters = FilterBar()
        self.search = filters.add_search("text", self.tr("Text, source, pinyin"), 150)
        self._sources = filters.add_choice("source", labels.field("source"), ())
        filters.add_choice("product", labels.field("product"), product_choices(self.catalogue))
        filters.add_choice("period", labels.field("period"), coded(Period))
        filters.add_days("days", labels.field("date"), lambda: self._last)
        filters.end()
        return filters

    def _lay_out(self) -> None:
        self._count = text("", "muted")
        self._chart_button = button(self.tr("Chart"), self._toggle_chart)
        self._chart_button.setCheckable(True)
        self._chart_button.setChecked(True)
        self.views = TableViews(
            self.session, "quotes", self.filters, lambda: self.orders, self._set_order, self.arrangement
        )
        self.toolbar.add(text(self.tr("Quotes")), self.views, self._count)
        self.toolbar.add_right(
            self._chart_button,
            ColumnsButton(self.arrangement),
            button(self.tr("Import…"), self._import),
            button(self.tr("Export…"), lambda: wishes().asked.emit(self.shown_table)),
            button(self.tr("New"), self.verbs.begin, "primary"),
        )
        listed = QWidget()
        column = flush(QVBoxLayout(listed))
        for part in (self.filters, self.table, self.footer):
            column.addWidget(part, 1 if part is self.table else 0)
        empty = EmptyState(
            self.tr("No quotes yet. Bring in a table of weekly, listed or USGS prices, or press Ctrl+N."),
            self.tr("Import a workbook…"),
            self._import,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(empty)
        self._beside = _Beside(Split(self._stack, self.below, sizes=(520, 340)), self.chart)
        self.set_body(self._beside)
        self.add_side(self.form)
        self.add_side(self.announced_form)

    def _listen(self) -> None:
        self.filters.changed.connect(self._load)
        self.filters.searched.connect(self.main_list.setFocus)
        self.model.order_asked.connect(self._sort_by)
        self.model.ids_loaded.connect(self._show_rows)
        self.table.show_order((), NEWEST)
        self._settling = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settling.timeout.connect(self._draw_chart)
        self.session.closed.connect(self._settling.stop)
        for table in (self.table, self.below.announced, self.below.published):
            table.selectionModel().selectionChanged.connect(lambda *_, table=table: self._chosen_in(table))
        self._drawn_from: Table = self.table
        for panel in (self.form, self.announced_form):
            panel.closed.connect(lambda: self.shown_table.setFocus())

    @property
    def shown_table(self) -> Table:
        """The one that was last chosen in."""
        return self._drawn_from if self._drawn_from.isVisible() else self.table

    @property
    def main_list(self) -> QWidget:
        return self.table

    def refresh(self, changes: Changes | None) -> None:
        if changes is None or changes.tables & {"announced", "published_indices", "published_points"}:
            chosen = self.below.chosen_announced()
            self.announced_form.show_known(self.below.refresh(self.session.book))
            if chosen is not None:
                self.below.choose_quarter(chosen.quarter)
        if changes is None or "saved_views" in changes.tables:
            self.views.refresh()
        if changes is None:
            self._load()
        elif changes.tables & {"quotes", "products"}:
            self._renew()
        self._draw_chart(again=True)

    def show_item(self, **what: Any) -> None:
        """`announced`: a quarter whose concentrate price is to be selected; `first` and `until`, not included: the
        quotes of those days; `product`: those of it; `view`: a saved one, by name.
        """
        if what.get("view"):
            self.views.open(str(what["view"]))
        elif what.get("first") and what.get("until"):
            self.filters.clear()
            self.filters.set_days("days", Days(what["first"], what["until"] - dt.timedelta(days=1)))
            self.filters.changed.emit()
        elif what.get("product"):
            self.filters.clear()
            self.filters.set_chosen("product", (str(what["product"]),))
            self.filters.changed.emit()
        elif what.get("announced"):
            self.choose_quarter(str(what["announced"]))

    def choose_quarter(self, quarter: str) -> None:
        if self.below.choose_quarter(quarter):
            self.below.announced.setFocus()

    def menu_actions(self) -> list[QAction]:
        return self.verbs.actions

    def chosen_row(self) -> QuoteRow | None:
        """The current row, if it is selected."""
        index = self.table.currentIndex()
        chosen = index.isValid() and self.table.selectionModel().isSelected(index)
        return self.model.row_at(index.row()) if chosen else None

    def product_name(self, code: str) -> str:
        return labels.product_of(self.catalogue, code)

    def wanted(self) -> QuoteFilter:
        days = self.filters.days("days")
        return QuoteFilter(
            text=self.filters.text("text"),
            products=self.filters.chosen("product"),
            sources=self.filters.chosen("source"),
            periods=tuple(Period(one) for one in self.filters.chosen("period")),
            first=days.first,
            last=days.last,
        )

    def _load(self) -> None:
        """The list stays as it is until the first rows of another filter or order have been read."""
        source = QuoteSource(self.session.book, self.wanted(), self.orders)
        self._asked, self._outdated = source, False
        self.session.read(
            lambda book: source.read(book, FIRST) if self._asked is source else [],
            lambda rows: self._take(source, rows),
        )
        self._sum()

    def _renew(self) -> None:
        """After a change of the book. Rows that are still being read may have been read before it."""
        self._outdated = self._asked is not None
        self.model.reload()
        self._sum()

    def _show_rows(self) -> None:
        """As soon as there are any: keys that are meant for them do not wait for their sums."""
        if self.model.rowCount():
            self._stack.setCurrentIndex(0)

    def _take(self, source: QuoteSource, ready: Sequence[QuoteRow]) -> None:
        if source is self._asked:
            self._asked = None
            self.model.load(replace(source, ready=ready))
            if self._outdated:
                self._renew()
            self._draw_chart()

    def _sort_by(self, orders: Sequence[Sort]) -> None:
        known = tuple(one for one in orders if one.column in SORTABLE)
        if known or not orders:
            self._set_order(known)
            self._load()

    def _set_order(self, orders: Sequence[Sort]) -> None:
        """For what is loaded next."""
        self.orders = tuple(one for one in orders if one.column in SORTABLE) or NEWEST
        self.table.show_order(() if self.orders == NEWEST else self.orders, NEWEST)
        self.views.sorted_anew()

    def _sum(self) -> None:
        wanted = self.wanted()

        def read(book: Book) -> tuple[QuoteTotals, int, list[str], dt.date | None]:
            shown = quote_totals(book, wanted)
            whole = shown.count if wanted == QuoteFilter() else quote_totals(book).count
            return shown, whole, queries.quote_sources(book), newest_quote_day(book)

        self.session.read(read, lambda found: self._show_totals(wanted, *found))

    def _show_totals(
        self, wanted: QuoteFilter, totals: QuoteTotals, whole: int, sources: list[str], last: dt.date | None
    ) -> None:
        self._last = last
        self._sources.set_choices([Choice(one, one) for one in sources])
        self.form.offer_sources(sources)
        self.typing.offer_sources(sources)
        if wanted != self.wanted():
            return
        self._stack.setCurrentIndex(0 if whole else 1)
        every = totals.count == whole
        words = self.tr("{count} quotes") if every else self.tr("{part} of {count} quotes")
        said = words.format(count=formats.count(whole), part=formats.count(totals.count)) if whole else ""
        self._count.setText(said)
        known = {"low": totals.low, "high": totals.high, "mid": totals.mean}
        cells = {key: formats.price(value) for key, value in known.items() if value is not None}
        note = self.tr("least, greatest and mean of the middles") if cells else ""
        self.footer.show_sums(self.tr("{count} shown").format(count=formats.count(totals.count)), cells, note=note)

    def _chosen_in(self, table: Table) -> None:
        if table.chosen_places():
            self._drawn_from = table
        self._settling.start()

    def _draw_chart(self, *, again: bool = False) -> None:
        """What is selected; with nothing selected, what stands first in the list."""
        if self.chart.isHidden():
            return
        self.chart.show_wanted(self._to_draw(), again=again)

    def _to_draw(self) -> Wanted:
        if self._drawn_from is self.below.announced:
            return Wanted(announced=True)
        if self._drawn_from is self.below.published and (chosen := self.below.chosen_published()):
            return Wanted(published=tuple(one.name for one in chosen[:MOST]))
        places = self.table.chosen_places()[:200] or range(min(1, self.model.rowCount()))
        rows = [row for place in places if (row := self.model.row_at(place)) is not None]
        pairs = dict.fromkeys((row.quote.product, row.quote.source) for row in rows)
        return Wanted(pairs=tuple(pairs)[:MOST]) if pairs else Wanted(announced=True)

    def _toggle_chart(self) -> None:
        self._beside.show_chart(self._chart_button.isChecked())
        self._draw_chart(again=True)

    def _import(self) -> None:
        self.session.navigate.emit("imports", {})


class _Beside(Split):
    """The lists and the chart, which stands back while there is no room for it and takes what the lists have no use
    for, until the user has set how they share."""

    def __init__(self, lists: QWidget, chart: QWidget) -> None:
        super().__init__(lists, chart, sizes=(_LISTS, _CHART), way=Qt.Orientation.Horizontal)
        self._wanted = True
        self._by_hand = False
        self._chart = chart
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.splitterMoved.connect(self._take_sizes)

    def _take_sizes(self) -> None:
        self._by_hand = True

    def show_chart(self, wanted: bool) -> None:
        self._wanted = wanted
        self._chart.setVisible(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            width = event.size().width()
            self._chart.setVisible(self._wanted and width >= _LISTS + _CHART)
            if not self._by_hand:
                chart = max(_CHART, width - _LISTS_MOST)
                self.setSizes([width - chart, chart])
