"""Finding the table in a sheet: its header rows, its columns, and what stands around it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rare_desk import words as dictionary
from rare_desk.sheets.reading.cells import Area, BadCell, Cell, Merge, RawSheet
from rare_desk.sheets.reading.meaning.columns import Column, meaning
from rare_desk.sheets.reading.meaning.vocabulary import (
    BASES,
    KINDS,
    Kind,
    fold,
    mass_unit,
    money_measure,
    price_measure,
    without_space,
)

_SEARCHED = 200
_LEVELS = 3
_WIDEST = 500
"""Columns that tell whether words head a table."""
_LONGEST = 32_767
"""Characters that a cell of a workbook holds."""
_TITLES = 12
"""Rows after a header in which a better one is still looked for."""

TOTAL = re.compile(
    r"^(?:小计|合计|总计|累计|本页小计|本月合计|本年累计|共计|subtotal|sub-total|grandtotal|total)|(?:小计|合计|总计)$"
    r"|^[∑σ]|^(?:本[日周月季年]|全年|当[日月年])?累计:?$|^sum[:)]?$"
    r"|^(?:page|day|daily|month|monthly|quarter|year|annual)total"
)

_FIGURE = re.compile(r"[\d.,]+|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")


_NOWHERE = Area(1, 1, 0, 0)


@cache
def _reasons() -> frozenset[str]:
    """Over the column that says why a saved row was not imported; what stands right of it is ours."""
    return frozenset(without_space(dictionary.word("imports.why", one)) for one in dictionary.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Table:
    """`header_first` and `header_last` are the sheet's row numbers; `levels` the header's words of each column."""

    header_first: int
    header_last: int
    levels: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()
    """The words above the header: title, unit, who made it."""
    area: Area = _NOWHERE
    """Its cells, header and rows."""
    top: int = 1
    """The row in which its titles begin."""

    def columns(self, kind: Kind) -> tuple[Column, ...]:
        return tuple(meaning(words, kind, at) for at, words in enumerate(self.levels) if words)

    @property
    def key(self) -> tuple[str, ...]:
        """The set of headers, by which a template is found again; of wrong rows that were saved to be put right those
        of the file that they came from."""
        heads = ["/".join(map(without_space, words)) for words in self.levels]
        end = next((at for at, head in enumerate(heads) if head in _reasons()), len(heads))
        return tuple(sorted({head for head in heads[:end] if head}))


def text_of(cell: Cell) -> str:
    """A cell as a header's word; empty for what is no word."""
    if isinstance(cell, str):
        return cell[:_LONGEST].strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if isinstance(cell, BadCell) else str(cell)


def find_table(sheet: RawSheet) -> Table | None:
    """The header that names most fields, a product and a quantity or price among them; None when there is none."""
    best: tuple[int, int, int] | None = None
    limit = min(len(sheet.rows), _SEARCHED)
    for first in range(limit):
        if best and first > best[1] + _TITLES:
            break
        if not any(isinstance(cell, str) and cell.strip() for cell in sheet.rows[first]):
            continue
        for last in range(first, min(first + _LEVELS, limit)):
            if last > first and is_record(sheet.rows[last]):
                break
            score = score_of(levels_of(sheet, first, last))
            if score and (best is None or (score, first - last) > (best[0], best[1] - best[2])):
                best = (score, first, last)
    if best is None:
        return None
    return table_at(sheet, best[1] + 1, _whole_header(sheet, best[1], best[2]) + 1)


def table_at(sheet: RawSheet, header_first: int, header_last: int) -> Table:
    """The table under the header in these rows of the sheet, counted from 1."""
    above = tuple(text for row in sheet.rows[: header_first - 1] for cell in row if (text := text_of(cell)))
    levels = levels_of(sheet, header_first - 1, header_last - 1)
    return Table(header_first, header_last, levels, above, sheet.area()._replace(first_row=header_first))


def score_of(levels: tuple[tuple[str, ...], ...]) -> int:
    """Named fields of the better kind; 0 when these words head no table."""
    best = 0
    levels = levels[:_WIDEST]
    for kind in KINDS:
        named = [column.field for column in (meaning(words, kind) for words in levels if words) if column.field]
        fields = set(named)
        dated = "date" in fields or "day" in fields
        if "product" in fields and dated and fields & {"quantity", "price", "mid", "range", "low"}:
            best = max(best, 10 * len(fields) + len(named))
    return best


