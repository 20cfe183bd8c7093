"""What a step did, row by row and field by field, and what stands in the way of taking back an import, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rare_desk.ops.history.journal import step_words
from rare_desk.ops.history.row_words import (
    Names,
    column_words,
    differing,
    names_of,
    record_words,
    row_name,
    summary,
    value_words,
)
from rare_desk.store.book import Book
from rare_desk.store.reading.steps.journal_queries import step_lines
from rare_desk.store.reading.steps.step_rows import TouchedRow, rows_now, step_rows, step_size
from rare_desk.store.taking_back import Hindrance
from rare_desk.words import Language, word

__all__ = ["Difference", "Hindered", "hindered", "step_differences", "step_size"]

Rows = Mapping[tuple[str, int], Mapping[str, Any]]
Way = Literal["came", "went", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one row that a step changed; of a row that came or went one for all of it, with an empty `column`.
    `kind`, `name`, `field`, `before` and `after` are words."""

    record: str
    row: int
    way: Way
    column: str
    kind: str
    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Hindered:
    """A row that cannot be taken back: its kind and name, and why, in words. `step` is the one that changed it."""

    record: str
    row: int
    name: str
    why: str
    step: int = 0


def step_differences(book: Book, step: int, start: int, count: int, language: Language) -> list[Difference]:
    """Of the step's rows from the place `start` on, of which there are `step_size`."""
    with book.snapshot():
        rows = step_rows(book, step, start, count)
        names = names_of(book, language, _trades_named(rows))
    return [line for row in rows for line in _lines(row, names)]


def _trades_named(rows: Sequence[TouchedRow]) -> frozenset[int]:
    sides = (side for row in rows for side in (row.before, row.after) if side)
    return frozenset(trade for side in sides if isinstance(trade := side.get("trade"), int))


def _lines(row: TouchedRow, names: Names) -> list[Difference]:
    before, after = row.before, row.after
    name = row_name(row.record, row.row, after or before or {}, names)
    kind = record_words(row.record, names.language)

    def line(way: Way, column: str, field: str, old: str, new: str) -> Difference:
        return Difference(row.record, row.row, way, column, kind, name, field, old, new)

    if before is None or after is None:
        way: Way = "came" if before is None else "went"
        said = summary(row.record, after or before or {}, names)
        return [line(way, "", word(f"history.{way}", names.language), *(("", said) if way == "came" else (said, "")))]
    return [
        line(
            "changed",
            column,
            column_words(column, names.language),
            value_words(column, before.get(column), names),
            value_words(column, after.get(column), names),
        )
        for column in differing(row.record, before, after)
    ]


def hindered(book: Book, found: Sequence[Hindrance], language: Language) -> list[Hindered]:
    """In the order of `found`."""
    with book.snapshot():
        users = _rows_of(book, [(one.by, one.by_row) for one in found if one.by])
        rows = _rows_of(book, [(one.record, one.row) for one in found])
        trades = frozenset(int(row["trade"]) for row in users.values() if isinstance(row.get("trade"), int))
        names = names_of(book, language, trades)
        labels = {
            line.step.id: step_words(line.step, language)
            for line in step_lines(book, sorted({one.step for one in found if one.step}))
        }
    return [
        Hindered(
            one.record,
            one.row,
            _full_name(one.record, one.row, rows, names),
            _why(one, users, labels, names),
            one.step,
        )
        for one in found
    ]


def _why(one: Hindrance, users: Rows, labels: Mapping[int, str], names: Names) -> str:
    if one.code == "used":
        return word("history.stays-used", names.language, by=_full_name(one.by, one.by_row, users, names))
    if one.code == "changed":
        return word("history.stays-changed", names.language, step=labels.get(one.step, "–"), number=str(one.step))
    return word(f"history.stays-{one.code}", names.language, month=one.month)


def _full_name(record: str, number: int, rows: Rows, names: Names) -> str:
    return f"{record_words(record, names.language)} {row_name(record, number, rows.get((record, number), {}), names)}"


def _rows_of(book: Book, places: Sequence[tuple[str, int]]) -> Rows:
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for record in {record for record, _ in places}:
        ids = sorted({row for of, row in places if of == record})
        found |= {(record, number): row for number, row in rows_now(book, record, ids).items()}
    return found
