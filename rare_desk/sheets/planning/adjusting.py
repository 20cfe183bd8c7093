"""What a user changes of a table as it was found: header, cells, meanings of columns, rows, single values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from rare_desk.sheets.planning.plan import Meaning, Options
from rare_desk.sheets.reading.cells import Area, RawSheet, letters
from rare_desk.sheets.reading.meaning.columns import Column, header_of
from rare_desk.sheets.reading.meaning.tables import Table, table_at
from rare_desk.sheets.reading.meaning.vocabulary import Kind, Measure


class TableKey(NamedTuple):
    """A table of an import; `table` counts from 0 in its sheet."""

    file: str
    sheet: str
    table: int = 0


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Rows are numbered as Excel shows them, columns count from 0 (A)."""

    header: tuple[int, int] | None = None
    """First and last row of the header."""
    area: Area | None = None
    meanings: Mapping[int, Meaning] = field(default_factory=dict)
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Corrected values by row and column, as typed."""
    left_out: frozenset[int] = frozenset()
    taken: frozenset[int] = frozenset()
    """Rows read although they look like no records."""
    skipped: bool = False
    """Nothing of this table is imported."""
    template: str | None = None
    """Chosen by hand, by its name; empty for none, None for the one found by the headers."""
    answers: Options = field(default_factory=Options)


NOTHING = Adjusted()


def table_of(sheet: RawSheet, found: Table | None, adjusted: Adjusted) -> tuple[RawSheet, Table | None]:
    """The sheet cut down to the table, and the table, as the user wants them; without a header no table."""
    area = adjusted.area or (found.area if found else sheet.area())
    part = sheet.part(area)
    header = adjusted.header or ((found.header_first, found.header_last) if found else None)
    if header is None or not 1 <= header[0] <= header[1] <= len(part.rows):
        return part, None
    if found and not adjusted.header and not adjusted.area:
        return part, found
    table = table_at(part, *header)
    above = found.above if found and not adjusted.header else table.above
    return part, replace(table, above=above)


def corrected(sheet: RawSheet, adjusted: Adjusted) -> RawSheet:
    """With the corrected values in their places; rows in which something may be put are copied."""
    if not adjusted.cells and not sheet.merges:
        return sheet
    rows = list(sheet.rows)
    merged = {row + 1 for (top, _), (bottom, _) in sheet.merges for row in range(top, min(bottom + 1, len(rows)))}
    for number in merged | {number for number, _ in adjusted.cells if 0 < number <= len(rows)}:
        rows[number - 1] = list(rows[number - 1])
    for (number, column), text in adjusted.cells.items():
        if 0 < number <= len(rows) and 0 <= column - sheet.left < len(rows[number - 1]):
            rows[number - 1][column - sheet.left] = text
    return replace(sheet, rows=rows)


def meanings_of(table: Table, kept: Mapping[str, Meaning], said: Mapping[int, Meaning]) -> dict[int, Meaning]:
    """By column of the sheet: what a template keeps by header, and over it what the user says now."""
    left = table.area.first_column
    headers = {at: header_of(levels) for at, levels in enumerate(table.levels, left) if levels}
    return {at: kept[header] for at, header in headers.items() if header in kept} | dict(said)


def columns_of(table: Table, kind: Kind, meanings: Mapping[int, Meaning]) -> tuple[Column, ...]:
    """What each column under a header means for records of this kind, as the user says where the user does."""
    left = table.area.first_column
    found = {column.at: column for column in table.columns(kind)}
    for at, meaning in meanings.items():
        column = found.get(at - left, Column(at - left, letters(at)))
        measure = Measure(meaning.unit, meaning.currency, meaning.factor)
        found[at - left] = Column(column.at, column.header, meaning.field, measure, meaning.basis)
    return tuple(column for _, column in sorted(found.items()) if 0 <= column.at < len(table.levels))
