"""Control totals: what the file says beside what was read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import AMOUNT_PLACES, MASS_PLACES, MONEY_PLACES, from_scaled, half_up
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.sheets.ledgers.trade_fields import unit_reader
from rare_desk.sheets.planning.plan import Control, Deal, Totals
from rare_desk.sheets.planning.rows import Body
from rare_desk.sheets.planning.settle import Settled
from rare_desk.sheets.reading.cells import Cell
from rare_desk.sheets.reading.values import Quantity, number_reader, quantity_reader, read_column
from rare_desk.sheets.reading.vocabulary import Measure


def totals_of(deals: Sequence[Deal], settled: Settled) -> Totals:
    if not deals:
        return Totals()
    currencies = {deal.currency for deal in deals}
    bases = {deal.tax_basis for deal in deals}
    includes = {TaxBasis.INCL.value: True, TaxBasis.EXCL.value: False, TaxBasis.NONE.value: False}
    said = {includes[basis] for basis in bases}
    asked = any(question.code == "vat" for question in settled.questions)
    converted = [deal.amount_ex_vat for deal in deals]
    return Totals(
        quantity_t=_tonnes(sum(deal.quantity_g for deal in deals)),
        amount_as_written=_money(sum(deal.amount or 0 for deal in deals)) if len(currencies) == 1 else None,
        currency=currencies.pop() if len(currencies) == 1 else None,
        price_includes_vat=said.pop() if len(said) == 1 and not asked else None,
        amount_cny_ex_vat=None if asked or None in converted else _money(sum(n or 0 for n in converted)),
    )


def _tonnes(grams: int) -> Decimal:
    return from_scaled(grams, MASS_PLACES)


def _money(scaled: int) -> Decimal:
    return half_up(from_scaled(scaled, MONEY_PLACES), AMOUNT_PLACES)


@dataclass(slots=True)
class _Sum:
    rows: int = 0
    quantity: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    read: int = 0
    grams: int = 0
    money: int = 0


def controls_of(body: Body, deals: Sequence[Deal]) -> list[Control]:
    """For the whole table first, then product by product."""
    sums: dict[str, _Sum] = defaultdict(_Sum)
    quantities = _tonnes_written(body)
    amounts = _amounts_written(body)
    for at, product in enumerate(body.products):
        kept = sums[product if isinstance(product, str) else "?"]
        kept.rows += 1
        kept.quantity += quantities[at]
        if amounts:
            kept.amount += amounts[at]
    for deal in deals:
        kept = sums[deal.product]
        kept.read += 1
        kept.grams += deal.quantity_g
        kept.money += deal.amount or 0
    whole = _Sum()
    for part in sums.values():
        for name in _Sum.__slots__:
            setattr(whole, name, getattr(whole, name) + getattr(part, name))
    total, money = (_stated(body, name) for name in ("quantity", "amount"))
    return [
        _control("", whole, bool(amounts), total, money),
        *(_control(product, part, bool(amounts)) for product, part in sorted(sums.items())),
    ]


def _control(
    product: str, part: _Sum, amounts: bool, total: Decimal | None = None, money: Decimal | None = None
) -> Control:
    amount = half_up(part.amount, AMOUNT_PLACES) if amounts else None
    return Control(
        product, part.rows, part.read, part.quantity, _tonnes(part.grams), amount, _money(part.money), total, money
    )


def _tonnes_written(body: Body) -> list[Decimal]:
    column = body.settled.one("quantity")
    if column is None:
        return [Decimal(0)] * len(body.rows)
    beside = body.settled.one("quantity_unit")
    read = read_column(body.cells(column), quantity_reader())
    usual = body.settled.unit or Unit.T
    stated = _units_beside(body.cells(beside)) if beside else [usual] * len(read)
    known: dict[tuple[int, Unit | None], Decimal] = {}
    tonnes = []
    for value, unit in zip(read, stated, strict=True):
        key = id(value), unit
        if key not in known:
            known[key] = value[0] * (value[1] or unit or usual).tonnes if isinstance(value, tuple) else _NOTHING
        tonnes.append(known[key])
    return tonnes


def _units_beside(cells: Sequence[Cell]) -> list[Unit | None]:
    return [said.unit if isinstance(said, Measure) else None for said in read_column(cells, unit_reader)]


def _amounts_written(body: Body) -> list[Decimal]:
    column = body.settled.one("amount")
    if column is None:
        return []
    factor = column.measure.factor if column.measure.currency else body.settled.money_factor
    read: list[Any] = read_column(body.cells(column), _amount)
    if factor == 1:
        return [value if type(value) is Decimal else _NOTHING for value in read]
    return [value * factor if type(value) is Decimal else _NOTHING for value in read]


_NOTHING = Decimal(0)
_amount = number_reader()


def _stated(body: Body, name: str) -> Decimal | None:
    """What the file's own total row says, in tonnes or whole currency units."""
    column = body.settled.one(name)
    if body.total is None or column is None:
        return None
    read: list[Quantity | Any] = list(read_column([body.total[column.at]], quantity_reader()))
    if not isinstance(read[0], tuple):
        return None
    value: Decimal = read[0][0]
    if name == "quantity":
        return value * (read[0][1] or body.settled.unit or Unit.T).tonnes
    return value * (column.measure.factor if column.measure.currency else body.settled.money_factor)
