"""How far each book had come when this machine last had it.

A damaged log, a power cut on a disk that lies, or an older copy in its place leave a book that is sound and lacks its
newest steps: its own journal cannot tell. The last step is kept beside the preferences, a small file for each book's
place, and looked for when the book is opened.
"""

import datetime as dt
import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from rare_desk import paths
from rare_desk.core.problems import Problem, problem
from rare_desk.store.errors import shown
from rare_desk.store.file import durable

Tell = Callable[[Problem], object]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A book's last step: its number, hash and time. `first` is the hash of its first one, by which it is known from
    another book in its place."""

    first: str
    step: int
    hash: str
    at: str


_keeps = False
_writing = threading.Lock()
_tell: Tell | None = None


def choose(keeps: bool, tell: Tell | None = None) -> None:
    """Whether this program keeps and looks, from now on; `tell` hears of each book that is opened and lacks steps."""
    global _keeps, _tell
    _keeps, _tell = keeps, tell


def keep(connection: sqlite3.Connection, path: Path) -> None:
    """What the book has come to; nothing while it lacks a step that is kept already, until that is accepted. A machine
    that cannot keep it goes without."""
    if not _keeps:
        return
    with suppress(OSError, sqlite3.Error):
        now, before = _last(connection), _read(path)
        if now is None:
            return
        if before is not None and before.first == now.first and (before.step >= now.step or _lacks(connection, before)):
            return
        _write(path, now)


def accept(connection: sqlite3.Connection, path: Path) -> None:
    """The book as it is counts from now on."""
    now = _last(connection)
    if now is not None:
        _write(path, now)


def forget(path: Path) -> None:
    """What stands there from now on was put there on purpose."""
    with suppress(OSError):
        _file(path).unlink(missing_ok=True)


def look(connection: sqlite3.Connection, path: Path) -> None:
    """Tells whoever wants to hear of it that the book lacks steps."""
    if _tell is not None:
        with suppress(sqlite3.Error):
            found = behind(connection, path)
            if found is not None:
                _tell(found)


def behind(connection: sqlite3.Connection, path: Path) -> Problem | None:
    """What to say of a book in which the step is not that was the last one here."""
    kept, now = _read(path) if _keeps else None, _last(connection)
    if kept is None or now is None or kept.first != now.first or not _lacks(connection, kept):
        return None
    code = "book-behind" if now.step < kept.step else "book-elsewhere"
    kept_at, ended = _local(kept.at), _local(now.at)
    return problem(code, "file", shown(path.name), step=kept.step, at=kept_at, last=now.step, ended=ended)


def _lacks(connection: sqlite3.Connection, kept: Confirmed) -> bool:
    found = connection.execute("SELECT hash FROM steps WHERE id = ?", (kept.step,)).fetchone()
    return found is None or found[0] != kept.hash


def _last(connection: sqlite3.Connection) -> Confirmed | None:
    found = connection.execute(
        "SELECT (SELECT hash FROM steps ORDER BY id LIMIT 1), id, hash, at FROM steps ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return Confirmed(str(found[0]), int(found[1]), str(found[2]), str(found[3])) if found else None


def _local(at: str) -> str:
    """In this machine's time."""
    try:
        return f"{dt.datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError, OSError):
        return at


def _file(path: Path) -> Path:
    place = os.path.normcase(os.path.realpath(path))
    name = hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return paths.heads_dir() / f"{name}.json"


def _read(path: Path) -> Confirmed | None:
    """None where nothing can be read that this program has written."""
    try:
        read = json.loads(_file(path).read_text("utf-8"))
        return Confirmed(str(read["first"]), int(read["step"]), str(read["hash"]), str(read["at"]))
    except (OSError, ValueError, TypeError, LookupError):
        return None


def _write(path: Path, now: Confirmed) -> None:
    """Whole or not at all, also when several programs or threads do so at once."""
    target = _file(path)
    fresh = target.with_suffix(f".{os.getpid()}.new")
    with _writing:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps({"book": shown(str(path))} | asdict(now), ensure_ascii=False), "utf-8")
            durable.put(fresh, target)
        finally:
            fresh.unlink(missing_ok=True)
