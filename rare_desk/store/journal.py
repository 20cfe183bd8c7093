"""A step: the rows it changes, with before and after, and its place in the chain of hashes."""

import datetime as dt
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rare_desk.core.problems import Refused, problem
from rare_desk.store import shapes
from rare_desk.store.actor import who
from rare_desk.store.bulk import HASH_BYTES, Bulk
from rare_desk.store.closing import Guard, corrections, refusal
from rare_desk.store.rows import Row, SqlValue
from rare_desk.store.tables import Table, dumps, ranges, table, uuid7, uuids7

LONGEST = 32_767
"""Characters of a text, as of a cell in Excel."""
_DOCUMENTS = frozenset(
    (
        "value", "files", "options", "template", "input", "result", "trail", "definition", "document", "layout", "view",
        "totals", "before", "after",
    )
)  # fmt: skip
"""Columns that hold what the program itself has written."""
BULK = 50
"""So many deleted rows or more are kept as one packed record instead of one each."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a step touched, for whoever shows it. `products` are codes; `first_day` and `last_day` are the earliest and
    latest day of a trade or quote among the rows, None when no such row changed or it is not known; `step` is its
    number in the journal."""

    tables: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    first_day: dt.date | None = None
    step: int = 0
    last_day: dt.date | None = None

    def merged(self, other: "Changes") -> "Changes":
        days = [day for day in (self.first_day, other.first_day) if day]
        ends = [changes.last_day for changes in (self, other) if changes.first_day]
        known = [day for day in ends if day]
        return Changes(
            self.tables | other.tables,
            self.products | other.products,
            min(days) if days else None,
            max(self.step, other.step),
            max(known) if known and len(known) == len(ends) else None,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after, or (`bulk`) rows that came in or went out together: their ids as ranges, a hash of
    each of 16 bytes, and the rows themselves, packed, when they went out. Neither `row` nor `bulk`: in the one column
    of `columns` all rows of `ids` had the value `before` and have the value `after`."""

    record: str
    row: int | None = None
    before: str | None = None
    after: str | None = None
    bulk: str | None = None
    columns: str | None = None
    ids: str | None = None
    hashes: bytes | None = None
    packed: bytes | None = None

    def spoken(self) -> str:
        """What the chain's hash covers."""
        rows = hashlib.sha256(self.hashes).hexdigest() if self.hashes is not None else None
        return dumps([self.record, self.row, self.before, self.after, self.bulk, self.columns, self.ids, rows])


@dataclass(frozen=True, slots=True)
class Head:
    """The journal's last step."""

    id: int = 0
    hash: str = ""
    undo_top: int = 0
    redo_top: int = 0


def touched_by(number: int, text: str) -> Changes:
    """What a step says that it touched."""
    read = shapes.fields(text)
    with shapes.as_written():
        first, last = (dt.date.fromisoformat(day) if day else None for day in (read["first_day"], read.get("last_day")))
        return Changes(frozenset(read["tables"]), frozenset(read["products"]), first, number, last)


def head(connection: sqlite3.Connection) -> Head:
    found = connection.execute("SELECT id, hash, undo_top, redo_top FROM steps ORDER BY id DESC LIMIT 1").fetchone()
    return Head(*found) if found else Head()


def pack(rows: Sequence[Sequence[SqlValue]]) -> bytes:
    return zlib.compress(dumps(rows).encode(), 1)


def chain_hash(previous: str, said: Sequence[object], changes: Iterable[str]) -> str:
    """SHA-256 over the previous step's hash, what the step says of itself, and its changes, one line each."""
    digest = hashlib.sha256(dumps([previous, *said]).encode())
    for change in changes:
        digest.update(b"\n" + change.encode())
    return digest.hexdigest()


@dataclass
class _Touched:
    tables: set[str] = field(default_factory=set)
    product_ids: set[int] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    first_day: str | None = None
    last_day: str | None = None

    def day(self, day: SqlValue) -> None:
        if isinstance(day, str):
            self.first_day = day if self.first_day is None else min(self.first_day, day)
            self.last_day = day if self.last_day is None else max(self.last_day, day)


def _check_lengths(values: Row) -> None:
    for name, value in values.items():
        if isinstance(value, str) and len(value) > LONGEST and name not in _DOCUMENTS:
            raise Refused(problem("text-too-long", name, f"{value[:20]}…", length=len(value), limit=LONGEST))


class Step:
    """Writes rows inside the transaction that `Book.step` holds open, and remembers what it did.

    `changes` is there after the commit. Given a `reason`, what it changes in closed months is recorded as corrections;
    without one it is refused.
    """

    def __init__(
        self, connection: sqlite3.Connection, desk: str, label: str, details: Mapping[str, str], reason: str = ""
    ) -> None:
        self.changes = Changes()
        self._reason = reason
        self._guard = Guard(connection)
        self.head = head(connection)
        self.id = self.head.id + 1
        self._connection = connection
        self._desk = desk
        self._label = label
        self._details = dict(details)
        self._done: list[Change] = []
        self._tables: dict[str, Table] = {}
        self._touched = _Touched()

    def detail(self, name: str, value: object) -> None:
        """Fill a placeholder of the label that is known only now."""
        self._details[name] = str(value)

    def query(self, sql: str, parameters: Sequence[SqlValue] = ()) -> list[tuple[SqlValue, ...]]:
        """Read inside the step, under its lock."""
        return self._connection.execute(sql, parameters).fetchall()

    def ids(self, record: str, column: str) -> dict[str, int]:
        """The ids of all rows by the text of a column that names them."""
        found = self._connection.execute(f"SELECT {column}, id FROM {record} ORDER BY id")
        return {str(name): int(row_id) for name, row_id in found}

    def find(self, record: str, column: str, name: str) -> int | None:
        """The id of the row that is named so; None when there is none."""
        found = self._connection.execute(f"SELECT id FROM {record} WHERE {column} = ?", (name,)).fetchone()
        return int(found[0]) if found else None

    # -- single rows ---------------------------------------------------------------------------------------------

    def insert(self, record: str, row: Row) -> int:
        """The new row's id; `uuid` is made unless given. Refused with a text that is too long for a cell of Excel."""
        self.table(record)
        _check_lengths(row)
        values = {"uuid": uuid7()} | row
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        done = self._connection.execute(f"INSERT INTO {record} ({names}) VALUES ({marks})", tuple(values.values()))
        row_id = done.lastrowid or 0
        self._log(record, row_id, None, self.read(record, row_id))
        return row_id

    def update(self, record: str, row_id: int, values: Row) -> None:
        """Nothing happens, and nothing is recorded, when the row already says so. Refused when it is gone."""
        before = self._there(record, row_id)
        if all(before[name] == value for name, value in values.items()):
            return
        _check_lengths(values)
        settings = ", ".join(f"{name} = ?" for name in values)
        self._connection.execute(f"UPDATE {record} SET {settings} WHERE id = ?", (*values.values(), row_id))
        self._log(record, row_id, before, self.read(record, row_id))

    def delete(self, record: str, row_id: int) -> None:
        before = self._there(record, row_id)
        self._connection.execute(f"DELETE FROM {record} WHERE id = ?", (row_id,))
        self._log(record, row_id, before, None)

    def _there(self, record: str, row_id: int) -> Row:
        row = self.read(record, row_id)
        if row is None:
            raise Refused(problem("record-gone", "", row_id))
        return row

    def read(self, record: str, row_id: int) -> Row | None:
        columns = self.table(record).columns
        found = self._connection.execute(f"SELECT {', '.join(columns)} FROM {record} WHERE id = ?", (row_id,))
        values = found.fetchone()
        return None if values is None else dict(zip(columns, values, strict=True))

    def table(self, record: str) -> Table:
        if record not in self._tables:
            self._tables[record] = table(self._connection, record)
        return self._tables[record]

    # -- many rows -----------------------------------------------------------------------------------------------

    def insert_many(self, record: str, rows: Sequence[Row], batch: int | None = None) -> tuple[int, int]:
        """Ids of the first and last row; they follow one another. One record in the journal stands for all."""
        known = self.table(record)
        found = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (record,)).fetchone()
        first = 1 + (found[0] if found else 0)
        empty: Row = dict(zip(known.columns, known.defaults, strict=True))
        if batch is not None:
            empty["batch"] = batch
        values = []
        for row_id, uuid, row in zip(range(first, first + len(rows)), uuids7(len(rows)), rows, strict=True):
            full = empty | row  # in the order of the columns
            full["id"], full["uuid"] = row_id, uuid
            values.append(tuple(full.values()))
        self.put_rows(record, known.columns, values)
        return first, first + len(rows) - 1

    def put_rows(self, record: str, columns: Sequence[str], values: Sequence[Sequence[SqlValue]]) -> bytes:
        """Rows with their ids, ascending, as one bulk change; their hashes, one after another."""
        if not values:
            return b""
        return self.put_columns(record, dict(zip(columns, zip(*values, strict=True), strict=True)))

    def put_columns(self, record: str, columns: Mapping[str, Sequence[SqlValue]]) -> bytes:
        """The same, a column at a time; at least one row."""
        bulk = Bulk(columns)
        bulk.insert(self._connection, record)
        return self._log_bulk("in", record, bulk)

    def delete_many(self, record: str, row_ids: Sequence[int]) -> None:
        """All of them; Refused when one is gone."""
        ids = sorted(set(row_ids))
        if len(ids) < BULK:
            for row_id in ids:
                self.delete(record, row_id)
            return
        taken = len(self.take_rows(record, self.table(record).columns, ranges(ids))) // HASH_BYTES
        if taken != len(ids):
            raise Refused(problem("record-gone", "", len(ids) - taken))

    def take_rows(self, record: str, columns: Sequence[str], stretches: Sequence[tuple[int, int]]) -> bytes:
        """Delete the rows with these ids as one bulk change that keeps them. Hashes of what was there in these columns,
        one after another."""
        values: list[tuple[SqlValue, ...]] = []
        for first, last in stretches:
            where = f"FROM {record} WHERE id BETWEEN ? AND ?"
            values += self._connection.execute(f"SELECT {', '.join(columns)} {where} ORDER BY id", (first, last))
            self._connection.execute(f"DELETE {where}", (first, last))
        if not values:
            return b""
        return self._log_bulk("out", record, Bulk.of_rows(columns, values), pack(values))

    def replace_many(self, record: str, column: str, row_ids: Sequence[int], before: SqlValue, after: SqlValue) -> None:
        """In all these rows the one value for the other; one record in the journal stands for them. Refused when a row
        says something else."""
        ids = sorted(set(row_ids))
        if not ids or before == after:
            return
        self.table(record)
        if record == "trades":
            self._note_trades(column, before)
        stretches = ranges(ids)
        done = self._connection.executemany(
            f"UPDATE {record} SET {column} = ? WHERE id BETWEEN ? AND ? AND {column} IS ?",
            [(after, first, last, before) for first, last in stretches],
        )
        if done.rowcount != len(ids):
            raise Refused(problem("undo-conflict"))
        self._done.append(Change(record, None, dumps(before), dumps(after), None, dumps([column]), dumps(stretches)))
        self._touched.tables.add(record)
        if self._guard.guards(record, column):
            for row_id in ids:
                now = self.read(record, row_id) or {}
                self._guard.see(record, row_id, now | {column: before}, now)

    def _note_trades(self, column: str, value: SqlValue) -> None:
        """Products and days of the trades with this value, of which some will have another."""
        ends = f"SELECT product, min(date), max(date) FROM trades WHERE {column} IS ? GROUP BY product"
        for product, *days in self._connection.execute(ends, (value,)):
            self._touched.product_ids.add(product)
            for day in days:
                self._touched.day(day)

    # -- the record of it ----------------------------------------------------------------------------------------

    def _log(self, record: str, row_id: int, before: Row | None, after: Row | None) -> None:
        known = self.table(record)
        was, became = (known.json(row) if row is not None else None for row in (before, after))
        self._done.append(Change(record, row_id, was, became))
        self._touched.tables.add(record)
        self._guard.see(record, row_id, before, after)
        for row in (before, after):
            if row is not None:
                self._note(record, row)
        if record == "counterparties" and before and after:
            self._note_party(before, after)

    def _note(self, record: str, row: Row) -> None:
        product = row.get("product")
        if record in ("trades", "quotes") and isinstance(product, int):
            self._touched.product_ids.add(product)
            self._touched.day(row["date"])
        if record == "products":
            self._touched.codes.add(str(row["code"]))

    def _note_party(self, before: Row, after: Row) -> None:
        """A party that moves to another group or country may change the index of what it traded."""
        if all(before[name] == after[name] for name in ("group_name", "country")):
            return
        mine = "FROM trades WHERE counterparty = :id OR buyer = :id OR seller = :id"
        ends = f"SELECT product, min(date), max(date) {mine} GROUP BY product"
        for product, *days in self._connection.execute(ends, after):
            self._touched.product_ids.add(product)
            for day in days:
                self._touched.day(day)

    def _log_bulk(self, way: str, record: str, bulk: Bulk, packed: bytes | None = None) -> bytes:
        columns, hashes = bulk.columns, bulk.hashes()
        ids = dumps(ranges([int(row_id or 0) for row_id in columns["id"]]))
        self._done.append(Change(record, None, None, None, way, dumps(list(columns)), ids, hashes, packed))
        self._touched.tables.add(record)
        self._guard.see_many(record, columns, came=way == "in")
        if record in ("trades", "quotes"):
            self._touched.product_ids |= {int(product or 0) for product in set(columns["product"])}
            days = {str(day) for day in columns["date"]}
            self._touched.day(min(days))
            self._touched.day(max(days))
        return hashes

    def finish(self, kind: str, target: int | None, undo_top: int, redo_top: int) -> Changes:
        """Write the step into the journal. A step that changed nothing leaves no trace."""
        if not self._done:
            return Changes(step=self.head.id)
        self._answer_for_closed_months()
        self.changes = self._summary()
        touched = dumps(
            {
                "tables": sorted(self.changes.tables),
                "products": sorted(self.changes.products),
                "first_day": self._touched.first_day,
                "last_day": self._touched.last_day,
            }
        )
        at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        details = dumps(self._details)
        said = (self.id, uuid7(), at, who(), self._desk, self._label, details, kind, target, touched)
        own = chain_hash(self.head.hash, said, (change.spoken() for change in self._done))
        self._connection.execute(
            "INSERT INTO steps (id, uuid, at, who, desk, label, details, kind, target, touched,"
            " undo_top, redo_top, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*said, undo_top, redo_top, self.head.hash, own),
        )
        self._connection.executemany(
            "INSERT INTO changes (step, record, row, before, after, bulk, columns, ids, hashes, packed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (self.id, c.record, c.row, c.before, c.after, c.bulk, c.columns, c.ids, c.hashes, c.packed)
                for c in self._done
            ],
        )
        return self.changes

    def _answer_for_closed_months(self) -> None:
        reached = self._guard.reaches()
        if reached and not self._reason:
            raise refusal(reached)
        if reached:
            self.insert_many("corrections", corrections(reached, self._guard.closed, self._reason, dt.date.today()))

    def _summary(self) -> Changes:
        known = dict(self._connection.execute("SELECT id, code FROM products"))
        codes = self._touched.codes | {known[n] for n in self._touched.product_ids if n in known}
        ends = self._touched.first_day, self._touched.last_day
        first, last = (dt.date.fromisoformat(day) if day else None for day in ends)
        return Changes(frozenset(self._touched.tables), frozenset(codes), first, self.id, last)
