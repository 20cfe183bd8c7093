"""A copy of the book elsewhere, and a book brought back from one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from rare_desk import paths
from rare_desk.store.backups import making
from rare_desk.store.errors import BookError, book_error, from_sqlite, said
from rare_desk.store.file import confirmed, durable, exclusive, locked, placing
from rare_desk.store.file.opening import connect, open_connection, reading_connection


def back_up_to(path: Path, out: Path | None = None, lock: locked.Lock | None = None) -> Path:
    """In the backups' folder when `out` is not given, open to all who can read it; elsewhere locked by `lock`. Never
    overwrites, and never makes a copy of a damaged book."""
    if out is not None:
        placing.refuse_unfit(out)
    connection = open_connection(path, read_only=True).connection
    with closing(connection), said(out or making.folder(path)):
        if out is None:
            return making.back_up(connection, path, "asked")
        if out.exists():
            raise book_error("book-exists", out)
        if lock is None:
            making.copy(connection, out)
            return out
        with paths.scratch() as folder:
            making.copy(connection, folder / "copy")
            locked.lock(folder / "copy", out, lock)
        return out


def copy_open(connection: sqlite3.Connection, out: Path) -> Path:
    """Whatever has become of its file. Never overwrites."""
    placing.refuse_unfit(out)
    with said(out):
        if out.exists():
            raise book_error("book-exists", out)
        making.copy(connection, out)
    return out


def restore(copy: Path, out: Path, password: str = "") -> Path:
    """A book that stands at `out` is backed up before it is overwritten; one that cannot be read is set aside."""
    placing.refuse_unfit(out)
    if not locked.is_locked(copy):
        _restore(copy, out)
    else:
        with paths.scratch() as folder:
            with said(copy):
                locked.unlock(copy, folder / copy.name, password)
            _restore(folder / copy.name, out)
    confirmed.forget(out)
    return out


def _restore(copy: Path, out: Path) -> None:
    connection = open_connection(copy, read_only=True).connection
    with closing(connection), said(out):
        if not out.exists():
            making.copy(connection, out)
            return
        with exclusive.exclusive(out):
            try:
                with closing(reading_connection(out)) as old:
                    making.back_up(old, out, "before-restore")
            except (BookError, sqlite3.DatabaseError) as error:
                if _passes(error, out):
                    raise
                _in_place_of_damaged(connection, out)
            else:
                with closing(connect(out, "rw")) as target:
                    making.pour(connection, target)


def _passes(error: BookError | sqlite3.DatabaseError, path: Path) -> bool:
    """Whether it says nothing of the book's own state: no room, or another program that writes."""
    known = error if isinstance(error, BookError) else from_sqlite(error, path)
    return known is None or known.problem.code in ("disk-full", "book-busy", "book-read-only")


def _in_place_of_damaged(connection: sqlite3.Connection, out: Path) -> None:
    """The copy is whole before what it takes the place of is moved away."""
    beside = out.with_name(out.name.removesuffix(".raredesk") + ".restored.raredesk.part")
    making.copy(connection, beside)
    making.set_aside(out)
    durable.put(beside, out)
