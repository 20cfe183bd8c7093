"""Dates without a whole year: whose year they are, and what is said of it."""

import datetime as dt

import pytest

from rare_desk.sheets.planning.proposals import proposals_of
from tests.sheets.planning.test_reading import KNOWN, asked, codes, planned, sheet, xlsx

HEADER = ("日期", "方向", "品名", "数量(吨)", "含税单价(元/吨)")
DEAL = ("买", "氧化镨钕", 3, 440_000)


def ledger(*days: object, above: tuple[tuple[object, ...], ...] = ()) -> bytes:
    return xlsx(*above, HEADER, *((day, *DEAL) for day in days))


def days(data: bytes, name: str = "f.xlsx") -> list[str]:
    return [deal.date for deal in sheet(data, name=name).deals]


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("2025台账.xlsx", ()),
        ("25年台账.xlsx", ()),
        ("台账202501.xlsx", ()),
        ("台账.xlsx", (("2025年采购台账", "", "制表日期：2026年1月5日"),)),
        ("台账2024.xlsx", (("2025年采购台账",),)),
    ],
)
def test_a_day_without_a_year_is_of_the_title_or_else_the_file(
    name: str, above: tuple[tuple[object, ...], ...]
) -> None:
    data = ledger("1月8日", "1.10", "1/12", above=above)
    found = sheet(data, name=name)
    assert [deal.date for deal in found.deals] == ["2025-01-08", "2025-01-10", "2025-01-12"]
    assert "year-taken" in [one.code for one in found.notes]


def test_a_day_without_a_year_is_of_the_year_that_all_other_rows_name() -> None:
    found = sheet(ledger(dt.date(2025, 1, 7), "1月8日", dt.date(2025, 2, 9)))
    assert [deal.date for deal in found.deals] == ["2025-01-07", "2025-01-08", "2025-02-09"]
    assert "year-of-rows" in [one.code for one in found.notes]


def test_where_two_years_are_spoken_of_the_row_is_named_and_its_neighbours_propose() -> None:
    data = ledger(dt.date(2024, 12, 30), dt.date(2025, 1, 7), "1月8日", dt.date(2025, 1, 9))
    found = sheet(data)
    assert codes(found) == [(4, "missing-year")]
    assert proposals_of(found, KNOWN.catalogue) == {(4, 0): "2025-01-08"}
    assert codes(sheet(ledger("12月30日", "1月7日"), name="台账2024-2025.xlsx")) == [
        (2, "missing-year"), (3, "missing-year"),
    ]  # fmt: skip


def test_a_number_that_may_have_lost_a_nought_is_asked_of_its_neighbours() -> None:
    found = sheet(ledger(1.8, 1.1, 1.15), name="2025.xlsx")
    assert codes(found) == [(3, "day-cut")]
    assert proposals_of(found, KNOWN.catalogue) == {(3, 0): "2025-01-10"}


def test_two_digit_years_follow_the_column_and_else_are_asked_about() -> None:
    assert days(ledger("25.1.8", "25.1.24")) == ["2025-01-08", "2025-01-24"]
    assert days(ledger("03/04/25", "25/06/25")) == ["2025-04-03", "2025-06-25"]
    open_one = sheet(ledger("03/04/25"))
    assert asked(open_one) == ["day_first"]
    assert days(ledger("25.1.24"), name="2025台账.xlsx") == ["2025-01-24"]
    assert codes(sheet(ledger("25.1.24"))) == [(2, "ambiguous-date")]


def test_the_apostrophe_by_which_excel_is_told_of_text_is_no_part_of_it() -> None:
    header = ("单号", *HEADER)
    found = sheet(
        xlsx(header, ("'0012", "'2025-03-03", "买", "氧化镨钕", "'3", "'440000"), ("O'Neil", "2025-03-04", *DEAL))
    )
    assert [(deal.deal_no, deal.date, deal.quantity_g) for deal in found.deals] == [
        ("0012", "2025-03-03", 3_000_000), ("O'Neil", "2025-03-04", 3_000_000),
    ]  # fmt: skip


def test_a_sheet_a_month_has_its_year_from_the_file_alone() -> None:
    import io

    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for month in (1, 2):
        made = book.create_sheet(f"{month}月")
        made.append(("采购", "", "", "", ""))
        made.append(HEADER)
        made.append((f"{month}月8日", *DEAL))
    out = io.BytesIO()
    book.save(out)
    found = planned(out.getvalue(), name="2025年台账.xlsx")
    assert [deal.date for one in found.sheets for deal in one.deals] == ["2025-01-08", "2025-02-08"]
