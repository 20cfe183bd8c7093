"""Decimal arithmetic: named rounding, the book's scaled integers, and how figures are written."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum

MONEY_PLACES = 4
MASS_PLACES = 6  # of a tonne: grams
RATE_PLACES = 6
AMOUNT_PLACES = 2

LARGEST = Decimal(10) ** 11
"""What a written quantity or price may be at most."""
LARGEST_AMOUNT = Decimal(10) ** 14
"""CNY, and CNY per tonne; beyond it the book's integers have no room."""

MINUS, NONE = "−", "–"
"""The signs that a reader sees: of a negative figure, and of none."""


class Mode(StrEnum):
    """How a figure loses its further decimals: half away from zero, half to the even digit (GB/T 8170), or cut off."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    DOWN = "down"

    @property
    def rounding(self) -> str:
        """As `Decimal.quantize` takes it."""
        return _ROUNDING[self]


_ROUNDING = {Mode.HALF_UP: ROUND_HALF_UP, Mode.HALF_EVEN: ROUND_HALF_EVEN, Mode.DOWN: ROUND_DOWN}


def round_to(value: Decimal, places: int, mode: Mode) -> Decimal:
    """Rounded by that mode to that many decimals, written with all of them."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=_ROUNDING[mode])


def half_up(value: Decimal, places: int) -> Decimal:
    """Rounded half away from zero to that many decimals, written with all of them."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def least(places: int) -> Decimal:
    """The smallest figure above zero that is kept to so many decimals."""
    return Decimal(1).scaleb(-places)


def vanishes(value: Decimal, places: int) -> bool:
    """Whether nothing is left of it in so many decimals."""
    return abs(value) < least(places) and not half_up(value, places)


def exact(value: Decimal | float) -> Decimal:
    """The decimal that a float is written as: 0.1 is 0.1."""
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def to_scaled(value: Decimal, places: int) -> int:
    """The integer that stands for `value` in the book; half-up beyond `places`."""
    return int(half_up(value, places).scaleb(places))


def from_scaled(value: int, places: int) -> Decimal:
    return Decimal(value).scaleb(-places)


def plain(value: Decimal) -> str:
    """Without an exponent and without superfluous zeros: `7.30` is `7.3`, `1E+3` is `1000`; zero has no sign."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def places_of(value: Decimal) -> int:
    """How many decimals it is written with."""
    return max(0, -int(value.as_tuple().exponent))


def figure(value: Decimal | float | None, places: int) -> str:
    """With thousands and exactly that many decimals; the dash for None and NaN, no sign before a zero."""
    if value is None or value != value:
        return NONE
    text = f"{half_up(exact(value), places):,f}"
    if text.startswith("-"):
        return MINUS + text[1:] if _is_some(text) else text[1:]
    return text


def signed(value: Decimal | float | None, places: int) -> str:
    """A figure with a plus in front of what is above zero after rounding."""
    text = figure(value, places)
    return text if text == NONE or text.startswith(MINUS) or not _is_some(text) else f"+{text}"


def _is_some(text: str) -> bool:
    return any(digit in text for digit in "123456789")


def whole_percent(part: float) -> str:
    """A part of 1 in whole percent, rounded down: 0.596 is `59`, so that what is below a limit of 60 % never reads as
    60. The dash for NaN."""
    return figure(None if part != part else round_to(Decimal(repr(round(part * 100, 9))), 0, Mode.DOWN), 0)


def share(value: Decimal | float) -> str:
    """A part of 1 in percent with all its decimals: 0.125 is `12.5 %`."""
    return f"{plain(exact(value) * 100)} %"
