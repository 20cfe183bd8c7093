"""The ledger: list, filters, sums, and the form beside it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.store.book import Changes
from rare_desk.store.reading import queries
from rare_desk.store.reading.calculation_queries import calculations_of_trade
from rare_desk.store.reading.party_queries import aliases_by_party
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_days
from rare_desk.store.reading.trades.trade_texts import recent_places
from rare_desk.store.rows import CounterpartyRow, TradeRow
from rare_desk.ui import labels
from rare_desk.ui.entry.known import BookKnowledge
from rare_desk.ui.messages import Action
from rare_desk.ui.page import Page
from rare_desk.ui.session import Session
from rare_desk.ui.trades import history_words
from rare_desk.ui.trades.columns import HIDDEN_AT_FIRST, row_state, trade_columns
from rare_desk.ui.trades.editing.columns import editable
from rare_desk.ui.trades.editing.edits import EditedRow
from rare_desk.ui.trades.editing.offers import Offers
from rare_desk.ui.trades.editing.typing import Typing
from rare_desk.ui.trades.filters import TradeFilters
from rare_desk.ui.trades.footer import TradesFooter
from rare_desk.ui.trades.index_section import InIndex, in_index
from rare_desk.ui.trades.listing import TradeListing
from rare_desk.ui.trades.many.finding import FindingVerbs
from rare_desk.ui.trades.many.panel import ManyPanel
from rare_desk.ui.trades.many.paste_verbs import PasteVerbs
from rare_desk.ui.trades.many.replace_strip import ReplaceStrip
from rare_desk.ui.trades.many.verbs import ManyVerbs
from rare_desk.ui.trades.open_items import OpenItems
from rare_desk.ui.trades.panels import Panels
from rare_desk.ui.trades.restoring import Restoring
from rare_desk.ui.trades.verbs import TradeVerbs
from rare_desk.ui.trades.views import Views
from rare_desk.ui.widgets.editing.delegate import UNSAVED
from rare_desk.ui.widgets.editing.grid import EditGrid
from rare_desk.ui.widgets.inputs.choice_field import Choice
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.rows_model import RowsModel
from rare_desk.ui.widgets.rows.table_out import wishes
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.table.arrangement import Arrangement
from rare_desk.ui.widgets.table.chooser import ColumnsButton
from rare_desk.ui.widgets.toolbar import button

if TYPE_CHECKING:
    from rare_desk.ui.life.months_panel import MonthsPanel
    from rare_desk.ui.life.panel import LifePanel
    from rare_desk.ui.trades.entry_panel import EntryPanel

PARTY_NAMES = frozenset(("counterparty_aliases", "counterparty_defaults"))
LIFE = frozenset(("deliveries", "payments", "attachments", "closed_months", "corrections"))
_OWN = frozenset(
    ("trades", "counterparties", "products", "calculations", "calculation_trades", "batches", "saved_views")
)
_FROZEN = 2
"""Number and date stay when the list scrolls sideways."""


class TradesPage(Page):
    name = "trades"
    reads = PARTY_NAMES | LIFE | _OWN
    reads_index = True

    def __init__(self, session: Session) -> None:
        super().__init__(session, toolbar_height=36)
        self.catalogue = queries.catalogue(session.book)
        self._awaited: int | None = None
        self._new_here = True
        self.knowledge = BookKnowledge(session.book, self.catalogue)
        self.table = EditGrid("trades")
        self.open_items = OpenItems(session.book)
        shown = trade_columns(self.catalogue, self.open_items)
        columns = editable(shown, self.product_name, self.table.is_shown, read_only=session.read_only)
        self.model: RowsModel[TradeRow] = RowsModel(columns, session.read, self)
        self.model.row_state = lambda row: UNSAVED if isinstance(row, EditedRow) else row_state(row)
        self.table.setModel(self.model)
        self.arrangement = Arrangement(self.table, "trades", HIDDEN_AT_FIRST, _FROZEN)
        self.filters = TradeFilters(self.catalogue, lambda: (trade_days(session.book) or (None, None))[1])
        self.footer = TradesFooter(self.table)
        self.typing = Typing(self, Offers(self.catalogue))
        self.listing = TradeListing(self)
        self.panels = Panels(self)
        self.many = ManyPanel(self.typing.offers)
        self.replacing = ReplaceStrip()
        self.many_verbs = ManyVerbs(self)
        self.finding = FindingVerbs(self)
        self.pasting = PasteVerbs(self)
        self.verbs = TradeVerbs(self)
        self.views = Views(session, self.filters, self.listing, self.arrangement)
        self.restoring = Restoring(self)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.toolbar.add(self.views)
        self.toolbar.add_right(
            button(self.tr("Counterparties"), self._show_parties_page),
            ColumnsButton(self.arrangement),
            button(self.tr("Import…"), self._import),
            button(self.tr("Export…"), lambda: wishes().asked.emit(self.table)),
            button(self.tr("New"), self.verbs.begin_form, "primary"),
        )
        listed = QWidget()
        column = flush(QVBoxLayout(listed))
        for part in (self.filters, self.replacing, self.table, self.typing.line, self.footer):
            column.addWidget(part, 1 if part is self.table else 0)
        self._empty = EmptyState(
            self.tr("No trades yet. Bring in last year's ledger, or press Ctrl+N and type the first one."),
            self.tr("Import a workbook…"),
            self._import,
            None if self.session.read_only else (self.tr("Type the first trade"), self.verbs.begin_row),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(self._empty)
        self.set_body(self._stack)
        self.panels.put(self.many)

    def _listen(self) -> None:
        self.model.ids_loaded.connect(self._show_rows)
        self.model.ids_loaded.connect(self._choose_awaited)
        self.listing.selection_settled.connect(self._show_chosen)
        self.filters.searched.connect(self.table.setFocus)
        self.listing.has_trades.connect(self._show_trades)
        self.table.row_backed_out.connect(lambda _row: None if len(self.typing.edits) else self._clear_filters())
        self.model.ids_loaded.connect(self.typing.saving.sweep)
        self.typing.listen(self.table)
        self.table.worked_in.connect(self.await_nothing)

    @property
    def entry(self) -> "EntryPanel":
        return self.panels.entry

    @property
    def life(self) -> "LifePanel":
        return self.panels.life

    @property
    def months(self) -> "MonthsPanel":
        return self.panels.months

    @property
    def main_list(self) -> QWidget:
        return self.table

    def refresh(self, changes: Changes | None) -> None:
        if changes is None or changes.tables & (PARTY_NAMES | {"counterparties"}):
            self._show_parties(queries.counterparties(self.session.book))
        if changes is None or "batches" in changes.tables:
            self.filters.offer_imports(queries.batches(self.session.book))
        self.knowledge.forget()
        self.open_items.forget()
        if changes is None or "saved_views" in changes.tables:
            self.views.saved.refresh()
        if changes is None:
            self.typing.restore()
            self.listing.load()
        elif changes.tables & {"trades", "counterparties", "deliveries", "payments"}:
            self.listing.renew()
        else:
            self.listing.settle()
        if changes is None or "trades" in changes.tables:
            self.session.read_beside(recent_places, self._offer_places)
        self.panels.renew()

    def show_item(self, **what: Any) -> None:
        """`trade` is a row's id, `counterparty` a name, `view` that of a saved view, `new` asks for a row to type into;
        others are of TradeFilter."""
        if what.pop("new", False):
            self.verbs.begin_row()
            return
        if view := what.pop("view", ""):
            self.views.saved.open(str(view))
            return
        trade, party = what.pop("trade", None), what.pop("counterparty", "")
        if party:
            what["counterparties"] = (party,)
        if what or trade is not None:
            self.views.saved.leave()
            self.filters.show_wanted(TradeFilter(**what))
        if trade is not None:
            self.table.setFocus()
            self.choose_when_there(int(trade))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing else has taken clears the filters."""
        if event.key() == Qt.Key.Key_Escape and self.filters.active:
            self.filters.clear()
        else:
            super().keyPressEvent(event)

    def menu_actions(self) -> list[QAction]:
        return self.verbs.actions

    def _clear_filters(self) -> None:
        if self.filters.active:
            self.filters.clear()

    def showEvent(self, event: QShowEvent) -> None:
        self._new_here = True
        super().showEvent(event)

    def _show_trades(self, some: bool) -> None:
        """Keys go to the list once it is there, unless they are already somewhere on the page or somebody types
        beside it."""
        self._stack.setCurrentIndex(0 if some or len(self.typing.edits) else 1)
        if some and self.isVisible():
            focused, new = QApplication.focusWidget(), self._new_here
            self._new_here = False
            if focused is None or (new and not self.isAncestorOf(focused) and not _takes_words(focused)):
                self.table.setFocus()

    def row_taken_out(self) -> None:
        """One that was begun: where it was the only one, the page is as before."""
        if not self.model.rowCount() and not len(self.typing.edits) and not self.filters.active:
            self._show_trades(False)

    def _show_rows(self) -> None:
        """As soon as there are any, whenever their sums come."""
        if self.model.rowCount():
            self._show_trades(True)

    def paste(self) -> bool:
        return self.pasting.paste()

    def product_name(self, code: str) -> str:
        """As a draft has it."""
        return labels.product_of(self.catalogue, code)

    @property
    def is_empty(self) -> bool:
        """Whether it says that there is no trade yet in the place of the list."""
        return self._stack.currentWidget() is self._empty

    def show_list(self) -> None:
        """Also while the book has no trades: one is being typed."""
        self._stack.setCurrentIndex(0)

    def choose_when_there(self, trade_id: int) -> None:
        """Selects the row now, or as soon as the order of the rows has come; not when somebody has begun to work in the
        list by then."""
        there = not self.listing.coming and self.model.complete and self.table.choose(trade_id)
        self._awaited = None if there else trade_id

    def await_nothing(self) -> None:
        """The cursor stays where the user has put it."""
        self._awaited = None

    def chosen_row(self) -> TradeRow | None:
        """The current row, if it is selected, or if nothing is and the cell cursor stands in it."""
        index, selection = self.table.currentIndex(), self.table.selectionModel()
        alone = self.table.has_cursor and not selection.hasSelection()
        chosen = index.isValid() and (alone or selection.isSelected(index))
        row = self.model.row_at(index.row()) if chosen else None
        return row if row is not None and row.id > 0 else None

    def _show_chosen(self) -> None:
        row = self.chosen_row()
        self.panels.follow(row)
        if row is not None and self.panels.form:
            self.show_history(row)

    def show_history(self, row: TradeRow) -> None:
        """Under the form, when it has been read."""

        def show(past: history_words.Past) -> None:
            self.entry.history.show_lines(row.trade.deal_no, history_words.lines(past))

        self.session.read(lambda book: history_words.past_of(book, row), show)
        self.entry.calculations.show_rows(calculations_of_trade(self.session.book, row.id))
        self._show_in_index(row)

    def _show_in_index(self, row: TradeRow) -> None:
        """Computed when it is first asked for; `refresh_index` comes when it is there."""
        state = self.session.index
        self.session.start_index()
        if state is not None:
            self.session.read(lambda book: in_index(book, state, row.id), self._take_in_index)

    def _take_in_index(self, found: InIndex | None) -> None:
        row = self.chosen_row()
        self.entry.in_index.show_trade(found if found and row and row.id == found.traced.id else None)

    def refresh_index(self) -> None:
        row = self.chosen_row()
        if row is not None and self.panels.form:
            self._show_in_index(row)

    def _choose_awaited(self) -> None:
        if self._awaited is None:
            return
        awaited, self._awaited = self._awaited, None
        if not self.table.choose(awaited) and self.filters.active:
            show = Action(self.tr("Show"), lambda: self.show_item(trade=awaited))
            self.session.say(self.tr("The trade is in the book, but the filters hide it."), "info", "", show)

    def _show_parties(self, parties: list[CounterpartyRow]) -> None:
        self.knowledge.parties = {one.name: one for one in parties}
        self.filters.offer_parties(parties)
        others = aliases_by_party(self.session.book)
        known = [Choice(one.name, one.name, others.get(one.id, ()), one.group_name) for one in parties]
        for name in ("counterparty", "buyer", "seller"):
            self.panels.offer(name, known)
            self.typing.offers.offer(name, known)

    def _offer_places(self, places: list[str]) -> None:
        known = [Choice(one, one) for one in places]
        self.panels.offer("delivery_place", known)
        self.typing.offers.offer("delivery_place", known)

    def _show_parties_page(self) -> None:
        """At the party of the chosen trade."""
        row = self.chosen_row()
        name = (row.trade.counterparty or row.trade.seller or row.trade.buyer) if row is not None else ""
        self.session.navigate.emit("parties", {"party": name} if name else {})

    def make_room(self) -> None:
        """One panel beside the list at a time."""
        self.panels.hide()

    def _import(self) -> None:
        self.session.navigate.emit("imports", {})


def _takes_words(widget: QWidget) -> bool:
    return widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
