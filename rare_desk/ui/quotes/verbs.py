"""What can be done on the quotes page, each with its key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from rare_desk.core.problems import Problem
from rare_desk.core.quotes import AnnouncedPrice, Quote
from rare_desk.ops import quotes as ops
from rare_desk.store.book import Book, Changes
from rare_desk.store.rows import QuoteRow
from rare_desk.ui import formats
from rare_desk.ui.quotes.draft import draft_of
from rare_desk.ui.widgets.actions import keyed
from rare_desk.ui.widgets.rows.table_out import add_wish, open_menu, wishes

if TYPE_CHECKING:
    from rare_desk.ui.quotes.page import QuotesPage
    from rare_desk.ui.widgets.table import Table


class QuoteVerbs(QObject):
    def __init__(self, page: QuotesPage) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        table, announced, published = page.table, page.below.announced, page.below.published
        self.new = keyed(page, self.tr("New quote"), self.begin, "Ctrl+N")
        self.copy = keyed(page, self.tr("Duplicate"), self.duplicate, "Ctrl+D")
        self.edit = keyed(page, self.tr("Change in the form…"), self.change, "Alt+Return", table)
        self.remove = keyed(page, self.tr("Delete"), self.delete, "Ctrl+-", table)
        self.find = keyed(page, self.tr("Find in the list"), page.search.setFocus, "Ctrl+F")
        self.new_quarter = keyed(page, self.tr("New announced price"), self.begin_announced, "Ctrl+Shift+Q")
        self.to_next = keyed(page, self.tr("To the next list"), self.go_to_next_list, "F6")
        self.views = keyed(page, self.tr("Views"), lambda: page.views.open_menu(), "Ctrl+Shift+F")
        self.out = keyed(page, self.tr("Export table…"), lambda: wishes().asked.emit(page.shown_table))
        self.actions = [
            *(self.new, self.copy, self.edit, self.remove, self.find),
            *(self.new_quarter, self.to_next, self.views, self.out),
        ]
        for key, do in (("F2", self.change), ("Del", self.delete), ("Return", self.change)):
            QShortcut(QKeySequence(key), announced, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(do)
        enter = QShortcut(QKeySequence("Return"), published, context=Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(self.change)
        table.rows_deleted.connect(self.delete)
        for one in (announced, published):
            one.doubleClicked.connect(lambda _index: self.change())
        for one in (table, announced, published):
            one.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            one.customContextMenuRequested.connect(lambda at, one=one: self._open_menu(one, at))
        page.below.new_asked.connect(self.begin_announced)
        page.form.save_asked.connect(self._save)
        page.announced_form.save_asked.connect(self._save_announced)

    def go_to_next_list(self) -> None:
        """From the quotes to the announced prices, from these to the published indices, and back."""
        table, below = self._page.table, self._page.below
        if below.published.hasFocus():
            table.setFocus()
        elif below.announced.hasFocus():
            below.turn("published")
            below.published.setFocus()
        else:
            below.turn("announced")
            below.announced.setFocus()

    def begin(self) -> None:
        self._page.announced_form.setVisible(False)
        self._page.form.begin()

    def duplicate(self) -> None:
        """Today's, with what else the selected one says."""
        row = self._page.chosen_row()
        if row is not None:
            draft = replace(
                draft_of(row.quote, self._page.product_name(row.quote.product)),
                date="t",
                low="",
                high="",
                mid="",
                note="",
            )
            self._page.announced_form.setVisible(False)
            self._page.form.begin(draft)

    def change(self) -> None:
        """What is chosen in the table that was last chosen in; a published index is shown where it is kept."""
        page = self._page
        if page.shown_table is page.below.announced:
            self._change_announced()
        elif page.shown_table is page.below.published:
            self.open_published()
        elif (row := page.chosen_row()) is not None:
            page.announced_form.setVisible(False)
            page.form.change(row, draft_of(row.quote, self._page.product_name(row.quote.product)))

    def delete(self) -> None:
        page = self._page
        if page.shown_table is page.below.announced:
            self._delete_announced()
        elif page.shown_table is page.table and (ids := page.table.chosen_ids()):
            said = self.tr("{count} deleted").format(count=formats.count(len(ids)))
            self._session.do(lambda book: ops.delete_quotes(book, ids), said)

    def begin_announced(self) -> None:
        self._page.below.turn("announced")
        self._page.form.setVisible(False)
        self._page.announced_form.begin()

    def _change_announced(self) -> None:
        price = self._page.below.chosen_announced()
        if price is not None:
            self._page.form.setVisible(False)
            self._page.announced_form.change(price)

    def _delete_announced(self) -> None:
        price = self._page.below.chosen_announced()
        if price is not None:
            self._session.do(
                lambda book: ops.delete_announced(book, price), self.tr("{count} deleted").format(count="1")
            )

    def open_published(self) -> None:
        """Beside the book's own index, where its points are typed."""
        chosen = self._page.below.chosen_published()
        if chosen:
            self._session.navigate.emit("comparison", {"published": chosen[0].name})

    def _save(self, quote: Quote, row: QuoteRow | None, follow: bool) -> None:
        form = self._page.form
        form.set_saving(True)

        def op(book: Book) -> Changes:
            if row is None:
                return ops.add_quote(book, quote)
            return ops.change_quote(book, row.id, quote, was=row.quote)

        def done(_changes: Changes) -> None:
            form.set_saving(False)
            form.after_save(follow=follow)
            self._say_saved(f"{quote.source}  {quote.date.isoformat()}  {self._page.product_name(quote.product)}")

        def failed(problems: tuple[Problem, ...]) -> None:
            form.set_saving(False)
            self._session.refuse(problems)

        self._session.run(op, done, failed)

    def _save_announced(self, price: AnnouncedPrice, was: AnnouncedPrice | None) -> None:
        def done(_changes: Changes) -> None:
            self._page.announced_form.close_panel()
            self._page.choose_quarter(price.quarter)
            self._say_saved(f"{price.quarter}  {formats.money(price.price)}")

        self._session.run(lambda book: ops.put_announced(book, price, was=was), done)

    def _say_saved(self, what: str) -> None:
        self._session.say_done(self.tr("Saved"), what)

    def _open_menu(self, table: Table, at: QPoint) -> None:
        if not table.chosen_places():
            open_menu(table, table.viewport().mapToGlobal(at))
            return
        page = self._page
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if table is page.table:
            menu.addActions([self.edit, self.copy])
        elif table is page.below.announced:
            menu.addAction(self.edit)
        else:
            menu.addAction(self.tr("Compare with the book's index"), self.open_published)
        menu.addSeparator()
        menu.addAction(self.tr("Copy"), table.copy)
        add_wish(menu, table)
        address = self._address(table)
        if address:
            menu.addAction(self.tr("Copy the source's address"), lambda: QGuiApplication.clipboard().setText(address))
        if table is not page.below.published:
            menu.addAction(self.remove)
        menu.popup(table.viewport().mapToGlobal(at))

    def _address(self, table: Table) -> str:
        page = self._page
        if table is page.table:
            row = page.chosen_row()
            return row.quote.url if row else ""
        if table is page.below.announced:
            price = page.below.chosen_announced()
            return price.source_url if price else ""
        return next((one.source_url for one in page.below.chosen_published()), "")
