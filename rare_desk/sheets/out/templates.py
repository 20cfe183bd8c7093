"""Blank workbooks that a user fills in: header, an example row, drop-down lists, a sheet that explains each column."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.sheets.out.workbooks import FORMATS, clean, packed, print_set_up
from rare_desk.sheets.out.writing import Cell, Kind, replacing
from rare_desk.words import width

_FILLED_ROWS = 2000
"""As many rows have their lists."""
_CHOICES_TOLD = 6
"""In the help; the drop-down has them all."""
_NEEDED, _FREE, _LINE = "FFE9C7", "E8ECF1", Border(bottom=Side("thin", color="9AA5B1"))
_EXAMPLE = Font(italic=True, color="8A94A0")


@dataclass(frozen=True, slots=True)
class Blank:
    """A column to fill in. `choices` make a drop-down; with `others` it also takes what is not in the list."""

    title: str
    help: str
    kind: Kind = Kind.TEXT
    needed: bool = False
    example: Cell = None
    choices: tuple[str, ...] = ()
    others: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """The template's own words: names of its three sheets, the head of the help, what is said over it."""

    sheet: str
    lists: str
    help: str
    head: tuple[str, str, str, str]
    needed: str
    intro: tuple[str, ...]
    refused: str
    """Where a list does not have what was typed."""


def write_blank(path: Path, columns: Sequence[Blank], texts: Texts) -> None:
    """Raises Unwritable. The example row is the first under the header."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = texts.sheet
    explained = book.create_sheet(texts.help)
    lists = book.create_sheet(texts.lists)
    for place, column in enumerate(columns, 1):
        _column(sheet, place, column)
    listed = [(place, column) for place, column in enumerate(columns, 1) if column.choices]
    for at, (place, column) in enumerate(listed, 1):
        _list(sheet, place, lists, at, column, texts)
    lists.sheet_state = "hidden"
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 20.0
    print_set_up(sheet, sum(_width(column) for column in columns))
    _explain(explained, columns, texts)
    with replacing(path) as beside:
        beside.write_bytes(packed(book))


def _column(sheet: Worksheet, place: int, column: Blank) -> None:
    letter = get_column_letter(place)
    shape = sheet.column_dimensions[letter]
    shape.width = _width(column)
    shape.number_format = FORMATS[column.kind]
    head = sheet.cell(1, place)
    head.value, head.data_type = clean(column.title), "s"
    head.font, head.border = Font(bold=True), _LINE
    head.fill = PatternFill("solid", fgColor=_NEEDED if column.needed else _FREE)
    side = "left" if column.kind in (Kind.TEXT, Kind.DATE) else "right"
    head.alignment = Alignment(horizontal=side, vertical="center")
    if column.example is not None:
        cell = sheet.cell(2, place)
        if isinstance(column.example, str):
            cell.value, cell.data_type = clean(column.example), "s"
        else:
            cell.value = column.example
        cell.number_format = FORMATS[column.kind]
        cell.font = _EXAMPLE
        if column.kind in (Kind.TEXT, Kind.DATE):
            cell.alignment = Alignment(horizontal="left")


def _width(column: Blank) -> float:
    words = (column.title, str(column.example or ""), *column.choices[:40])
    return min(max(width(word) for word in words) + 4.0, 34.0)


def _list(sheet: Worksheet, place: int, lists: Worksheet, at: int, column: Blank, texts: Texts) -> None:
    letter, count = get_column_letter(at), len(column.choices)
    for row, choice in enumerate(column.choices, 1):
        cell = lists.cell(row, at)
        cell.value, cell.data_type = clean(choice), "s"
    formula = f"'{lists.title}'!${letter}$1:${letter}${count}"
    made = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=not column.others)
    made.errorTitle, made.error = clean(column.title)[:32], texts.refused
    target = get_column_letter(place)
    made.add(f"{target}2:{target}{_FILLED_ROWS}")
    sheet.add_data_validation(made)


def _explain(sheet: Worksheet, columns: Sequence[Blank], texts: Texts) -> None:
    """One line for each column: what it is, whether it is needed, what may stand there."""
    for letter, wide in zip("ABCD", (22, 10, 74, 50), strict=True):
        sheet.column_dimensions[letter].width = wide
    _line(sheet, 1, (texts.help,), Font(bold=True, size=14))
    for row, said in enumerate(texts.intro, 2):
        _line(sheet, row, (said,), Font(color="5B6672"))
    first = len(texts.intro) + 3
    _line(sheet, first, texts.head, Font(bold=True))
    for place in range(1, 5):
        head = sheet.cell(first, place)
        head.fill, head.border = PatternFill("solid", fgColor=_FREE), _LINE
    for row, column in enumerate(columns, first + 1):
        choices = ", ".join(column.choices[:_CHOICES_TOLD])
        choices += " …" if len(column.choices) > _CHOICES_TOLD else ""
        _line(sheet, row, (column.title, texts.needed if column.needed else "", column.help, choices), Font())
        lines = max(ceil(width(column.help) / 74), ceil(width(choices) / 50), 1)
        sheet.row_dimensions[row].height = 16.0 * lines
    print_set_up(sheet, 140.0)
    sheet.print_title_rows = f"{first}:{first}"


def _line(sheet: Worksheet, row: int, words: Sequence[str], font: Font) -> None:
    for place, word in enumerate(words, 1):
        if word:
            cell = sheet.cell(row, place)
            cell.value, cell.data_type, cell.font = clean(word), "s", font
            cell.alignment = Alignment(vertical="top", wrap_text=place > 2)
