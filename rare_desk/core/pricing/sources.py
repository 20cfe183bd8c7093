"""Where inputs of a calculation were taken from, kept beside them under `sources` by the path of each."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rare_desk.core.parsing import parse_number
from rare_desk.core.pricing.fields import Field, Kind

SOURCES, SCENARIOS = "sources", "scenarios"
_BESIDE = (SOURCES, SCENARIOS)


class Origin(StrEnum):
    ANNOUNCED = "announced"
    QUOTE = "quote"
    AVERAGE = "average"
    """Of the index's daily prices of a product over a period."""
    TRADE = "trade"
    VAT = "vat"
    DEPOSIT = "deposit"
    """A share of an oxide distribution."""


class Target(StrEnum):
    """What an input takes from a book, by its unit and tax basis."""

    ANNOUNCED = "announced"
    ANNOUNCED_GRADE = "announced_grade"
    VAT = "vat"
    CNY_T = "cny_t"
    """Including VAT."""
    USD_KG = "usd_kg"
    WRITTEN = "written"
    """As it was quoted or traded, in the unit of the contract whichever that is."""
    MASS = "mass"
    GRADE = "grade"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`value` is what was taken, a plain decimal; `day` in ISO form is the day that it is of, empty when not known.

    `what` names it in the book: `quarter`; `source` and `product`; `product`, `first` and `last`; `trade` (its uuid),
    `deal_no` and `party`; `deposit`, `oxide` and whether it is `verified` (1 or 0); `unit` is of a price taken as it
    was written. A quote with `newest` is renewed by a newer one of its source.
    """

    origin: Origin
    value: str
    day: str = ""
    what: Mapping[str, str] = field(default_factory=dict)


def target(of: Field) -> Target | None:
    """What that input may be filled with; None when the book has nothing of the kind."""
    if of.kind is not Kind.NUMBER:
        return None
    if of.name in _BY_NAME:
        return _BY_NAME[of.name]
    return _BY_UNIT.get(of.unit)


_BY_NAME = {
    "reference_price": Target.ANNOUNCED,
    "announced_price": Target.ANNOUNCED,
    "reference_grade": Target.ANNOUNCED_GRADE,
    "announced_grade": Target.ANNOUNCED_GRADE,
    "vat_rate": Target.VAT,
    "wet_t": Target.MASS,
    "grade": Target.GRADE,
    "fee": None,
}
_BY_UNIT = {"cny_t": Target.CNY_T, "usd_kg": Target.USD_KG, "one_unit": Target.WRITTEN}


def as_json(source: Source) -> dict[str, Any]:
    said = {"origin": str(source.origin), "value": source.value, "day": source.day, "what": dict(source.what)}
    return {name: value for name, value in said.items() if value}


def from_json(said: Mapping[str, Any]) -> Source | None:
    """None for what a later version may have written, and where what it would be looked up by is none."""
    try:
        source = Source(
            origin=Origin(said["origin"]),
            value=str(said["value"]),
            day=str(said.get("day", "")),
            what={str(name): str(value) for name, value in dict(said.get("what", {})).items()},
        )
        for day in _looked_up(source):
            dt.date.fromisoformat(day)
    except (KeyError, ValueError, TypeError):
        return None
    return source


def _looked_up(source: Source) -> tuple[str, ...]:
    """The days by which it is found again in the book."""
    if source.origin is Origin.AVERAGE:
        return (source.what["first"], source.what["last"]) if source.what["product"] else ("",)
    return (source.day,) if source.origin in (Origin.QUOTE, Origin.VAT) else ()


def sources_of(given: Mapping[str, Any]) -> dict[str, Source]:
    """By path, those whose value still stands in the inputs: what was typed over has none."""
    kept = given.get(SOURCES)
    found: dict[str, Source] = {}
    for path, said in kept.items() if isinstance(kept, Mapping) else ():
        source = from_json(said) if isinstance(said, Mapping) else None
        if source is not None and _same(value_at(given, str(path)), source.value):
            found[str(path)] = source
    return found


def apart(given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The inputs alone, and what is kept beside them: their sources, and scenarios."""
    alone = {name: value for name, value in given.items() if name not in _BESIDE}
    return alone, {name: given[name] for name in _BESIDE if given.get(name)}


def still_true(given: Mapping[str, Any], beside: Mapping[str, Any]) -> dict[str, Any]:
    """What goes on beside the inputs: scenarios as they are, of the sources those that were not typed over."""
    found = sources_of(dict(given) | {SOURCES: beside.get(SOURCES)})
    kept = {SCENARIOS: beside[SCENARIOS]} if SCENARIOS in beside else {}
    return kept | ({SOURCES: {path: as_json(source) for path, source in found.items()}} if found else {})


def value_at(given: Mapping[str, Any], path: str) -> Any:
    """What stands at `oxides[1].share`; None when nothing does."""
    found: Any = given
    for part in path.replace("]", "").replace("[", ".").split("."):
        if isinstance(found, Mapping):
            found = found.get(part)
        elif isinstance(found, list | tuple) and part.isdecimal() and int(part) < len(found):
            found = found[int(part)]
        else:
            return None
    return found


def _same(raw: object, value: str) -> bool:
    one, other = parse_number(str(raw if raw is not None else "")), parse_number(value)
    return isinstance(one, Decimal) and one == other
