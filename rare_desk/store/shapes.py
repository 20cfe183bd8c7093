"""The JSON texts of a book, read once and in the one shape in which the program writes them.

ValueError for every other, which is told as something that another program has changed (`errors.of_the_file`). Names of
columns become parts of statements, and ids become loops: neither is taken from the file unseen.
"""

import datetime as dt
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any

from rare_desk.store.rows import Row, SqlValue

Stretches = list[tuple[int, int]]
MOST = 1 << 24
"""Rows of one change of the journal."""
_HIGHEST = 1 << 62
_ROOM, _ROOM_OF_A_ROW = 1 << 28, 1 << 12
"""Bytes that packed rows may come to: documents, and each row."""


@contextmanager
def as_written() -> Iterator[None]:
    """Around taking apart what was read: whatever of it is missing or of another kind is ValueError too."""
    try:
        yield
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, StopIteration) as error:
        raise ValueError("not as the program writes it") from error


def read(text: object) -> Any:
    if not isinstance(text, str | bytes):
        raise ValueError("no text")
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def word(text: object) -> str:
    found = read(text)
    if not isinstance(found, str):
        raise ValueError("not a word")
    return found


def fields(text: object) -> dict[str, Any]:
    found = read(text)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def items(text: object) -> list[Any]:
    found = read(text)
    if not isinstance(found, list):
        raise ValueError("not a list")
    return found


def details(text: object) -> dict[str, str]:
    """What fills the placeholders of a step's label."""
    found = fields(text)
    if not all(isinstance(value, str) for value in found.values()):
        raise ValueError("a step's details are none")
    return found


def day(text: str) -> str:
    """A day in ISO form."""
    dt.date.fromisoformat(text)
    return text


def moment(text: str) -> str:
    """UTC in ISO form, of a year that every clock knows in its own time."""
    if not "1971" <= text < "9999" or dt.datetime.fromisoformat(text).utcoffset() != dt.timedelta():
        raise ValueError("not a moment")
    return text


def row(text: object) -> Row:
    """Values by column; bytes are still hexadecimal digits."""
    found = fields(text)
    if not all(map(_is_value, found.values())):
        raise ValueError("not a row")
    return found


def value(text: object) -> SqlValue:
    """One value that stands, or stood, in many rows."""
    found: SqlValue = None if text is None else read(text)
    if not _is_value(found):
        raise ValueError("not a value")
    return found


@lru_cache
def columns(text: str | None) -> tuple[str, ...]:
    found = items(text)
    if not found or not all(isinstance(name, str) and name.isidentifier() for name in found):
        raise ValueError("not the names of columns")
    return tuple(found)


def column(text: str | None) -> str:
    """Of the one that was replaced in many rows."""
    (found,) = columns(text)
    return found


def stretches(text: str | None) -> Stretches:
    """Ids of rows as (first, last) of each unbroken stretch, ascending."""
    found, before, count = [], 0, 0
    for ends in items(text):
        if not isinstance(ends, list) or [type(end) for end in ends] != [int, int]:
            raise ValueError("not ids of rows")
        first, last = ends
        count += last - first + 1
        if not before < first <= last < _HIGHEST or count > MOST:
            raise ValueError("not ids of rows")
        found.append((first, last))
        before = last
    return found


def size(stretches: Sequence[tuple[int, int]]) -> int:
    return sum(last - first + 1 for first, last in stretches)


def numbers(stretches: Sequence[tuple[int, int]]) -> Iterator[int]:
    return (number for first, last in stretches for number in range(first, last + 1))


def some_of(stretches: Sequence[tuple[int, int]], first: int, end: int) -> list[int]:
    """The ids at the places from `first` to before `end`."""
    return list(islice(numbers(stretches), first, end))


def holds(text: str | None, row_id: int) -> bool:
    return any(first <= row_id <= last for first, last in stretches(text))


def packed_rows(packed: bytes | None, width: int, count: int) -> list[list[SqlValue]]:
    """So many rows of so many values each, bytes still as hexadecimal digits."""
    room = _ROOM + count * _ROOM_OF_A_ROW
    opened = zlib.decompressobj()
    try:
        text = opened.decompress(packed or b"", room)
    except zlib.error as error:
        raise ValueError("not packed rows") from error
    if not opened.eof:
        raise ValueError("not packed rows")
    found = items(text)
    for one in found:
        if not isinstance(one, list) or len(one) != width or not all(map(_is_value, one)):
            raise ValueError("not packed rows")
    if len(found) != count:
        raise ValueError("not so many packed rows")
    return found


def within(names: Sequence[str] | Mapping[str, object], known: Sequence[str]) -> None:
    if not set(names) <= set(known):
        raise ValueError("columns that the table does not have")


def _is_value(found: object) -> bool:
    return found is None or type(found) in (int, str)
