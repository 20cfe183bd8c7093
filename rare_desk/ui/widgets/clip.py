"""A table on the clipboard as Excel puts one there: text parted by tabs, and a page in which text stays text."""

import csv
import html
import io
import re

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d{0,14})(\.\d+)?( ?%)?")
"""Without zeros in front, and of no more digits than Excel keeps: all else is a name."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TEXT = " style='mso-number-format:\"\\@\"'"
_LINE = "<br style='mso-data-placement:same-cell'>"


def put_table(text: str) -> None:
    """Cells parted by tabs, rows by line breaks, in quotes where they hold either, as `RowsModel.tsv` writes them."""
    data = QMimeData()
    data.setText(text)
    data.setHtml(page_of(text))
    QGuiApplication.clipboard().setMimeData(data)


def page_of(text: str) -> str:
    """Excel takes it before the text, of which 2025-03, 3/4, 00123 and long numbers would become dates or sums."""
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in _rows(text))
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'


def _cell(text: str) -> str:
    plain = not text or _NUMBER.fullmatch(text) or _DAY.fullmatch(text)
    return f"<td{'' if plain else _TEXT}>{html.escape(text).replace(chr(10), _LINE)}</td>"


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
