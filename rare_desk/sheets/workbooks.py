"""Tables going out as a workbook: typed cells, formats, frozen header, filter, widths, and a sheet on what it is."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import LineChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.sheets.writing import Cell, Column, Kind, Table, replacing
from rare_desk.words import width

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
_LONGEST_CELL = 32_767
_ROWS_MEASURED = 200
_WIDEST = 48.0
_HEADER_FONT = Font(bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="E8ECF1")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")


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


def write_workbook(path: Path, tables: Sequence[Table], cover: Cover, charts: dict[str, Chart] | None = None) -> None:
    """One sheet per table, then the cover; `charts` by table name. Text stays text whatever it begins with."""
    with replacing(path) as beside:
        book = Workbook(write_only=True)
        for table in tables:
            sheet = book.create_sheet(_sheet_name(table.name))
            _write_table(sheet, table)
            if charts and table.name in charts and table.rows:
                _add_chart(sheet, table, charts[table.name])
        _write_cover(book.create_sheet(_sheet_name(cover.name)), cover)
        beside.write_bytes(packed(book))


def packed(book: Workbook) -> bytes:
    """The file's bytes: a disk that fills up while openpyxl writes would leave its archive half open."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_table(sheet: Worksheet, table: Table) -> None:
    sheet.freeze_panes = "A2"
    for position, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(position)].width = _width(table, position - 1, column)
    sheet.append([_header(sheet, column.title) for column in table.columns])
    kinds = [column.kind for column in table.columns]
    for row in table.rows:
        sheet.append([_cell(sheet, cell, kind) for cell, kind in zip(row, kinds, strict=True)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"


def _header(sheet: Worksheet, title: str) -> ExcelCell:
    cell = WriteOnlyCell(sheet, title)
    cell.data_type = "s"
    cell.font = _HEADER_FONT
    cell.fill = _HEADER_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(sheet: Worksheet, value: Cell, kind: Kind) -> ExcelCell | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _text(sheet, value)
    cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.number_format = FORMATS[kind] if kind is not Kind.TEXT else "General"
    return cell


def _text(sheet: Worksheet, value: str) -> ExcelCell:
    cell = WriteOnlyCell(sheet, clean(value))
    cell.data_type = "s"
    cell.number_format = FORMATS[Kind.TEXT]
    return cell


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
    for line in chart.series:
        line.smooth = False
        line.graphicalProperties.line.width = 15_000
    sheet.add_chart(chart, f"{get_column_letter(len(table.columns) + 2)}2")


def _write_cover(sheet: Worksheet, cover: Cover) -> None:
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].width = 80
    title = _text(sheet, cover.title)
    title.font = Font(bold=True, size=14)
    sheet.append([title])
    sheet.append([])
    for name, said in cover.lines:
        sheet.append([_text(sheet, name), _text(sheet, said)])


def clean(text: str) -> str:
    """What a cell can hold of it: no control characters, no more than 32,767 characters."""
    return _CONTROL.sub("", text)[:_LONGEST_CELL]


def _sheet_name(name: str) -> str:
    return _NOT_IN_SHEET_NAMES.sub(" ", name).strip("' ")[:31] or "Sheet"


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
