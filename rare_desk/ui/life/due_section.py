"""The deliveries of a trade, or its payments: what they come to, and each in a line to type into."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rare_desk.core.life.dues import Delivery, Payment
from rare_desk.core.problems import Problem
from rare_desk.core.trades import Side
from rare_desk.ops.book import shipped
from rare_desk.ops.life.dues import TradeDues
from rare_desk.store.reading.life.due_queries import DueRow, Kind
from rare_desk.ui import formats, labels
from rare_desk.ui.life.due_line import COLUMNS, CROSS, WIDTHS, DueLine
from rare_desk.ui.life.reading import even, read, still_open
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Toolbar, text

_CELLS = {"quantity": "amount"}
"""Where the problem of a field is shown, if not in the cell of its name."""


class DueSection(QFrame):
    save_asked = Signal(object)
    """The DueLine, read without a problem: its `read` is what to save."""
    gone_asked = Signal(object)
    moved_out = Signal(int, str)
    """Above the first line or below the last, in a column."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self.found: TradeDues | None = None
        self.lines: list[DueLine] = []
        self.read: Delivery | Payment | None = None
        head = Toolbar(0, "head", side=12)
        self.title = text("", bold=True)
        self.sums = text("", "caption")
        self.late = text("", "warn", caption=True)
        head.add(self.title)
        head.add_right(self.sums, self.late)
        self._titles: dict[str, QLabel] = {name: text("", "caption") for name in COLUMNS}
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(8, 4, 8, 8)
        self._column.setSpacing(0)
        self._column.addLayout(self._captions())
        whole = flush(QVBoxLayout(self))
        whole.addWidget(head)
        whole.addWidget(body)
        self._new = self._add_line(None)
        self._new.cells["due"].setPlaceholderText("+30")
        self._new.cells["done"].setPlaceholderText("t")

    def _captions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, CROSS + 2, 0)
        row.setSpacing(2)
        for name, label in self._titles.items():
            label.setContentsMargins(4, 0, 4, 0)
            if name in WIDTHS:
                label.setFixedWidth(WIDTHS[name])
            row.addWidget(label, 0 if name in WIDTHS else 1)
        self._titles["amount"].setAlignment(Qt.AlignmentFlag.AlignRight)
        return row

    @property
    def new(self) -> DueLine:
        """The empty line."""
        return self._new

    def show_dues(self, found: TradeDues, today: dt.date) -> None:
        """Lines stay where they were while the trade stays; those of another trade go with what was typed."""
        same = self.found is not None and self.found.row.id == found.row.id
        self.found = found
        self._name(found)
        rows = found.dues.of(self.kind)
        kept = {line.row.id: line for line in self.lines if line.row is not None} if same else {}
        self._place([self._line_of(row, kept, today) for row in rows])
        if not same:
            self._new.clear()
        value = still_open(self.kind, found.standing)
        self._new.propose(self._figure(value) if value is not None else "")

    def _line_of(self, row: DueRow, kept: dict[int, DueLine], today: dt.date) -> DueLine:
        line = kept.get(row.id) or self._add_line(row)
        days = (today - row.due.due).days if row.due.due and row.due.overdue(today) else 0
        line.show_row(row, late=self.tr("{0} days late").format(days) if days else "")
        return line

    def _place(self, lines: list[DueLine]) -> None:
        for line in self.lines:
            if line not in lines:
                line.hide()
                self._column.removeWidget(line)
                line.deleteLater()
        for place, line in enumerate((*lines, self._new), 1):
            if self._column.indexOf(line) != place:
                self._column.insertWidget(place, line)
        self.lines = lines
        before = self._new.cells[COLUMNS[-1]]
        for line in (*lines, self._new):
            for name in COLUMNS:
                QWidget.setTabOrder(before, line.cells[name])
                before = line.cells[name]

    def _add_line(self, row: DueRow | None) -> DueLine:
        line = DueLine(row)
        line.save_asked.connect(lambda: self._save(line))
        line.gone_asked.connect(lambda: self.gone_asked.emit(line))
        line.moved.connect(lambda by, column: self._move(line, by, column))
        self._column.addWidget(line)
        return line

    def _move(self, line: DueLine, by: int, column: str) -> None:
        order = [*self.lines, self._new]
        place = order.index(line) + by
        if 0 <= place < len(order):
            order[place].enter(column)
        else:
            self.moved_out.emit(by, column)

    def _save(self, line: DueLine) -> None:
        if self.found is None:
            return
        found = self.found
        row, problems = read(self.kind, line.typed, found.row.trade, found.standing, dt.date.today())
        if row is None:
            self.refuse(line, problems)
            return
        self.read = row
        line.saving()
        self.save_asked.emit(line)

    def refuse(self, line: DueLine, problems: tuple[Problem, ...]) -> None:
        line.failed()
        line.say(labels.say_all(problems), tuple(_CELLS.get(one.field, one.field) for one in problems))

    def _figure(self, value: Decimal) -> str:
        return even(value, 3 if self.kind == "deliveries" else 2)

    def _name(self, found: TradeDues) -> None:
        trade, standing = found.row.trade, found.standing
        sold = trade.side is Side.SELL
        if self.kind == "deliveries":
            titles = self.tr("Due"), self.tr("Delivered on"), self._mass_title(trade.product)
            self.title.setText(self.tr("Deliveries"))
            whole = self._figure(standing.quantity_t) if standing.quantity_t is not None else formats.NONE
            sums = self.tr("{0} of {1} t").format(self._figure(standing.delivered_t), whole)
            opened, late = standing.open_t, standing.overdue_t
        else:
            titles = (
                self.tr("Due"),
                self.tr("Received on") if sold else self.tr("Paid on"),
                _money_title(trade.currency),
            )
            self.title.setText(self.tr("Money received") if sold else self.tr("Payments"))
            whole = self._figure(standing.owed) if standing.owed is not None else formats.NONE
            sums = self.tr("{0} of {1}").format(self._figure(standing.paid), whole)
            opened, late = standing.open_amount, standing.overdue_amount
        for name, words in zip(COLUMNS, (*titles, self.tr("Invoice no."), self.tr("Note")), strict=True):
            self._titles[name].setText(words)
            self._new.cells[name].setAccessibleName(words)
        self.sums.setText(self.tr("{0}, open {1}").format(sums, self._figure(opened)) if opened else sums)
        self.late.setText(self.tr("overdue {0}").format(self._figure(late)) if late else "")
        self.late.setVisible(bool(late))

    def _mass_title(self, code: str) -> str:
        """Only concentrates are delivered wet and counted dry."""
        product = shipped.catalogue().by_code.get(code)
        dry = product is not None and product.form == "concentrate"
        return self.tr("Dry t") if dry else labels.label("trades.unit-t")


def _money_title(currency: str) -> str:
    return labels.label("trades.yuan") if currency == "CNY" else currency
