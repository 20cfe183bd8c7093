"""Section 5 of the methodology: base, weight sets, links, and which series have values when."""

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.calendar import date_of
from rare_desk.core.index.engine import Computation
from rare_desk.core.rules.methodology import Methodology, WeightSet
from tests.core.index.books import Deal, index, rules

MON, TUE, WED, THU, FRI = (f"2025-01-{day:02}" for day in range(6, 11))


def sold(product: str, **prices: float) -> list[Deal]:
    """One trade a day between ever new parties, `d06=100.0` on the 6th of January."""
    return [
        Deal(f"2025-01-{day[1:]}", price, 1.0, f"{product}{day}", "Z", product) for day, price in sorted(prices.items())
    ]


def sets(*given: tuple[str, dict[str, float]], **parameters: Any) -> Methodology:
    """Windows of one day, so that a day without a trade is imputed."""
    made = tuple(WeightSet(dt.date.fromisoformat(day), weights) for day, weights in given)
    return replace(rules(window_days=1, **parameters), weight_sets=made)


def base(first: str, last: str) -> dict[str, dt.date]:
    return {"base_from": dt.date.fromisoformat(first), "base_to": dt.date.fromisoformat(last)}


def values(computation: Computation, name: str = "composite") -> dict[str, float]:
    series = computation.series(name)
    return {date_of(day).isoformat(): raw for day, raw in zip(series.days.tolist(), series.raw.tolist(), strict=True)}


ONE = {"LA-O": 1.0}
HALVES = {"LA-O": 0.5, "CE-O": 0.5}


def test_the_base_is_the_mean_of_its_days_both_included() -> None:
    prices = sold("LA-O", d06=90.0, d07=100.0, d08=102.0, d09=104.0, d10=110.0)
    found = values(index(prices, sets((MON, ONE), **base(TUE, THU))))
    assert found[WED] == pytest.approx(1000)
    assert found[MON] == pytest.approx(1000 * 90 / 102)
    assert found[FRI] == pytest.approx(1000 * 110 / 102)


def test_the_base_leaves_out_prices_further_than_fifteen_percent_from_their_median() -> None:
    far = [*sold("LA-O", d06=100.0, d07=100.0), *sold("LA-O", d09=115.1)]
    near = [*sold("LA-O", d06=100.0, d07=100.0), *sold("LA-O", d09=114.9)]
    loose = sets((MON, ONE), **base(MON, THU), unverified_band=1.15, outlier_threshold=99.0)
    # Refused trades are in no daily price: two in the history would refuse the far one, so days stand apart.
    apart = replace(loose, outlier_history_days=0)
    assert values(index(far, apart))[MON] == pytest.approx(1000)
    assert values(index(near, apart))[MON] == pytest.approx(1000 * 100 / ((100 + 100 + 114.9) / 3))


def test_imputed_prices_are_not_in_the_base() -> None:
    prices = [*sold("LA-O", d06=100.0, d08=104.0), *sold("CE-O", d06=50.0, d07=60.0, d08=50.0)]
    apart = sets((MON, HALVES), **base(MON, WED), outlier_history_days=0)
    computation = index(prices, apart)
    assert computation.sets[0].reference[computation.products.index("LA-O")] == pytest.approx(102)


def test_a_product_without_a_base_price_is_no_member() -> None:
    prices = [*sold("LA-O", d06=100.0, d07=105.0), *sold("CE-O", d07=50.0)]
    found = index(prices, sets((MON, HALVES), **base(MON, MON)))
    assert values(found)[TUE] == pytest.approx(1050)
    assert values(found, "CE-O") == {}


def test_an_open_base_is_the_first_twenty_index_days() -> None:
    twenty = [Deal(f"2025-01-{6 + n:02}", 100.0, 1.0, f"P{n}", "Z") for n in range(25)]
    weekdays = [deal for deal in twenty if dt.date.fromisoformat(deal.date).weekday() < 5]
    later = [Deal("2025-01-31", 104.0, 2.0, "X", "Z"), Deal("2025-02-03", 106.0, 1.0, "Y", "Z")]
    # The 31st is the twentieth day, at 104; the 3rd of February is after it.
    assert len(weekdays) == 19
    found = values(index([*weekdays, *later], sets((MON, ONE))))
    assert found["2025-02-03"] == pytest.approx(1000 * 106 / ((19 * 100 + 104) / 20))


def test_a_series_of_the_first_set_begins_when_all_its_members_have_a_price() -> None:
    prices = [*sold("LA-O", d06=100.0, d07=100.0, d08=100.0), *sold("CE-O", d08=50.0)]
    computation = index(prices, sets((MON, HALVES), **base(MON, WED)))
    assert list(values(computation)) == [WED]
    assert list(values(computation, "LA-O")) == [MON, TUE, WED]


