"""calculations, and their export: what was saved, with its versions."""

import json
from pathlib import Path

from openpyxl import load_workbook

from rare_desk.ops.contracts import saved
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from tests.cli.conftest import run
from tests.core.pricing.examples import examples
from tests.ops.given import BUY, TODAY


def fill(path: Path) -> None:
    with Book.open(path) as book:
        add_trade(book, BUY, today=TODAY)
        saved.save_calculation(book, "北矿 报价", "grade", examples("grade")[0]["input"], None, [1])
        saved.set_status(book, 1, "offered")
        saved.describe(book, 1, counterparty="北矿", contract="BK-1")
        saved.new_version(book, 1, "北矿 报价", "grade", examples("grade")[1]["input"])


def test_series_are_listed_with_their_versions_the_newest_first(book: Path) -> None:
    fill(book)
    (one,) = run("calculations", "--book", book, "--json").json["calculations"]
    assert (one["name"], one["calculator"]) == ("北矿 报价", "grade")
    versions = [(row["version"], row["status"], row["value"], row["linked"]) for row in one["versions"]]
    assert versions == [(2, "draft", "25680.14", ["HT-1"]), (1, "offered", "28068.36", ["HT-1"])]
    lines = run("calculations", "--book", book, "--lang", "zh").out.splitlines()
    assert lines[1].split()[:2] == ["北矿", "报价"]
    assert "已报价" in lines[2]
    assert lines[-1] == "1 个计算，共 2 版"


def test_they_go_out_as_a_workbook_and_as_json(book: Path, tmp_path: Path) -> None:
    fill(book)
    run("export", "calculations", tmp_path / "out.xlsx", "--book", book, "--lang", "en")
    sheet = load_workbook(tmp_path / "out.xlsx")["Saved calculations"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    place = next(n for n, row in enumerate(rows) if row[0] == "Name")
    assert rows[place + 1][:7] == ["北矿 报价", 2, "Grade adjustment", "draft", "北矿", "BK-1", 25680.14]
    run("export", "calculations", tmp_path / "out.json", "--book", book)
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [len(one["versions"]) for one in found["calculations"]] == [2]
    run("export", "calculations", tmp_path / "none.json", "--book", book, "--to", "2020-01-01")
    assert json.loads((tmp_path / "none.json").read_text(encoding="utf-8"))["calculations"] == []


def test_a_book_without_any_says_so_in_its_total(book: Path) -> None:
    assert run("calculations", "--book", book, "--lang", "en").out.splitlines()[-1] == "0 calculations, 0 versions"
