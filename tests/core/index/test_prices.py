"""Section 4 of the methodology: daily prices, observed, windowed and imputed, a boundary on each side of every rule."""

import datetime as dt

import pytest

from rare_desk.core.calendar import day_number
from rare_desk.core.index.daily import STATUSES
from rare_desk.core.index.engine import Computation
from tests.core.index.books import Deal, index, rules

MON, TUE, WED, THU, FRI = (f"2025-01-{day:02}" for day in range(6, 11))
NEXT_MON = "2025-01-13"


def price(computation: Computation, day: str, product: str = "LA-O") -> tuple[float, str] | None:
    prices = computation.daily_prices(product)
    for place, number in enumerate(prices.days.tolist()):
        if number == day_number(dt.date.fromisoformat(day)):
            return round(float(prices.price[place]), 9), STATUSES[prices.status[place]]
    return None


def deals(*sold: tuple[str, float, float], product: str = "LA-O") -> list[Deal]:
    """Date, price, quantity; every one between new parties."""
    return [Deal(day, paid, much, f"{product}P{n}", f"Q{n}", product) for n, (day, paid, much) in enumerate(sold)]


def test_three_trades_of_a_day_are_enough() -> None:
    sold = deals((MON, 90.0, 1.0), (TUE, 100.0, 1.0), (TUE, 101.0, 1.0), (TUE, 104.0, 2.0))
    assert price(index(sold), TUE) == (102.25, "observed")


def test_with_two_the_day_before_is_taken_in_whole() -> None:
    sold = deals((MON, 100.0, 1.0), (MON, 100.0, 1.0), (TUE, 104.0, 1.0), (TUE, 104.0, 1.0))
    assert price(index(sold), TUE) == (102.0, "observed")


def test_going_back_ends_as_soon_as_there_are_three() -> None:
    sold = deals((MON, 100.0, 1.0), (TUE, 102.0, 1.0), (TUE, 102.0, 1.0), (WED, 104.0, 2.0))
    assert price(index(sold), WED) == (103.0, "observed")


def test_a_day_without_a_trade_has_the_window_of_five_days() -> None:
    sold = deals((MON, 100.0, 1.0))
    assert price(index(sold, last=FRI), FRI) == (100.0, "window")
    assert price(index(sold, last=NEXT_MON), NEXT_MON) == (100.0, "imputed")
    # A holiday is no index day and costs none of the five.
    assert price(index(sold, last=NEXT_MON, holidays=[WED]), NEXT_MON) == (100.0, "window")


def test_the_mean_is_weighted_by_quantity() -> None:
    assert price(index(deals((MON, 100.0, 3.0), (MON, 104.0, 1.0), (MON, 102.0, 2.0))), MON) == (
        101.333333333,
        "observed",
    )


def test_a_pair_counts_for_at_most_half() -> None:
    big = [Deal(MON, 100.0, 8.0, "A", "B"), *deals((MON, 104.0, 1.0), (MON, 104.0, 1.0))]
    assert price(index(big), MON) == (102.0, "observed")


def test_a_pair_with_exactly_half_or_less_is_not_scaled() -> None:
    half = [Deal(MON, 100.0, 2.0, "A", "B"), *deals((MON, 104.0, 1.0), (MON, 106.0, 1.0))]
    assert price(index(half), MON) == (102.5, "observed")
    less = [Deal(MON, 100.0, 1.0, "A", "B"), *deals((MON, 104.0, 1.0), (MON, 106.0, 1.0))]
    assert price(index(less), MON) == (103.333333333, "observed")


def test_two_pairs_with_half_each_stand_although_both_round_to_more() -> None:
    # 0.1 + 0.3 + 0.2 + 0.2 is a little less than 0.8 in binary.
    sold = [Deal(MON, 100.0, 0.1, "A", "B"), Deal(MON, 100.0, 0.3, "A", "B")]
    sold += [Deal(MON, 103.0, 0.2, "C", "D"), Deal(MON, 105.0, 0.2, "C", "D")]
    assert price(index(sold), MON) == (102.0, "observed")


def test_a_pair_is_one_whichever_way_round_and_all_its_trades_together() -> None:
    both = [Deal(MON, 100.0, 3.0, "A", "B"), Deal(MON, 102.0, 1.0, "B", "A"), *deals((MON, 106.0, 2.0))]
    # Four of six tonnes: scaled to half. (100 x 3 + 102) / 4 = 100.5, and half of 106.
    assert price(index(both), MON) == (103.25, "observed")


