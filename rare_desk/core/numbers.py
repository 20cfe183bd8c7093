"""Decimal arithmetic: named rounding, and the scaled integers in which the book keeps numbers."""

from decimal import ROUND_HALF_UP, Decimal

MONEY_PLACES = 4
MASS_PLACES = 6  # of a tonne: grams
RATE_PLACES = 6
AMOUNT_PLACES = 2

LARGEST = Decimal(10) ** 11
"""What a written quantity or price may be at most."""
LARGEST_AMOUNT = Decimal(10) ** 14
"""CNY, and CNY per tonne; beyond it the book's integers have no room."""


def half_up(value: Decimal, places: int) -> Decimal:
    """Rounded half away from zero to that many decimals, written with all of them."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def to_scaled(value: Decimal, places: int) -> int:
    """The integer that stands for `value` in the book; half-up beyond `places`."""
    return int(half_up(value, places).scaleb(places))


def from_scaled(value: int, places: int) -> Decimal:
    return Decimal(value).scaleb(-places)


def plain(value: Decimal) -> str:
    """Without an exponent and without superfluous zeros: `7.30` is `7.3`, `1E+3` is `1000`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
