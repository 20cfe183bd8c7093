"""A hash of the journal that was kept elsewhere: as it is, or in a file that `export journal` wrote; and the last step
of each book, which this machine keeps by itself."""

import re
from collections.abc import Iterator
from pathlib import Path

from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.store.book import Book
from rare_desk.store.errors import said
from rare_desk.store.file import confirmed

_HASH = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])")


def read_head(given: str) -> str:
    """The hash itself, or the last one in the file of that name: workbook, CSV, JSON or a note. Refused when there is
    none."""
    given = given.strip()
    if _HASH.fullmatch(given):
        return given.lower()
    try:
        found = [found for text in _texts(Path(given)) for found in _HASH.findall(text)]
    except (OSError, ValueError):
        found = []
    if not found:
        raise Refused(problem("no-head", "", given))
    return str(found[-1]).lower()


def keep(book: Book) -> None:
    """What the book has come to, to be looked for when it is opened again."""
    confirmed.keep(book.connection, book.path)


def behind(book: Book) -> Problem | None:
    """What to say of a book that lacks a step which was confirmed on this machine."""
    return confirmed.behind(book.connection, book.path)


def accept(book: Book) -> None:
    """It is the one that is wanted, as it is."""
    with said(book.path):
        confirmed.accept(book.connection, book.path)


def _texts(file: Path) -> Iterator[str]:
    data = file.read_bytes()
    if not data.startswith(b"PK"):
        yield data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1")
        return
    from rare_desk.sheets.reading.workbooks.workbook import read_file

    raw = read_file(data, file.name)
    if isinstance(raw, Problem):
        raise Refused(raw)
    for sheet in raw.sheets:
        for row in sheet.rows:
            yield " ".join(str(cell) for cell in row)
