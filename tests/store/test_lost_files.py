"""A book that is deleted, moved or replaced while it is open: said before anything is confirmed that would be lost."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rare_desk.ops.book.books import check, copy_open, new_book
from rare_desk.store.book import Book, BookError
from rare_desk.store.reading.queries import counterparties
from tests.store.test_steps import add_party

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody take away a file that is open")


def _delete(path: Path) -> None:
    path.unlink()


def _move(path: Path) -> None:
    path.rename(path.with_name("elsewhere.raredesk"))


def _move_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("another folder"))


def _replace(path: Path) -> None:
    """As a program does that brings files from another machine."""
    new_book(path.with_name("other.raredesk")).close()
    path.with_name("other.raredesk").replace(path)


def _clean_up(path: Path) -> None:
    """Somebody takes the file beside the book for rubbish."""
    path.with_name(path.name + "-wal").unlink()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    path = tmp_path / "desk" / "book.raredesk"
    new_book(path).close()
    return path


@pytest.mark.parametrize("happens", [_delete, _move, _move_folder, _replace, _clean_up])
def test_no_step_is_confirmed_that_would_go_into_a_lost_file(happens: Callable[[Path], None], path: Path) -> None:
    with Book.open(path) as book:
        add_party(book, "甲")
        assert not book.lost()
        happens(path)
        assert book.lost()
        with pytest.raises(BookError) as refused:
            add_party(book, "乙")
        assert refused.value.problem.code == "book-lost"
        out = path.parents[1] / "saved.raredesk"
        copy_open(book, out)
    with Book.open(out) as saved:
        assert "甲" in {party.name for party in counterparties(saved)}
        assert "乙" not in {party.name for party in counterparties(saved)}
    assert check(out) == []


def test_a_file_that_is_lost_during_a_step_takes_none_of_it(path: Path) -> None:
    with Book.open(path) as book:
        with pytest.raises(BookError):
            _step_meanwhile(book, lambda: _delete(path))
        assert counterparties(book) == []


def _step_meanwhile(book: Book, happens: Callable[[], None]) -> None:
    with book.step("counterparty-added") as step:
        step.insert("counterparties", {"name": "甲"})
        happens()


def test_a_book_that_comes_back_is_written_again(path: Path) -> None:
    with Book.open(path) as book:
        add_party(book, "甲")
        path.rename(path.with_name("away"))
        assert book.lost()
        path.with_name("away").rename(path)
        add_party(book, "乙")
    assert check(path) == []


def test_another_program_that_restores_the_book_in_place_loses_nothing_of_it(path: Path, tmp_path: Path) -> None:
    from rare_desk.ops.book.books import backup, restore

    with Book.open(path) as book:
        add_party(book, "甲")
        copy = backup(path, tmp_path / "copy.raredesk")
        add_party(book, "乙")
        restore(copy, path)
        assert not book.lost()
        add_party(book, "丙")
        assert {party.name for party in counterparties(book)} == {"甲", "丙"}
    assert check(path) == []


def test_a_relative_path_stays_the_book_when_the_folder_changes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    with Book.open(Path(path.name)) as book:
        monkeypatch.chdir(path.parents[1])
        add_party(book, "甲")


def test_saving_what_is_open_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    shutil.copyfile(path, tmp_path / "there.raredesk")
    with Book.open(path) as book, pytest.raises(BookError) as refused:
        copy_open(book, tmp_path / "there.raredesk")
    assert refused.value.problem.code == "book-exists"