def test_a_level_is_the_weighted_mean_of_relatives() -> None:
    prices = [*sold("LA-O", d06=100.0, d07=110.0), *sold("CE-O", d06=50.0, d07=50.0)]
    weights = {"LA-O": 0.6, "CE-O": 0.2}
    assert values(index(prices, sets((MON, weights), **base(MON, MON))))[TUE] == pytest.approx(1075)


def test_groups_and_products_are_series_of_their_own() -> None:
    prices = [*sold("LA-O", d06=100.0, d07=110.0), *sold("DY-O", d06=50.0, d07=52.0)]
    computation = index(prices, sets((MON, {"LA-O": 0.5, "DY-O": 0.5}), **base(MON, MON)))
    levels = {name: values(computation, name)[TUE] for name in ("composite", "light", "heavy", "LA-O", "DY-O")}
    assert levels == pytest.approx({"composite": 1070, "light": 1100, "heavy": 1040, "LA-O": 1100, "DY-O": 1040})
    assert computation.series_names == ("composite", "light", "heavy", "DY-O", "LA-O")


def test_a_product_outside_the_weights_has_prices_and_no_series() -> None:
    prices = [*sold("LA-O", d06=100.0), *sold("TB-O", d06=5.0)]
    computation = index(prices, sets((MON, {"LA-O": 1.0, "GD-O": 0.0}), **base(MON, MON)))
    assert computation.daily_prices("TB-O").price.tolist() == [5.0]
    assert {"TB-O", "GD-O"}.isdisjoint(computation.series_names)
    with pytest.raises(KeyError):
        computation.series("TB-O")


# -- later sets

PRICES = [
    *sold("LA-O", d06=100.0, d07=102.0, d08=104.0, d09=106.0, d10=108.0),
    *sold("CE-O", d06=50.0, d07=50.0, d08=51.0, d09=51.0, d10=51.0),
]


def test_a_later_set_is_linked_at_the_level_of_the_old_one() -> None:
    found = values(index(PRICES, sets((MON, HALVES), (WED, {"LA-O": 1.0, "CE-O": 1.0}), **base(MON, MON))))
    link = 1000 * (1.04 + 1.02) / 2
    assert found[WED] == pytest.approx(link)
    assert found[FRI] == pytest.approx(link * (108 / 104 + 1) / 2)


def test_a_set_is_in_force_from_the_first_index_day_on_or_after_its_date() -> None:
    one_sided = {"LA-O": 1.0}
    for effective, holidays in (("2025-01-08", ()), ("2025-01-08", (WED,))):
        method = sets((MON, HALVES), (effective, one_sided), **base(MON, MON))
        computation = index(PRICES, method, holidays=holidays)
        start = THU if holidays else WED
        assert date_of(int(computation.days[computation.sets[1].start])).isoformat() == start
    found = values(index(PRICES, sets((MON, HALVES), ("2025-01-11", one_sided), **base(MON, MON))))
    assert found[FRI] == pytest.approx(1000 * (1.08 + 1.02) / 2)


def test_the_first_set_holds_from_the_first_day_whatever_its_date() -> None:
    assert values(index(PRICES, sets(("2025-01-09", HALVES), **base(MON, MON))))[MON] == pytest.approx(1000)


def test_of_sets_that_begin_on_one_day_the_last_holds() -> None:
    method = sets((MON, HALVES), ("2025-01-04", {"LA-O": 1.0}), **base(MON, MON))
    assert values(index(PRICES, method))[TUE] == pytest.approx(1020)
    method = sets((MON, HALVES), ("2025-01-11", HALVES), ("2025-01-12", ONE), **base(MON, MON))
    computation = index([*PRICES, *sold("LA-O", d13=108.0)], method)
    assert [regime.effective.day for regime in computation.sets] == [6, 12]


def test_a_dropped_product_ends_and_the_others_go_on() -> None:
    computation = index(PRICES, sets((MON, HALVES), (WED, {"LA-O": 1.0, "CE-O": 0.0}), **base(MON, MON)))
    assert list(values(computation, "CE-O")) == [MON, TUE]
    assert values(computation)[FRI] == pytest.approx(1030 * 108 / 104)


def test_a_product_that_comes_in_begins_at_the_base_value() -> None:
    computation = index(PRICES, sets((MON, {"LA-O": 1.0}), (WED, HALVES), **base(MON, MON)))
    assert values(computation, "CE-O") == pytest.approx({WED: 1000, THU: 1000, FRI: 1000})
    assert values(computation)[FRI] == pytest.approx(1040 * (108 / 104 + 1) / 2)


