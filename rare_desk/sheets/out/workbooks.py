"""Tables going out as a workbook: typed cells, formats, frozen header, filter, widths, print set-up, and what it is."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.sheets.out.charts import Chart, draw
from rare_desk.sheets.out.measures import FORMATS, measured
from rare_desk.sheets.out.sheet_rows import Rows, clean, literal, pack
from rare_desk.sheets.out.writing import Kind, Progress, Table, replacing
from rare_desk.words import width

__all__ = ["FORMATS", "MOST_ROWS", "Chart", "Cover", "clean", "packed", "print_set_up", "write_workbook"]

MOST_ROWS = 1_048_575
"""Of a sheet, under its header; a longer table goes on in the next sheet."""
_PAGE_WIDTH = 215.0
"""Characters across a landscape A4 page at the smallest size that still reads."""
_SQUEEZED = 0.15
"""Of a page, which is no reason for another one."""
_HEADER_HEIGHT = 20.0
"""Points."""
_CHINESE, _LATIN, _FONT_SIZE = "等线", "Calibri", 11
_COVER_WIDTH = 80.0
_HEADER_FILL = PatternFill("solid", fgColor="E8ECF1")
_HEADER_BORDER = Border(bottom=Side("thin", color="9AA5B1"))
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_UNALIGNED = (Kind.TEXT, Kind.DATE, Kind.STAMP)


@dataclass(frozen=True, slots=True)
class Cover:
    """The sheet that says what the workbook is: lines of a name and what it is."""

    name: str
    title: str
    lines: tuple[tuple[str, str], ...]


def write_workbook(
    path: Path,
    tables: Sequence[Table],
    cover: Cover,
    charts: Mapping[str, Chart] | None = None,
    progress: Progress | None = None,
) -> None:
    """One sheet per table (more for one that is longer than a sheet), behind it its chart if it has one by its name,
    and the cover at the end. Text stays text whatever it begins with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = clean(cover.title)
    font = _font(tables, cover)
    placed: dict[str, Rows] = {}
    for table in tables:
        for part in _parts(table):
            sheet = book.create_sheet(_sheet_name(part.name, book.sheetnames))
            placed[f"xl/worksheets/sheet{len(book.worksheets)}.xml"] = Rows(part.rows, _prepare(sheet, part, font))
            chart = charts.get(part.name) if charts else None
            if chart is not None and part.rows:
                draw(book.create_sheet(_sheet_name(chart.sheet, book.sheetnames)), part, sheet, chart)
    _write_cover(book.create_sheet(_sheet_name(cover.name, book.sheetnames)), cover, font)
    report = _Report(progress, sum(len(one.rows) for one in placed.values()))
    with replacing(path) as beside:
        pack(packed(book), beside, placed, report.add)


def packed(book: Workbook) -> bytes:
    """The file's bytes: a disk that fills up while openpyxl writes would leave its archive half open."""
    book.properties.creator = "Rare Desk"
    for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
        if cell.data_type == "s" and isinstance(cell.value, str) and "_x" in cell.value:
            cell.value, cell.data_type = literal(cell.value), "s"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Report:
    def __init__(self, progress: Progress | None, whole: int) -> None:
        self._progress, self._whole, self._done = progress, max(whole, 1), 0

    def add(self, rows: int) -> None:
        self._done += rows
        if self._progress is not None:
            self._progress(self._done / self._whole)


def _parts(table: Table) -> Iterable[Table]:
    yield replace(table, rows=table.rows[:MOST_ROWS])
    for number, start in enumerate(range(MOST_ROWS, len(table.rows), MOST_ROWS), 2):
        yield Table(f"{table.name} {number}", table.columns, table.rows[start : start + MOST_ROWS])


def _font(tables: Sequence[Table], cover: Cover) -> str:
    """That of a new workbook where its reader works: one font for characters and figures."""
    words = (cover.title, *(column.title for table in tables for column in table.columns))
    return _CHINESE if any(width(word) != len(word) for word in words) else _LATIN


