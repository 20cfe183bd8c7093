"""Sections 1 to 3 of the methodology, a boundary on each side of every rule."""

import datetime as dt
from dataclasses import replace
from math import e, exp, log
from typing import Any

import pytest

from rare_desk.core.calendar import date_of
from rare_desk.core.screening.columns import CODES
from rare_desk.core.screening.outliers import judge
from tests.core.index.books import Deal, index, left_out, rules

LOTS = rules(min_lot_t={"light": 0.5, "heavy": 0.01})


def days(*deals: Deal, holidays: tuple[str, ...] = (), last: str | None = None) -> list[str]:
    return [date_of(int(day)).isoformat() for day in index(deals, holidays=holidays, last=last).days]


# -- index days


def test_index_days_are_weekdays_outside_the_table_from_the_first_trade_to_the_last() -> None:
    found = days(Deal("2025-01-02"), Deal("2025-01-08"), holidays=("2025-01-07",))
    assert found == ["2025-01-02", "2025-01-03", "2025-01-06", "2025-01-08"]


def test_a_trade_that_is_left_out_opens_and_closes_the_days_too() -> None:
    assert days(Deal("2025-01-06", flag="draft"), Deal("2025-01-08", flag="cancelled"))[::2] == [
        "2025-01-06",
        "2025-01-08",
    ]


def test_days_extend_to_the_one_asked_for_and_never_shrink() -> None:
    assert days(Deal("2025-01-02"), last="2025-01-06") == ["2025-01-02", "2025-01-03", "2025-01-06"]
    assert days(Deal("2025-01-02"), Deal("2025-01-06"), last="2025-01-02")[-1] == "2025-01-06"
    assert days(Deal("2025-01-02"), last="2025-01-05")[-1] == "2025-01-03"


def test_a_trade_on_another_day_belongs_to_the_next_index_day() -> None:
    computation = index([Deal("2025-01-03"), Deal("2025-01-04", price=104.0)], holidays=("2025-01-06",))
    prices = computation.daily_prices("LA-O")
    assert [date_of(int(day)).isoformat() for day in prices.days] == ["2025-01-03", "2025-01-07"]
    assert prices.trades.tolist() == [1, 2]
    assert computation.tail.position.tolist() == [0, 1]


def test_trades_of_one_index_day_stand_in_the_order_of_their_keys_whatever_their_dates() -> None:
    # Saturday's trade has the later key: Monday's comes first, is alone, and Saturday's is judged against it.
    deals = [Deal("2025-01-04", price=120.0, key="2"), Deal("2025-01-06", price=100.0, key="1")]
    assert left_out(deals) == {1: "unverified"}
    swapped = [replace(deals[0], key="1"), replace(deals[1], key="2")]
    assert left_out(swapped) == {2: "unverified"}


# -- eligibility

FLAGS = ("draft", "cancelled", "non_compliant", "related_party", "not_spot", "export")


@pytest.mark.parametrize("flag", FLAGS)
def test_a_record_rule_goes_before_the_lot_and_after_completeness(flag: str) -> None:
    deal = Deal("2025-01-02", quantity=0.1, flag=flag)
    assert left_out([deal], LOTS) == {1: flag}
    assert left_out([replace(deal, price=None)], LOTS) == {1: "incomplete"}


def test_the_codes_stand_in_the_order_of_the_rules() -> None:
    assert CODES[1:] == ("incomplete", *FLAGS, "too_small", "duplicate", "wash", "unverified", "outlier")


@pytest.mark.parametrize(
    "lack",
    [
        {"price": None},
        {"price": 0.0},
        {"price": -1.0},
        {"quantity": None},
        {"quantity": 0.0},
        {"buyer": ""},
        {"seller": ""},
        {"product": ""},
    ],
)
def test_a_trade_that_lacks_something_is_incomplete(lack: dict[str, Any]) -> None:
    whole = Deal("2025-01-02", price=0.01, quantity=0.01)
    assert left_out([whole]) == {}
    broken = replace(whole, **lack)
    assert left_out([whole, broken]) == {2: "incomplete"}


def test_a_lot_is_too_small_below_the_minimum_of_its_group() -> None:
    assert left_out([Deal("2025-01-02", quantity=0.5)], LOTS) == {}
    assert left_out([Deal("2025-01-02", quantity=0.499999)], LOTS) == {1: "too_small"}
    assert left_out([Deal("2025-01-02", quantity=0.01, product="DY-O")], LOTS) == {}
    assert left_out([Deal("2025-01-02", quantity=0.009999, product="DY-O")], LOTS) == {1: "too_small"}