def test_a_series_that_had_members_but_no_value_begins_at_the_base_value() -> None:
    # Under the first set light waits for CE-O, whose first price comes on the day of the change.
    prices = [*sold("LA-O", d06=100.0, d07=102.0, d08=104.0, d09=104.0), *sold("CE-O", d08=50.0)]
    computation = index(prices, sets((MON, HALVES), (WED, ONE), **base(MON, WED)))
    assert list(values(computation, "light")) == [WED, THU]
    assert values(computation, "light")[WED] == pytest.approx(1000)
    before = index(prices, sets((MON, HALVES), (THU, ONE), **base(MON, WED)))
    assert values(before, "light")[THU] == pytest.approx(1000 * (104 / 102 + 1) / 2)


def test_the_reference_of_a_later_set_may_be_imputed() -> None:
    prices = [*sold("LA-O", d06=100.0, d07=100.0, d08=110.0, d09=110.0), *sold("CE-O", d06=50.0, d09=55.0)]
    computation = index(prices, sets((MON, HALVES), (WED, HALVES), **base(MON, MON)))
    assert computation.sets[1].reference[computation.products.index("CE-O")] == pytest.approx(55)
    assert values(computation)[THU] == pytest.approx(1100)


def test_a_product_without_a_price_at_the_start_is_no_member_of_that_set() -> None:
    prices = [*sold("LA-O", d06=100.0, d07=100.0, d08=110.0), *sold("CE-O", d08=50.0)]
    computation = index(prices, sets((MON, ONE), (TUE, HALVES), **base(MON, MON)))
    assert values(computation, "CE-O") == {}
    assert values(computation)[WED] == pytest.approx(1100)
    assert computation.series("composite").coverage.tolist() == [1.0, 1.0, 1.0]


def test_on_the_first_day_of_a_set_its_own_weights_lead_and_count() -> None:
    prices = [
        *sold("LA-O", d06=100.0, d07=110.0),
        *sold("CE-O", d06=50.0, d07=50.0),
        *sold("PRND-O", d06=300.0),
    ]
    old = {"LA-O": 0.5, "CE-O": 0.25, "PRND-O": 0.25}
    new = {"LA-O": 0.25, "CE-O": 0.5, "PRND-O": 0.25}
    computation = index(prices, sets((MON, old), (TUE, new), **base(MON, MON)))
    # G = (0.25 + 0.5) / (0.25 x 100 / 110 + 0.5), with the new references of Tuesday.
    move = 0.75 / (0.25 * 100 / 110 + 0.5)
    assert computation.daily_prices("PRND-O").price[1] == pytest.approx(300 * move)
    assert computation.series("composite").coverage.tolist()[1] == 0.75


def test_a_series_comes_back_at_the_level_it_would_have_reached() -> None:
    method = sets((MON, HALVES), (TUE, {"LA-O": 1.0}), (THU, HALVES), **base(MON, MON))
    computation = index(PRICES, method)
    assert list(values(computation, "CE-O")) == [MON, THU, FRI]
    assert values(computation, "CE-O")[THU] == pytest.approx(1020)


# -- axioms

MOVES = st.lists(st.floats(0.98, 1.02), min_size=4, max_size=4)


def booked(la: list[float], ce: list[float]) -> list[Deal]:
    days = (MON, TUE, WED, THU)
    return [
        Deal(day, price, 1.0, f"{product}{day}", "Z", product)
        for product, prices in (("LA-O", la), ("CE-O", ce))
        for day, price in zip(days, prices, strict=True)
    ]


METHOD = sets((MON, HALVES), (WED, {"LA-O": 0.3, "CE-O": 0.7}), **base(MON, MON))


@settings(max_examples=40, deadline=None)
@given(MOVES, MOVES, st.floats(0.5, 2.0))
def test_identity_proportionality_and_the_unit_of_a_price(la: list[float], ce: list[float], factor: float) -> None:
    first = index(booked([100 * m for m in la], [50 * m for m in ce]), METHOD).series("composite").raw
    unit = index(booked([100 * m * factor for m in la], [50 * m for m in ce]), METHOD).series("composite").raw
    assert first == pytest.approx(unit, rel=1e-9)
    steady = index(booked([100.0] * 4, [50.0] * 4), METHOD).series("composite").raw
    assert steady == pytest.approx(np.full(4, 1000.0))
    alike = index(booked([100 * m for m in la], [50 * m for m in la]), METHOD).series("composite").raw
    assert alike == pytest.approx([1000 * m / la[0] for m in la], rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(MOVES, MOVES, st.floats(1.001, 1.01))
def test_a_dearer_product_never_lowers_the_index(la: list[float], ce: list[float], dearer: float) -> None:
    plain = index(booked([100 * m for m in la], [50 * m for m in ce]), METHOD).series("composite").raw
    raised = [*la[:3], la[3] * dearer]
    more = index(booked([100 * m for m in raised], [50 * m for m in ce]), METHOD).series("composite").raw
    assert more[:3].tolist() == plain[:3].tolist()
    assert more[3] > plain[3]
