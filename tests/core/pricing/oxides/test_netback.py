from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.pricing.oxides import netback
from rare_desk.core.pricing.oxides.netback import Netback
from tests.core.pricing.examples import examples

MONEY = st.decimals(min_value=1, max_value=100_000, places=2)
GRADES = st.decimals(min_value=1, max_value=100, places=2)


def worked() -> dict[str, Any]:
    example: dict[str, Any] = examples("netback")[0]["input"]
    return example


def price(given: dict[str, Any]) -> Netback:
    asked = netback.inputs(given)
    assert isinstance(asked, netback.NetbackInputs), asked
    return netback.price(asked).values


def refused(given: dict[str, Any]) -> dict[str, str]:
    found = netback.inputs(given)
    assert isinstance(found, tuple)
    return {problem.field: problem.code for problem in found}


def test_without_deduction_there_is_a_value_and_no_price() -> None:
    given = worked()
    del given["deduction_per_t_concentrate"]
    found = price(given)
    assert (found.price, found.value_at_grade) == (None, Decimal("59244.34"))
    assert found.implied_deduction == Decimal("32410.34")


def test_a_deduction_per_tonne_of_reo_counts_by_the_grade() -> None:
    given = worked() | {"deduction_per_t_reo": "39000"}
    del given["deduction_per_t_concentrate"]
    found = price(given)
    assert found.price == Decimal("39744.34")
    assert found.implied_deduction_per_t_reo == Decimal("64820.67")  # 32,410.3362... / 0.5


def test_an_announced_price_at_another_grade_is_brought_to_the_concentrates() -> None:
    found = price(worked() | {"grade": "51.26", "announced_grade": "50"})
    # 0.5126 x 118,488.6725... - 26,834 x 51.26 / 50, worked by hand
    assert found.implied_deduction == Decimal("33227.08")


def test_one_deduction_only() -> None:
    assert refused(worked() | {"deduction_per_t_reo": "1"}) == {"deduction_per_t_reo": "deduction-once"}


@pytest.mark.parametrize(
    ("share", "code"), [("3.0", "shares-sum"), ("-1", "input-out-of-range"), ("", "input-missing")]
)
def test_shares_add_up_to_no_more_than_all(share: str, code: str) -> None:
    given = worked()
    given["oxides"][4]["share"] = share
    assert refused(given) == {"oxides" if code == "shares-sum" else "oxides[4].share": code}


def test_an_oxide_stands_once() -> None:
    given = worked()
    given["oxides"][4]["oxide"] = "nd2o3"
    assert refused(given) == {"oxides[4].oxide": "oxide-twice"}


def test_a_recovery_and_a_price_have_their_range() -> None:
    given = worked()
    given["oxides"][0] |= {"recovery": "100.1", "price_incl_vat": "0"}
    assert refused(given) == {"oxides[0].recovery": "input-out-of-range", "oxides[0].price_incl_vat": "input-too-small"}


@settings(deadline=None)
@given(MONEY, GRADES)
def test_the_implied_deduction_put_in_gives_the_announced_price(announced: Decimal, grade: Decimal) -> None:
    given = worked() | {"announced_price": announced, "grade": grade}
    implied = price(given).implied_deduction
    assert price(given | {"deduction_per_t_concentrate": implied}).price == announced


@settings(deadline=None)
@given(MONEY, GRADES)
def test_so_does_the_one_per_tonne_of_reo(announced: Decimal, grade: Decimal) -> None:
    given = worked() | {"announced_price": announced, "grade": grade, "deduction_per_t_reo": "0"}
    del given["deduction_per_t_concentrate"]
    implied = price(given).implied_deduction_per_t_reo
    again = price(given | {"deduction_per_t_reo": implied}).price
    assert again is not None
    assert abs(again - announced) <= Decimal("0.01")
