"""The two lines under the trades list: sums of what is shown and of the selection."""

from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk.store.reading.trades.trade_queries import Totals
from rare_desk.store.reading.trades.trade_sums import Sums
from rare_desk.ui import formats
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.table import FooterRow, Table


class TradesFooter(QWidget):
    def __init__(self, table: Table) -> None:
        super().__init__()
        self.shown = FooterRow(table)
        self.selected = FooterRow(table)
        column = flush(QVBoxLayout(self))
        column.addWidget(self.shown)
        column.addWidget(self.selected)
        self.clear_selection()

    def show_totals(self, totals: Totals, whole: int, *, one_product: bool) -> None:
        """`whole` is how many trades the book has, `one_product` whether the filter lets through only one."""
        one_product = one_product or totals.count == 1
        cells = {
            "quantity": formats.mass(totals.quantity_t),
            "amount_incl_vat": formats.money(totals.amount_incl_vat),
            "amount_ex_vat": formats.money(totals.amount_ex_vat),
        }
        notes: dict[str, str] = {}
        if one_product and totals.quantity_t:
            cells["price_ex_vat"] = formats.price(totals.amount_ex_vat / totals.quantity_t)
        elif totals.count and not one_product:
            notes |= {"price_incl_vat": self.tr("several products"), "price_ex_vat": formats.NONE}
        if totals.count < whole:
            notes["counterparty"] = self.tr("of {count}").format(count=formats.count(whole))
        left_out = self.tr("{count} cancelled, not in the sums").format(count=formats.count(totals.cancelled))
        self.shown.show_sums(
            self.tr("{count} shown").format(count=formats.count(totals.count)),
            cells,
            note=left_out if totals.cancelled else "",
            notes=notes,
        )

    def show_selection(self, sums: Sums) -> None:
        cells = {"quantity": formats.mass(sums.quantity_t)}
        for key, value in (("amount_incl_vat", sums.amount_incl), ("amount_ex_vat", sums.amount_ex)):
            cells[key] = formats.money(value)
        means: dict[str, Decimal | None] = {"price_incl_vat": sums.mean_incl, "price_ex_vat": sums.mean_ex}
        cells |= {key: formats.price(value) for key, value in means.items() if value is not None}
        notes = {}
        if sums.several:
            notes["price_incl_vat"] = self.tr("several products")
        elif sums.count > 1:
            notes["counterparty"] = self.tr("weighted mean")
        self.selected.show_sums(self._chosen(sums.count), cells, notes=notes, accent=True)

    def show_count(self, count: int) -> None:
        """A selection too large to be read while the window waits."""
        self.selected.show_sums(self._chosen(count), {}, accent=True)

    def clear_selection(self) -> None:
        self.selected.show_sums(self.tr("Nothing selected"), {})

    def _chosen(self, count: int) -> str:
        return self.tr("{count} selected").format(count=formats.count(count))
