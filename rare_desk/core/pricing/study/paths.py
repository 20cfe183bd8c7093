"""Single inputs and figures by their path: `grade`, `lots[1].moisture`, `duty_rates[0]`, `contributions.Nd2O3`."""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.core.pricing.registry import Calculator
from rare_desk.core.pricing.result import OWN
from rare_desk.core.problems import Problem, problem

Figures = dict[str, Decimal]

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def number_at(calculator: Calculator, given: Mapping[str, object], path: str) -> Field | Problem:
    """The number that stands, or may stand, at `path`; a Problem for what is none."""
    fields: Sequence[Field] = calculator.fields
    found: Field | None = None
    here: Any = given
    for step in steps(path):
        if isinstance(step, int):
            here = here[step] if isinstance(here, Sequence) and step < len(here) else None
            if here is None or found is None:
                return problem("no-such-number", path, path)
            if found.kind is Kind.NUMBERS:
                return dataclasses.replace(found, kind=Kind.NUMBER)
            continue
        found = next((field for field in fields if field.name == step), None)
        if found is None:
            break
        here = here.get(step) if isinstance(here, Mapping) else None
        fields = found.fields
    return found if found is not None and found.kind is Kind.NUMBER else problem("no-such-number", path, path)


def put(given: Mapping[str, object], path: str, value: object) -> dict[str, Any]:
    """The inputs with that value there; only what leads to it is copied."""
    changed: dict[str, Any] = dict(given)
    *way, last = steps(path)
    place: Any = changed
    for step in way:
        inner = place[step] if isinstance(step, int) else place.get(step) or {}
        place[step] = list(inner) if isinstance(inner, Sequence) else dict(inner)
        place = place[step]
    place[last] = value
    return changed


def value_at(given: Mapping[str, object], path: str) -> object:
    """What stands there; None when nothing does."""
    here: Any = given
    for step in steps(path):
        if isinstance(step, int):
            here = here[step] if isinstance(here, Sequence) and step < len(here) else None
        else:
            here = here.get(step) if isinstance(here, Mapping) else None
    return here


def figures(values: object) -> Figures:
    """Every figure of a result by its path."""
    return dict(_figures(values, ""))


def _figures(said: object, path: str) -> Iterator[tuple[str, Decimal]]:
    if isinstance(said, Decimal):
        yield path, said
    elif isinstance(said, Mapping):
        for name, value in said.items():
            yield from _figures(value, f"{path}.{name}" if path else str(name))
    elif isinstance(said, tuple):
        for place, value in enumerate(said):
            yield from _figures(value, f"{path}[{place}]")
    elif dataclasses.is_dataclass(said) and not isinstance(said, type):
        shown = {f.name: getattr(said, f.name) for f in dataclasses.fields(said) if f.metadata != OWN}
        yield from _figures(shown, path)


def steps(path: str) -> list[str | int]:
    """The names and places that lead there."""
    return [int(found[2]) if found[2] else found[1] for found in _STEP.finditer(path)]
