"""Ledgers as workbooks, a row changed here and there, for tests of what is said of them."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

from rare_desk.ops.imports.ledgers import ImportPlan, Options, Source, plan_import, write_import
from rare_desk.ops.imports.records import RecordPlan
from rare_desk.store.book import Book

TODAY = dt.date(2026, 11, 1)
HEADER = ("单号", "日期", "方向", "品名", "数量(吨)", "不含税单价(元/吨)", "对手方")
ROW: Mapping[str, object] = dict(
    zip(HEADER, ("A-1", dt.date(2025, 5, 6), "买", "氧化镨钕", 10, 400_000, "乙公司"), strict=True)
)


def row(**changed: object) -> Mapping[str, object]:
    """The ordinary row with other cells, by the first words of their headers; new headers come behind."""
    made = dict(ROW)
    for name, value in changed.items():
        made[next((header for header in HEADER if header.startswith(name)), name)] = value
    return made


def ledger(*rows: Mapping[str, object], below: Sequence[Sequence[object]] = ()) -> bytes:
    """A workbook with all headers that the rows name; None is an empty cell."""
    headers = list(dict.fromkeys(header for one in rows for header in one))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(headers)
    for one in rows:
        sheet.append([one.get(header) for header in headers])
    for cells in below:
        sheet.append(list(cells))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def planned(book: Book, *files: bytes, options: Options | None = None, today: dt.date = TODAY) -> ImportPlan:
    sources = [Source(f"台账{number}.xlsx", data) for number, data in enumerate(files, 1)]
    return plan_import(book, sources, options or Options(), today)


def booked(book: Book, *rows: Mapping[str, object]) -> None:
    """These rows into the book, whatever is suspect of them."""
    write_import(book, planned(book, ledger(*rows)), accept_suspect=True)


def said(plan: ImportPlan) -> list[tuple[int, str, str]]:
    """Row, column and code of every problem."""
    return [(p.place.row, p.place.column, p.code) for sheet in plan.sheets for p in sheet.problems]


def counts(plan: RecordPlan[Any]) -> tuple[int, int, int, int]:
    """Of small records: the new, the known, the suspect and the wrong."""
    return plan.new, plan.existing, plan.suspect, plan.wrong