def test_below_a_half_several_pairs_may_be_above_the_cap_and_are_levelled_together() -> None:
    three = [Deal(MON, 100.0, 5.0, "A", "B"), Deal(MON, 102.0, 4.0, "C", "D"), Deal(MON, 104.0, 2.0, "E", "F")]
    # 5 and 4 of 11 are above 40 %; at 4 each they are exactly 40 % of 10.
    assert price(index(three, rules(pair_cap=0.4)), MON) == (101.6, "observed")


def test_too_few_pairs_for_a_low_cap_count_alike() -> None:
    two = [Deal(MON, 100.0, 5.0, "A", "B"), Deal(MON, 104.0, 1.0, "C", "D"), Deal(MON, 104.0, 1.0, "C", "D")]
    assert price(index(two, rules(pair_cap=0.3)), MON) == (102.0, "observed")


def test_levelling_one_pair_may_put_the_next_above_the_cap() -> None:
    four = [Deal(MON, 100.0 + n, q, f"A{n}", "B") for n, q in enumerate((6.0, 2.0, 1.5, 0.5))]
    # 6 alone levelled would leave 2 above 30 %; both at 1.5 are 30 % of 5.
    found = price(index(four, rules(pair_cap=0.3)), MON)
    assert found == (101.2, "observed")  # (1.5 x (100 + 101 + 102) + 0.5 x 103) / 5


def test_two_pairs_are_enough_for_the_cap_and_one_is_not() -> None:
    two = [Deal(MON, 100.0, 9.0, "A", "B"), Deal(MON, 104.0, 1.0, "A", "C")]
    assert price(index(two), MON) == (102.0, "observed")
    one = [Deal(MON, 100.0, 9.0, "A", "B"), Deal(MON, 104.0, 1.0, "B", "A")]
    assert price(index(one), MON) == (100.4, "observed")


def test_the_cap_holds_over_the_whole_window() -> None:
    sold = [Deal(MON, 100.0, 5.0, "A", "B"), Deal(TUE, 104.0, 1.0, "A", "C")]
    assert price(index(sold), TUE) == (102.0, "observed")


def test_other_trades_than_accepted_ones_price_nothing() -> None:
    sold = [
        Deal(MON, 100.0, 5.0, "A", "B"),
        Deal(MON, 104.0, 5.0, "C", "D", flag="draft"),
        Deal(MON, 1.0, 1.0, "E", "F"),
    ]
    assert price(index(sold), MON) == (100.0, "observed")


# -- imputed

WEIGHTS = {"LA-O": 0.5, "CE-O": 0.3, "DY-O": 0.2}
SHORT = rules(WEIGHTS, window_days=1)


def moving(product: str, *prices: float) -> list[Deal]:
    """One trade a day from Monday on."""
    return deals(*((f"2025-01-{6 + n:02}", paid, 1.0) for n, paid in enumerate(prices)), product=product)


def test_a_product_without_a_price_yet_gets_none() -> None:
    computation = index([*moving("LA-O", 100.0, 101.0), *deals((TUE, 50.0, 1.0), product="CE-O")], SHORT)
    assert price(computation, MON, "CE-O") is None


def test_it_moves_with_its_group() -> None:
    sold = [*moving("LA-O", 100.0, 105.0), *moving("CE-O", 50.0), *moving("DY-O", 200.0, 180.0)]
    assert price(index(sold, SHORT), TUE, "CE-O") == (52.5, "imputed")


def test_the_group_moves_by_weights_over_reference_prices() -> None:
    weights = {"LA-O": 0.5, "PRND-O": 0.25, "CE-O": 0.25}
    base = rules(weights, window_days=1, base_from=dt.date(2025, 1, 6), base_to=dt.date(2025, 1, 6))
    sold = [*moving("LA-O", 100.0, 106.0), *moving("PRND-O", 400.0, 400.0), *moving("CE-O", 50.0)]
    # (0.5 x 1.06 + 0.25) / 0.75 = 1.04
    assert price(index(sold, base), TUE, "CE-O") == (52.0, "imputed")


