"""Weights from value shares, with a floor and a cap that still hold when the weights sum to 1."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from rare_desk.core.numbers import plain
from rare_desk.core.problems import Problem, problem

PLACES = 4
"""Decimals of a weight."""
_WHOLE = 10**PLACES


def bounded_shares(values: Mapping[str, Decimal], floor: Decimal, cap: Decimal) -> dict[str, Decimal] | Problem:
    """The shares of the values above zero, each from `floor` to `cap`, in 1e-4 and summing to exactly 1.

    They are clip(k * value, floor, cap) with the one k for which they sum to 1, found exactly; what rounding leaves
    goes to the largest fractions, ties by name. So whoever has the larger value never has the smaller weight.
    A Problem when the bounds leave no way to sum to 1, are finer than 1e-4, or no value is above zero.
    """
    counted = {name: Fraction(value) for name, value in sorted(values.items()) if value > 0}
    if not counted:
        return problem("weights-no-trades")
    if not (floor.is_finite() and cap.is_finite()):
        return problem("weights-bounds", floor=floor * 100, cap=cap * 100)
    low, high = Fraction(floor), Fraction(cap)
    if (low * _WHOLE).denominator != 1 or (high * _WHOLE).denominator != 1:
        return problem("weights-bounds-fine", floor=_pct(floor), cap=_pct(cap))
    if not 0 <= low <= high <= 1:
        return problem("weights-bounds", floor=_pct(floor), cap=_pct(cap))
    if low * len(counted) > 1:
        return problem("weights-floor", count=len(counted), floor=_pct(floor))
    if high * len(counted) < 1:
        return problem("weights-cap", count=len(counted), cap=_pct(cap))
    scale = _scale(list(counted.values()), low, high)
    exact = {name: min(max(scale * value, low), high) for name, value in counted.items()}
    return _rounded(exact)


def _scale(values: Sequence[Fraction], low: Fraction, high: Fraction) -> Fraction:
    """The k for which clip(k * value, low, high) sums to 1: linear between the points where a value meets a bound."""
    turns = sorted({bound / value for value in values for bound in (low, high)})
    upper = next(turn for turn in turns if sum(min(max(turn * value, low), high) for value in values) >= 1)
    free = [value for value in values if low < upper * value and _before(turns, upper) * value < high]
    if not free:
        return upper
    at_low = sum(1 for value in values if upper * value <= low)
    at_high = len(values) - at_low - len(free)
    return (1 - at_low * low - at_high * high) / sum(free)


def _before(turns: Sequence[Fraction], turn: Fraction) -> Fraction:
    place = turns.index(turn)
    return turns[place - 1] if place else Fraction(0)


def _rounded(exact: Mapping[str, Fraction]) -> dict[str, Decimal]:
    units = {name: int(share * _WHOLE) for name, share in exact.items()}
    left = _WHOLE - sum(units.values())
    by_fraction = sorted(exact, key=lambda name: (units[name] - exact[name] * _WHOLE, name))
    for name in by_fraction[:left]:
        units[name] += 1
    return {name: Decimal(count).scaleb(-PLACES) for name, count in units.items()}


def _pct(share: Decimal) -> str:
    return plain(share * 100)
