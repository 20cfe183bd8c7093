"""What was read of a cell, in the window's words."""

from __future__ import annotations

from collections.abc import Mapping

from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES, RATE_PLACES, from_scaled
from rare_desk.core.quotes import Quote
from rare_desk.core.units import TaxBasis
from rare_desk.ops.imports.ledgers import Deal, SheetColumn
from rare_desk.ui import formats, labels
from rare_desk.ui.imports.columns.menus import PRICED, PRICES
from rare_desk.ui.imports.columns.tables import ReadRow

_SAME = frozenset(
    ("deal_no", "contract_no", "grade", "counterparty", "buyer", "seller", "delivery_place", "payment", "incoterm",
     "country", "origin", "lot", "trader", "note", "currency")
)  # fmt: skip


def read_words(row: ReadRow, column: SheetColumn, products: Mapping[str, str]) -> str:
    """`products` gives the names of codes. Empty where the reading says no more than the cell itself does."""
    field = column.field.rstrip("?")
    if field == "product":
        return products.get(row.record.product, row.record.product)
    if isinstance(row.record, Quote):
        return _of_quote(row.record, field)
    return _of_deal(row.record, field, column.basis)


def unit_in_force(row: ReadRow, column: SheetColumn) -> str:
    """Of a column that names none: taken from another column, from a note above the table, or as the user said."""
    record, field = row.record, column.field.rstrip("?")
    if field == "quantity" and isinstance(record, Deal):
        return labels.label(f"trades.unit-{record.quantity_unit}")
    if field not in PRICES:
        return ""
    unit = record.unit.value if isinstance(record, Quote) else record.price_unit
    return labels.label_or(f"trades.price-{record.currency}-{unit}", f"{record.currency}/{unit}")


def basis_in_force(row: ReadRow, column: SheetColumn) -> str:
    basis = row.record.tax_basis
    return labels.label(f"imports.basis-{basis}") if basis and column.field in PRICED else ""


def _of_quote(quote: Quote, field: str) -> str:
    if field in ("date", "year", "month", "day"):
        return f"{formats.date(quote.date)} {labels.label(f'exports.{quote.period}')}"
    if field in ("mid", "price"):
        return formats.price(quote.mid)
    if field == "range":
        return f"{formats.price(quote.low)}–{formats.price(quote.high)}"
    if field in ("low", "high"):
        return formats.price(quote.low if field == "low" else quote.high)
    if field == "unit":
        return labels.label(f"trades.unit-{quote.unit}")
    return {"source": quote.source, "grade": quote.grade, "note": quote.note}.get(field, "")


def _of_deal(deal: Deal, field: str, basis: TaxBasis | None) -> str:
    if field in ("date", "year", "month", "day"):
        return deal.date
    if field == "side":
        return labels.label(f"exports.{deal.side}")
    if field == "quantity":
        return f"{formats.mass(from_scaled(deal.quantity_g, MASS_PLACES))} t"
    if field == "price":
        return _price(deal, basis)
    if field == "amount":
        return "" if deal.amount is None else formats.money(from_scaled(deal.amount, MONEY_PLACES))
    if field == "vat_rate":
        return f"{from_scaled(deal.vat_rate, RATE_PLACES):f} %"
    if field in ("buyer", "seller"):
        return str(getattr(deal, field)) or deal.counterparty
    return str(getattr(deal, field) or "") if field in _SAME else ""


def _price(deal: Deal, basis: TaxBasis | None) -> str:
    """As written, or derived on the column's own basis where that is not the one written."""
    if basis is None or basis == deal.tax_basis:
        return formats.price(from_scaled(deal.price, MONEY_PLACES))
    other = deal.price_incl_vat if basis is TaxBasis.INCL else deal.price_ex_vat
    return "" if other is None else formats.price(from_scaled(other, MONEY_PLACES))
