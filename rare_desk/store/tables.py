"""The record tables as the journal sees them, and the identity of a record."""

import json
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rare_desk.store import shapes
from rare_desk.store.rows import Row, SqlValue

RECORDS = frozenset(
    (
        "settings", "products", "counterparties", "trades", "quotes", "announced", "non_trading_days", "batches",
        "import_templates", "calculations", "methodologies", "vintages", "expectation_answers", "published_indices",
        "published_points", "events", "chart_layouts", "deposits", "deposit_oxides",
        "calculation_trades", "deliveries", "payments", "attachments", "closed_months", "corrections",
        "counterparty_aliases", "counterparty_defaults", "saved_views",
    )
)  # fmt: skip


_last = 0
_VARIANT = bytes(0x80 | n & 0x3F for n in range(256))


def uuid7() -> str:
    """A UUID of version 7 (RFC 9562): milliseconds, then their 4096ths, so that later ones of a process sort later."""
    return uuids7(1)[0]


def uuids7(count: int) -> list[str]:
    """As many at once, ascending; each takes up a 4096th of a millisecond."""
    global _last
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    first = max(milliseconds << 12 | rest * 4096 // 1_000_000, _last + 1)
    _last = first + count - 1
    noise = bytearray(os.urandom(8 * count))
    noise[::8] = noise[::8].translate(_VARIANT)
    tails = noise.hex("-", -8).split("-")
    made: list[str] = []
    for ticks in range(first, first + count):
        if not made or not ticks & 0xFFF:
            ms = f"{ticks >> 12:012x}"
            head = f"{ms[:8]}-{ms[8:]}-7"
        tail = tails[len(made)]
        made.append(f"{head}{ticks & 0xFFF:03x}-{tail[:4]}-{tail[4:]}")
    return made


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are those that are stored, without the generated ones; `numbers` those of whole numbers."""

    name: str
    columns: tuple[str, ...]
    numbers: frozenset[str]
    blobs: frozenset[str]
    defaults: tuple[SqlValue, ...]

    def json(self, row: Row) -> str:
        return dumps({c: v.hex() if isinstance(v, bytes) else v for c, v in row.items()})

    def row(self, text: str) -> Row:
        """ValueError when it is not one that the program has written."""
        read = shapes.row(text)
        shapes.within(read, self.columns)
        if any(value is not None and (name in self.numbers) != isinstance(value, int) for name, value in read.items()):
            raise ValueError("not as the table has it")
        for blob in self.blobs & read.keys():
            read[blob] = _bytes(read[blob])
        return read

    def unpack(self, columns: Sequence[str], rows: Sequence[list[SqlValue]]) -> None:
        """Hexadecimal digits into bytes, where they stand."""
        for place in (n for n, column in enumerate(columns) if column in self.blobs):
            for row in rows:
                row[place] = _bytes(row[place])


def table(connection: sqlite3.Connection, name: str) -> Table:
    if name not in RECORDS:
        raise KeyError(f"no record table {name}")
    columns, numbers, blobs, defaults = [], set(), set(), []
    for _, column, kind, _, default, _, hidden in connection.execute(f"PRAGMA table_xinfo({name})"):
        if hidden:
            continue
        columns.append(column)
        if kind == "INTEGER":
            numbers.add(column)
        elif kind == "BLOB":
            blobs.add(column)
        defaults.append(_literal(default))
    return Table(name, tuple(columns), frozenset(numbers), frozenset(blobs), tuple(defaults))


def _bytes(value: SqlValue) -> bytes | None:
    return bytes.fromhex(value) if isinstance(value, str) else None


def _literal(default: str | None) -> SqlValue:
    if default is None:
        return None
    return default[1:-1].replace("''", "'") if default.startswith("'") else int(default)


def users(connection: sqlite3.Connection, record: str) -> list[tuple[str, str]]:
    """The tables and their columns that refer to this one."""
    there = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return [
        (name, str(reference[3]))
        for name in sorted(RECORDS & there)
        for reference in connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()
        if reference[2] == record
    ]


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=bytes.hex).encode


def dumps(value: object) -> str:
    """The one written form of a value that is hashed: no white space, UTF-8, bytes as hexadecimal digits."""
    return _encode(value)


def ranges(ids: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending ids as (first, last) of each unbroken stretch."""
    found: list[tuple[int, int]] = []
    for n in ids:
        if found and found[-1][1] == n - 1:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return found


def portions(stretches: Sequence[tuple[int, int]], most: int) -> Iterator[list[tuple[int, int]]]:
    """The same stretches of ids, cut so that at most that many ids come together."""
    portion: list[tuple[int, int]] = []
    room = most
    for first, last in stretches:
        while first <= last:
            end = min(last, first + room - 1)
            portion.append((first, end))
            room -= end - first + 1
            first = end + 1
            if not room:
                yield portion
                portion, room = [], most
    if portion:
        yield portion
