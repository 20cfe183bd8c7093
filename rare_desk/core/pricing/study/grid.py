"""Values of an input at which its calculator is tried: over its range, finer near zero and near what stands there."""

from collections.abc import Iterator
from decimal import Decimal

from rare_desk.core.pricing.fields import Field

_LINEAR = 40
_A_DECADE = 6
_SMALLEST = Decimal("0.0001")
_EVERY = 1000
"""So many whole numbers are all tried."""


def samples(field: Field, current: Decimal | None) -> list[Decimal]:
    """In order and within the range; whole where the field is."""
    low = field.low + _SMALLEST if field.above and not field.whole else field.low
    if field.whole and field.high - field.low <= _EVERY:
        return [Decimal(n) for n in range(int(low), int(field.high) + 1)]
    tried = {low, field.high, *_even(low, field.high), *_decades(max(abs(low), abs(field.high)))}
    if current is not None:
        tried |= {current * n / 20 for n in range(10, 31)}
    within = (Decimal(int(value)) if field.whole else value for value in tried)
    return sorted({value for value in within if low <= value <= field.high})


def _even(low: Decimal, high: Decimal) -> Iterator[Decimal]:
    for n in range(1, _LINEAR):
        yield low + (high - low) * n / _LINEAR


def _decades(most: Decimal) -> Iterator[Decimal]:
    value = _SMALLEST
    factor = Decimal(10) ** (Decimal(1) / _A_DECADE)
    yield Decimal(0)
    while value < most:
        yield value
        yield -value
        value *= factor
