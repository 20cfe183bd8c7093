"""Several tables in one sheet: side by side, parted by an empty column or a second set of headers, and under one
another, parted by another header or by a title that says something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from rare_desk.core.parsing import parse_date
from rare_desk.core.problems import Problem
from rare_desk.sheets.reading.cells import Cell, RawSheet
from rare_desk.sheets.reading.meaning.tables import Table, find_table, is_record, is_total, levels_of, score_of, text_of
from rare_desk.sheets.reading.meaning.vocabulary import fold

_SEARCHED = 200
_TITLE_CELLS = 2
_MOST_TRIED, _MOST_TABLES = 20_000, 400
"""Rows of a sheet that are looked at as headers of a further table, and tables that are found; what is below belongs to
the last one."""
_MOST_BESIDE, _WIDEST = 60, 100
"""Columns at which a table beside the first is looked for, and how many columns then tell."""
_SIDE_WORDS = re.compile(r"采购|进货|购进|收购|销售|出货|售出|purchas|buying|sales|selling|单位:|units?:")


def find_tables(sheet: RawSheet) -> tuple[Table, ...]:
    """From left to right, each column of tables from top to bottom; a table's `area` says where it lies."""
    whole = find_table(sheet)
    if whole is None:
        return ()
    parts = _side_by_side(sheet, whole)
    if len(parts) == 1:
        return tuple(_under_one_another(sheet, whole))
    found: list[Table] = []
    for part in parts:
        table = find_table(part)
        if table is not None:
            shared = tuple(text for text in _lone_titles(sheet, table) if text not in table.above)
            found += _under_one_another(part, replace(table, above=(*table.above, *shared)))
    return tuple(found)


def _side_by_side(sheet: RawSheet, whole: Table) -> list[RawSheet]:
    cuts = _cuts(sheet, whole)
    if not cuts:
        return [sheet]
    area = sheet.area()
    begins = [0, *cuts]
    ends = [*cuts, len(whole.levels)]
    return [
        sheet.part(area._replace(first_column=sheet.left + begin, last_column=sheet.left + end - 1))
        for begin, end in zip(begins, ends, strict=True)
    ]


def _cuts(sheet: RawSheet, whole: Table) -> list[int]:
    """Columns at which another table begins: both sides have a header of their own."""
    top = sheet.rows[:_SEARCHED]
    empty = {at for at in range(len(whole.levels)) if not any(text_of(row[at]) for row in top)}
    first = next((words for words in whole.levels if words), ())
    cuts: list[int] = []
    begin = 0
    places = (
        at
        for at in range(1, len(whole.levels))
        if (at - 1 in empty and at not in empty) or (whole.levels[at] == first and first)
    )
    for at in islice(places, _MOST_BESIDE):
        if _heads(sheet, begin, min(at, begin + _WIDEST)) and _heads(sheet, at, min(len(whole.levels), at + _WIDEST)):
            cuts.append(at)
            begin = at
    return cuts


def _heads(sheet: RawSheet, begin: int, end: int) -> bool:
    area = sheet.area()._replace(first_column=sheet.left + begin, last_column=sheet.left + end - 1)
    return find_table(sheet.part(area._replace(last_row=min(area.last_row, _SEARCHED)))) is not None


def _lone_titles(sheet: RawSheet, table: Table) -> list[str]:
    """Words above the header that stand alone in their row: they hold for all tables beside one another."""
    rows = [[text for cell in row if (text := text_of(cell))] for row in sheet.rows[: table.header_first - 1]]
    return [row[0] for row in rows if len(row) == 1]


def _under_one_another(sheet: RawSheet, first: Table) -> Iterator[Table]:
    current, count = first, 1
    for at in islice(_candidates(sheet, first), _MOST_TRIED):
        if at < current.header_last:
            continue
        begin = _title_begin(sheet, at, current)
        table = _table_from(sheet, begin, at)
        if table is None or not _is_another(current, table):
            continue
        yield replace(current, area=current.area._replace(last_row=begin))
        current = replace(table, area=sheet.area()._replace(first_row=table.header_first))
        count += 1
        if count == _MOST_TABLES:
            break
    yield current


def _candidates(sheet: RawSheet, table: Table) -> Iterator[int]:
    """Rows that may be a header, as a date's cell tells them apart from records at once."""
    columns = [c for kind in ("trades", "quotes") for c in table.columns(kind)]
    at = next((c.at for name in ("date", "day", "product") for c in columns if c.field == name), 0)
    return (
        number
        for number, row in enumerate(sheet.rows[table.header_last :], table.header_last)
        if isinstance(cell := row[at], str) and not cell[:1].isdigit() and _is_wordy(row) and not _is_date(cell)
    )


@lru_cache(4096)
def _is_date(text: str) -> bool:
    return not isinstance(parse_date(text, day_first=True), Problem)


def _is_wordy(row: Sequence[Cell]) -> bool:
    words = sum(isinstance(cell, str) and bool(cell) and not cell[:1].isdigit() for cell in row)
    return words > _TITLE_CELLS and not any(isinstance(cell, float) for cell in row)


def _title_begin(sheet: RawSheet, header: int, current: Table) -> int:
    """The first row, counted from 0, of the blank and title rows above a header."""
    begin = header
    while begin > current.header_last:
        row = sheet.rows[begin - 1]
        if sum(bool(text_of(cell)) for cell in row) > _TITLE_CELLS or is_total(row):
            break
        begin -= 1
    return begin


def _table_from(sheet: RawSheet, begin: int, header: int) -> Table | None:
    """The table whose header begins in this row, its title beginning in the row `begin`."""
    last_ones = (
        row
        for row in range(header, min(header + 2, len(sheet.rows)))
        if row == header or not is_record(sheet.rows[row])
    )
    levels = {last: levels_of(sheet, header, last) for last in last_ones}
    last = max(levels, key=lambda row: (score_of(levels[row]), -row))
    if not score_of(levels[last]):
        return None
    above = tuple(text for row in sheet.rows[begin:header] for cell in row if (text := text_of(cell)))
    return Table(header + 1, last + 1, levels[last], above, top=begin + 1)


def _is_another(current: Table, table: Table) -> bool:
    """A header that only repeats the one before, as on each printed page, begins no table."""
    if table.levels[: len(current.levels)] != current.levels and not _repeats(current, table):
        return True
    said, before = (set(_SIDE_WORDS.findall(fold(" ".join(t.above)))) for t in (table, current))
    return bool(said) and said != before


def _repeats(current: Table, table: Table) -> bool:
    """The lowest words of the header alone, where it has several rows."""
    return [words[-1:] for words in table.levels] == [words[-1:] for words in current.levels]
