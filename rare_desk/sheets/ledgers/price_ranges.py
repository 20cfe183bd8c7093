"""Trades whose price is written as a range: read as its middle, which the user may accept or correct."""

from collections.abc import Sequence

from rare_desk.core.problems import problem
from rare_desk.core.units import TaxBasis
from rare_desk.sheets.ledgers.trade_fields import Fields, price_columns
from rare_desk.sheets.planning.deals import Deals
from rare_desk.sheets.planning.rows import Body
from rare_desk.sheets.reading.meaning.alike import distinct
from rare_desk.sheets.reading.meaning.values import WrittenPrice

_BASES = (TaxBasis.INCL, TaxBasis.EXCL, None)


def with_ranges(body: Body, fields: Fields, deals: Deals) -> Deals:
    """The same deals; where the price that counts is a range, the note keeps it and the plan is told."""
    prices = fields.incl, fields.excl, fields.plain
    if not any(map(_has_range, prices)):
        return deals
    header = {basis: column.header for basis, column in price_columns(body).items() if column}
    remarks = {}
    for at, read in enumerate(zip(*prices, strict=True)):
        basis, price = next(((b, p) for b, p in zip(_BASES, read, strict=True) if p), (None, None))
        if type(price) is WrittenPrice and price.spread:
            written, middle = price.spread
            doubt = problem("price-range", "price", written, suspect=True, middle=middle)
            body.plan.doubts.setdefault(body.numbers[at], []).append(doubt)
            remarks[body.numbers[at]] = f"{header[basis]}: {written}"
    for place, row in enumerate(deals.column("row")):
        if row in remarks:
            deals.change(place, note=_noted(deals[place].note, remarks[row]))
    return deals


def _has_range(prices: Sequence[object]) -> bool:
    return any(type(price) is WrittenPrice and price.spread is not None for price in distinct(prices).values())


def _noted(note: str, said: str) -> str:
    return f"{note}; {said}" if note else said
