"""import: workbooks with one oddity of a real desk each come in as tests/data/oddities/expected.json says."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import DATA, run

ODDITIES = DATA / "oddities"
EXPECTED: dict[str, Any] = json.loads((ODDITIES / "expected.json").read_text(encoding="utf-8"))


def good(sheet: dict[str, Any]) -> int:
    return int(sheet["rows"] - len(sheet.get("problems", ())))


@pytest.mark.parametrize("name", EXPECTED)
def test_a_workbook_with_an_oddity_comes_in_as_expected(book: Path, name: str) -> None:
    expected = EXPECTED[name]["sheets"]
    asked = ("import", ODDITIES / name, "--book", book, *EXPECTED[name].get("flags", []), "--skip-wrong", "--json")
    ended = run(*asked)
    assert ended.code == 0, ended.err
    (file,) = ended.json["files"]
    assert [sheet["cells"] for sheet in file["sheets"]] == [said["cells"] for said in expected]
    for sheet, said in zip(file["sheets"], expected, strict=True):
        assert (sheet["kind"], sheet["rows"], sheet["new"]) == (said["kind"], said["rows"], good(said))
        assert [[p["code"], p["row"], p["column"]] for p in sheet["problems"]] == said.get("problems", [])
        if "quantity_t" in said:
            assert Decimal(sheet["totals"]["quantity_t"]) == Decimal(said["quantity_t"])
            assert sheet["totals"]["amount_as_written"] is None or "amount" in said
            assert Decimal(sheet["totals"]["amount_as_written"] or 0) == Decimal(said.get("amount", 0))
    assert ended.json["written"] == sum(map(good, expected))
    again = run(*asked).json
    assert (again["written"], sum(sheet["existing"] for sheet in again["files"][0]["sheets"])) == (
        0,
        ended.json["written"],
    )
    if expected[0]["kind"] == "trades":
        trades = run("trades", "--book", book, "--json").json["trades"]
        assert sorted({trade["side"] for trade in trades}) == sorted({said["side"] for said in expected})


def test_of_several_tables_in_a_sheet_each_is_named_by_its_cells(book: Path, tmp_path: Path) -> None:
    rows = (
        "采购,,,,,,销售,,,,",
        "日期,品名,数量（吨）,含税单价,供方,,日期,品名,数量（吨）,含税单价,需方",
        "2025-03-03,氧化镨钕,3,440000,甲公司,,2025-03-03,氧化镨钕,3,445000,丁公司",
        "2025-03-04,氧化镨钕,三,440000,甲公司,,2025-03-04,氧化镨钕,两,445000,丁公司",
    )
    file = tmp_path / "三月.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    document = run("import", file, "--book", book, "--json").json
    found = [(sheet["cells"], [p["cell"] for p in sheet["problems"]]) for sheet in document["files"][0]["sheets"]]
    assert found == [("A2:F4", ["C4"]), ("G2:K4", ["I4"])]
    said = run("import", file, "--book", book, "--lang", "en")
    assert [line.split(":")[0] + ":" + line.split(":")[1] for line in said.out.splitlines()[:2]] == [
        "三月.csv A2:F4",
        "三月.csv G2:K4",
    ]
    assert "三月.csv A2:F4 row 4 数量（吨）: " in said.err
    assert "三月.csv G2:K4 row 4 数量（吨）: " in said.err
    alone = run("import", ODDITIES / "notes-rows.xlsx", "--book", book, "--lang", "en")
    assert alone.out.startswith("notes-rows.xlsx 台账: ")
