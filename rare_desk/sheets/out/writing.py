"""Tables going out: what a table is, CSV and JSON, and the safe way onto the disk. Workbooks are in `workbooks`."""

import csv
import datetime as dt
import errno
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from rare_desk import paths
from rare_desk.core import file_names
from rare_desk.core.numbers import plain
from rare_desk.core.problems import Refused, problem
from rare_desk.moving import move

Cell = str | int | float | Decimal | dt.date | dt.datetime | bool | None
Row = Sequence[Cell]
Progress = Callable[[float], None]
"""Called with the part written, 0 to 1; may raise to cancel."""

ROWS_PER_REPORT = 2000
_UNFINISHED = "~rare-desk-"
"""In the name of a file that is being written; the number of the process follows."""
_BOOK = b"SQLite format 3\0"
_STALE = 600.0
"""Seconds without a change after which nobody writes it any more."""
_STEM_KEPT = 40
"""Letters of a name that may be as long as the disk allows."""
_BESIDE = 24
"""By how many letters the name of the file beside may be longer: a dot, the mark and the number of this process."""


class Kind(StrEnum):
    """What a column holds; decides number format, alignment and the form in JSON."""

    TEXT = "text"
    DATE = "date"
    STAMP = "stamp"
    COUNT = "count"
    MONEY = "money"
    PRICE = "price"
    MASS = "mass"
    PERCENT = "percent"
    SHARE = "share"
    """Of 1, written in percent."""
    LEVEL = "level"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is its name in JSON, `title` its header in the reader's language; `form` a number format of its own;
    `wrap` the width, in characters, after which its text goes on in another line."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    form: str = ""
    wrap: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]


class Unwritable(Refused):
    """The target cannot be written: open in another program, read-only, or the disk is full."""


_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Of full width too: an Excel that speaks Chinese takes them for the others."""


def harmless(text: str) -> str:
    """Text as CSV may carry it: a spreadsheet takes no cell of it for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_STARTS) else text


def as_typed(text: str) -> str:
    """What `harmless` was given: what a cell of CSV says without the mark that keeps it from being a formula."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA_STARTS) else text


def write_csv(path: Path, table: Table, progress: Progress | None = None) -> None:
    """UTF-8 with BOM, as Excel expects it; numbers plain, dates ISO."""
    with replacing(path) as beside, beside.open("w", -1, "utf-8-sig", "replace", "") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([harmless(column.title) for column in table.columns])
        for start in range(0, len(table.rows), ROWS_PER_REPORT):
            part = table.rows[start : start + ROWS_PER_REPORT]
            writer.writerows([_csv_cell(cell) for cell in row] for row in part)
            if progress is not None:
                progress((start + len(part)) / len(table.rows))


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    if cell is None:
        return ""
    return str(_plain_value(cell))


def write_json(path: Path, document: object) -> None:
    with replacing(path) as beside:
        beside.write_text(json_text(document) + "\n", "utf-8", "replace", "\n")


def write_text(path: Path, text: str) -> None:
    """UTF-8 as it is."""
    with replacing(path) as beside:
        beside.write_text(text, "utf-8", "replace", "\n")


def write_bytes(path: Path, data: bytes) -> None:
    """A file that is made already: a picture, a page."""
    with replacing(path) as beside:
        beside.write_bytes(data)


def records(table: Table) -> list[dict[str, Cell]]:
    """The rows by their columns' keys."""
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def json_text(document: object) -> str:
    """One JSON document: Decimal as a plain string, dates ISO, everything else as JSON has it."""
    return json.dumps(_jsonable(document), ensure_ascii=False, indent=1, allow_nan=False)


def _jsonable(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_jsonable(item) for item in value]
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    return _plain_value(value)


def _plain_value(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return value


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """An empty file beside `path` to write to; moved over `path` when the block ends well, removed otherwise.

    Raises Unwritable with one sentence where name, disk or another program forbids it, before the block where it can,
    and where a book stands: no file that is written out takes its place.
    """
    if (found := file_names.unfit(path.absolute() if path.name else path, room=_BESIDE)) is not None:
        raise Unwritable(found)
    if paths.is_device(path):
        raise Unwritable(problem("target-is-no-file", "file", path))
    if _is_book(path):
        raise Unwritable(problem("target-is-book", "file", path, other=free_name(path).name))
    beside = path.with_name(f".{path.stem[:_STEM_KEPT]}{_UNFINISHED}{os.getpid()}{path.suffix}")
    begun = False
    try:
        _clear(path.parent)
        beside.touch()
        begun = True
        yield beside
        with beside.open("r+b") as written:
            os.fsync(written.fileno())
        move(beside, path)
    except OSError as error:
        reason = _reason(error, path, begun=begun)
        raise Unwritable(problem(reason, "file", path, other=free_name(path).name)) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _is_book(path: Path) -> bool:
    """By its first bytes, whatever its name is; its log beside it too."""
    book = path.with_name(path.name.removesuffix("-wal").removesuffix("-journal"))
    try:
        if not book.is_file():
            return False
        with book.open("rb") as there:
            return there.read(len(_BOOK)) == _BOOK
    except OSError:
        return False


def _clear(folder: Path) -> None:
    """Removes what a program that ended while it wrote has left there."""
    now = time.time()
    for file in folder.glob(f".*{_UNFINISHED}*"):
        with suppress(OSError):
            if abs(now - file.stat().st_mtime) > _STALE:
                file.unlink()


def _reason(error: OSError, path: Path, *, begun: bool) -> str:
    """A folder that takes no file at all takes none under another name either."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "disk-full"
    if not path.parent.is_dir():
        return "no-such-folder"
    if begun and path.is_dir():
        return "target-is-folder"
    if begun and isinstance(error, PermissionError) and path.exists():
        return "target-in-use"
    return "cannot-write"


def free_name(path: Path) -> Path:
    """The same with a number behind it that no file has."""
    numbers = (path.with_name(f"{path.stem} ({n}){path.suffix}") for n in range(2, 1000))
    return next((name for name in numbers if not name.exists()), path)
