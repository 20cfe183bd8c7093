"""What stands beside the figures of a saved calculation: status, parties, trades and a note, each changed in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from rare_desk.ops.contracts.saved import STATUSES, Linked
from rare_desk.store.rows import CalculationRow
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.overflow import MenuButton


class DetailsBar(QFrame):
    """None of it makes a new version."""

    status_chosen = Signal(str)
    described = Signal(str, str)
    """(counterparty, contract or note, what was typed)."""
    trade_shown = Signal(int)
    trade_unlinked = Signal(int)
    link_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "head")
        self.setFixedHeight(36)
        self._linked: Sequence[Linked] = ()
        self.row: CalculationRow | None = None
        self.status = MenuButton("", self.tr("Status"))
        for code in STATUSES:
            chosen = self.status.drop.addAction(labels.label(f"pricing.status-{code}"))
            chosen.triggered.connect(partial(self._choose, code))
        self.trades = MenuButton("", self.tr("Trades that this calculation belongs to"))
        self.trades.drop.aboutToShow.connect(self.fill_trades)
        self.edits = {
            "counterparty": self._edit("counterparty", self.tr("Counterparty")),
            "contract": self._edit("contract", self.tr("Contract")),
            "note": self._edit("note", self.tr("Note")),
        }
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        line.addWidget(self.status)
        line.addWidget(self.trades)
        for name, edit in self.edits.items():
            line.addWidget(edit, 3 if name == "note" else 2)
        self.setVisible(False)

    def show_row(self, row: CalculationRow | None, linked: Sequence[Linked], named: Sequence[str]) -> None:
        """`named` are what the inputs say themselves: counterparty, contract."""
        self.setVisible(row is not None)
        same = row is not None and self.row is not None and row.id == self.row.id
        self.row, self._linked = row, linked
        if row is None:
            return
        self.status.setText(labels.label(f"pricing.status-{row.status}"))
        self.trades.setText(self.tr("Trades {count}").format(count=len(linked)) if linked else self.tr("Link trades"))
        for name, edit in self.edits.items():
            edit.setVisible(name not in named)
            if not (same and edit.hasFocus() and edit.isModified()):
                edit.setText(getattr(row, name))

    def fill_trades(self) -> None:
        menu = self.trades.drop
        menu.clear()
        for one in self._linked:
            under = menu.addMenu(linked_words(one))
            if one.row is not None:
                under.addAction(self.tr("Show the trade")).triggered.connect(partial(self._show_trade, one.id))
            under.addAction(self.tr("Take the link off")).triggered.connect(partial(self._unlink, one.id))
        if self._linked:
            menu.addSeparator()
        menu.addAction(self.tr("Link trades…")).triggered.connect(lambda _checked=False: self.link_asked.emit())

    def _edit(self, name: str, words: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setProperty("bare", True)
        edit.setPlaceholderText(words)
        edit.setAccessibleName(words)
        edit.setToolTip(words)
        edit.editingFinished.connect(partial(self._described, name))
        return edit

    def _described(self, name: str) -> None:
        words = self.edits[name].text().strip()
        if self.row is not None and words != getattr(self.row, name):
            self.edits[name].setModified(False)
            self.described.emit(name, words)

    def _choose(self, code: str, _checked: bool = False) -> None:
        self.status_chosen.emit(code)

    def _show_trade(self, trade: int, _checked: bool = False) -> None:
        self.trade_shown.emit(trade)

    def _unlink(self, trade: int, _checked: bool = False) -> None:
        self.trade_unlinked.emit(trade)


def linked_words(one: Linked) -> str:
    """Number, day, party; of a deleted one that it is."""
    if one.row is None:
        return labels.label("pricing.trade-deleted", number=one.deal_no or f"#{one.id}")
    trade = one.row.trade
    return "  ".join(filter(None, (trade.deal_no, formats.date(trade.date), trade.counterparty)))
