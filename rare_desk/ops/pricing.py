"""What a user can do with the calculators: price, see how it came about, take it out as a workbook."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from rare_desk.core.numbers import Mode, half_up, plain
from rare_desk.core.pricing import fields, result
from rare_desk.core.pricing.fields import Kind
from rare_desk.core.pricing.reference import announced_for, pulled
from rare_desk.core.pricing.registry import CALCULATORS, Calculator
from rare_desk.core.pricing.result import Result
from rare_desk.core.pricing.sources import apart, still_true
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.core.trail import TrailStep
from rare_desk.ops.book.shipped import announced_prices
from rare_desk.ops.pulling.telling import told
from rare_desk.sheets.calculations import BESIDE, ON_SHEET, Calculation, write_calculation
from rare_desk.sheets.calculations.study.shown import Study
from rare_desk.words import Language, has, sentence, word

_NAMED = 2
"""So many records are named one by one where their inputs come from the same source."""


@dataclass(frozen=True, slots=True)
class Priced:
    """`given` is the input, tidied, with what was pulled from announced price and delivery date filled in."""

    calculator: str
    given: dict[str, Any]
    inputs: Any
    result: Result[Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A step of a trail in words. `worked` is the formula with its numbers and what they give before rounding."""

    label: str
    formula: str
    worked: str
    value: str
    unit: str


def calculator(name: str) -> Calculator:
    if name not in CALCULATORS:
        raise Refused(problem("unknown-calculator", "", name, names=", ".join(CALCULATORS)))
    return CALCULATORS[name]


def price(name: str, given: Mapping[str, object], announced: Sequence[AnnouncedPrice] | None = None) -> Priced:
    """Refused with all problems at once, each with the path of its field. `announced` are the shipped ones if None."""
    calc = calculator(name)
    known = announced_prices() if announced is None else announced
    given, sources = apart(given)
    filled, unknown = pulled(given, known, vat=calc.has_vat, into=calc.announced)
    asked = calc.inputs(filled)
    if isinstance(asked, tuple) or unknown:
        found = asked if isinstance(asked, tuple) else ()
        follow = set(calc.announced) if unknown else set()
        wrong = (*unknown, *(p for p in found if p.code != "input-missing" or p.field not in follow))
        raise Refused.at_fields(wrong)
    kept = fields.tidy(calc.fields, filled)
    return Priced(name, kept | still_true(kept, sources), asked, calc.price(asked))


def calculate(
    name: str,
    given: Mapping[str, object],
    language: Language = "zh",
    announced: Sequence[AnnouncedPrice] | None = None,
) -> dict[str, Any]:
    """`{"result": {...}, "trail": [{"label", "formula", "value", "unit"}]}` as the command line prints it."""
    priced = price(name, given, announced)
    trail = [_line_json(step, language) for step in priced.result.trail]
    return {"result": result.as_json(priced.result.values), "trail": trail}


def _line_json(step: TrailStep, language: Language) -> dict[str, str]:
    written = line(step, language)
    formula = f"{written.formula}: {written.worked}" if written.worked else written.formula
    return {"label": written.label, "formula": formula, "value": format(step.value, "f"), "unit": written.unit}


def schema(name: str, language: Language = "zh") -> dict[str, Any]:
    """The inputs with their names, what they are called, units and ranges."""
    calc = calculator(name)
    return {
        "calculator": name,
        "label": word(f"pricing.{name}", language),
        "inputs": _named(fields.schema(calc.fields), language),
    }


def _named(said: list[dict[str, Any]], language: Language) -> list[dict[str, Any]]:
    for field in said:
        field["label"] = word(f"pricing.field-{field['name']}", language)
        if field.get("unit"):
            field["unit"] = word(f"pricing.unit-{field['unit']}", language)
        if "fields" in field:
            _named(field["fields"], language)
    return said


def line(step: TrailStep, language: Language) -> Line:
    formula = word(f"pricing.{step.formula}", language)
    worked = step.numbers
    if step.places is not None and step.exact is not None and step.exact != step.value:
        formula += f"{'，' if language == 'zh' else ', '}{_rounding(step.places, step.mode, language)}"
        worked = f"{worked} = {result.cut(step.exact)}" if worked else worked
    label = word(f"pricing.{step.label}", language, subject=step.subject).strip()
    unit = word(f"pricing.unit-{step.unit}", language)
    return Line(label, formula, worked, result.shown(step.value), unit)


def _rounding(places: int, mode: Mode, language: Language) -> str:
    key = "rounding" if mode is Mode.HALF_UP else f"rounding-{mode}"
    return word(f"pricing.{key}", language, step=plain(Decimal(1).scaleb(-places)))


def said(found: Problem, language: Language) -> str:
    """A problem with its place in words: `批次 2 水分：未填写`."""
    place = place_name(found.field, language)
    text = sentence(found, language)
    return f"{place}{'：' if language == 'zh' else ': '}{text}" if place else text


