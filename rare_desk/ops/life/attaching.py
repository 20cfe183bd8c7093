"""Files beside a trade: kept by reference with the hash of what they held, and found again by it."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rare_desk.core import file_names
from rare_desk.core.problems import Refused, problem
from rare_desk.store.book import Book, Changes
from rare_desk.store.errors import shown
from rare_desk.store.reading.life.attachment_queries import Attachment, attachments_of
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.store.rows import Row

_CHUNK = 1 << 20
_MOST_LOOKED_AT = 100_000
"""Files of a folder and those below it; a whole disk is not searched."""


class State(StrEnum):
    """`MOVED`: a file elsewhere holds the same. `CHANGED`: the file is there and holds something else. `ELSEWHERE`:
    its place is on another machine, which is not called before somebody asks for it."""

    THERE = "there"
    MOVED = "moved"
    CHANGED = "changed"
    MISSING = "missing"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class File:
    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Seen:
    """`path` is where the file is now; of a missing one where it was."""

    attachment: Attachment
    state: State
    path: Path


def fingerprint(path: Path) -> File:
    """Reads the whole file. Refused when that cannot be done."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except (OSError, ValueError):
        unread = file_names.too_long(path.absolute()) or problem("attachment-unreadable", "file", shown(path.name))
        raise Refused(unread) from None
    return File(path.absolute(), size, digest.hexdigest())


def look(attachment: Attachment, folders: Sequence[Path] = (), asked: Collection[str] = ()) -> Seen:
    """Where the file is: at its place, beside it, or in these folders and those below them. Reads what it looks at, and
    of other machines only what lies in the shares that are `asked` for or one of the folders."""
    path, place = Path(attachment.path), file_names.share(attachment.path)
    known = {file_names.share(str(folder)) for folder in folders} | {*asked, ""}
    here = place in known and path.is_absolute()
    if here and _is_file(path):
        return Seen(attachment, State.THERE if _holds(path, attachment) else State.CHANGED, path)
    for folder, deep in (*([(path.parent, False)] if here else []), *((folder, True) for folder in folders)):
        for other in _files(folder, deep):
            if _holds(other, attachment):
                return Seen(attachment, State.MOVED, other)
    return Seen(attachment, State.MISSING if place in known else State.ELSEWHERE, path)


def look_at_all(
    book: Book, found: Sequence[Attachment], folder: Path | None = None, asked: Collection[str] = ()
) -> list[Seen]:
    """In the book's own folder as well, and in the one that is given."""
    folders = [book.path.absolute().parent, *([folder] if folder else [])]
    return [look(one, folders, asked) for one in found]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _files(folder: Path, deep: bool) -> Iterator[Path]:
    """In no order, whatever they are called: the hash decides."""
    try:
        for count, one in enumerate(folder.rglob("*") if deep else folder.iterdir()):
            if count >= _MOST_LOOKED_AT:
                return
            if one.is_file():
                yield one
    except (OSError, ValueError):
        return


def _holds(path: Path, attachment: Attachment) -> bool:
    try:
        return path.stat().st_size == attachment.size and fingerprint(path).sha256 == attachment.sha256
    except (OSError, Refused):
        return False


def attach(book: Book, trade: int, file: File, note: str = "") -> Changes:
    """Refused when the trade has a file with the same content already."""
    if any(one.sha256 == file.sha256 for one in attachments_of(book, "trades", trade)):
        raise Refused(problem("attached-already", "file", shown(file.path.name)))
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with book.step("attachment-added", name=shown(file.path.name)) as step:
        found = trades_by_id(book, [trade])
        if not found:
            raise Refused(problem("record-gone", "", trade))
        step.detail("what", found[0].number)
        row: Row = {
            "record": "trades",
            "row": trade,
            "name": shown(file.path.name),
            "path": shown(str(file.path)),
            "size": file.size,
            "sha256": file.sha256,
            "added_at": at,
            "note": note.strip(),
        }
        step.insert("attachments", row)
    return step.changes


def keep_places(book: Book, found: Sequence[Seen]) -> Changes:
    """Of the files that have moved: they are looked for there from now on."""
    moved = [one for one in found if one.state is State.MOVED]
    with book.step("attachments-moved", count=str(len(moved))) as step:
        for one in moved:
            path = shown(str(one.path.absolute()))
            step.update("attachments", one.attachment.id, {"path": path, "name": shown(one.path.name)})
    return step.changes


def detach(book: Book, attachment: int) -> Changes:
    """The file itself stays where it is."""
    with book.step("attachment-removed") as step:
        row = step.read("attachments", attachment)
        step.detail("name", row["name"] if row else "")
        step.delete("attachments", attachment)
    return step.changes
