from decimal import Decimal

import pytest

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.study.vary import Axis, Varied, axis, vary
from rare_desk.core.problems import Problem
from tests.core.pricing.examples import examples

GRADE = {"reference_price": "26834", "reference_grade": "50", "grade": "50"}


def values(written: str) -> list[str]:
    found = axis("grade", written)
    assert isinstance(found, Axis), found
    return [str(value) for value in found.values]


def varied(*axes: tuple[str, str]) -> Varied:
    made = [axis(*one) for one in axes]
    found = vary(CALCULATORS["grade"], GRADE, [one for one in made if isinstance(one, Axis)])
    assert isinstance(found, Varied), found
    return found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("50:52:1", ["50", "51", "52"]),
        ("50:51:0.4", ["50.0", "50.4", "50.8"]),
        ("52:50:-1", ["52", "51", "50"]),
        ("50:50:1", ["50"]),
        ("50, 47.85, 50", ["50", "47.85"]),
        ("1,000:3,000:1,000", ["1000", "2000", "3000"]),
    ],
)
def test_a_range_has_both_ends_where_the_step_meets_them(written: str, expected: list[str]) -> None:
    assert [Decimal(one) for one in values(written)] == [Decimal(one) for one in expected]


@pytest.mark.parametrize("written", ["", "50:52", "50:52:0", "50:52:-1", "a:b:c", "50,x"])
def test_what_is_no_range_is_refused(written: str) -> None:
    found = axis("grade", written)
    assert isinstance(found, Problem)
    assert (found.code, found.field) == ("vary-range", "grade")


def test_a_range_of_too_many_values_is_refused_before_it_is_made() -> None:
    found = axis("grade", "0:100:0.000001")
    assert isinstance(found, Problem)
    assert found.code == "vary-too-many"


def test_one_input_gives_a_row_of_all_figures_for_every_value() -> None:
    found = varied(("grade", "47.85,52.3"))
    assert [cell.figures["price"] for cell in found.cells] == [Decimal("25680.14"), Decimal("28068.36")]
    assert {cell.figures["per_percent"] for cell in found.cells} == {Decimal("536.68")}


def test_two_inputs_cross() -> None:
    found = varied(("reference_price", "26834,38769"), ("grade", "50,51.26"))
    assert [[cell.figures["price"] for cell in found.row(place)] for place in (0, 1)] == [
        [Decimal("26834.00"), Decimal("27510.22")],
        [Decimal("38769.00"), Decimal("39745.98")],
    ]


def test_a_value_out_of_range_leaves_its_cell_empty_and_says_why() -> None:
    good, bad = varied(("grade", "100,101")).cells
    assert (good.problems, bad.figures) == ((), {})
    assert [(problem.field, problem.code) for problem in bad.problems] == [("grade", "input-out-of-range")]


def test_an_input_within_a_list_is_varied_alone() -> None:
    inputs = examples("netback")[0]["input"]
    found = vary(CALCULATORS["netback"], inputs, [Axis("oxides[3].price_incl_vat", (Decimal(560000), Decimal(616000)))])
    assert isinstance(found, Varied)
    before, after = (cell.figures for cell in found.cells)
    assert after["contributions.Nd2O3"] == Decimal("92781.59")  # 84,346.90... x 1.1
    assert after["contributions.Pr6O11"] == before["contributions.Pr6O11"]
    assert inputs == examples("netback")[0]["input"]


def test_axes_that_are_no_numbers_or_the_same_are_refused() -> None:
    one, other = Axis("grade", (Decimal(1),)), Axis("quarter", (Decimal(1),))
    found = vary(CALCULATORS["grade"], GRADE, [one, other])
    assert isinstance(found, tuple)
    assert [problem.code for problem in found] == ["no-such-number"]
    twice = vary(CALCULATORS["grade"], GRADE, [one, one])
    assert isinstance(twice, tuple)
    assert [problem.code for problem in twice] == ["vary-twice"]
    many = Axis("grade", tuple(map(Decimal, range(101))))
    found = vary(CALCULATORS["grade"], GRADE, [many, Axis("reference_price", many.values)])
    assert isinstance(found, tuple)
    assert [problem.code for problem in found] == ["vary-too-many"]