def test_a_duplicate_is_at_most_one_calendar_day_later() -> None:
    assert left_out([Deal("2025-01-02"), Deal("2025-01-02")]) == {2: "duplicate"}
    assert left_out([Deal("2025-01-02"), Deal("2025-01-03")]) == {2: "duplicate"}
    assert left_out([Deal("2025-01-02"), Deal("2025-01-04")]) == {}


@pytest.mark.parametrize(
    "other", [{"price": 100.01}, {"quantity": 1.01}, {"buyer": "C"}, {"seller": "C"}, {"product": "CE-O"}]
)
def test_a_duplicate_agrees_in_everything(other: dict[str, Any]) -> None:
    different = replace(Deal("2025-01-02"), **other)
    assert left_out([Deal("2025-01-02"), different]) == {}


def test_a_duplicate_is_one_of_a_kept_trade_only() -> None:
    # The second falls to the first; the third is two days after the first and not one after a kept one.
    chain = [Deal("2025-01-07"), Deal("2025-01-08"), Deal("2025-01-09"), Deal("2025-01-10")]
    assert left_out(chain) == {2: "duplicate", 4: "duplicate"}
    assert left_out([Deal("2025-01-07", flag="cancelled"), Deal("2025-01-07")]) == {1: "cancelled"}


def test_of_two_alike_on_a_day_the_later_key_is_the_duplicate() -> None:
    assert left_out([Deal("2025-01-07", key="2"), Deal("2025-01-07", key="1")]) == {1: "duplicate"}


def reverse(**changes: Any) -> Deal:
    return replace(Deal("2025-01-07", buyer="B", seller="A"), **changes)


def test_two_that_reverse_each_other_both_go() -> None:
    assert left_out([Deal("2025-01-06"), reverse()]) == {1: "wash", 2: "wash"}
    assert left_out([Deal("2025-01-06"), Deal("2025-01-08")]) == {}


def test_a_wash_is_within_five_calendar_days() -> None:
    assert left_out([Deal("2025-01-02"), reverse(date="2025-01-07")]) == {1: "wash", 2: "wash"}
    assert left_out([Deal("2025-01-02"), reverse(date="2025-01-08")]) == {}


def test_a_wash_is_within_the_band_of_prices() -> None:
    assert left_out([Deal("2025-01-06"), reverse(price=100 * exp(0.00499))]) == {1: "wash", 2: "wash"}
    assert left_out([Deal("2025-01-06"), reverse(price=100 * exp(0.00501))]) == {}
    assert left_out([Deal("2025-01-06"), reverse(price=100 * exp(-0.00499))]) == {1: "wash", 2: "wash"}
    exact = rules(wash_band=log(100 / 99))
    assert left_out([Deal("2025-01-06"), reverse(price=99.0)], exact) == {1: "wash", 2: "wash"}


@pytest.mark.parametrize("other", [{"quantity": 1.01}, {"seller": "C"}, {"buyer": "C"}, {"product": "CE-O"}])
def test_a_wash_has_the_same_product_quantity_and_parties(other: dict[str, Any]) -> None:
    assert left_out([Deal("2025-01-06"), reverse(**other)]) == {}


def test_one_trade_may_be_the_counterpart_of_several() -> None:
    deals = [Deal("2025-01-03"), Deal("2025-01-10", price=100.1), reverse(date="2025-01-06")]
    assert left_out(deals) == {1: "wash", 2: "wash", 3: "wash"}


def test_a_party_that_deals_with_itself_reverses_its_own_trades() -> None:
    deals = [Deal("2025-01-06", buyer="A", seller="A"), Deal("2025-01-08", buyer="A", seller="A")]
    assert left_out(deals) == {1: "wash", 2: "wash"}


def test_only_kept_trades_can_wash() -> None:
    assert left_out([Deal("2025-01-06", flag="cancelled"), reverse()]) == {1: "cancelled"}
    # A duplicate is gone before: the reversal of its date is more than five days after the one that was kept.
    deals = [Deal("2025-01-06"), Deal("2025-01-07"), reverse(date="2025-01-12")]
    assert left_out(deals) == {2: "duplicate"}


# -- outliers


def run(prices: list[float], *dates: str) -> list[Deal]:
    """One trade per price between ever new parties; dates in turn, the last one for all that follow."""
    return [Deal(dates[min(n, len(dates) - 1)], price, 1.0 + n / 8, f"P{n}", f"Q{n}") for n, price in enumerate(prices)]


DAY = "2025-01-06"
STEADY = [100.0, 100.0, 100.0]


