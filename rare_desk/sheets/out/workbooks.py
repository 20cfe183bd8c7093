"""Tables going out as a workbook: typed cells, formats, frozen header, filter, widths, print set-up, and what it is."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import cycle
from math import ceil, floor, log10
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.legend import Legend
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.sheets.out.sheet_rows import Rows, clean, pack
from rare_desk.sheets.out.writing import Cell, Column, Kind, Progress, Table, replacing
from rare_desk.words import width

__all__ = ["FORMATS", "MOST_ROWS", "Chart", "Cover", "clean", "packed", "print_set_up", "write_workbook"]

FORMATS = {
    Kind.TEXT: "@",
    Kind.DATE: "yyyy-mm-dd",
    Kind.STAMP: "yyyy-mm-dd hh:mm",
    Kind.COUNT: "#,##0",
    Kind.MONEY: "#,##0.00",
    Kind.PRICE: "#,##0.00##",
    Kind.MASS: "#,##0.000###",
    Kind.PERCENT: "0.##",
    Kind.LEVEL: "#,##0.00",
    Kind.RAW: "0.000000000",
}
MOST_ROWS = 1_048_575
"""Of a sheet, under its header; a longer table goes on in the next sheet."""
_ROWS_MEASURED = 200
_WIDEST = 48.0
_PAGE_WIDTH = 215.0
"""Characters across a landscape A4 page at the smallest size that still reads."""
_HEADER_HEIGHT = 20.0
"""Points."""
_HEADER_FONT = Font(bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="E8ECF1")
_HEADER_BORDER = Border(bottom=Side("thin", color="9AA5B1"))
_LINES = ("1F5FA8", "C2452D", "2E8B57", "8A5FB0", "C88A12", "4A7F8C")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_UNALIGNED = (Kind.TEXT, Kind.DATE, Kind.STAMP)


@dataclass(frozen=True, slots=True)
class Cover:
    """The sheet that says what the workbook is: lines of a name and what it is."""

    name: str
    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over the date column of the table's first column; `columns` by position, counted from 1."""

    title: str
    columns: tuple[int, ...]


def write_workbook(
    path: Path,
    tables: Sequence[Table],
    cover: Cover,
    charts: Mapping[str, Chart] | None = None,
    progress: Progress | None = None,
) -> None:
    """One sheet per table (more for one that is longer than a sheet), then the cover; `charts` by table name. Text
    stays text whatever it begins with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    placed: dict[str, Rows] = {}
    for table in tables:
        for part in _parts(table):
            sheet = book.create_sheet(_sheet_name(part.name, book.sheetnames))
            placed[f"xl/worksheets/sheet{len(book.worksheets)}.xml"] = Rows(part.rows, _prepare(sheet, part))
            if charts and part.name in charts and part.rows:
                _add_chart(sheet, part, charts[part.name])
    _write_cover(book.create_sheet(_sheet_name(cover.name, book.sheetnames)), cover)
    report = _Report(progress, sum(len(one.rows) for one in placed.values()))
    with replacing(path) as beside:
        pack(packed(book), beside, placed, report.add)


def packed(book: Workbook) -> bytes:
    """The file's bytes: a disk that fills up while openpyxl writes would leave its archive half open."""
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


def _prepare(sheet: Worksheet, table: Table) -> list[tuple[int, int]]:
    """All of the sheet but its rows; gives the numbers of each column's formats."""
    sheet.freeze_panes = "A2"
    widths = [_width(table, place, column) for place, column in enumerate(table.columns)]
    styles = []
    for place, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = widths[place - 1]
        cell = sheet.cell(1, place)
        _put(sheet, 1, place, column.title)
        cell.font, cell.fill, cell.border = _HEADER_FONT, _HEADER_FILL, _HEADER_BORDER
        left = column.kind in _UNALIGNED
        indent = 1 if left and place > 1 else 0
        cell.alignment = Alignment(horizontal="left" if left else "right", vertical="center", indent=indent)
        form = column.form or _form(table, place - 1)
        styles.append((_style(sheet, FORMATS[Kind.TEXT], indent), _style(sheet, form, indent if left else -1)))
    sheet.row_dimensions[1].height = _HEADER_HEIGHT
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(table.columns), 1))}{len(table.rows) + 1}"
    print_set_up(sheet, sum(widths))
    return styles


