"""A sheet filled row by row, in which formulas refer to rows by their number."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.sheets.out.workbooks import FORMATS, clean, print_set_up
from rare_desk.sheets.out.writing import Cell, Kind
from rare_desk.words import width

_INPUT = PatternFill("solid", fgColor="FFF6E5")
_HEAD = PatternFill("solid", fgColor="E8ECF1")
_BOLD = Font(bold=True)
_FIRST, _BESIDE = Alignment(horizontal="left"), Alignment(horizontal="left", indent=1)
"""Words and days, in the first column and behind figures."""
_NARROWEST, _WIDEST = 9, 44
_FIGURE_WIDTH = {Kind.RAW: 18, Kind.PRICE: 16, Kind.LEVEL: 12, Kind.DATE: 12}


@dataclass(frozen=True, slots=True)
class Formula:
    """Without its equals sign."""

    text: str


@dataclass(frozen=True, slots=True)
class Titled:
    title: str
    kind: Kind = Kind.TEXT


class Grid:
    """Numbers given are inputs and tinted; what follows from them is a `Formula`. Text never becomes one."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Titled]) -> None:
        self.sheet = sheet
        self.columns = tuple(columns)
        self.last = 1
        self._widths = [max(width(column.title) + 3, _FIGURE_WIDTH.get(column.kind, _NARROWEST)) for column in columns]
        sheet.freeze_panes = "A2"
        for number, column in enumerate(self.columns, 1):
            cell = sheet.cell(1, number, clean(column.title))
            cell.data_type = "s"
            cell.font, cell.fill = _BOLD, _HEAD
            left = column.kind in (Kind.TEXT, Kind.DATE)
            cell.alignment = Alignment(
                horizontal="left" if left else "right",
                vertical="center",
                wrap_text=True,
                indent=int(left and number > 1),
            )

    @property
    def next(self) -> int:
        """The number that the next row will have."""
        return self.last + 1

    def add(self, *values: Cell | Formula) -> int:
        """One value a column; gives the row's number."""
        self.last += 1
        for number, (value, column) in enumerate(zip(values, self.columns, strict=True), 1):
            if value is not None and value != "":
                self._write(number, value, column.kind)
        return self.last

    def _write(self, number: int, value: Cell | Formula, kind: Kind) -> None:
        cell = self.sheet.cell(self.last, number)
        if isinstance(value, str):
            cell.value = clean(value)
            cell.data_type = "s"
            cell.alignment = _BESIDE if number > 1 else _FIRST
            self._widths[number - 1] = max(self._widths[number - 1], width(value) + 2)
            return
        if isinstance(value, Formula):
            cell.value = f"={value.text}"
        else:
            cell.value = value
            if kind not in (Kind.TEXT, Kind.DATE, Kind.COUNT):
                cell.fill = _INPUT
        if kind is Kind.DATE:
            cell.alignment = _BESIDE if number > 1 else _FIRST
        cell.number_format = FORMATS[kind] if kind is not Kind.TEXT else "General"

    def finish(self) -> None:
        """After the last row."""
        for number, wide in enumerate(self._widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = min(wide, _WIDEST)
        print_set_up(self.sheet, sum(min(wide, _WIDEST) for wide in self._widths))

    def at(self, column: str, row: int) -> str:
        """A cell, as formulas of other sheets call it."""
        return f"{sheet_of(self)}!${column}${row}"

    def span(self, column: str, first: int, last: int) -> str:
        return f"{sheet_of(self)}!${column}${first}:${column}${last}"


def sheet_of(grid: Grid) -> str:
    return "'" + grid.sheet.title.replace("'", "''") + "'"
