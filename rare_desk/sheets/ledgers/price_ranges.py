"""Trades whose price is written as a range: read as its middle, which the user may accept or correct."""

from collections.abc import Sequence

from rare_desk.core.units import TaxBasis
from rare_desk.sheets.ledgers.trade_fields import Fields, price_columns
from rare_desk.sheets.planning.plan import Deal
from rare_desk.sheets.planning.rows import Body
from rare_desk.sheets.reading.values import WrittenPrice

_BASES = (TaxBasis.INCL, TaxBasis.EXCL, None)


def with_ranges(body: Body, fields: Fields, deals: list[Deal]) -> list[Deal]:
    """The same deals; where the price that counts is a range, the note keeps it and the plan is told."""
    prices = fields.incl, fields.excl, fields.plain
    if not any(map(_has_range, prices)):
        return deals
    header = {basis: column.header for basis, column in price_columns(body).items() if column}
    written, remarks = {}, {}
    for at, read in enumerate(zip(*prices, strict=True)):
        basis, price = next(((b, p) for b, p in zip(_BASES, read, strict=True) if p), (None, None))
        if type(price) is WrittenPrice and price.spread:
            written[body.numbers[at]] = price.spread
            remarks[body.numbers[at]] = f"{header[basis]}: {price.spread[0]}"
    body.plan.ranges = written
    return [_noted(deal, remarks[deal.row]) if deal.row in remarks else deal for deal in deals]


def _has_range(prices: Sequence[object]) -> bool:
    distinct = dict(zip(map(id, prices), prices, strict=True)).values()
    return any(type(price) is WrittenPrice and price.spread is not None for price in distinct)


def _noted(deal: Deal, said: str) -> Deal:
    return deal._replace(note=f"{deal.note}; {said}" if deal.note else said)
