"""Rows whose amount is not quantity times price: one of the three is a slip, though the amount itself is not kept."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import AMOUNT_PLACES, MONEY_PLACES, RATE_PLACES, from_scaled, half_up, places_of, plain
from rare_desk.core.problems import Problem, problem
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.sheets.planning.deals import Deal, Deals
from rare_desk.sheets.planning.plan import note
from rare_desk.sheets.planning.rows import Body
from rare_desk.sheets.planning.totals import amounts_written
from rare_desk.sheets.reading.meaning.columns import Column

_OF_BASIS = {
    TaxBasis.INCL: ("amount_incl_vat",),
    TaxBasis.EXCL: ("amount_ex_vat",),
    None: ("amount", "amount_ex_vat", "amount_incl_vat"),
}
_CLOSE = 100
"""In 1e-4: a cent, by which nobody means anything."""
_ONE = 10**MONEY_PLACES
_UNITS = (1000, 10_000)
_LIKE = Decimal("0.001")
"""How near a multiple lies to be taken for one of unit or tax."""
_LOOKED_AT = 200
MYRIAD = 10_000
_FEW = 3
"""Rows that must agree before a whole column is read as one of 万元."""


def doubt_amounts(body: Body, deals: Deals, whole: bool) -> None:
    """Tells the plan of such rows. Where `whole` and every row says a ten-thousandth, the column is one of 万元 that
    does not say so, which becomes a note."""
    column, written = body.settled.one("amount"), amounts_written(body)
    if column is None or not deals or not any(written):
        return
    if len(deals) < len(body.numbers):
        place = dict(zip(body.numbers, range(len(body.numbers)), strict=True))
        written = [written[place[row]] for row in deals.column("row")]
    far = _apart(deals, written, column)
    found = {at: said for at in far if (said := _said(body, column, deals[at], written[at]))}
    if whole and len(found) >= _FEW and all(_is_myriad(said) for said in found.values()) and _is_all(found, written):
        body.settled.amount_factor, body.amounts = MYRIAD, None
        body.settled.notes.append(note("amount-myriads", column=column.header))
        return
    for at, said in found.items():
        body.plan.doubts.setdefault(deals.column("row")[at], []).append(said)


def _apart(deals: Deals, written: Sequence[Any], column: Column) -> list[int]:
    """The places of amounts that are not to the cent what most amounts of the column are of their deals."""
    names = _names(column)
    columns = list(map(deals.column, names))
    leading = max(columns, key=lambda computed: sum(map(_agree, written[:_LOOKED_AT], computed)))
    return [
        at
        for at, (said, computed) in enumerate(zip(written, leading, strict=True))
        if said and (computed is None or abs(said - computed) > _CLOSE)
    ]


def _names(column: Column) -> tuple[str, ...]:
    return _OF_BASIS.get(column.basis, _OF_BASIS[None])


def _agree(said: Any, computed: int | None) -> bool:
    return bool(said) and computed is not None and abs(said - computed) <= _CLOSE


def _said(body: Body, column: Column, deal: Deal, said: int | Decimal) -> Problem | None:
    names = _names(column) if deal.currency == "CNY" else _OF_BASIS[None]
    computed = [value for name in names if (value := getattr(deal, name)) is not None]
    room = _rounding(body, column, deal)
    if not computed or any(abs(said - value) <= room for value in computed):
        return None
    return _why(Decimal(said), computed[0], 1 + from_scaled(deal.vat_rate, RATE_PLACES) / 100)


def _why(said: Decimal, computed: int, taxed: Decimal) -> Problem:
    details: dict[str, object] = {"expected": _money(Decimal(computed))}
    ratio = said / computed if computed else Decimal(0)
    code = "amount-mismatch"
    for factor in _UNITS:
        for times, shown in ((Decimal(factor), f"{factor}"), (1 / Decimal(factor), f"1/{factor}")):
            if abs(ratio / times - 1) <= _LIKE:
                code, details["factor"] = "amount-unit", shown
    if taxed != 1 and any(abs(ratio / times - 1) <= _LIKE for times in (taxed, 1 / taxed)):
        code = "amount-vat"
    return problem(code, "amount", plain(said / _ONE), suspect=True, **details)


def _money(scaled: Decimal) -> str:
    return plain(half_up(scaled / _ONE, AMOUNT_PLACES))


def _rounding(body: Body, column: Column, deal: Deal) -> Decimal:
    """In 1e-4 of the currency, what the decimals written of price, quantity and amount leave open."""
    price = next(iter(body.settled.by_field["price"]), column)
    per = _half(from_scaled(deal.price, MONEY_PLACES), _factor(body, price)) / Unit(deal.price_unit).tonnes
    size, unit = Decimal(deal.quantity_g) / 1_000_000, Unit(deal.quantity_unit).tonnes
    loose = _half(size / unit, 1) * unit if places_of((size / unit).normalize()) > 2 else Decimal(0)
    cost = from_scaled(deal.price, MONEY_PLACES) / Unit(deal.price_unit).tonnes
    own = Decimal(max(_factor(body, column) // 100, 1)) / 2
    room: Decimal = (per * size + loose * cost + own) * _ONE + _CLOSE
    return room


def _factor(body: Body, column: Column) -> int:
    return column.measure.factor if column.measure.currency else body.settled.money_factor


def _half(value: Decimal, factor: int) -> Decimal:
    """Half a unit of the last decimal written; of 万元 at least two are taken to be meant."""
    places = max(places_of((value / factor).normalize()), 2 if factor > 1 else 0)
    return Decimal(factor).scaleb(-places) / 2


def _is_myriad(said: Problem) -> bool:
    return said.code == "amount-unit" and dict(said.details)["factor"] == f"1/{MYRIAD}"


def _is_all(found: dict[int, Problem], written: Sequence[Any]) -> bool:
    return all(at in found for at, said in enumerate(written) if said)
