"""The months of the book: closing one, what was in it, what was corrected since, opening it again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from rare_desk import moments
from rare_desk.core.life.closing import days_of
from rare_desk.core.problems import Problem
from rare_desk.ops.life import closing as ops
from rare_desk.ops.life.closing import Account, Month
from rare_desk.ui import formats, labels
from rare_desk.ui.life.account_list import AccountList
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.inputs.fields import TextField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import button, text

WIDTH = 448
_SAID = 4
"""So many of the things that stand in the way are written out; the others are counted."""


class MonthsPanel(SidePanel):
    shown = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(width=WIDTH)
        self.set_title(self.tr("Months"))
        self._session = session
        self._month: Month | None = None
        self._filling = False
        columns: list[Column[Month]] = [
            Column(key="month", title=labels.field("month"), text=lambda row: row.line.month, width=84),
            Column(
                key="trades",
                title=self.tr("Trades"),
                text=lambda row: formats.count(row.line.trades),
                align="right",
                width=64,
            ),
            Column(key="state", title=self.tr("State"), text=self._state, width=200, grows=True, flag=_flag),
        ]
        self.model = ListModel(columns, self)
        self.table = Table("months")
        self.table.setModel(self.model)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.account = AccountList(session)
        self.note = TextField(labels.field("note"))
        self.said = text("", "warn", caption=True)
        self.said.setWordWrap(True)
        self.set_body(self.table)
        self.set_foot(self._make_foot())
        self.setVisible(False)

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("bar", "card")
        column = flush(QVBoxLayout(foot))
        column.addWidget(self.account)
        inside = QVBoxLayout()
        inside.setContentsMargins(12, 8, 12, 12)
        inside.setSpacing(8)
        inside.addWidget(self.said)
        inside.addWidget(self.note)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.close_button = button("", self._close_month, "primary")
        self.close_button.setEnabled(False)
        self.show_button = button(self.tr("Show its trades"), self._show_trades)
        self.reopen_button = button(self.tr("Reopen"), self._reopen)
        self.export_button = button(
            self.tr("Export corrections…"), lambda: self._session.export_asked.emit("corrections")
        )
        for one in (self.close_button, self.reopen_button, self.show_button, self.export_button):
            row.addWidget(one)
        row.addStretch(1)
        inside.addLayout(row)
        column.addLayout(inside)
        return foot

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()
        self.renew()

    def renew(self) -> None:
        """Reads the months again."""
        if self.isVisible():
            self._session.read(ops.months, self._show_months)

    def _show_months(self, months: Sequence[Month]) -> None:
        chosen = self._month.line.month if self._month else ""
        held = tuple(months)
        self._filling = True
        self.model.show_rows(held, lambda row: held.index(row))
        first = next((place for place, one in enumerate(held) if one.closed is None), 0)
        place = next((place for place, one in enumerate(held) if one.line.month == chosen), first)
        if held:
            self.table.choose(place)
        self._filling = False
        self._choose()

    def _choose(self) -> None:
        if self._filling:
            return
        before = self._month.line.month if self._month else ""
        places = self.table.chosen_places()
        self._month = self.model.row_at(places[0]) if len(places) == 1 else None
        month = self._month
        closed = month is not None and month.closed is not None
        self.close_button.setVisible(month is not None and not closed)
        if month is None or month.line.month != before:
            self.close_button.setEnabled(False)
        self.note.setVisible(month is not None and not closed)
        self.show_button.setVisible(month is not None)
        for part in (self.reopen_button, self.export_button, self.account):
            part.setVisible(closed)
        if month is None:
            return
        name = month.line.month
        if name != before or closed:
            self.said.setVisible(False)
            self.close_button.setText(self.tr("Close {0}").format(name))
        if closed:
            self._session.read(lambda book: ops.account(book, name), self._show_account)
        else:
            self._session.read(lambda book: (name, ops.obstacles(book, name)), self._show_obstacles)

    def _show_account(self, account: Account) -> None:
        if self._month is not None and self._month.line.month == account.month.month:
            self.account.show_account(account)

    def _show_obstacles(self, found: tuple[str, tuple[Problem, ...]]) -> None:
        name, problems = found
        if self._month is None or self._month.line.month != name:
            return
        lines = [labels.say(one) for one in problems[:_SAID]]
        if len(problems) > _SAID:
            lines.append(self.tr("and {0} more").format(formats.count(self._month.line.unready - _SAID)))
        self.said.setText("\n".join(lines))
        self.said.setVisible(bool(lines))
        self.close_button.setEnabled(all(one.suspect for one in problems))
        all_the_same = problems and self.close_button.isEnabled()
        words = self.tr("Close {0} all the same") if all_the_same else self.tr("Close {0}")
        self.close_button.setText(words.format(name))

    def _close_month(self) -> None:
        if self._month is not None:
            name, note = self._month.line.month, self.note.text()
            self.note.clear()
            self._session.do(
                lambda book: ops.close_month(book, name, note=note, accept_suspect=True),
                self.tr("{0} is closed").format(name),
            )

    def _reopen(self) -> None:
        if self._month is not None:
            name = self._month.line.month
            self._session.do(lambda book: ops.reopen_month(book, name), self.tr("{0} is open again").format(name))

    def _show_trades(self) -> None:
        if self._month is not None:
            first, last = days_of(self._month.line.month)
            self._session.navigate.emit("trades", {"first": first, "last": last})

    def _state(self, row: Month) -> str:
        if row.closed is None:
            return self.tr("open, {0} to check").format(row.line.unready) if row.line.unready else self.tr("open")
        said = self.tr("closed {0}").format(moments.day(row.closed.at))
        return self.tr("{0}, corrections: {1}").format(said, row.corrections) if row.corrections else said


def _flag(row: Month) -> str:
    return "muted" if row.closed is None else ""