def place_name(path: str, language: Language) -> str:
    """`lots[1].moisture` as `批次 2 水分`."""
    parts = []
    for part in filter(None, path.split(".")):
        found = re.fullmatch(r"(\w+)\[(\d+)\]", part)
        name = found[1] if found else part
        key = f"pricing.{'item' if found else 'field'}-{name}"
        parts.append(word(key, language) if has(key) else name)
        if found:
            parts.append(str(int(found[2]) + 1))
    return " ".join(parts)


def notes(priced: Priced, announced: Sequence[AnnouncedPrice], language: Language) -> list[tuple[str, str]]:
    """Where inputs come from, then parties and day, each as a name and what it is."""
    others = (other for other in ("counterparty", "contract", "delivery_date") if priced.given.get(other))
    said = [(word(f"pricing.field-{other}", language), str(priced.given[other])) for other in others]
    return source_notes(priced, announced, language) + said


def source_notes(priced: Priced, announced: Sequence[AnnouncedPrice], language: Language) -> list[tuple[str, str]]:
    """Inputs taken from the book by their places, each with what it was taken from; an announced price in any case."""
    name, _ = calculator(priced.calculator).announced
    taken = told(priced.given, language)
    places: dict[str, list[str]] = {}
    for path, source in taken.items():
        places.setdefault(source, []).append(path)
    between = "、" if language == "zh" else ", "
    noted = [(between.join(_folded(paths, language)), source) for source, paths in places.items()]
    if name in priced.given and name not in taken:
        noted.insert(0, (word(f"pricing.field-{name}", language), _source(priced, announced, language)))
    return noted


def _folded(paths: Sequence[str], language: Language) -> list[str]:
    """The names of inputs; the same input of many records is named once."""
    whole = [re.sub(r"\[\d+\]", "", path) for path in paths]
    many = Counter(whole)
    named = [one if many[one] > _NAMED else path for path, one in zip(paths, whole, strict=True)]
    return list(dict.fromkeys(place_name(path, language) for path in named))


def _source(priced: Priced, announced: Sequence[AnnouncedPrice], language: Language) -> str:
    found = announced_for(str(priced.given.get("quarter", "")), announced)
    if isinstance(found, Problem) or found.price is None:
        return word("pricing.source-hand", language)
    day = f" ({found.announced_on})" if found.announced_on else ""
    source = word("pricing.source-announced", language, quarter=found.quarter)
    return source + f" {result.shown(half_up(found.price, 2))}{day}"


def export_calculation(
    path: Path,
    name: str,
    priced: Priced,
    language: Language,
    announced: Sequence[AnnouncedPrice] | None = None,
    study: Study | None = None,
) -> None:
    """As a workbook with live formulas, before them a study of it. Refused when the file cannot be written."""
    known = announced_prices() if announced is None else announced
    beside = priced.calculator in BESIDE
    lines = agreed(priced, language) if beside else notes(priced, known, language)
    sources = input_sources(priced, known, language) if beside else {}
    out = Calculation(name, priced.calculator, priced.inputs, priced.result.trail, lines, sources)
    write_calculation(path, out, language, study)


def agreed(priced: Priced, language: Language) -> list[tuple[str, str]]:
    """All that is asked for in words, days or choices, each as a name and what it is."""
    calc = calculator(priced.calculator)
    said = []
    for field in calc.fields:
        value = priced.given.get(field.name)
        if value is None or field.name in ON_SHEET:
            continue
        if field.name == "quarter" and not calc.announced[0]:
            said.append(("window-quarter", str(value)))
        elif field.kind is Kind.CHOICE:
            said.append((f"field-{field.name}", word(f"pricing.{field.name}-{value}", language)))
        elif field.kind in (Kind.TEXT, Kind.DATE) or (field.whole and field.unit in ("", "index_days")):
            said.append((f"field-{field.name}", str(value)))
    return [(word(f"pricing.{key}", language), what) for key, what in said]


def input_sources(priced: Priced, announced: Sequence[AnnouncedPrice], language: Language) -> dict[str, str]:
    """What each input was taken from, by its path (`past[2026Q1].announced_price` for one of a quarter)."""
    names = calculator(priced.calculator).announced
    taken = {_by_quarter(path, priced.given): source for path, source in told(priced.given, language).items()}
    if priced.given.get("quarter") and names[0] in priced.given:
        source = _source(priced, announced, language)
        if source != word("pricing.source-hand", language):
            taken = dict.fromkeys(names, source) | taken
    return taken


def _by_quarter(path: str, given: Mapping[str, Any]) -> str:
    found = re.fullmatch(r"past\[(\d+)\](.+)", path)
    return f"past[{given['past'][int(found[1])]['quarter']}]{found[2]}" if found else path
