"""The trades that were left out, each with its rule and the numbers that broke it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk.ui import labels
from rare_desk.ui.explain import story as stories
from rare_desk.ui.explain.parts import head
from rare_desk.ui.explain.story import Story
from rare_desk.ui.explain.views import tables
from rare_desk.ui.explain.views.tables import OutRow, ReasonDelegate
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel, SideTable
from rare_desk.ui.widgets.toolbar import text


class LeftOutView(QWidget):
    trade_chosen = Signal(int)
    trade_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.table = SideTable("reason", 12)
        self.model = ListModel(tables.out_columns(), self)
        self.rows: list[OutRow] = []
        self.head, self._note = text(""), text("", "caption")
        self.table.setModel(self.model)
        self._reasons = ReasonDelegate(self.table)
        self.table.setItemDelegate(self._reasons)
        self.table.setAccessibleName(self.tr("Trades left out"))
        self.table.setSelectionMode(SideTable.SelectionMode.SingleSelection)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.activated.connect(lambda at: self.trade_opened.emit(self.rows[at.row()].out.id))
        column = flush(QVBoxLayout(self))
        column.addWidget(head(self.head, self._note))
        column.addWidget(self.table)

    def show_left_out(self, told: Story, called: Mapping[str, str], product: str = "") -> None:
        """Those of a product, and how many of the others; without `product` all of them."""
        mine = [out for out in told.excluded if out.product == product or not product]
        self.rows = [
            OutRow(
                out,
                stories.deal_no(told, out.id),
                self._rule(out.code, "" if product else called.get(out.product, out.product)),
                stories.reason(told, out),
            )
            for out in mine
        ]
        self._reasons.arrange(self.rows)
        self.model.show_rows(self.rows)
        self.table.fit()
        self.head.setText(self.tr("{0} left out").format(len(mine)) if mine else self.tr("None left out"))
        counted = Counter(out.product for out in told.excluded if product and out.product != product)
        self._note.setText(
            labels.label("explain.list").join(
                self.tr("{0}: {1}").format(called.get(code, code), count) for code, count in counted.items()
            )
        )
        self.table.setVisible(bool(mine))

    @staticmethod
    def _rule(code: str, product: str) -> str:
        """The word for the rule, with the product where the trades are of several."""
        rule = labels.label(f"index.{code}")
        return f"{rule} · {product}" if product else rule

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        if 0 <= now.row() < len(self.rows):
            self.trade_chosen.emit(self.rows[now.row()].out.id)
