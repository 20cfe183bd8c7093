"""Announced concentrate prices come in from tables as desks keep them, and say what is wrong with them."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from rare_desk import paths
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops.history import journal
from rare_desk.ops.imports.kinds import announced
from rare_desk.ops.imports.ledgers import Source
from rare_desk.ops.imports.records import RecordPlan, plan_records, write_records
from rare_desk.ops.quotes import delete_announced, put_announced
from rare_desk.sheets.records.announced import AnnouncedRead
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from tests.ops.imports.given import counts

SHIPPED = paths.resources() / "data" / "concentrate_prices.csv"
HEADER = "季度,基价（元/吨，不含税，干量）,品位,每1%REO,公告日,公告方,状态,来源\n"
NEXT = "2027年第一季度,41000,50%,820,2027年1月9日,北方稀土,执行,http://a.example\n"


def plan(book: Book, text: str) -> RecordPlan[AnnouncedRead]:
    return plan_records(book, announced.form(), [Source("精矿价.csv", text.encode())])


def codes(found: RecordPlan[AnnouncedRead]) -> list[tuple[str, int, str]]:
    return [(one.code, one.place.row, one.place.column) for one in found.problems]


def of_quarter(book: Book, quarter: str) -> list[AnnouncedPrice]:
    return [one for one in queries.announced(book) if one.quarter == quarter]


@pytest.fixture
def empty(book: Book) -> Book:
    for one in reversed(queries.announced(book)):
        delete_announced(book, one)
    return book


def test_the_shipped_table_is_there_to_the_last_row(book: Book) -> None:
    assert counts(plan_records(book, announced.form(), [SHIPPED])) == (0, 22, 0, 0)


def test_the_shipped_table_comes_in_whole_as_one_step(empty: Book) -> None:
    found = plan_records(empty, announced.form(), [SHIPPED])
    assert counts(found) == (22, 0, 0, 0)
    assert write_records(empty, found).written == 22
    assert [one.status for one in of_quarter(empty, "2022Q3")] == [
        "in_force_inferred", "proposed_rejected", "proposed_rejected",
    ]  # fmt: skip
    assert of_quarter(empty, "2026Q2")[0].price is None
    assert counts(plan_records(empty, announced.form(), [SHIPPED])) == (0, 22, 0, 0)
    journal.undo(empty)
    assert queries.announced(empty) == ()


def test_an_announcement_is_read_by_its_chinese_header(book: Book) -> None:
    write_records(book, plan(book, HEADER + NEXT))
    assert of_quarter(book, "2027Q1") == [
        AnnouncedPrice(
            quarter="2027Q1", price=Decimal(41000), reo_basis=Decimal(50), per_percent=Decimal(820),
            announced_on="2027-01-09", status="in_force", source_url="http://a.example", note="北方稀土",
        )
    ]  # fmt: skip


def test_traditional_characters_myriads_and_a_year_in_a_column_of_its_own(book: Book) -> None:
    text = "年份,季度,基價(萬元/噸),品位,狀態,來源\n2027,一季度,4.1,REO≥50%,執行,公告\n,二季度,4.2,50,擬定,公告\n"
    write_records(book, plan(book, text))
    found = [(one.quarter, one.price, one.status) for one in queries.announced(book)[-2:]]
    assert found == [("2027Q1", Decimal(41000), "in_force"), ("2027Q2", Decimal(42000), "proposed")]


def test_the_grade_may_stand_in_the_title(book: Book) -> None:
    found = plan(book, "包钢股份稀土精矿交易价格（REO=50%）,,\n季度,价格(元/吨),公告日期\n2027Q1,41000,2027-01-09\n")
    assert counts(found) == (1, 0, 0, 0)
    assert found.sheets[0].fresh[0].price.reo_basis == 50


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2027Q1,41000,50%,830,2027-01-09,,执行,", ("per-percent-differs", 2, "每1%REO")),
        ("2027Q5,41000,50%,820,2027-01-09,,执行,", ("not-a-quarter", 2, "季度")),
        ("2027Q1,,50%,,2027-01-09,,执行,", ("missing-price", 2, "基价（元/吨，不含税，干量）")),
        ("2027Q1,-1,50%,,2027-01-09,,执行,", ("non-positive-price", 2, "基价（元/吨，不含税，干量）")),
        ("2027Q1,41000,,,2027-01-09,,执行,", ("missing-basis", 2, "品位")),
        ("2027Q1,41000,150,,2027-01-09,,执行,", ("out-of-range", 2, "品位")),
        ("2027Q1,41000,50%,820,哪天,,执行,", ("not-a-date", 2, "公告日")),
        ("2027Q1,41000,50%,820,2027-01-09,,也许,", ("unknown-status", 2, "状态")),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column(book: Book, row: str, problem: tuple[str, int, str]) -> None:
    found = plan(book, HEADER + row + "\n")
    assert codes(found) == [problem]
    assert [one.code for one in found.obstacles()] == ["import-has-problems"]
    assert write_records(book, found, skip_wrong=True).written == 0


def test_a_price_with_vat_or_in_dollars_is_none_of_these(book: Book) -> None:
    assert codes(plan(book, "季度,含税价(元/吨),品位\n2027Q1,41000,50\n".replace("含税价", "价格含税"))) == [
        ("announced-incl-vat", 1, "价格含税(元/吨)")
    ]
    assert [one[0] for one in codes(plan(book, "quarter,price (USD/t),grade\n2027Q1,41000,50\n"))] == [
        "announced-currency"
    ]


def test_two_prices_for_a_quarter_in_one_file_are_one_too_many(book: Book) -> None:
    assert codes(plan(book, HEADER + NEXT + NEXT.replace("41000", "42000").replace("820", "840"))) == [
        ("announced-twice", 3, "季度")
    ]


def test_another_price_for_a_quarter_overwrites_only_when_accepted(book: Book) -> None:
    found = plan(book, "季度,价格,品位\n2026Q4,38800,50\n")
    assert counts(found) == (0, 0, 1, 0)
    (problem,) = found.problems
    told = dict(problem.details)
    assert (problem.code, problem.value) == ("announced-differs", "38800")
    assert (told["told"], told["other"]) == ("38800 CNY/t", "38769 CNY/t")
    write_records(book, found, accept_suspect=True)
    (now,) = of_quarter(book, "2026Q4")
    assert (now.price, now.per_percent, now.announced_on) == (Decimal(38800), None, "2026-10-09")


def test_a_proposal_that_was_voted_down_is_a_correction_of_itself(book: Book) -> None:
    put_announced(
        book,
        AnnouncedPrice(
            quarter="2027Q1", price=Decimal(41000), reo_basis=Decimal(50), announced_on="2027-01-09", status="proposed"
        ),
    )
    found = plan(book, HEADER + NEXT.replace("执行", "被否"))
    assert [one.code for one in found.problems] == ["announced-differs"]
    found = plan(book, HEADER + NEXT.replace("执行", "被否").replace(",820,", ",,"))
    assert [one.code for one in found.problems] == ["announced-is-proposed_rejected"]
    write_records(book, found, accept_suspect=True)
    assert [one.status for one in of_quarter(book, "2027Q1")] == ["proposed_rejected"]


def test_a_workbook_with_dates_and_percent_cells(book: Book, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (
        ("Concentrate prices",), (),
        ("Quarter", "Price ex VAT (CNY/t)", "Grade", "CNY per 1% REO", "Announced", "Status", "Source"),
        ("2027Q1", 41000, 0.5, 820, dt.datetime(2027, 1, 9), "in force", "x"),
        ("Q2 2027", "42,000.00", 0.5, 840, "2027-04", "rejected", "y"),
        ("Note: dry tonnes",),
    ):  # fmt: skip
        sheet.append(row)
    made.save(tmp_path / "a.xlsx")
    found = plan_records(book, announced.form(), [tmp_path / "a.xlsx"])
    assert counts(found) == (2, 0, 0, 0)
    first, second = (one.price for one in found.sheets[0].fresh)
    assert (first.reo_basis, first.announced_on, first.status) == (Decimal(50), "2027-01-09", "in_force")
    assert (second.price, second.announced_on, second.status) == (Decimal(42000), "2027-04", "proposed_rejected")
