"""Indices of the user's own: weights of their own over the same daily prices."""

import datetime as dt
from dataclasses import replace

import pytest

from rare_desk.core.explain.contributions import contributions
from rare_desk.core.explain.explanation import explain
from rare_desk.core.index.engine import Computation
from rare_desk.core.rules.methodology import CustomIndex, Methodology, WeightSet
from tests.core.index.books import Deal, Told, index, rules

MON, TUE, WED, THU, FRI = (f"2025-01-{day:02}" for day in range(6, 11))
START = dt.date(2025, 1, 1)
BASE = dt.date(2025, 1, 6)
MAIN = rules({"LA-O": 1.0}, window_days=1, base_from=BASE, base_to=BASE)


def magnet(*later: WeightSet) -> Methodology:
    sets = (WeightSet(START, {"PRND-O": 0.75, "DY-O": 0.25}), *later)
    return replace(MAIN, indices=(CustomIndex("magnet", "磁材", "Magnets", sets),))


def sold(product: str, *prices: float | None) -> list[Deal]:
    """One trade a day from Monday on, None being a day without; Monday's of 2 t, each later one of 1 t more."""
    deals = zip((MON, TUE, WED, THU, FRI), prices, (2.0, 3.0, 4.0, 5.0, 6.0), strict=False)
    return [
        Deal(day, paid, tonnes, f"{product}B", f"{product}S", product)
        for day, paid, tonnes in deals
        if paid is not None
    ]


BOOK = [*sold("LA-O", 100.0, 110.0), *sold("PRND-O", 400.0, 420.0), *sold("DY-O", 2000.0, 1900.0)]


def values(computation: Computation, name: str = "magnet") -> list[float]:
    return [round(value, 9) for value in computation.series(name).raw.tolist()]


def test_it_is_a_series_of_its_own_weights_over_the_daily_prices() -> None:
    # 0.75 x 420 / 400 + 0.25 x 1900 / 2000
    assert values(index(BOOK, magnet())) == [1000.0, 1025.0]


def test_it_stands_after_the_given_series_and_leaves_them_as_they_are() -> None:
    computation, without = index(BOOK, magnet()), index(BOOK, MAIN)
    assert computation.series_names == (*without.series_names, "magnet")
    for name in without.series_names:
        assert values(computation, name) == values(without, name)
        assert computation.series(name).coverage.tolist() == without.series(name).coverage.tolist()


def test_its_products_may_be_outside_the_main_weights_and_get_no_series_of_their_own() -> None:
    assert index(BOOK, magnet()).series_names == ("composite", "light", "heavy", "LA-O", "magnet")


def test_its_imputed_prices_move_by_the_main_weights_alone() -> None:
    book = [*sold("LA-O", 100.0, 110.0), *sold("PRND-O", 400.0, None), *sold("DY-O", 2000.0, 1900.0)]
    computation = index(book, magnet())
    # LA-O, of PRND-O's group, rose by a tenth; DY-O, which only the index weighs, moves nothing.
    assert computation.daily_prices("PRND-O").price.tolist() == pytest.approx([400.0, 440.0])
    assert values(computation) == [1000.0, 1062.5]


def test_it_has_a_value_only_when_all_its_members_have_prices() -> None:
    book = [*sold("LA-O", 100.0, 100.0), *sold("PRND-O", 400.0, 400.0), *sold("DY-O", None, 1900.0)]
    base = replace(magnet(), base_to=dt.date(2025, 1, 7))
    points = index(book, base).series("magnet")
    assert [points.point(n).date for n in range(len(points))] == [dt.date(2025, 1, 7)]


def test_a_product_without_a_reference_price_is_no_member() -> None:
    book = [*sold("LA-O", 100.0, 100.0), *sold("PRND-O", 400.0, 440.0), *sold("DY-O", None, 1900.0)]
    assert values(index(book, magnet())) == [1000.0, 1100.0]


def test_a_later_set_takes_over_at_the_level_that_the_earlier_one_reached() -> None:
    wednesday = WeightSet(dt.date(2025, 1, 8), {"PRND-O": 0.5, "LA-O": 0.5})
    book = [
        *sold("LA-O", 100.0, 110.0, 120.0, 132.0),
        *sold("PRND-O", 400.0, 420.0, 440.0, 440.0),
        *sold("DY-O", 2000.0, 2000.0, 2000.0, 2000.0),
    ]
    computation = index(book, magnet(wednesday))
    # On Wednesday still by the first set, from then on by the prices of that day.
    assert values(computation) == [1000.0, 1037.5, 1075.0, 1128.75]
    assert values(computation, "composite") == [1000.0, 1100.0, 1200.0, 1320.0]


def test_its_status_has_its_own_coverage_trades_and_pairs() -> None:
    computation = index([*BOOK, *sold("LA-O", None, None, 111.0)], magnet(), told=[Told(WED, 2100.0, product="DY-O")])
    points = computation.series("magnet")
    tuesday, wednesday = points.point(1), points.point(2)
    assert (tuesday.coverage, tuesday.trades, tuesday.pairs, tuesday.volume_t) == (1.0, 2, 2, 6.0)
    assert tuesday.reasons == ("trades",)
    # PRND-O is imputed, DY-O quoted.
    assert (wednesday.coverage, wednesday.trades, wednesday.reasons) == (0.25, 0, ("coverage", "trades", "pairs"))


def test_it_has_weekly_and_monthly_points() -> None:
    computation = index(BOOK, magnet())
    for freq in ("weekly", "monthly"):
        point = computation.series("magnet", freq).point(0)
        assert (str(point.value), point.trades, point.pairs) == ("1012.50", 4, 2)


def test_explain_tells_its_own_weights_references_and_link() -> None:
    wednesday = WeightSet(dt.date(2025, 1, 8), {"PRND-O": 0.4, "LA-O": 0.6})
    book = [*BOOK, *sold("LA-O", None, None, 121.0), *sold("PRND-O", None, None, 430.0)]
    computation = index(book, magnet(wednesday))
    first = explain(computation, "magnet", dt.date(2025, 1, 7))
    assert first is not None
    assert (first.link, first.weight_set) == (None, START)
    members = [(member.product, member.weight, member.reference_price) for member in first.members]
    assert members == [("DY-O", 0.25, 2000.0), ("PRND-O", 0.75, 400.0)]
    later = explain(computation, "magnet", dt.date(2025, 1, 8))
    assert later is not None
    assert later.link == pytest.approx(later.point.raw)
    assert [(member.product, member.weight) for member in later.members] == [("LA-O", 0.6), ("PRND-O", 0.4)]
    told = sum(member.weight * member.price / member.reference_price for member in later.members)
    assert (later.link or 0) * told == pytest.approx(later.point.raw, rel=1e-12)


def test_what_products_contributed_to_its_change_adds_up_by_its_own_weights_over_its_own_link() -> None:
    wednesday = WeightSet(dt.date(2025, 1, 8), {"PRND-O": 0.4, "LA-O": 0.6})
    book = [
        *sold("LA-O", 100.0, 110.0, 120.0, 126.0),
        *sold("PRND-O", 400.0, 420.0, 430.0, 430.0),
        *sold("DY-O", 2000.0, 1900.0, 1950.0, 2000.0),
    ]
    change = contributions(index(book, magnet(wednesday)), "magnet", BASE, dt.date(2025, 1, 9))
    assert change is not None
    assert change.links == (dt.date(2025, 1, 8),)
    assert {one.product for one in change.products} == {"LA-O", "PRND-O", "DY-O"}
    assert sum(one.points for one in change.products) == change.points
