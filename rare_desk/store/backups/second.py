"""A second folder for backups, on another drive perhaps: what was backed up beside the book is carried there too."""

import shutil
import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rare_desk.core.problems import Problem
from rare_desk.logs import LOG
from rare_desk.store import shapes
from rare_desk.store.backups import elsewhere, verifying
from rare_desk.store.backups.thinning import thin
from rare_desk.store.errors import BookError, book_error, said
from rare_desk.store.file import durable, locked, placing


@dataclass(frozen=True, slots=True)
class Second:
    """`lock` is None for copies that anybody can open."""

    folder: Path
    lock: locked.Lock | None = None


_trouble: Problem | None = None
_carrying: list[threading.Thread] = []


def choose(folder: str, lock: str = "") -> None:
    """For this program from now on; no folder: none. `lock` as `Lock.text` writes it."""
    global _trouble
    elsewhere.choose(folder, lock)
    _trouble = None


def chosen() -> Second | None:
    kept = elsewhere.chosen()
    return Second(Path(kept.folder), locked.lock_of_text(kept.lock)) if kept else None


def trouble() -> Problem | None:
    """Why the last backup made meanwhile, or its copy there, is not there; None when it is."""
    return _trouble


def missing(there: Second) -> Problem | None:
    try:
        found = there.folder.is_dir()
    except (OSError, ValueError):  # a name that no folder can have
        found = False
    return None if found else book_error("second-folder-missing", there.folder).problem


def place(connection: sqlite3.Connection, book: Path, there: Second) -> Path:
    """The book's own folder there: two books of one name do not share it."""
    found = connection.execute("SELECT value FROM settings WHERE name = 'desk_id'").fetchone()
    try:
        own = shapes.word(found[0])[-8:] if found else "book"
    except ValueError:
        own = ""
    if not own.isalnum():  # it would lead to another folder
        raise book_error("book-damaged", book)
    return there.folder / f"{book.name}-{own}"


def carry(copy: Path, book: Path) -> Path | None:
    """Where it is now; None without a second folder. BookError when it cannot be written whole."""
    there = chosen()
    if there is None:
        return None
    if (gone := missing(there)) is not None:
        raise BookError(gone)
    try:
        return _carried(copy, book, there)
    except BookError as failed:
        if failed.problem.code in _OF_THE_PLACE:
            raise book_error("second-folder-unwritable", there.folder) from failed
        raise


_OF_THE_PLACE = ("book-missing", "book-read-only", "book-unreachable")
"""What a system's refusal to write there is called, as if the folder were a book."""


def _carried(copy: Path, book: Path, there: Second) -> Path:
    with said(there.folder):
        with closing(verifying.opened(copy)) as connection:
            own = place(connection, book, there)
        placing.refuse_too_long(own / f"{copy.name}{locked.ENDING}.part")
        own.mkdir(exist_ok=True)
        durable.clear(own)
        if there.lock is not None:
            out = own / (copy.name + locked.ENDING)
            locked.lock(copy, out, there.lock)
        else:
            out = own / copy.name
            _copy(copy, out)
        thin(own)
    return out


def _copy(copy: Path, out: Path) -> None:
    unfinished = durable.unfinished(out)
    try:
        shutil.copyfile(copy, unfinished)
        verifying.verify_alike(unfinished, copy)
        durable.put(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)


def carry_later(copy: Path, book: Path) -> None:
    """Meanwhile its pages are checked too: nothing that is being saved waits for that, nor for another drive. The
    program ends when it is done."""
    thread = threading.Thread(target=_carry_quietly, args=(copy, book), name="second backup")
    _carrying.append(thread)
    thread.start()


def _carry_quietly(copy: Path, book: Path) -> None:
    global _trouble
    try:
        try:
            verifying.verify_pages(copy)
        except BookError:
            copy.unlink(missing_ok=True)
            raise
        carry(copy, book)
        _trouble = None
    except BookError as error:
        _trouble = error.problem
        LOG.info("second backup: %s", error.problem.code)


def settled() -> None:
    """All that is being carried has arrived, or has failed."""
    while _carrying:
        _carrying.pop().join()
