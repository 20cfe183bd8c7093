"""What a suspicious price was probably meant to be, to be taken with one key."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rare_desk.core.numbers import plain
from rare_desk.core.suspicion import is_far
from rare_desk.core.trades import prices
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ui import labels
from rare_desk.ui.entry.draft import Draft, PriceUnit
from rare_desk.ui.entry.reading import Reading, Usual

_TENS = (Decimal(10_000), Decimal(100), Decimal(10), Decimal("0.1"), Decimal("0.01"), Decimal("0.0001"))
_MOST = 2


@dataclass(frozen=True, slots=True)
class Meant:
    """`words` is the price as it would stand there, with its unit."""

    words: str
    draft: Draft


def meant(draft: Draft, reading: Reading, usual: Usual) -> tuple[Meant, ...]:
    """At most two readings under which the price is a usual one: other unit, other tax basis, 万, a digit."""
    trade = reading.so_far
    found = []
    for other in _others(draft, trade.price):
        number = trade.price if other.price == draft.price else Decimal(other.price)
        read = replace(trade, price=number, price_unit=other.price_unit.unit, tax_basis=other.tax_basis)
        price = prices(read).ex_vat
        if price is not None and _fits(price, usual, draft, other):
            found.append(Meant(_words(number, draft, other), other))
    return tuple(found[:_MOST])


def _fits(price: Decimal, usual: Usual, draft: Draft, other: Draft) -> bool:
    """A digit explains only what comes quite near: it is the last that is thought of."""
    if other.tax_basis is not draft.tax_basis or other.price != draft.price:
        return abs(price / usual.median - 1) <= Decimal("0.25")
    return not is_far(price, usual.median)


def _others(draft: Draft, price: Decimal | None) -> Iterator[Draft]:
    if price is None:
        return
    currency, unit = draft.price_unit.currency, draft.price_unit.unit
    yield replace(draft, price_unit=PriceUnit(currency, Unit.KG if unit is Unit.T else Unit.T))
    if currency == "CNY" and draft.tax_basis is not TaxBasis.NONE:
        yield replace(draft, tax_basis=TaxBasis.EXCL if draft.tax_basis is TaxBasis.INCL else TaxBasis.INCL)
    for ten in _TENS:
        yield replace(draft, price=plain(price * ten))


def _words(number: Decimal | None, draft: Draft, other: Draft) -> str:
    unit = labels.label_or(f"trades.price-{other.price_unit.currency}-{other.price_unit.unit}", str(other.price_unit))
    figure = "" if number is None else f"{Decimal(plain(number)):,f}"
    basis = labels.label(f"trades.{other.tax_basis}") if other.tax_basis is not draft.tax_basis else ""
    return " ".join(part for part in (basis, figure, unit) if part)
