from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.pricing import grade
from rare_desk.core.pricing.result import as_json
from tests.core.pricing.examples import examples

PRICES = st.decimals(min_value=1, max_value=100_000, places=2)
GRADES = st.decimals(min_value=1, max_value=100, places=2)


def price(reference: Decimal, basis: Decimal, at: Decimal) -> grade.GradePrice:
    return grade.price(grade.GradeInputs(reference_price=reference, reference_grade=basis, grade=at)).values


@pytest.mark.parametrize("example", examples("grade"), ids=lambda example: example["result"]["price"])
def test_the_worked_figures_come_out_to_the_digit(example: dict[str, Any]) -> None:
    asked = grade.inputs(example["input"])
    assert isinstance(asked, grade.GradeInputs)
    assert as_json(grade.price(asked).values) == example["result"]


@settings(deadline=None)
@given(PRICES, GRADES)
def test_at_the_reference_grade_the_price_is_the_reference_price(reference: Decimal, basis: Decimal) -> None:
    assert price(reference, basis, basis).price == reference


@settings(deadline=None)
@given(PRICES, GRADES, GRADES, GRADES)
def test_the_price_is_linear_in_the_grade(reference: Decimal, basis: Decimal, one: Decimal, other: Decimal) -> None:
    together = price(reference, basis, one).price + price(reference, basis, other).price
    twice_the_mean = 2 * price(reference, basis, (one + other) / 2).price
    assert abs(together - twice_the_mean) <= Decimal("0.02")  # three roundings to 0.01


def test_the_trail_shows_each_figure_with_its_numbers_and_rounding() -> None:
    asked = grade.GradeInputs(
        reference_price=Decimal(26834), reference_grade=Decimal(50), grade=Decimal("52.3"), quarter="2026Q1"
    )
    per_percent, at_grade = grade.price(asked).trail
    assert (per_percent.value, per_percent.source) == (Decimal("536.68"), "2026Q1")
    assert at_grade.numbers == "26,834 × 52.3 / 50"
    assert (at_grade.exact, at_grade.places, at_grade.value) == (Decimal("28068.364"), 2, Decimal("28068.36"))


def test_a_half_cent_is_rounded_up() -> None:
    assert price(Decimal("0.01"), Decimal(2), Decimal(1)).price == Decimal("0.01")
