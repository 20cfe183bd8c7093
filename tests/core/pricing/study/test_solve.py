"""Break-even of every input of every calculator, on the design's worked figures."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.study.paths import figures, number_at, put
from rare_desk.core.pricing.study.solve import Solved, solve
from tests.core.pricing.examples import examples, settlement
from tests.core.pricing.test_hostile import PAST, started


def numbers(fields: tuple[Field, ...], given: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Every number among the inputs, by its path."""
    for field in fields:
        value = given.get(field.name)
        here = path + field.name
        if value is not None and field.kind is Kind.NUMBER:
            yield here, value
        elif value and field.kind is Kind.RECORD:
            yield from numbers(field.fields, value, here + ".")
        elif field.kind is Kind.NUMBERS:
            yield from ((f"{here}[{place}]", one) for place, one in enumerate(value or ()))
        elif field.kind is Kind.LIST:
            for place, record in enumerate(value or ()):
                yield from numbers(field.fields, record, f"{here}[{place}].")


CASES = [
    pytest.param(name, place, path, id=f"{name}-{place}-{path}")
    for name, calculator in CALCULATORS.items()
    for place, example in enumerate(examples(name))
    for path, _ in numbers(calculator.fields, example["input"])
]
OF_NO_MATTER = {
    "netback-0-announced_price", "fob-0-vat_rate", "fob-2-vat_rate", "floor-0-price", "floor-0-trigger",
    "floor-0-share", "floor-1-floor",
}  # fmt: skip
"""Inputs that do not move the example's first figure, at least not where it stands."""


def headline(name: str, given: Mapping[str, Any]) -> tuple[str, Decimal]:
    calculator = CALCULATORS[name]
    found = figures(calculator.price(calculator.inputs(given)).values)
    figure = next(one for one in calculator.headlines if one in found)
    return figure, found[figure]


def codes(found: object) -> list[str]:
    assert isinstance(found, tuple), found
    return [problem.code for problem in found]


@pytest.mark.parametrize(("name", "place", "path"), CASES)
def test_every_input_is_found_again_from_the_figure_that_it_gives(name: str, place: int, path: str) -> None:
    inputs = examples(name)[place]["input"]
    figure, target = headline(name, inputs)
    found = solve(CALCULATORS[name], inputs, path, figure, target)
    if f"{name}-{place}-{path}" in OF_NO_MATTER:
        assert codes(found) == ["solve-any"]
        return
    assert isinstance(found, Solved), found
    assert found.reached == target
    assert headline(name, put(inputs, path, found.value)) == (figure, target)


@settings(deadline=None, max_examples=20)
@given(
    st.decimals(min_value=1000, max_value=200_000, places=2),
    st.decimals(min_value="0.5", max_value=100, places=2),
    st.decimals(min_value=20, max_value=80, places=2),
)
def test_a_grade_solved_for_gives_the_price_when_put_back(price: Decimal, grade: Decimal, basis: Decimal) -> None:
    inputs = {"reference_price": price, "reference_grade": basis, "grade": grade}
    figure, target = headline("grade", inputs)
    found = solve(CALCULATORS["grade"], inputs | {"grade": "1"}, "grade", figure, target)
    assert isinstance(found, Solved), found
    assert headline("grade", inputs | {"grade": found.value}) == (figure, target)
    assert abs(found.value - grade) <= basis / price * Decimal("0.02")


def test_a_missing_input_may_be_solved_for() -> None:
    inputs = examples("netback")[0]["input"]
    del inputs["deduction_per_t_concentrate"]
    found = solve(CALCULATORS["netback"], inputs, "deduction_per_t_concentrate", "price", Decimal("26834.00"))
    assert isinstance(found, Solved)
    assert found.value == Decimal("32410.34")  # the implied deduction of the worked figures


def test_where_rounding_jumps_over_the_target_the_nearest_value_is_told_with_what_it_gives() -> None:
    found = solve(CALCULATORS["settlement"], settlement(), "lots[1].grade", "balance", Decimal("900000.00"))
    assert isinstance(found, Solved)
    assert not found.exact
    assert abs(found.reached - 900000) <= Decimal("1.06")  # half of 92.983 t at 0.01 CNY, and VAT
    figure, reached = headline("settlement", put(settlement(), "lots[1].grade", found.value))
    assert (figure, reached) == ("balance", found.reached)


