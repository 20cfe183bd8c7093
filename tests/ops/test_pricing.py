import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rare_desk.core.pricing import sources
from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.result import as_json
from rare_desk.core.pricing.sources import Origin, Source
from rare_desk.core.problems import Refused
from rare_desk.ops import pricing
from rare_desk.words import Language, has
from tests.core.pricing.examples import examples, settlement


def refused(kind: str, given: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        pricing.calculate(kind, given)
    return {problem.field: problem.code for problem in caught.value.problems}


@pytest.mark.parametrize("kind", CALCULATORS)
def test_the_worked_figures_come_out_with_a_trail_in_either_language(kind: str) -> None:
    for example in examples(kind):
        for language in ("zh", "en"):
            answer = pricing.calculate(kind, example["input"], language)
            assert answer["result"] == example["result"]
            assert all(step.keys() == {"label", "formula", "value", "unit"} for step in answer["trail"])
            json.dumps(answer)


def test_a_trail_line_says_formula_numbers_and_rounding() -> None:
    first = pricing.calculate("settlement", settlement(), "zh")["trail"][0]
    assert first == {
        "label": "L1 干重",
        "formula": "湿重 × (1 − 水分 / 100)，取 0.001: 102.340 × (1 − 6.20 / 100) = 95.99492",
        "value": "95.995",
        "unit": "吨",
    }
    last = pricing.calculate("settlement", settlement(), "en")["trail"][-1]
    assert (last["label"], last["value"], last["unit"]) == ("Balance due", "884293.67", "CNY")


def test_a_refund_is_worded_so() -> None:
    given = settlement()
    given["provisional"]["grade"] = "60"
    last = pricing.calculate("settlement", given, "zh")["trail"][-1]
    assert last["label"] == "应退款"
    assert last["value"].startswith("-")


def test_the_announced_price_of_a_quarter_may_stand_for_reference_price_and_grade() -> None:
    assert pricing.calculate("grade", {"quarter": "2022Q1", "grade": "50"})["result"]["price"] == "26360.00"


@pytest.mark.parametrize(
    ("quarter", "code"), [("2026Q2", "announced-unknown"), ("2031Q1", "announced-missing"), ("Q1", "not-a-quarter")]
)
def test_a_quarter_without_a_known_price_is_the_only_thing_said_about_the_price(quarter: str, code: str) -> None:
    assert refused("grade", {"quarter": quarter, "grade": "101"}) == {"quarter": code, "grade": "input-out-of-range"}


def test_a_rejected_proposal_is_not_the_price_of_its_quarter() -> None:
    answer = pricing.price("grade", {"quarter": "2022Q3", "grade": "51"})
    assert answer.given["reference_price"] == "26887.2"


def test_delivery_date_gives_quarter_price_and_vat_rate() -> None:
    given = settlement() | {"delivery_date": "2026-03-18"}
    for name in ("reference_price", "reference_grade", "vat_rate"):
        del given[name]
    priced = pricing.price("settlement", given)
    assert as_json(priced.result.values)["balance"] == "884293.67"
    assert priced.given["quarter"] == "2026Q1"


def test_all_problems_come_at_once_with_a_place_that_is_said_in_words() -> None:
    given = settlement()
    given["lots"][1]["moisture"] = "65"
    del given["vat_rate"]
    with pytest.raises(Refused) as caught:
        pricing.calculate("settlement", given)
    said = [pricing.said(problem, "zh") for problem in caught.value.problems]
    assert said == ["税率：未填写", "批次 2 水分：65 应在 0 至 60 之间"]
    assert [problem.place.column for problem in caught.value.problems] == ["vat_rate", "lots[1].moisture"]


def test_an_unknown_calculator_is_refused_with_those_there_are() -> None:
    assert refused("alchemy", {}) == {"": "unknown-calculator"}


@pytest.mark.parametrize("kind", CALCULATORS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_input_of_a_schema_has_a_name_and_its_unit_in_words(kind: str, language: Language) -> None:
    said = pricing.schema(kind, language)
    assert said["calculator"] == kind
    for field in said["inputs"]:
        assert field["label"]
        assert not field.get("unit", "").startswith("cny_")


def test_every_code_of_a_trail_has_words() -> None:
    for kind in CALCULATORS:
        for example in examples(kind):
            for step in pricing.price(kind, example["input"]).result.trail:
                assert has(f"pricing.{step.label}")
                assert has(f"pricing.{step.formula}")
                assert has(f"pricing.unit-{step.unit}")


def test_a_workbook_names_the_source_of_the_reference_price_and_the_parties(tmp_path: Path) -> None:
    given = settlement() | {"quarter": "2026Q1", "counterparty": "=蒙北", "delivery_date": "2026-03-18"}
    pricing.export_calculation(tmp_path / "out.xlsx", "北矿", pricing.price("settlement", given), "zh")
    cells = {cell.value: cell.data_type for row in load_workbook(tmp_path / "out.xlsx")["结算"] for cell in row}
    assert cells["2026Q1 公布价 26,834.00 (2026-01-09)"] == "s"
    assert cells["=蒙北"] == "s"


def test_each_input_of_a_workbook_has_its_source_beside_it(tmp_path: Path) -> None:
    dealt = Source(origin=Origin.TRADE, value="52.3", what={"deal_no": "JY-7", "party": "北矿"})
    given = examples("grade")[0]["input"] | {"reference_price": "26834", "reference_grade": "50", "grade": "52.3"}
    given |= {"quarter": "2026Q1", "sources": {"grade": sources.as_json(dealt)}}
    pricing.export_calculation(tmp_path / "out.xlsx", "", pricing.price("grade", given), "zh")
    rows = load_workbook(tmp_path / "out.xlsx")["品位调整"].iter_rows(values_only=True)
    beside = {row[0]: row[3] for row in rows if row[0]}
    assert beside["参考价"] == beside["参考品位"] == "2026Q1 公布价 26,834.00 (2026-01-09)"
    assert "JY-7" in str(beside["品位"])


def test_a_past_quarters_source_stands_in_its_row_in_whatever_order_they_were_given(tmp_path: Path) -> None:
    example = examples("netback")[0]["input"]
    given = {name: example[name] for name in ("vat_rate", "grade", "oxides")} | {"quarter": "2026Q2"}
    given["past"] = [
        {"quarter": "2026Q1", "value_at_grade": "38000", "announced_price": "26834"},
        {"quarter": "2025Q4", "value_at_grade": "36205", "announced_price": "26205"},
    ]
    source = Source(origin=Origin.ANNOUNCED, value="26205", what={"quarter": "2025Q4"})
    given["sources"] = {"past[1].announced_price": sources.as_json(source)}
    pricing.export_calculation(tmp_path / "out.xlsx", "", pricing.price("estimate", given), "zh")
    rows = list(load_workbook(tmp_path / "out.xlsx")["下季估价"].iter_rows(values_only=True))
    assert ("季度", "2026Q2") in {row[:2] for row in rows}
    beside = {row[0]: row[5] for row in rows if row[2] in (26205, 26834)}
    assert beside["2026Q1"] == "手工录入"
    assert "2025Q4" in str(beside["2025Q4"])


def test_a_workbook_says_the_rules_of_an_averages_period(tmp_path: Path) -> None:
    given = {"window": "month", "month": "2026-03", "missing": "skip", "prices": [{"date": "2026-03-02", "mid": "500"}]}
    pricing.export_calculation(tmp_path / "out.xlsx", "", pricing.price("average", given), "en")
    rows = list(load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows(values_only=True))
    assert {("Period", "Calendar month"), ("Month", "2026-03"), ("Days without a quote", "Skipped")} <= {
        row[:2] for row in rows
    }
    assert sum(row[4] == "no quote, not counted; counts once a price is put in" for row in rows) == 21


def test_a_workbook_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        pricing.export_calculation(tmp_path / "no" / "out.xlsx", "x", pricing.price("settlement", settlement()), "en")


def test_a_figure_smaller_than_its_decimals_is_shown_as_nearly_nothing() -> None:
    given = examples("grade")[0]["input"] | {"reference_price": "0." + "0" * 50 + "1"}
    assert any("0…" in step["formula"] for step in pricing.calculate("grade", given, "en")["trail"])
