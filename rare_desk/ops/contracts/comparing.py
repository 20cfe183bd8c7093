"""Two calculations side by side: their figures, then their inputs, and how far the second is from the first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rare_desk.core.parsing import parse_number
from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.core.pricing.registry import step_of
from rare_desk.core.pricing.result import as_json
from rare_desk.core.trail import TrailStep
from rare_desk.ops import pricing
from rare_desk.ops.contracts import saved
from rare_desk.ops.pricing import Priced
from rare_desk.store.rows import CalculationRow
from rare_desk.words import Language, has, word

Value = Decimal | str | None
_HUNDRED = Decimal(100)


class Part(StrEnum):
    RESULT = "result"
    INPUT = "input"


@dataclass(frozen=True, slots=True)
class Side:
    """`given` and `figures` as they are saved; `version` is 0 for one that is not."""

    name: str
    calculator: str
    given: Mapping[str, Any]
    figures: Mapping[str, Any]
    trail: tuple[TrailStep, ...]
    version: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on either side; None where it does not occur."""

    part: Part
    label: str
    unit: str
    old: Value
    new: Value

    @property
    def differs(self) -> bool:
        return self.old != self.new

    @property
    def difference(self) -> Decimal | None:
        """None where either is no number."""
        return self.new - self.old if isinstance(self.old, Decimal) and isinstance(self.new, Decimal) else None

    @property
    def percent(self) -> Decimal | None:
        """Of the old figure; None of nothing."""
        change = self.difference
        if change is None or not isinstance(self.old, Decimal) or not self.old:
            return None
        return change * _HUNDRED / abs(self.old)


@dataclass(frozen=True, slots=True)
class _Found:
    label: str
    unit: str
    value: Value


def of_saved(row: CalculationRow) -> Side:
    """As it was saved; nothing is computed anew."""
    given, figures, trail = saved.reopened(row)
    return Side(row.name, row.calculator, given, figures, trail, row.version)


def of_priced(name: str, priced: Priced) -> Side:
    return Side(name, priced.calculator, priced.given, as_json(priced.result.values), priced.result.trail)


def compared(old: Side, new: Side, language: Language) -> list[Line]:
    """Those that stand on one side alone come too. Records of a list belong together by their names."""
    made = []
    for part, of in ((Part.RESULT, _results), (Part.INPUT, _inputs)):
        before, after = dict(of(old, language)), dict(of(new, language))
        for path in dict.fromkeys((*after, *before)):
            found = after.get(path) or before[path]
            values = [side[path].value if path in side else None for side in (before, after)]
            made.append(Line(part, found.label, found.unit, *values))
    return made


def _results(side: Side, language: Language) -> Iterator[tuple[str, _Found]]:
    """The figure that stands for it first, those of single records last."""
    heads = pricing.calculator(side.calculator).headlines
    first = next((name for name in heads if name in side.figures), "")
    for name in sorted(side.figures, key=lambda name: (isinstance(side.figures[name], list), name != first)):
        for path, subject, value in _leaves(name, side.figures[name]):
            yield path, _figure(side, path, subject, value, language)


def _leaves(path: str, said: Any, subject: str = "") -> Iterator[tuple[str, str, Value]]:
    if isinstance(said, Mapping):
        for name, value in said.items():
            yield from _leaves(f"{path}.{name}", value, subject or str(name))
    elif isinstance(said, list | tuple):
        for name, value in zip(_names(said), said, strict=True):
            of = {key: one for key, one in value.items() if one != name} if isinstance(value, Mapping) else value
            for leaf, _, figure in _leaves(f"{path}[{name}]", of):
                yield leaf, name, figure
    elif said is not None:
        yield path, subject, _value(said)


def _figure(side: Side, path: str, subject: str, value: Value, language: Language) -> _Found:
    """Called as the step of the trail that gave it."""
    name = path.rpartition("].")[2] if "]." in path else path.partition(".")[0].partition("[")[0]
    dashed = name.replace("_", "-")
    steps = [step for step in side.trail if step.value == value and step.subject in (subject, "")]
    last = steps[-1] if steps else None
    step = step_of(name, value, steps) or next((one for one in steps if one.label == dashed), last)
    if step is not None:
        said = pricing.line(step, language)
        return _Found(said.label, said.unit, value)
    keys = (f"pricing.{dashed}", f"pricing.{dashed.removesuffix('-t')}", f"pricing.field-{name}")
    key = next((key for key in keys if has(key)), "")
    called = word(key, language, subject=subject).strip() if key else f"{subject} {name}".strip()
    unit = word("pricing.unit-t", language) if name == "dry_t" else ""
    return _Found(called[:1].upper() + called[1:], unit, value)


def _inputs(side: Side, language: Language) -> Iterator[tuple[str, _Found]]:
    yield from _given(pricing.calculator(side.calculator).fields, side.given, "", "", language)


def _given(
    fields: Sequence[Field], given: Mapping[str, Any], path: str, named: str, language: Language
) -> Iterator[tuple[str, _Found]]:
    for field in fields:
        value, here = given.get(field.name), f"{path}{field.name}"
        called = f"{named} {word(f'pricing.field-{field.name}', language)}".strip()
        if value is None or value == "":
            continue
        if field.kind is Kind.LIST:
            first = field.fields[0].name
            for name, record in zip(_names(value), value, strict=True):
                rest = {key: one for key, one in record.items() if key != first or one != name}
                told = record.get(first) == name
                item = name if told else pricing.place_name(f"{field.name}[{int(name) - 1}]", language)
                yield from _given(field.fields, rest, f"{here}[{name}].", item, language)
        elif field.kind is Kind.RECORD:
            yield from _given(field.fields, value, f"{here}.", called, language)
        elif field.kind in (Kind.NUMBERS, Kind.DATES):
            for place, one in enumerate(value):
                item = pricing.place_name(f"{field.name}[{place}]", language)
                yield f"{here}[{place}]", _Found(item, _unit(field, language), _value(one))
        else:
            yield here, _Found(called, _unit(field, language), _said(field, value, language))


def _names(records: Sequence[Any]) -> list[str]:
    """Their first texts where these tell them apart, else their places from 1."""
    firsts = [str(next(iter(one.values()), "")) if isinstance(one, Mapping) else "" for one in records]
    told = (
        all(firsts) and len(set(firsts)) == len(firsts) and not any(isinstance(_value(one), Decimal) for one in firsts)
    )
    return firsts if told else [str(place) for place in range(1, len(records) + 1)]


def _said(field: Field, value: object, language: Language) -> Value:
    if field.kind is Kind.NUMBER:
        return _value(value)
    key = f"pricing.{field.name}-{value}"
    return word(key, language) if field.kind is Kind.CHOICE and has(key) else str(value)


def _value(raw: object) -> Value:
    read = parse_number(str(raw))
    return read if isinstance(read, Decimal) else str(raw)


def _unit(field: Field, language: Language) -> str:
    return word(f"pricing.unit-{field.unit}", language) if field.unit else ""
