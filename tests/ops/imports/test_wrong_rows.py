"""Each thing that makes a row wrong, in a workbook of its own: named at its cell, nothing written."""

import datetime as dt
from collections.abc import Mapping

import pytest

from rare_desk.core.problems import Refused
from rare_desk.ops.imports.ledgers import write_import
from rare_desk.store.book import Book
from rare_desk.words import sentence
from tests.ops.imports.given import ROW, ledger, planned, row, said

BOTH = "含税单价(元/吨)"
WRONG: list[tuple[str, str, Mapping[str, object]]] = [
    ("not-a-number", "数量(吨)", row(数量="10..5")),
    ("not-a-number", "数量(吨)", row(数量="1,00,0")),
    ("not-a-number", "不含税单价(元/吨)", row(不含税单价="四十万上下")),
    ("not-a-number", "不含税单价(元/吨)", row(不含税单价="13%")),
    ("not-a-number", "汇率", row(汇率="七")),
    ("not-a-date", "日期", row(日期="2025-02-30")),
    ("not-a-date", "日期", row(日期="改天")),
    ("not-a-date", "日期", row(日期=dt.date(2150, 1, 1))),
    ("missing-date", "日期", row(日期=None)),
    ("missing-product", "品名", row(品名=None)),
    ("unknown-product", "品名", row(品名="氧化鐥")),
    ("missing-quantity", "数量(吨)", row(数量=None)),
    ("missing-quantity", "数量(吨)", row(数量="—")),
    ("non-positive-quantity", "数量(吨)", row(数量=0)),
    ("non-positive-quantity", "数量(吨)", row(数量=-3)),
    ("non-positive-quantity", "数量(吨)", row(数量=0.0000004)),
    ("missing-price", "不含税单价(元/吨)", row(不含税单价=None)),
    ("non-positive-price", "不含税单价(元/吨)", row(不含税单价=0)),
    ("non-positive-price", "不含税单价(元/吨)", row(不含税单价="(400,000)")),
    ("non-positive-price", "不含税单价(元/吨)", row(不含税单价=0.00004)),
    ("not-a-number", "不含税单价(元/吨)", row(不含税单价="400000¹")),
    ("vat-mismatch", "不含税单价(元/吨)", row(**{"不含税单价": 400_000, BOTH: 450_000})),
    ("unknown-side", "方向", row(方向="换")),
    ("missing-side", "方向", row(方向=None)),
    ("unknown-unit", "数量单位", row(数量单位="箱")),
    ("unknown-unit", "不含税单价(元/吨)", row(不含税单价="40万元/箱")),
    ("unknown-basis", "计税口径", row(计税口径="大概")),
    ("unknown-currency", "币种", row(币种="贝壳")),
    ("error-cell", "数量(吨)", row(数量="#N/A")),
    ("error-cell", "不含税单价(元/吨)", row(不含税单价="#DIV/0!")),
    ("formula-without-value", "数量(吨)", row(数量="=5+5")),
    ("range-reversed", "不含税单价(元/吨)", row(不含税单价="420000-410000")),
    ("too-large", "数量(吨)", row(数量=1e13)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "column", "cells"), WRONG)
def test_a_wrong_row_is_named_at_its_cell_and_the_others_are_not(
    book: Book, code: str, column: str, cells: Mapping[str, object]
) -> None:
    plan = planned(book, ledger(cells, row(单号="A-2")))
    assert said(plan) == [(2, column, code)]
    (found,) = plan.sheets[0].problems
    assert sentence(found, "zh") != sentence(found, "en")
    assert (plan.new, plan.wrong, plan.suspect) == (1, 1, 0)
    with pytest.raises(Refused, match="import-has-problems"):
        write_import(book, plan)
    assert book.number("SELECT count(*) FROM trades") == 0
    assert write_import(book, plan, skip_wrong=True).written == 1


def test_a_date_that_no_row_decides_is_asked_and_wrong_until_it_is_answered(book: Book) -> None:
    plan = planned(book, ledger(row(日期="05/06/2025"), row(日期="07/06/2025")))
    assert [asked.code for asked in plan.sheets[0].questions] == ["day_first"]
    assert {code for _, _, code in said(plan)} == {"ambiguous-date"}
    decided = planned(book, ledger(row(日期="05/06/2025"), row(日期="27/06/2025")))
    assert [deal.date for deal in decided.sheets[0].deals] == ["2025-06-05", "2025-06-27"]


