"""Workbooks with one oddity of a real desk each come in as tests/data/oddities/expected.json says, twice nothing."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rare_desk.core.units import TaxBasis
from rare_desk.ops.imports.ledgers import Options, SheetPlan, Source, plan_import, write_import
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id

ODDITIES = Path(__file__).parents[2] / "data" / "oddities"
EXPECTED: dict[str, Any] = json.loads((ODDITIES / "expected.json").read_text(encoding="utf-8"))
TODAY = dt.date(2026, 11, 1)


def options_of(expected: dict[str, Any]) -> Options:
    flags = expected.get("flags", [])
    said = dict(zip(flags[::2], flags[1::2], strict=True))
    return Options(kind=said.get("--as"), source=said.get("--source"))


def compared(sheet: SheetPlan, expected: dict[str, Any]) -> dict[str, Any]:
    """What the plan says of the things that are expected."""
    found: dict[str, Any] = {
        "cells": str(sheet.area),
        "kind": sheet.kind,
        "rows": sheet.rows,
        "suspect": len(sheet.doubtful),
        "header_row": sheet.header_row,
        "left_out": [list(row) for row in sheet.left_out],
        "problems": [[p.code, p.place.row, p.place.column] for p in sheet.problems],
        "notes": [said.code for said in sheet.notes if said.code != "price-unit-taken"],
    }
    if sheet.kind == "trades":
        days = sorted(deal.date for deal in sheet.deals)
        found |= {
            "quantity_t": Decimal(sheet.totals.quantity_t),
            "amount": sheet.totals.amount_as_written,
            "side": "/".join({deal.side for deal in sheet.deals}),
            "days": [days[0], days[-1]],
            "deals": [deal.deal_no for deal in sheet.deals],
            "agrees": sheet.controls[0].agrees,
            "currency": sheet.totals.currency,
        }
    else:
        found["mids"] = [named.quote.mid for named in sheet.quotes]
        found["lows"] = [named.quote.low for named in sheet.quotes]
    return {name: found[name] for name in expected}


def as_figures(expected: dict[str, Any]) -> dict[str, Any]:
    figures = dict(expected)
    for name in ("quantity_t", "amount"):
        if name in figures:
            figures[name] = Decimal(figures[name])
    for name in ("mids", "lows"):
        if name in figures:
            figures[name] = [Decimal(value) for value in figures[name]]
    return figures


@pytest.mark.parametrize("name", EXPECTED)
def test_a_workbook_with_an_oddity_comes_in_as_expected(book: Book, name: str) -> None:
    expected = EXPECTED[name]
    plan = plan_import(book, [ODDITIES / name], options_of(expected), TODAY)
    assert not plan.questions
    assert len(plan.sheets) == len(expected["sheets"])
    for sheet, sheet_expected in zip(plan.sheets, expected["sheets"], strict=True):
        assert compared(sheet, sheet_expected) == as_figures(sheet_expected)
        assert [found.code for found in sheet.problems] == [p[0] for p in sheet_expected.get("problems", [])]
    good = sum(sheet["rows"] - len(sheet.get("problems", ())) for sheet in expected["sheets"])
    assert write_import(book, plan, skip_wrong=True).written == good
    again = plan_import(book, [ODDITIES / name], options_of(expected), TODAY)
    assert (again.new, again.existing) == (0, good)


@pytest.mark.parametrize(
    ("written", "price", "code"),
    [
        ("415000-420000", "417500", "price-range"),
        ("41.5～42万", "417500", "price-range"),
        ("41.5-42万元/吨", "417500", "price-range"),
        ("￥415,000 至 ￥420,000", "417500", "price-range"),
        ("420000-415000", None, "range-reversed"),
        ("0-415000", None, "not-a-number"),
        ("41%-42%", None, "not-a-number"),
        ("2025-03-04", None, "not-a-number"),
    ],
)
def test_a_range_as_the_price_of_a_deal_is_its_middle_for_the_user_to_decide(
    book: Book, written: str, price: str | None, code: str
) -> None:
    text = f'日期,方向,品名,数量(吨),含税单价(元/吨),备注\n2025-03-03,买入,氧化镨钕,3,"{written}",样品\n'
    plan = plan_import(book, [Source("range.csv", text.encode())], Options(), TODAY)
    (sheet,) = plan.sheets
    assert [found.code for found in sheet.problems] == [code]
    assert plan.obstacles()
    if price is None:
        assert sheet.wrong == 1
        return
    assert plan.suspect == 1
    assert write_import(book, plan, accept_suspect=True).written == 1
    (row,) = trades_by_id(book, trade_ids(book))
    assert (row.trade.price, row.trade.suspect) == (Decimal(price), "price-range")
    assert row.trade.note == f"样品; 含税单价(元/吨): {written}"
    again = plan_import(book, [Source("range.csv", text.encode())], Options(), TODAY)
    assert (again.existing, again.suspect) == (1, 0)


def test_a_price_with_hundreds_of_decimals_beside_another_is_read_and_compared(book: Book) -> None:
    header = "日期,方向,品名,数量(吨),含税单价,不含税单价"
    written = (f"400000.{'0' * 300}1", f"4.{'1' * 300}")
    text = "\n".join((header, *(f"2025-03-03,买入,氧化镨钕,3,452000,{price}" for price in written)))
    sheet = plan_import(book, [Source("long.csv", text.encode())], Options(), TODAY).sheets[0]
    assert [(found.code, found.place.row) for found in sheet.problems] == [("vat-mismatch", 3)]


def test_every_file_of_the_folder_is_expected_and_two_prices_are_read_by_their_basis(book: Book) -> None:
    files = {file.name for file in ODDITIES.iterdir() if file.suffix != ".py"} - {"expected.json"}
    assert files == set(EXPECTED)
    assert len(files) >= 20
    plan = plan_import(book, [ODDITIES / "both-bases.xlsx"], Options(), TODAY)
    assert [column.basis for column in plan.sheets[0].columns[3:5]] == [TaxBasis.INCL, TaxBasis.EXCL]
