"""A book that another program holds, or that lies where nothing can be written: told in a sentence, nothing is lost."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.core.problems import Problem
from rare_desk.ops.book.books import check, new_book
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.ui.session import Session
from tests.torture.weather.full import small_disk
from tests.torture.weather.held import command, holding, paid
from tests.torture.writers.trades import TODAY, trade

BOOK = "账簿.raredesk"
Opener = Callable[[Path], Session]


def made(path: Path) -> Path:
    with new_book(path) as book:
        add_trade(book, trade("W0"), today=TODAY)
    return path


def rows(path: Path) -> tuple[int, int]:
    with Book.open(path, read_only=True) as book:
        return book.number("SELECT count(*) FROM trades"), book.number("SELECT count(*) FROM payments")


def refused(session: Session, qtbot: QtBot) -> str:
    """The code of what is said when the window enters a trade; empty when it is there."""
    told: list[str] = []

    def failed(problems: tuple[Problem, ...]) -> None:
        told.extend(one.code for one in problems)

    session.run(lambda book: add_trade(book, trade("W1"), today=TODAY), lambda _changes: told.append(""), failed)
    qtbot.waitUntil(lambda: bool(told))
    return told[0]


def test_while_another_program_writes_window_and_command_line_say_so_and_lose_nothing(
    open_book: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    path = made(tmp_path / BOOK)
    session = open_book(path)
    with holding(path):
        assert refused(session, qtbot) == "book-busy"
        ended = paid(path)
        assert (ended.returncode, ended.stdout) == (4, "")
        assert BOOK in ended.stderr
        assert len(ended.stderr.strip().splitlines()) == 1
        assert rows(path) == (1, 0)
    assert refused(session, qtbot) == ""
    assert paid(path).returncode == 0
    assert rows(path) == (2, 1)
    assert check(path) == []


def test_a_book_that_another_program_has_whole_is_not_opened_and_stays_as_it_is(tmp_path: Path) -> None:
    path = made(tmp_path / BOOK)
    with holding(path, "whole"):
        for ended in (paid(path), command("trades", "--book", path, "--lang", "en")):
            assert (ended.returncode, ended.stdout) == (4, "")
            assert BOOK in ended.stderr
    assert rows(path) == (1, 0)
    assert check(path) == []


@pytest.fixture
def medium(tmp_path: Path) -> Iterator[Path]:
    """A book on a file system that nobody can write to, root neither."""
    path = made(tmp_path / BOOK)
    if not hasattr(os, "geteuid") or os.geteuid():
        pytest.skip("only root may mount a file system")
    try:
        with small_disk(16) as disk:
            shutil.copy(path, disk / BOOK)
            if subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=False).returncode:
                pytest.skip("no file system may be mounted read-only")
            yield disk / BOOK
    except PermissionError:
        pytest.skip("no file system may be mounted")


def test_a_book_on_a_read_only_medium_is_read_and_every_change_is_refused(
    medium: Path, open_book: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    before = medium.read_bytes()
    session = open_book(medium)
    assert session.read_only
    assert session.book.number("SELECT count(*) FROM trades") == 1
    assert refused(session, qtbot) == "book-read-only"
    ended = paid(medium)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert len(ended.stderr.strip().splitlines()) == 1
    assert command("trades", "--book", medium, "--json").returncode == 0
    assert command("backup", medium, tmp_path / "copy.raredesk").returncode == 0
    assert rows(tmp_path / "copy.raredesk") == (1, 0)
    beside = command("backup", medium, "--lang", "en")
    assert beside.returncode == 3
    assert len(beside.stderr.strip().splitlines()) == 1
    assert check(medium) == []
    assert medium.read_bytes() == before
    assert [one.name for one in medium.parent.iterdir()] == [BOOK]
