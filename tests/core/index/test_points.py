"""Sections 6 and 7 of the methodology: status, rounding, weeks and months."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.calendar import date_of
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.points import Point, published
from rare_desk.core.numbers import half_up
from rare_desk.core.publication import vintage
from rare_desk.core.rules.methodology import Methodology, WeightSet
from tests.core.index.books import Deal, index, rules

MON, TUE, WED, THU, FRI = (f"2025-01-{day:02}" for day in range(6, 11))
HALVES = {"LA-O": 0.5, "DY-O": 0.5}


def based(weights: dict[str, float] | None = None, **parameters: Any) -> Methodology:
    day = dt.date(2025, 1, 6)
    return replace(rules(weights, base_from=day, base_to=day), **parameters)


def lot(day: str, number: int, product: str = "LA-O", price: float = 100.0, pair: str = "") -> Deal:
    """The quantity tells trades of one pair apart."""
    buyer, seller = (pair[0], pair[1]) if pair else (f"{product}{number}{day}", "Z")
    return Deal(day, price, 1.0 + number / 8, buyer, seller, product)


def points(computation: Computation, name: str = "composite", freq: str = "daily") -> dict[str, Point]:
    series = computation.series(name, freq)
    return {point.date.isoformat(): point for point in map(series.point, range(len(series)))}


def standing(deals: list[Deal], methodology: Methodology | None = None) -> tuple[str, tuple[str, ...]]:
    point = points(index(deals, methodology or based()))[MON]
    return point.status, point.reasons


def test_three_trades_between_two_pairs_are_official() -> None:
    assert standing([lot(MON, 1, pair="AB"), lot(MON, 2, pair="AB"), lot(MON, 3, pair="AC")]) == ("official", ())


def test_two_trades_are_too_few() -> None:
    assert standing([lot(MON, 1, pair="AB"), lot(MON, 3, pair="AC")]) == ("indicative", ("trades",))


def test_one_pair_is_too_few_whichever_way_round() -> None:
    deals = [lot(MON, 1, pair="AB"), lot(MON, 2, pair="BA"), lot(MON, 3, pair="AB")]
    assert standing(deals) == ("indicative", ("pairs",))


def test_pairs_are_counted_once_across_products() -> None:
    deals = [lot(MON, 1, pair="AB"), lot(MON, 2, "DY-O", pair="AB"), lot(MON, 3, pair="BA")]
    found = points(index(deals, based(HALVES)))[MON]
    assert (found.trades, found.pairs, found.reasons) == (3, 1, ("pairs",))


def test_reasons_come_as_coverage_trades_pairs() -> None:
    deals = [lot(MON, 1, pair="AB"), lot(MON, 1, "DY-O", pair="AB"), lot(TUE, 2)]
    weights = {"LA-O": 0.4, "DY-O": 0.6}
    found = points(index(deals, based(weights, window_days=1)))[TUE]
    assert (found.coverage, found.reasons) == (0.4, ("coverage", "trades", "pairs"))


@pytest.mark.parametrize(("weight", "reasons"), [(0.5, ()), (0.4999994, ("coverage",)), (0.4999996, ())])
def test_coverage_is_half_the_weight_at_least_after_rounding(weight: float, reasons: tuple[str, ...]) -> None:
    deals = [lot(MON, 1, "DY-O"), *(lot(day, n) for n in range(3) for day in (MON, TUE))]
    weights = {"LA-O": weight, "DY-O": 1 - weight}
    assert points(index(deals, based(weights, window_days=1)))[TUE].reasons == reasons


def test_coverage_is_rounded_to_six_decimals() -> None:
    deals = [lot(MON, 1, "DY-O"), *(lot(day, n) for n in range(3) for day in (MON, TUE))]
    found = points(index(deals, based({"LA-O": 2.0, "DY-O": 1.0}, window_days=1)))[TUE]
    assert found.coverage == 0.666667


def test_windowed_prices_count_and_imputed_ones_do_not() -> None:
    deals = [lot(MON, n) for n in range(3)] + [lot(MON, n, "DY-O") for n in range(4)] + [lot(TUE, 9)]
    both = points(index(deals, based(HALVES, window_days=5)))[TUE]
    # LA-O goes back to Monday for its third trade, DY-O is windowed.
    assert (both.coverage, both.trades) == (1.0, 8)
    alone = points(index(deals, based(HALVES, window_days=1)))[TUE]
    assert (alone.coverage, alone.trades) == (0.5, 1)


def test_a_product_that_is_no_member_counts_for_nothing() -> None:
    deals = [lot(MON, 1, pair="AB"), lot(MON, 1, "TB-O", pair="CD"), lot(MON, 2, "TB-O", pair="EF")]
    assert points(index(deals, based()))[MON].trades == 1


def test_a_point_carries_its_volume_and_range() -> None:
    deals = [Deal(MON, 99.0, 2.0, "A", "B"), Deal(MON, 100.0, 1.0, "A", "C"), Deal(MON, 102.0, 3.0, "D", "C")]
    point = points(index(deals, based()))[MON]
    mean = (99 * 2 + 100 + 102 * 3) / 6
    assert point.volume_t == 6
    assert point.low == pytest.approx(1000 * 99 / mean)
    assert point.high == pytest.approx(1000 * 102 / mean)


# -- base open


def every_weekday(many: int) -> list[Deal]:
    days = np.arange("2025-01-06", "2025-03-31", dtype="datetime64[D]")
    weekdays = days[np.is_busday(days)][:many]
    return [Deal(str(day), 100.0, 1.0 + n / 8, f"P{n}", "Z") for n, day in enumerate(weekdays.tolist())]


@pytest.mark.parametrize(("many", "flagged"), [(5, 5), (19, 19), (20, 19), (30, 19)])
def test_points_are_base_open_until_the_twentieth_index_day(many: int, flagged: int) -> None:
    found = [point.flags for point in points(index(every_weekday(many), rules())).values()]
    assert found == [("base-open",)] * flagged + [()] * (many - flagged)


def test_a_base_that_is_given_is_never_open() -> None:
    assert {point.flags for point in points(index(every_weekday(5), based())).values()} == {()}


# -- publication


@given(st.floats(0.01, 1e7))
def test_published_values_are_half_up_of_the_shortest_form(raw: float) -> None:
    wanted = half_up(Decimal(repr(raw)), 2)
    assert Decimal(int(published(np.array([raw]))[0])).scaleb(-2) == wanted


@pytest.mark.parametrize(
    ("raw", "value"),
    [(1000.005, "1000.01"), (1000.015, "1000.02"), (2.675, "2.68"), (1.005, "1.01"), (1000.0049999999, "1000.00")],
)
def test_ties_go_up_as_they_are_written(raw: float, value: str) -> None:
    assert Decimal(int(published(np.array([raw]))[0])).scaleb(-2) == Decimal(value)


# -- weeks and months


def three_a_day(*days: str, price: float = 100.0) -> list[Deal]:
    return [Deal(day, price, 1.0 + n / 8, f"{day}{n}", "Z") for day in days for n in range(3)]


def test_a_week_is_the_mean_of_its_published_values_on_its_last_index_day() -> None:
    deals = [*three_a_day(MON), *three_a_day(TUE, price=100.0111), *three_a_day(THU, price=103.0)]
    computation = index(deals, based(), holidays=[FRI], last="2025-01-14")
    daily, weekly = points(computation), points(computation, freq="weekly")
    assert list(weekly) == [THU, "2025-01-14"]
    published_values = [daily[day].value for day in (MON, TUE, WED, THU)]
    assert published_values[1] == Decimal("1000.11")
    assert weekly[THU].raw == float(sum(published_values) / 4)


def test_a_mean_that_ends_in_a_five_goes_up() -> None:
    deals = [*three_a_day(MON), *three_a_day(TUE, price=100.001)]
    found = points(index(deals, based()), freq="weekly")[TUE]
    assert (found.raw, found.value) == (1000.005, Decimal("1000.01"))


def test_a_week_without_its_last_day_is_partial() -> None:
    assert points(index(three_a_day(MON, THU), based()), freq="weekly")[THU].flags == ("partial",)
    assert points(index(three_a_day(MON, THU), based(), holidays=[FRI]), freq="weekly")[THU].flags == ()
    assert points(index(three_a_day(MON, FRI), based()), freq="weekly")[FRI].flags == ()
    both = points(index(three_a_day(MON, "2025-01-14"), based()), freq="weekly")
    assert [point.flags for point in both.values()] == [(), ("partial",)]


def test_a_month_is_partial_until_its_last_index_day() -> None:
    days = (MON, "2025-01-30")
    assert points(index(three_a_day(*days), based()), freq="monthly")["2025-01-30"].flags == ("partial",)
    whole = index(three_a_day(*days), based(), holidays=["2025-01-31"])
    assert points(whole, freq="monthly")["2025-01-30"].flags == ()
    months = points(index(three_a_day(MON, "2025-02-28"), based()), freq="monthly")
    assert list(months) == ["2025-01-31", "2025-02-28"]


def test_a_week_counts_its_different_trades_and_pairs() -> None:
    # Monday's single trade is in the windows of all five days; Wednesday's is between the same pair.
    deals = [lot(MON, 1, pair="AB"), lot(WED, 2, pair="BA"), lot(WED, 3, pair="CD")]
    found = points(index(deals, based(), last=FRI), freq="weekly")[FRI]
    assert (found.trades, found.pairs, found.volume_t) == (3, 2, 3.75)


def test_a_window_that_reaches_back_counts_in_both_weeks() -> None:
    deals = [*three_a_day(THU), *three_a_day("2025-01-15")]
    found = points(index([lot(MON, 7), *deals], based(), last="2025-01-17"), freq="weekly")
    # Thursday's three are still the price of Monday and Tuesday.
    assert [point.trades for point in found.values()] == [4, 6]


def test_days_before_the_first_value_count_for_nothing() -> None:
    deals = [lot(MON, 1), lot(THU, 2, "DY-O"), lot(THU, 3)]
    method = replace(rules(HALVES, window_days=1), base_from=dt.date(2025, 1, 6), base_to=dt.date(2025, 1, 10))
    found = points(index(deals, method, last=FRI), freq="weekly")[FRI]
    assert found.trades == 2


@pytest.mark.parametrize(("full", "status"), [(1, "indicative"), (2, "official"), (3, "official")])
def test_a_week_is_official_when_half_its_days_are(full: int, status: str) -> None:
    days = (MON, TUE, WED, THU)
    deals = [deal for day in days[:full] for deal in three_a_day(day)] + [lot(day, 9) for day in days[full:]]
    found = points(index(deals, based(window_days=1), holidays=[FRI]), freq="weekly")[THU]
    assert found.status == status
    assert found.reasons == (("trades", "pairs") if status == "indicative" else ())


def test_coverage_of_a_week_is_the_mean_of_its_days() -> None:
    deals = [*three_a_day(MON), lot(MON, 5, "DY-O"), *three_a_day(TUE), *three_a_day(WED)]
    found = points(index(deals, based(HALVES, window_days=1)), freq="weekly")[WED]
    assert found.coverage == 0.666667


def test_reasons_of_an_indicative_week_are_the_union_of_its_days() -> None:
    # Monday lacks pairs, Tuesday lacks trades and pairs, Wednesday lacks coverage and trades.
    method = based({"LA-O": 0.3, "DY-O": 0.7}, window_days=1)
    monday = [lot(MON, n, product, pair="AB") for n in range(3) for product in ("LA-O", "DY-O")]
    tuesday = [lot(TUE, 5, "DY-O", pair="AB")]
    wednesday = [lot(WED, 6), lot(WED, 7)]
    computation = index([*monday, *tuesday, *wednesday], method)
    assert [point.reasons for point in points(computation).values()] == [
        ("pairs",),
        ("trades", "pairs"),
        ("coverage", "trades"),
    ]
    found = points(computation, freq="weekly")[WED]
    assert (found.status, found.reasons) == ("indicative", ("coverage", "trades", "pairs"))


def test_a_week_with_an_open_day_is_base_open() -> None:
    computation = index(every_weekday(30), rules())
    flags = [point.flags for point in points(computation, freq="weekly").values()]
    assert flags == [("base-open",)] * 4 + [()] * 2


def test_weeks_of_a_change_of_weights_count_each_day_by_its_own_set() -> None:
    sets = (WeightSet(dt.date(2025, 1, 6), HALVES), WeightSet(dt.date(2025, 1, 8), {"LA-O": 1.0}))
    method = replace(based(window_days=1), weight_sets=sets)
    deals = [lot(day, n, product) for n, day in enumerate((MON, TUE, WED, THU)) for product in ("LA-O", "DY-O")]
    found = points(index(deals, method, holidays=[FRI]), freq="weekly")[THU]
    assert found.trades == 6


@pytest.mark.parametrize(("first", "then"), [(1e-4, 1e12), (1e12, 1e-4)])
def test_a_value_that_two_decimals_cannot_tell_is_none(first: float, then: float) -> None:
    found = index([lot("2025-01-06", 1, price=first), lot("2025-03-03", 2, price=then)])
    points = found.series("composite")
    assert points.value.tolist() == [1000.0] * 40
    assert found.market.price[found.products.index("LA-O"), len(found.days) - 1] == then


@pytest.mark.parametrize("freq", ["weekly", "monthly"])
@pytest.mark.parametrize("first", ["1969-12-15", "1969-12-22"])
def test_periods_before_1970_have_the_published_values_too(first: str, freq: str) -> None:
    begin = dt.date.fromisoformat(first)
    found = index([lot((begin + dt.timedelta(days=n)).isoformat(), n, price=100.0 + n) for n in range(24)])
    points = found.series("composite", freq)
    assert vintage.dates(found, freq) == [date_of(day) for day in points.days.tolist()]
    assert vintage.Live(found, freq).moves(date_of(int(points.days[0])), {"composite": int(points.cents[0])}) == ()
