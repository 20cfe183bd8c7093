"""A sheet that is laid out as paper: labels, input cells, formula cells, A4."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.core.numbers import NONE, Mode, places_of
from rare_desk.sheets.out.workbooks import clean
from rare_desk.words import Language, width, word

MONEY, MASS, PERCENT, FINE = "#,##0.00", "#,##0.000", "0.00##", "0.0000"

_INPUT = PatternFill("solid", fgColor="FFF6E5")
_HEAD = PatternFill("solid", fgColor="ECEFF3")
_RULE = Side(style="thin", color="B8C1CC")
_MUTED = "5A6675"
_LINE = 12.5
"""Points."""
_SMALL = 1.15
"""So many characters of a head go into the room of one."""
_FONTS: dict[Language, str] = {"zh": "等线", "en": "Calibri"}
"""Those of a new workbook where its reader works."""


class Paper:
    """Writes cells by address (`B4`). Text never becomes a formula; numbers keep their decimals as written."""

    def __init__(
        self, sheet: Worksheet, language: Language, columns: Sequence[str], *, landscape: bool = False
    ) -> None:
        self.sheet = sheet
        self.language = language
        self.columns = columns
        self._font = _FONTS[language]
        self.values: dict[str, Decimal | str] = {}
        """What formulas come to, by the cell's address, for readers that do not compute."""
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        footer = sheet.oddFooter
        if footer is not None:
            footer.right.text = "&P / &N"

    def word(self, key: str, **details: str) -> str:
        return word(f"pricing.{key}", self.language, **details)

    def widths(self, *widths: float) -> None:
        for column, wide in zip(self.columns, widths, strict=True):
            self.sheet.column_dimensions[column].width = wide

    def text(self, at: str, text: str, *, bold: bool = False, size: float = 10, muted: bool = False) -> Cell:
        cell: Cell = self.sheet[at]
        cell.value = clean(text)
        cell.data_type = "s"
        cell.font = Font(self._font, size, bold=bold, family=2, color=_MUTED if muted else None)
        return cell

    def wrapped(self, at: str, text: str) -> None:
        self.text(at, text, muted=True, size=9).alignment = Alignment(wrap_text=True)

    def number(self, at: str, value: Decimal | None, form: str) -> str:
        """An input the reader may change, None for one that may be put in; returns its absolute address."""
        self.sheet[at].fill = _INPUT
        return self.constant(at, value, form)

    def constant(self, at: str, value: Decimal | None, form: str, *, bold: bool = False) -> str:
        """A figure that is no input, of nature or of a study; returns its absolute address."""
        cell: Cell = self.sheet[at]
        cell.value = value
        cell.number_format = form
        cell.font = Font(self._font, 10, bold=bold, family=2)
        return absolute(at)

    def none(self, at: str) -> None:
        """No figure there."""
        self.text(at, NONE, muted=True).alignment = Alignment(horizontal="right")

    def head_number(self, at: str, value: Decimal, form: str) -> None:
        """A figure that is the title of its column, in a head's row."""
        cell: Cell = self.sheet[at]
        cell.value = value
        cell.data_type = "n"
        cell.number_format = form

    def choice(self, at: str, chosen: str, among: Sequence[str]) -> str:
        """An input that is one of several words, picked from a list; returns its absolute address."""
        cell = self.text(at, chosen)
        cell.fill = _INPUT
        cell.alignment = Alignment(horizontal="right")
        listed = DataValidation("list", f'"{",".join(among)}"', showErrorMessage=True)
        listed.add(cell)
        self.sheet.add_data_validation(listed)
        return absolute(at)

    def date(self, at: str, day: dt.date, *, indent: int = 0) -> None:
        cell: Cell = self.sheet[at]
        cell.value = day
        cell.number_format = "yyyy-mm-dd"
        cell.font = Font(self._font, 10, family=2)
        cell.alignment = Alignment(horizontal="left", indent=indent)

    def formula(
        self,
        at: str,
        formula: str,
        form: str,
        *,
        bold: bool = False,
        size: float = 10,
        muted: bool = False,
        value: Decimal | None = None,
    ) -> str:
        """`formula` without its equals sign, `value` what it comes to; returns the cell's absolute address."""
        if value is not None:
            self.values[at] = value
        cell: Cell = self.sheet[at]
        cell.value = f"={formula}"
        cell.number_format = form
        cell.font = Font(self._font, size, bold=bold, family=2, color=_MUTED if muted else None)
        return absolute(at)

    def unit(self, at: str, text: str) -> None:
        """What belongs to the figure at its left."""
        self.text(at, text, muted=True, size=9).alignment = Alignment(horizontal="left", indent=1)

    def head(self, row: int, titles: dict[str, str], left: str = "A", words: str = "") -> None:
        """A table's header over all columns; the titles of figures stand right, those of the columns `left` left, those
        of `words` as what belongs to their left.
        """
        for column in self.columns:
            cell = self.text(f"{column}{row}", titles.get(column, ""), muted=True, size=9)
            cell.fill = _HEAD
            side, indent = ("left", column in words) if column in left + words else ("right", 0)
            cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True, indent=int(indent))
        lines = max(ceil(width(title) / self._room(column)) for column, title in titles.items())
        self.sheet.row_dimensions[row].height = _LINE * max(lines, 1) + 2

    def _room(self, column: str) -> float:
        """Characters of a head's size in the column."""
        return self.sheet.column_dimensions[column].width * _SMALL

    def rule(self, row: int, columns: Sequence[str] = "") -> None:
        """A line above the row."""
        for column in columns or self.columns:
            self.sheet[f"{column}{row}"].border = Border(top=_RULE)


class Addresses(dict[str, list[str]]):
    """Where the figures stand, by their trail step's label, in the trail's order."""

    def put(self, label: str, address: str) -> str:
        self.setdefault(label, []).append(address)
        return address

    def the(self, label: str) -> str:
        """Of a figure that occurs at most once; empty when it does not."""
        return self.get(label, [""])[0]


def form_of(*values: Decimal | None, least: int = 2) -> str:
    """With as many decimals as the longest of the values has, at least so many."""
    places = max((least, *(places_of(value.normalize()) for value in values if value is not None)))
    return f"#,##0.{'0' * places}" if places else "#,##0"


def absolute(at: str) -> str:
    """`B4` as `$B$4`."""
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", at)


def plain(address: str) -> str:
    """`$B$4` as `B4`."""
    return address.replace("$", "")


def quoted(name: str) -> str:
    """A string inside a formula."""
    return '"' + name.replace('"', '""') + '"'


def rounded(expression: str, places: int, mode: Mode = Mode.HALF_UP) -> str:
    """By that mode like the engine. The inner ROUND takes off what binary arithmetic leaves beyond the ninth decimal,
    so that a tie is seen as one. Cut off by ROUND as well: LibreOffice's ROUNDDOWN sees only twelve digits.
    """
    inner = f"ROUND({expression},{places + 6})"
    match mode:
        case Mode.HALF_UP:
            return f"ROUND({inner},{places})"
        case Mode.DOWN:
            lower = format(Decimal("0.499995").scaleb(-places), "f")
            return f"SIGN({inner})*ROUND(ABS({inner})-{lower},{places})"
        case Mode.HALF_EVEN:
            tie = f"ROUND(MOD(ABS({inner})*{10**places},1),6)=0.5"
            return f"IF({tie},2*ROUND({inner}/2,{places}),ROUND({inner},{places}))"
