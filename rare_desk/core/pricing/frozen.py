"""A result as it was saved, whatever the calculator would make of the same inputs today."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from rare_desk.core.pricing.result import OWN, Result, as_json
from rare_desk.core.pricing.settling.settlement import Settlement
from rare_desk.core.trail import TrailStep

F = TypeVar("F")


def frozen(anew: Result[F], said: Mapping[str, Any], trail: tuple[TrailStep, ...]) -> Result[F]:
    """`anew` are today's figures of the saved inputs, `said` the saved result's JSON, `trail` the saved steps."""
    labels = {step.label for step in anew.short}
    short = tuple(step for step in trail if step.label in labels)
    if as_json(anew.values) == said:
        return Result(anew.values, trail, short)
    values = _put(anew.values, said)
    if isinstance(values, Settlement):
        values = dataclasses.replace(values, **_untold(values, trail))
    return Result(values, trail, short)


def _put(now: Any, said: Any) -> Any:
    """What was said, in the type that stands there now."""
    if dataclasses.is_dataclass(now) and not isinstance(now, type) and isinstance(said, Mapping):
        names = (field.name for field in dataclasses.fields(now) if field.metadata != OWN)
        return dataclasses.replace(now, **{name: _put(getattr(now, name), said.get(name)) for name in names})
    if isinstance(now, Mapping) and isinstance(said, Mapping):
        return {name: _put(now.get(name), value) for name, value in said.items()}
    if isinstance(now, tuple) and isinstance(said, Sequence) and len(now) == len(said):
        return tuple(_put(one, other) for one, other in zip(now, said, strict=True))
    if isinstance(now, dt.date) and isinstance(said, str):
        return dt.date.fromisoformat(said)
    if isinstance(now, StrEnum) and isinstance(said, str):
        return type(now)(said)
    if isinstance(now, Decimal | None) and isinstance(said, str):
        return Decimal(said)
    return said


def _untold(values: Settlement, trail: Sequence[TrailStep]) -> dict[str, Any]:
    """The amounts that the result's JSON leaves out, by their steps."""

    def of(label: str) -> tuple[Decimal, ...]:
        return tuple(step.value for step in trail if step.label == label)

    found = {"adjustment_amounts": of("adjustment"), "payment_amounts": of("payment")}
    several = {name: amounts for name, amounts in found.items() if len(amounts) == len(getattr(values, name))}
    single = {"provisional_dry_t": of("provisional-dry"), "provisional_unit_price": of("provisional-unit-price")}
    return several | {name: amounts[0] for name, amounts in single.items() if amounts}
