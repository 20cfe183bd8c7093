"""From bytes to sheets of cells, through calamine where the file is a workbook."""

import io
import struct
from collections.abc import Callable
from itertools import islice
from typing import cast

import python_calamine as calamine

from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.reading.bounds import MOST_CELLS, Facts, check_archive
from rare_desk.sheets.reading.cells import Cell, RawFile, RawSheet
from rare_desk.sheets.reading.compound import Broken, check_compound
from rare_desk.sheets.reading.sniff import Format, file_format
from rare_desk.sheets.reading.text import read_html, read_text

Progress = Callable[[float], None]
"""Called with the part done, 0 to 1; may raise to cancel."""

_MOST_MERGES = 200_000
_ROWS_PER_REPORT = 5000


def read_file(data: bytes, name: str, progress: Progress | None = None) -> RawFile | Problem:
    """The file's sheets; a Problem with a `file-` code when it cannot be read."""
    found = file_format(data, name)
    if isinstance(found, Problem):
        return found
    if found == "text":
        return read_text(data, name)
    if found == "html":
        return read_html(data, name)
    facts = Facts({}, {})
    if found == "xls":
        try:
            check_compound(data)
        except (Broken, struct.error):
            return problem("file-truncated", value=name)
    else:
        checked = check_archive(data, name)
        if isinstance(checked, Problem):
            return checked
        facts = checked
    return _workbook(data, name, found, facts, progress)


def _workbook(data: bytes, name: str, found: Format, facts: Facts, progress: Progress | None) -> RawFile | Problem:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = [
                _sheet(book.get_sheet_by_name(meta.name), meta, facts, progress)
                for meta in book.sheets_metadata
                if meta.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError:
        return problem("file-locked", value=name)
    except (OverflowError, MemoryError) as fault:
        return problem("file-too-big", value=name, detail=str(fault))
    except (calamine.CalamineError, OSError, ValueError):
        return problem("file-truncated", value=name)
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # how calamine's own assertions arrive
            raise
        return problem("file-truncated", value=name)
    if not any(sheet.rows for sheet in sheets):
        return problem("file-empty", value=name)
    return RawFile(tuple(sheets), errors_seen=found == "xlsx", epoch_1904=facts.epoch_1904, remarks=facts.remarks)


def _sheet(
    sheet: calamine.CalamineSheet, meta: calamine.SheetMetadata, facts: Facts, progress: Progress | None
) -> RawSheet:
    height, width = sheet.total_height, sheet.width
    if height * max(width, 1) > MOST_CELLS:
        raise OverflowError(f"{height} × {width}")
    rows: list[list[Cell]] = []
    waiting = iter(sheet.iter_rows())
    while some := list(islice(waiting, _ROWS_PER_REPORT)):
        rows += cast("list[list[Cell]]", some)
        if progress is not None:
            progress(len(rows) / max(height, 1))
    left = sheet.start[1] if sheet.start else 0
    raw = RawSheet(meta.name, rows, left, hidden=meta.visible != calamine.SheetVisibleEnum.Visible)
    try:
        raw.merges = (sheet.merged_cell_ranges or [])[:_MOST_MERGES]
    except calamine.CalamineError:
        raw.merges = []
    known = facts.sheets.get(facts.names.get(meta.name, ""))
    if known:
        raw.hidden_rows = frozenset(known.hidden_rows)
        for (at, column), bad in known.bad.items():
            if at < len(rows) and 0 <= column - left < len(rows[at]):
                rows[at][column - left] = bad
    return raw
