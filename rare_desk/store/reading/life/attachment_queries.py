"""Files that records of the book refer to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rare_desk.store import shapes
from rare_desk.store.book import Book


@dataclass(frozen=True, slots=True)
class Attachment:
    """Of the row `row` of the table `record`. `path` is where the file was, `sha256` what it held, `size` in bytes;
    `added_at` is UTC in ISO form."""

    id: int
    record: str
    row: int
    name: str
    path: str
    size: int
    sha256: str
    added_at: str
    note: str


_ALL = "SELECT id, record, row, name, path, size, sha256, added_at, note FROM attachments"


def attachments(book: Book) -> list[Attachment]:
    """Every one, in the order in which they were added."""
    return _read(book.fetch(f"{_ALL} ORDER BY id"))


def attachments_of(book: Book, record: str, row: int) -> list[Attachment]:
    return _read(book.fetch(f"{_ALL} WHERE record = ? AND row = ? ORDER BY id", (record, row)))


def _read(found: Iterable[tuple[Any, ...]]) -> list[Attachment]:
    rows = [Attachment(*values) for values in found]
    for row in rows:
        shapes.moment(row.added_at)
    return rows
