"""A locked, damaged, newer or read-only book: one sentence, an exit code, and the book as it was."""

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from rare_desk.ops.book.books import new_book
from tests.cli.conftest import WORKBOOKS, Ended, run

LEDGER = WORKBOOKS / "purchase-ledger-2025.xlsx"


def one_sentence(ended: Ended) -> bool:
    return ended.out == "" and len(ended.err.strip().splitlines()) == 1


def test_a_book_of_a_later_version_is_refused(book: Path) -> None:
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("PRAGMA user_version = 99")
    for verb in (("trades", "--book", book), ("import", LEDGER, "--book", book), ("undo", "--book", book)):
        ended = run(*verb)
        assert ended.code == 3
        assert one_sentence(ended)


def test_a_place_without_a_name_is_no_book(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for place in (".", "/", ""):
        for verb in (
            ("restore", book, place),
            ("backup", book, place),
            ("salvage", place, "out.raredesk"),
            ("methodology", "export", place, "--book", book),
            ("check", place),
        ):
            ended = run(*verb)
            assert (ended.code, ended.out) == (3, "")
    assert not (tmp_path / "out.raredesk").exists()


def test_a_book_that_another_program_holds_is_four_after_a_while(book: Path) -> None:
    with closing(sqlite3.connect(book, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        ended = run("import", LEDGER, "--book", book, "--lang", "en")
        holder.execute("ROLLBACK")
    assert ended.code == 4
    assert one_sentence(ended)
    assert run("trades", "--book", book, "--json").json["count"] == 0


def test_a_book_is_not_restored_over_while_another_program_writes_it(book: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.raredesk"
    assert run("backup", book, copy).code == 0
    with closing(sqlite3.connect(book, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        ended = run("restore", copy, book)
        holder.execute("ROLLBACK")
    assert ended.code == 4
    assert one_sentence(ended)
    assert run("check", book).code == 0


def test_a_book_with_unreadable_text_is_damaged_and_not_our_fault(book: Path) -> None:
    run("import", LEDGER, "--book", book)
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("UPDATE trades SET contract_no = CAST(x'43ff31' AS TEXT) WHERE id = 3")
        connection.commit()
    for verb in (("trades", "--book", book), ("undo", "--book", book)):
        ended = run(*verb)
        assert ended.code == 3
        assert one_sentence(ended)
    assert run("check", book).code == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_a_book_may_have_a_name_that_is_no_text(tmp_path: Path) -> None:
    book = tmp_path / os.fsdecode(b"b\xff.raredesk")
    assert run("new", book).code == 0
    ledger = shutil.copy(LEDGER, tmp_path / os.fsdecode(b"l\xff.xlsx"))
    assert run("import", ledger, "--book", book).code == 0
    assert run("check", book).code == 0


def test_a_damaged_book_is_refused_and_check_says_so(book: Path) -> None:
    run("import", LEDGER, "--book", book)
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root, size = connection.execute("SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master"
                                        " WHERE name = 'trades_day'").fetchone()  # fmt: skip
    with book.open("r+b") as stream:
        stream.seek((root - 1) * size)
        stream.write(b"\xff" * size)
    ended = run("trades", "--book", book)
    assert ended.code == 3
    assert one_sentence(ended)
    checked = run("check", book, "--json")
    assert checked.code == 1
    assert checked.json["ok"] is False


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_read_only_book_can_be_read_and_not_written(book: Path) -> None:
    book.chmod(0o444)
    book.parent.chmod(0o555)
    try:
        assert run("trades", "--book", book, "--json").code == 0
        ended = run("import", LEDGER, "--book", book)
        assert ended.code == 3
        assert one_sentence(ended)
    finally:
        book.parent.chmod(0o755)
        book.chmod(0o644)


def test_a_restored_backup_must_be_a_book(tmp_path: Path) -> None:
    (tmp_path / "letter.raredesk").write_text("a letter", encoding="utf-8")
    ended = run("restore", tmp_path / "letter.raredesk", tmp_path / "out.raredesk")
    assert ended.code == 3
    assert one_sentence(ended)
    assert not (tmp_path / "out.raredesk").exists()


def test_a_damaged_book_is_salvaged_with_a_count_of_what_came(tmp_path: Path) -> None:
    path, out = tmp_path / "desk.raredesk", tmp_path / "new.raredesk"
    new_book(path).close()
    assert run("backup", path).code == 0
    data = bytearray(path.read_bytes())
    data[:100] = bytes(100)
    path.write_bytes(data)
    salvaged = run("salvage", path, out, "--json")
    assert salvaged.code == 0
    assert salvaged.json["whole"]
    assert salvaged.json["backup"]["steps_lacking"] == 0
    assert {one["table"] for one in salvaged.json["tables"]} >= {"products", "announced", "settings"}
    assert run("check", out).code == 0
    told = run("salvage", path, tmp_path / "again.raredesk", "--lang", "en")
    assert "lacks 0 later steps and 0 trades" in told.err
    assert "Every record was salvaged" in told.err
    assert run("salvage", path, out).code == 3
