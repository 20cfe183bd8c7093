"""Units, tax bases and the VAT rate of a date; what a percentage and an exchange rate may be."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from rare_desk.core.numbers import LARGEST, RATE_PLACES, least, plain, vanishes
from rare_desk.core.problems import Problem, problem


class Unit(StrEnum):
    T = "t"
    KG = "kg"

    @property
    def tonnes(self) -> Decimal:
        """How many tonnes one unit is."""
        return Decimal(1) if self is Unit.T else Decimal("0.001")


class TaxBasis(StrEnum):
    INCL = "incl"
    EXCL = "excl"
    NONE = "none"
    """Outside Chinese VAT: foreign currency, FOB."""


_VAT_FROM = (
    (date(2019, 4, 1), Decimal(13)),
    (date(2018, 5, 1), Decimal(16)),
    (date.min, Decimal(17)),
)


def vat_rate_on(day: date) -> Decimal:
    """China's VAT rate on rare-earth products in percent: 17 to 2018-04-30, 16 to 2019-03-31, 13 since."""
    return next(rate for start, rate in _VAT_FROM if day >= start)


PERCENTAGES = {"vat_rate": (Decimal(0), Decimal(30)), "reo_pct": (Decimal(0), Decimal(100))}
"""What each of these may be."""


def percent_problem(field: str, value: Decimal) -> Problem | None:
    """Of a field of PERCENTAGES."""
    low, high = PERCENTAGES[field]
    return None if low <= value <= high else problem("out-of-range", field, plain(value), low=low, high=high)


def fx_problem(value: Decimal) -> Problem | None:
    """Of CNY per unit of a foreign currency."""
    if value <= 0:
        return problem("non-positive-fx", "fx", plain(value))
    if vanishes(value, RATE_PLACES):
        return problem("too-small", "fx", plain(value), least=plain(least(RATE_PLACES)))
    return problem("too-large", "fx", plain(value), limit=plain(LARGEST)) if value > LARGEST else None
