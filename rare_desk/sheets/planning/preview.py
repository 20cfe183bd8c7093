"""The first rows of a table as the file has them beside what was read of them."""

from decimal import Decimal

from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES, RATE_PLACES, from_scaled, half_up, plain
from rare_desk.core.units import TaxBasis
from rare_desk.sheets.planning.deals import Deal
from rare_desk.sheets.planning.plan import Named, Sample
from rare_desk.sheets.planning.rows import Body
from rare_desk.sheets.reading.meaning.columns import Column
from rare_desk.sheets.reading.meaning.values import shown

SHOWN = 5


def samples_of(body: Body) -> dict[int, tuple[Sample, ...]]:
    """By the column's place among the cells."""
    plan = body.plan
    deals = {deal.row: deal for deal in plan.deals[:SHOWN]}
    quotes = {named.row: named for named in plan.quotes[:SHOWN]}
    found = {}
    for column in plan.columns:
        cells = []
        for number, row in zip(body.numbers[:SHOWN], body.rows, strict=False):
            record = deals.get(number) or quotes.get(number)
            cells.append(Sample(number, shown(row[column.at]), _read(column, record) if record else ""))
        found[column.at] = tuple(cells)
    return found


def _read(column: Column, record: Deal | Named) -> str:
    if not column.field or column.field == "ignored":
        return ""
    return _of_deal(column, record) if isinstance(record, Deal) else _of_quote(column, record)


def _of_deal(column: Column, deal: Deal) -> str:
    name = column.field.rstrip("?")
    if name == "quantity":
        return f"{plain(from_scaled(deal.quantity_g, MASS_PLACES))} t"
    if name == "price":
        return _price_of(column, deal)
    if name == "amount":
        return f"{plain(half_up(from_scaled(deal.amount or 0, MONEY_PLACES), 2))} {deal.currency}"
    if name in ("vat_rate", "fx", "reo_pct"):
        scaled = getattr(deal, name)
        return "" if scaled is None else plain(from_scaled(scaled, RATE_PLACES))
    if name in ("buyer", "seller"):
        return getattr(deal, name) or deal.counterparty
    if name in ("year", "month", "day"):
        return deal.date
    return str(getattr(deal, {"basis": "tax_basis", "cancelled": "status"}.get(name, name), None) or "")


def _price_of(column: Column, deal: Deal) -> str:
    """A price that only checks the one which counts is shown as that one says it."""
    price, unit, basis = from_scaled(deal.price, MONEY_PLACES), deal.price_unit, deal.tax_basis
    other = {TaxBasis.EXCL: deal.price_ex_vat, TaxBasis.INCL: deal.price_incl_vat}.get(column.basis or TaxBasis.NONE)
    if column.basis and column.basis != basis and other is not None:
        price, unit, basis = half_up(from_scaled(other, MONEY_PLACES), 2), "t", column.basis
    return f"{plain(price)} {deal.currency}/{unit} {basis}"


def _of_quote(column: Column, named: Named) -> str:
    quote = named.quote
    if column.field == "range":
        return f"{plain(quote.low or quote.mid)}-{plain(quote.high or quote.mid)} {quote.currency}/{quote.unit}"
    if column.field in ("low", "high", "mid"):
        value = getattr(quote, column.field)
        return "" if value is None else f"{plain(value)} {quote.currency}/{quote.unit} {quote.tax_basis}"
    value = getattr(quote, {"basis": "tax_basis"}.get(column.field, column.field), None)
    return plain(value) if isinstance(value, Decimal) else str(value or "")