def _style(sheet: Worksheet, form: str, indent: int) -> int:
    """`indent` in characters from the left; -1: at the right."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = form
    if indent >= 0:
        cell.alignment = Alignment(horizontal="left", indent=indent)
    return int(cell.style_id)


def _form(table: Table, place: int) -> str:
    """The format of a column's figures: percentages with as many decimals as the column has."""
    kind = table.columns[place].kind
    if kind is Kind.TEXT:
        return "General"
    if kind is not Kind.PERCENT:
        return FORMATS[kind]
    places = max((_places(row[place]) for row in table.rows[:_ROWS_MEASURED]), default=0)
    return f"0.{'0' * places}" if places else "0"


def _places(cell: Cell) -> int:
    if not isinstance(cell, (Decimal, float)):
        return 0
    return len(f"{cell:.4f}".rstrip("0").partition(".")[2])


def print_set_up(sheet: Worksheet, width_in_characters: float) -> None:
    """A4 landscape, as many pages wide as it takes to be read, the header row and page numbers on each."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = ceil(width_in_characters / _PAGE_WIDTH) or 1
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    if sheet.oddFooter is not None:
        sheet.oddFooter.left.text, sheet.oddFooter.center.text = "&A", "&P / &N"


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font | None = None) -> None:
    cell = sheet.cell(row, column)
    cell.value = clean(text)
    cell.data_type = "s"
    cell.number_format = FORMATS[Kind.TEXT]
    cell.alignment = Alignment(vertical="top", wrap_text=column == 2)
    if font is not None:
        cell.font = font


def _add_chart(sheet: Worksheet, table: Table, wanted: Chart) -> None:
    chart = LineChart()
    chart.title = wanted.title
    chart.height, chart.width = 9, 24
    chart.y_axis.number_format = "#,##0"
    chart.x_axis.number_format = "yyyy-mm"
    chart.x_axis.delete = chart.y_axis.delete = False
    last = len(table.rows) + 1
    for position in wanted.columns:
        chart.add_data(Reference(sheet, min_col=position, min_row=1, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    for line, colour in zip(chart.series, cycle(_LINES), strict=False):
        line.smooth = False
        line.graphicalProperties.line.width = 19_000
        line.graphicalProperties.line.solidFill = colour
    chart.legend = Legend()
    chart.legend.position = "b"
    chart.y_axis.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill="E1E5EA", w=6_350)))
    chart.y_axis.scaling.min = _floor(table, wanted)
    sheet.add_chart(chart, f"{get_column_letter(len(table.columns) + 2)}2")


def _floor(table: Table, wanted: Chart) -> float | None:
    """Where the value axis begins: a round figure under all lines, as lines say nothing down to zero."""
    values = [
        float(value)
        for row in table.rows
        for value in (row[place - 1] for place in wanted.columns)
        if isinstance(value, (int, float, Decimal)) and value == value
    ]
    if not values or min(values) <= 0:
        return None
    span = max(values) - min(values) or min(values)
    step = 10.0 ** floor(log10(span))
    return max(floor((min(values) - 0.05 * span) / step) * step, 0.0)


def _write_cover(sheet: Worksheet, cover: Cover) -> None:
    sheet.column_dimensions["A"].width = max([20.0, *(width(name) + 3.0 for name, _ in cover.lines)])
    sheet.column_dimensions["B"].width = 80
    _put(sheet, 1, 1, cover.title, Font(bold=True, size=14))
    for row, (name, said) in enumerate(cover.lines, 3):
        _put(sheet, row, 1, name, Font(color="5B6672"))
        _put(sheet, row, 2, said)
    print_set_up(sheet, 100.0)
    sheet.print_title_rows = None


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """As Excel allows it, and none that the workbook has."""
    plain = _NOT_IN_SHEET_NAMES.sub(" ", name).strip("' ")[:31] or "Sheet"
    used = {one.casefold() for one in taken}
    numbered = (f"{plain[:27]} {number}" for number in range(2, 1000))
    return next(one for one in (plain, *numbered) if one.casefold() not in used)


def _width(table: Table, position: int, column: Column) -> float:
    longest = width(column.title)
    for row in table.rows[:_ROWS_MEASURED]:
        longest = max(longest, width(_shown(row[position], column.kind)))
    return min(_WIDEST, longest + 3.0)


def _shown(cell: Cell, kind: Kind) -> str:
    if cell is None:
        return ""
    if isinstance(cell, (Decimal, int, float)) and kind is not Kind.TEXT:
        places = {Kind.COUNT: 0, Kind.MASS: 3, Kind.RAW: 9}.get(kind, 2)
        return format(cell, f",.{places}f")
    return str(cell)
