"""Reading the journal: its steps, and what became of one row."""

import json
from dataclasses import dataclass
from typing import Any

from rare_desk.store.book import Book


@dataclass(frozen=True, slots=True)
class StepRow:
    """`label` and `details` are for resources/words/steps.toml; `kind` is start, do, undo or redo, `target` the step
    that was undone or done again; `at` is UTC in ISO form."""

    id: int
    at: str
    who: str
    label: str
    details: dict[str, str]
    kind: str
    target: int | None
    hash: str


@dataclass(frozen=True, slots=True)
class RowVersion:
    """What a step made of a row: the row's columns before and after, None where it was not there."""

    step: StepRow
    before: dict[str, Any] | None
    after: dict[str, Any] | None


_STEP = "s.id, s.at, s.who, s.label, s.details, s.kind, s.target, s.hash"


def _step(values: tuple[Any, ...]) -> StepRow:
    number, at, who, label, details, kind, target, own = values
    return StepRow(number, at, who, label, json.loads(details), kind, target, own)


def steps(book: Book, limit: int | None = None) -> list[StepRow]:
    """Latest first; all of them without a limit."""
    found = book.fetch(f"SELECT {_STEP} FROM steps s ORDER BY s.id DESC LIMIT ?", (-1 if limit is None else limit,))
    return [_step(values) for values in found]


def row_history(book: Book, record: str, row_id: int) -> list[RowVersion]:
    """Oldest first. A row that came by an import begins with its first later change: see its batch. Of a value that was
    replaced in many rows at once a version has that column alone."""
    found = book.fetch(
        f"SELECT {_STEP}, c.id, c.before, c.after FROM changes c JOIN steps s ON s.id = c.step"
        " WHERE c.record = ? AND c.row = ?",
        (record, row_id),
    )
    versions = {values[-3]: RowVersion(_step(values[:-3]), _read(values[-2]), _read(values[-1])) for values in found}
    versions |= _replacements(book, record, row_id)
    return [versions[number] for number in sorted(versions)]


def _replacements(book: Book, record: str, row_id: int) -> dict[int, RowVersion]:
    """By the number of their change."""
    found = book.fetch(
        f"SELECT {_STEP}, c.id, c.columns, c.ids, c.before, c.after FROM changes c JOIN steps s ON s.id = c.step"
        " WHERE c.record = ? AND c.row IS NULL AND c.bulk IS NULL",
        (record,),
    )
    versions = {}
    for *step, number, columns, ids, before, after in found:
        if any(first <= row_id <= last for first, last in json.loads(ids)):
            (column,) = json.loads(columns)
            sides = ({column: _read(text)} for text in (before, after))
            versions[number] = RowVersion(_step(tuple(step)), *sides)
    return versions


def _read(text: Any) -> Any:
    return None if text is None else json.loads(text)
