"""What a calculator gives: its figures and how each came about; and how numbers are written in a trail."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar

from rare_desk.core.numbers import MINUS, Mode, half_up, plain, round_to
from rare_desk.core.trail import TrailStep

F = TypeVar("F")

TIMES = "\u00d7"
OWN = {"json": False}
"""Metadata of a figure that the result's JSON leaves out."""


@dataclass(frozen=True)
class Result(Generic[F]):
    """`values` is the calculator's own dataclass of figures, its field names those of the result's JSON. `steps` are
    those of the trail, or what makes them when they are asked for, which of very many lots takes long; `short` are then
    those that are not of a single lot.
    """

    values: F
    steps: tuple[TrailStep, ...] | Callable[[], tuple[TrailStep, ...]]
    short: tuple[TrailStep, ...] = ()

    @cached_property
    def trail(self) -> tuple[TrailStep, ...]:
        return self.steps() if callable(self.steps) else self.steps

    @property
    def brief(self) -> tuple[TrailStep, ...]:
        """The trail for a screen: without the steps of single lots where there are very many."""
        return self.short or self.trail


def as_json(figures: object) -> Any:
    """Figures by name: decimals as strings with all their places, those that do not apply (None) left out."""
    if dataclasses.is_dataclass(figures) and not isinstance(figures, type):
        pairs = ((f.name, getattr(figures, f.name)) for f in dataclasses.fields(figures) if f.metadata != OWN)
        return {name: as_json(value) for name, value in pairs if value is not None}
    if isinstance(figures, Decimal):
        return format(figures, "f")
    if isinstance(figures, Mapping):
        return {name: as_json(value) for name, value in figures.items()}
    if isinstance(figures, dt.date):
        return figures.isoformat()
    if isinstance(figures, tuple):
        return [as_json(value) for value in figures]
    return figures


def shown(value: Decimal) -> str:
    """With thousands groups and a true minus sign, its decimals as they are: `26,834.00`, `−12.50`."""
    return format(value, ",f").replace("-", MINUS)


def cut(value: Decimal) -> str:
    """At most six decimals, the last ones cut with an ellipsis: what goes on unrounded into a further step."""
    short = half_up(value, 6)
    whole, dot, decimals = plain(short).lstrip("-").partition(".")
    return f"{MINUS if value < 0 else ''}{int(whole):,}{dot}{decimals}{'' if short == value else '…'}"


def total(terms: Iterable[Decimal]) -> tuple[Decimal, str]:
    """The sum of unrounded terms, and how it is written."""
    first, *others = terms
    said = " ".join([cut(first), *(f"{MINUS if term < 0 else '+'} {cut(abs(term))}" for term in others)])
    return sum(others, first), said


def added(value: Decimal) -> str:
    """As a further term of a sum: `+ 3,588.00`, `− 3,588.00`."""
    return f"{MINUS if value < 0 else '+'} {shown(abs(value))}"


def rounded(
    label: str,
    formula: str,
    numbers: str,
    exact: Decimal,
    places: int,
    unit: str,
    mode: Mode = Mode.HALF_UP,
    **more: Any,
) -> TrailStep:
    """The step of a figure that is rounded to `places`."""
    value = round_to(exact, places, mode) + Decimal(0)  # no negative zero
    return TrailStep(label, formula, numbers, value, unit, exact=exact, places=places, mode=mode, **more)


def step_as_json(step: TrailStep) -> dict[str, Any]:
    """In codes, so that a saved trail can be read in either language."""
    said = as_json(step)
    return {name: value for name, value in said.items() if value != "" and value != Mode.HALF_UP}


def step_from_json(said: Mapping[str, Any]) -> TrailStep:
    exact = said.get("exact")
    return TrailStep(
        label=said["label"],
        formula=said["formula"],
        numbers=said.get("numbers", ""),
        value=Decimal(said["value"]),
        unit=said["unit"],
        subject=said.get("subject", ""),
        exact=None if exact is None else Decimal(exact),
        places=said.get("places"),
        source=said.get("source", ""),
        mode=Mode(said.get("mode", Mode.HALF_UP)),
    )
