"""Reference prices, chain links and imputed prices, each recomputed from what Explain tells of it."""

import datetime as dt
from functools import cache
from math import fsum, isnan

import pytest

from rare_desk.core.calendar import IndexDays, date_of
from rare_desk.core.explain.grounds import Carried, carried, link, reference
from rare_desk.core.index.daily import STATUSES
from rare_desk.core.index.engine import Computation, compute
from rare_desk.core.index.levels import in_force
from rare_desk.core.rules.methodology import CustomIndex, WeightSet
from tests.core.index.books import GROUPS, Deal, columns, example, index, rules

MONDAY = dt.date(2025, 1, 6)
WEEK = [(MONDAY + dt.timedelta(days=n)).isoformat() for n in range(5)]


@cache
def computed(book: str) -> Computation:
    deals, methodology = example(book)
    return compute(columns(deals), methodology, IndexDays(methodology.non_trading_days or ()), GROUPS)


def test_a_reference_price_is_the_mean_of_the_days_near_the_median() -> None:
    # 120 is 20 % above the median of 100, 100, 100, 120; at most 15 % counts.
    deals = [Deal(day, 100.0, 1.0 + n, "A", "X") for n, day in enumerate(WEEK[:3])]
    deals += [Deal(WEEK[3], 120.0, 1.0, *pair) for pair in ("BY", "CZ", "DV")]
    methodology = rules(base_from=MONDAY, base_to=dt.date(2025, 1, 9), window_min_trades=1)
    found = reference(index(deals, methodology), "composite", "LA-O", MONDAY)
    assert found is not None
    assert [(day.date.isoformat(), day.price, day.used) for day in found.days] == [
        (WEEK[0], 100.0, True),
        (WEEK[1], 100.0, True),
        (WEEK[2], 100.0, True),
        (WEEK[3], 120.0, False),
    ]
    assert found.days[3].apart == pytest.approx(20.0)
    assert (found.price, found.median, found.set_on) == (100.0, 100.0, None)
    assert found.limit == pytest.approx(15.0)


@pytest.mark.parametrize("book", ["a", "b"])
def test_every_reference_price_of_the_examples_is_recomputed(book: str) -> None:
    computation = computed(book)
    for position in (0, len(computation.days) - 1):
        day = date_of(int(computation.days[position]))
        regime = computation.sets[in_force(computation.sets, position)]
        for line, product in enumerate(computation.products):
            found = reference(computation, "composite", product, day)
            if isnan(regime.reference[line]):
                assert found is None
                continue
            assert found is not None
            assert found.price == regime.reference[line]
            if found.set_on is None:
                used = [one.price for one in found.days if one.used]
                assert found.price == fsum(used) / len(used)
                assert all(abs(one.apart) <= 15.01 for one in found.days if one.used)
            else:
                prices = computation.daily_prices(product)
                at = [date_of(int(one)) for one in prices.days].index(found.set_on)
                assert found.price == prices.price[at]


def test_a_link_is_recomputed_from_the_members_of_the_set_before() -> None:
    computation = computed("a")
    found = link(computation, "composite", dt.date(2025, 6, 11))
    assert found is not None
    assert (found.before.isoformat(), found.after.isoformat()) == ("2025-03-01", "2025-05-15")
    weights = fsum(member.weight for member in found.members)
    basket = fsum(member.weight * member.price / member.reference_price for member in found.members) / weights
    assert found.level * basket == pytest.approx(found.value, rel=1e-12)
    number = computation.series("composite").find((found.date - dt.date(1970, 1, 1)).days)
    assert number is not None
    assert computation.series("composite").raw[number] == pytest.approx(found.value, rel=1e-12)
    assert link(computation, "composite", date_of(int(computation.days[0]))) is None


def test_an_index_of_the_users_own_has_links_of_its_own() -> None:
    own = CustomIndex("mine", "", "", (WeightSet(MONDAY, {"LA-O": 1.0}), WeightSet(dt.date(2025, 1, 8), {"LA-O": 2.0})))
    deals = [Deal(day, 100.0 + n, 1.0, *pair) for n, day in enumerate(WEEK) for pair in ("AX", "BY", "CZ")]
    computation = index(deals, rules(base_from=MONDAY, base_to=MONDAY, indices=(own,)))
    found = link(computation, "mine", dt.date(2025, 1, 10))
    assert found is not None
    assert found.date.isoformat() == WEEK[2]
    assert found.value == pytest.approx(1020.0)
    assert link(computation, "composite", dt.date(2025, 1, 10)) is None
    told = reference(computation, "mine", "LA-O", dt.date(2025, 1, 10))
    assert told is not None
    assert told.set_on == dt.date(2025, 1, 8)


@pytest.mark.parametrize("book", ["a", "b"])
def test_every_imputed_price_of_the_examples_comes_down_from_its_last_own_one(book: str) -> None:
    computation = computed(book)
    chains = 0
    for product in computation.priced_products():
        prices = computation.daily_prices(product)
        days = [date_of(int(day)) for day in prices.days]
        for at, status in enumerate(prices.status.tolist()):
            found = carried(computation, product, days[at])
            if STATUSES[status] not in ("imputed", "stale"):
                assert found == ()
                continue
            chains += 1
            assert found[-1].price == prices.price[at]
            start = at - len(found)
            assert STATUSES[prices.status[start]] in ("observed", "window", "quoted")
            assert found[0].price_before == prices.price[start]
            for one in found:
                assert one.factor == pytest.approx(by_hand(one), rel=1e-12)
    assert chains > 50


def by_hand(one: Carried) -> float:
    if not one.leaders:
        return 1.0
    now = fsum(leader.weight * leader.price / leader.reference_price for leader in one.leaders)
    before = fsum(leader.weight * leader.price_before / leader.reference_price for leader in one.leaders)
    return now / before


def test_without_leaders_in_its_group_a_price_moves_with_all() -> None:
    deals = [Deal(day, 100.0, 1.0, product="DY-O") for day in WEEK[:1]]
    deals += [Deal(day, 100.0 + n, 1.0, *pair) for n, day in enumerate(WEEK * 2) for pair in ("AX", "BY", "CZ")]
    deals = [deal for deal in deals if deal.product != "LA-O" or deal.price is None or deal.price < 105]
    methodology = rules({"LA-O": 0.5, "DY-O": 0.5}, base_from=MONDAY, base_to=MONDAY, window_days=1)
    found = carried(index(deals, methodology), "DY-O", dt.date(2025, 1, 8))
    assert [(one.own_group, [leader.product for leader in one.leaders]) for one in found] == [(False, ["LA-O"])] * 2
    assert [one.price for one in found] == pytest.approx([101.0, 102.0])