def test_a_figure_that_is_never_reached_is_said_with_how_far_it_goes() -> None:
    inputs = {"reference_price": "26834", "reference_grade": "50", "grade": "50"}
    found = solve(CALCULATORS["grade"], inputs, "grade", "price", Decimal(60000))
    assert isinstance(found, tuple)
    assert (found[0].code, dict(found[0].details)) == ("solve-none", {"low": "0", "high": "53668"})


def test_several_solutions_are_named() -> None:
    quotes = [
        {"date": f"2026-03-{day:02}", "mid": mid} for day, mid in zip((10, 11, 12, 13), (1, 3, 1, 3), strict=True)
    ]
    inputs = {"window": "around", "event": "2026-03-16", "before": 1, "missing": "refuse", "prices": quotes}
    found = solve(CALCULATORS["average"], inputs, "before", "average", Decimal(2))
    assert isinstance(found, tuple)
    assert (found[0].code, found[0].value) == ("solve-several", "2, 4")


def test_a_value_at_which_a_figure_turns_round_is_found() -> None:
    given = started("estimate")[0] | {"past": PAST}
    calculator = CALCULATORS["estimate"]
    at = put(given, "past[0].value_at_grade", "57001.54")
    target = figures(calculator.price(calculator.inputs(at)).values)["mean_off_percent.mean"]
    assert codes(solve(calculator, given, "past[0].value_at_grade", "mean_off_percent.mean", target)) == [
        "solve-several"
    ]


def test_an_input_that_does_not_matter_has_every_value_for_a_solution() -> None:
    inputs = {"price": "125", "floor": "110", "trigger": "110", "share": "100"}
    found = solve(CALCULATORS["floor"], inputs, "price", "net", Decimal(110))
    assert codes(found) == ["solve-any"]


@pytest.mark.parametrize(
    ("path", "figure", "code"),
    [
        ("colour", "price", "no-such-number"),
        ("quarter", "price", "no-such-number"),
        ("oxides", "price", "no-such-number"),
        ("oxides[9].share", "price", "no-such-number"),
        ("oxides[0].colour", "price", "no-such-number"),
        ("grade", "colour", "no-such-figure"),
    ],
)
def test_what_there_is_not_cannot_be_solved_for(path: str, figure: str, code: str) -> None:
    assert codes(solve(CALCULATORS["netback"], examples("netback")[0]["input"], path, figure, Decimal(1))) == [code]


def test_what_is_wrong_with_the_other_inputs_is_said_instead() -> None:
    found = solve(CALCULATORS["grade"], {"reference_price": "1"}, "grade", "price", Decimal(1))
    assert isinstance(found, tuple)
    assert {problem.field: problem.code for problem in found} == {"reference_grade": "input-missing"}


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_from_any_figure_at_any_value_of_any_input_the_value_is_found_again(data: st.DataObject) -> None:
    """Or every one of several, or the stretch on which the input does not matter."""
    name = data.draw(st.sampled_from(sorted(CALCULATORS)))
    calculator = CALCULATORS[name]
    inputs = data.draw(st.sampled_from(started(name)))
    path, written = data.draw(st.sampled_from(list(numbers(calculator.fields, inputs))))
    field = number_at(calculator, inputs, path)
    assert isinstance(field, Field)
    ends = sorted((Decimal(written) / 2, Decimal(written) * 2))
    near = st.decimals(min_value=ends[0], max_value=ends[1], places=2)
    anywhere = st.decimals(min_value=field.low, max_value=field.high, places=1)
    value: Any = data.draw(st.integers(int(field.low), int(field.high)) if field.whole else near | anywhere)
    asked = calculator.inputs(put(inputs, path, value))
    assume(not isinstance(asked, tuple))
    figure, target = data.draw(st.sampled_from(list(figures(calculator.price(asked).values).items())))
    found = solve(calculator, inputs, path, figure, target)
    if isinstance(found, Solved):
        assert found.exact
        again = calculator.price(calculator.inputs(put(inputs, path, found.value))).values
        assert figures(again)[figure] == target
        return
    assert found[0].code in ("solve-any", "solve-several")
    if found[0].code == "solve-any":
        low, high = (Decimal(one) for one in dict(found[0].details).values())
        assert low - Decimal("0.000001") <= Decimal(value) <= high + Decimal("0.000001")
