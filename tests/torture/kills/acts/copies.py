"""Backups: the first of a day, on demand, carried to a second folder, locked."""

import random
import sqlite3
from pathlib import Path

from rare_desk.ops.book import books
from rare_desk.ops.book.books import new_book
from rare_desk.store.backups import making, second
from rare_desk.store.book import Book
from rare_desk.store.file import locked
from rare_desk.store.journal import chain_hash
from rare_desk.store.undoing import changes_of
from tests.torture.kills.acts import BOOK, Said, Steps, entries
from tests.torture.kills.verify import PASSWORD


def daily(book: Book, chance: random.Random) -> Said:
    """The first change of a day, by a program that has just begun: as yet there is no backup of it."""
    for made in making.folder(book.path).glob("*.raredesk"):
        _put_by(made)
    with Book.open(book.path) as fresh:
        entries.add(fresh, chance)
        (made,) = making.folder(book.path).glob("*.raredesk")
        second.settled()
    return {"file": str(made)}


def asked(book: Book, chance: random.Random) -> Said:
    return {"file": str(books.backup(book.path))}


def elsewhere(book: Book, chance: random.Random) -> Said:
    """Over and over under few names: an older copy is moved away first, as the program overwrites none."""
    out = book.path.with_name(f"copy {chance.randrange(5)}.raredesk")
    if out.exists():
        _put_by(out)
    return {"file": str(books.backup(book.path, out))}


def _put_by(made: Path) -> None:
    """Where the program does not look for backups; the latest few."""
    folder = next(up for up in made.parents if (up / BOOK).exists()) / "put by"
    folder.mkdir(exist_ok=True)
    made.replace(folder / made.name)
    for old in sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime)[:-4]:
        old.unlink()


def carried(book: Book, chance: random.Random) -> Said:
    second.choose(str(_second(book)))
    made = books.carry(books.backup(book.path), book.path)
    return {"file": str(made)}


def carried_locked(book: Book, chance: random.Random) -> Said:
    second.choose(str(_second(book)), locked.new_lock(PASSWORD).text())
    made = books.carry(books.backup(book.path), book.path)
    second.choose(str(_second(book)))
    return {"file": str(made)}


def _second(book: Book) -> Path:
    folder = book.path.with_name("second")
    folder.mkdir(exist_ok=True)
    return folder


def prepare(folder: Path) -> None:
    """Of a book that was not begun today."""
    with new_book(folder / BOOK) as book:
        _grow_old(book.connection)
        entries.bring_in(book, random.Random(5))


def _grow_old(connection: sqlite3.Connection) -> None:
    """The one step of a new book as of last year, with the hash that it then has."""
    columns = "id, uuid, at, who, desk, label, details, kind, target, touched"
    ((number, uuid, _, *rest),) = connection.execute(f"SELECT {columns} FROM steps")
    said = (number, uuid, "2025-01-02T03:04:05.678+00:00", *rest)
    own = chain_hash("", said, (change.spoken() for change in changes_of(connection, number)))
    connection.execute("UPDATE steps SET at = ?, hash = ?", (said[2], own))


STEPS = Steps(
    {
        "add": (entries.add, 2),
        "daily backup": (daily, 4),
        "backup": (asked, 3),
        "backup elsewhere": (elsewhere, 3),
        "second folder": (carried, 3),
        "locked": (carried_locked, 2),
    },
    prepare,
)
