"""Which kind of small records a file holds, told by its headers alone."""

from collections.abc import Callable, Mapping
from pathlib import Path

from rare_desk.core.problems import Problem
from rare_desk.sheets.reading.cells import RawFile, RawSheet
from rare_desk.sheets.reading.sniff import bytes_of
from rare_desk.sheets.reading.workbooks.workbook import read_file
from rare_desk.sheets.records.announced import heads_announced
from rare_desk.sheets.records.answers import heads_answers
from rare_desk.sheets.records.days import heads_days
from rare_desk.sheets.records.parties import heads_parties
from rare_desk.sheets.records.published import heads_points, holds_more
from rare_desk.sheets.records.weights import heads_weights

_HEADS: Mapping[str, Callable[[RawSheet], bool]] = {
    "announced": heads_announced,
    "non-trading-days": heads_days,
    "weights": heads_weights,
    "expectations": heads_answers,
    "published": heads_points,
    "counterparties": heads_parties,
}


_WIDEST = 40
"""Columns; no such table has more, and looking through thousands takes its time."""


def kind_of_sheet(sheet: RawSheet) -> str:
    """An empty text when it is none of them."""
    if not sheet.rows or len(sheet.rows[0]) > _WIDEST:
        return ""
    return next((kind for kind, heads in _HEADS.items() if heads(sheet)), "")


def kind_of(raw: RawFile) -> str:
    """Of the first of its sheets that tells; "" when none does."""
    return next(filter(None, map(kind_of_sheet, raw.sheets)), "")


def headed(file: Path | bytes, name: str) -> str:
    """The same of a file; "" also for one that cannot be read."""
    raw = _read(file, name)
    return "" if isinstance(raw, Problem) else kind_of(raw)


def may_be_points(file: Path | bytes, name: str) -> bool:
    """Whether nobody need say of a table of dates and numbers that the numbers are an index."""
    raw = _read(file, name)
    return not isinstance(raw, Problem) and not any(holds_more(raw, sheet) for sheet in raw.sheets)


def _read(file: Path | bytes, name: str) -> RawFile | Problem:
    data = bytes_of(file, name) if isinstance(file, Path) else file
    return data if isinstance(data, Problem) else read_file(data, name)
