"""Exports under a password from the command line, and back again."""

import sys
from pathlib import Path

import pytest

from rare_desk.cli import group
from tests.cli.conftest import WORKBOOKS, run

LEDGER = WORKBOOKS / "purchase-ledger-2025.xlsx"


def test_an_export_is_locked_by_its_ending_unlocked_and_imported(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", LEDGER, "--book", book)
    (tmp_path / "word").write_text("geheim\nnot this\n", encoding="utf-8")
    out, word = tmp_path / "trades.csv.locked", tmp_path / "word"
    assert run("export", "trades", out, "--book", book, "--password-file", word).code == 0
    assert "上海锦程".encode() not in out.read_bytes()
    refused = run("import", out, "--book", book, "--password-file", "-", stdin="Geheim\n")
    assert (refused.code, refused.out, len(refused.err.strip().splitlines())) == (3, "", 1)
    again = run("import", out, "--book", book, "--password-file", "-", "--json", stdin="geheim\n").json
    (sheet,) = again["files"][0]["sheets"]
    assert (again["files"][0]["file"], sheet["new"], sheet["existing"] > 0) == ("trades.csv", 0, True)
    monkeypatch.setenv("RARE_DESK_PASSWORD", "geheim")
    assert run("unlock", out).out.strip() == str(tmp_path / "trades.csv")
    assert "上海锦程" in (tmp_path / "trades.csv").read_text("utf-8-sig")
    assert run("unlock", out).code == 1
    assert run("unlock", word).code == 1


def test_an_ending_that_nobody_can_write_is_refused_before_a_password_is_asked(book: Path, tmp_path: Path) -> None:
    assert run("export", "trades", tmp_path / "trades.pdf.locked", "--book", book).code == 2


def test_the_whole_book_is_locked_by_its_ending(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RARE_DESK_PASSWORD", "geheim")
    out = tmp_path / "copy.raredesk.locked"
    assert run("backup", book, out).code == 0
    assert b"SQLite" not in out.read_bytes()
    assert run("unlock", out).code == 0
    assert run("check", tmp_path / "copy.raredesk").code == 0


@pytest.mark.parametrize("given", ["", "only once\n"])
def test_without_a_terminal_and_without_a_password_it_is_said_where_one_can_be_put(
    book: Path, tmp_path: Path, given: str
) -> None:
    ended = run("backup", book, tmp_path / "copy.locked", "--locked", "--lang", "en", stdin=given)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.strip().endswith("Use --password-file or the variable RARE_DESK_PASSWORD")
    assert not (tmp_path / "copy.locked").exists()


def test_a_command_whose_input_is_closed_asks_nobody_for_a_password(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SystemExit) as ended:
        group.main(["backup", str(book), str(tmp_path / "copy.locked"), "--locked"])
    assert ended.value.code == 1


def test_a_locked_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    ended = run("unlock", tmp_path / "no.locked")
    assert (ended.code, ended.out) == (3, "")
    assert "找不到" in ended.err


def test_a_file_that_is_still_locked_says_how_it_is_opened(book: Path, tmp_path: Path) -> None:
    (tmp_path / "ledger.xlsx").write_bytes(b"Rare Desk locked 2\n" + bytes(300))
    ended = run("import", tmp_path / "ledger.xlsx", "--book", book, "--lang", "en")
    assert ended.code == 3
    assert "rare-desk unlock" in ended.err