def test_the_first_trade_is_accepted_whatever_it_costs() -> None:
    assert left_out(run([1e9], DAY)) == {}


def test_with_one_or_two_before_it_the_band_is_fifteen_percent() -> None:
    for before in ([100.0], [100.0, 100.0]):
        number = len(before) + 1
        assert left_out(run([*before, 114.9], DAY)) == {}
        assert left_out(run([*before, 115.1], DAY)) == {number: "unverified"}
        assert left_out(run([*before, 100 / 1.151], DAY)) == {number: "unverified"}


def test_with_three_before_it_the_floor_of_the_scale_holds() -> None:
    assert left_out(run([*STEADY, 100 * exp(0.0699)], DAY)) == {}
    assert left_out(run([*STEADY, 100 * exp(0.0701)], DAY)) == {4: "outlier"}
    assert left_out(run([*STEADY, 100 * exp(-0.0701)], DAY)) == {4: "outlier"}


def test_a_price_exactly_at_the_limit_is_accepted() -> None:
    # ln e is exactly 1, and so are the limits.
    assert left_out(run([1.0, 1.0, 1.0, e], DAY), rules(outlier_floor=2.0, outlier_threshold=0.5)) == {}
    assert left_out(run([1.0, e], DAY), rules(unverified_band=e)) == {}
    near = rules(outlier_floor=0.5, confirm_factor=2.0)
    assert left_out(run([e**9, 1.0, e], DAY), near) == {2: "unverified"}
    assert judge(1.0, [0.0], rules(unverified_band=e)).code == 0
    assert judge(1.0, [0.0] * 3, rules(outlier_floor=2.0, outlier_threshold=0.5)).code == 0


def test_a_wider_history_widens_the_scale() -> None:
    spread = [100.0, 100 * exp(0.04), 100 * exp(-0.04)]
    limit = 3.5 * 1.4826 * 0.04
    assert left_out(run([*spread, 100 * exp(limit - 1e-4)], DAY)) == {}
    assert left_out(run([*spread, 100 * exp(limit + 1e-4)], DAY)) == {4: "outlier"}


def test_an_even_history_has_the_middle_of_its_middle_two_as_median() -> None:
    history = [100.0, 100 * exp(0.03), 100 * exp(0.06), 100 * exp(0.06)]
    limit = 0.045 + 3.5 * max(1.4826 * 0.015, 0.02)
    assert left_out(run([*history, 100 * exp(limit - 1e-4)], DAY)) == {}
    assert left_out(run([*history, 100 * exp(limit + 1e-4)], DAY)) == {5: "outlier"}


def test_history_is_the_last_five() -> None:
    six = [100.0, 100.0, 100.0, 103.0, 103.0, 103.0]
    limit = log(103 / 100) + 0.07
    assert left_out(run([*six, 100 * exp(limit - 1e-4)], DAY)) == {}
    assert left_out(run([*six, 100 * exp(limit + 1e-4)], DAY)) == {7: "outlier"}


def test_history_is_at_most_fifteen_index_days_old() -> None:
    # 2025-01-06 and fifteen index days later: 2025-01-27.
    assert left_out(run([100.0, 130.0], DAY, "2025-01-27")) == {2: "unverified"}
    assert left_out(run([100.0, 130.0], DAY, "2025-01-28")) == {}
    assert left_out([*run([100.0, 130.0], DAY, "2025-01-27")], holidays=("2025-01-20",)) == {2: "unverified"}
    assert left_out([*run([100.0, 130.0], DAY, "2025-01-28")], holidays=("2025-01-20",)) == {2: "unverified"}


def test_the_age_is_taken_before_the_five() -> None:
    # Six trades long ago, two since: the two alone are the history, so the wider band holds.
    old = run([100.0] * 6, "2025-01-06")
    late = [Deal("2025-02-10", 100.0, 9.0, "X", "Y"), Deal("2025-02-10", 101.0, 9.5, "X", "Y")]
    assert left_out([*old, *late, Deal("2025-02-11", 114.0, 3.0, "U", "V")]) == {}


def test_a_refused_trade_never_enters_history() -> None:
    prices = [*STEADY, 150.0, 100.0, 100.0]
    assert left_out(run(prices, DAY)) == {4: "outlier"}


def test_every_product_has_its_own_history() -> None:
    other = [Deal(DAY, 500.0, 2.0, "U", "V", "CE-O")]
    assert left_out([*run(STEADY, DAY), *other]) == {}


# -- the market has moved

MOVED = [*STEADY, 120.0, 121.0]


