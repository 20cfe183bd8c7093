"""import: the sample workbooks come in exactly as expected.json says."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import WORKBOOKS, run, start

EXPECTED: dict[str, dict[str, Any]] = {
    name: expected
    for name, expected in json.loads((WORKBOOKS / "expected.json").read_text(encoding="utf-8")).items()
    if isinstance(expected, dict)
}
GOOD = [name for name in EXPECTED if name != "ledger-with-mistakes.xlsx"]


def flags(name: str) -> list[str]:
    return list(EXPECTED[name].get("flags", []))


@pytest.mark.parametrize("name", GOOD)
def test_a_workbook_comes_in_as_expected(book: Path, name: str) -> None:
    expected = EXPECTED[name]
    ended = run("import", WORKBOOKS / name, "--book", book, *flags(name), "--json")
    assert ended.code == 0, ended.err
    document = ended.json
    assert document["written"] == expected["rows"]
    assert document["batch"] == 1
    (file,) = document["files"]
    sheets = [sheet for sheet in file["sheets"] if sheet["kind"]]
    assert file["file"] == name
    assert sum(sheet["rows"] for sheet in sheets) == expected["rows"]
    assert {sheet["kind"] for sheet in sheets} == {expected["kind"]}
    assert all(not sheet["problems"] and not sheet["questions"] for sheet in sheets)
    totals = sheets[0]["totals"]
    if "quantity_t" in expected:
        assert Decimal(totals["quantity_t"]) == Decimal(expected["quantity_t"])
    if "amount_as_written" in expected:
        assert Decimal(totals["amount_as_written"]) == Decimal(expected["amount_as_written"])
        assert totals["price_includes_vat"] is expected["price_includes_vat"]
    if "amount_usd" in expected:
        assert abs(Decimal(totals["amount_as_written"]) - Decimal(expected["amount_usd"])) <= Decimal("0.4")
        assert totals["currency"] == "USD"
        assert sheets[0]["header_row"] == expected["header_row"]


@pytest.mark.parametrize("name", [name for name in GOOD if "by_product" in EXPECTED[name]])
def test_its_trades_add_up_per_product(book: Path, name: str) -> None:
    expected = EXPECTED[name]
    run("import", WORKBOOKS / name, "--book", book, *flags(name))
    for product, figures in expected["by_product"].items():
        listing = run("trades", "--book", book, "--product", product, "--json").json
        assert listing["count"] == figures["rows"]
        assert Decimal(listing["totals"]["quantity_t"]) == Decimal(figures["quantity_t"])
    trades = run("trades", "--book", book, "--json").json["trades"]
    assert {trade["side"] for trade in trades} == {expected["side"]}
    assert (trades[0]["date"], trades[-1]["date"]) == (expected["first"], expected["last"])


@pytest.mark.parametrize("name", GOOD)
def test_importing_a_file_twice_adds_nothing(book: Path, name: str) -> None:
    run("import", WORKBOOKS / name, "--book", book, *flags(name))
    again = run("import", WORKBOOKS / name, "--book", book, *flags(name), "--json")
    assert again.code == 0
    assert (again.json["written"], again.json["batch"]) == (0, None)
    assert sum(sheet["existing"] for sheet in again.json["files"][0]["sheets"]) == EXPECTED[name]["rows"]


def test_every_mistake_is_named_at_its_row_and_column_and_nothing_is_written(book: Path) -> None:
    expected = EXPECTED["ledger-with-mistakes.xlsx"]
    ended = run("import", WORKBOOKS / "ledger-with-mistakes.xlsx", "--book", book, "--json")
    assert ended.code == 1
    assert (ended.json["written"], ended.json["batch"]) == (0, None)
    (sheet,) = ended.json["files"][0]["sheets"]
    found = [(problem["row"], problem["column"], problem["kind"]) for problem in sheet["problems"]]
    assert found == [(problem["row"], problem["column"], problem["kind"]) for problem in expected["problems"]]
    assert all(problem["message"] and problem["code"] for problem in sheet["problems"])
    assert run("trades", "--book", book, "--json").json["count"] == 0


def test_skip_wrong_leaves_wrong_and_suspect_rows_out(book: Path) -> None:
    ended = run("import", WORKBOOKS / "ledger-with-mistakes.xlsx", "--book", book, "--skip-wrong", "--json")
    assert ended.code == 0
    assert ended.json["written"] == EXPECTED["ledger-with-mistakes.xlsx"]["good_rows"]


def test_accept_suspect_with_skip_wrong_writes_the_suspect_rows_too(book: Path) -> None:
    asked = (WORKBOOKS / "ledger-with-mistakes.xlsx", "--book", book, "--skip-wrong", "--accept-suspect", "--json")
    ended = run("import", *asked)
    assert ended.code == 0
    assert ended.json["written"] == 8
    trades = run("trades", "--book", book, "--json").json["trades"]
    assert sum(bool(trade["suspect"]) for trade in trades) == 3


def test_accept_suspect_alone_does_not_pass_wrong_rows(book: Path) -> None:
    asked = (WORKBOOKS / "ledger-with-mistakes.xlsx", "--book", book, "--accept-suspect")
    assert run("import", *asked).code == 1


def test_a_dry_run_writes_nothing_and_ends_as_the_call_would(book: Path) -> None:
    tried = run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book, "--dry-run", "--json")
    assert tried.code == 0
    assert tried.json["files"][0]["sheets"][0]["new"] == 180
    assert (tried.json["written"], tried.json["batch"]) == (0, None)
    assert run("trades", "--book", book, "--json").json["count"] == 0
    assert run("import", WORKBOOKS / "ledger-with-mistakes.xlsx", "--book", book, "--dry-run").code == 1


def test_an_open_question_is_asked_and_answered_by_its_flag(book: Path) -> None:
    asked = run("import", WORKBOOKS / "exchange-deals-2025.csv", "--book", book, "--json")
    assert asked.code == 1
    assert {question["code"] for question in asked.json["files"][0]["sheets"][0]["questions"]} >= {"side"}
    assert (
        run("import", WORKBOOKS / "exchange-deals-2025.csv", "--book", book, *flags("exchange-deals-2025.csv")).code
        == 0
    )


@pytest.mark.parametrize(
    ("dates", "days"), [("dmy", ["2025-01-04", "2025-02-05"]), ("mdy", ["2025-04-01", "2025-05-02"])]
)
def test_dates_that_no_row_decides_are_asked_and_answered(
    book: Path, tmp_path: Path, dates: str, days: list[str]
) -> None:
    file = tmp_path / "sales.csv"
    rows = ("04/01/2025", "05/02/2025")
    head = "Date,Customer,Item,N.W. (kg),FOB USD/kg\n"
    file.write_text(head + "".join(f"{day},Acme,Nd oxide,1000,72.5\n" for day in rows), encoding="utf-8")
    asked = run("import", file, "--book", book, "--json")
    assert [one["code"] for one in asked.json["files"][0]["sheets"][0]["questions"]] == ["day_first"]
    assert run("import", file, "--book", book, "--dates", dates).code == 0
    assert sorted(trade["date"] for trade in run("trades", "--book", book, "--json").json["trades"]) == days


def test_several_files_are_one_batch_and_one_undo(book: Path) -> None:
    files = (WORKBOOKS / "purchase-ledger-2025.xlsx", WORKBOOKS / "sales-ledger-2025.xls")
    document = run("import", *files, "--book", book, "--json").json
    assert (len(document["files"]), document["written"], document["batch"]) == (2, 330, 1)
    run("undo", "--book", book)
    assert run("trades", "--book", book, "--json").json["count"] == 0


def test_without_json_the_outcome_is_readable_and_problems_go_to_stderr(book: Path) -> None:
    ended = run("import", WORKBOOKS / "ledger-with-mistakes.xlsx", "--book", book, "--lang", "en")
    assert "17 rows, 5 new" in ended.out
    assert "row 9" in ended.err
    assert "Nothing was written" in ended.err
    done = run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book, "--lang", "en")
    assert "180 rows written, batch 1" in done.out


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half a workbook", b"%PDF-1.7\n%\xe2\xe3"])
def test_a_file_that_cannot_be_read_is_one_sentence_and_three(book: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    ended = run("import", tmp_path / "a.xlsx", "--book", book, "--json")
    assert ended.code == 3
    assert ended.out == ""
    assert len(ended.err.strip().splitlines()) == 1


def test_a_missing_file_is_one_sentence_and_three(book: Path, tmp_path: Path) -> None:
    ended = run("import", tmp_path / "no.xlsx", "--book", book)
    assert ended.code == 3
    assert len(ended.err.strip().splitlines()) == 1


def test_two_programs_write_the_same_book_side_by_side(book: Path) -> None:
    names = (
        "purchase-ledger-2025.xlsx",
        "sales-ledger-2025.xls",
        "exchange-deals-2025.csv",
        "export-sales-english.xlsx",
    )
    running = [start("import", WORKBOOKS / name, "--book", book, *flags(name), "--json") for name in names]
    ended = [(*process.communicate(timeout=120), process.returncode) for process in running]
    assert [code for *_, code in ended] == [0] * 4, ended
    written = sum(json.loads(out)["written"] for out, *_ in ended)
    assert written == run("trades", "--book", book, "--json").json["count"] == 180 + 150 + 600 + 80
    assert run("check", book).code == 0


def test_what_the_file_itself_says_is_held_beside_what_was_read(book: Path, tmp_path: Path) -> None:
    file = tmp_path / "采购.csv"
    rows = "日期,品名,供方,数量(吨),含税单价(元/吨),含税金额(元)\n2025-03-03,氧化镨钕,甲公司,2,440000,8800000\n"
    file.write_text(rows, encoding="utf-8")
    found = run("import", file, "--book", book, "--dry-run", "--json").json["files"][0]["sheets"][0]
    assert found["in_file"] == {"rows": 1, "quantity_t": "2", "amount": "8800000", "agrees": False}
    assert "8800000" in run("import", file, "--book", book, "--lang", "en").err
    agreeing = run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book, "--json").json
    assert agreeing["files"][0]["sheets"][0]["in_file"]["agrees"]


def test_notes_are_told_and_a_sheet_without_a_table_in_a_line(book: Path, tmp_path: Path) -> None:
    hidden = run("import", WORKBOOKS.parent / "oddities" / "hidden-rows.xlsx", "--book", book, "--lang", "en")
    assert "2 hidden or filtered rows were read all the same" in hidden.err
    assert run("export", "trades", tmp_path / "t.xlsx", "--book", book).code == 0
    again = run("import", tmp_path / "t.xlsx", "--book", book, "--lang", "en")
    assert "no table that can be read here" in again.err
    assert " 0 t, amount -" not in again.out


def test_only_the_sheets_that_are_named_come_in(book: Path) -> None:
    months = WORKBOOKS.parent / "oddities" / "sheet-a-month.xlsx"
    ended = run("import", months, "--book", book, "--sheet", "2025年2月", "--json")
    assert ended.code == 0, ended.err
    found = {sheet["sheet"]: sheet["new"] for sheet in ended.json["files"][0]["sheets"]}
    assert found["2025年2月"] == 2
    assert ended.json["written"] == sum(found.values()) == 2


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(book: Path) -> None:
    months = WORKBOOKS.parent / "oddities" / "sheet-a-month.xlsx"
    ended = run("import", months, "--book", book, "--sheet", "13月")
    assert ended.code != 0
    assert "13月" in ended.err
    assert "2025年2月" in ended.err


def test_wrong_rows_are_saved_put_right_and_brought_in(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "wrong.xlsx"
    told = ("--wrong-rows", out, "--skip-wrong", "--accept-suspect")
    ended = run("import", WORKBOOKS / "ledger-with-mistakes.xlsx", "--book", book, *told, "--json")
    assert (ended.code, ended.json["written"], ended.json["wrong_rows"]) == (0, 8, 9)
    workbook = load_workbook(out)
    sheet = workbook.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    why, offered = heads.index("未导入原因"), heads.index("可改为")
    line = next(row for row in sheet.iter_rows(min_row=2) if row[heads.index("原表行号")].value == "11")
    assert "3..5" in str(line[why].value)
    assert line[offered].value == "数量(吨): 3.5"
    line[heads.index("数量(吨)")].value = "3.5"
    workbook.save(out)
    again = run("import", out, "--book", book, "--skip-wrong", "--json")
    assert (again.code, again.json["written"]) == (0, 1)


def test_without_wrong_rows_no_workbook_is_written(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "wrong.xlsx"
    ended = run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book, "--wrong-rows", out)
    assert ended.code == 0
    assert "没有错误的行" in ended.out
    assert not out.exists()


def test_wrong_rows_go_into_a_workbook_only_and_of_ledgers_only(book: Path, tmp_path: Path) -> None:
    mistakes = WORKBOOKS / "ledger-with-mistakes.xlsx"
    ended = run("import", mistakes, "--book", book, "--skip-wrong", "--wrong-rows", tmp_path / "wrong.csv")
    assert ended.code != 0
    assert "以 .xlsx 结尾" in ended.err
    days = tmp_path / "days.csv"
    days.write_text("日期,名称\n2026-13-01,节日\n", encoding="utf-8")
    ended = run("import", days, "--as", "non-trading-days", "--book", book, "--wrong-rows", tmp_path / "wrong.xlsx")
    assert ended.code != 0
    assert "请直接改原文件" in ended.err
    assert run("import", mistakes, "--book", book, "--dry-run", "--json").json["files"][0]["sheets"][0]["existing"] == 0
