"""Two calculations side by side: which figures and inputs differ, and by how much."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ops import pricing
from rare_desk.ops.contracts.comparing import Line, Part, Side, compared, of_priced
from tests.core.pricing.examples import examples, settlement


def side(kind: str, given: dict[str, Any], name: str = "一") -> Side:
    return of_priced(name, pricing.price(kind, given))


def by_label(lines: list[Line], part: Part) -> dict[str, Line]:
    return {line.label: line for line in lines if line.part is part}


def test_figures_come_first_and_what_differs_is_told_from_old_to_new() -> None:
    old, new = settlement(), settlement()
    new["lots"][1]["moisture"] = "7.00"
    lines = compared(side("settlement", old), side("settlement", new), "zh")
    parts = [line.part for line in lines]
    assert parts == sorted(parts, key=[Part.RESULT, Part.INPUT].index)
    assert lines[0].label == "应付余额"
    assert lines[0].old == Decimal("884293.67")
    after = pricing.price("settlement", new).result.values.balance
    assert (lines[0].new, lines[0].difference) == (after, after - Decimal("884293.67"))
    assert lines[0].percent == (after - Decimal("884293.67")) * 100 / Decimal("884293.67")
    changed = [line for line in lines if line.part is Part.INPUT and line.differs]
    assert [line.label for line in changed] == [f"{old['lots'][1]['lot']} 水分"]
    assert changed[0].new == Decimal("7.00")
    assert changed[0].unit == "%"


def test_records_belong_together_by_their_names_wherever_they_stand() -> None:
    old, new = settlement(), settlement()
    new["lots"].insert(0, {"lot": "新批", "wet_t": "10", "moisture": "6", "grade": "50"})
    lines = compared(side("settlement", old), side("settlement", new), "zh")
    changed = [line for line in lines if line.part is Part.INPUT and line.differs]
    assert {line.label for line in changed} == {"新批 湿重", "新批 水分", "新批 品位"}
    assert all(line.old is None and line.difference is None for line in changed)
    assert [line.unit for line in lines if line.label == "总干重"] == ["吨"]
    dry = [line for line in lines if line.part is Part.RESULT and line.label.startswith(str(old["lots"][0]["lot"]))]
    assert dry
    assert not any(line.differs for line in dry)


def test_different_calculators_share_the_inputs_of_one_name() -> None:
    lines = compared(side("grade", examples("grade")[0]["input"]), side("settlement", settlement()), "en")
    inputs = by_label(lines, Part.INPUT)
    assert isinstance(inputs["Reference price"].old, Decimal)
    assert isinstance(inputs["Reference price"].new, Decimal)
    assert inputs["Vat rate" if "Vat rate" in inputs else "VAT rate"].old is None
    assert any(line.part is Part.RESULT and line.new is None for line in lines)


def test_a_percentage_of_nothing_is_not_told() -> None:
    assert Line(Part.RESULT, "", "", Decimal(0), Decimal(5)).percent is None
    assert Line(Part.RESULT, "", "", "a", Decimal(5)).percent is None
    assert Line(Part.RESULT, "", "", Decimal(-4), Decimal(-5)).percent == Decimal(-25)


@pytest.mark.parametrize("kind", CALCULATORS)
def test_a_calculation_does_not_differ_from_itself_and_every_line_has_words(kind: str) -> None:
    for example in examples(kind):
        one = side(kind, example["input"])
        for language in ("zh", "en"):
            lines = compared(one, one, language)
            assert lines
            assert not any(line.differs for line in lines)
            assert all(line.label and "_" not in line.label for line in lines), [line.label for line in lines]


@settings(max_examples=25, deadline=None)
@drawn(st.decimals("30", "70", places=2), st.decimals("30", "70", places=2))
def test_the_other_way_round_every_difference_has_the_other_sign(one: Decimal, other: Decimal) -> None:
    given = examples("grade")[0]["input"]
    old, new = (side("grade", given | {"grade": str(grade)}) for grade in (one, other))
    there, back = compared(old, new, "zh"), compared(new, old, "zh")
    for line, turned in zip(there, back, strict=True):
        assert (line.label, line.old, line.new) == (turned.label, turned.new, turned.old)
        if line.difference is not None and turned.difference is not None:
            assert line.difference == -turned.difference
