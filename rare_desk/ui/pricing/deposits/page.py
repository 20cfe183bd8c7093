"""The distributions of deposits: a list, the one chosen with its oxides, and below what all of them are worth."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.core.problems import Refused
from rare_desk.ops.book.shipped import deposits
from rare_desk.ops.contracts import by_deposit
from rare_desk.ops.contracts.deposits import delete_deposit, own_names, save_deposit, verify_deposit
from rare_desk.ops.contracts.distributions import distributions
from rare_desk.store.journal import Changes
from rare_desk.ui import labels
from rare_desk.ui.page import Page
from rare_desk.ui.pricing.deposits.comparison import Comparison, until
from rare_desk.ui.pricing.deposits.deposit_list import DepositList
from rare_desk.ui.pricing.deposits.editor import DepositEditor
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import button, rule, text

_ITS_OWN = frozenset({"deposits", "deposit_oxides"})
_FILLED = ("basket", "netback")


class DepositsPage(Page):
    name = "deposits"
    reads = _ITS_OWN | {"quotes"}
    reads_index = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._known: tuple[Distribution, ...] = ()
        self._own: frozenset[str] = frozenset()
        self._chosen = ""
        self._asked = 0
        self.list = DepositList()
        self.list.chosen.connect(self.open)
        self.list.new.clicked.connect(self.new)
        self.editor = DepositEditor()
        self.editor.save_asked.connect(self.save)
        self.editor.verify_asked.connect(self.verify)
        self.editor.delete_asked.connect(self.delete)
        self.editor.setEnabled(not session.read_only)
        self.comparison = Comparison()
        self.comparison.asked.connect(self._compare)
        self.toolbar.add(text(self.tr("What the rare earths of a deposit consist of, and what that is worth"), "muted"))
        self._use = {
            kind: button(labels.label(f"calculator.deposit-to-{kind}"), partial(self._fill, kind)) for kind in _FILLED
        }
        self.copy = button(self.tr("Copy for Excel"), self._copy)
        self.toolbar.add_right(self.copy, *self._use.values())
        self.set_body(self._build())

    def _build(self) -> QWidget:
        middle = QFrame()
        middle.setProperty("bar", "card")
        column = flush(QVBoxLayout(middle))
        for part in (self.editor, self.comparison):
            part.setBackgroundRole(QPalette.ColorRole.Base)
            part.setAutoFillBackground(True)
        column.addWidget(self.editor, 1)
        column.addWidget(rule())
        column.addWidget(self.comparison)
        body = QWidget()
        whole = flush(QHBoxLayout(body))
        whole.addWidget(self.list)
        whole.addWidget(rule(vertical=True))
        whole.addWidget(middle, 1)
        return body

    def refresh(self, changes: Changes | None) -> None:
        if changes is None:
            self.session.start_index()
        if changes is None or changes.tables & _ITS_OWN:
            self._known = distributions(self.session.book)
            self._own = own_names(self.session.book)
            if self._found() is None and self._chosen:
                self._chosen = ""
            if not self._chosen and changes is None:
                self._chosen = self._known[0].name
            self._show(self._found())
        self._compare()

    def refresh_index(self) -> None:
        self._compare()

    def show_item(self, **what: Any) -> None:
        """`deposit`: that one, by its name."""
        self.open(str(what.get("deposit", "")))

    def open(self, name: str) -> None:
        if name in {one.name for one in self._known} and name != self._chosen:
            self._chosen = name
            self._show(self._found())

    def new(self) -> None:
        self._chosen = ""
        self._show(None)
        self.editor.fields["name"].setFocus()

    def save(self, deposit: Distribution, as_stated: bool) -> None:
        before = self._chosen

        def saved(_changes: Changes) -> None:
            self._chosen = deposit.name.strip()
            self._show(self._found())
            self.session.say_done(self.tr("Saved: {name}").format(name=deposit.name))

        op = partial(save_deposit, name=before, deposit=deposit, as_stated=as_stated)
        self.session.run(lambda book: op(book), saved, self.editor.show_problems)

    def verify(self, against: str) -> None:
        name, today = self._chosen, dt.date.today()
        said, failed = self.tr("Verified: {name}").format(name=name), self.editor.show_problems
        self.session.do(lambda book: verify_deposit(book, name, against, today), said, failed=failed)

    def delete(self) -> None:
        name = self._chosen
        said = self.tr("Deleted: {name}").format(name=name)
        self.session.do(lambda book: delete_deposit(book, name), said)

    def _found(self) -> Distribution | None:
        return next((one for one in self._known if one.name == self._chosen), None)

    def _show(self, one: Distribution | None) -> None:
        self.list.show_deposits(self._known, self._own, self._chosen)
        ships = one is not None and any(each.name == one.name for each in deposits())
        self.editor.show_deposit(one, own=one is not None and one.name in self._own, ships=ships)
        for each in self._use.values():
            each.setEnabled(one is not None)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.editor.table())
        self.session.say(self.tr("The shares are on the clipboard."), "info")

    def _fill(self, kind: str) -> None:
        self.session.navigate.emit("pricing", {"calculator": kind, "deposit": self._chosen})

    def _compare(self) -> None:
        """On the reading thread; of several questions the last one's answer is shown."""
        self._asked += 1
        number, state = self._asked, self.session.index
        day = until(self.comparison.day, state.computation.last_day if state else None)
        chosen = self.comparison.chosen()
        try:
            terms = by_deposit.terms_of(day, **self.comparison.values())
        except Refused as refused:
            self.comparison.show_problems(refused.problems)
            return

        def take(found: by_deposit.SideBySide) -> None:
            if number == self._asked:
                self.comparison.show_found(found)

        self.session.read(lambda book: by_deposit.side_by_side(book, state, terms, day, chosen), take)
