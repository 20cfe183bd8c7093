from decimal import Decimal
from statistics import mean, median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.pricing.oxides import estimate
from rare_desk.core.pricing.oxides.deductions import Offer, Past, back_tested, offered
from rare_desk.core.pricing.oxides.estimate import Estimate
from tests.core.pricing.examples import examples

MONEY = st.decimals(min_value=10_000, max_value=90_000, places=2)
QUARTERS = ("2025Q3", "2025Q4", "2026Q1", "2026Q3")
# The netback of the quarter before, and the price announced: 9,000 / 10,000 / 12,000 / 10,500 apart.
PAST = [
    {"quarter": quarter, "value_at_grade": value, "announced_price": announced}
    for quarter, value, announced in zip(
        QUARTERS, (28109, 36205, 38834, 49065), (19109, 26205, 26834, 38565), strict=True
    )
]


def worked(**more: Any) -> dict[str, Any]:
    """The netback example's oxides: 59,244.34 at 50 %."""
    example = examples("netback")[0]["input"]
    taken = {name: example[name] for name in ("vat_rate", "grade", "oxides")}
    return taken | {"quarter": "2026Q4", "past": [dict(one) for one in PAST]} | more


def price(given: dict[str, Any]) -> Estimate:
    asked = estimate.inputs(given)
    assert isinstance(asked, estimate.EstimateInputs), asked
    return estimate.price(asked).values


def refused(given: dict[str, Any]) -> dict[str, str]:
    found = estimate.inputs(given)
    assert isinstance(found, tuple)
    return {problem.field: problem.code for problem in found}


def test_the_estimate_is_the_netback_less_the_deduction_that_is_offered() -> None:
    found = price(worked())
    assert found.implied == dict(zip(QUARTERS, map(Decimal, (9000, 10000, 12000, 10500)), strict=True))
    assert found.estimates == {
        "last": Decimal("48744.34"),
        "mean": Decimal("48869.34"),  # 10,375
        "median": Decimal("48994.34"),  # 10,250
    }
    assert (found.deduction, found.price) == (Decimal(10500), Decimal("48744.34"))
    assert price(worked(offer="median")).price == Decimal("48994.34")


def test_its_band_is_the_spread_of_the_deductions() -> None:
    found = price(worked())
    assert (found.low, found.high) == (Decimal("47244.34"), Decimal("50244.34"))
    one = price(worked(past=PAST[:1]))
    assert (one.low, one.high, one.tests) == (None, None, ())


def test_each_past_quarter_is_estimated_from_those_before_it_alone() -> None:
    tests = price(worked(offer="mean")).tests
    assert [(one.quarter, one.estimate, one.off) for one in tests] == [
        ("2025Q4", Decimal(27205), Decimal(1000)),  # 36,205 - 9,000 against 26,205
        ("2026Q1", Decimal(29334), Decimal(2500)),  # 38,834 - 9,500 against 26,834
        ("2026Q3", Decimal("38731.67"), Decimal("166.67")),  # 49,065 - 31,000 / 3 against 38,565
    ]
    assert [one.off_percent for one in tests] == [Decimal("3.82"), Decimal("9.32"), Decimal("0.43")]
    assert price(worked()).mean_off_percent["mean"] == Decimal("4.52")  # (3.816 + 9.317 + 0.432) / 3


def test_what_an_oxides_move_would_do_is_its_part_of_the_netback() -> None:
    moves = price(worked(move="10")).moves
    assert moves["Nd2O3"] == Decimal("4217.35")  # 0.5 x 84,346.90... x 10 %
    given = worked()
    given["oxides"][3]["price_incl_vat"] = "616000"
    assert price(given).price - price(worked()).price == Decimal("4217.34")  # rounded apart


def test_past_quarters_stand_once_and_come_before() -> None:
    given = worked(quarter="2026Q1")
    given["past"][0]["quarter"] = "2025Q4"
    given["past"][3]["quarter"] = "last year"
    assert refused(given) == {
        "past[1].quarter": "quarter-twice",
        "past[2].quarter": "quarter-not-before",
        "past[3].quarter": "not-a-quarter",
    }


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"quarter": "2026"}, {"quarter": "not-a-quarter"}),
        ({"past": []}, {"past": "input-count"}),
        ({"offer": "best"}, {"offer": "input-not-a-choice"}),
        ({"move": "0"}, {"move": "input-out-of-range"}),
    ],
)
def test_what_is_wrong_is_said_at_its_place(more: dict[str, Any], wrong: dict[str, str]) -> None:
    assert refused(worked(**more)) == wrong


@settings(deadline=None)
@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=9))
def test_what_is_offered_is_the_last_the_mean_and_the_median(pairs: list[tuple[Decimal, Decimal]]) -> None:
    past = [Past(f"20{n:02}Q1", *pair) for n, pair in enumerate(pairs)]
    deductions = [value - announced for value, announced in pairs]
    assert offered(past, Offer.LAST) == deductions[-1]
    assert abs(offered(past, Offer.MEAN) - mean(deductions)) < Decimal("1e-9")
    assert offered(past, Offer.MEDIAN) == median(deductions)


@settings(deadline=None)
@given(MONEY, st.lists(MONEY, min_size=2, max_size=9), st.sampled_from(Offer))
def test_with_one_deduction_throughout_no_past_estimate_is_off(
    deduction: Decimal, announced: list[Decimal], offer: Offer
) -> None:
    past = [Past(f"20{n:02}Q1", price + deduction, price) for n, price in enumerate(announced)]
    tests = back_tested(past, offer)
    assert len(tests) == len(past) - 1
    assert max(abs(one.off) for one in tests) < Decimal("1e-9")
