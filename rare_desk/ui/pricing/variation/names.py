"""The inputs that can be varied and the figures that can be followed, in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import places_of
from rare_desk.core.parsing import parse_number
from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.result import OWN
from rare_desk.core.pricing.study.paths import figures, number_at, value_at
from rare_desk.core.problems import Problem
from rare_desk.ops import pricing
from rare_desk.ops.pricing import Priced
from rare_desk.ui import labels, language
from rare_desk.ui.widgets.inputs.choice_field import Choice

_RECORDS = 50


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the result by its path: what it is called, its unit and decimals."""

    path: str
    words: str
    unit: str
    places: int


def inputs(fields: Sequence[Field], given: Mapping[str, Any]) -> list[Choice]:
    """Every number of the calculation, of a list those of its first records; those that stand somewhere first."""
    found: list[Choice] = []
    for field in fields:
        if field.kind is Kind.LIST:
            for place, record in enumerate((given.get(field.name) or ())[:_RECORDS]):
                found += [_of_record(field, place, record, one) for one in field.fields if one.kind is Kind.NUMBER]
        elif field.kind is Kind.NUMBERS:
            paths = (f"{field.name}[{place}]" for place in range(len(given.get(field.name) or ())))
            found += [Choice(path, pricing.place_name(path, language.current())) for path in paths]
        elif field.kind is Kind.NUMBER:
            found.append(Choice(field.name, labels.label_or(f"pricing.field-{field.name}", field.name)))
    return sorted(found, key=lambda one: value_of(given, one.value) is None)


def input_words(fields: Sequence[Field], given: Mapping[str, Any], path: str) -> str:
    return next((one.words for one in inputs(fields, given) if one.value == path), path)


def unit_of(kind: str, given: Mapping[str, Any], path: str) -> str:
    """In words; empty for a number without one."""
    field = number_at(CALCULATORS[kind], given, path)
    return "" if isinstance(field, Problem) or not field.unit else labels.label(f"pricing.unit-{field.unit}")


def value_of(given: Mapping[str, Any], path: str) -> Decimal | None:
    raw = value_at(given, path)
    read = parse_number(str(raw)) if raw not in (None, "") else None
    return read if isinstance(read, Decimal) else None


def followed(priced: Priced) -> list[Figure]:
    """Every single figure of the result, the one that stands for it first."""
    known = single(priced.result.values)
    first = next((name for name in CALCULATORS[priced.calculator].headlines if name in known), "")
    paths = [*filter(None, [first]), *(path for path in known if path != first)]
    return [_figure(priced, path, known[path]) for path in paths]


def single(values: Any) -> dict[str, Decimal]:
    """Without the figures of lists, of which there may be thousands."""
    named = {f.name: getattr(values, f.name) for f in dataclasses.fields(values) if f.metadata != OWN}
    return figures({name: value for name, value in named.items() if not isinstance(value, tuple)})


def _figure(priced: Priced, path: str, value: Decimal) -> Figure:
    """Called as the step of the trail that gave it."""
    subject = path.partition(".")[2]
    dashed = path.partition(".")[0].replace("_", "-")
    steps = [step for step in priced.result.brief if step.value == value and step.subject in (subject, "")]
    step = next((one for one in steps if one.label == dashed), steps[-1] if steps else None)
    places = places_of(value)
    if step is None:
        return Figure(path, labels.label_or(f"pricing.{dashed}", path), "", places)
    said = pricing.line(step, language.current())
    return Figure(path, said.label, said.unit, places)


def _of_record(field: Field, place: int, record: Mapping[str, Any], one: Field) -> Choice:
    path = f"{field.name}[{place}].{one.name}"
    name = str(record.get(field.fields[0].name) or "")
    called = labels.label_or(f"pricing.field-{one.name}", one.name)
    return Choice(path, f"{name} {called}" if name else pricing.place_name(path, language.current()))
