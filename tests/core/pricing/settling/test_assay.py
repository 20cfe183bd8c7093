from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.pricing.settling import settlement, terms
from rare_desk.core.pricing.settling.assay import Assay, Rule, settled
from tests.core.pricing.examples import settlement as worked

GRADES = st.decimals(min_value=40, max_value=60, places=2)


def with_assay(**assay: str) -> terms.SettlementInputs | tuple[Any, ...]:
    given = worked()
    given["lots"] = [{"lot": "L1", "wet_t": "102.340", "moisture": "6.20", "assay": assay}]
    return terms.inputs(given)


def grade(**assay: str) -> Decimal:
    asked = with_assay(**assay)
    assert isinstance(asked, terms.SettlementInputs), asked
    return asked.lots[0].grade


def problems(**assay: str) -> dict[str, str]:
    asked = with_assay(**assay)
    assert isinstance(asked, tuple)
    return {problem.field: problem.code for problem in asked}


def test_parties_within_the_limit_settle_at_their_mean() -> None:
    assert grade(seller="51.35", buyer="50.95", limit="0.50") == Decimal("51.15")


def test_a_difference_of_just_the_limit_still_splits() -> None:
    assert grade(seller="51.35", buyer="50.85", limit="0.50", umpire="40") == Decimal("51.10")


@pytest.mark.parametrize(
    ("rule", "umpire", "settles"),
    [
        ("umpire", "51.00", "51.00"),
        ("nearer", "51.20", "51.35"),  # mean with the seller's 51.50
        ("nearer", "50.60", "50.55"),  # mean with the buyer's 50.50
        ("nearer", "51.00", "51.00"),  # equally near to both
        ("median", "51.20", "51.20"),
        ("median", "52.00", "51.50"),
        ("median", "50.00", "50.50"),
    ],
)
def test_beyond_the_limit_the_umpire_and_the_contracts_rule_settle(rule: str, umpire: str, settles: str) -> None:
    assert grade(seller="51.50", buyer="50.50", limit="0.50", umpire=umpire, rule=rule) == Decimal(settles)


def test_beyond_the_limit_the_umpire_and_the_rule_are_asked_for() -> None:
    asked = problems(seller="51.50", buyer="50.50", limit="0.50")
    assert asked == {"lots[0].assay.umpire": "umpire-needed", "lots[0].assay.rule": "umpire-rule-needed"}


def test_a_wrong_rule_or_a_missing_assay_is_refused() -> None:
    asked = problems(seller="51.50", limit="0.50", rule="loudest")
    assert asked == {"lots[0].assay.buyer": "input-missing", "lots[0].assay.rule": "input-not-a-choice"}


def test_a_lot_has_a_grade_or_an_assay_exchange() -> None:
    given = worked()
    del given["lots"][1]["grade"]
    given["lots"][2]["assay"] = {"seller": "50", "buyer": "50", "limit": "0.5"}
    found = terms.inputs(given)
    assert isinstance(found, tuple)
    assert {p.field: p.code for p in found} == {"lots[1].grade": "input-missing", "lots[2].grade": "grade-or-assay"}


def test_limit_and_rule_may_stand_once_for_the_whole_contract() -> None:
    given = worked() | {"assay": {"limit": "0.50", "rule": "median"}}
    given["lots"] = [{"wet_t": "100", "moisture": "6", "assay": {"seller": "51", "buyer": "50", "umpire": "50.4"}}]
    asked = terms.inputs(given)
    assert isinstance(asked, terms.SettlementInputs)
    assert asked.lots[0].grade == Decimal("50.4")


def test_an_assay_of_the_whole_delivery_settles_lots_without_a_grade() -> None:
    given = worked() | {"assay": {"seller": "51.35", "buyer": "50.95", "limit": "0.50"}}
    del given["lots"][0]["grade"]
    asked = terms.inputs(given)
    assert isinstance(asked, terms.SettlementInputs)
    assert [lot.grade for lot in asked.lots] == [Decimal("51.15"), Decimal("50.10"), Decimal("49.42")]


def test_the_trail_begins_with_the_assay_that_settles() -> None:
    asked = with_assay(seller="51.35", buyer="50.95", limit="0.50")
    assert isinstance(asked, terms.SettlementInputs)
    first = settlement.price(asked).trail[0]
    assert (first.label, first.formula, first.numbers) == (
        "assay",
        "assay-mean",
        "|51.35 − 50.95| ≤ 0.50: (51.35 + 50.95) / 2",
    )


@settings(deadline=None)
@given(GRADES, GRADES, GRADES, st.sampled_from(Rule))
def test_what_settles_lies_between_the_lowest_and_the_highest_assay(
    seller: Decimal, buyer: Decimal, umpire: Decimal, rule: Rule
) -> None:
    limit = Decimal("0.5")
    one = settled(Assay(seller=seller, buyer=buyer, umpire=umpire, limit=limit, rule=rule)).value
    other = settled(Assay(seller=buyer, buyer=seller, umpire=umpire, limit=limit, rule=rule)).value
    assert min(seller, buyer, umpire) <= one <= max(seller, buyer, umpire)
    assert one == other
