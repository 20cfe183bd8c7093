"""Books changed behind the program's back: bytes, tables, rows, the journal; each told again by its number."""

import json
import random
import shutil
import sqlite3
import zlib
from contextlib import closing, suppress
from pathlib import Path

from rare_desk.store.journal import chain_hash
from rare_desk.store.undoing import changes_of
from tests.fuzz.documents import changed

ODD: tuple[object, ...] = (
    None, 0, -1, 1, 2**63 - 1, -(2**63), 1.5, float("inf"), "", " ", "x", "2026-02-30", "9999-12-31", "-0001-01-01",
    "2026-01", "[]", "{}", "null", "[[[1]]]", '{"a":', "[" * 50_000, "\x00", "\u202e", b"\xff\xfe", b"", "'; --",
    "<b>x</b>", "1e999", "NaN", "9" * 400, "长" * 200_000, "../../x", "daily", "confirmed", "CNY", "-5",
)  # fmt: skip
_SCHEMA = (
    "CREATE TRIGGER t{n} AFTER {act} ON {table} BEGIN DELETE FROM {other}; END",
    "CREATE TRIGGER t{n} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END",
    "CREATE VIEW v{n} AS SELECT * FROM {table}",
    "DROP TABLE {table}; CREATE VIEW {table} AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i",
    "ALTER TABLE {table} RENAME TO r{n}",
    "ALTER TABLE {table} ADD COLUMN g{n} AS (id * 2)",
    "CREATE INDEX i{n} ON {table} (length(uuid))",
    "CREATE TABLE x{n} (id INTEGER PRIMARY KEY, ref REFERENCES {table} (id))",
    "CREATE VIRTUAL TABLE f{n} USING fts5(x)",
    "DROP TABLE {table}",
    "PRAGMA user_version = {n}",
    "PRAGMA user_version = -1",
    "PRAGMA application_id = {n}",
    "PRAGMA encoding = 'UTF-16'; VACUUM",
    "PRAGMA journal_mode = WAL",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = '{table}'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = {n} WHERE name = '{table}'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = '{table}'",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = '{table}'",
)

KEEPERS = (
    "settings", "calculations", "vintages", "closed_months", "corrections", "batches", "import_templates",
    "chart_layouts", "saved_views", "methodologies", "changes", "steps",
)  # fmt: skip
"""Tables with JSON in them."""


def spoil(own: Path, out: Path, number: int) -> None:
    """`out` is `own` with what this number does to it."""
    chance = random.Random(number)
    shutil.copyfile(own, out)
    chance.choice((_bytes, _schema, _rows, _rows, _rows, _journal, _documents, _documents, _documents))(out, chance)
    if chance.random() < 0.2:
        _rehash(out)


def _bytes(out: Path, chance: random.Random) -> None:
    data = bytearray(out.read_bytes())
    kind = chance.randrange(4)
    if kind == 0:
        del data[chance.randrange(len(data)) :]
    for _ in range(chance.choice((1, 4, 50)) if kind else 0):
        at = chance.randrange(100 if kind == 1 else len(data))
        data[at] = chance.randrange(256)
    if kind == 3:
        data += bytes(chance.randrange(10_000))
    out.write_bytes(data)


def _connect(out: Path) -> sqlite3.Connection:
    made = sqlite3.connect(out, isolation_level=None)
    made.execute("PRAGMA foreign_keys = OFF")
    made.execute("PRAGMA ignore_check_constraints = ON")
    return made


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return [str(name) for (name,) in found]


def _schema(out: Path, chance: random.Random) -> None:
    with closing(_connect(out)) as connection:
        names = _tables(connection)
        text = chance.choice(_SCHEMA).format(
            n=chance.randrange(100), table=chance.choice(names), other=chance.choice(names),
            act=chance.choice(("INSERT", "UPDATE", "DELETE")),
        )  # fmt: skip
        with suppress(sqlite3.Error):
            connection.executescript(text)


def _rows(out: Path, chance: random.Random) -> None:
    """Values that the program never wrote, where the file takes them."""
    with closing(_connect(out)) as connection:
        _set(connection, chance, _tables(connection))


def _journal(out: Path, chance: random.Random) -> None:
    """What undoing goes by."""
    with closing(_connect(out)) as connection:
        _set(connection, chance, ["steps", "changes"])
        if chance.random() < 0.3:
            connection.execute("DELETE FROM changes WHERE id % 3 = ?", (chance.randrange(3),))


def _documents(out: Path, chance: random.Random) -> None:
    """JSON that something in it was changed of; the journal's more often than what else the book keeps so."""
    with closing(_connect(out)) as connection:
        names = _tables(connection)
        for _ in range(chance.choice((1, 1, 3))):
            table = (
                chance.choice(["steps", *["changes"] * 3, *names * 2])
                if chance.random() < 0.5
                else chance.choice(KEEPERS)
            )
            columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]
            column = chance.choice(columns)
            rows = connection.execute(f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL').fetchall()
            if not rows:
                continue
            row_id, value = chance.choice(rows)
            with suppress(sqlite3.Error, ValueError, TypeError, OverflowError, RecursionError, zlib.error):
                made = _remade(value, chance)
                connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (made, row_id))


def _remade(value: object, chance: random.Random) -> object:
    if isinstance(value, bytes):
        return zlib.compress(_written(json.loads(zlib.decompress(value)), chance).encode("utf-8", "replace"))
    return _written(json.loads(str(value)), chance)


def _written(document: object, chance: random.Random) -> str:
    for _ in range(chance.choice((1, 1, 3))):
        document = changed(document, chance)
    return json.dumps(document, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace").decode()


def _rehash(out: Path) -> None:
    """By somebody who knows how the chain is made."""
    with suppress(sqlite3.Error, UnicodeError, OverflowError), closing(sqlite3.connect(out)) as connection:
        previous = ""
        steps = connection.execute(
            "SELECT id, uuid, at, who, desk, label, details, kind, target, touched FROM steps ORDER BY id"
        ).fetchall()
        for said in steps:
            own = chain_hash(previous, said, [change.spoken() for change in changes_of(connection, said[0])])
            connection.execute("UPDATE steps SET previous = ?, hash = ? WHERE id = ?", (previous, own, said[0]))
            previous = own
        connection.commit()


def _set(connection: sqlite3.Connection, chance: random.Random, tables: list[str]) -> None:
    for _ in range(chance.choice((1, 2, 6))):
        table = chance.choice(tables)
        columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]
        where = chance.choice(("", " WHERE id = (SELECT max(id) FROM {0})", " WHERE id % 2 = 1")).format(table)
        column, value = chance.choice(columns), chance.choice(ODD)
        with suppress(sqlite3.Error, OverflowError):
            connection.execute(f'UPDATE "{table}" SET "{column}" = ?{where}', (value,))
