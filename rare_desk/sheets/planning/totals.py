"""Control totals: what the file says beside what was read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any

from rare_desk.core.numbers import AMOUNT_PLACES, MASS_PLACES, MONEY_PLACES, from_scaled, half_up, plain
from rare_desk.core.problems import Problem
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.sheets.ledgers.trade_fields import unit_reader
from rare_desk.sheets.planning.deals import Deals
from rare_desk.sheets.planning.judging import places_by
from rare_desk.sheets.planning.plan import Control, Sum, Tally, Totals
from rare_desk.sheets.planning.rows import Body
from rare_desk.sheets.planning.settle import Settled
from rare_desk.sheets.reading.cells import Cell
from rare_desk.sheets.reading.meaning.alike import each_once, each_value, same
from rare_desk.sheets.reading.meaning.columns import Column
from rare_desk.sheets.reading.meaning.values import Quantity, number_reader, quantity_reader, read_column
from rare_desk.sheets.reading.meaning.vocabulary import Measure

_NOTHING = Decimal(0)


def tally_of(deals: Deals) -> Tally:
    converted = deals.column("amount_ex_vat")
    return Tally(
        Counter(deals.column("currency")),
        Counter(deals.column("tax_basis")),
        sum(deals.column("quantity_g")),
        sum(filter(None, deals.column("amount"))),
        sum(filter(None, converted)),
        converted.count(None),
    )


def totals_of(tally: Tally, settled: Settled) -> Totals:
    currencies, bases = set(tally.currencies), set(tally.bases)
    if not currencies:
        return Totals()
    includes = {TaxBasis.INCL.value: True, TaxBasis.EXCL.value: False, TaxBasis.NONE.value: False}
    said = {includes[basis] for basis in bases}
    asked = any(question.code == "vat" for question in settled.questions)
    return Totals(
        quantity_t=_tonnes(tally.grams),
        amount_as_written=_money(tally.written) if len(currencies) == 1 else None,
        currency=currencies.pop() if len(currencies) == 1 else None,
        price_includes_vat=said.pop() if len(said) == 1 and not asked else None,
        amount_cny_ex_vat=None if asked or tally.unconverted else _money(tally.ex_vat),
    )


def _tonnes(grams: int) -> Decimal:
    return from_scaled(grams, MASS_PLACES)


def _money(scaled: int) -> Decimal:
    return half_up(from_scaled(scaled, MONEY_PLACES), AMOUNT_PLACES)


def sums_of(body: Body, deals: Deals) -> dict[str, Sum]:
    """By product; `?` has the rows whose product is not known."""
    in_file = places_by([product if isinstance(product, str) else "?" for product in body.products])
    in_deals = places_by(deals.column("product"))
    quantities, amounts = _tonnes_written(body), amounts_written(body)
    grams, money = deals.column("quantity_g"), deals.column("amount")
    found = {}
    for product in in_file.keys() | in_deals.keys():
        rows, read = in_file.get(product, ()), in_deals.get(product, ())
        found[product] = Sum(
            len(rows),
            sum([quantities[at] for at in rows], _NOTHING),
            sum([amounts[at] for at in rows]) if amounts else 0,
            len(read),
            sum([grams[at] for at in read]),
            sum([money[at] or 0 for at in read]),
        )
    return found


def controls_of(
    settled: Settled, sums: Mapping[str, Sum], stated: tuple[Decimal | None, Decimal | None]
) -> list[Control]:
    """For the whole table first, then product by product; `stated` are quantity and amount of the file's total row."""
    whole = reduce(Sum.__add__, sums.values(), Sum())
    amounts = settled.one("amount") is not None
    return [
        _control("", whole, amounts and whole.rows > 0, *stated),
        *(_control(product, part, amounts) for product, part in sorted(sums.items())),
    ]


def stated_of(body: Body) -> tuple[Decimal | None, Decimal | None]:
    return _stated(body, "quantity"), _stated(body, "amount")


def _control(
    product: str, part: Sum, amounts: bool, total: Decimal | None = None, money: Decimal | None = None
) -> Control:
    amount = half_up(Decimal(part.amount).scaleb(-MONEY_PLACES), AMOUNT_PLACES) if amounts else None
    quantity = Decimal(plain(part.quantity))
    return Control(
        product, part.rows, part.read, quantity, _tonnes(part.grams), amount, _money(part.money), total, money
    )


def _tonnes_written(body: Body) -> list[Decimal]:
    column = body.settled.one("quantity")
    if column is None:
        return [Decimal(0)] * len(body.rows)
    beside = body.settled.one("quantity_unit")
    read = read_column(body.cells(column), quantity_reader())
    usual = body.settled.unit or Unit.T
    stated: list[Unit | None] = _units_beside(body.cells(beside)) if beside else same(None, len(read))

    def tonnes(at: int) -> Decimal:
        value = read[at]
        return value[0] * (value[1] or stated[at] or usual).tonnes if isinstance(value, tuple) else _NOTHING

    return each_once(range(len(read)), (read, stated), tonnes)


def _units_beside(cells: Sequence[Cell]) -> list[Unit | None]:
    return each_value(read_column(cells, unit_reader), lambda said: said.unit if isinstance(said, Measure) else None)


def amounts_written(body: Body) -> list[Any]:
    """In 1e-4 of the currency: whole numbers, and Decimals where the file has more decimals."""
    if body.amounts is None:
        column = body.settled.one("amount")
        body.amounts = [] if column is None else _amounts_in(body, column)
    return body.amounts


def _amounts_in(body: Body, column: Column) -> list[Any]:
    factor = column.measure.factor if column.measure.currency else body.settled.money_factor
    factor *= body.settled.amount_factor
    cells = [0 if cell == "" else cell for cell in body.cells(column)]
    read = _whole_amounts(cells) or read_column(cells, _amount)
    return (
        read
        if factor == 1 and set(map(type, read)) == {int}
        else [value * factor if type(value) is int or type(value) is Decimal else 0 for value in read]
    )


def _whole_amounts(cells: Sequence[Any]) -> list[Any]:
    """All of them as whole numbers, where each is a number of up to 15 digits, of which a spreadsheet keeps no more,
    and of up to four decimals; else none."""
    if not set(map(type, cells)) <= {float, int} or not all(-_MOST_EXACT < cell < _MOST_EXACT for cell in cells):
        return []
    scaled = [round(cell * _ONE) for cell in cells]
    return scaled if [whole / _ONE for whole in scaled] == cells else []


def _amount(cell: Cell) -> Decimal | Problem:
    value = _plain_number(cell)
    return value if isinstance(value, Problem) else value.scaleb(MONEY_PLACES)


_plain_number = number_reader()
_ONE = 10**MONEY_PLACES
_MOST_EXACT = 1e11


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
    factor = column.measure.factor if column.measure.currency else body.settled.money_factor
    return value * factor * body.settled.amount_factor
