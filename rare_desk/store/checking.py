"""Is the book what its journal says? The file's pages, the chain of hashes, every row."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from rare_desk.core.life.closing import corrected
from rare_desk.core.problems import Problem, problem
from rare_desk.store.book import Book
from rare_desk.store.bulk import row_hash
from rare_desk.store.errors import BookError
from rare_desk.store.file.opening import reading_connection
from rare_desk.store.journal import Change, chain_hash
from rare_desk.store.reading import closing_queries
from rare_desk.store.rows import Row, SqlValue
from rare_desk.store.tables import RECORDS, Table, dumps, table
from rare_desk.store.undoing import changes_of

SHOWN = 20
"""So many rows are named for each kind of finding."""


def check(path: Path, head: str | None = None) -> list[Problem]:
    """An empty list is a sound book. BookError only when there is no book that could be read at all."""
    try:
        Book.open(path, read_only=True).close()
    except BookError as error:
        if error.problem.code != "book-damaged":
            raise
    with closing(reading_connection(path)) as connection:
        try:
            damaged = _damage(connection)
            return damaged or [
                *_chain(connection, head),
                *_rows(connection),
                *_vintages(connection),
                *_months(path, connection),
            ]
        except sqlite3.DatabaseError as error:
            return [problem("check-page", "", str(error))]


def _damage(connection: sqlite3.Connection) -> list[Problem]:
    said = [text for (text,) in connection.execute(f"PRAGMA integrity_check({SHOWN})") if text != "ok"]
    broken = connection.execute("PRAGMA foreign_key_check").fetchmany(SHOWN)
    return [problem("check-page", "", text) for text in said] + [
        problem("check-reference", "", row_id, table=name, other=other) for name, row_id, other, _ in broken
    ]


# -- the chain ---------------------------------------------------------------------------------------------------


def _chain(connection: sqlite3.Connection, head: str | None) -> Iterator[Problem]:
    previous, expected, seen = "", 1, head is None
    steps = connection.execute(
        "SELECT previous, hash, undo_top, redo_top, id, uuid, at, who, desk, label, details, kind, target, touched"
        " FROM steps ORDER BY id"
    )
    stacks = _Stacks()
    for said_previous, own, undo_top, redo_top, *said in steps:
        number = said[0]
        spoken = (change.spoken() for change in changes_of(connection, number))
        tops = stacks.after(number, said[7], said[8])
        if number != expected or said_previous != previous or chain_hash(previous, said, spoken) != own:
            yield problem("check-chain", "", number, at=said[2])
            return
        if tops != (undo_top, redo_top):
            yield problem("check-chain", "", number, at=said[2])
            return
        previous, expected, seen = own, number + 1, seen or own == head
    if not seen:
        yield problem("check-head", "", head)


class _Stacks:
    """What can be undone and redone, followed from the first step."""

    def __init__(self) -> None:
        self.undo: list[int] = []
        self.redo: list[int] = []

    def after(self, step: int, kind: str, target: int | None) -> tuple[int, int]:
        if kind == "do":
            self.undo.append(step)
            self.redo.clear()
        elif kind == "undo" and self.undo[-1:] == [target]:
            self.redo.append(self.undo.pop())
        elif kind == "redo" and self.redo[-1:] == [target]:
            self.undo.append(self.redo.pop())
        return (self.undo or [0])[-1], (self.redo or [0])[-1]


# -- the rows ----------------------------------------------------------------------------------------------------


@dataclass
class _Expected:
    """What one table should hold: rows known in full (None: gone), and the hashes of rows that came in bulk, with what
    has since been replaced in them: a column's value as hashed, and as it is now."""

    rows: dict[int, str | None] = field(default_factory=dict)
    hashes: dict[int, tuple[bytes, str]] = field(default_factory=dict)
    replaced: dict[int, dict[str, tuple[SqlValue, SqlValue]]] = field(default_factory=dict)

    def put(self, change: Change) -> None:
        if change.row is not None:
            self.hashes.pop(change.row, None)
            self.replaced.pop(change.row, None)
            self.rows[change.row] = change.after
            return
        ids = [n for first, last in json.loads(change.ids or "[]") for n in range(first, last + 1)]
        if change.bulk is None:
            self._replace(ids, change)
            return
        hashes, columns = change.hashes or b"", change.columns or "[]"
        for place, row_id in enumerate(ids):
            self.rows.pop(row_id, None)
            self.replaced.pop(row_id, None)
            if change.bulk == "in":
                self.hashes[row_id] = hashes[16 * place : 16 * place + 16], columns
            else:
                self.hashes.pop(row_id, None)
                self.rows[row_id] = None

    def _replace(self, ids: Sequence[int], change: Change) -> None:
        (column,) = json.loads(change.columns or "[]")
        before, after = (json.loads(text or "null") for text in (change.before, change.after))
        for row_id in ids:
            if row_id in self.hashes:
                of_row = self.replaced.setdefault(row_id, {})
                of_row[column] = (of_row[column][0] if column in of_row else before, after)
            elif (said := self.rows.get(row_id)) is not None:
                self.rows[row_id] = dumps(json.loads(said) | {column: after})


