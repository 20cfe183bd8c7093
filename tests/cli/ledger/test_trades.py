"""trades and export."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rare_desk.cli.ledger.trades import EXPORTED
from rare_desk.ops.exports import KINDS
from tests.cli.conftest import run, start


def test_trades_are_listed_with_money_and_mass_as_strings(sample: Path) -> None:
    document = run("trades", "--book", sample, "--json").json
    assert document["count"] == len(document["trades"]) == 1188
    first = document["trades"][0]
    assert {
        "id",
        "deal_no",
        "date",
        "side",
        "product",
        "quantity_t",
        "price_cny_t_ex_vat",
        "price_cny_t_incl_vat",
    } <= set(first)
    assert all(isinstance(first[name], str) for name in ("quantity_t", "price_cny_t_ex_vat", "date"))
    live = [trade for trade in document["trades"] if trade["status"] != "cancelled"]
    assert sum(Decimal(trade["quantity_t"]) for trade in live) == Decimal(document["totals"]["quantity_t"])


def test_a_product_is_named_by_the_initials_of_its_pinyin_when_they_are_one_products(sample: Path) -> None:
    by_code, by_initials = (
        run("trades", "--book", sample, "--product", said, "--json").json["trades"] for said in ("PRND-M", "jspn")
    )
    assert by_initials == by_code
    assert by_code
    several = run("trades", "--book", sample, "--product", "yhl")  # 氧化镧, 氧化镥
    assert several.code == 2
    assert "yhl" in several.err


def test_trades_are_narrowed_by_days_product_and_side(sample: Path) -> None:
    asked = ("--from", "2026-03-01", "--to", "2026年3月31日", "--product", "金属镨钕", "--side", "sell", "--json")
    trades = run("trades", "--book", sample, *asked).json["trades"]
    assert trades
    assert {(trade["product"], trade["side"], trade["date"][:7]) for trade in trades} == {("PRND-M", "sell", "2026-03")}


def test_without_json_the_trades_are_an_aligned_table_with_totals(sample: Path) -> None:
    lines = run("trades", "--book", sample, "--product", "TB-O", "--lang", "en").out.splitlines()
    assert lines[0].startswith("Deal no.")
    assert lines[-1].startswith(f"{len(lines) - 2} trades, ")


@pytest.mark.parametrize("what", EXPORTED)
@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_everything_is_exported_in_every_form(sample: Path, tmp_path: Path, what: str, ending: str) -> None:
    target = tmp_path / f"{what}.{ending}"
    ended = run("export", what, target, "--book", sample, "--json")
    assert ended.code == 0
    assert ended.json == {"paths": [str(target)]}
    assert target.stat().st_size > (20 if what == "corrections" else 100)  # the sample has no closed month
    if ending == "json":
        json.loads(target.read_text(encoding="utf-8"))


def test_the_command_line_exports_what_the_window_does() -> None:
    assert set(EXPORTED) == set(KINDS)


def test_what_the_index_leaves_out_and_the_announced_prices_go_out(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.json"
    run("export", "exclusions", target, "--book", sample)
    excluded = json.loads(target.read_text(encoding="utf-8"))
    assert excluded == run("exclusions", "--book", sample, "--json").json
    asked = ("--from", "2025-05-01", "--to", "2025-07-01")
    run("export", "announced", tmp_path / "a.csv", "--book", sample, *asked)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["公布价(元/干吨,不含税)"], row["状态"]) for row in rows if row["季度"] == "2025Q3"] == [
        ("19109", "执行")
    ]


def test_an_export_is_narrowed_like_a_listing(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "t.csv"
    run("export", "trades", target, "--book", sample, "--product", "TB-O", "--from", "2026-09-01", "--lang", "en")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["Product"] for row in rows} == {"Terbium oxide"}
    assert min(row["Date"] for row in rows) >= "2026-09-01"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_exported_trades_come_in_as_already_there(sample: Path, tmp_path: Path, ending: str, language: str) -> None:
    target = tmp_path / f"all.{ending}"
    run("export", "trades", target, "--book", sample, "--lang", language)
    ended = run("import", target, "--book", sample, "--dry-run", "--json")
    sheet = next(sheet for sheet in ended.json["files"][0]["sheets"] if sheet["kind"] == "trades")
    assert sheet["problems"] == []
    assert sheet["questions"] == []
    assert (sheet["rows"], sheet["existing"], sheet["new"]) == (1188, 1188, 0)
    assert ended.code == 0


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_exported_quotes_come_in_as_already_there(sample: Path, tmp_path: Path, ending: str, language: str) -> None:
    target = tmp_path / f"quotes.{ending}"
    run("export", "quotes", target, "--book", sample, "--lang", language)
    ended = run("import", target, "--book", sample, "--as", "quotes", "--dry-run", "--json")
    sheet = next(sheet for sheet in ended.json["files"][0]["sheets"] if sheet["kind"] == "quotes")
    assert (sheet["existing"], sheet["new"], sheet["wrong"]) == (sheet["rows"], 0, 0)
    assert sheet["rows"] == 169


def test_a_target_of_unknown_kind_is_one_sentence(sample: Path, tmp_path: Path) -> None:
    ended = run("export", "trades", tmp_path / "t.pdf", "--book", sample, "--lang", "en")
    assert ended.code == 2
    assert ".xlsx" in ended.err


def test_a_target_that_cannot_be_written_is_one_sentence_and_three(sample: Path, tmp_path: Path) -> None:
    ended = run("export", "trades", tmp_path / "no" / "t.csv", "--book", sample)
    assert ended.code == 3
    assert len(ended.err.strip().splitlines()) == 1


def test_the_real_program_prints_utf8_whatever_the_system_says(sample: Path) -> None:
    process = start("trades", "--book", sample, "--product", "TB-O")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "氧化" not in out
    assert "单号" in out


@pytest.mark.parametrize(("language", "sheet"), [("zh", "成交"), ("en", "Trades")])
def test_a_blank_template_is_written_without_a_book(tmp_path: Path, language: str, sheet: str) -> None:
    out = tmp_path / "t.xlsx"
    assert run("template", "trades", out, "--lang", language, "--json").json == {"paths": [str(out)]}
    assert load_workbook(out).sheetnames[0] == sheet


def test_a_template_has_the_parties_of_its_book_and_is_a_workbook(sample: Path, tmp_path: Path) -> None:
    run("template", "trades", tmp_path / "t.xlsx", "--book", sample)
    listed = load_workbook(tmp_path / "t.xlsx")["下拉选项"]
    assert any("稀土" in str(cell.value) for row in listed.iter_rows() for cell in row)
    assert run("template", "quotes", tmp_path / "t.csv").code == 2
