"""new, check, backup, restore, undo, redo, history."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from rare_desk import prefs
from rare_desk.ops.trades import change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_page
from tests.cli.conftest import WORKBOOKS, run
from tests.store.test_steps import add_party


def test_new_makes_a_book_and_prints_its_path(tmp_path: Path) -> None:
    path = tmp_path / "新账.raredesk"
    ended = run("new", path, "--json")
    assert ended.code == 0
    assert ended.json == {"paths": [str(path)]}
    assert run("trades", "--book", path, "--json").json["count"] == 0


def test_new_never_overwrites(book: Path) -> None:
    before = book.read_bytes()
    ended = run("new", book)
    assert ended.code == 3
    assert ended.err
    assert book.read_bytes() == before


def test_new_in_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    ended = run("new", tmp_path / "no" / "a.raredesk")
    assert ended.code == 3
    assert len(ended.err.strip().splitlines()) == 1


def test_a_sound_book_is_said_to_be_sound(book: Path) -> None:
    ended = run("check", book, "--json")
    assert ended.code == 0
    assert ended.json == {"ok": True, "findings": []}


def test_a_row_changed_behind_the_books_back_is_found(book: Path) -> None:
    run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book)
    with closing(sqlite3.connect(book)) as connection, connection:
        connection.execute("UPDATE trades SET price_ex_vat = price_ex_vat + 1 WHERE id = 7")
    ended = run("check", book, "--json")
    assert ended.code == 1
    assert ended.json["ok"] is False
    assert "7" in ended.json["findings"][0]


def test_a_hash_noted_earlier_must_still_be_in_the_chain(book: Path) -> None:
    run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book)
    head = run("history", "--book", book, "--json").json["steps"][-1]["hash"]
    assert run("check", book, "--head", head).code == 0
    assert run("check", book, "--head", "0" * 64).code == 1


@pytest.mark.parametrize("end", ["xlsx", "csv", "json"])
def test_an_exported_journal_says_at_which_step_the_book_was(book: Path, tmp_path: Path, end: str) -> None:
    run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book)
    kept = tmp_path / f"journal.{end}"
    assert run("export", "journal", kept, "--book", book).code == 0
    run("undo", "--book", book)
    ended = run("check", book, "--head", kept, "--json")
    assert (ended.code, ended.json["head"]["step"], ended.json["head"]["steps"]) == (0, 2, 3)
    assert "step 2 (" in run("check", book, "--head", kept, "--lang", "en").out
    other = tmp_path / "other.raredesk"
    run("new", other)
    foreign = run("check", other, "--head", kept, "--json", "--lang", "en")
    assert (foreign.code, foreign.json["head"]) == (1, None)
    assert "does not hold the hash" in foreign.json["findings"][0]


def test_what_holds_no_hash_is_refused_in_one_sentence(book: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("nothing of the kind")
    for given in ("abc", tmp_path / "note.txt", tmp_path / "missing.json"):
        ended = run("check", book, "--head", given, "--lang", "en")
        assert ended.code == 1
        assert "no hash" in ended.err


def test_a_backup_is_restored_as_a_whole_book(book: Path, tmp_path: Path) -> None:
    run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book)
    copied = run("backup", book, tmp_path / "copy.raredesk", "--json")
    assert copied.json == {"paths": [str(tmp_path / "copy.raredesk")]}
    restored = run("restore", tmp_path / "copy.raredesk", tmp_path / "again.raredesk", "--json")
    assert restored.json == {"paths": [str(tmp_path / "again.raredesk")]}
    assert run("trades", "--book", tmp_path / "again.raredesk", "--json").json["count"] == 180


def test_a_backup_without_a_target_lies_beside_the_book(book: Path) -> None:
    (made,) = run("backup", book, "--json").json["paths"]
    assert Path(made).is_file()
    assert Path(made).parent.parent == book.parent


def test_an_import_is_undone_and_redone_as_one_step(book: Path) -> None:
    run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book)
    undone = run("undo", "--book", book, "--json")
    assert undone.code == 0
    assert "purchase-ledger-2025.xlsx" in undone.json["label"]
    assert run("trades", "--book", book, "--json").json["count"] == 0
    redone = run("redo", "--book", book, "--json")
    assert redone.json["step"] > undone.json["step"]
    assert run("trades", "--book", book, "--json").json["count"] == 180


def test_an_old_import_is_taken_back_by_its_number(book: Path) -> None:
    first = run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book, "--json").json["batch"]
    run("import", WORKBOOKS / "sales-ledger-2025.xls", "--book", book)
    listed = run("history", "--book", book).out.splitlines()
    assert f"  {first}  " in listed[2].split("purchase-ledger-2025.xlsx")[1]
    ended = run("undo", "--book", book, "--import", first, "--json", "--lang", "en")
    assert ended.code == 0
    assert ended.json["label"] == "Import of purchase-ledger-2025.xlsx taken back: 180 rows"
    assert {name: ended.json[name] for name in ("import", "rows", "stay", "in_the_way")} == {
        "import": first, "rows": 180, "stay": 0, "in_the_way": [],
    }  # fmt: skip
    with Book.open(book, read_only=True) as opened:
        assert {one.batch for one in trade_page(opened, limit=500)} == {first + 1}
    assert run("check", book).code == 0
    assert run("undo", "--book", book, "--import", first).code == 1


def test_what_stands_in_the_way_of_an_import_is_said_and_the_rest_can_go_alone(book: Path) -> None:
    batch = run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book, "--json").json["batch"]
    with Book.open(book) as opened:
        row = trade_page(opened, limit=1)[0]
        change_trade(opened, row.id, replace(row.trade, note="改"), accept_suspect=True)
    refused = run("undo", "--book", book, "--import", batch, "--json", "--lang", "en")
    assert (refused.code, refused.json["step"], refused.json["stay"]) == (1, None, 1)
    (way,) = refused.json["in_the_way"]
    assert (way["record"], way["row"], way["name"]) == ("trades", row.id, f"Trade {row.trade.deal_no}")
    assert "changed since" in refused.err
    taken = run("undo", "--book", book, "--import", batch, "--untouched", "--json")
    assert (taken.code, taken.json["rows"]) == (0, 179)
    assert run("trades", "--book", book, "--json").json["count"] == 1


def test_untouched_alone_is_wrong_usage(book: Path) -> None:
    assert run("undo", "--book", book, "--untouched").code == 2


def test_nothing_to_undo_is_said_and_is_one(book: Path) -> None:
    ended = run("undo", "--book", book, "--lang", "en")
    assert ended.code == 1
    assert "nothing to undo" in ended.err
    assert run("redo", "--book", book).code == 1


def test_the_history_lists_every_step_with_its_hash(book: Path) -> None:
    run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book)
    run("undo", "--book", book)
    steps = run("history", "--book", book, "--json", "--lang", "en").json["steps"]
    assert [set(step) for step in steps] == [{"id", "at", "who", "label", "hash"}] * 3
    assert steps[2]["label"].startswith("Undone: ")
    assert len({step["hash"] for step in steps}) == 3
    assert "purchase-ledger-2025.xlsx" in run("history", "--book", book).out


def test_steps_are_made_under_the_name_set_for_this_machine(book: Path) -> None:
    prefs.Prefs(name="王姐").save()
    run("import", WORKBOOKS / "purchase-ledger-2025.xlsx", "--book", book)
    prefs.Prefs().save()
    run("undo", "--book", book)
    who = [step["who"] for step in run("history", "--book", book, "--json").json["steps"]]
    assert who[1] == "王姐"
    assert who[2] == who[0] != "王姐"


def test_a_locked_backup_asks_for_its_password(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RARE_DESK_PASSWORD", "geheim")
    out = tmp_path / "copy.raredesk.locked"
    assert run("backup", book, out, "--locked").code == 0
    assert run("backup", book, "--locked").code == 2
    assert run("restore", out, tmp_path / "again.raredesk").code == 0
    assert run("check", tmp_path / "again.raredesk").code == 0
    monkeypatch.setenv("RARE_DESK_PASSWORD", "Geheim")
    wrong = run("restore", out, tmp_path / "no.raredesk", "--lang", "en")
    assert (wrong.code, len(wrong.err.strip().splitlines())) == (3, 1)
    assert "does not open" in wrong.err
    assert not (tmp_path / "no.raredesk").exists()


def test_a_backup_goes_into_the_second_folder_of_this_machine_too(book: Path, tmp_path: Path) -> None:
    prefs.Prefs(backup_folder=str(tmp_path / "usb")).save()
    away = run("backup", book, "--json", "--lang", "en")
    assert (away.code, len(away.json["paths"])) == (3, 1)
    assert "not there now" in away.err
    (tmp_path / "usb").mkdir()
    ended = run("backup", book, "--json")
    prefs.Prefs().save()
    assert ended.code == 0
    assert Path(ended.json["paths"][1]).parent.parent == tmp_path / "usb"


def test_a_book_that_lacks_steps_confirmed_here_is_told_of_by_every_verb(book: Path, tmp_path: Path) -> None:
    assert run("trades", "--book", book).err == ""
    older = tmp_path / "older"
    older.write_bytes(book.read_bytes())
    with Book.open(book) as opened:
        add_party(opened, "甲公司")
    book.write_bytes(older.read_bytes())
    shown = run("trades", "--book", book)
    assert shown.code == 0
    assert "只到第 1 步" in shown.err
    checked = run("check", book, "--json", "--lang", "en")
    assert checked.code == 1
    assert "its newest records are missing" in checked.json["findings"][0]
    accepted = run("check", book, "--accept")
    assert (accepted.code, accepted.out.strip()) == (0, "账簿完好")
    assert run("trades", "--book", book).err == ""
