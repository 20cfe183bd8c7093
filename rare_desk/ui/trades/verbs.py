"""What can be done on the trades page, each with its key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from rare_desk.core.problems import Problem
from rare_desk.core.trades import Status, Trade
from rare_desk.ops import trades as ops
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading.calculation_queries import calculations_of_trade
from rare_desk.store.reading.trade_queries import Sort, trade_page, trades_by_id
from rare_desk.store.rows import TradeRow
from rare_desk.ui import formats, labels
from rare_desk.ui.entry.actions import keyed
from rare_desk.ui.entry.draft import Draft, draft_of, duplicate, next_number
from rare_desk.ui.session import Action
from rare_desk.ui.trades.calculations import call
from rare_desk.ui.trades.index_section import InIndex, in_index
from rare_desk.ui.widgets.table_out import add_wish, open_menu, wishes

if TYPE_CHECKING:
    from rare_desk.ui.trades.page import TradesPage

_LARGE = 5_000
"""Rows changed in one go by a menu."""


class TradeVerbs(QObject):
    def __init__(self, page: TradesPage) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        table = page.table
        self.new = keyed(page, self.tr("New trade"), self.begin, "Ctrl+N")
        self.copy = keyed(page, self.tr("Duplicate"), self.duplicate, "Ctrl+D")
        self.edit = keyed(page, self.tr("Change…"), self.change, "F2", table)
        self.remove = keyed(page, self.tr("Delete"), self.delete, "Del", table)
        self.check = keyed(page, self.tr("Checked, not suspect"), self.mark_checked)
        self.explain = keyed(page, self.tr("Explain in the index"), self.explain_in_index)
        self.price = keyed(page, self.tr("Price this trade..."), self.price_it)
        self.out = keyed(page, self.tr("Export table…"), lambda: wishes().asked.emit(table))
        self.actions = [self.new, self.copy, self.edit, self.remove, self.check, self.explain, self.price, self.out]
        inside = Qt.ShortcutContext.WidgetShortcut
        QShortcut(QKeySequence("Return"), table, context=inside).activated.connect(self.change)
        page.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        page.table.customContextMenuRequested.connect(self._open_menu)
        page.entry.save_asked.connect(self._save)

    def begin(self) -> None:
        """An empty form, with the day and the number that are probably next."""
        newest = trade_page(self._session.book, order=Sort("id"), limit=1)
        number = next_number(newest[0].trade.deal_no) if newest and newest[0].batch is None else ""
        self._open(lambda: self._page.entry.begin(Draft(date="t", deal_no=number)))

    def duplicate(self) -> None:
        row = self._page.chosen_row()
        if row is not None:
            name = labels.product(self._page.catalogue[row.trade.product])
            copy = duplicate(draft_of(row.trade, name), dt.date.today())
            self._open(lambda: self._page.entry.begin(copy))

    def change(self) -> None:
        row = self._page.chosen_row()
        if row is not None:
            self._open(lambda: self._page.entry.change(row))

    def delete(self) -> None:
        ids = self._page.table.chosen_ids()
        if ids:
            said = self.tr("{count} deleted").format(count=formats.count(len(ids)))
            self._run(lambda book: ops.delete_trades(book, ids), said)

    def set_status(self, status: Status) -> None:
        self._change_chosen(lambda trade: replace(trade, status=status))

    def mark_checked(self) -> None:
        self._change_chosen(lambda trade: replace(trade, suspect=""))

    def explain_in_index(self) -> None:
        """The first point that the trade is in, or would be in, with its series."""
        row, state = self._page.chosen_row(), self._session.index
        self._session.start_index()
        if row is None:
            return
        if state is None:
            self._session.say(self.tr("The index is being computed. Ask again in a moment."), "info")
            return
        self._session.read(lambda book: in_index(book, state, row.id), self._go_to_index)

    def price_it(self) -> None:
        """A new calculation, linked to the trade once it is saved."""
        row = self._page.chosen_row()
        if row is not None:
            self._session.navigate.emit("pricing", {"trade": row.id})

    def open_calculation(self, id: int, _checked: bool = False) -> None:
        self._session.navigate.emit("pricing", {"calculation": id})

    def _go_to_index(self, found: InIndex | None) -> None:
        if found is None or not found.series:
            self._session.say(self.tr("The index does not know this trade: it has no product."), "info")
        else:
            self._session.navigate.emit("index", found.on(found.traced.index_day))

    def _change_chosen(self, changed: Callable[[Trade], Trade]) -> None:
        ids = self._page.table.chosen_ids()
        if not ids or len(ids) > _LARGE:
            return

        def op(book: Book) -> Changes:
            fresh = {row.id: changed(row.trade) for row in trades_by_id(book, ids)}
            return ops.change_trades(book, fresh, accept_suspect=True)

        self._run(op, self.tr("{count} changed").format(count=formats.count(len(ids))))

    def _run(self, op: Callable[[Book], Changes], said: str) -> None:
        undo = Action(self.tr("Undo"), self._session.undo)
        self._session.run(op, lambda _changes: self._session.say(said, "good", "", undo))

    def _open(self, do: Callable[[], None]) -> None:
        """Opens the form anew; what was typed and not saved can be brought back."""
        page = self._page
        put_aside = (page.entry.form.draft(), page.entry.row) if page.entry.touched else None
        page.parties.setVisible(False)
        do()
        row = page.chosen_row()
        if row is not None:
            page.show_history(row)
        if put_aside:
            back = Action(self.tr("Bring back"), lambda: page.entry.resume(*put_aside))
            self._session.say(self.tr("What you had typed was put aside unsaved."), "info", "", back)

    def _save(self, trade: Trade, row: TradeRow | None, follow: bool) -> None:
        page = self._page
        page.entry.set_saving(True)

        def op(book: Book) -> int:
            if row is None:
                ops.add_trade(book, trade, accept_suspect=True)
                return trade_page(book, order=Sort("id"), limit=1)[0].id
            ops.change_trade(book, row.id, trade, was=row.trade, accept_suspect=True)
            return row.id

        def done(trade_id: int) -> None:
            page.entry.set_saving(False)
            page.entry.after_save(follow=follow)
            undo = Action(self.tr("Undo"), self._session.undo)
            self._session.say(self.tr("Saved"), "good", self._called(trade), undo)
            page.choose_when_there(trade_id)

        def failed(problems: tuple[Problem, ...]) -> None:
            page.entry.set_saving(False)
            self._session.refuse(problems)

        self._session.run(op, done, failed)

    def _called(self, trade: Trade) -> str:
        product = self._page.catalogue[trade.product]
        return "  ".join(filter(None, (trade.deal_no, trade.date.isoformat(), labels.product(product))))

    def _open_menu(self, at: QPoint) -> None:
        page = self._page
        if not page.table.selectionModel().hasSelection():
            open_menu(page.table, page.table.viewport().mapToGlobal(at))
            return
        menu = QMenu(page.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.edit, self.copy])
        statuses = menu.addMenu(self.tr("Status"))
        for status in Status:
            one = statuses.addAction(labels.label(f"trades.{status}"))
            one.triggered.connect(lambda _checked=False, status=status: self.set_status(status))
        menu.addActions([self.check, self.explain])
        self.add_calculations(menu)
        menu.addSeparator()
        menu.addAction(self.tr("Copy"), page.table.copy)
        add_wish(menu, page.table)
        menu.addAction(self.remove)
        menu.popup(page.table.viewport().mapToGlobal(at))

    def add_calculations(self, menu: QMenu) -> None:
        """Those that the trade is linked to, and a new one for it."""
        row = self._page.chosen_row()
        rows = calculations_of_trade(self._session.book, row.id) if row else []
        if not rows:
            menu.addAction(self.price)
            return
        under = menu.addMenu(self.tr("Calculations"))
        for one in rows:
            status = labels.label(f"pricing.status-{one.status}")
            under.addAction(f"{call(one)}  {status}").triggered.connect(partial(self.open_calculation, one.id))
        under.addSeparator()
        under.addAction(self.price)
