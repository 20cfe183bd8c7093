"""From bytes to sheets of cells, through calamine where the file is a workbook."""

import io
import struct
from itertools import islice
from typing import cast

import python_calamine as calamine

from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.reading.cells import Cell, Merge, RawFile, RawSheet
from rare_desk.sheets.reading.json_text import is_json, read_json
from rare_desk.sheets.reading.limits import Progress, Room, TooBig
from rare_desk.sheets.reading.sniff import Format, file_format
from rare_desk.sheets.reading.text import read_html, read_text
from rare_desk.sheets.reading.workbooks.bounds import Facts, check_archive
from rare_desk.sheets.reading.workbooks.compound import Broken, Locked, check_compound
from rare_desk.sheets.reading.workbooks.merged_cells import with_lists_in_front

_MOST_MERGES = 200_000
_ELSEWHERE = "'file:"
"""Begins the name of a table in which an ods keeps what it took from another workbook."""
_ROWS_PER_REPORT = 5000


def read_file(data: bytes, name: str, progress: Progress | None = None) -> RawFile | Problem:
    """The file's sheets; a Problem with a `file-` code when it cannot be read."""
    found = file_format(data, name)
    if isinstance(found, Problem):
        return found
    try:
        if found == "text":
            made = read_json(data, name) if is_json(data) else None
            return read_text(data, name, progress) if made is None else made
        if found == "html":
            return read_html(data, name)
    except TooBig as much:
        return problem("file-too-large", value=name, detail=str(much))
    facts = _old_facts(data, name) if found == "xls" else check_archive(data, name)
    return facts if isinstance(facts, Problem) else _workbook(data, name, found, facts, progress)


def _old_facts(data: bytes, name: str) -> Facts | Problem:
    try:
        return Facts({}, {}, remarks=check_compound(data))
    except Locked:
        return problem("file-locked", value=name)
    except TooBig as much:
        return problem("file-too-big", value=name, detail=str(much))
    except (Broken, struct.error):
        return problem("file-truncated", value=name)


def _workbook(data: bytes, name: str, found: Format, facts: Facts, progress: Progress | None) -> RawFile | Problem:
    lists = {part: sheet.merges for part, sheet in facts.sheets.items() if sheet.merges is not None}
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(with_lists_in_front(data, lists))) as book:
            room = Room()
            sheets = [
                _sheet(book.get_sheet_by_name(meta.name), meta, facts, room, progress)
                for meta in book.sheets_metadata
                if meta.typ == calamine.SheetTypeEnum.WorkSheet and not meta.name.startswith(_ELSEWHERE)
            ]
    except calamine.PasswordError:
        return problem("file-locked", value=name)
    except (TooBig, OverflowError, MemoryError) as fault:
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
    sheet: calamine.CalamineSheet, meta: calamine.SheetMetadata, facts: Facts, room: Room, progress: Progress | None
) -> RawSheet:
    height, width = sheet.total_height, sheet.width
    room.take(height, max(width, 1))
    rows: list[list[Cell]] = []
    waiting = iter(sheet.iter_rows())
    while some := list(islice(waiting, _ROWS_PER_REPORT)):
        rows += cast("list[list[Cell]]", some)
        if progress is not None:
            progress(len(rows) / max(height, 1))
    left = sheet.start[1] if sheet.start else 0
    raw = RawSheet(meta.name, rows, left, hidden=meta.visible != calamine.SheetVisibleEnum.Visible)
    try:
        raw.merges = _merges(sheet.merged_cell_ranges or [], height * width)
    except calamine.CalamineError:
        raw.merges = []
    known = facts.sheets.get(facts.names.get(meta.name, ""))
    if known:
        raw.hidden_rows, raw.struck = frozenset(known.hidden_rows), frozenset(known.struck)
        for (at, column), bad in known.bad.items():
            if at < len(rows) and 0 <= column - left < len(rows[at]):
                rows[at][column - left] = bad
    return raw


def _merges(found: list[Merge], cells: int) -> list[Merge]:
    """From the top down. As merged cells never overlap, those that cover more than the sheet has are not taken."""
    kept: list[Merge] = []
    for (top, left), (bottom, right) in sorted(found[:_MOST_MERGES]):
        cells -= bottom - top + 1
        if cells < 0:
            break
        kept.append(((top, left), (bottom, right)))
    return kept
