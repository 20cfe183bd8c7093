"""price: the worked examples through the command."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rare_desk.core.pricing.registry import CALCULATORS
from tests.cli.conftest import DATA, run

EXAMPLES: list[dict[str, Any]] = [
    example
    for example in json.loads((DATA / "pricing_examples.json").read_text(encoding="utf-8"))
    if example["calculator"] in CALCULATORS
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['calculator']}")
def test_the_worked_examples_come_out_to_the_digit(example: dict[str, Any], tmp_path: Path) -> None:
    source = tmp_path / "input.json"
    source.write_text(json.dumps(example["input"]), encoding="utf-8")
    ended = run("price", example["calculator"], "--input", source, "--json")
    assert ended.code == 0
    assert ended.json["result"] == example["result"]
    assert all(set(step) == {"label", "formula", "value", "unit"} for step in ended.json["trail"])


def test_numbers_may_be_json_numbers_from_standard_input() -> None:
    given = '{"reference_price": 26887.20, "reference_grade": 51, "grade": 50}'
    assert run("price", "grade", "--input", "-", "--json", stdin=given).json["result"]["price"] == "26360.00"


def test_without_json_the_trail_is_a_readable_text() -> None:
    given = '{"reference_price": "26834", "reference_grade": "50", "grade": "52.3"}'
    ended = run("price", "grade", "--input", "-", stdin=given)
    assert ended.code == 0
    assert "28,068.36" in ended.out


def test_all_wrong_inputs_are_said_at_once_with_their_names() -> None:
    given = '{"reference_price": "26834", "reference_grade": "0", "grade": "152.3"}'
    ended = run("price", "grade", "--input", "-", "--json", "--lang", "en", stdin=given)
    assert ended.code == 1
    assert ended.out == ""
    assert len(ended.err.strip().splitlines()) == 2


def test_an_input_that_stands_twice_is_refused_at_any_depth() -> None:
    given = '{"reference_price": "26834", "reference_grade": "50", "grade": "52.3", "grade": "25.3"}'
    ended = run("price", "grade", "--input", "-", "--lang", "en", stdin=given)
    assert (ended.code, ended.out) == (1, "")
    assert "The input “grade” stands twice; keep one" in ended.err
    nested = run("price", "settlement", "--input", "-", stdin='{"lots": [{"wet_t": "1", "wet_t": "2"}]}')
    assert (nested.code, nested.out) == (1, "")
    assert "wet_t" in nested.err


def test_the_schema_names_every_input_with_its_range() -> None:
    schema = run("price", "settlement", "--schema", "--lang", "en").json
    names = {field["name"] for field in schema["inputs"]}
    assert {"reference_price", "reference_grade", "vat_rate", "lots", "adjustments", "provisional"} <= names


def test_an_unknown_calculator_is_wrong_usage() -> None:
    ended = run("price", "gold", "--input", "-", stdin="{}")
    assert ended.code == 2
    assert "settlement" in ended.err


def test_an_input_that_is_no_json_object_cannot_be_read(tmp_path: Path) -> None:
    assert run("price", "grade", "--input", "-", stdin="[1]").code == 3
    assert run("price", "grade", "--input", "-", stdin="{").code == 3
    assert run("price", "grade", "--input", tmp_path / "no.json").code == 3
    assert run("price", "grade").code == 2


@pytest.mark.parametrize(
    ("data", "row"), [(b'{\n "grade": }', 2), (b'{"grade":\n\n"\xff"}', 3), (b"[" * 100_000, 1), (b"[1]", 1)]
)
def test_a_broken_input_file_is_named_with_its_row_and_in_no_programmers_words(
    tmp_path: Path, data: bytes, row: int
) -> None:
    source = tmp_path / "in.json"
    source.write_bytes(data)
    ended = run("price", "grade", "--input", source, "--lang", "en")
    assert ended.code == 3
    assert ended.err == f"{source} is not a JSON object: row {row}\n"


def test_an_average_takes_its_prices_from_the_book(sample: Path) -> None:
    asked = {"window": "month", "month": "2024-06", "missing": "refuse", "product": "氧化镨钕"}
    given = json.dumps(asked | {"quoted_by": "北方稀土挂牌价"})
    found = run("price", "average", "--input", "-", "--book", sample, "--json", stdin=given).json["result"]
    assert found["average"] == "384800.00"
    assert len(found["days"]) == 19
    lacks = run("price", "average", "--input", "-", "--book", sample, "--lang", "en", stdin=json.dumps(asked))
    assert (lacks.code, lacks.err) == (1, "Quoted by: This is missing; fill it in\n")


def test_only_an_average_takes_prices_from_a_book(sample: Path) -> None:
    ended = run("price", "grade", "--input", "-", "--book", sample, stdin="{}")
    assert (ended.code, ended.out) == (2, "")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['calculator']}")
def test_a_calculation_is_written_as_a_workbook_with_live_formulas(example: dict[str, Any], tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    ended = run("price", example["calculator"], "--input", "-", "--out", out, stdin=json.dumps(example["input"]))
    assert (ended.code, ended.out.strip()) == (0, str(out))
    cells = [cell for sheet in load_workbook(out) for row in sheet.iter_rows() for cell in row]
    assert any(cell.data_type == "f" for cell in cells)


def test_a_workbook_is_not_written_of_ranges_or_under_another_ending(tmp_path: Path) -> None:
    given = '{"reference_price": "26834", "reference_grade": "50", "grade": "52.3"}'
    for more in (("--out", tmp_path / "out.csv"), ("--out", tmp_path / "out.xlsx", "--vary", "grade=45:55:1")):
        ended = run("price", "grade", "--input", "-", *more, stdin=given)
        assert (ended.code, ended.out) == (2, "")
        assert "--out" in ended.err
    assert not list(tmp_path.iterdir())


def test_a_settlement_takes_its_lots_from_weighbridge_and_assay_sheets(tmp_path: Path) -> None:
    example = next(one for one in EXAMPLES if one["calculator"] == "settlement")
    rest = {name: value for name, value in example["input"].items() if name != "lots"}
    source = tmp_path / "rest.json"
    source.write_text(json.dumps(rest), encoding="utf-8")
    sheets = DATA / "lots"
    lots = ("--lots", sheets / "磅单.xlsx", "--lots", sheets / "化验单.csv")
    assert run("price", "settlement", "--input", source, "--json", *lots).json["result"] == example["result"]
    wrong = run("price", "settlement", "--input", source, "--lots", sheets / "磅单-净重不符.xlsx")
    assert wrong.code == 1
    assert "磅单-净重不符.xlsx" in wrong.err
    assert run("price", "grade", "--input", source, *lots).code == 2
