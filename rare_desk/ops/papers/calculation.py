"""The paper of any calculation: a settlement statement, or a quote sheet of its inputs, figures and how they came."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import half_up, plain
from rare_desk.core.parsing import parse_number
from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.core.pricing.registry import step_of
from rare_desk.core.pricing.result import shown
from rare_desk.core.pricing.settling.settlement import Settlement
from rare_desk.core.pricing.settling.terms import SettlementInputs
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.core.trail import TrailStep
from rare_desk.ops import pricing
from rare_desk.ops.papers.document import NOBODY, Column, Document, Figure, Letterhead, Table, Weight
from rare_desk.ops.papers.settlement import settlement_parts
from rare_desk.ops.papers.words import Words
from rare_desk.ops.pricing import Priced
from rare_desk.ops.pulling.telling import told

_PARTIES = ("counterparty", "contract", "delivery_date", "quarter", "sources")
"""Inputs that stand elsewhere on the paper."""


def calculation_paper(
    name: str,
    priced: Priced,
    letterhead: Letterhead,
    words: Words,
    announced: Sequence[AnnouncedPrice],
    day: dt.date,
    *,
    made_up: bool = False,
) -> Document:
    """`day` is the one that stands on the paper."""
    asked, figures = priced.inputs, priced.result.values
    if isinstance(asked, SettlementInputs) and isinstance(figures, Settlement):
        paper = settlement_parts(asked, figures, words)
        reference = (words.pricing("field-reference_price"), _reference(asked, words))
    else:
        paper = _quote_sheet(priced, words)
        reference = None
    return dataclasses.replace(
        paper,
        subtitle=name,
        letterhead=letterhead,
        about=tuple(_about(priced, reference, words, announced, day)),
        notes=(*paper.notes, words.paper("made-by")),
        made_up=words.paper("made-up") if made_up else "",
    )


def _about(
    priced: Priced,
    reference: tuple[str, str] | None,
    words: Words,
    announced: Sequence[AnnouncedPrice],
    day: dt.date,
) -> Iterator[tuple[str, str]]:
    yield words.paper("day"), day.isoformat()
    yield reference or (words.paper("calculator"), words.pricing(priced.calculator))
    for name, what in pricing.notes(priced, announced, words.language):
        yield (words.paper("source-of") if reference and name == reference[0] else name), what


def _reference(asked: SettlementInputs, words: Words) -> str:
    price, grade = shown(half_up(asked.reference_price, 2)), plain(asked.reference_grade)
    return words.paper("reference", price=price, grade=grade)


def _quote_sheet(priced: Priced, words: Words) -> Document:
    fields = pricing.calculator(priced.calculator).fields
    return Document(
        title=words.paper("quote-sheet"),
        subtitle="",
        letterhead=NOBODY,
        about=(),
        tables=(
            _inputs(priced, fields, words),
            *_lists(priced.given, fields, words),
            _trail(priced.result.trail, words),
        ),
        figures=tuple(_results(priced, words)),
        signatures=(words.paper("signs"),),
    )


def _inputs(priced: Priced, fields: Sequence[Field], words: Words) -> Table:
    """The single inputs with their units and where each comes from."""
    taken = told(priced.given, words.language)
    rows = []
    for field in fields:
        value = priced.given.get(field.name)
        if field.kind in (Kind.LIST, Kind.RECORD) or field.name in _PARTIES or value is None:
            continue
        unit = words.pricing(f"unit-{field.unit}") if field.unit else ""
        source = taken.get(field.name, "") or words.pricing("source-hand")
        rows.append((words.pricing(f"field-{field.name}"), _value(field, value, words), unit, source))
    columns = (
        Column(words.paper("input"), 0.3, figure=False),
        Column(words.pricing("sheet-value"), 0.22),
        Column(words.pricing("sheet-unit"), 0.16, figure=False),
        Column(words.paper("source"), 0.32, figure=False),
    )
    return Table(words.paper("inputs"), columns, tuple(rows))


def _lists(given: Mapping[str, Any], fields: Sequence[Field], words: Words) -> Iterator[Table]:
    """A table for each list of records (oxides), with the columns that are used."""
    for field in fields:
        records = given.get(field.name)
        if field.kind is not Kind.LIST or not records:
            continue
        used = [one for one in field.fields if any(record.get(one.name) for record in records)]
        columns = tuple(_column(one, len(used), words) for one in used)
        rows = tuple(tuple(_value(one, record.get(one.name), words) for one in used) for record in records)
        yield Table(words.pricing(f"field-{field.name}"), columns, rows)


def _column(field: Field, count: int, words: Words) -> Column:
    unit = f" {words.pricing(f'unit-{field.unit}')}" if field.unit else ""
    return Column(words.pricing(f"field-{field.name}") + unit, 1 / count, field.kind is Kind.NUMBER)


def _value(field: Field, value: object, words: Words) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if field.kind is Kind.NUMBER:
        read = parse_number(str(value))
        return shown(read) if isinstance(read, Decimal) else str(value)
    return words.choice(field.name, str(value)) if field.kind is Kind.CHOICE else str(value)


def _trail(trail: Sequence[TrailStep], words: Words) -> Table:
    lines = (pricing.line(step, words.language) for step in trail)
    rows = tuple((line.label, line.worked or line.formula, line.value, line.unit) for line in lines)
    columns = (
        Column(words.pricing("sheet-figure"), 0.2, figure=False),
        Column(words.pricing("sheet-formula"), 0.52, figure=False),
        Column(words.pricing("sheet-value"), 0.15),
        Column(words.pricing("sheet-unit"), 0.13, figure=False),
    )
    return Table(words.pricing("sheet-trail"), columns, rows)


def _results(priced: Priced, words: Words) -> Iterator[Figure]:
    """The figures that stand for it, the first one last, with name and unit of the step that gives each."""
    calc, values = pricing.calculator(priced.calculator), priced.result.values
    heads = [name for name in calc.headlines if getattr(values, name, None) is not None]
    for name in reversed(heads):
        step = step_of(name, getattr(values, name), priced.result.brief)
        if step is not None:
            line = pricing.line(step, words.language)
            weight = Weight.RESULT if name == heads[0] else Weight.PLAIN
            yield Figure(line.label, line.value, line.unit, weight=weight)