def test_without_one_in_the_group_it_moves_with_all_groups() -> None:
    sold = [*moving("LA-O", 100.0, 105.0), *moving("DY-O", 200.0)]
    assert price(index(sold, SHORT), TUE, "DY-O") == (210.0, "imputed")


def test_without_any_it_stays() -> None:
    assert price(index(moving("LA-O", 100.0), SHORT, last=TUE), TUE) == (100.0, "imputed")


def test_only_members_lead() -> None:
    outside = rules({"LA-O": 1.0}, window_days=1)
    sold = [*moving("LA-O", 100.0), *moving("CE-O", 50.0, 55.0)]
    assert price(index(sold, outside), TUE, "LA-O") == (100.0, "imputed")
    # And what is no member is led all the same.
    sold = [*moving("LA-O", 100.0, 105.0), *moving("CE-O", 50.0)]
    assert price(index(sold, outside), TUE, "CE-O") == (52.5, "imputed")


def test_a_leader_has_a_price_on_the_day_before() -> None:
    sold = [*moving("LA-O", 100.0, 105.0), *moving("CE-O", 50.0), *deals((TUE, 300.0, 1.0), product="PRND-O")]
    weights = {"LA-O": 0.1, "CE-O": 0.1, "PRND-O": 0.8}
    assert price(index(sold, rules(weights, window_days=1)), TUE, "CE-O") == (52.5, "imputed")


def test_a_leader_s_price_of_the_day_before_may_be_imputed() -> None:
    sold = [
        *moving("DY-O", 200.0, 220.0),
        *moving("CE-O", 50.0),
        *deals((MON, 100.0, 1.0), (WED, 112.2, 1.0), product="LA-O"),
    ]
    computation = index(sold, SHORT)
    assert price(computation, TUE, "LA-O") == (110.0, "imputed")
    assert price(computation, WED, "CE-O") == (56.1, "imputed")


def test_imputed_prices_never_move_others() -> None:
    # On Tuesday only DY-O trades: LA-O follows it, and CE-O follows DY-O too and not LA-O's imputed price.
    sold = [*moving("DY-O", 200.0, 220.0), *moving("LA-O", 100.0), *moving("CE-O", 50.0)]
    computation = index([*sold, *deals((WED, 100.0, 1.0), product="LA-O")], SHORT)
    assert price(computation, TUE, "CE-O") == (55.0, "imputed")
    # On Wednesday LA-O leads its group from its imputed 110 to 100; DY-O has no price of its own and leads nothing.
    assert price(computation, WED, "CE-O") == (50.0, "imputed")
    assert price(computation, WED, "DY-O") == (200.0, "imputed")


def test_a_price_is_stale_on_the_twenty_first_index_day_after_its_last_own() -> None:
    computation = index(deals((MON, 100.0, 1.0)), last="2025-02-17")
    # The window ends on Friday the 10th; twenty index days later is 2025-02-07.
    assert price(computation, "2025-02-07") == (100.0, "imputed")
    assert price(computation, "2025-02-10") == (100.0, "stale")
    assert computation.market.age.max() == 26


def test_a_trade_ends_staleness() -> None:
    computation = index(deals((MON, 100.0, 1.0), ("2025-02-17", 130.0, 1.0)), last="2025-02-25")
    assert price(computation, "2025-02-17") == (130.0, "observed")
    assert price(computation, "2025-02-24") == (130.0, "imputed")


@pytest.mark.parametrize("many", [1, 2, 7, 30])
def test_splitting_a_trade_does_not_move_a_mean_when_three_others_stand(many: int) -> None:
    others = deals((MON, 100.0, 3.0), (MON, 101.0, 3.0), (MON, 103.0, 3.0))
    whole = [*others, Deal(MON, 102.0, 6.0, "A", "B")]
    split = [*others, *(Deal(MON, 102.0, 6.0 / many, "A", "B", key=f"{9 + n / 100}") for n in range(many))]
    # Equal parts would be duplicates of each other: the rule is switched off by making them differ a little.
    parts = [
        Deal(d.date, d.price, (d.quantity or 0) + (n - many / 2) * 1e-9, d.buyer, d.seller)
        for n, d in enumerate(split[3:])
    ]
    found, wanted = price(index([*others, *parts]), MON), price(index(whole), MON)
    assert found is not None
    assert wanted is not None
    assert found[0] == pytest.approx(wanted[0], abs=1e-6)
