"""The design's worked figures, and what every calculator has in common."""

from decimal import Decimal
from typing import Any

import pytest

from rare_desk.core.pricing.fields import Kind
from rare_desk.core.pricing.registry import CALCULATORS, step_of
from rare_desk.core.pricing.result import as_json
from tests.core.pricing.examples import examples

WORKED = [example for name in CALCULATORS for example in examples(name)]


@pytest.mark.parametrize("example", WORKED, ids=lambda example: example["calculator"])
def test_the_worked_figures_come_out_to_the_digit(example: dict[str, Any]) -> None:
    calculator = CALCULATORS[example["calculator"]]
    asked = calculator.inputs(example["input"])
    assert not isinstance(asked, tuple), asked
    assert as_json(calculator.price(asked).values) == example["result"]


@pytest.mark.parametrize("name", CALCULATORS)
def test_a_calculator_says_which_inputs_it_lacks(name: str) -> None:
    calculator = CALCULATORS[name]
    found = calculator.inputs({})
    assert isinstance(found, tuple)
    assert {p.field for p in found if p.code == "input-missing"} >= {f.name for f in calculator.fields if f.required}


@pytest.mark.parametrize("name", CALCULATORS)
@pytest.mark.parametrize("beyond", ["low", "high"])
def test_a_number_outside_its_range_is_refused_at_its_field(name: str, beyond: str) -> None:
    calculator = CALCULATORS[name]
    for example in examples(name):
        for field in calculator.fields:
            if field.kind is Kind.NUMBER:
                wrong = field.low - 1 if beyond == "low" else field.high + 1
                found = calculator.inputs(example["input"] | {field.name: wrong})
                assert isinstance(found, tuple), field.name
                assert field.name in {p.field for p in found}


@pytest.mark.parametrize("name", CALCULATORS)
def test_every_figure_of_a_result_is_in_its_trail_as_it_is_rounded(name: str) -> None:
    calculator = CALCULATORS[name]
    for example in examples(name):
        trail = {str(step.value) for step in calculator.price(calculator.inputs(example["input"])).trail}
        figures = {value for value in example["result"].values() if isinstance(value, str)}
        assert figures - trail <= {"287.040", "-3588.00"}  # sums that the settlement's paper shows as such


def test_a_headline_keeps_its_name_when_another_figure_has_its_value() -> None:
    fob = CALCULATORS["fob"]
    asked = fob.inputs({"fob_usd_per_kg": "110", "fx": "7", "vat_rate": "0"})
    step = step_of("price_incl_vat", Decimal("770000.00"), fob.price(asked).trail)
    assert step is not None
    assert step.label == "home-incl-vat"
    estimate = CALCULATORS["estimate"]
    oxides = [{"oxide": "Nd2O3", "share": "20", "price_incl_vat": "560000", "recovery": "92"}]
    past = [
        {"quarter": "2025Q4", "value_at_grade": "58000", "announced_price": "26000"},
        {"quarter": "2026Q1", "value_at_grade": "60000", "announced_price": "26834"},
    ]
    asked = estimate.inputs({"quarter": "2026Q3", "grade": "50", "vat_rate": "13", "oxides": oxides, "past": past})
    result = estimate.price(asked)
    assert result.values.price == result.values.low
    step = step_of("price", result.values.price, result.trail)
    assert step is not None
    assert step.label == "estimate-last"


@pytest.mark.parametrize("name", CALCULATORS)
def test_every_headline_has_a_step(name: str) -> None:
    calculator = CALCULATORS[name]
    for example in examples(name):
        result = calculator.price(calculator.inputs(example["input"]))
        heads = [head for head in calculator.headlines if getattr(result.values, head, None) is not None]
        assert heads
        assert all(step_of(head, getattr(result.values, head), result.trail) is not None for head in heads)
