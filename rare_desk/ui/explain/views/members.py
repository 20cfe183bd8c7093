"""Members of a point with their weights, and the trades or quotes behind the chosen one's price."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk.ui import formats
from rare_desk.ui.explain import story as stories
from rare_desk.ui.explain.parts import head, selectable
from rare_desk.ui.explain.story import Story
from rare_desk.ui.explain.views import tables
from rare_desk.ui.explain.views.tables import MemberRow, TradeRow
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel, SideTable
from rare_desk.ui.widgets.table import FooterRow
from rare_desk.ui.widgets.toolbar import text


class MembersView(QWidget):
    chosen = Signal(str)
    """The product whose trades are shown."""
    opened = Signal(str)
    """A product to explain by itself."""
    trade_chosen = Signal(int)
    trade_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.member = ""
        self._told: Story | None = None
        self.table = SideTable("member")
        self.trades = SideTable("parties", 12)
        self.model = ListModel(tables.member_columns(), self)
        self.trade_model = ListModel(tables.trade_columns(), self)
        self.trade_rows: list[TradeRow] = []
        self._note = selectable("", "caption")
        self._mean = FooterRow(self.trades)
        self.trade_head, self.trade_note = text(""), text("", "caption")
        self._build()

    def _build(self) -> None:
        for table, model in ((self.table, self.model), (self.trades, self.trade_model)):
            table.setModel(model)
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            table.setSelectionMode(SideTable.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.tr("Members and weights"))
        self.trades.setAccessibleName(self.tr("Trades of the member"))
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.activated.connect(lambda at: self._open(at.row()))
        self.trades.selectionModel().currentRowChanged.connect(self._choose_trade)
        self.trades.activated.connect(lambda at: self.trade_opened.emit(self.trade_rows[at.row()].trade.id))
        self._note.setContentsMargins(12, 4, 12, 6)
        self._note.setWordWrap(True)
        column = flush(QVBoxLayout(self))
        parts: tuple[QWidget, ...] = (
            head(text(self.tr("Members and weights")), text(self.tr("CNY/t, ex VAT"), "caption")),
            self.table,
            self._note,
            head(self.trade_head, self.trade_note),
            self.trades,
            self._mean,
        )
        for part in parts:
            column.addWidget(part)

    def show_members(self, told: Story, called: Mapping[str, str]) -> None:
        """The member that was chosen before stays so."""
        self._told = told
        rows = [
            MemberRow(member, called.get(member.product, member.product), stories.imputed(member, called))
            for member in sorted(told.members, key=lambda one: -one.weight)
        ]
        kept = next((n for n, row in enumerate(rows) if row.member.product == self.member), 0)
        self.model.show_rows(rows)
        self.table.fit()
        if rows:
            self.table.selectRow(kept)
            self._show_member(rows[kept])

    def show_product(self, product: str) -> None:
        """Chooses that member, if it is one."""
        for number in range(self.model.rowCount()):
            row = self.model.row_at(number)
            if row is not None and row.member.product == product:
                self.table.selectRow(number)

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self.model.row_at(now.row())
        if row is not None:
            self._show_member(row)

    def _choose_trade(self, now: QModelIndex, _before: QModelIndex) -> None:
        if 0 <= now.row() < len(self.trade_rows):
            self.trade_chosen.emit(self.trade_rows[now.row()].trade.id)

    def _open(self, number: int) -> None:
        row = self.model.row_at(number)
        if row is not None:
            self.opened.emit(row.member.product)

    def _show_member(self, row: MemberRow) -> None:
        told = self._told
        if told is None:
            return
        self.member = row.member.product
        self._note.setText(row.note)
        self._note.setVisible(bool(row.note))
        desk = self.tr("desk")
        trades = row.member.trades
        self.trade_rows = [
            TradeRow(used, stories.deal_no(told, used.id), stories.parties(told, used.id, desk)) for used in trades
        ]
        self.trade_model.show_rows(self.trade_rows)
        self.trades.fit()
        self.trade_head.setText(self.tr("Trades of {0}").format(row.name))
        self.trade_note.setText(self._window_text(row))
        for part in (self.trades, self._mean):
            part.setVisible(bool(trades))
        count = self.tr("{0} trades, {1} pairs").format(len(trades), stories.pair_count(told, trades))
        tonnes = formats.mass(sum(used.quantity_t for used in trades))
        sums = {"t": tonnes, "price": formats.number(row.member.price, 0), "weight": formats.number(100, 1)}
        self._mean.show_sums(self.tr("Mean"), sums, note=count)
        self.chosen.emit(self.member)

    def _window_text(self, row: MemberRow) -> str:
        dates = {used.date for used in row.member.trades}
        if not dates:
            return self.tr("no trade in the window")
        days = f"{min(dates).isoformat()[5:]} – {max(dates).isoformat()[5:]}"
        return max(dates).isoformat() if len(dates) == 1 else days
