"""Undo and redo: the inverse of a step, done as a step of its own.

Each step carries what could be undone and redone after it, `undo_top` and `redo_top`. What lies below the top of a
stack is what was the top before that step was done (or undone), so the two columns are the whole of both stacks.
"""

import json
import sqlite3
from dataclasses import dataclass

from rare_desk.core.problems import Refused, problem
from rare_desk.store.bulk import row_hash
from rare_desk.store.journal import Change, Step, head, unpack
from rare_desk.store.rows import Row


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
    label, details = connection.execute("SELECT label, details FROM steps WHERE id = ?", (target,)).fetchone()
    return Turn(kind, target, source, label, json.loads(details), undo_top, redo_top)


def _latest(connection: sqlite3.Connection, kind: str, target: int) -> int | None:
    found = connection.execute("SELECT max(id) FROM steps WHERE target = ? AND kind = ?", (target, kind)).fetchone()
    return found[0] if found else None


def _tops(connection: sqlite3.Connection, step: int) -> tuple[int, int]:
    undo_top, redo_top = connection.execute("SELECT undo_top, redo_top FROM steps WHERE id = ?", (step,)).fetchone()
    return undo_top, redo_top


def changes_of(connection: sqlite3.Connection, step: int) -> list[Change]:
    found = connection.execute(
        "SELECT record, row, before, after, bulk, columns, ids, hashes, packed FROM changes WHERE step = ? ORDER BY id",
        (step,),
    )
    return [Change(*values) for values in found]


def revert(connection: sqlite3.Connection, step: Step, source: int) -> None:
    """Do the inverse of the step `source`, last change first. Refused when a row is not as that step left it."""
    for change in reversed(changes_of(connection, source)):
        if change.bulk == "in":
            _take_back(step, change)
        elif change.bulk == "out":
            known = step.table(change.record)
            columns = json.loads(change.columns or "[]")
            step.put_rows(change.record, columns, unpack(change.packed or b"", columns, known.blobs))
        elif change.row is None:
            _replace_back(step, change)
        else:
            _turn_back(step, change)


def _take_back(step: Step, change: Change) -> None:
    columns = json.loads(change.columns or "[]")
    stretches = [(first, last) for first, last in json.loads(change.ids or "[]")]
    values = step.take_rows(change.record, columns, stretches)
    if b"".join(row_hash(row) for row in values) != change.hashes:
        raise Refused(problem("undo-conflict"))


def _replace_back(step: Step, change: Change) -> None:
    (column,) = json.loads(change.columns or "[]")
    ids = [row_id for first, last in json.loads(change.ids or "[]") for row_id in range(first, last + 1)]
    before, after = (json.loads(text or "null") for text in (change.before, change.after))
    step.replace_many(change.record, column, ids, after, before)


def _turn_back(step: Step, change: Change) -> None:
    known = step.table(change.record)
    before = known.row(change.before) if change.before is not None else None
    after = known.row(change.after) if change.after is not None else None
    row_id = change.row or 0
    now = step.read(change.record, row_id)
    if not _same(now, after):
        raise Refused(problem("undo-conflict"))
    if before is None:
        step.delete(change.record, row_id)
    elif after is None:
        step.insert(change.record, before)
    else:
        step.update(change.record, row_id, before)


def _same(now: Row | None, then: Row | None) -> bool:
    """Columns that a later version added do not count."""
    if now is None or then is None:
        return now is then
    return all(now.get(name) == value for name, value in then.items())
