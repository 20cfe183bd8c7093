"""Everything written is understood whole, or refused."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.parsing import (
    parse_date,
    parse_month,
    parse_number,
    parse_quantity,
    parse_range,
    parse_unit,
    serial_date,
)
from rare_desk.core.problems import Problem, problem
from rare_desk.core.units import Unit

TODAY = dt.date(2025, 9, 10)
WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
numbers = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=4)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def code(read: object) -> str:
    assert isinstance(read, Problem)
    return read.code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１２.５", "12.5"),
        ("￥432,500.00", "432500.00"),
        ("¥ -3", "-3"),
        ("US$804.63", "804.63"),
        ("5.82万", "58200"),
        ("57.9万元", "579000"),
        ("1.2亿", "120000000"),
        ("9,850.00元", "9850.00"),
        ("13%", "13"),
        ("−3", "-3"),
        ("(3.5)", "-3.5"),
        ("+7", "7"),
        (".5", "0.5"),
        ("\u200b12.5\ufeff", "12.5"),
        ("\u200e5\u200f", "5"),
    ],
)
def test_a_number_is_read_in_every_form_a_desk_writes(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1 02 0",
        "3..5",
        "1,23",
        "1234,567",
        "12,",
        "5.",
        "--3",
        "-¥-3",
        "(3",
        "1e5",
        "abc",
        "3 4",
        "∞",
        "1.2.3",
        "580000¹",
        "52.5②",
        "①5",
        "10⁵",
        "5₂",
        "½",
        "\u202e54",
    ],
)
def test_a_number_is_never_read_in_part(text: str) -> None:
    read = parse_number(text)
    assert code(read) == "not-a-number"
    assert isinstance(read, Problem)
    assert read.value == text


def test_a_comma_marks_decimals_where_the_column_says_so() -> None:
    assert parse_number("1.234,5", ",") == Decimal("1234.5")
    assert code(parse_number("1,234.5", ",")) == "not-a-number"


@given(numbers)
def test_a_formatted_number_is_read_back(value: Decimal) -> None:
    for text in (f"{value}", f"{value:,}", f"{value:,}".translate(WIDE), f" ￥{value:,} "):
        assert parse_number(text) == value
    swapped = f"{value:,}".translate(str.maketrans(",.", ".,"))
    assert parse_number(swapped, ",") == value


@given(st.text(max_size=12))
def test_no_text_breaks_the_readers(text: str) -> None:
    for mark in (".", ","):
        parse_number(text, mark)
        parse_quantity(text, mark)
        parse_range(text, mark)
    parse_date(text)
    parse_date(text, TODAY, day_first=True)
    parse_unit(text)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.3吨", "1.3", Unit.T),
        ("350公斤", "350", Unit.KG),
        ("2,450 KG", "2450", Unit.KG),
        ("1.2万吨", "12000", Unit.T),
        ("12", "12", None),
    ],
)
def test_a_quantity_brings_its_unit(text: str, value: str, unit: Unit | None) -> None:
    assert parse_quantity(text) == (Decimal(value), unit)


def test_a_quantity_in_an_unknown_unit_is_refused() -> None:
    assert code(parse_quantity("3.5 lb")) == "unknown-unit"
    assert code(parse_quantity("3..5吨")) == "not-a-number"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("415000-420000", "415000", "420000"),
        ("1.2～1.3", "1.2", "1.3"),
        ("164.79～164.87", "164.79", "164.87"),
        ("41.5-42万", "415000", "420000"),
        ("9800-1.2万", "9800", "12000"),
        ("4.1至4.2", "4.1", "4.2"),
        ("6468-6468", "6468", "6468"),
        ("300", "300", "300"),
    ],
)
def test_a_range_is_low_and_high(text: str, low: str, high: str) -> None:
    assert parse_range(text) == (Decimal(low), Decimal(high))


def test_a_range_the_wrong_way_round_is_refused() -> None:
    assert code(parse_range("420000-415000")) == "range-reversed"
    assert code(parse_range("1-2-3")) == "not-a-number"


@given(days)
def test_a_written_day_is_read_back(day: dt.date) -> None:
    forms = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d-%b-%Y", "%b %d, %Y", "%Y-%m-%d 00:00:00")
    chinese = f"{day:%Y}年{day:%m}月{day:%d}日"
    for text in (chinese, *map(day.strftime, forms)):
        assert parse_date(text) == day
        assert parse_date(text.translate(WIDE)) == day
    assert parse_date(f"{day.year}{day.month:02}{day.day:02}") == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}", day_first=True) == day
    assert parse_date(f"{day.month}/{day.day}/{day.year}", day_first=False) == day
    assert serial_date((day - dt.date(1899, 12, 30)).days) in (day, None)


@pytest.mark.parametrize(
    "text", ["2025-13-40", "2025-2-30", "2025-1/8", "foo", "", "31/31/2025", "2025", "9.7", "2025-1-2²"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    assert code(parse_date(text)) == "not-a-date"


def test_a_day_and_month_that_nothing_decides_are_ambiguous() -> None:
    assert code(parse_date("08/01/2025")) == "ambiguous-date"
    assert parse_date("13/01/2025") == dt.date(2025, 1, 13)
    assert parse_date("08/08/2025") == dt.date(2025, 8, 8)


def test_a_month_is_its_first_day() -> None:
    assert parse_date("2017年11月") == parse_date("2017-11") == parse_date("Nov 2017") == dt.date(2017, 11, 1)
    assert parse_month("2017年13月") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("t", dt.date(2025, 9, 10)),
        ("-1", dt.date(2025, 9, 9)),
        ("+7", dt.date(2025, 9, 17)),
        ("22", dt.date(2025, 9, 22)),
        ("9.7", dt.date(2025, 9, 7)),
        ("9月7日", dt.date(2025, 9, 7)),
        ("2024/2/29", dt.date(2024, 2, 29)),
    ],
)
def test_a_form_knows_shorthand(text: str, day: dt.date) -> None:
    assert parse_date(text, TODAY) == day


def test_a_year_above_the_table_completes_a_day() -> None:
    assert parse_date("9.7", year=2026) == dt.date(2026, 9, 7)
    assert code(parse_date("31", TODAY)) == "not-a-date"


def test_serials_count_from_either_epoch() -> None:
    assert serial_date(45658.75) == dt.date(2025, 1, 1)
    assert serial_date(45658 - 1462, epoch_1904=True) == dt.date(2025, 1, 1)
    assert serial_date(431) is None


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2101-01-01", "9999年12月31日"])
def test_a_year_in_which_nobody_deals_is_no_date(text: str) -> None:
    assert parse_date(text) == problem("not-a-date", value=text)


def test_the_first_and_the_last_year_of_dates() -> None:
    assert parse_date("1900-01-01") == dt.date(1900, 1, 1)
    assert parse_date("2100-12-31") == dt.date(2100, 12, 31)
