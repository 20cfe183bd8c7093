"""Undo and redo: the inverse of a step, done as a step of its own.

Each step carries what could be undone and redone after it, `undo_top` and `redo_top`. What lies below the top of a
stack is what was the top before that step was done (or undone), so the two columns are the whole of both stacks.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from rare_desk.core.problems import Refused, problem
from rare_desk.store import shapes
from rare_desk.store.bulk import HASH_BYTES
from rare_desk.store.journal import Change, Step, head
from rare_desk.store.rows import Row
from rare_desk.store.tables import Table, portions, users

AT_ONCE = 10_000
"""Rows that are taken out or put back in one piece: what a step of a million rows holds in memory."""
Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Turn:
    """An undo or redo that can be done now: `target` is the step meant, `source` the one whose inverse does it."""

    kind: str
    target: int
    source: int
    label: str
    details: dict[str, str]
    undo_top: int
    redo_top: int


def undo_turn(connection: sqlite3.Connection) -> Turn | None:
    now = head(connection)
    if not now.undo_top:
        return None
    source = _latest(connection, "redo", now.undo_top) or now.undo_top
    below = _tops(connection, now.undo_top - 1)[0]
    return _turn(connection, "undo", now.undo_top, source, below, now.undo_top)


def redo_turn(connection: sqlite3.Connection) -> Turn | None:
    now = head(connection)
    source = _latest(connection, "undo", now.redo_top) if now.redo_top else None
    if source is None:
        return None
    below = _tops(connection, source - 1)[1]
    return _turn(connection, "redo", now.redo_top, source, now.redo_top, below)


def _turn(connection: sqlite3.Connection, kind: str, target: int, source: int, undo_top: int, redo_top: int) -> Turn:
    found = connection.execute("SELECT label, details FROM steps WHERE id = ?", (target,)).fetchone()
    if found is None:
        raise ValueError("the journal names a step that it does not have")
    label, details = found
    return Turn(kind, target, source, label, shapes.details(details), undo_top, redo_top)


def _latest(connection: sqlite3.Connection, kind: str, target: int) -> int | None:
    found = connection.execute("SELECT max(id) FROM steps WHERE target = ? AND kind = ?", (target, kind)).fetchone()
    return found[0] if found else None


def _tops(connection: sqlite3.Connection, step: int) -> tuple[int, int]:
    """ValueError when they are none that the program could have written: whoever follows them would never end."""
    found = connection.execute("SELECT undo_top, redo_top FROM steps WHERE id = ?", (step,)).fetchone()
    if found is None or not all(0 <= top <= step for top in found):
        raise ValueError("the journal names a step that it cannot name")
    undo_top, redo_top = found
    return undo_top, redo_top


def undo_stack(connection: sqlite3.Connection, above: int = 0) -> list[int]:
    """The steps after `above` that undoing would take back, in that order."""
    found, top = [], head(connection).undo_top
    while top > above:
        found.append(top)
        top = _tops(connection, top - 1)[0]
    return found


def redo_stack(connection: sqlite3.Connection, up_to: int) -> list[int]:
    """The steps not after `up_to` that would be done again, in that order."""
    found, top = [], head(connection).redo_top
    while top and top <= up_to:
        source = _latest(connection, "undo", top)
        if source is None:
            break
        found.append(top)
        following = _tops(connection, source - 1)[1]
        if 0 < following <= top:  # they ascend, or whoever follows them would never end
            raise ValueError("the journal names a step that it cannot name")
        top = following
    return found


_CHANGE = "record, row, before, after, bulk, columns, ids, hashes, packed FROM changes WHERE step = ? ORDER BY id"
ROWS = f"""CASE WHEN row IS NOT NULL THEN 1 WHEN bulk IS NOT NULL THEN length(hashes) / {HASH_BYTES}
    ELSE (SELECT sum(json_extract(value, '$[1]') - json_extract(value, '$[0]') + 1) FROM json_each(ids)) END"""
"""How many rows a change of the journal is about, in SQL."""


def changes_of(connection: sqlite3.Connection, step: int) -> list[Change]:
    return [Change(*values) for values in connection.execute(f"SELECT {_CHANGE}", (step,))]


def size_of(connection: sqlite3.Connection, step: int) -> int:
    """How many rows the step touched."""
    return int(
        connection.execute(f"SELECT coalesce(sum({ROWS}), 0) FROM changes WHERE step = ?", (step,)).fetchone()[0]
    )


_BROUGHT = "FROM changes WHERE step = ? AND record = ? AND row IS NOT NULL AND before IS NULL"


def brings_firms(connection: sqlite3.Connection, source: int) -> bool:
    """Whether the inverse of that step deletes more than a few firms, for each of which the file would look through all
    trades."""
    return len(connection.execute(f"SELECT 1 {_BROUGHT} LIMIT 4", (source, "counterparties")).fetchall()) > 3


def check_unnamed(connection: sqlite3.Connection, source: int) -> None:
    """Refused when a row that the inverse of that step has deleted is named elsewhere: once for all of them what the
    file's own references see to row by row."""
    records = connection.execute("SELECT DISTINCT record FROM changes WHERE step = ? AND row IS NOT NULL", (source,))
    for (record,) in records.fetchall():
        for child, column in users(connection, record):
            named = f"SELECT 1 FROM {child} WHERE {column} IN (SELECT row {_BROUGHT}) LIMIT 1"
            if connection.execute(named, (source, record)).fetchone():
                raise Refused(problem("undo-conflict"))


