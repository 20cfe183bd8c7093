"""Connections to a book: what is asked of the file before it is used."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from rare_desk.core.problems import Problem, problem
from rare_desk.store import spelling
from rare_desk.store.backups import making
from rare_desk.store.errors import book_error, from_sqlite, said
from rare_desk.store.file import drives, exclusive, migrations, placing
from rare_desk.store.file.addressing import address

BUSY_SECONDS = 5
_WRITING_KB = 8192
"""Of pages that the writing connection keeps. On a long day the journal fills whatever it may; an import of 50,000 rows
is no faster with four times as much."""
_READING_KB = 4096
"""Of pages that a reading connection keeps. There are several, and what they read is larger or small."""


def connect(path: Path, mode: str, *, immutable: bool = False) -> sqlite3.Connection:
    """Set up as every connection to a book is. `mode` is SQLite's: rwc, rw or ro."""
    end = "&immutable=1" if immutable else ""
    uri = address(path.absolute(), f"mode={mode}{end}")
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    with _kept(connection), _answering(path):
        for setting in (
            "trusted_schema = OFF",
            "foreign_keys = ON",
            "synchronous = FULL",
            "temp_store = MEMORY",
            f"cache_size = -{_WRITING_KB}",
        ):
            connection.execute(f"PRAGMA {setting}")
        spelling.teach(connection)
    return connection


@contextmanager
def _kept(connection: sqlite3.Connection) -> Iterator[None]:
    """Closed where anything at all goes wrong within: the file would stay locked on systems that lock open ones."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


@contextmanager
def _answering(path: Path) -> Iterator[None]:
    """Around what every book is asked alike: where SQLite makes nothing of it, that lies in the file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if from_sqlite(error, path) is None:
            raise book_error("book-altered", path) from error
        raise


@dataclass(frozen=True)
class Opened:
    """A connection, checked and of this program's version. `held` keeps other programs out until it is closed;
    `warning` is for the user."""

    connection: sqlite3.Connection
    writable: bool
    held: ExitStack
    warning: Problem | None = None


def open_connection(path: Path, read_only: bool) -> Opened:
    with said(path):
        _look_at(path)
        if not _writable(path):
            return _viewed(path)
        exclusive.refuse_if_held(path)
        if read_only:
            return _viewed(path)
        placing.refuse_too_long(path, writing=True)
        try:
            return _settled(_checked(connect(path, "rw"), path), path)
        except sqlite3.OperationalError as error:
            if "readonly" in str(error):
                return _viewed(path)
            raise


def _settled(connection: sqlite3.Connection, path: Path) -> Opened:
    with _kept(connection), ExitStack() as entered:
        held, warning = settle(connection, path)
        entered.push(held)
        _bring_up_to_date(connection, path, held=warning is not None)
        return Opened(connection, True, entered.pop_all(), warning)


def settle(connection: sqlite3.Connection, path: Path) -> tuple[ExitStack, Problem | None]:
    """Choose the journal's mode: on a network drive and where files are synchronised one program at a time, elsewhere
    all side by side."""
    held, why = ExitStack(), drives.why_alone(path)
    if not why:
        connection.execute("PRAGMA journal_mode = WAL")
        return held, None
    with ExitStack() as entered:
        entered.enter_context(exclusive.exclusive(path))
        connection.execute("PRAGMA journal_mode = DELETE")
        held = entered.pop_all()
    return held, problem(why, "file", path.name)


def _viewed(path: Path) -> Opened:
    return Opened(_checked(_reading(path), path), False, ExitStack())


def reading_connection(path: Path) -> sqlite3.Connection:
    """Unchecked, and refusing to write."""
    with said(path):
        return _reading(path)


def _reading(path: Path) -> sqlite3.Connection:
    # Opened for writing where that is possible, for then the last one to close removes the files of the WAL, which a
    # reader needs too. Where nothing can be written the file is taken as unchanging.
    connection = connect(path, "rw") if _writable(path) else connect(path, "ro", immutable=True)
    with _kept(connection), _answering(path):
        migrations.lend(connection)
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{_READING_KB}")
    return connection


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _look_at(path: Path) -> None:
    """Never opens the file itself: on POSIX systems closing it again gives up all locks that this program's other
    connections hold on it, and another program that closes the book would then take away the WAL under them."""
    placing.refuse_too_long(path)
    if not path.is_file():
        raise book_error("not-a-book" if path.exists() else "book-missing", path)


def _checked(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    with _kept(connection), _answering(path):
        if connection.execute("PRAGMA application_id").fetchone()[0] != migrations.APPLICATION_ID:
            raise book_error("not-a-book", path)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > migrations.VERSION:
            raise book_error("book-too-new", path, version=version, known=migrations.VERSION)
        if not migrations.is_own(connection):
            raise book_error("book-altered", path)
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise book_error("book-damaged", path)
    return connection


def _bring_up_to_date(connection: sqlite3.Connection, path: Path, held: bool) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == migrations.VERSION:
        return
    with nullcontext() if held else exclusive.exclusive(path):
        making.back_up(connection, path, "before-update")
        migrations.migrate(connection)
