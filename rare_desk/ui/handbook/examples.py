"""Worked examples: a chapter gives the inputs, the calculator itself gives the figures and every step.

In a chapter an example is a block of JSON, fenced with ``` and `price NAME`; a second object behind a line `=` has the
figures that it must come to, which the tests compare.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from rare_desk.core.pricing.result import shown
from rare_desk.ops import pricing
from rare_desk.words import Language, has, word

_BLOCK = re.compile(r"^```price ([a-z]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    calculator: str
    given: dict[str, Any]
    expected: dict[str, Any]


def examples(text: str) -> Iterator[Example]:
    """Those that a chapter's Markdown holds, in order."""
    for found in _BLOCK.finditer(text):
        yield _example(found)


def worked(text: str, language: Language) -> str:
    """The Markdown with each example as tables: what was given, and each step with its formula and figures."""
    return _BLOCK.sub(lambda found: _tables(_example(found), language), text)


def _example(found: re.Match[str]) -> Example:
    given, _, expected = found[2].partition("\n=\n")
    return Example(found[1], json.loads(given), json.loads(expected))


def _tables(example: Example, language: Language) -> str:
    fields = pricing.schema(example.calculator, language)["inputs"]
    heads = {name: word(f"handbook.{name}", language) for name in ("input", "value", "step", "formula", "result")}
    single, many = _inputs(fields, example.given, language)
    lines = [f"| {heads['input']} | {heads['value']} | |", "|:--|--:|:--|", *single, ""]
    for table in many:
        lines += [*table, ""]
    lines += [f"| {heads['step']} | {heads['formula']} | {heads['result']} | |", "|:--|:--|--:|:--|"]
    priced = pricing.price(example.calculator, example.given)
    for step in priced.result.trail:
        line = pricing.line(step, language)
        formula = " = ".join(filter(None, (line.formula, line.worked)))
        lines.append(_row(line.label, formula, line.value, line.unit))
    return "\n".join(lines)


def _inputs(
    fields: Sequence[Mapping[str, Any]], given: Mapping[str, Any], language: Language
) -> tuple[list[str], list[list[str]]]:
    """Rows of single inputs, and a table for each list."""
    single, many = [], []
    for field in fields:
        value = given.get(field["name"])
        if value is None:
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict):
            many.append(_list(field, value, language))
        elif isinstance(value, dict):
            inner, _ = _inputs(field["fields"], value, language)
            single += [f"| {field['label']} · {row.removeprefix('| ')}" for row in inner]
        else:
            single.append(_row(field["label"], _shown(field, value, language), field.get("unit", "")))
    return single, many


def _list(field: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], language: Language) -> list[str]:
    used = [one for one in field["fields"] if any(one["name"] in row for row in rows)]
    heads = [" ".join(filter(None, (one["label"], one.get("unit", "")))) for one in used]
    ruled = ["--:" if one["kind"] == "number" else ":--" for one in used]
    body = [_row(*(_shown(one, row.get(one["name"], ""), language) for one in used)) for row in rows]
    return [_row(*heads), "|" + "|".join(ruled) + "|", *body]


def _shown(field: Mapping[str, Any], value: object, language: Language) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    key = f"pricing.{field['name']}-{value}"
    if field["kind"] == "choice" and has(key):
        return word(key, language)
    try:
        return shown(Decimal(str(value))) if field["kind"] == "number" else str(value)
    except InvalidOperation:
        return str(value)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
