"""Taking back one old import: what of it is still as it came in, what stands in the way of the rest, and its going out.

An import is told by its batch. Rows that are no longer there are nobody's concern.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rare_desk.core.life.closing import DATED, month_in
from rare_desk.store import shapes
from rare_desk.store.book import Book
from rare_desk.store.bulk import HASH_BYTES, row_hash
from rare_desk.store.journal import Change, Step
from rare_desk.store.rows import Row, SqlValue
from rare_desk.store.tables import Table, portions, ranges, table, users
from rare_desk.store.undoing import (
    AT_ONCE,
    Tell,
    changes_of,
    many,
    one,
    put_back,
    same,
    silent,
    size_of,
    turn_back,
)

BROUGHT_ALONG = frozenset(
    ("batches", "counterparties", "counterparty_aliases", "import_templates", "published_indices")
)
"""What an import brings along: it goes with the rows unless something else needs it or has changed it since."""
NAMED = 200
"""So many hindrances are named; the others are counted."""
# A row that names another without a reference of the file: its table, the column with the id, the table of the other.
_LOOSE = (("calculation_trades", "trade", "trades"), ("attachments", "row", "trades"))
_REPLACED = "SELECT step, ids FROM changes WHERE record = ? AND step > ? AND row IS NULL AND bulk IS NULL"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a row of the import stays. `code`: `changed` since, by `step` at last; `used` by the row `by_row` of the
    table `by`; `closed`, its `month` is."""

    code: str
    record: str
    row: int
    step: int = 0
    by: str = ""
    by_row: int = 0
    month: str = ""


