"""Axes, ranges and ticks: arithmetic without a window."""

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.ui import language
from rare_desk.ui.chart.figures import deriving, ranges, scales
from rare_desk.ui.chart.figures.ranges import to_date, to_day
from rare_desk.ui.chart.figures.scales import Scale
from rare_desk.ui.chart.prepared.layout import spread
from rare_desk.ui.chart.prepared.timeaxis import time_ticks

numbers = st.floats(-1e7, 1e7).filter(lambda value: abs(value) > 1e-6)


def days(*texts: str) -> list[int]:
    return [to_day(dt.date.fromisoformat(text)) for text in texts]


def test_a_scale_maps_there_and_back() -> None:
    scale = Scale(100.0, 200.0, 50.0, 850.0)
    assert scale.at(150.0) == 450.0
    assert scale.back(scale.at(123.0)) == pytest.approx(123.0)


@given(st.floats(1e-3, 1e9), st.integers(3, 10))
def test_a_round_step_needs_at_most_that_many_rows(span: float, rows: int) -> None:
    step = scales.round_step(span, rows)
    assert span / step <= rows * (1 + 1e-6)
    assert step / span <= 2.5 / rows * (1 + 1e-6) or rows < 3


@given(numbers, st.floats(0.1, 1e6), numbers, st.floats(0, 1e6))
def test_the_second_axis_holds_its_values_with_round_ticks_on_the_first_ones_grid(
    low: float, span: float, other: float, width: float
) -> None:
    lo, hi = scales.padded(low, low + span)
    step = scales.round_step(hi - lo, 6)
    second_lo, second_hi, second_step = scales.second_axis(lo, hi, step, other, other + width)
    slack = (second_hi - second_lo) * 1e-6
    assert second_lo - slack <= other
    assert other + width <= second_hi + slack
    first_tick = scales.ticks(lo, hi, step)[0]
    at = second_lo + (first_tick - lo) / (hi - lo) * (second_hi - second_lo)
    assert at / second_step == pytest.approx(round(at / second_step), abs=1e-4)


@given(st.lists(st.floats(0, 600), min_size=1, max_size=20))
def test_end_tags_never_cover_each_other_and_keep_their_order(wanted: list[float]) -> None:
    placed = spread(wanted, 19, 0, 600)
    in_order = [placed[n] for n in sorted(range(len(wanted)), key=lambda n: wanted[n])]
    assert all(after - before >= 19 - 1e-6 for before, after in pairwise(in_order))


def test_tags_far_apart_stay_at_their_lines() -> None:
    assert spread([100.0, 300.0], 19, 0, 600) == [100.0, 300.0]


@pytest.mark.parametrize(
    ("name", "first"),
    [("1M", "2026-02-28"), ("3M", "2025-12-31"), ("6M", "2025-09-30"), ("YTD", "2026-01-01"), ("1Y", "2025-03-31")],
)
def test_ranges_count_back_from_the_last_day(name: ranges.Range, first: str) -> None:
    start, last = days(first, "2026-03-31")
    lo, hi = ranges.range_of(name, 0, last)
    assert lo == start - 0.5
    assert last < hi < last + 10


def test_all_begins_with_the_first_day() -> None:
    assert ranges.range_of("All", 19_000, 20_000)[0] == 18_999.5


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [("2026-03-31", 1, "2026-02-28"), ("2024-03-31", 1, "2024-02-29"), ("2026-01-15", 3, "2025-10-15")],
)
def test_months_before_end_with_a_day_that_exists(day: str, months: int, before: str) -> None:
    assert ranges.months_before(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(before)


def test_a_range_never_leaves_the_data() -> None:
    lo, hi = ranges.clamped(-5000, -4000, 0, 1000)
    assert hi > 0
    lo, hi = ranges.clamped(400, 401, 0, 1000)
    assert hi - lo == pytest.approx(ranges.SHORTEST)


def test_what_is_seen_between_two_points_counts_for_the_fit() -> None:
    on = np.array([0, 10], np.int64)
    assert scales.extent(on, np.array([0.0, 100.0]), 4, 6) == (40.0, 60.0)


def test_rebasing_starts_from_the_first_known_value_in_view() -> None:
    on, values = np.array([0, 1, 2, 3], np.int64), np.array([5.0, np.nan, 8.0, 9.0])
    assert deriving.first_from(on, values, 1) == 8.0


def _texts(first: str, last: str, width: float) -> list[str]:
    lo, hi = days(first, last)
    return [tick.text for tick in time_ticks(Scale(lo, hi, 0, width), 60)]


@pytest.fixture
def chinese(app: object) -> None:
    language.choose("zh")


@pytest.mark.usefixtures("chinese")
def test_a_year_has_its_months_in_chinese_and_its_turn_named() -> None:
    assert _texts("2025-10-20", "2026-10-20", 900)[:4] == ["11月", "12月", "2026年", "2月"]


@pytest.mark.usefixtures("app")
def test_a_year_has_its_months_in_english() -> None:
    language.choose("en")
    assert _texts("2025-10-20", "2026-10-20", 900)[:4] == ["Nov", "Dec", "2026", "Feb"]


@pytest.mark.usefixtures("chinese")
def test_without_a_turn_of_the_year_the_first_tick_says_the_year() -> None:
    assert _texts("2026-02-10", "2026-06-20", 500)[:2] == ["2026年3月", "4月"]


@pytest.mark.usefixtures("chinese")
def test_ten_years_are_told_by_years() -> None:
    assert _texts("2016-01-01", "2026-01-01", 700)[1] == "2017年"


@pytest.mark.usefixtures("chinese")
def test_a_month_is_told_by_days() -> None:
    texts = _texts("2026-03-02", "2026-03-30", 700)
    assert all(text.endswith("日") for text in texts[1:])


def test_days_and_dates_agree() -> None:
    assert to_date(to_day(dt.date(2026, 10, 22)) + 0.7) == dt.date(2026, 10, 22)
