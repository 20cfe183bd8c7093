"""Versions of the rules: each is in force from its effective date on and carries the series on."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from rare_desk.core.calendar import IndexDays, day_number
from rare_desk.core.explain.contributions import contributions
from rare_desk.core.explain.explanation import explain
from rare_desk.core.explain.grounds import link
from rare_desk.core.explain.without import accepted, without
from rare_desk.core.index.engine import Computation, compute, compute_versions, first_to_read, recompute
from rare_desk.core.index.versions import Versioned, acting
from rare_desk.core.rules.methodology import CustomIndex, Methodology, WeightSet
from rare_desk.core.screening.columns import TradeColumns
from tests.core.index.books import GROUPS, Deal, columns, example, index, rules
from tests.core.index.test_incremental import bytes_of

MON, TUE, WED, THU, FRI = (f"2025-01-{day:02}" for day in range(6, 11))
START = dt.date(2025, 1, 1)
BASE = dt.date(2025, 1, 6)
FIRST = rules({"LA-O": 0.5, "CE-O": 0.5}, window_days=1, base_from=BASE, base_to=BASE)
SECOND = replace(FIRST, version=2, effective=dt.date(2025, 1, 8), weight_sets=(WeightSet(START, {"LA-O": 1.0}),))


def sold(product: str, *prices: float | None) -> list[Deal]:
    """One trade a day from Monday on, None being a day without; of 2 t, each later one of 1 t more."""
    deals = zip((MON, TUE, WED, THU, FRI), prices, (2.0, 3.0, 4.0, 5.0, 6.0), strict=False)
    return [Deal(day, paid, t, f"{product}B", f"{product}S", product) for day, paid, t in deals if paid is not None]


BOOK = [*sold("LA-O", 100.0, 104.0, 105.0, 110.0, 111.0), *sold("CE-O", 50.0, 51.0, 52.0, 54.0, 55.0)]


def by(*versions: Methodology, deals: list[Deal] = BOOK, last: str | None = None) -> Computation:
    to = None if last is None else dt.date.fromisoformat(last)
    return compute_versions(columns(deals), versions, IndexDays(()), [GROUPS] * len(versions), to)


def raws(computation: Computation, name: str = "composite") -> list[float]:
    return [round(value, 9) for value in computation.series(name).raw.tolist()]


def test_one_version_alone_is_computed_as_ever() -> None:
    assert bytes_of(by(FIRST)) == bytes_of(index(BOOK, FIRST))
    assert not isinstance(by(FIRST), Versioned)


def test_a_series_goes_on_from_the_level_that_it_had_on_the_first_day_of_a_version() -> None:
    # By the first: (1.04 + 1.02) / 2 on Tuesday and (1.05 + 1.04) / 2 = 1.045 on Wednesday; from there as LA-O goes.
    assert raws(by(FIRST, SECOND)) == [1000.0, 1030.0, 1045.0, round(1045 * 110 / 105, 9), round(1045 * 111 / 105, 9)]


@pytest.mark.parametrize(("effective", "untouched"), [("2025-01-07", 1), ("2025-01-08", 2), ("2025-01-09", 3)])
def test_the_points_before_its_effective_date_stay_as_they_are(effective: str, untouched: int) -> None:
    found = raws(by(FIRST, replace(SECOND, effective=dt.date.fromisoformat(effective))))
    before = raws(index(BOOK, FIRST))
    assert found[: untouched + 1] == before[: untouched + 1]
    assert found[untouched + 1 :] != before[untouched + 1 :]


def test_a_date_that_is_no_index_day_counts_for_the_next_one() -> None:
    deals = [*BOOK, *(replace(deal, date="2025-01-13", price=(deal.price or 0) + 1) for deal in BOOK[4::5])]
    saturday, monday = (by(FIRST, replace(SECOND, effective=dt.date(2025, 1, day)), deals=deals) for day in (11, 13))
    assert raws(saturday) == raws(monday)


@pytest.mark.parametrize("effective", [None, dt.date(2024, 7, 1), dt.date(2025, 1, 6)])
def test_a_version_not_later_than_the_first_index_day_is_the_rules_for_all_days(effective: dt.date | None) -> None:
    second = replace(SECOND, effective=effective)
    assert bytes_of(by(FIRST, second)) == bytes_of(index(BOOK, second))


def test_a_future_version_does_not_act_yet() -> None:
    future = replace(SECOND, effective=dt.date(2025, 1, 11))
    assert bytes_of(by(FIRST, future)) == bytes_of(index(BOOK, FIRST))
    assert isinstance(by(FIRST, future, last="2025-01-13"), Versioned)


def test_the_first_version_holds_before_its_own_date_when_there_is_no_earlier_one() -> None:
    late = replace(FIRST, effective=dt.date(2025, 1, 8))
    assert raws(by(late)) == raws(by(FIRST))


def test_a_later_version_that_is_in_force_earlier_replaces_the_one_before() -> None:
    third = replace(FIRST, version=3, effective=dt.date(2025, 1, 7))
    assert acting((FIRST, SECOND, third), dt.date(2025, 1, 6), dt.date(2025, 1, 10)) == (FIRST, third)
    everywhere = replace(third, effective=None)
    assert acting((FIRST, SECOND, everywhere), dt.date(2025, 1, 6), dt.date(2025, 1, 10)) == (everywhere,)
    on_the_first_day = replace(third, effective=dt.date(2025, 1, 6))
    assert acting((FIRST, SECOND, on_the_first_day), dt.date(2025, 1, 6), dt.date(2025, 1, 10)) == (on_the_first_day,)
    assert acting((FIRST, SECOND), dt.date(2025, 1, 6), dt.date(2025, 1, 7)) == (FIRST,)
    assert acting((FIRST, SECOND), dt.date(2025, 1, 6), dt.date(2025, 1, 8)) == (FIRST, SECOND)


def test_prices_statuses_and_exclusions_of_a_day_are_by_the_version_in_force_on_it() -> None:
    strict = replace(FIRST, version=2, effective=dt.date(2025, 1, 8), min_lot_t={"light": 6.0})
    computation = by(FIRST, strict)
    assert [(out.date.isoformat(), out.code) for out in computation.exclusions()] == [
        (day, "too_small") for day in (WED, WED, THU, THU)
    ]
    prices = computation.daily_prices("LA-O")
    # By the second version alone there is no price before Friday.
    assert prices.price.tolist() == [100.0, 104.0, 111.0]


def test_a_version_looks_back_on_the_days_before_it_by_its_own_rules() -> None:
    # Wednesday's window of two days takes Tuesday's trade in, which the first version took by itself.
    wide = replace(FIRST, version=2, effective=dt.date(2025, 1, 8), window_days=2)
    found = by(FIRST, wide).daily_prices("LA-O").price.tolist()
    assert found[:2] == [100.0, 104.0]
    assert found[2] == pytest.approx((3 * 104 + 4 * 105) / 7)


def test_explain_tells_the_version_of_the_day_and_its_link() -> None:
    wide = replace(SECOND, window_days=2, base_value=500.0)
    computation = by(FIRST, wide)
    before, now = (explain(computation, "composite", dt.date(2025, 1, day)) for day in (7, 9))
    assert before is not None
    assert now is not None
    assert (before.version, before.hash, before.link, before.base) == (1, FIRST.hash, None, 1000.0)
    assert (now.version, now.hash, now.base) == (2, wide.hash, 500.0)
    member = now.members[0]
    assert (now.link or 0) * member.price / member.reference_price == pytest.approx(now.point.raw, rel=1e-12)
    assert [trade.date.day for trade in member.trades] == [8, 9]
    found = link(computation, "composite", dt.date(2025, 1, 9))
    assert found is not None
    assert found.date == dt.date(2025, 1, 8)
    assert found.value == pytest.approx(1045.0)
    assert found.level * sum(one.weight * one.price / one.reference_price for one in found.members) == pytest.approx(
        found.value
    )


def test_contributions_add_up_over_the_link_of_a_version() -> None:
    change = contributions(by(FIRST, replace(SECOND, window_days=2)), "composite", BASE, dt.date(2025, 1, 10))
    assert change is not None
    assert sum(one.raw for one in change.products) == pytest.approx(change.raw, rel=1e-9)
    assert sum(one.points for one in change.products) == change.points
    assert change.links == (dt.date(2025, 1, 8),)


def test_a_point_is_official_by_the_rules_of_its_day() -> None:
    easy = replace(FIRST, min_trades=1, min_pairs=1)
    strict = replace(easy, version=2, effective=dt.date(2025, 1, 8), min_trades=9)
    assert by(easy, strict).series("composite").official.tolist() == [True, True, False, False, False]


def test_an_index_that_only_one_version_has_is_there_on_its_days() -> None:
    own = CustomIndex("magnet", "磁材", "Magnets", (WeightSet(START, {"CE-O": 1.0}),))
    later = by(FIRST, replace(SECOND, indices=(own,)))
    assert [later.series("magnet").point(n).date.day for n in range(3)] == [8, 9, 10]
    assert raws(later, "magnet") == [1040.0, 1080.0, 1100.0]
    earlier = by(replace(FIRST, indices=(own,)), SECOND)
    assert raws(earlier, "magnet") == [1000.0, 1020.0]
    third = replace(FIRST, version=3, effective=dt.date(2025, 1, 10), indices=(own,))
    again = by(replace(FIRST, indices=(own,)), SECOND, third)
    assert raws(again, "magnet") == [1000.0, 1020.0, 1100.0]


def test_a_week_counts_each_trade_once_whichever_versions_use_it() -> None:
    wide = replace(FIRST, version=2, effective=dt.date(2025, 1, 8), window_days=5)
    point = by(FIRST, wide).series("composite", "weekly").point(0)
    assert (point.trades, point.pairs) == (10, 2)
    friday = dt.date(2025, 1, 10)
    strict = replace(wide, min_lot_t={"light": 2.5}, base_from=friday, base_to=friday)
    # Monday's trades of 2 t are used by the first version on Monday, and by the second on no day.
    assert by(FIRST, strict).series("composite", "weekly").point(0).trades == 10
    assert by(FIRST, replace(strict, min_lot_t={"light": 7.0})).series("composite", "weekly").point(0).trades == 4


def test_three_versions_of_an_example_keep_the_first_ones_points_and_their_growth() -> None:
    deals, first = example("b")
    switches = dt.date(2025, 3, 20), dt.date(2025, 6, 2)
    second = replace(first, version=2, effective=switches[0], window_days=3, outlier_threshold=3.0)
    third = replace(first, version=3, effective=switches[1], weight_sets=first.weight_sets[:1])
    calendar = IndexDays(first.non_trading_days or ())
    alone = [compute(columns(deals), one, calendar, GROUPS) for one in (first, second, third)]
    together = compute_versions(columns(deals), (first, second, third), calendar, [GROUPS] * 3)
    for name in together.series_names:
        raw = together.daily[name].raw
        cuts = [int(np.searchsorted(together.days, day_number(day))) for day in switches]
        assert raw[: cuts[0]].tobytes() == alone[0].daily[name].raw[: cuts[0]].tobytes()
        for one, begin, end in zip(alone[1:], cuts, (*cuts[1:], len(raw)), strict=True):
            own = one.daily[name].raw[begin:end]
            np.testing.assert_allclose(raw[begin:end] / raw[begin], own / own[0], rtol=1e-12)
        for one, cut in zip(alone, cuts, strict=False):
            # On the first day of a version the level is what the one before gives for it.
            own = one.daily[name].raw[cut - 1 : cut + 1]
            np.testing.assert_allclose(raw[cut] / raw[cut - 1], own[1] / own[0], rtol=1e-12)


def test_any_change_gives_the_bytes_of_computing_all_versions_anew() -> None:
    deals, first = example("a")
    numbers = {deal.key: number for number, deal in enumerate(deals)}
    second = replace(first, version=2, effective=dt.date(2025, 3, 20), window_days=3, min_lot_t={"light": 3.0})
    calendar = IndexDays(first.non_trading_days or ())

    def told(trades: list[Deal]) -> TradeColumns:
        made = columns(trades, tuple(sorted(GROUPS)))
        return replace(made, ids=np.array([numbers[trades[number - 1].key] for number in made.ids.tolist()]))

    def fresh(trades: list[Deal]) -> Computation:
        return compute_versions(told(trades), (first, second), calendar, [GROUPS] * 2)

    for day in ("2025-02-10", "2025-03-19", "2025-03-20", "2025-05-06"):
        since = first_to_read(calendar, dt.date.fromisoformat(day))
        until = calendar.on_or_after(dt.date.fromisoformat(day))
        begin, end = since.isoformat(), until.isoformat()
        less = [deal for deal in deals if not begin <= deal.date <= end or deal.product != "LA-O"]
        later = told(less)
        later = later.rows((later.day >= day_number(since)) & (later.day <= day_number(until)))
        assert bytes_of(recompute(fresh(deals), later, since, until=until)) == bytes_of(fresh(less))


def test_what_a_trade_moves_is_told_by_all_versions() -> None:
    computation = by(FIRST, replace(SECOND, min_lot_t={"light": 3.5}))
    tuesday = BOOK.index(next(deal for deal in BOOK if deal.date == TUE and deal.product == "LA-O")) + 1
    gone = without(computation, tuesday)
    assert gone is not None
    rest = [deal for deal in BOOK if deal != BOOK[tuesday - 1]]
    left = by(FIRST, replace(SECOND, min_lot_t={"light": 3.5}), deals=rest)
    assert raws(gone) == raws(left)
    small = by(FIRST, replace(SECOND, min_lot_t={"light": 4.5}))
    wednesday = BOOK.index(next(deal for deal in BOOK if deal.date == WED and deal.product == "LA-O")) + 1
    priced = accepted(small, wednesday)
    assert priced is not None
    assert priced.daily_prices("LA-O").status.tolist() == [1, 1, 1, 1, 1]
    assert small.daily_prices("LA-O").days.tolist() == [*small.days[:2].tolist(), *small.days[3:].tolist()]