def test_everything_wrong_in_all_rows_is_said_at_once(book: Book) -> None:
    bad = row(日期=None, 品名="氧化鐥", 数量=-1, 方向="换", 不含税单价="3..5")
    plan = planned(book, ledger(bad, row(), bad))
    codes = {"missing-date", "unknown-product", "non-positive-quantity", "unknown-side", "not-a-number"}
    assert {code for at, _, code in said(plan) if at == 2} == codes
    assert {code for at, _, code in said(plan) if at == 4} == codes
    assert (plan.wrong, plan.new) == (2, 1)


def test_one_odd_word_among_units_makes_no_firms_of_them(book: Book) -> None:
    units = planned(book, ledger(row(单位="吨"), row(单位="箱"), row(单位="吨")))
    assert said(units) == [(3, "单位", "unknown-unit")]
    cells = {name: cell for name, cell in row(单位="甲公司").items() if name != "对手方"}
    firms = planned(book, ledger(cells))
    assert firms.sheets[0].deals[0].counterparty == "甲公司"


def test_the_smallest_quantity_that_the_book_holds_is_a_gram(book: Book) -> None:
    deals = planned(book, ledger(row(数量=0.000001), row(数量=0.0000005))).sheets[0].deals
    assert [deal.quantity_g for deal in deals] == [1, 1]


@pytest.mark.parametrize(
    ("day", "incl", "excl", "wrong"),
    [
        (dt.date(2025, 5, 6), 452_000, 400_000, False),
        (dt.date(2025, 5, 6), 452_000, 400_000.01, False),
        (dt.date(2025, 5, 6), 452_000, 400_000.02, True),
        (dt.date(2025, 5, 6), 452_000, 399_999.99, False),
        (dt.date(2025, 5, 6), 452_000, 399_999.98, True),
        (dt.date(2025, 5, 6), 452_000.01, 400_000.01, False),
        (dt.date(2025, 5, 6), 6.78, 6, False),
        (dt.date(2025, 5, 6), 6.79, 6, False),
        (dt.date(2025, 5, 6), 6.81, 6, True),
        (dt.date(2019, 3, 31), 464_000, 400_000, False),
        (dt.date(2019, 4, 1), 464_000, 400_000, True),
        (dt.date(2018, 4, 30), 468_000, 400_000, False),
        (dt.date(2018, 5, 1), 468_000, 400_000, True),
    ],
)
def test_the_prices_with_and_without_vat_may_differ_by_a_cent_at_the_rate_of_their_day(
    book: Book, day: dt.date, incl: float, excl: float, wrong: bool
) -> None:
    plan = planned(book, ledger(row(**{"日期": day, "不含税单价": excl, BOTH: incl})))
    assert [code for _, _, code in said(plan) if code == "vat-mismatch"] == ["vat-mismatch"] * wrong


@pytest.mark.parametrize(
    ("rate", "incl", "wrong"), [(0.09, 436_000, False), ("9%", 436_000, False), (13, 436_000, True)]
)
def test_a_rate_of_the_row_counts_before_the_one_of_its_day(book: Book, rate: object, incl: float, wrong: bool) -> None:
    plan = planned(book, ledger(row(**{"税率": rate, BOTH: incl})))
    assert bool(said(plan)) is wrong


def test_of_two_prices_the_one_with_vat_is_written_and_the_other_only_fills_its_gaps(book: Book) -> None:
    rows = [row(**{"不含税单价": 400_000, BOTH: 452_000}), row(**{"不含税单价": 400_000, BOTH: None})]
    deals = planned(book, ledger(*rows)).sheets[0].deals
    assert [(deal.tax_basis, deal.price) for deal in deals] == [("incl", 4_520_000_000), ("excl", 4_000_000_000)]
    neither = planned(book, ledger(row(**{"不含税单价": None, BOTH: None}), rows[0]))
    assert said(neither) == [(2, "不含税单价(元/吨)", "missing-price")]
    assert ROW["不含税单价(元/吨)"] == 400_000
