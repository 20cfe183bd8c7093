"""A list of records as a table: what stands in its cells, what comes of a paste, what its columns sum to."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.parsing import parse_number
from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.core.problems import Problem
from rare_desk.core.trail import TrailStep
from rare_desk.ui import formats, labels
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.form.cells import EMPTY, Cell, GridRow, typed
from rare_desk.ui.pricing.form.entry import choice_words
from rare_desk.ui.pricing.outcome import Outcome

_SUMMED = frozenset({"share"})
_PLACES = {"cny_t": 2, "percent": 2, "reo": 2}
Sources = Mapping[str, tuple[str, bool]]


def computed(outcome: Outcome) -> dict[str, dict[str, TrailStep]]:
    """Figures of single records: steps by their label, then by what they are of."""
    found: dict[str, dict[str, TrailStep]] = {}
    for step in outcome.priced.result.trail if outcome.priced else ():
        if step.subject and step.places is not None:
            found.setdefault(step.label, {})[step.subject] = step
    return found


def rows(field: Field, given: Given, outcome: Outcome, columns: Sequence[str], sources: Sources) -> list[GridRow]:
    """`columns` are the labels of the computed figures behind the typed ones; the last column says the sources."""
    figures = computed(outcome)
    made = []
    records = given.get(field.name) or []
    for place, record in enumerate(records):
        path = f"{field.name}[{place}]"
        cells = [_cell(one, record, path, outcome) for one in field.fields]
        name = str(record.get(field.fields[0].name) or "")
        for label in columns:
            step = _of(figures.get(label, {}), name)
            cells.append(Cell(formats.number(step.value, step.places or 0)) if step else EMPTY)
        made.append(GridRow((*cells, _source(field, path, sources)), path))
    if columns or any(one.name in _SUMMED for one in field.fields):
        made.append(_sums(field, records, figures, columns))
    return made


def _of(steps: Mapping[str, TrailStep], name: str) -> TrailStep | None:
    """The step of that record; a subject may say more behind the name (`Nd2O3 ±10 %`)."""
    return steps.get(name) or next((step for subject, step in steps.items() if subject.startswith(f"{name} ")), None)


def with_record(given: Given, field: Field, record: Mapping[str, str] | None = None) -> Given:
    fresh = {one.name: "" for one in field.fields} | dict(record or {})
    return dict(given) | {field.name: [*(given.get(field.name) or []), fresh]}


def pasted(given: Given, field: Field, table: str, row: int, column: int) -> Given:
    """The cells of a copied table from that cell on, with as many records more as it needs.

    A row of words above figures is a header and left out; words in front of figures are the first column's.
    """
    lines = [line.split("\t") for line in table.replace("\r", "").rstrip("\n").split("\n")]
    if len(lines) > 1 and not any(_is_number(cell) for cell in lines[0]) and any(map(_is_number, lines[1])):
        lines = lines[1:]
    words_first = len(lines[0]) > 1 and not _is_number(lines[0][0]) and _is_number(lines[0][1])
    if words_first:
        column = 0
    changed = copy.deepcopy(given)
    for down, cells in enumerate(lines):
        while len(changed.get(field.name) or []) <= row + down:
            changed = with_record(changed, field)
        record = changed[field.name][row + down]
        for one, cell in zip(field.fields[column:], cells, strict=False):
            record[one.name] = cell.strip()
    return changed


def _cell(field: Field, record: Mapping[str, Any], path: str, outcome: Outcome) -> Cell:
    if field.kind is Kind.NUMBER:
        return typed(record, field.name, path, outcome, places=_PLACES.get(field.unit, 0))
    raw = str(record.get(field.name) or "")
    here = f"{path}.{field.name}"
    problem = outcome.problem(here)
    shown = choice_words(field, raw) if field.kind is Kind.CHOICE and raw in field.choices else raw
    return Cell(shown, here, raw, problem=labels.say(problem) if problem else "")


def _source(field: Field, path: str, sources: Sources) -> Cell:
    said = [sources[f"{path}.{one.name}"] for one in field.fields if f"{path}.{one.name}" in sources]
    if not said:
        return EMPTY
    words = " · ".join(dict.fromkeys(words for words, _ in said))
    stale = any(old for _, old in said)
    return Cell(words, problem=labels.label("calculator.source-stale") if stale else "", muted=True)


def _sums(
    field: Field,
    records: Sequence[Mapping[str, Any]],
    figures: Mapping[str, Mapping[str, TrailStep]],
    columns: Sequence[str],
) -> GridRow:
    cells = [Cell(labels.label("pricing.sheet-sum"))]
    for one in field.fields[1:]:
        values = [_read(record.get(one.name)) for record in records]
        whole = sum((value for value in values if value is not None), Decimal(0))
        cells.append(Cell(formats.number(whole, 2)) if one.name in _SUMMED and any(values) else EMPTY)
    for label in columns:
        steps = list(figures.get(label, {}).values())
        whole = sum((step.value for step in steps), Decimal(0))
        cells.append(Cell(formats.number(whole, steps[0].places or 0)) if steps else EMPTY)
    return GridRow((*cells, EMPTY), total=True)


def _read(raw: object) -> Decimal | None:
    value = parse_number(str(raw)) if raw not in (None, "") else None
    return value if isinstance(value, Decimal) else None


def _is_number(text: str) -> bool:
    return bool(text.strip()) and not isinstance(parse_number(text), Problem)
