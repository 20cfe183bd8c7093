"""The rows of one step as it found and as it left them, a page at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rare_desk.store import shapes
from rare_desk.store.book import Book
from rare_desk.store.tables import table
from rare_desk.store.undoing import ROWS

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """`before` and `after` by column, None where the row was not there; both empty when the journal has it no more."""

    record: str
    row: int
    before: Told | None
    after: Told | None


_LAST = "record IN ('batches', 'counterparties')"


def step_size(book: Book, step: int) -> int:
    """How many rows the step touched, all of them."""
    return book.number(f"SELECT sum({ROWS}) FROM changes WHERE step = ?", (step,))


def names_by_id(book: Book, record: str) -> dict[int, str]:
    """What the rows of a table with names are called now."""
    return {int(number): str(name) for number, name in book.fetch(f"SELECT id, name FROM {record}")}


def rows_now(book: Book, record: str, ids: Sequence[int]) -> dict[int, Told]:
    """At most some hundred, as they are now; those that are gone are left out."""
    return _now(book, record, ids, ", ".join("?" * len(ids)))


def step_rows(book: Book, step: int, start: int, count: int) -> list[TouchedRow]:
    """From the place `start` on: in the order in which they were changed, a batch and the firms it brought last."""
    found: list[TouchedRow] = []
    place = 0
    outline = f"SELECT id, {ROWS} FROM changes WHERE step = ? ORDER BY {_LAST}, id"
    for change, size in book.fetch(outline, (step,)):
        if not isinstance(size, int) or size < 0:
            raise ValueError("so many rows are none")
        first, last = max(start - place, 0), min(start + count - place, size)
        if first < last:
            found += _part(book, step, change, first, last)
        place += size
        if place >= start + count:
            break
    return found


def touched_row(book: Book, step: int, record: str, row: int) -> TouchedRow | None:
    """What that step did to that row; None when it did nothing to it."""
    changes = book.fetch(
        "SELECT id, row, ids FROM changes WHERE step = ? AND record = ? ORDER BY id DESC", (step, record)
    )
    for change, single, ids in changes:
        if single == row:
            (found,) = _part(book, step, change, 0, 1)
            return found
        if single is None and shapes.holds(ids, row):
            place = next(n for n, number in enumerate(shapes.numbers(shapes.stretches(ids))) if number == row)
            (found,) = _part(book, step, change, place, place + 1)
            return found
    return None


def _part(book: Book, step: int, change: int, first: int, last: int) -> Iterable[TouchedRow]:
    ((record, row, before, after, bulk, columns, ids),) = book.fetch(
        "SELECT record, row, before, after, bulk, columns, ids FROM changes WHERE id = ?", (change,)
    )
    if row is not None:
        return [TouchedRow(record, row, _read(before), _read(after))]
    wanted = shapes.some_of(shapes.stretches(ids), first, last)
    if bulk is None:
        column = shapes.column(columns)
        sides = {column: shapes.value(before)}, {column: shapes.value(after)}
        names = _as_left(book, step, record, wanted)
        return [TouchedRow(record, n, names.get(n, {}) | sides[0], names.get(n, {}) | sides[1]) for n in wanted]
    if bulk == "out":
        gone = _packed(book, change, wanted)
        return [TouchedRow(record, n, gone.get(n, {}), None) for n in wanted]
    came = _as_left(book, step, record, wanted)
    return [TouchedRow(record, n, None, came.get(n, {})) for n in wanted]


def _read(text: str | None) -> Any:
    return None if text is None else shapes.row(text)


def _packed(book: Book, change: int, wanted: Sequence[int]) -> dict[int, Told]:
    ((columns, ids, packed),) = book.fetch("SELECT columns, ids, packed FROM changes WHERE id = ?", (change,))
    names, count = shapes.columns(columns), shapes.size(shapes.stretches(ids))
    place, asked = names.index("id"), set(wanted)
    return {
        int(row[place] or 0): dict(zip(names, row, strict=True))
        for row in shapes.packed_rows(packed, len(names), count)
        if row[place] in asked
    }


def _as_left(book: Book, step: int, record: str, wanted: Sequence[int]) -> dict[int, Told]:
    """Rows as they were right after that step, as far as the journal knows: what their next change found, else what
    they are now; and what has replaced one of their values by then put back."""
    found: dict[int, Told] = {}
    until: dict[int, int] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" * len(part))
        found |= _now(book, record, part, marks)
        later = f"SELECT row, before, step FROM changes WHERE record = ? AND row IN ({marks}) AND step > ?"
        for row, before, at in book.fetch(f"{later} ORDER BY id DESC", (record, *part, step)):
            if before is not None:
                found[row], until[row] = _read(before), at
    _from_later_outs(book, step, record, {n for n in wanted if n not in found}, found)
    _put_replaced_back(book, step, record, found, until)
    return found


def _now(book: Book, record: str, part: Sequence[int], marks: str) -> dict[int, Told]:
    names = table(book.connection, record).columns
    rows = book.fetch(f"SELECT {', '.join(names)} FROM {record} WHERE id IN ({marks})", list(part))
    place = names.index("id")
    return {int(row[place]): dict(zip(names, row, strict=True)) for row in rows}


def _from_later_outs(book: Book, step: int, record: str, missing: set[int], found: dict[int, Told]) -> None:
    outs = "SELECT id, ids FROM changes WHERE record = ? AND bulk = 'out' AND step > ? ORDER BY id"
    for change, ids in book.fetch(outs, (record, step)) if missing else ():
        here = [n for n in missing if shapes.holds(ids, n)]
        if here:
            found |= _packed(book, change, here)
            missing.difference_update(here)


def _put_replaced_back(book: Book, step: int, record: str, found: dict[int, Told], until: dict[int, int]) -> None:
    replaced = book.fetch(
        "SELECT step, columns, ids, before FROM changes WHERE record = ? AND row IS NULL AND bulk IS NULL AND step > ?"
        " ORDER BY id DESC",
        (record, step),
    )
    for at, columns, ids, before in replaced:
        column = shapes.column(columns)
        for row in found:
            if at < until.get(row, at + 1) and shapes.holds(ids, row):
                found[row] = found[row] | {column: shapes.value(before)}
