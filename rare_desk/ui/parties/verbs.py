"""What can be done on the page of counterparties, each with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from rare_desk.core.problems import Problem
from rare_desk.ops.parties import records as ops
from rare_desk.ops.parties.merging import merge
from rare_desk.ops.parties.near import mark_apart
from rare_desk.ops.parties.records import Profile
from rare_desk.store.book import Changes
from rare_desk.store.reading.party_queries import NOTHING
from rare_desk.ui.widgets.actions import keyed
from rare_desk.ui.widgets.rows.table_out import add_wish, open_menu, wishes

if TYPE_CHECKING:
    from rare_desk.ui.parties.page import PartiesPage


class PartyVerbs(QObject):
    def __init__(self, page: PartiesPage) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        table = page.table
        self.new = keyed(page, self.tr("New counterparty"), self.begin, "Ctrl+N")
        self.edit = keyed(page, self.tr("Change…"), self.change, "F2", table)
        self.trades = keyed(page, self.tr("Its trades"), self.show_trades)
        self.positions = keyed(page, self.tr("Its positions"), self.show_positions)
        self.merging = keyed(page, self.tr("Merge into…"), self.ask_merge, "Ctrl+M")
        self.same = keyed(page, self.tr("Probably the same firm"), self.show_near, "Ctrl+Shift+M")
        self.remove = keyed(page, self.tr("Delete"), self.delete, "Del", table)
        self.bring_in = keyed(page, self.tr("Import a list…"), page.choose_files)
        self.views = keyed(page, self.tr("Views"), lambda: page.views.open_menu(), "Ctrl+Shift+F")
        self.out = keyed(page, self.tr("Export table…"), lambda: wishes().asked.emit(table))
        self.actions = [
            self.new, self.edit, self.trades, self.positions, self.merging, self.same, self.remove,
            self.bring_in, self.views, self.out,
        ]  # fmt: skip
        inside = Qt.ShortcutContext.WidgetShortcut
        for keys in ("Return", "Enter"):
            QShortcut(QKeySequence(keys), table, context=inside).activated.connect(self.show_trades)
        table.doubleClicked.connect(lambda _index: self.change())
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_menu)
        page.form.save_asked.connect(self.save)
        page.form.merge_asked.connect(self._merge_shown)
        page.form.trades_asked.connect(self.show_trades)
        page.form.positions_asked.connect(self.show_positions)
        page.form.delete_asked.connect(self.delete)
        page.form.calculations.asked.connect(
            lambda number: self._session.navigate.emit("pricing", {"calculation": number})
        )
        page.near.merge_asked.connect(self.merge)
        page.near.apart_asked.connect(self.tell_apart)

    def begin(self) -> None:
        self._page.near.setVisible(False)
        self._page.table.clearSelection()
        self._page.form.begin()

    def change(self) -> None:
        one = self._page.chosen()
        if one is not None:
            self._page.open_form(one)
            self._page.form.fields["name"].edit.setFocus()

    def show_trades(self) -> None:
        one = self._page.chosen()
        if one is not None:
            self._session.navigate.emit("trades", {"counterparty": one.name})

    def show_positions(self) -> None:
        one = self._page.chosen()
        if one is not None:
            self._session.navigate.emit("positions", {"counterparty": one.name})

    def show_near(self) -> None:
        page = self._page
        page.form.setVisible(False)
        page.near.setVisible(page.near.isHidden() and bool(page.pairs))
        if page.near.isVisible():
            page.near.table.setFocus()

    def save(self, profile: Profile) -> None:
        page, row = self._page, self._page.form.shown
        name = " ".join(profile.party.name.split())

        def done(_changes: Changes) -> None:
            page.form.setVisible(False)
            page.table.setFocus()
            self._session.say_done(self.tr("Saved"), name)

        page.await_party(name)
        self._session.run(lambda book: ops.save_party(book, row.id if row else None, profile), done, self._refused)

    def delete(self) -> None:
        one = self._page.chosen()
        if one is not None:
            self._page.form.setVisible(False)
            self._session.do(lambda book: ops.delete_counterparty(book, one.id), self.tr("Deleted"), one.name)

    def ask_merge(self) -> None:
        """Of two chosen ones the one with fewer trades goes into the other; of one it is asked into which."""
        page = self._page
        chosen = [one for place in page.table.chosen_places() if (one := page.model.row_at(place)) is not None]
        if len(chosen) == 2:
            gone, into = sorted(chosen, key=lambda one: (one.figures or NOTHING).trades)
            self.merge(gone.id, into.id)
        elif len(chosen) == 1:
            page.open_form(chosen[0])
            page.form.ask_merge()

    def merge(self, gone: int, into: int) -> None:
        names = {one.row.id: one.row.name for one in self._page.lines}
        self._page.form.setVisible(False)
        self._page.await_party(names.get(into, ""))
        said = self.tr("“{name}” is now “{into}”").format(name=names.get(gone, ""), into=names.get(into, ""))
        self._session.run_long(
            lambda book, job: merge(book, gone, into, job.progress),
            lambda _changes: self._session.say_done(said),
            label=self.tr("Merging"),
        )

    def tell_apart(self, one: int, other: int) -> None:
        self._session.do(lambda book: mark_apart(book, one, other), self.tr("Kept apart from now on"))

    def _merge_shown(self, into: int) -> None:
        shown = self._page.form.shown
        if shown is not None:
            self.merge(shown.id, into)

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self._page.await_party("")
        elsewhere = self._page.form.show_problems(problems)
        if elsewhere:
            self._session.refuse(tuple(elsewhere))

    def _open_menu(self, at: QPoint) -> None:
        table = self._page.table
        if not table.selectionModel().hasSelection():
            open_menu(table, table.viewport().mapToGlobal(at))
            return
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.edit, self.trades, self.positions, self.merging])
        menu.addSeparator()
        menu.addAction(self.tr("Copy"), table.copy)
        add_wish(menu, table)
        menu.addAction(self.remove)
        menu.popup(table.viewport().mapToGlobal(at))
