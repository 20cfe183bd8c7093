"""deliver, pay, due, close, months, reopen."""

from pathlib import Path

import pytest

from tests.cli.conftest import WORKBOOKS, run

DEAL = "CG202501-001"


@pytest.fixture
def ledger(book: Path) -> Path:
    run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book)
    return book


def test_deliveries_and_payments_take_the_status_along(ledger: Path) -> None:
    ended = run("deliver", DEAL, "12.3", "--on", "2025-01-20", "--invoice", "2411", "--book", ledger, "--json")
    assert ended.code == 0
    assert (ended.json["status"], ended.json["delivered_t"], ended.json["open_t"]) == ("part-delivered", "12.3", "20")
    assert run("deliver", DEAL, "--book", ledger, "--json").json["status"] == "delivered"
    assert run("pay", DEAL, "--on", "2025-02-01", "--book", ledger, "--json").json["open_amount"] == "0"


def test_due_lists_what_is_planned_and_counts_what_is_late(ledger: Path, tmp_path: Path) -> None:
    run("deliver", DEAL, "--due", "2025-02-01", "--book", ledger)
    run("pay", DEAL, "1000", "--due", "2099-02-01", "--book", ledger)
    found = run("due", "--book", ledger, "--json").json
    assert [(one["kind"], one["deal_no"]) for one in found["due"]] == [("delivery", DEAL), ("payment", DEAL)]
    assert (found["overdue"], len(found["open"])) == (1, 180)
    assert len(run("due", "--book", ledger, "--overdue", "--json").json["due"]) == 1
    assert DEAL in run("due", "--book", ledger).out
    assert run("export", "due", tmp_path / "due.xlsx", "--book", ledger).code == 0


def test_a_trade_that_is_not_there_is_said(ledger: Path) -> None:
    ended = run("deliver", "CG-0", "1", "--book", ledger)
    assert (ended.code, "CG-0" in ended.err) == (1, True)
    assert run("deliver", "#1", "1", "--book", ledger).code == 0


def test_two_trades_of_one_number_are_told_apart_by_their_ids(ledger: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text(
        f"单号,日期,方向,品名,数量,单位,含税价,交易对手\n{DEAL},2025-01-02,卖,氧化镧,5,吨,4200,甲\n", encoding="utf-8"
    )
    assert run("import", more, "--book", ledger).code == 0
    ended = run("deliver", DEAL, "1", "--book", ledger)
    assert (ended.code, "#1, #181" in ended.err) == (1, True)


def test_a_closed_month_refuses_an_import_until_it_is_a_correction(ledger: Path, tmp_path: Path) -> None:
    closed = run("close", ledger, "2025-01", "--json").json
    assert sum(line["count"] for line in closed["totals"]) > 10
    late = tmp_path / "late.csv"
    late.write_text(
        "单号,日期,方向,品名,数量,单位,含税价,交易对手\nL-1,2025-01-30,买,氧化镧,5,吨,4200,甲\n", encoding="utf-8"
    )
    ended = run("import", late, "--book", ledger)
    assert (ended.code, "2025-01" in ended.err) == (1, True)
    assert run("import", late, "--book", ledger, "--correction", "磅单迟到").code == 0
    told = run("months", ledger, "2025-01", "--json").json
    assert told["explained"]
    assert [(one["deal_no"], one["change"], one["quantity_after"]) for one in told["corrections"]] == [
        ("L-1", "came", "5")
    ]
    assert "磅单迟到" in run("months", ledger, "2025-01").out
    assert run("export", "corrections", tmp_path / "corrections.csv", "--book", ledger).code == 0
    assert [one["corrections"] for one in run("months", ledger, "--json").json["months"]] == [1]
    assert run("reopen", ledger, "2025-01").code == 0
    assert run("reopen", ledger, "2025-01").code == 1
    assert run("check", ledger).code == 0


def test_what_is_no_month_is_wrong_usage(ledger: Path) -> None:
    assert run("close", ledger, "2025-13").code == 2
    assert run("close", ledger, "2099-01").code == 1


def test_a_file_is_attached_and_looked_for(ledger: Path, tmp_path: Path) -> None:
    paper = tmp_path / "a" / "paper.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"contract")
    assert run("attach", DEAL, paper, "--book", ledger, "--json").json["size"] == 8
    assert run("attachments", "--book", ledger).code == 0
    away = tmp_path.parent / f"{tmp_path.name}-away"
    away.mkdir()
    paper.rename(away / "x.pdf")
    ended = run("attachments", "--book", ledger, "--json")
    assert (ended.code, ended.json["attachments"][0]["state"]) == (1, "missing")
    assert run("attachments", "--book", ledger, "--in", away).code == 0
    assert run("attachments", "--book", ledger, "--json").json["attachments"][0]["state"] == "there"
    assert run("attach", DEAL, tmp_path / "none.pdf", "--book", ledger).code == 1
