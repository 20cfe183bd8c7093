"""The rows of an import that are wrong, as a workbook to be put right: as they stood, with the reason beside them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from rare_desk.ops.imports.ledgers import ImportPlan
from rare_desk.sheets.out.writing import Column, Kind, Table
from rare_desk.sheets.planning.adjusting import Adjusted, TableKey
from rare_desk.sheets.planning.plan import SheetPlan
from rare_desk.sheets.reading.cells import RawSheet, letters
from rare_desk.sheets.reading.values import shown
from rare_desk.words import Language, sentence, word


def save_wrong_rows(
    plan: ImportPlan, out: Path, language: Language, adjusted: Mapping[TableKey, Adjusted] | None = None
) -> int:
    """How many rows went out, a sheet for each table. The columns are the file's own, so that it comes in again."""
    from rare_desk.sheets.out.workbooks import Cover, write_workbook

    tables = tuple(_tables(plan, language, adjusted or {}))
    lines = (
        (word("exports.when", language), f"{dt.datetime.now():%Y-%m-%d %H:%M}"),
        *((word("imports.file", language), file.name) for file in plan.files),
    )
    write_workbook(out, tables, Cover(word("exports.cover", language), out.stem, lines))
    return sum(len(table.rows) for table in tables)


def _tables(plan: ImportPlan, language: Language, adjusted: Mapping[TableKey, Adjusted]) -> Iterator[Table]:
    for scan, file in zip(plan.scans, plan.files, strict=True):
        raws = {raw.name: raw for raw in scan.raw.sheets}
        for sheet in file.sheets:
            if sheet.wrong:
                change = adjusted.get(TableKey(sheet.file, sheet.sheet, sheet.table), Adjusted())
                yield _table(sheet, raws[sheet.sheet], change, language)


def _table(sheet: SheetPlan, raw: RawSheet, change: Adjusted, language: Language) -> Table:
    reasons: dict[int, list[str]] = defaultdict(list)
    for found in sheet.problems:
        if not found.suspect:
            reasons[found.place.row].append(f"{found.place.column}: {sentence(found, language)}".removeprefix(": "))
    places = [(sheet.column_of(column), column.header) for column in sheet.columns]
    titles = (word("imports.wrong-row", language), *(header for _, header in places), word("imports.why", language))
    columns = tuple(Column(letters(at), title, Kind.TEXT) for at, title in enumerate(titles))
    rows = [
        (str(row), *(_cell(raw, change, row, at) for at, _ in places), "; ".join(said))
        for row, said in sorted(reasons.items())
    ]
    return Table(sheet.sheet or Path(sheet.file).stem, columns, rows)


def _cell(raw: RawSheet, change: Adjusted, row: int, column: int) -> str:
    if (row, column) in change.cells:
        return change.cells[row, column]
    cells, at = raw.rows[row - 1], column - raw.left
    return shown(cells[at]) if 0 <= at < len(cells) else ""
