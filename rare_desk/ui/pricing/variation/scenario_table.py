"""Scenarios side by side: inputs and figures in rows, what differs from the present ones tinted with its difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import places_of
from rare_desk.core.pricing.fields import Field
from rare_desk.core.pricing.result import shown
from rare_desk.core.pricing.study.paths import figures
from rare_desk.core.problems import Refused
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops import pricing
from rare_desk.ops.pricing import Priced
from rare_desk.ui import formats, labels
from rare_desk.ui.pricing.draft import Scenario
from rare_desk.ui.pricing.form.cells import Cell, GridRow
from rare_desk.ui.pricing.variation import names
from rare_desk.ui.pricing.variation.names import Figure


@dataclass(frozen=True, slots=True)
class Column:
    """A scenario with what it comes to; `problem` says why there is nothing."""

    scenario: Scenario
    priced: Priced | None
    problem: str = ""


def column(kind: str, scenario: Scenario, announced: Sequence[AnnouncedPrice]) -> Column:
    try:
        return Column(scenario, pricing.price(kind, scenario.given, announced))
    except Refused as refused:
        return Column(scenario, None, labels.say_all(refused.problems))


def rows(fields: Sequence[Field], columns: Sequence[Column]) -> list[GridRow]:
    """The figures, then the inputs that differ, then the others; those that stand nowhere are left out.

    The first column is what the others are compared with.
    """
    inputs: dict[str, str] = {}
    for one in columns:
        inputs |= {choice.value: choice.words for choice in names.inputs(fields, one.scenario.given)}
    made = []
    for figure in _figures(columns):
        values = [figures(one.priced.result.values).get(figure.path) if one.priced else None for one in columns]
        made.append(_row(f"{figure.words} {figure.unit}".strip(), values, figure.places, total=True))
    standing = []
    for path, words in inputs.items():
        values = [names.value_of(_filled(one), path) for one in columns]
        if any(value is not None for value in values):
            standing.append(_row(words, values, None))
    return made + sorted(standing, key=lambda row: not any(cell.marked for cell in row.cells))


def _filled(one: Column) -> Mapping[str, Any]:
    return one.priced.given if one.priced else one.scenario.given


def _figures(columns: Sequence[Column]) -> list[Figure]:
    """Without those of single records."""
    found: dict[str, Figure] = {}
    for one in columns:
        for figure in names.followed(one.priced) if one.priced else ():
            if "." not in figure.path:
                found.setdefault(figure.path, figure)
    return list(found.values())


def _row(words: str, values: Sequence[Decimal | None], places: int | None, *, total: bool = False) -> GridRow:
    first = values[0]
    cells = [Cell(words), Cell(_written(first, places))]
    for value in values[1:]:
        differs = value != first
        apart = ""
        if differs and value is not None and first is not None:
            exponent = places if places is not None else max(places_of(value), places_of(first))
            apart = formats.signed(value - first, exponent)
        cells.append(Cell(_written(value, places), prefix=apart, muted=not differs, marked=differs))
    return GridRow(tuple(cells), total=total)


def _written(value: Decimal | None, places: int | None) -> str:
    if value is None or places is not None:
        return formats.number(value, places or 0)
    return shown(value)
