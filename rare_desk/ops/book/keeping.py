"""Where backups are kept beside the book and in a second folder, under a password or not."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from rare_desk import prefs
from rare_desk.core.problems import Problem
from rare_desk.store.backups import making, second, thinning
from rare_desk.store.book import Book
from rare_desk.store.errors import said
from rare_desk.store.file import locked


@dataclass(frozen=True, slots=True)
class Place:
    """`newest` is None where there is none yet; the time of day is this machine's."""

    folder: Path
    count: int = 0
    newest: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """`second` is None without a second folder; `trouble` says why a daily backup, or a copy there, was not made."""

    beside: Place
    second: Place | None = None
    trouble: Problem | None = None


def follow(kept: prefs.Prefs) -> None:
    """This program's backups go where the preferences of this machine say."""
    second.choose(kept.backup_folder, kept.backup_lock)


def choose_folder(folder: Path | None) -> None:
    """None: no second folder. Kept on this machine, for all books."""
    kept = prefs.shared()
    kept.backup_folder = str(folder) if folder else ""
    kept.save()
    follow(kept)


def choose_password(password: str) -> None:
    """Of copies from now on; empty: none. Not the password is kept, but what locks with it. Takes half a second."""
    kept = prefs.shared()
    kept.backup_lock = locked.new_lock(password).text() if password else ""
    kept.save()
    follow(kept)


def has_password(kept: prefs.Prefs) -> bool:
    return locked.lock_of_text(kept.backup_lock) is not None


def back_up_ahead(book: Book) -> None:
    """Makes the backup that comes before the day's first step, so that the step need not wait for it. Of a reader too;
    BookError where it cannot be made, which the step will say again."""
    with said(book.path):
        making.back_up_ahead(book.connection, book.path)


def nearest(book: Path) -> Path:
    """Where backups of it are to be looked for first: in their folder beside it, before there is one where it lies."""
    beside = making.folder(book)
    return beside if beside.is_dir() else book.parent


def standing(book: Book) -> Standing:
    beside = _place(making.folder(book.path))
    there = second.chosen()
    if there is None:
        return Standing(beside, None, second.trouble())
    own = second.place(book.connection, book.path, there)
    missing = second.missing(there)
    return Standing(beside, Place(own) if missing else _place(own), second.trouble() or missing)


def _place(folder: Path) -> Place:
    found = thinning.backups_in(folder)
    times = [time for file in found if (time := time_of(file.name))]
    return Place(folder, len(found), max(times, default=None))


def time_of(name: str) -> dt.datetime | None:
    """When the backup of that name was made, in this machine's time."""
    try:
        return dt.datetime.strptime(name[:15], "%Y%m%d-%H%M%S")
    except ValueError:
        return None
