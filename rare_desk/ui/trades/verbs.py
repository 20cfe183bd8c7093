"""What can be done on the trades page, each with its key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from rare_desk.core.problems import Problem
from rare_desk.core.trades import Status, Trade
from rare_desk.ops import trades as ops
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading.calculation_queries import calculations_of_trade
from rare_desk.store.reading.trades.trade_queries import Sort, trade_page, trades_by_id
from rare_desk.store.rows import TradeRow
from rare_desk.ui import formats, labels
from rare_desk.ui.entry.draft import Draft, draft_of, duplicate, following, next_number
from rare_desk.ui.life.panel import KEY
from rare_desk.ui.messages import Action
from rare_desk.ui.trades.calculations import call
from rare_desk.ui.trades.index_section import InIndex, in_index
from rare_desk.ui.trades.numbering import numbered
from rare_desk.ui.widgets.actions import keyed, on_keys
from rare_desk.ui.widgets.rows.table_out import add_wish, open_menu, wishes

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
        self.edit = keyed(page, self.tr("Change in the form…"), self.change, "Alt+Return", table)
        self.live = keyed(page, self.tr("Deliveries and payments"), self.follow_up, KEY)
        self.close_months = keyed(page, self.tr("Close a month…"), self.show_months)
        self.remove = keyed(page, self.tr("Delete"), self.delete, "Ctrl+-", table)
        self.edit_many = keyed(page, self.tr("Change a field of the rows…"), page.many_verbs.begin, "Ctrl+E", table)
        self.paste_new = keyed(
            page, self.tr("Paste as new rows"), lambda: page.pasting.paste(as_new=True), "Ctrl+Shift+V", table
        )
        self.find = keyed(page, self.tr("Find in the list"), page.filters.search.setFocus, "Ctrl+F")
        self.replace = keyed(page, self.tr("Find and replace…"), page.finding.begin_replace, "Ctrl+H")
        self.go = keyed(page, self.tr("Go to row…"), page.finding.ask_row, "Ctrl+G")
        self.check = keyed(page, self.tr("Checked, not suspect"), self.mark_checked)
        self.explain = keyed(page, self.tr("Explain in the index"), self.explain_in_index, "Ctrl+Shift+I")
        self.price = keyed(page, self.tr("Price this trade…"), self.price_it)
        self.views = keyed(page, self.tr("Views"), lambda: page.views.saved.open_menu(), "Ctrl+Shift+F")
        self.out = keyed(page, self.tr("Export table…"), lambda: wishes().asked.emit(table))
        self.actions = [
            *(self.new, self.copy, self.edit, self.edit_many, self.live, self.paste_new, self.remove),
            *(self.find, self.replace, self.go, self.check, self.explain, self.price, self.views, self.out),
            self.close_months,
        ]
        on_keys(table, self.save_row, "Ctrl+S")
        table.rows_deleted.connect(self.delete)
        page.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        page.table.customContextMenuRequested.connect(self._open_menu)

    def begin(self) -> None:
        """In the list where the keys go there, also when it is still to come, else in the form."""
        page = self._page
        if page.table.has_cursor or (page.is_empty and page.panels.form is None):
            self.begin_row()
        else:
            self.begin_form()

    def begin_form(self) -> None:
        """An empty form, with the day and the number that are probably next."""
        newest = self._newest()
        number = next_number(newest.trade.deal_no) if newest and newest.batch is None else ""
        draft = self._numbered(Draft(date="t", deal_no=number))
        self._open(lambda: self._page.entry.begin(draft))

    def begin_row(self, after: Draft | None = None) -> None:
        """A row of the list, with what it shares with the one before: else the newest of the book, unless a file
        brought that one in, whose units are those of the file."""
        if self._session.read_only:
            return
        newest = self._newest() if after is None else None
        if newest is not None and newest.batch is None:
            deal = replace(newest.trade, status=Status.CONFIRMED)  # not delivered because the one before is
            after = draft_of(deal, self._page.product_name(deal.product))
        today = dt.date.today().isoformat()
        draft = Draft() if after is None else following(after)
        draft = self._numbered(replace(draft, date=today) if newest is not None or after is None else draft)
        self._page.typing.begin_new(draft)

    def save_row(self) -> None:
        """The row that is typed, at once."""
        self._page.table.commit()
        self._page.typing.leave(self._page.table.at[0])

    def duplicate(self) -> None:
        row = self._page.chosen_row()
        if row is None:
            return
        copy = duplicate(draft_of(row.trade, self._page.product_name(row.trade.product)), dt.date.today())
        copy = self._numbered(copy)
        if self._page.table.has_cursor and not self._session.read_only:
            self._page.typing.begin_new(copy, Draft())
        else:
            self._open(lambda: self._page.entry.begin(copy))

    def change(self) -> None:
        """In the form; what is typed in the row goes along."""
        self._page.table.commit()
        row_id = self._page.table.at[0]
        edit = self._page.typing.take(row_id)
        row = edit.row if edit is not None else self._page.chosen_row()
        if edit is not None:
            self._open(lambda: self._page.entry.resume(edit.draft, edit.row))
        elif row is not None:
            self._open(lambda: self._page.entry.change(row))

    def follow_up(self) -> None:
        """The panel of what became of the trade."""
        self._page.make_room()
        self._page.life.open_on(self._page.chosen_row())

    def show_months(self) -> None:
        """The panel in which months are closed."""
        self._page.make_room()
        self._page.months.setVisible(True)
        self._page.months.table.setFocus()

    def delete(self) -> None:
        chosen = self._page.table.chosen_ids()
        for row_id in chosen:
            self._page.typing.back_out(row_id)
        ids = [one for one in chosen if one > 0]
        if ids:
            said = self.tr("{count} deleted").format(count=formats.count(len(ids)))
            self._session.do(lambda book: ops.delete_trades(book, ids), said)

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
        ids = [one for one in self._page.table.chosen_ids() if one > 0]
        if not ids or len(ids) > _LARGE:
            return

        def op(book: Book) -> Changes:
            fresh = {row.id: changed(row.trade) for row in trades_by_id(book, ids)}
            return ops.change_trades(book, fresh, accept_suspect=True)

        self._session.do(op, self.tr("{count} changed").format(count=formats.count(len(ids))))

    def _open(self, do: Callable[[], None]) -> None:
        """Opens the form anew; what was typed and not saved can be brought back."""
        page = self._page
        put_aside = (page.entry.form.draft(), page.entry.row) if page.entry.touched else None
        page.panels.hide(but=page.entry)
        do()
        row = page.chosen_row()
        if row is not None:
            page.show_history(row)
        if put_aside:
            back = Action(self.tr("Bring back"), lambda: page.entry.resume(*put_aside))
            self._session.say(self.tr("What you had typed was put aside unsaved."), "info", "", back)

    def save_form(self, trade: Trade, row: TradeRow | None, follow: bool) -> None:
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
            page.entry.after_save(self._numbered(following(page.entry.form.draft())) if follow else None)
            self._session.say_done(self.tr("Saved"), self.called(trade))
            page.choose_when_there(trade_id)

        def failed(problems: tuple[Problem, ...]) -> None:
            page.entry.set_saving(False)
            self._session.refuse(problems)

        self._session.run(op, done, failed)

    def called(self, trade: Trade) -> str:
        return "  ".join(filter(None, (trade.deal_no, trade.date.isoformat(), self._page.product_name(trade.product))))

    def _numbered(self, draft: Draft) -> Draft:
        return numbered(self._session.book, draft, {edit.draft.deal_no for edit in self._page.typing.edits})

    def _newest(self) -> TradeRow | None:
        return next(iter(trade_page(self._session.book, order=Sort("id"), limit=1)), None)

    def _open_menu(self, at: QPoint) -> None:
        page = self._page
        if not page.table.selectionModel().hasSelection():
            open_menu(page.table, page.table.viewport().mapToGlobal(at))
            return
        menu = QMenu(page.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.edit, self.edit_many, self.copy, self.live])
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