def _rows(connection: sqlite3.Connection) -> Iterator[Problem]:
    expected = {name: _Expected() for name in RECORDS}
    for (step,) in connection.execute("SELECT id FROM steps ORDER BY id").fetchall():
        for change in changes_of(connection, step):
            expected[change.record].put(change)
    for name in sorted(RECORDS):
        yield from _compared(connection, table(connection, name), expected[name])


def _compared(connection: sqlite3.Connection, known: Table, expected: _Expected) -> Iterator[Problem]:
    changed, unknown = [], []
    found = connection.execute(f"SELECT {', '.join(known.columns)} FROM {known.name} ORDER BY id")
    place = known.columns.index("id")
    for values in found:
        row_id = values[place]
        if row_id in expected.hashes:
            own, columns = expected.hashes.pop(row_id)
            as_hashed = _before_replacing(known, values, expected.replaced.get(row_id))
            if as_hashed is None or _hash_of(known, as_hashed, columns) != own:
                changed.append(row_id)
        elif expected.rows.get(row_id) is None:
            unknown.append(row_id)
        elif not _as_said(known, values, expected.rows.pop(row_id)):
            changed.append(row_id)
    missing = [*expected.hashes, *(row_id for row_id, row in expected.rows.items() if row is not None)]
    for code, ids in (("check-row", changed), ("check-extra-row", unknown), ("check-missing-row", missing)):
        for row_id in sorted(ids)[:SHOWN]:
            yield problem(code, "", row_id, table=known.name)
        if len(ids) > SHOWN:
            yield problem("check-more", "", len(ids) - SHOWN, table=known.name)


def _vintages(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Every document has the hash it was published under, and says what its row says."""
    found = connection.execute(
        "SELECT id, date, hash, document, freq, methodology, version, methodology_hash, inputs_hash FROM vintages"
    )
    for number, day, own, document, *said in found:
        if hashlib.sha256(document.encode()).hexdigest() != own:
            yield problem("check-vintage", "", number, date=day)
        elif _told(document) != [day, *said]:
            yield problem("check-vintage-columns", "", number, date=day)


def _months(path: Path, connection: sqlite3.Connection) -> Iterator[Problem]:
    """What was in a closed month and its corrections since come to what is in it."""
    book = Book(path, connection, True)
    for month in closing_queries.closed_months(book):
        since = closing_queries.corrections(book, month.month, after=month.corrections)
        after = corrected(month.totals, ((one.record, one.before, one.after) for one in since))
        if after != closing_queries.month_totals(book, month.month):
            yield problem("check-month", "", month.month)


def _told(text: str) -> list[Any] | None:
    """None of what is no document."""
    try:
        document = json.loads(text)
        rules = document["methodology"]
        parts = [rules["name"], rules["version"], rules["hash"]]
        return [document["date"], document["freq"], *parts, document["inputs"]["hash"]]
    except (ValueError, KeyError, TypeError):
        return None


@lru_cache
def _names(columns: str) -> tuple[str, ...]:
    return tuple(json.loads(columns))


def _hash_of(known: Table, values: tuple[SqlValue, ...], columns: str) -> bytes:
    """Over the columns that the table had when the row came in."""
    then = _names(columns)
    if then == known.columns:
        return row_hash(values)
    row = dict(zip(known.columns, values, strict=True))
    return row_hash([row.get(column) for column in then])


def _before_replacing(
    known: Table, values: tuple[SqlValue, ...], replaced: dict[str, tuple[SqlValue, SqlValue]] | None
) -> tuple[SqlValue, ...] | None:
    """The row as it was hashed; None when it does not say what replaced the value then."""
    if not replaced:
        return values
    row = dict(zip(known.columns, values, strict=True))
    if any(row.get(column) != now for column, (_, now) in replaced.items()):
        return None
    return tuple((row | {column: then for column, (then, _) in replaced.items()}).values())


def _as_said(known: Table, values: tuple[SqlValue, ...], said: str | None) -> bool:
    then: Row = known.row(said or "{}")
    row = dict(zip(known.columns, values, strict=True))
    return all(row.get(column) == value for column, value in then.items())
