"""new, check, backup, restore, undo, redo, history."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import WORKBOOKS, run


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
