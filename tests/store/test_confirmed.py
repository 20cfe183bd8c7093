"""A book that lacks steps which were confirmed on this machine, though it is sound: said when it is opened."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rare_desk import paths
from rare_desk.core.problems import Problem
from rare_desk.ops.book.books import backup, check, new_book, restore
from rare_desk.ops.book.heads import accept, behind, keep
from rare_desk.store.book import Book
from rare_desk.store.file import confirmed
from rare_desk.words import sentence
from tests.store.test_steps import add_party


@pytest.fixture(autouse=True)
def keeping() -> Iterator[list[Problem]]:
    """What is told of the books that are opened."""
    told: list[Problem] = []
    confirmed.choose(True, told.append)
    yield told
    confirmed.choose(False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book whose second step is lacking in `older`, beside it."""
    made = tmp_path / "台账.raredesk"
    with new_book(made) as book:
        add_party(book, "甲")
    shutil.copyfile(made, tmp_path / "older")
    with Book.open(made) as book:
        add_party(book, "乙")
    return made


def put_back(path: Path) -> None:
    """The older copy in the book's place, by hand."""
    shutil.copyfile(path.with_name("older"), path)


def files() -> list[Path]:
    return sorted(paths.heads_dir().glob("*"))


def test_threads_that_keep_at_once_leave_a_whole_file_and_nothing_else(path: Path) -> None:
    def again_and_again(_: int) -> None:
        with Book.open(path, read_only=True) as book:
            for _ in range(100):
                accept(book)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(again_and_again, range(4)))
    assert [file.suffix for file in files()] == [".json"]
    with Book.open(path) as book:
        assert behind(book) is None


def test_an_older_copy_in_its_place_is_told_of_until_it_is_accepted(path: Path, keeping: list[Problem]) -> None:
    with Book.open(path) as book:
        assert behind(book) is None
    assert keeping == []
    put_back(path)
    for _ in range(2):
        Book.open(path).close()
    assert [(found.code, dict(found.details)["step"], dict(found.details)["last"]) for found in keeping] == [
        ("book-behind", "3", "2"),
        ("book-behind", "3", "2"),
    ]
    assert "只到第 2 步" in sentence(keeping[0], "zh")
    assert [found.code for found in check(path)] == ["book-behind"]
    keeping.clear()
    with Book.open(path, read_only=True) as book:
        keeping.clear()
        accept(book)
        assert behind(book) is None
    Book.open(path).close()
    assert keeping == []
    assert check(path) == []


def test_a_copy_that_was_continued_elsewhere_is_told_of(path: Path, keeping: list[Problem]) -> None:
    put_back(path)
    with Book.open(path) as book:
        for name in "丙丁戊":
            add_party(book, name)
        found = behind(book)
    assert found is not None
    assert found.code == "book-elsewhere"
    Book.open(path).close()
    assert [one.code for one in keeping] == ["book-behind", "book-elsewhere"]


def test_a_book_that_the_program_restores_is_the_one_that_is_wanted(path: Path, keeping: list[Problem]) -> None:
    copy = backup(path)
    with Book.open(path) as book:
        add_party(book, "丙")
    restore(copy, path)
    Book.open(path).close()
    assert keeping == []
    put_back(path)
    Book.open(path).close()
    assert [found.code for found in keeping] == ["book-behind"]


def test_another_book_in_its_place_is_another_book(path: Path, keeping: list[Problem]) -> None:
    path.unlink()
    new_book(path).close()
    Book.open(path).close()
    assert keeping == []


def test_undo_is_a_step_like_others(path: Path, keeping: list[Problem]) -> None:
    with Book.open(path) as book:
        book.undo()
        book.undo()
    Book.open(path).close()
    assert keeping == []


def test_what_cannot_be_read_or_written_there_holds_nobody_up(path: Path, keeping: list[Problem]) -> None:
    (kept,) = files()
    kept.write_text("{]")
    put_back(path)
    Book.open(path).close()
    assert keeping == []
    shutil.rmtree(paths.heads_dir())
    paths.heads_dir().write_text("a file in its place")
    with Book.open(path) as book:
        add_party(book, "丁")
    assert check(path) == []


def test_a_program_that_does_not_keep_leaves_nothing(path: Path) -> None:
    shutil.rmtree(paths.heads_dir())
    confirmed.choose(False)
    with Book.open(path) as book:
        add_party(book, "丁")
        keep(book)
    assert not paths.heads_dir().exists()
