"""A table on the clipboard as Excel puts one there: text parted by tabs, and a page in which text stays text; in
neither is a text a formula."""

import csv
import html
import io
import re

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from rare_desk.sheets.out.writing import harmless

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d{0,14})(\.\d+)?( ?%)?")
"""Without zeros in front, and of no more digits than Excel keeps: all else is a name."""
_SIGNED = re.compile(r"[+-]?[\d,]*(\.\d+)?( ?%)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TEXT = " style='mso-number-format:\"\\@\"'"
_LINE = "<br style='mso-data-placement:same-cell'>"


def put_table(text: str) -> None:
    """Cells parted by tabs, rows by line breaks, in quotes where they hold either, as `RowsModel.tsv` writes them."""
    data = QMimeData()
    data.setText(plain_of(text))
    data.setHtml(page_of(text))
    QGuiApplication.clipboard().setMimeData(data)


def plain_of(text: str) -> str:
    """For whatever knows no page: a text that a spreadsheet would compute is marked as in a CSV file; figures with a
    sign are not."""
    rows = _rows(text)
    marked = [[cell if _SIGNED.fullmatch(cell) else harmless(cell) for cell in row] for row in rows]
    return text if marked == rows else "\n".join("\t".join(map(quoted, row)) for row in marked)


def quoted(cell: str) -> str:
    """As Excel quotes a cell that holds a tab, a line break or a quotation mark."""
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in '\t\n"') else cell


def page_of(text: str) -> str:
    """Excel takes it before the text, of which 2025-03, 3/4, 00123 and long numbers would become dates or sums."""
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in _rows(text))
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'


def _cell(text: str) -> str:
    plain = not text or _NUMBER.fullmatch(text) or _DAY.fullmatch(text)
    return f"<td{'' if plain else _TEXT}>{html.escape(text).replace(chr(10), _LINE)}</td>"


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
