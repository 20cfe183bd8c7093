"""Rows of a sheet as its XML, streamed into a workbook whose other parts are made: openpyxl takes a styled cell apart
anew each time it writes one, and ledgers have millions of them."""

import datetime as dt
import html
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

from rare_desk.core.numbers import plain
from rare_desk.sheets.out.writing import ROWS_PER_REPORT, Cell, Row

LONGEST_CELL = 32_767
_EPOCH = dt.date(1899, 12, 30)
_EPOCH_TIME = dt.datetime(1899, 12, 30)
_FIRST_DAY = dt.date(1900, 3, 1)
"""Days before it count otherwise in Excel, which takes 1900 for a leap year; they go out as text."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LINE_ENDS = re.compile("\r\n?")
_END = b"</sheetData>"
_EMPTY = re.compile(rb"<sheetData ?/>")
_DIMENSION = re.compile(rb'<dimension ref="[^"]*" ?/>')


@dataclass(frozen=True, slots=True)
class Rows:
    """`styles` are the workbook's cell formats by number: of text, and of all else, for each column."""

    rows: Sequence[Row]
    styles: Sequence[tuple[int, int]]


def clean(text: str) -> str:
    """What a cell can hold of it: no control characters, Excel's line ends, no more than 32,767 characters."""
    return _LINE_ENDS.sub("\n", _NOT_IN_XML.sub("", text))[:LONGEST_CELL]


def literal(text: str) -> str:
    """So that Excel does not take `_x0041_` for the letter A."""
    return _ESCAPED.sub("_x005F_", text) if "_x" in text else text


def pack(skeleton: bytes, target: Path, rows: Mapping[str, Rows], report: Callable[[int], None]) -> None:
    """Writes the workbook with `rows` under the header row of their parts; `report` is told the rows written since."""
    with ZipFile(io.BytesIO(skeleton)) as made, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=4) as out:
        for part in made.namelist():
            data = made.read(part)
            if part not in rows:
                out.writestr(part, data)
                continue
            head, tail = _around(data, rows[part])
            with out.open(part, "w", force_zip64=True) as stream:
                stream.write(head)
                for text, count in _texts(rows[part]):
                    stream.write(text.encode())
                    report(count)
                stream.write(tail)


def _around(data: bytes, rows: Rows) -> tuple[bytes, bytes]:
    """The sheet's XML before and behind the rows; it says how far it reaches."""
    last = f"{get_column_letter(max(len(rows.styles), 1))}{len(rows.rows) + 1}"
    data = _EMPTY.sub(b"<sheetData></sheetData>", data, count=1)
    data = _DIMENSION.sub(f'<dimension ref="A1:{last}"/>'.encode(), data, count=1)
    at = data.index(_END)
    return data[:at], data[at:]


def _texts(rows: Rows) -> Iterator[tuple[str, int]]:
    columns = [
        (get_column_letter(place), f' s="{text}"', f' s="{other}"')
        for place, (text, other) in enumerate(rows.styles, 1)
    ]
    for start in range(0, len(rows.rows), ROWS_PER_REPORT):
        part = rows.rows[start : start + ROWS_PER_REPORT]
        yield "".join(_row(row, start + place, columns) for place, row in enumerate(part, 2)), len(part)


def _row(row: Row, number: int, columns: Sequence[tuple[str, str, str]]) -> str:
    cells = [
        _cell(value, f"{letter}{number}", text, other)
        for value, (letter, text, other) in zip(row, columns, strict=True)
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(value: Cell, at: str, text: str, other: str) -> str:
    kind = type(value)
    if kind is str:
        return _text(str(value), at, text)
    if isinstance(value, Decimal):
        return f'<c r="{at}"{other}><v>{plain(value)}</v></c>'
    if kind is bool:
        return f'<c r="{at}"{other} t="b"><v>{int(bool(value))}</v></c>'
    if isinstance(value, dt.datetime):
        seconds = (value.replace(tzinfo=None) - _EPOCH_TIME).total_seconds()
        return f'<c r="{at}"{other}><v>{seconds / 86_400!r}</v></c>'
    if isinstance(value, dt.date):
        if value < _FIRST_DAY:
            return _text(value.isoformat(), at, text)
        return f'<c r="{at}"{other}><v>{(value - _EPOCH).days}</v></c>'
    if isinstance(value, float):
        return f'<c r="{at}"{other}><v>{float(value)!r}</v></c>' if isfinite(value) else ""
    return f'<c r="{at}"{other}><v>{value}</v></c>' if isinstance(value, int) else _text(str(value), at, text)


def _text(value: str, at: str, style: str) -> str:
    said = html.escape(literal(clean(value)), quote=False)
    return f'<c r="{at}"{style} t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>' if said else ""