def _prepare(sheet: Worksheet, table: Table, font: str) -> list[tuple[int, int]]:
    """All of the sheet but its rows; gives the numbers of each column's formats."""
    sheet.freeze_panes = "A2"
    found = [measured(table, place) for place in range(len(table.columns))]
    styles = []
    for place, column in enumerate(table.columns, 1):
        wide, form = found[place - 1]
        sheet.column_dimensions[get_column_letter(place)].width = wide
        cell = sheet.cell(1, place)
        _put(sheet, 1, place, column.title, Font(font, bold=True))
        cell.fill, cell.border = _HEADER_FILL, _HEADER_BORDER
        left = column.kind in _UNALIGNED
        indent = 1 if left and place > 1 else 0
        cell.alignment = Alignment(horizontal="left" if left else "right", vertical="center", indent=indent)
        text = _style(sheet, FORMATS[Kind.TEXT], indent, font, wrap=bool(column.wrap))
        styles.append((text, _style(sheet, form, indent if left else -1, font)))
    sheet.row_dimensions[1].height = _HEADER_HEIGHT
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(table.columns), 1))}{len(table.rows) + 1}"
    print_set_up(sheet, sum(wide for wide, _ in found))
    return styles


def _style(sheet: Worksheet, form: str, indent: int, font: str, *, wrap: bool = False) -> int:
    """`indent` in characters from the left; -1: at the right."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = form
    cell.font = Font(font, size=_FONT_SIZE)
    if indent >= 0:
        cell.alignment = Alignment(horizontal="left", indent=indent, wrap_text=wrap)
    return int(cell.style_id)


def print_set_up(sheet: Worksheet, width_in_characters: float) -> None:
    """A4 landscape, as many pages wide as it takes to be read, the header row and page numbers on each."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = ceil(width_in_characters / _PAGE_WIDTH - _SQUEEZED) or 1
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    if sheet.oddFooter is not None:
        sheet.oddFooter.left.text, sheet.oddFooter.center.text = "&A", "&P / &N"


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> None:
    cell = sheet.cell(row, column)
    cell.value = clean(text)
    cell.data_type = "s"
    cell.number_format = FORMATS[Kind.TEXT]
    cell.font = font


def _write_cover(sheet: Worksheet, cover: Cover, font: str) -> None:
    sheet.column_dimensions["A"].width = max([16.0, *(width(name) + 3.0 for name, _ in cover.lines)])
    sheet.column_dimensions["B"].width = _COVER_WIDTH
    sheet.sheet_view.showGridLines = False
    _put(sheet, 1, 1, cover.title, Font(font, bold=True, size=14))
    sheet.row_dimensions[1].height = 26.0
    for row, (name, said) in enumerate(cover.lines, 3):
        _put(sheet, row, 1, name, Font(font, color="5B6672"))
        _put(sheet, row, 2, said, Font(font))
        lines = max(ceil(width(said) / (_COVER_WIDTH - 4)), 1)
        sheet.row_dimensions[row].height = 18.0 * lines
        for column in (1, 2):
            sheet.cell(row, column).alignment = Alignment(vertical="center", wrap_text=column == 2)
    print_set_up(sheet, 100.0)
    sheet.print_title_rows = None


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """As Excel allows it, and none that the workbook has or that Excel keeps for itself."""
    plain = " ".join(_NOT_IN_SHEET_NAMES.sub(" ", clean(name)).split()).strip("' ") or "Sheet"
    used = {one.casefold() for one in taken} | {"history"}
    numbered = (f"{_cut(plain, 4)} {number}" for number in range(2, 1000))
    return next(one for one in (_cut(plain), *numbered) if one.casefold() not in used)


def _cut(name: str, room: int = 0) -> str:
    """To Excel's 31 characters, of which rare ones and pictures take two."""
    name = name[: _LONGEST_NAME - room]
    while len(name.encode("utf-16-le")) > 2 * (_LONGEST_NAME - room):
        name = name[:-1]
    return name.rstrip("' ")