def counting(connection: sqlite3.Connection, step: int, tell: Callable[[float], None]) -> Tell:
    """Turns rows done into the part of the step's that are done."""
    whole, done = max(size_of(connection, step), 1), 0

    def count(rows: int) -> None:
        nonlocal done
        done += rows
        tell(min(done / whole, 1.0))

    return count


def silent(_count: int) -> None:
    pass


def revert(connection: sqlite3.Connection, step: Step, source: int, tell: Tell = silent) -> None:
    """Do the inverse of the step `source`, last change first. Refused when a row is not as that step left it.

    `tell` is told of each piece how many rows it was, and may raise to give up.
    """
    with closing(connection.execute(f"SELECT {_CHANGE} DESC", (source,))) as found:
        for change in (Change(*values) for values in found):
            if change.bulk == "in":
                _take_back(step, change, tell)
            elif change.bulk == "out":
                put_back(step, change, tell)
            elif change.row is None:
                tell(_replace_back(step, change))
            else:
                turn_back(step, change)
                tell(1)


def _take_back(step: Step, change: Change, tell: Tell) -> None:
    columns, ids = many(change, step.table(change.record))
    hashes, place = change.hashes or b"", 0
    for stretches in portions(ids, AT_ONCE):
        count = shapes.size(stretches)
        taken = step.take_rows(change.record, columns, stretches)
        if taken != hashes[place * HASH_BYTES : (place + count) * HASH_BYTES]:
            raise Refused(problem("undo-conflict"))
        place += count
        tell(count)


def put_back(step: Step, change: Change, tell: Tell) -> None:
    """The rows of a bulk change that went out. Refused when those kept are not those that went."""
    known = step.table(change.record)
    columns, ids = many(change, known)
    rows = shapes.packed_rows(change.packed, len(columns), shapes.size(ids))
    known.unpack(columns, rows)
    for start in range(0, len(rows), AT_ONCE):
        put = step.put_rows(change.record, columns, rows[start : start + AT_ONCE])
        if put != (change.hashes or b"")[start * HASH_BYTES : (start + AT_ONCE) * HASH_BYTES]:
            raise Refused(problem("undo-conflict"))
        tell(len(rows[start : start + AT_ONCE]))


def _replace_back(step: Step, change: Change) -> int:
    column = shapes.column(change.columns)
    shapes.within([column], step.table(change.record).columns)
    ids = list(shapes.numbers(shapes.stretches(change.ids)))
    step.replace_many(change.record, column, ids, shapes.value(change.after), shapes.value(change.before))
    return len(ids)


def many(change: Change, known: Table) -> tuple[tuple[str, ...], shapes.Stretches]:
    """The columns and ids of rows that came or went together; ValueError unless each has its hash."""
    columns, ids = shapes.columns(change.columns), shapes.stretches(change.ids)
    shapes.within(columns, known.columns)
    if shapes.size(ids) * HASH_BYTES != len(change.hashes or b"") or "id" not in columns:
        raise ValueError("not a hash for each row")
    return columns, ids


def one(change: Change, known: Table) -> tuple[Row | None, Row | None]:
    """A single row before and after; ValueError when they are not that row."""
    before, after = (None if text is None else known.row(text) for text in (change.before, change.after))
    if any(row is not None and row.get("id") != change.row for row in (before, after)):
        raise ValueError("another row's values")
    return before, after


@contextmanager
def conflicts() -> Iterator[None]:
    """What the rules of the tables do not let back in, or out, has been changed since: Refused."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Refused(problem("undo-conflict")) from error


def turn_back(step: Step, change: Change) -> None:
    """One row as it was before; Refused when it is not as the change left it."""
    before, after = one(change, step.table(change.record))
    row_id = change.row or 0
    now = step.read(change.record, row_id)
    if not same(now, after):
        raise Refused(problem("undo-conflict"))
    if before is None:
        step.delete(change.record, row_id)
    elif after is None:
        step.insert(change.record, before)
    else:
        step.update(change.record, row_id, before)


def same(now: Row | None, then: Row | None) -> bool:
    """Whether a row is as it was said to be. Columns that a later version added do not count."""
    if now is None or then is None:
        return now is then
    return all(now.get(name) == value for name, value in then.items())
