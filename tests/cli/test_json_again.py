"""import: what export writes as JSON is already there, and JSON of which nothing comes in says so."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import run


@pytest.mark.parametrize(
    ("what", "flags"),
    [
        ("trades", ()), ("quotes", ("--as", "quotes")), ("announced", ("--as", "announced")), ("non-trading-days", ()),
        ("weights", ()), ("announced", ()), ("counterparties", ()),
    ],
)  # fmt: skip
def test_json_is_already_there_to_the_last_record(
    sample: Path, tmp_path: Path, what: str, flags: tuple[str, ...]
) -> None:
    out = tmp_path / f"{what}.json"
    assert run("export", what, out, "--book", sample).code == 0
    ended = run("import", out, "--book", sample, "--json", *flags)
    assert ended.code == 0, ended.err
    (sheet,) = ended.json["files"][0]["sheets"]
    assert sheet["rows"] > 0
    assert (sheet["existing"], sheet["new"], sheet["problems"]) == (sheet["rows"], 0, [])


@pytest.mark.parametrize("document", [{"steps": [{"id": 1, "label": "x"}]}, {"name": "x"}, [], [1, 2]])
def test_json_without_records_says_that_it_is_for_programs(book: Path, tmp_path: Path, document: object) -> None:
    file = tmp_path / "steps.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    ended = run("import", file, "--book", book, "--lang", "zh")
    assert ended.code != 0
    assert "JSON" in ended.err
    assert "xlsx" in ended.err


def test_records_of_another_program_are_read_by_their_names(book: Path, tmp_path: Path) -> None:
    file = tmp_path / "deals.json"
    deal = {
        "id": "X-1",
        "date": "2025-03-03",
        "product": "氧化镨钕",
        "side": "buy",
        "quantity_t": 3,
        "price_cny_t_incl_vat": 440000,
    }
    file.write_text(json.dumps([deal, deal | {"id": "X-2", "quantity_t": 0.5, "counterparty": None}]), encoding="utf-8")
    assert run("import", file, "--book", book).code == 0
    trades = run("trades", "--book", book, "--json").json["trades"]
    assert sorted((one["deal_no"], one["quantity_t"]) for one in trades) == [("X-1", "3"), ("X-2", "0.5")]


def test_a_line_of_csv_that_begins_as_json_does_is_csv(book: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("[台账]\n日期,方向,品名,数量(吨),含税单价\n2025-03-03,买,氧化镨钕,3,440000\n", encoding="utf-8")
    assert run("import", file, "--book", book, "--json").json["written"] == 1
