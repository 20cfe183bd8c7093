"""The prices of a trade in the book's scaled integers, for an import: a fifth of the time of `trades.prices`.

`trades.prices` is the rule; a property test holds this one to it.
"""

from collections.abc import Sequence
from decimal import Decimal

from rare_desk.core.units import TaxBasis

PICO = 12
"""Decimals to which quantities (t) and prices (per t) go in; what is written with more is cut."""

_INCL, _NONE = TaxBasis.INCL, TaxBasis.NONE
_WHOLE = 10**8  # 100 % in 1e-6
ScaledPrices = tuple[int | None, int | None, int | None, int | None, int | None]
"""Ex VAT, incl. VAT, amount ex VAT, amount incl. VAT, amount as written: all in 1e-4 of the currency."""


def pico(value: Decimal) -> int:
    return int(value.scaleb(PICO))


def scaled_prices(quantity: int, price: int, basis: TaxBasis, rate: int, fx: int | None, foreign: bool) -> ScaledPrices:
    """From a positive quantity in t and price per t, both in 1e-12, and `rate` (percent) and `fx` in 1e-6.

    Rounds as `trades.prices` does: prices half-up to 1e-4, amounts to 0.01.
    """
    amount = (quantity * price + 5 * 10**21) // 10**22 * 100
    if foreign:
        if fx is None:
            return None, None, None, None, amount
        converted = (price * fx * 2 + 10**14) // (2 * 10**14)
        return converted, None, (2 * quantity * price * fx + 10**28) // (2 * 10**28) * 100, None, amount
    written = (price + 5 * 10**7) // 10**8
    if basis is _NONE:
        return written, None, amount, None, amount
    factor = _WHOLE + rate
    if basis is _INCL:
        other = (2 * price + factor) // (2 * factor)
        return other, written, _cents(amount * _WHOLE, factor), amount, amount
    other = (2 * price * factor + 10**16) // (2 * 10**16)
    return written, other, amount, _cents(amount * factor, _WHOLE), amount


def scaled_columns(
    quantities: Sequence[int],
    prices: Sequence[int],
    bases: Sequence[TaxBasis],
    rates: Sequence[int],
    fx: Sequence[int | None],
    foreign: Sequence[bool],
) -> tuple[Sequence[int | None], ...]:
    """What `scaled_prices` gives for each row, as its five columns; a column at a time where all rows share basis and
    rate and none is foreign."""
    if len(set(bases)) == len(set(rates)) == 1 and not any(foreign):
        return _alike(quantities, prices, bases[0], rates[0])
    rows = map(scaled_prices, quantities, prices, bases, rates, fx, foreign)
    return tuple(zip(*rows, strict=True)) or ((),) * 5


def _alike(
    quantities: Sequence[int], prices: Sequence[int], basis: TaxBasis, rate: int
) -> tuple[Sequence[int | None], ...]:
    rounding, cut = 5 * 10**21, 10**22
    amounts = [(size * price + rounding) // cut * 100 for size, price in zip(quantities, prices, strict=True)]
    derived = {price: scaled_prices(0, price, basis, rate, None, False) for price in set(prices)}
    ex_vat, incl_vat = ([derived[price][at] for price in prices] for at in (0, 1))
    factor = _WHOLE + rate
    if basis is _NONE:
        return ex_vat, incl_vat, amounts, [None] * len(amounts), amounts
    if basis is _INCL:
        return ex_vat, incl_vat, [_cents(amount * _WHOLE, factor) for amount in amounts], amounts, amounts
    return ex_vat, incl_vat, amounts, [_cents(amount * factor, _WHOLE) for amount in amounts], amounts


def _cents(above: int, below: int) -> int:
    """The quotient of an amount in 1e-4, half-up to 0.01."""
    return (2 * above + 100 * below) // (200 * below) * 100