def test_a_second_trade_at_the_new_level_confirms_it_and_the_first_keeps_its_code() -> None:
    assert left_out(run(MOVED, DAY)) == {4: "outlier"}


def test_after_a_confirmation_history_is_exactly_those_two() -> None:
    # Two in the history: the band of fifteen percent, around their middle of 120.5.
    middle = exp((log(120) + log(121)) / 2)
    assert left_out(run([*MOVED, middle * 1.149], DAY)) == {4: "outlier"}
    assert left_out(run([*MOVED, middle * 1.151], DAY)) == {4: "outlier", 6: "unverified"}
    assert left_out(run([*MOVED, 100.0], DAY)) == {4: "outlier", 6: "unverified"}


def test_the_reset_history_keeps_the_order_of_the_two() -> None:
    # After five more the oldest to go is the one before; with a history of two it goes with the next trade.
    two = rules(outlier_history=2)
    prices = [*MOVED, 137.0, 150.0]
    # History of the last: 121 and 137, middle 128.75: 150 is 16 % above it.
    assert left_out(run(prices, DAY), two) == {4: "unverified", 7: "unverified"}


def test_only_the_immediate_predecessor_confirms() -> None:
    assert left_out(run([*STEADY, 120.0, 100.0, 121.0], DAY)) == {4: "outlier", 6: "outlier"}


def test_a_confirmed_trade_is_no_refused_predecessor() -> None:
    prices = [*MOVED, 160.0, 161.0]
    assert left_out(run(prices, DAY)) == {4: "outlier", 6: "unverified"}


def test_it_comes_at_most_five_index_days_later() -> None:
    dates = (DAY, DAY, DAY, "2025-01-07")
    assert left_out(run(MOVED, *dates, "2025-01-14")) == {4: "outlier"}
    assert left_out(run(MOVED, *dates, "2025-01-15")) == {4: "outlier", 5: "outlier"}
    days_off = ("2025-01-10",)
    assert left_out(run(MOVED, *dates, "2025-01-15"), holidays=days_off) == {4: "outlier"}


def test_it_is_between_another_pair_of_parties_whichever_way_round() -> None:
    deals = run(MOVED, DAY)
    same = replace(deals[4], buyer=deals[3].buyer, seller=deals[3].seller)
    turned = replace(deals[4], buyer=deals[3].seller, seller=deals[3].buyer)
    half = replace(deals[4], buyer=deals[3].buyer)
    assert left_out([*deals[:4], same]) == {4: "outlier", 5: "outlier"}
    assert left_out([*deals[:4], turned]) == {4: "outlier", 5: "outlier"}
    assert left_out([*deals[:4], half]) == {4: "outlier"}


def test_it_is_near_the_one_before_by_its_own_scale() -> None:
    assert left_out(run([*STEADY, 120.0, 120 * exp(0.0349)], DAY)) == {4: "outlier"}
    assert left_out(run([*STEADY, 120.0, 120 * exp(0.0351)], DAY)) == {4: "outlier", 5: "outlier"}
    # With fewer than three before it the scale is the floor.
    assert left_out(run([100.0, 120.0, 120 * exp(0.0349)], DAY)) == {2: "unverified"}
    assert left_out(run([100.0, 120.0, 120 * exp(0.0351)], DAY)) == {2: "unverified", 3: "unverified"}


def test_the_wider_scale_counts_there_too() -> None:
    spread = [100.0, 100 * exp(0.04), 100 * exp(-0.04)]
    near = 1.75 * 1.4826 * 0.04
    assert left_out(run([*spread, 150.0, 150 * exp(near - 1e-4)], DAY)) == {4: "outlier"}
    assert left_out(run([*spread, 150.0, 150 * exp(near + 1e-4)], DAY)) == {4: "outlier", 5: "outlier"}


def test_exclusions_come_in_the_order_of_date_and_key() -> None:
    deals = [
        Deal("2025-01-07", flag="draft", key="1"),
        Deal("2025-01-04", flag="export", key="3"),
        Deal("2025-01-06", flag="draft", key="2", product="CE-O"),
        Deal("2025-01-06", flag="cancelled", key="0", product="TB-O"),
    ]
    found = [(out.id, out.date, out.product, out.code) for out in index(deals).exclusions()]
    assert found == [
        (2, dt.date(2025, 1, 4), "LA-O", "export"),
        (4, dt.date(2025, 1, 6), "TB-O", "cancelled"),
        (3, dt.date(2025, 1, 6), "CE-O", "draft"),
        (1, dt.date(2025, 1, 7), "LA-O", "draft"),
    ]
