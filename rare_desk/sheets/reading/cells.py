"""What a reader hands on: sheets of cells with their places, whatever file they came from."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BadCell:
    """Stands where the file holds no value to read: `error-cell` with its text, or `formula-without-value`."""

    code: str
    text: str = ""


Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | BadCell
Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last row and column, both counting from 0 in the sheet."""


@dataclass(slots=True)
class RawSheet:
    """`rows[i]` is the sheet's row i + 1; `left` sheet columns lie before the first cell of every row."""

    name: str
    rows: list[list[Cell]]
    left: int = 0
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    """Row numbers as Excel shows them."""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class RawFile:
    """`errors_seen`: whether error cells can be told from empty ones; `epoch_1904`: how plain day numbers count."""

    sheets: tuple[RawSheet, ...]
    errors_seen: bool = True
    epoch_1904: bool = False
