"""The blank questionnaire that respondents fill in and send back: a workbook that `answers` reads."""

from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.core.expectation import Outlook
from rare_desk.sheets.out.workbooks import clean, packed
from rare_desk.sheets.out.writing import replacing
from rare_desk.words import Language, word

_INPUT = PatternFill("solid", fgColor="FFF6E5")
_HEAD = PatternFill("solid", fgColor="ECEFF3")
_LINE = Border(bottom=Side(style="thin", color="B8C1CC"))
_MUTED = "5A6675"
_FIRST = 8
"""The row of the first product."""


def write_questionnaire(
    path: Path, month: str, products: Sequence[tuple[str, str]], language: Language, respondent: str = ""
) -> None:
    """`month` as `2026-12`; `products` are code and name. Answers have a drop-down. Raises Unwritable."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)

    def said(key: str, **details: str) -> str:
        return word(f"expectation.{key}", language, **details)

    sheet.title = f"{said('sheet-name')} {month}"
    sheet.sheet_view.showGridLines = False
    for column, width in zip("ABCD", (34, 14, 16, 44), strict=True):
        sheet.column_dimensions[column].width = width
    _put(sheet, "A1", said("sheet-title"), Font(bold=True, size=14))
    _put(sheet, "A2", said("sheet-how", month=month), Font(color=_MUTED)).alignment = Alignment(
        wrap_text=True, vertical="top"
    )
    sheet.merge_cells("A2:D2")
    sheet.row_dimensions[2].height = 46
    for row, (key, value) in enumerate((("sheet-month", month), ("sheet-respondent", respondent)), 4):
        _put(sheet, f"A{row}", said(key), Font(color=_MUTED))
        _put(sheet, f"B{row}", value, Font(bold=True)).fill = _INPUT
    for column, key in zip("ABCD", ("product", "code", "answer", "note"), strict=True):
        head = _put(sheet, f"{column}{_FIRST - 1}", said(f"sheet-{key}"), Font(bold=True))
        head.fill, head.border = _HEAD, _LINE
    last = _FIRST + len(products) - 1
    for row, (code, name) in enumerate(products, _FIRST):
        _put(sheet, f"A{row}", name, Font())
        _put(sheet, f"B{row}", code, Font(color=_MUTED))
        for column in "CD":
            _put(sheet, f"{column}{row}", "", Font()).fill = _INPUT
        for column in "ABCD":
            sheet[f"{column}{row}"].border = _LINE
    sheet.freeze_panes = f"A{_FIRST}"
    sheet.add_data_validation(_choices(said, f"C{_FIRST}:C{max(last, _FIRST)}"))
    sheet.page_setup.paperSize = 9  # A4
    book.properties.creator = "Rare Desk"
    with replacing(path) as beside:
        beside.write_bytes(packed(book))


def _choices(said: Callable[[str], str], cells: str) -> DataValidation:
    choices = ",".join(said(outlook.value) for outlook in Outlook)
    made = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=True)
    made.error = said("sheet-choose")
    made.errorTitle = said("sheet-name")
    made.add(cells)
    return made


def _put(sheet: Worksheet, at: str, text: str, font: Font) -> Cell:
    cell: Cell = sheet[at]
    cell.value = clean(text) or None
    cell.font = font
    if text:
        cell.data_type = "s"
    return cell
