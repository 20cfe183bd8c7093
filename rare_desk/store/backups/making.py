"""Backups beside the book: before each migration, and before the first change of a day."""

import datetime as dt
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from rare_desk import moments
from rare_desk.moving import move
from rare_desk.store.backups import second
from rare_desk.store.backups.thinning import STAMP, backups_in, thin
from rare_desk.store.backups.verifying import counts, opened, verify, verify_pages
from rare_desk.store.errors import book_error
from rare_desk.store.file import durable

_making = threading.Lock()
PATIENCE = 5.0
"""Seconds that a copy waits for a lock."""


def folder(path: Path) -> Path:
    return path.with_name(path.name + "-backups")


def back_up(connection: sqlite3.Connection, path: Path, why: str, *, pages: bool = True) -> Path:
    """A copy in the backups' folder, older ones thinned out to the ten latest and one a month."""
    made = _named(path, why)
    copy(connection, made, pages=pages)
    thin(made.parent)
    return made


def set_aside(path: Path) -> Path:
    """Move a file that can no longer be read, with what lies beside it, into the backups' folder."""
    kept = _named(path, "damaged")
    for end in ("-wal", "-shm", ""):
        file = path.with_name(path.name + end)
        if file.exists():
            move(file, kept.with_name(kept.name + end))
    return kept


def _named(path: Path, why: str) -> Path:
    place = folder(path)
    try:
        place.mkdir(exist_ok=True)
    except FileExistsError:
        raise book_error("backups-no-folder", place) from None
    return place / f"{dt.datetime.now():{STAMP}}-{why}.raredesk"


def copy(connection: sqlite3.Connection, out: Path, *, pages: bool = True) -> None:
    """A whole copy in one file, also while the book is open: a file copied by other means misses its -wal. It is there
    when it has been opened again, is complete and (`pages`) sound."""
    unfinished = durable.unfinished(out)
    durable.clear(out.parent)
    _drop(unfinished)
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as target, _still(connection):
            expected = counts(connection)
            pour(connection, target)
            target.execute("PRAGMA journal_mode = DELETE")
        verify(unfinished, expected)
        if pages:
            verify_pages(unfinished)
        durable.put(unfinished, out)
    except BaseException:
        _drop(unfinished)
        raise


def _drop(unfinished: Path) -> None:
    for end in ("", "-journal"):
        unfinished.with_name(unfinished.name + end).unlink(missing_ok=True)


@contextmanager
def _still(connection: sqlite3.Connection) -> Iterator[None]:
    """One state of the book, whatever others write meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


def pour(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """One database over another; waits for other programs as long as a step does, where sqlite3 would wait for ever."""
    deadline = time.monotonic() + PATIENCE

    def look(status: int, _left: int, _pages: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise sqlite3.OperationalError("database is locked")

    source.backup(target, progress=look, sleep=0.05)


def _begun(connection: sqlite3.Connection) -> dt.date | None:
    """The day of the first step, by this machine's clock; None where it says no time."""
    found = connection.execute("SELECT at FROM steps WHERE id = 1").fetchone()
    try:
        return moments.day(found[0]) if found else None
    except (ValueError, OverflowError):
        return None


def back_up_daily(connection: sqlite3.Connection, path: Path) -> None:
    """Before the first change of a day, unless the book was begun today. Waits for one that is just being made."""
    today = dt.date.today()
    if _begun(connection) == today:
        return
    with _making:
        if not any(folder(path).glob(f"{today:%Y%m%d}-*.raredesk")):
            second.carry_later(back_up(connection, path, "daily", pages=False), path)


def back_up_ahead(connection: sqlite3.Connection, path: Path) -> None:
    """The same one, while nobody waits for it; not where nothing has come since the newest, which it would only push
    on."""
    if not _is_newest(connection, path):
        back_up_daily(connection, path)


def _is_newest(connection: sqlite3.Connection, path: Path) -> bool:
    last = "SELECT id, hash FROM steps ORDER BY id DESC LIMIT 1"
    for newest in backups_in(folder(path))[-1:]:
        with suppress(sqlite3.Error), closing(opened(newest)) as copy:
            return bool(copy.execute(last).fetchone() == connection.execute(last).fetchone())
    return False
