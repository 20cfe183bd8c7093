"""Reading the journal: its steps, and what became of one row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rare_desk.store import shapes
from rare_desk.store.book import Book
from rare_desk.store.rows import SqlValue
from rare_desk.store.undoing import ROWS


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
    return StepRow(number, shapes.moment(at), who, label, shapes.details(details), kind, target, own)


def steps(book: Book, limit: int | None = None) -> list[StepRow]:
    """Latest first; all of them without a limit."""
    found = book.fetch(f"SELECT {_STEP} FROM steps s ORDER BY s.id DESC LIMIT ?", (-1 if limit is None else limit,))
    return [_step(values) for values in found]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as the history lists it: how many rows it touched, without the batch and the firms that came with them;
    whether it was taken back since; the batch it brought in, if it is an import."""

    step: StepRow
    rows: int
    undone: bool
    batch: int | None


@dataclass(frozen=True, slots=True)
class StepFilter:
    """`first` and `last` are moments of UTC in ISO form, the second excluded; `kinds` of KINDS, empty for all. Only
    steps with a number above `after`."""

    kinds: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    after: int = 0


_IMPORT = "s.kind IN ('do', 'start') AND s.label IN ('imported', 'import-taken-back')"
KINDS = {
    "imports": _IMPORT,
    "edits": f"s.kind IN ('do', 'start') AND NOT ({_IMPORT})",
    "undo": "s.kind IN ('undo', 'redo')",
}
_UNDONE = "(SELECT t.kind FROM steps t WHERE t.target = s.id ORDER BY t.id DESC LIMIT 1) IS 'undo'"
_SIDELINE = "record IN ('batches', 'counterparties')"
_COUNTS = f"""SELECT step, {_SIDELINE}, sum({ROWS}),
    max(CASE WHEN record = 'batches' AND before IS NULL THEN row END) FROM changes WHERE step IN (%s) GROUP BY 1, 2"""


def found_steps(book: Book, wanted: StepFilter) -> list[StepRow]:
    """The steps of the filter, latest first."""
    where, values = _conditions(wanted)
    found = book.fetch(f"SELECT {_STEP} FROM steps s WHERE {where} ORDER BY s.id DESC", values)
    return [_step(one) for one in found]


def found_numbers(book: Book, wanted: StepFilter) -> list[int]:
    """Of the same steps."""
    where, values = _conditions(wanted)
    return [number for (number,) in book.fetch(f"SELECT s.id FROM steps s WHERE {where} ORDER BY s.id DESC", values)]


def step_hash(book: Book, step: int) -> str:
    """Empty when there is no such step."""
    found = book.fetch("SELECT hash FROM steps WHERE id = ?", (step,))
    return str(found[0][0]) if found else ""


def _conditions(wanted: StepFilter) -> tuple[str, list[SqlValue]]:
    where = ["s.id > ?"]
    values: list[SqlValue] = [wanted.after]
    if wanted.kinds:
        where.append("(" + " OR ".join(f"({KINDS[kind]})" for kind in wanted.kinds) + ")")
    if wanted.who:
        where.append(f"s.who IN ({', '.join('?' * len(wanted.who))})")
        values += wanted.who
    for moment, sign in ((wanted.first, ">="), (wanted.last, "<")):
        if moment:
            where.append(f"s.at {sign} ?")
            values.append(moment)
    return " AND ".join(where), values


def step_lines(book: Book, ids: Sequence[int]) -> list[StepLine]:
    """In the order of `ids`."""
    marks = ", ".join("?" * len(ids))
    rows: dict[int, dict[bool, int]] = {}
    batches: dict[int, int] = {}
    for step, sideline, count, batch in book.fetch(_COUNTS % marks, list(ids)):
        rows.setdefault(step, {})[bool(sideline)] = count
        if batch is not None:
            batches[step] = batch
    found = book.fetch(f"SELECT {_STEP}, {_UNDONE} FROM steps s WHERE s.id IN ({marks})", list(ids))
    lines = {}
    for *values, undone in found:
        step = _step(tuple(values))
        counted = rows.get(step.id, {})
        batch = batches.get(step.id) if step.label == "imported" and step.kind == "do" else None
        lines[step.id] = StepLine(step, counted.get(False, counted.get(True, 0)), bool(undone), batch)
    return [lines[number] for number in ids if number in lines]


def actors(book: Book) -> list[str]:
    """Whoever has made a step."""
    return sorted(str(who) for (who,) in book.fetch("SELECT DISTINCT who FROM steps") if who)


def batches_by_step(book: Book) -> dict[int, int]:
    """The imports of which the book still has the batch, by their steps."""
    found = book.fetch(
        "SELECT s.id, b.id FROM batches b JOIN changes c ON c.record = 'batches' AND c.row = b.id AND c.before IS NULL"
        " JOIN steps s ON s.id = c.step WHERE s.kind = 'do'"
    )
    return {int(step): int(batch) for step, batch in found}


def batch_of(book: Book, step: int) -> int | None:
    """The batch that a step brought in, if it did and the batch is still there."""
    found = book.fetch(
        "SELECT b.id FROM changes c JOIN batches b ON b.id = c.row"
        " WHERE c.step = ? AND c.record = 'batches' AND c.before IS NULL",
        (step,),
    )
    return int(found[0][0]) if found else None


def row_history(book: Book, record: str, row_id: int, *, whole: bool = False) -> list[RowVersion]:
    """Oldest first. Of a value that was replaced in many rows at once a version has that column alone.

    A row that came by an import begins with its first later change. With `whole` what it did among many others is there
    too: when it came and went with them, without its columns.
    """
    found = book.fetch(
        f"SELECT {_STEP}, c.id, c.before, c.after FROM changes c JOIN steps s ON s.id = c.step"
        " WHERE c.record = ? AND c.row = ?",
        (record, row_id),
    )
    versions = {values[-3]: RowVersion(_step(values[:-3]), _read(values[-2]), _read(values[-1])) for values in found}
    versions |= _replacements(book, record, row_id)
    if whole:
        versions |= _among_many(book, record, row_id)
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
        if shapes.holds(ids, row_id):
            column = shapes.column(columns)
            sides = ({column: shapes.value(text)} for text in (before, after))
            versions[number] = RowVersion(_step(tuple(step)), *sides)
    return versions


def _among_many(book: Book, record: str, row_id: int) -> dict[int, RowVersion]:
    """By the number of their change."""
    found = book.fetch(
        f"SELECT {_STEP}, c.id, c.bulk, c.ids FROM changes c JOIN steps s ON s.id = c.step"
        " WHERE c.record = ? AND c.bulk IS NOT NULL",
        (record,),
    )
    return {
        number: RowVersion(_step(tuple(step)), None if way == "in" else {}, {} if way == "in" else None)
        for *step, number, way, ids in found
        if shapes.holds(ids, row_id)
    }


def first_of_batch(book: Book, batch: int, record: str) -> int:
    """The id of the first row of that table that came with the batch; 0 when none did."""
    found = book.fetch(
        "SELECT ids FROM changes WHERE record = ? AND bulk = 'in' AND step = (SELECT min(step) FROM changes"
        " WHERE record = 'batches' AND row = ? AND before IS NULL) ORDER BY id LIMIT 1",
        (record, batch),
    )
    return next(shapes.numbers(shapes.stretches(found[0][0])), 0) if found else 0


def _read(text: Any) -> Any:
    return None if text is None else shapes.row(text)
