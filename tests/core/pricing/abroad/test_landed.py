from decimal import Decimal
from typing import Any

from rare_desk.core.pricing.abroad import landed
from tests.core.pricing.examples import examples


def worked() -> dict[str, Any]:
    example: dict[str, Any] = examples("landed")[0]["input"]
    return example


def refused(given: dict[str, Any]) -> dict[str, str]:
    found = landed.inputs(given)
    assert isinstance(found, tuple)
    return {problem.field: problem.code for problem in found}


def test_the_sum_is_rounded_once_from_unrounded_terms() -> None:
    asked = landed.inputs(worked())
    assert isinstance(asked, landed.LandedInputs)
    found = landed.price(asked)
    figures = found.values
    assert figures.cif + figures.duty + figures.shipment + figures.finance == Decimal("121.77")
    assert figures.landed == Decimal("121.76")
    assert found.trail[-1].numbers == "96.5 + 24.125 + 0.425 + 0.713836…"


def test_what_does_not_apply_is_left_out() -> None:
    asked = landed.inputs({"fob": "95", "freight": "0", "insurance": "0"})
    assert isinstance(asked, landed.LandedInputs)
    assert landed.price(asked).values.landed == 95


def test_each_duty_has_its_range_and_costs_need_what_they_are_spread_over() -> None:
    assert refused(worked() | {"duty_rates": ["0", "-1", "x"]}) == {
        "duty_rates[1]": "input-out-of-range",
        "duty_rates[2]": "not-a-number",
    }
    assert refused(worked() | {"duty_rates": "25"}) == {"duty_rates": "input-not-a-list"}
    assert refused(worked() | {"days": "4.5"}) == {"days": "input-not-whole"}
    for without, of in (("shipment_kg", "shipment_cost"), ("finance_rate", "days")):
        given = worked()
        del given[without]
        assert refused(given) == {without: "input-missing"}, of


def test_the_duty_says_of_which_day_and_by_whom_its_rates_are() -> None:
    asked = landed.inputs(worked() | {"rates_date": "2026-11-01", "rates_source": "HTS 2846.90"})
    assert isinstance(asked, landed.LandedInputs)
    duty = next(step for step in landed.price(asked).trail if step.label == "duty")
    assert duty.source == "2026-11-01 HTS 2846.90"
