"""Days as they stand in tables."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.problems import Problem
from rare_desk.sheets.reading.meaning.dates import cut_day, plainer, read_day, short_orders, year_of_all

DAY = dt.date(2025, 3, 14)


@pytest.mark.parametrize(
    "text",
    [
        "25.3.14", "25/3/14", "25-03-14", "2025.03.14.", "2025-3-14日", "2025年3月14号", "25年3月14日", "14-Mar-25",
        "14 Mar 25", "14-Mar-2025", "Mar 14, 2025", "20250314", "２０２５年３月１４日", "2025年3月14日星期五",
        "2025-03-14（周五）", "2025-03-14 14:30", "2025/3/14 下午2:30", "2025年3月14日14:30:05",
        "2025年3月14日 14时30分",
        "2025-03-14 2:30 PM", "2025-03-14T14:30:00+08:00", "2025-03-14T14:30:00.000Z", "二〇二五年三月十四日",
        "二零二五年三月十四日", "3/14/25",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert read_day(text, today=2026) == DAY


@pytest.mark.parametrize(("text", "day"), [("二〇二五年十二月三十一日", 31), ("二〇二五年十二月廿三日", 23)])
def test_chinese_numerals_are_days(text: str, day: int) -> None:
    assert read_day(text) == dt.date(2025, 12, day)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("25.13.14", "not-a-date"), ("03/04/25", "ambiguous-date"), ("25.1.24", "ambiguous-date"),
        ("3月14日", "missing-year"), ("3.14", "missing-year"),
        ("14-Xyz-25", "not-a-date"), ("2025-03-14 25", "not-a-date"), ("25", "not-a-date"),
        ("2025-03-14 急", "not-a-date"), ("二〇二五年十三月一日", "not-a-date"),
    ],
)  # fmt: skip
def test_what_leaves_two_readings_or_none_is_no_day(text: str, code: str) -> None:
    found = read_day(text, today=2026)
    assert isinstance(found, Problem)
    assert (found.code, found.value) == (code, text)


def test_a_two_digit_year_means_one_lately_and_none_where_today_is_not_known() -> None:
    assert isinstance(read_day("25.3.14"), Problem)
    assert read_day("14.3.25", today=2026) == DAY
    for text, code in (("18.5.13", "ambiguous-date"), ("05.3.30", "not-a-date")):
        found = read_day(text, today=2026)
        assert isinstance(found, Problem)
        assert found.code == code


@pytest.mark.parametrize(
    ("cells", "year", "orders"),
    [
        (["25.1.8", "25.1.24"], 0, ("ymd",)),
        (["25/06/25", "03/04/25"], 0, ("dmy",)),
        (["06/25/25", "03/04/25"], 0, ("mdy",)),
        (["03/04/25"], 0, ("dmy", "mdy")),
        (["25.1.24"], 0, ("ymd", "dmy")),
        (["25.1.24"], 2025, ("ymd",)),
        (["2025-01-08", 3.5, None], 0, ()),
    ],
)
def test_all_rows_of_a_column_tell_the_order_of_a_two_digit_year(
    cells: list[str], year: int, orders: tuple[str, ...]
) -> None:
    assert short_orders(cells, 2026, year) == orders


def test_the_year_of_the_other_rows_is_theirs_only_when_it_is_one() -> None:
    assert year_of_all([dt.date(2025, 1, 7), "1月8日", "2025-02-03"]) == 2025
    assert year_of_all([dt.date(2025, 1, 7), dt.datetime(2024, 12, 30), "1月8日"]) == 0
    assert year_of_all(["1月8日", 3, ""]) == 0


@pytest.mark.parametrize(
    ("number", "cut"), [("1.1", True), ("12.3", True), ("1.4", False), ("1.15", False), ("13.1", False)]
)
def test_a_number_may_have_lost_its_last_nought(number: str, cut: bool) -> None:
    assert cut_day(number) is cut


@given(st.text(max_size=70))
def test_any_text_is_a_day_or_a_problem(text: str) -> None:
    plainer(text)
    found = read_day(text, today=2026)
    assert isinstance(found, dt.date | Problem)


@given(
    st.dates(dt.date(2015, 1, 1), dt.date(2026, 12, 31)),
    st.sampled_from(("%Y-%m-%d", "%Y年%m月%d日", "%d-%b-%y", "%y年%m月%d日")),
)
def test_what_is_written_is_read(day: dt.date, form: str) -> None:
    written = day.strftime(form.encode("unicode-escape").decode())  # Windows' C locale has no Chinese
    assert read_day(written.encode().decode("unicode-escape"), today=2026) == day