@dataclass
class Survey:
    """`free` are the ids of the rows that can go, by table, ascending; `hindered` counts the rows that cannot, and
    `gone` those that are no longer there. `closed` counts by month those of the hindered that only their closed month
    hinders. `first_day` is the earliest of a trade or quote among the free ones."""

    step: int
    free: dict[str, list[int]] = field(default_factory=dict)
    turned: list[Change] = field(default_factory=list)
    """Single changes to be turned back, the last one first."""
    out: list[Change] = field(default_factory=list)
    hindrances: list[Hindrance] = field(default_factory=list)
    hindered: int = 0
    gone: int = 0
    replaced: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """Later steps in which one value took the place of another in many rows, by table: the step and the ids."""
    first_day: str = ""
    closed: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How many rows would go or be as they were, without what was brought along."""
        singles = sum(change.record not in BROUGHT_ALONG for change in self.turned)
        return sum(len(ids) for record, ids in self.free.items() if record not in BROUGHT_ALONG) + singles

    def hinder(self, hindrance: Hindrance) -> None:
        self.hindered += 1
        if len(self.hindrances) < NAMED:
            self.hindrances.append(hindrance)
        if hindrance.month:
            self.closed[hindrance.month] += 1


def import_step(book: Book, batch: int) -> int | None:
    """The step that brought the batch in; None when the book has no such batch, or had it from its beginning."""
    found = book.fetch(
        "SELECT s.id FROM changes c JOIN steps s ON s.id = c.step WHERE c.record = 'batches' AND c.row = ?"
        " AND c.before IS NULL AND s.kind = 'do' AND EXISTS (SELECT 1 FROM batches WHERE id = c.row)",
        (batch,),
    )
    return int(found[0][0]) if found else None


def survey(book: Book, step: int, tell: Tell = silent) -> Survey:
    """Of the import that was that step, as the book is now. Closed months hinder nothing while what changes in them is
    recorded as corrections (`Book.correcting`)."""
    connection, found = book.connection, Survey(step)
    tables: dict[str, Table] = {}
    now: dict[tuple[str, int], Row | None] = {}
    closed = frozenset[str]() if book.is_correcting else _closed_months(connection)
    for change in reversed(changes_of(connection, step)):
        known = tables.setdefault(change.record, table(connection, change.record))
        if change.bulk == "in":
            _look_at_many(connection, known, change, closed, found, tell)
        elif change.bulk == "out":
            found.out.append(change)
        elif change.row is None:
            for number in shapes.numbers(shapes.stretches(change.ids)):
                _hinder_changed(connection, change.record, number, found)
        else:
            _look_at_one(connection, known, change, now, closed, found)
            tell(1)
    for record in [name for name in found.free if name not in BROUGHT_ALONG]:
        _look_at_uses(connection, record, found)
    return found


def _look_at_many(
    connection: sqlite3.Connection, known: Table, change: Change, closed: frozenset[str], found: Survey, tell: Tell
) -> None:
    hashes, place, free = change.hashes or b"", 0, found.free.setdefault(known.name, [])
    columns, numbers = many(change, known)
    then = _Then(known, columns)
    for stretches in portions(numbers, AT_ONCE):
        there = {row[then.id]: row for row in _rows(connection, known, stretches)}
        ids = list(shapes.numbers(stretches))
        for number in ids:
            own, row = hashes[place : place + HASH_BYTES], there.get(number)
            place += HASH_BYTES
            if row is None:
                found.gone += 1
            elif not then.is_said_by(row, own):
                _hinder_changed(connection, known.name, number, found)
            elif (day := then.day(row))[:7] in closed and then.closes:
                found.hinder(Hindrance("closed", known.name, number, month=day[:7]))
            else:
                free.append(number)
                found.first_day = min(found.first_day or day, day)
        tell(len(ids))
    free.sort()


class _Then:
    """A table as it was when rows came in, beside how it is now."""

    def __init__(self, known: Table, columns: Sequence[str]) -> None:
        places = {name: place for place, name in enumerate(known.columns)}
        self.id = places["id"]
        self._said = [places[name] for name in columns if name in places]
        self._whole = tuple(columns) == known.columns
        self._later = [(place, known.defaults[place]) for name, place in places.items() if name not in set(columns)]
        self._day = places.get(DATED.get(known.name, "date"))
        self.closes = known.name in DATED

    def is_said_by(self, row: Sequence[SqlValue], own: bytes) -> bool:
        if any(row[place] != default for place, default in self._later):
            return False
        return row_hash(row if self._whole else [row[place] for place in self._said]) == own

    def day(self, row: Sequence[SqlValue]) -> str:
        return "" if self._day is None else str(row[self._day])


def _look_at_one(
    connection: sqlite3.Connection,
    known: Table,
    change: Change,
    now: dict[tuple[str, int], Row | None],
    closed: frozenset[str],
    found: Survey,
) -> None:
    """`now` has each row as it would be when what came after this change were turned back."""
    number = change.row or 0
    key = known.name, number
    if key not in now:
        now[key] = _row(connection, known, number)
    before, after = one(change, known)
    if same(now[key], after) and (month := _month_among(closed, known.name, after)):
        found.hinder(Hindrance("closed", known.name, number, month=month))
    elif same(now[key], after):
        found.turned.append(change)
        now[key] = before
    elif now[key] is None and change.before is None:
        found.gone += known.name not in BROUGHT_ALONG
    else:
        _hinder_changed(connection, known.name, number, found)


def _month_among(closed: frozenset[str], record: str, row: Row | None) -> str:
    month = month_in(record, row) if record in DATED else ""
    return month if month in closed else ""


def _hinder_changed(connection: sqlite3.Connection, record: str, number: int, found: Survey) -> None:
    if record in BROUGHT_ALONG:
        return
    if record not in found.replaced:
        found.replaced[record] = connection.execute(_REPLACED, (record, found.step)).fetchall()
    steps = [step for step, ids in found.replaced[record] if shapes.holds(ids, number)]
    last = connection.execute("SELECT max(step) FROM changes WHERE record = ? AND row = ?", (record, number)).fetchone()
    found.hinder(Hindrance("changed", record, number, max(int(last[0] or 0), *steps, 0)))


def _look_at_uses(connection: sqlite3.Connection, record: str, found: Survey) -> None:
    free = set(found.free[record])
    for child, column in _users(connection, record):
        own = set(found.free.get(child, ()))
        for first, last in ranges(found.free[record]):
            where = f"{column} BETWEEN ? AND ?" + (" AND record = 'trades'" if child == "attachments" else "")
            for by_row, used in connection.execute(f"SELECT id, {column} FROM {child} WHERE {where}", (first, last)):
                if used in free and by_row not in own:
                    free.discard(used)
                    found.hinder(Hindrance("used", record, used, 0, child, by_row))
    found.free[record] = sorted(free)


def _users(connection: sqlite3.Connection, record: str) -> Iterable[tuple[str, str]]:
    """Tables and their columns that name rows of this one."""
    return users(connection, record) + [(name, column) for name, column, other in _LOOSE if other == record]


def take_back(book: Book, step: Step, found: Survey, tell: Tell = silent) -> None:
    """What is free goes, inside the step; `found` is a survey made within it. What other rows name stays, so that the
    file need not look for them again for each row (`Book.unreferenced`)."""
    for change in found.out:
        put_back(step, change, tell)
    needed: dict[str, set[int]] = {}
    for record in sorted(found.free, key=BROUGHT_ALONG.__contains__):
        ids = found.free[record]
        if record in BROUGHT_ALONG:
            needed[record] = _needed(book.connection, record)
            ids = [number for number in ids if number not in needed[record]]
        columns = step.table(record).columns
        for stretches in portions(ranges(ids), AT_ONCE):
            step.take_rows(record, columns, stretches)
            tell(sum(last - first + 1 for first, last in stretches))
    for change in sorted(found.turned, key=lambda change: change.record in BROUGHT_ALONG):
        if change.record in BROUGHT_ALONG and change.before is None:
            if change.record not in needed:
                needed[change.record] = _needed(book.connection, change.record)
            if change.row in needed[change.record]:
                continue
        turn_back(step, change)
        tell(1)


def _needed(connection: sqlite3.Connection, record: str) -> set[int]:
    """The ids of this table's rows that other rows name."""
    return {
        int(number)
        for child, column in _users(connection, record)
        for (number,) in connection.execute(f"SELECT DISTINCT {column} FROM {child} WHERE {column} IS NOT NULL")
    }


def first_half(book: Book, step: int, tell: Callable[[float], None]) -> Tell:
    """For the survey of that step: turns rows into the part done of survey and taking back together."""
    return _counting(size_of(book.connection, step), 0.0, tell)


def second_half(found: Survey, tell: Callable[[float], None]) -> Tell:
    return _counting(found.count, 0.5, tell)


def _counting(whole: int, start: float, tell: Callable[[float], None]) -> Tell:
    done = 0

    def count(rows: int) -> None:
        nonlocal done
        done += rows
        tell(start + min(done / max(whole, 1), 1.0) / 2)

    return count


def _rows(
    connection: sqlite3.Connection, known: Table, stretches: Sequence[tuple[int, int]]
) -> list[tuple[SqlValue, ...]]:
    columns = ", ".join(known.columns)
    return [
        row
        for ends in stretches
        for row in connection.execute(f"SELECT {columns} FROM {known.name} WHERE id BETWEEN ? AND ?", ends)
    ]


def _row(connection: sqlite3.Connection, known: Table, number: int) -> Row | None:
    found = _rows(connection, known, [(number, number)])
    return dict(zip(known.columns, found[0], strict=True)) if found else None


def _closed_months(connection: sqlite3.Connection) -> frozenset[str]:
    there = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'closed_months'").fetchone()
    return frozenset(str(m) for (m,) in connection.execute("SELECT month FROM closed_months")) if there else frozenset()
