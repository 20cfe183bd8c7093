"""Two series on common dates."""

import datetime as dt
from decimal import Decimal

import pytest

from rare_desk.core.comparison.aligning import (
    Fill,
    Freq,
    Pair,
    Take,
    align,
    between,
    coarser,
    natural,
    of_period,
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def points(*pairs: tuple[str, float]) -> list[tuple[dt.date, Decimal]]:
    return [(day(text), Decimal(str(value))) for text, value in pairs]


OWN = points(("03-02", 100), ("03-03", 101), ("03-04", 102), ("03-05", 103), ("03-09", 104), ("03-10", 105))
OTHER = points(("03-03", 10), ("03-05", 12), ("03-09", 14), ("03-16", 20))


def test_a_day_without_the_others_value_has_its_last_one_before() -> None:
    assert align(OWN, OTHER) == (
        Pair(day("03-03"), Decimal(101), Decimal(10)),
        Pair(day("03-04"), Decimal(102), Decimal(10)),
        Pair(day("03-05"), Decimal(103), Decimal(12)),
        Pair(day("03-09"), Decimal(104), Decimal(14)),
        Pair(day("03-10"), Decimal(105), Decimal(14)),
    )


def test_common_days_only_when_so_asked() -> None:
    assert [pair.date for pair in align(OWN, OTHER, fill=Fill.COMMON)] == [day("03-03"), day("03-05"), day("03-09")]


def test_pairs_end_where_the_other_series_ends() -> None:
    short = points(("03-03", 10), ("03-05", 12))
    assert [pair.date for pair in align(OWN, short)] == [day("03-03"), day("03-04"), day("03-05")]


def test_a_week_has_its_last_value_dated_by_the_own_series() -> None:
    assert align(OWN, OTHER, Freq.WEEK) == (
        Pair(day("03-05"), Decimal(103), Decimal(12)),
        Pair(day("03-10"), Decimal(105), Decimal(14)),
    )


def test_a_mean_is_taken_of_both() -> None:
    assert align(OWN, OTHER, Freq.WEEK, take=Take.MEAN)[0] == Pair(day("03-05"), Decimal("101.5"), Decimal(11))


def test_a_month_dated_by_its_first_day_meets_the_days_of_that_month() -> None:
    monthly = points(("02-01", 8), ("03-01", 9))
    assert align(OWN, monthly, Freq.MONTH) == (Pair(day("03-10"), Decimal(105), Decimal(9)),)


def test_series_that_never_meet_have_no_pairs() -> None:
    assert align(OWN, points(("05-01", 1))) == ()
    assert align(OWN, []) == ()
    assert align([], OWN) == ()


@pytest.mark.parametrize(
    ("gap", "expected"), [(1, Freq.DAY), (4, Freq.DAY), (5, Freq.WEEK), (10, Freq.WEEK), (11, Freq.MONTH)]
)
def test_the_usual_distance_of_points_tells_their_frequency(gap: int, expected: Freq) -> None:
    dates = [day("01-05") + dt.timedelta(days=gap * n) for n in range(5)]
    assert natural([(date, Decimal(1)) for date in dates]) is expected


def test_two_series_are_compared_at_the_coarser_frequency() -> None:
    assert coarser(Freq.DAY, Freq.MONTH) is Freq.MONTH
    assert coarser(Freq.WEEK, Freq.DAY) is Freq.WEEK


def test_weeks_are_iso_weeks_and_cross_the_year() -> None:
    across = [(dt.date(2025, 12, 29), Decimal(1)), (dt.date(2026, 1, 2), Decimal(2)), (dt.date(2026, 1, 5), Decimal(3))]
    assert of_period(across, Freq.WEEK) == [(dt.date(2026, 1, 2), Decimal(2)), (dt.date(2026, 1, 5), Decimal(3))]


def test_a_stretch_has_both_its_ends() -> None:
    assert between(OTHER, day("03-05"), day("03-09")) == OTHER[1:3]
    assert between(OTHER, None, None) == OTHER