def is_record(row: Sequence[Cell]) -> bool:
    """Whether it holds what no header does: two figures or days, as cells or in words."""
    found = 0
    for cell in row[:_WIDEST]:
        word = cell.strip() if isinstance(cell, str) else ""
        if (word[:1].isdigit() and _FIGURE.fullmatch(word)) or not isinstance(cell, str | BadCell):
            found += 1
            if found > 1:
                return True
    return False


def _whole_header(sheet: RawSheet, first: int, last: int) -> int:
    """Also the rows into which the header's merged cells reach, and a row of nothing but units and tax bases."""
    for _, (bottom, _) in _merges_from(sheet, first, last):
        if bottom < first + _LEVELS:
            last = max(last, bottom)
    while last + 1 < min(len(sheet.rows), first + _LEVELS) and _only_units(sheet.rows[last + 1]):
        last += 1
    return last


def _only_units(row: Sequence[Cell]) -> bool:
    words = [fold(cell) for cell in row if isinstance(cell, str) and cell.strip()]
    numbers = any(not isinstance(cell, str) for cell in row)
    return bool(words) and not numbers and all(_says_how(w) for w in words)


def _says_how(word: str) -> bool:
    """A unit, a currency or a tax basis by itself."""
    measured = mass_unit(f"({word.strip('()')})") or price_measure(word) or money_measure(word)
    return bool(measured) or word.strip("()") in BASES


def levels_of(sheet: RawSheet, first: int, last: int) -> tuple[tuple[str, ...], ...]:
    """The header's words of each column, from the rows `first` to `last` counted from 0."""
    grid = [[text_of(cell) for cell in row] for row in sheet.rows[first : last + 1]]
    _fill_merged(grid, sheet, first, last)
    for upper, lower in pairwise(grid):
        _fill_right(upper, lower)
    columns = []
    for words in zip(*grid, strict=True):
        levels: list[str] = []
        for word in words:
            if word and word not in levels[-1:]:
                levels.append(word)
        columns.append(tuple(levels))
    return tuple(columns)


def _fill_merged(grid: list[list[str]], sheet: RawSheet, first: int, last: int) -> None:
    for (top, left), (bottom, right) in _merges_from(sheet, first, last):
        word = grid[top - first][left - sheet.left] if 0 <= left - sheet.left < len(grid[0]) else ""
        for row in range(top, min(bottom, last) + 1):
            for column in range(max(left - sheet.left, 0), min(right - sheet.left + 1, len(grid[0]))):
                grid[row - first][column] = word


def _merges_from(sheet: RawSheet, first: int, last: int) -> list[Merge]:
    """Those that begin in these rows, counted from 0."""
    begin = bisect_left(sheet.merges, first, key=_top)
    return sheet.merges[begin : bisect_right(sheet.merges, last, key=_top)]


def _top(merge: Merge) -> int:
    return merge[0][0]


def _fill_right(upper: list[str], lower: list[str]) -> None:
    """An empty cell beside a word, both with words below, belongs to that word (merged cells that were not told)."""
    for at in range(1, len(upper)):
        if not upper[at] and lower[at] and upper[at - 1] and lower[at - 1] and lower[at - 1] != upper[at - 1]:
            upper[at] = upper[at - 1]


def fill_down(sheet: RawSheet, table: Table, not_columns: frozenset[int]) -> None:
    """Give merged cells below the header their value in every row of their own range, but for columns that add up."""
    for merge in sheet.merges:
        if merge[0][0] >= table.header_last:
            _fill_range(sheet, merge, not_columns)


def _fill_range(sheet: RawSheet, merge: Merge, not_columns: frozenset[int]) -> None:
    (top, left), (bottom, _) = merge
    at = left - sheet.left
    if at in not_columns or not 0 <= at < len(sheet.rows[0]) or top >= len(sheet.rows):
        return
    value = sheet.rows[top][at]
    for row in range(top + 1, min(bottom + 1, len(sheet.rows))):
        if sheet.rows[row][at] == "":
            sheet.rows[row][at] = value


def is_total(row: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and cell and TOTAL.search(fold(cell)) for cell in row)
