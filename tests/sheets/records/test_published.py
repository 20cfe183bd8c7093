"""Points of published indices out of tables as offices send them."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook

from rare_desk.core.problems import Problem
from rare_desk.sheets.records.published import PointRead, read_published
from rare_desk.sheets.records.reading import ReadSheet

TODAY = dt.date(2026, 11, 25)


def sheets(data: str | bytes, name: str = "指数.csv", index: str = "") -> tuple[ReadSheet[PointRead], ...]:
    found = read_published(data.encode() if isinstance(data, str) else data, name, TODAY, index)
    assert not isinstance(found, Problem), found
    return found.sheets


def sheet(data: str | bytes, name: str = "指数.csv", index: str = "") -> ReadSheet[PointRead]:
    (only,) = sheets(data, name, index)
    return only


def told(found: ReadSheet[PointRead]) -> list[tuple[str, str, str]]:
    return [(point.series, point.date.isoformat(), str(point.value)) for point in found.records]


def troubles(found: ReadSheet[PointRead]) -> list[tuple[int, str, str]]:
    return [(one.place.row, one.place.column, one.code) for one in found.problems]


def test_a_column_of_values_is_named_by_its_header() -> None:
    found = sheet("日期,稀土价格指数\n2026-11-02,231.5\n2026-11-03,232\n")
    assert told(found) == [("稀土价格指数", "2026-11-02", "231.5"), ("稀土价格指数", "2026-11-03", "232")]
    assert found.header_row == 1


def test_several_indices_stand_side_by_side() -> None:
    found = sheet("Date\tACREI\tSunSirs\n2026-11-02\t231.5\t599\n2026-11-03\t\t601\n")
    assert told(found) == [
        ("ACREI", "2026-11-02", "231.5"),
        ("SunSirs", "2026-11-02", "599"),
        ("SunSirs", "2026-11-03", "601"),
    ]


def test_tables_side_by_side_have_their_own_dates() -> None:
    found = sheet("日期,甲指数,,日期,乙指数\n2026-11-02,100,,2026-10-01,50\n2026-11-03,101,,2026-11-01,51\n")
    assert sorted(told(found)) == [
        ("乙指数", "2026-10-01", "50"),
        ("乙指数", "2026-11-01", "51"),
        ("甲指数", "2026-11-02", "100"),
        ("甲指数", "2026-11-03", "101"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "指数名称,日期,点位\n甲,2026-11-02,100\n乙,2026-11-02,50\n",
        "日期,指数,收盘\n2026-11-02,甲,100\n2026-11-02,乙,50\n",
        "date;name;value\n2026-11-02;甲;100\n2026-11-02;乙;50\n",
    ],
)
def test_the_long_form_names_the_index_in_each_row(table: str) -> None:
    assert told(sheet(table)) == [("甲", "2026-11-02", "100"), ("乙", "2026-11-02", "50")]


def test_of_a_days_prices_the_closing_value_is_taken() -> None:
    table = "交易日期,开盘,最高,最低,收盘点位,涨跌幅(%),成交量\n2026-11-02,1,2,3,231.5,0.4,900\n"
    assert told(sheet(table, index="稀交所指数")) == [("稀交所指数", "2026-11-02", "231.5")]


def test_a_header_without_a_name_leaves_it_to_the_caller_then_to_the_file() -> None:
    table = "日期,收盘\n2026-11-02,231.5\n"
    assert told(sheet(table, index="甲"))[0][0] == "甲"
    assert told(sheet(table, "稀交所指数.csv"))[0][0] == "稀交所指数"
    assert troubles(sheet(table, "粘贴的表")) == [(2, "收盘", "unnamed-index")]


def test_without_a_header_the_first_date_and_number_are_taken() -> None:
    assert told(sheet("2026-11-02\t231.5\n2026-11-03\t232\n", "粘贴", "甲")) == [
        ("甲", "2026-11-02", "231.5"),
        ("甲", "2026-11-03", "232"),
    ]


def test_titles_blank_rows_sums_and_footers_are_no_points() -> None:
    table = "某指数历史数据\n\n日期,甲指数\n2026-11-02,100\n\n平均,100\n最高,120\n数据来源：某协会,\n"
    found = sheet(table)
    assert told(found) == [("甲指数", "2026-11-02", "100")]
    assert found.problems == ()
    assert found.header_row == 3


def test_wrong_cells_are_named_by_row_and_column() -> None:
    rows = ("2026-11-02,100,十", "13月5日,101,1", ",102,1", "2026-11-05,0,1", "2027-03-01,105,1", "1026-11-06,106,1")
    table = "\n".join(("日期,甲指数,乙指数", *rows))
    assert troubles(sheet(table)) == [
        (2, "乙指数", "not-a-number"),
        (3, "日期", "not-a-date"),
        (4, "日期", "missing-date"),
        (5, "甲指数", "point-not-positive"),
        (6, "日期", "future-date"),
        (6, "日期", "future-date"),
        (7, "日期", "not-a-date"),
    ]


def test_one_day_twice_counts_once_unless_it_differs() -> None:
    found = sheet("日期,甲指数\n2026-11-02,100\n2026-11-02,100.0\n2026-11-03,101\n2026-11-03,102\n")
    assert told(found) == [("甲指数", "2026-11-02", "100"), ("甲指数", "2026-11-03", "101")]
    assert troubles(found) == [(5, "甲指数", "point-twice")]


def test_a_column_of_remarks_is_no_index() -> None:
    assert {name for name, _, _ in told(sheet("日期,甲指数,点评\n2026-11-02,100,平稳\n2026-11-03,101,见2号文\n"))} == {
        "甲指数"
    }


def test_days_of_a_workbook_and_months_are_read(tmp_path: object) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "月度指数"
    for row in ([None, None], ["月份", "指数"], ["2026年9月", 300.1], [dt.datetime(2026, 10, 1), 301.2]):
        first.append(row)
    stream = io.BytesIO()
    book.save(stream)
    assert told(sheet(stream.getvalue(), "某.xlsx")) == [
        ("月度指数", "2026-09-01", "300.1"),
        ("月度指数", "2026-10-01", "301.2"),
    ]


def test_a_file_with_nothing_of_the_kind_says_so() -> None:
    found = read_published("品名,数量\n氧化镨钕,3\n".encode(), "甲.csv", TODAY)
    assert isinstance(found, Problem)
    assert found.code == "no-records-here"
    empty = read_published(b"", "甲.csv", TODAY)
    assert isinstance(empty, Problem)
    assert empty.code == "file-empty"
