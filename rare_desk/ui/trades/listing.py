"""What the list shows: the rows of the filters in an order, their sums, and those of the selection."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from rare_desk.store.reading.trades.parts import WORTH
from rare_desk.store.reading.trades.trade_queries import NEWEST
from rare_desk.store.reading.trades.trade_standing import Standing, standing
from rare_desk.store.reading.trades.trade_sums import Sums, sums, sums_of
from rare_desk.store.reading.vocabulary import gather_texts
from rare_desk.ui.trades.columns import First, TradeSource
from rare_desk.ui.trades.editing.source import EditedSource
from rare_desk.ui.widgets.rows.rows_model import FIRST
from rare_desk.ui.widgets.table.ordering import Order

if TYPE_CHECKING:
    from rare_desk.ui.trades.page import TradesPage
    from rare_desk.ui.widgets.rows.rows_source import Reading, Reads

_AT_ONCE = 400
"""Rows whose sums are read while the window waits."""
_SETTLED_MS = 40


class TradeListing(QObject):
    """Each wish takes the place of the one before, whose reading is interrupted: every key in the search field asks
    anew."""

    has_trades = Signal(bool)
    """Whether the book has any."""
    selection_settled = Signal()
    order_changed = Signal()

    def __init__(self, page: TradesPage) -> None:
        super().__init__(page)
        self._session = page.session
        self._model, self._table = page.model, page.table
        self._filters, self._footer = page.filters, page.footer
        self._edits = page.typing.edits
        self.order: Order = ()
        self._asked: TradeSource | None = None
        self._known: Standing | None = None
        self._jobs: dict[str, Reading | None] = {}
        self._gathering = self._outdated = False
        self._settling = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._settling.timeout.connect(self._sum_selection)
        self._session.closed.connect(self._settling.stop)
        self._filters.changed.connect(self.load)
        self._model.order_asked.connect(self.sort)
        self._model.ids_loaded.connect(self._see_products)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._settling.start())
        self._model.modelReset.connect(self._settling.start)  # the rows that were selected are gone
        self._table.show_order(self.order, NEWEST)

    @property
    def coming(self) -> bool:
        """Whether other rows have been asked for that are not yet shown."""
        return self._asked is not None

    def load(self) -> None:
        """At once where that is quick; else the list stays as it is until the first rows have been read."""
        source = TradeSource(self._session.book, self._filters.wanted(), self.order or NEWEST)
        self._asked, self._outdated = source, False
        self._cancel("rows")
        self._cancel("totals")
        self._model.stop()
        if source.quick:
            self._sum_first()
            self._take(source)
        else:  # the sums after the rows, each with all of the processor
            job = self._session.read(lambda book: source.begun(book, FIRST), lambda first: self._begin(source, first))
            self._jobs["rows"] = job

    def _begin(self, source: TradeSource, first: First) -> None:
        if source is not self._asked:
            return
        if first.totals is None:
            self._sum_first()
        self._take(source, first)
        if first.totals is not None:
            self._show_totals(first.totals)

    def sort(self, order: Order) -> None:
        self.set_order(order)
        self.load()

    def set_order(self, order: Order) -> None:
        """For what is loaded next."""
        self.order = order
        self._table.show_order(order, NEWEST)
        self.order_changed.emit()

    def renew(self) -> None:
        """The same rows after a change of the book. Those that are still being read may have been read before it."""
        self._outdated = self.coming
        self._model.reload(self._session.book.last_step())
        self._sum(self._session.read_beside)
        self._settling.start()

    def settle(self) -> None:
        self._settling.start()

    def _cancel(self, what: str) -> None:
        if job := self._jobs.pop(what, None):
            job.cancel()

    def _take(self, source: TradeSource, first: First | None = None) -> None:
        if source is self._asked:
            self._asked = None
            step = self._session.book.last_step() if first is None else first.step
            self._model.load(EditedSource(replace(source, begun_with=first), self._edits), step)
            if self._outdated:
                self.renew()

    def _sum_first(self) -> None:
        """Before the order of all rows, which is asked for after it in the same line."""
        self._sum(self._session.read)

    def _sum(self, read: Reads) -> None:
        wanted = self._filters.wanted()
        known = self._known if self._known is not None and self._known.wanted == wanted else None
        self._cancel("totals")
        self._jobs["totals"] = read(lambda book: standing(book, wanted, known), self._show_totals)

    def _show_totals(self, found: Standing) -> None:
        self._known = found
        self.has_trades.emit(found.whole > 0)
        self._footer.show_totals(found.totals, found.whole, one_product=len(found.wanted.products) == 1)
        self._see_products()
        if found.whole > WORTH and not self._gathering:
            self._gather()

    def _see_products(self) -> None:
        """A few rows may be of one product though none was asked for: then their mean price is one."""
        known, ids = self._known, list(self._model.ids()[: _AT_ONCE + 1])
        if known is None or len(known.wanted.products) == 1 or not 1 < len(ids) == known.totals.count <= _AT_ONCE:
            return

        def show(found: Sums) -> None:
            if self._known is known:
                self._footer.show_totals(known.totals, known.whole, one_product=not found.several)

        self._cancel("products")
        self._jobs["products"] = self._session.read_beside(lambda book: sums_of(book, ids), show)

    def _gather(self, more: bool = True) -> None:
        """What searches of many trades need: a piece after the other, between the sums that are asked for."""
        self._gathering = more
        if more:
            self._session.read_beside(gather_texts, self._gather)

    def _sum_selection(self) -> None:
        stretches = self._table.chosen_ranges()
        count = sum(last - first + 1 for first, last in stretches)
        if count == 0:
            self._footer.clear_selection()
        elif count <= _AT_ONCE:
            self._footer.show_selection(sums(self._model.rows_at(self._table.chosen_places())))
        else:
            self._footer.show_count(count)
            ids = self._ids(stretches)
            self._cancel("selection")
            self._jobs["selection"] = self._session.read_beside(
                lambda book: sums_of(book, ids), lambda found: self._show_late(len(ids), found)
            )
        self.selection_settled.emit()

    def _ids(self, stretches: Sequence[tuple[int, int]]) -> array[int]:
        every, found = self._model.ids(), array("q")
        for first, last in stretches:
            found.extend(every[first : last + 1])
        return found

    def _show_late(self, count: int, found: Sums) -> None:
        if count == sum(last - first + 1 for first, last in self._table.chosen_ranges()):
            self._footer.show_selection(found)
