"""Ranges of values about the present one, in round steps."""

from decimal import Decimal

from rare_desk.core.numbers import plain
from rare_desk.core.pricing.fields import Field

_AROUND = Decimal("0.02")
_MANTISSAS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def around(field: Field, value: Decimal | None, each_side: int) -> str:
    """`from:to:step` about the value, within what the field allows, two percent or so a step."""
    if value is None:
        low = max(field.low, Decimal(0))
        step = round_step((min(field.high, Decimal(100)) - low) / (2 * each_side) or Decimal(1))
        return f"{plain(low)}:{plain(low + 2 * each_side * step)}:{plain(step)}"
    step = round_step(abs(value) * _AROUND or Decimal(1))
    if field.whole:
        step = max(Decimal(1), step.to_integral_value())
    before = after = each_side
    while before and (value - before * step < field.low or (field.above and value - before * step <= field.low)):
        before -= 1
    while after and value + after * step > field.high:
        after -= 1
    return f"{plain(value - before * step)}:{plain(value + after * step)}:{plain(step)}"


def round_step(rough: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten, the next above."""
    power = Decimal(10) ** rough.adjusted()
    return next(power * one for one in _MANTISSAS if power * one >= rough)
