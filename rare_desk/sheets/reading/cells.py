"""What a reader hands on: sheets of cells with their places, whatever file they came from."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class BadCell:
    """Stands where the file holds no value to read: `error-cell` with its text, or `formula-without-value`."""

    code: str
    text: str = ""


Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | BadCell
Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last row and column, both counting from 0 in the sheet."""


class Area(NamedTuple):
    """Cells of a sheet as Excel numbers them: rows from 1, columns from 0 (A), the last ones included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def meets(self, other: "Area") -> bool:
        """Whether they have a cell in common."""
        rows = self.first_row <= other.last_row and other.first_row <= self.last_row
        return rows and self.first_column <= other.last_column and other.first_column <= self.last_column

    def __str__(self) -> str:
        """`C4:P83`"""
        return f"{letters(self.first_column)}{self.first_row}:{letters(self.last_column)}{self.last_row}"


def letters(column: int) -> str:
    """A column as Excel calls it; 0 is A."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(slots=True)
class RawSheet:
    """`rows[i]` is the sheet's row i + 1; `left` sheet columns lie before the first cell of every row."""

    name: str
    rows: list[list[Cell]]
    left: int = 0
    merges: list[Merge] = field(default_factory=list)
    """From the top down."""
    hidden_rows: frozenset[int] = frozenset()
    """Row numbers as Excel shows them."""
    struck: frozenset[tuple[int, int]] = frozenset()
    """Row and column, from 0 in the sheet, of cells with a line through them."""
    hidden: bool = False

    def area(self) -> Area:
        """Of all its cells."""
        width = len(self.rows[0]) if self.rows else 1
        return Area(1, max(len(self.rows), 1), self.left, self.left + max(width, 1) - 1)

    def part(self, area: Area) -> "RawSheet":
        """The sheet as if there were nothing right, left and below of the area; itself when that is so."""
        whole = self.area()
        begin, end = max(area.first_column, whole.first_column), min(area.last_column, whole.last_column)
        if (begin, end, min(area.last_row, whole.last_row)) == (
            whole.first_column,
            whole.last_column,
            whole.last_row,
        ):
            return self
        rows = [row[begin - self.left : end + 1 - self.left] for row in self.rows[: area.last_row]]
        merges = [m for m in self.merges if m[0][1] <= end and m[1][1] >= begin and m[0][0] < area.last_row]
        return replace(self, rows=rows, left=begin, merges=merges)


@dataclass(frozen=True, slots=True)
class RawFile:
    """`errors_seen`: whether error cells can be told from empty ones; `epoch_1904`: how plain day numbers count."""

    sheets: tuple[RawSheet, ...]
    errors_seen: bool = True
    epoch_1904: bool = False
    remarks: tuple[str, ...] = ()
    """What the file holds besides and is not read: `macros`, `external-links`."""


def columns_of(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The cells of rows of one length the other way round; some rows at a time, as a processor remembers no more."""
    columns: list[list[Cell]] = [[] for _ in rows[0]] if rows else []
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        for column, cells in zip(columns, zip(*rows[start : start + _ROWS_AT_ONCE], strict=True), strict=True):
            column += cells
    return columns
