"""What each product contributed to a change: by hand, over chain links, and that it always adds up."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache
from math import fsum

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rare_desk.core.calendar import IndexDays
from rare_desk.core.explain.contributions import Change, by_group, contributions, shared
from rare_desk.core.index.engine import Computation, compute
from rare_desk.core.rules.methodology import WeightSet
from tests.core.index.books import GROUPS, Deal, columns, example, index, rules

MONDAY = dt.date(2025, 1, 6)
BOTH = {"LA-O": 0.25, "DY-O": 0.75}


@cache
def computed(book: str) -> Computation:
    deals, methodology = example(book)
    return compute(columns(deals), methodology, IndexDays(methodology.non_trading_days or ()), GROUPS)


def days(prices: dict[str, tuple[float, ...]], start: dt.date = MONDAY) -> list[Deal]:
    """A trade of each product a day, three pairs in turn, so that its own day alone prices it."""
    return [
        Deal(
            (start + dt.timedelta(days=number + number // 5 * 2)).isoformat(),
            price,
            3.0 + n,
            "ABC"[n],
            "XYZ"[n],
            product,
        )
        for product, row in prices.items()
        for number, price in enumerate(row)
        for n in range(3)
    ]


def asked(computation: Computation, first: dt.date, last: dt.date, freq: str = "daily") -> Change:
    found = contributions(computation, "composite", first, last, freq)
    assert found is not None
    return found


def test_a_product_contributes_its_weight_times_its_move_against_the_base() -> None:
    # Base: one day, so R is 100 and 2000. Then 100 -> 101 at a quarter is 2.50, 2000 -> 1980 at three quarters -7.50.
    base = {"base_from": MONDAY, "base_to": MONDAY}
    found = asked(
        index(days({"LA-O": (100.0, 101.0), "DY-O": (2000.0, 1980.0)}), rules(BOTH, **base)),
        MONDAY,
        MONDAY + dt.timedelta(days=1),
    )
    assert [(one.product, one.points, one.percent) for one in found.products] == [
        ("DY-O", Decimal("-7.50"), Decimal("-0.75")),
        ("LA-O", Decimal("2.50"), Decimal("0.25")),
    ]
    assert (found.points, found.percent) == (Decimal("-5.00"), Decimal("-0.50"))
    assert (found.products[0].price_before, found.products[0].price) == (2000.0, 1980.0)
    assert found.links == ()


def test_over_a_link_each_set_tells_its_own_piece() -> None:
    # Until Wednesday by 25:75, from it on by 50:50 of the prices of that day.
    wednesday, friday = MONDAY + dt.timedelta(days=2), MONDAY + dt.timedelta(days=4)
    methodology = rules(BOTH, base_from=MONDAY, base_to=MONDAY)
    sets = (*methodology.weight_sets, WeightSet(wednesday, {"LA-O": 0.5, "DY-O": 0.5}))
    deals = days({"LA-O": (100.0, 100.0, 102.0, 102.0, 102.0), "DY-O": (2000.0, 2000.0, 2000.0, 2000.0, 2040.0)})
    found = asked(index(deals, replace(methodology, weight_sets=sets)), MONDAY, friday)
    # LA-O: 1000 x 0.25 x 2 % = 5; then L = 1005 and DY-O: 1005 x 0.5 x 2 % = 10.05.
    assert {one.product: one.raw for one in found.products} == pytest.approx({"LA-O": 5.0, "DY-O": 10.05})
    assert found.links == (wednesday,)
    assert found.points == Decimal("15.05")


def test_a_product_that_left_the_weights_keeps_what_it_brought() -> None:
    wednesday, friday = MONDAY + dt.timedelta(days=2), MONDAY + dt.timedelta(days=4)
    methodology = rules(BOTH, base_from=MONDAY, base_to=MONDAY)
    sets = (*methodology.weight_sets, WeightSet(wednesday, {"LA-O": 1.0}))
    deals = days({"LA-O": (100.0,) * 5, "DY-O": (2000.0, 2000.0, 2040.0, 2080.0, 2080.0)})
    found = asked(index(deals, replace(methodology, weight_sets=sets)), MONDAY, friday)
    assert {one.product: one.raw for one in found.products} == pytest.approx({"LA-O": 0.0, "DY-O": 15.0})


def test_a_week_contributes_between_the_means_of_its_published_days() -> None:
    base = {"base_from": MONDAY, "base_to": MONDAY}
    deals = days({"LA-O": (100.0,) * 5 + (101.0,) * 5, "DY-O": (2000.0,) * 9 + (2020.0,)})
    friday = MONDAY + dt.timedelta(days=4)
    found = asked(index(deals, rules(BOTH, **base)), friday, friday + dt.timedelta(days=7), "weekly")
    # 1 % at a quarter over all five days; 1 % at three quarters on one day of five.
    assert {one.product: one.raw for one in found.products} == pytest.approx({"LA-O": 2.5, "DY-O": 1.5})
    assert found.points == Decimal("4.00")


def test_there_is_nothing_between_a_day_without_a_point_and_another() -> None:
    computation = index(days({"LA-O": (100.0, 101.0)}))
    tuesday = MONDAY + dt.timedelta(days=1)
    assert contributions(computation, "composite", MONDAY - dt.timedelta(days=1), tuesday) is None
    assert contributions(computation, "composite", tuesday, MONDAY) is None
    assert contributions(computation, "composite", tuesday, tuesday) is None


@pytest.mark.parametrize("book", ["a", "b"])
@pytest.mark.parametrize("freq", ["daily", "weekly", "monthly"])
@pytest.mark.parametrize("series", ["composite", "light", "heavy", "TB-O"])
def test_between_any_two_points_of_the_examples_everything_adds_up(book: str, freq: str, series: str) -> None:
    computation = computed(book)
    points = computation.series(series, freq)
    dates = [points.point(number).date for number in range(len(points))]
    step = max(len(dates) // 9, 1)
    for first in dates[::step]:
        for last in (day for day in dates[::step] if day > first):
            found = contributions(computation, series, first, last, freq)
            assert found is not None
            adds_up(found)


@given(st.data())
def test_contributions_add_up_to_the_change(data: st.DataObject) -> None:
    book = data.draw(st.sampled_from(("a", "b")))
    series = data.draw(st.sampled_from(computed(book).series_names))
    freq = data.draw(st.sampled_from(("daily", "weekly", "monthly")))
    points = computed(book).series(series, freq)
    assume(len(points) > 1)
    last = data.draw(st.integers(1, len(points) - 1))
    first = data.draw(st.integers(0, last - 1))
    found = contributions(computed(book), series, points.point(first).date, points.point(last).date, freq)
    assert found is not None
    adds_up(found)


def test_groups_bring_what_their_products_bring() -> None:
    computation = computed("a")
    points = computation.series("composite")
    found = asked(computation, points.point(10).date, points.point(len(points) - 1).date)
    groups = by_group(found, GROUPS)
    assert list(groups) == ["light", "heavy"]
    for group, brought in groups.items():
        assert brought == sum(one.points for one in found.products if GROUPS[one.product] == group)
    assert sum(groups.values()) == found.points


def adds_up(found: Change) -> None:
    assert fsum(one.raw for one in found.products) == pytest.approx(found.last.raw - found.first.raw, abs=1e-9)
    assert sum(one.points for one in found.products) == found.points == found.last.value - found.first.value
    assert sum(one.percent for one in found.products) == found.percent
    for one in found.products:
        assert abs(float(one.points) - one.raw) <= 0.02 + 1e-9


def test_what_is_left_over_goes_where_most_is_left_over() -> None:
    assert shared([1.2, 2.7, -0.9], 3) == [1, 3, -1]
    assert shared([0.5, 0.5], 1) == [1, 0]
    assert shared([1.0, 1.0], 1) == [1, 0]
    assert shared([3.4], 5) == [5]
    assert shared([], 0) == []


@given(st.lists(st.floats(-1e5, 1e5), min_size=1, max_size=30), st.integers(-3, 3))
def test_shares_always_add_up_and_lie_beside_the_exact_ones(exact: list[float], off: int) -> None:
    total = round(fsum(exact)) + off
    found = shared(exact, total)
    assert sum(found) == total
    assert all(abs(one - value) <= 2 + abs(off) for one, value in zip(found, exact, strict=True))
