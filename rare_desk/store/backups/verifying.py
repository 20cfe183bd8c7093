"""A copy just written, opened again: whole, and with as many rows as the book had in each table."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from rare_desk.store.errors import book_error
from rare_desk.store.file.addressing import address

Counts = dict[str, int | str]


def counts(connection: sqlite3.Connection) -> Counts:
    """Rows by table, and the hash of the last step."""
    names = connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    found: Counts = {
        str(name): int(connection.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0]) for (name,) in names
    }
    if "steps" in found:
        last = connection.execute("SELECT hash FROM main.steps ORDER BY id DESC LIMIT 1").fetchone()
        found["last hash"] = last[0] if last else ""
    return found


def verify(copy: Path, expected: Counts) -> None:
    """BookError when it cannot be opened, or has other counts: a moment."""
    _ask(copy, lambda connection: counts(connection) == expected)


def verify_pages(copy: Path) -> None:
    """BookError when pages are damaged: as long as a copy takes."""
    _ask(copy, lambda connection: bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"))


def opened(copy: Path) -> sqlite3.Connection:
    """One that nobody writes into, as it stands."""
    return sqlite3.connect(address(copy.absolute(), "mode=ro&immutable=1"), uri=True)


def _ask(copy: Path, sound: Callable[[sqlite3.Connection], bool]) -> None:
    try:
        with closing(opened(copy)) as connection:
            found = sound(connection)
    except sqlite3.DatabaseError as error:
        raise book_error("backup-unsound", copy) from error
    if not found:
        raise book_error("backup-unsound", copy)


def verify_alike(copy: Path, original: Path) -> None:
    """BookError unless both files say the same to the byte."""
    if _digest(copy) != _digest(original):
        raise book_error("backup-unsound", copy)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
