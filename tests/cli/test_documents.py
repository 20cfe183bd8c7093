"""What --json prints, key by key and kind by kind: scripts rest on it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import WORKBOOKS, run

MONEY, NUMBER, COUNT, LIST = "money", "number", "count", "list"
KINDS: dict[str, tuple[type, ...]] = {MONEY: (str,), NUMBER: (int, float), COUNT: (int,), LIST: (list,)}
POINT = {
    "date": "day", "value": MONEY, "raw": NUMBER, "status": "text", "reasons": LIST, "flags": LIST,
    "coverage": NUMBER, "trades": COUNT, "pairs": COUNT,
}  # fmt: skip
EXCLUDED = {"id": COUNT, "deal_no": "text", "code": "text"}


def holds(record: dict[str, Any], wanted: dict[str, str]) -> None:
    """The record has these keys, of these kinds, and maybe more."""
    assert wanted.keys() <= record.keys()
    for key, kind in wanted.items():
        value = record[key]
        assert isinstance(value, KINDS.get(kind, (str,))), (key, value)
        assert not isinstance(value, bool), (key, value)
        if kind == MONEY:
            assert float(str(value)) >= 0, (key, value)
        if kind == "day":
            dt.date.fromisoformat(str(value))


def test_an_import_tells_file_sheet_totals_and_problems(book: Path) -> None:
    document = run("import", WORKBOOKS / "ledger-with-mistakes.xlsx", "--book", book, "--skip-wrong", "--json").json
    assert document.keys() == {"files", "written", "batch"}
    holds(document, {"written": COUNT, "batch": COUNT})
    (file,) = document["files"]
    assert file.keys() == {"file", "sheets"}
    sheet = file["sheets"][0]
    counts = dict.fromkeys(("header_row", "rows", "new", "existing", "suspect", "wrong"), COUNT)
    holds(sheet, {"sheet": "text", "kind": "text", "problems": LIST, "questions": LIST} | counts)
    holds(sheet["totals"], {"quantity_t": MONEY, "amount_as_written": MONEY, "currency": "text"})
    holds(sheet["totals"], {"amount_cny_ex_vat": MONEY})
    assert "price_includes_vat" in sheet["totals"]
    for problem in sheet["problems"]:
        assert problem.keys() == {"kind", "row", "column", "cell", "value", "code", "message"}
        assert problem["kind"] in ("wrong", "suspect")
        holds(problem, {"row": COUNT, "column": "text", "value": "text", "code": "text", "message": "text"})


def test_a_question_of_an_import_has_its_code_and_its_message(book: Path) -> None:
    document = run("import", WORKBOOKS / "exchange-deals-2025.csv", "--book", book, "--json").json
    assert document["batch"] is None
    for question in document["files"][0]["sheets"][0]["questions"]:
        assert question.keys() == {"code", "message"}
        holds(question, {"code": "text", "message": "text"})


def test_trades_are_told_with_their_prices_and_totals(sample: Path) -> None:
    document = run("trades", "--book", sample, "--side", "buy", "--json").json
    assert document.keys() == {"trades", "count", "totals"}
    assert document["count"] == len(document["trades"])
    texts = dict.fromkeys(("deal_no", "side", "product", "counterparty"), "text")
    prices = dict.fromkeys(("quantity_t", "price_cny_t_ex_vat", "price_cny_t_incl_vat"), MONEY)
    priced = [trade for trade in document["trades"] if trade["currency"] == "CNY" and trade["status"] != "draft"]
    for trade in priced:
        holds(trade, {"id": COUNT, "date": "day"} | texts | prices)
    holds(document["totals"], {"quantity_t": MONEY})


@pytest.mark.parametrize("freq", ["daily", "weekly", "monthly"])
def test_index_points_carry_value_status_and_what_stands_behind_them(sample: Path, freq: str) -> None:
    document = run("index", "--book", sample, "--freq", freq, "--json").json
    assert document.keys() == {"series", "methodology", "version", "base_value", "points"}
    holds(document, {"series": "text", "methodology": "text", "version": COUNT, "base_value": NUMBER})
    for point in document["points"]:
        assert point.keys() == POINT.keys()
        holds(point, POINT)
        assert (point["status"] == "official") is (point["reasons"] == [])


def test_daily_prices_are_numbers_with_a_status(sample: Path) -> None:
    document = run("prices", "--book", sample, "--json").json
    assert document.keys() == {"prices"}
    for price in document["prices"]:
        assert price.keys() == {"date", "product", "price", "status"}
        holds(price, {"date": "day", "product": "text", "price": NUMBER, "status": "text"})


def test_an_explanation_carries_all_that_the_value_follows_from(sample: Path) -> None:
    told = run("explain", "--book", sample, "--series", "composite", "--date", "2026-09-15", "--json").json
    holds(told["point"], POINT)
    holds(told, {"weight_set": "day", "members": LIST, "excluded": LIST})
    assert told["link"] is None or isinstance(told["link"], float)
    numbers = {"weight": NUMBER, "price": NUMBER, "reference_price": NUMBER}
    for member in told["members"]:
        holds(member, {"product": "text", "status": "text", "trades": LIST} | numbers)
        for trade in member["trades"]:
            holds(trade, {"id": COUNT, "deal_no": "text", "price": MONEY, "quantity_t": MONEY, "weight": NUMBER})
    for out in told["excluded"]:
        holds(out, EXCLUDED)


def test_exclusions_name_trade_day_product_and_code(sample: Path) -> None:
    document = run("exclusions", "--book", sample, "--json").json
    assert document.keys() == {"excluded"}
    assert document["excluded"]
    for out in document["excluded"]:
        assert out.keys() == {"id", "deal_no", "date", "product", "code"}
        holds(out, EXCLUDED | {"date": "day", "product": "text"})


def test_the_book_tells_paths_steps_and_findings(book: Path, tmp_path: Path) -> None:
    run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book)
    assert run("check", book, "--json").json == {"ok": True, "findings": []}
    for verb in ("undo", "redo"):
        done = run(verb, "--book", book, "--json").json
        assert done.keys() == {"step", "label"}
        holds(done, {"step": COUNT, "label": "text"})
    steps = run("history", "--book", book, "--json").json["steps"]
    for step in steps:
        assert step.keys() == {"id", "at", "who", "label", "hash"}
        holds(step, {"id": COUNT, "at": "text", "who": "text", "label": "text", "hash": "text"})
    assert [step["id"] for step in steps] == [1, 2, 3, 4]
    copied = run("backup", book, tmp_path / "copy.raredesk", "--json").json
    assert copied == {"paths": [str(tmp_path / "copy.raredesk")]}
