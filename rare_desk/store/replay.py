"""The record tables as the journal says that they are now, and what in them is otherwise."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rare_desk.core.problems import Problem, problem
from rare_desk.store import shapes
from rare_desk.store.bulk import HASH_BYTES, row_hash
from rare_desk.store.journal import Change
from rare_desk.store.rows import Row, SqlValue
from rare_desk.store.tables import RECORDS, Table, dumps, table
from rare_desk.store.undoing import changes_of

SHOWN = 20
"""So many rows are named for each kind of finding."""
UNREADABLE = (ValueError, KeyError, RecursionError)


def rows(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Steps of which cannot be read what they say or changed, then the rows of all tables that are not as the steps
    say."""
    expected = {name: Expected() for name in RECORDS}
    for step, details, touched in connection.execute("SELECT id, details, touched FROM steps ORDER BY id").fetchall():
        try:
            shapes.details(details), shapes.fields(touched)
            for change in changes_of(connection, step):
                expected[change.record].put(change)
                if not _keeps_what_went(change):
                    yield problem("check-packed", "", step, table=change.record)
        except UNREADABLE:
            yield problem("check-change", "", step)
    for name in sorted(RECORDS):
        yield from _compared(connection, table(connection, name), expected[name])


def _keeps_what_went(change: Change) -> bool:
    """Whether the rows that undoing would bring back are those that were deleted."""
    if change.bulk != "out":
        return True
    count = len(change.hashes or b"") // HASH_BYTES
    kept = shapes.packed_rows(change.packed, len(shapes.columns(change.columns)), count)
    return b"".join(map(row_hash, kept)) == change.hashes


@dataclass
class Expected:
    """What one table should hold: rows known in full (None: gone), and the hashes of rows that came in bulk, with what
    has since been replaced in them: a column's value as hashed, and as it is now."""

    rows: dict[int, str | None] = field(default_factory=dict)
    hashes: dict[int, tuple[bytes, str]] = field(default_factory=dict)
    replaced: dict[int, dict[str, tuple[SqlValue, SqlValue]]] = field(default_factory=dict)

    def put(self, change: Change) -> None:
        """ValueError, or RecursionError, for what no step writes."""
        if change.row is not None:
            self.hashes.pop(change.row, None)
            self.replaced.pop(change.row, None)
            self.rows[change.row] = change.after
            for side in (change.before, change.after):
                if side is not None:
                    shapes.row(side)
            return
        stretches = shapes.stretches(change.ids)
        hashes, columns = change.hashes or b"", change.columns or "[]"
        shapes.columns(columns)
        known = len(self.rows) + len(self.hashes) if change.bulk is None else len(hashes) // HASH_BYTES
        if shapes.size(stretches) > known:
            raise ValueError("more rows than there are")
        ids = list(shapes.numbers(stretches))
        if change.bulk is None:
            self._replace(ids, change)
            return
        for place, row_id in enumerate(ids):
            self.rows.pop(row_id, None)
            self.replaced.pop(row_id, None)
            if change.bulk == "in":
                self.hashes[row_id] = hashes[HASH_BYTES * place : HASH_BYTES * (place + 1)], columns
            else:
                self.hashes.pop(row_id, None)
                self.rows[row_id] = None

    def verdict(self, known: Table, values: tuple[SqlValue, ...], later: Row) -> bool | None:
        """Whether the row is as it should be; None when there should be none of that id."""
        row_id = values[known.columns.index("id")]
        if not isinstance(row_id, int):
            return None
        if row_id in self.hashes:
            own, columns = self.hashes[row_id]
            as_hashed = _before_replacing(known, values, self.replaced.get(row_id))
            return as_hashed is not None and _as_hashed(known, as_hashed, columns, own, later)
        said = self.rows.get(row_id)
        return None if said is None else _as_said(known, values, said, later)

    def there(self) -> set[int]:
        """Ids of all rows that should be."""
        return {*self.hashes, *(row_id for row_id, row in self.rows.items() if row is not None)}

    def _replace(self, ids: Sequence[int], change: Change) -> None:
        column = shapes.column(change.columns)
        before, after = shapes.value(change.before), shapes.value(change.after)
        for row_id in ids:
            if row_id in self.hashes:
                of_row = self.replaced.setdefault(row_id, {})
                of_row[column] = (of_row[column][0] if column in of_row else before, after)
            elif (said := self.rows.get(row_id)) is not None:
                self.rows[row_id] = dumps(shapes.row(said) | {column: after})


def _compared(connection: sqlite3.Connection, known: Table, expected: Expected) -> Iterator[Problem]:
    changed, unknown, missing = [], [], expected.there()
    later = defaults(connection, known)
    found = connection.execute(f"SELECT {', '.join(known.columns)} FROM {known.name} ORDER BY id")
    place = known.columns.index("id")
    for values in found:
        verdict = expected.verdict(known, values, later)
        if verdict is None:
            unknown.append(values[place])
        elif not verdict:
            changed.append(values[place])
        missing.discard(values[place])
    for code, ids in (("check-row", changed), ("check-extra-row", unknown), ("check-missing-row", missing)):
        for row_id in sorted(ids)[:SHOWN]:
            yield problem(code, "", row_id, table=known.name)
        if len(ids) > SHOWN:
            yield problem("check-more", "", len(ids) - SHOWN, table=known.name)


def defaults(connection: sqlite3.Connection, known: Table) -> Row:
    """What a row says in columns that its table did not have yet when it was last written. Columns that are only lent
    to an older book are in no file."""
    own = {str(column[1]) for column in connection.execute(f"PRAGMA main.table_info({known.name})")}
    return {name: value for name, value in zip(known.columns, known.defaults, strict=True) if name in own}


def _as_hashed(known: Table, values: tuple[SqlValue, ...], columns: str, own: bytes, later: Row) -> bool:
    """By the columns that the table had when the row came in."""
    try:
        then = shapes.columns(columns)
    except UNREADABLE:
        return False
    if then == known.columns:
        return row_hash(values) == own
    row = dict(zip(known.columns, values, strict=True))
    return row_hash([row.get(column) for column in then]) == own and _plain(row, then, later)


def _plain(row: Row, then: Sequence[str], later: Row) -> bool:
    return all(row[name] == value for name, value in later.items() if name not in then)


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


def _as_said(known: Table, values: tuple[SqlValue, ...], said: str | None, later: Row) -> bool:
    try:
        then: Row = known.row(said or "{}")
    except UNREADABLE:
        return False
    row = dict(zip(known.columns, values, strict=True))
    return all(row.get(column) == value for column, value in then.items()) and _plain(row, tuple(then), later)
