"""Panels as people keep them, in either language, and each mistake with its cell."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from rare_desk.core.companions.panel import Observation
from rare_desk.sheets.panels import read_panel
from rare_desk.sheets.reading.text import decode


def observations(text: str) -> list[Observation]:
    found = read_panel(text.encode(), "panel.csv")
    assert found.problems == []
    return found.observations


def problems(text: str) -> list[tuple[int, str, str, str]]:
    return [(p.place.row, p.place.column, p.code, p.value) for p in read_panel(text.encode(), "panel.csv").problems]


def test_columns_are_found_by_name_in_any_order() -> None:
    assert observations("quantity,price,note,product,period\n2,1.5,x,A,1\n") == [Observation("1", "A", 1.5, 2.0)]


def test_chinese_headers_with_units_and_numbers_in_ten_thousands() -> None:
    found = observations("某公司价格表\n期间\t品种\t价格（元/吨）\t数量(吨)\n2025年1月\t氧化镝\t165万\t1,200\n")
    assert found == [Observation("2025年1月", "氧化镝", 1_650_000.0, 1200.0)]


def test_quantities_may_be_missing_as_a_column_or_in_a_cell() -> None:
    assert observations("period,product,price\n1,A,2\n") == [Observation("1", "A", 2.0, None)]
    assert observations("period,product,price,quantity\n1,A,2,\n") == [Observation("1", "A", 2.0, None)]


def test_a_row_without_a_price_is_no_observation() -> None:
    assert observations("period,product,price,quantity\n1,A,2,1\n1,B,,5\n\n") == [Observation("1", "A", 2.0, 1.0)]


def test_numbers_that_no_market_has_are_wrong() -> None:
    rows = f"1,A,{'9' * 400},1\n2,A,0.{'0' * 400}1,1\n3,A,1,{'9' * 20}\n"
    found = problems(f"period,product,price,quantity\n{rows}")
    assert [one[:3] for one in found] == [
        (2, "price", "too-large"), (3, "price", "non-positive-price"), (4, "quantity", "too-large"),
    ]  # fmt: skip


def test_a_zero_quantity_is_a_quantity() -> None:
    assert observations("period,product,price,quantity\n1,A,2,0\n") == [Observation("1", "A", 2.0, 0.0)]


def test_a_workbook_s_dates_and_numbers_are_periods() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[Any]] = [["Date", "Product", "Price"], [dt.date(2025, 1, 10), "A", 1.5], [2, "A", 1.6]]
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    found = read_panel(stream.getvalue(), "panel.xlsx")
    assert found.problems == []
    assert [(one.period, one.price) for one in found.observations] == [("2025-01-10", 1.5), ("2", 1.6)]


def test_every_mistake_is_told_with_its_row_and_column() -> None:
    text = "期间,品种,价格,数量\n1,A,x,1\n1,,2,1\n,B,2,1\n2,A,0,1\n2,B,5,-1\n08/01/2025,A,5,1\n"
    assert problems(text) == [
        (2, "价格", "not-a-number", "x"),
        (3, "品种", "missing-product", ""),
        (4, "期间", "missing-period", ""),
        (5, "价格", "non-positive-price", "0"),
        (6, "数量", "negative-quantity", "-1"),
        (7, "期间", "ambiguous-date", "08/01/2025"),
    ]


def test_a_product_stands_once_in_a_period() -> None:
    assert problems("period,product,price\n1,A,2\n1,B,2\n1,A,3\n") == [(4, "product", "panel-twice", "A")]


@pytest.mark.parametrize("text", ["period,product\n1,A\n", "a,b,c\n1,2,3\n", "hello"])
def test_what_has_no_header_of_a_panel_is_said(text: str) -> None:
    assert [code for _, _, code, _ in problems(text)] == ["panel-columns"]


def test_the_missing_columns_are_named() -> None:
    found = read_panel(b"period,product\n1,A\n", "p.csv").problems[0]
    assert dict(found.details) == {"missing": "price"}


def test_a_header_alone_is_an_empty_panel() -> None:
    assert [code for _, _, code, _ in problems("period,product,price\n")] == ["panel-empty"]


def test_text_in_a_chinese_encoding_is_read() -> None:
    data = "期间,品种,价格\n1,氧化镝,2\n".encode("gb18030")
    assert decode(data) is not None
    assert [one.product for one in read_panel(data, "p.csv").observations] == ["氧化镝"]
