"""A book is made, copied and brought back only under a name, and in a place, in which it can be kept."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rare_desk.core import file_names
from rare_desk.ops.book import books
from rare_desk.store.backups import elsewhere, second
from rare_desk.store.book import Book, BookError
from tests.store.test_steps import add_party
from tests.systems import not_on_windows

NAMES = ["CON.raredesk", "nul", "com1.raredesk.", "a?.raredesk"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "make",
    [
        lambda _book, out: books.new_book(out),
        books.backup,
        books.restore,
    ],
    ids=["new", "backup", "restore"],
)
def test_no_book_gets_a_name_that_cannot_be_kept(
    book: Book, tmp_path: Path, name: str, make: Callable[[Path, Path], object]
) -> None:
    book.close()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(BookError) as refused:
        make(book.path, tmp_path / name)
    assert refused.value.problem.code.startswith("name-")
    assert refused.value.exit_code == 3
    assert sorted(tmp_path.iterdir()) == before


@not_on_windows("no pipe lies in a folder there")
@pytest.mark.parametrize("make", [books.backup, books.restore], ids=["backup", "restore"])
def test_no_book_takes_the_place_of_a_pipe_or_a_device(
    book: Book, tmp_path: Path, make: Callable[[Path, Path], object]
) -> None:
    book.close()
    out = tmp_path / "pipe.raredesk"
    if sys.platform != "win32":
        os.mkfifo(out)
    with pytest.raises(BookError) as refused:
        make(book.path, out)
    assert refused.value.problem.code == "target-is-no-file"
    assert out.is_fifo()
    assert not (tmp_path / "pipe.raredesk-backups").exists()


def test_no_book_is_made_where_its_backups_would_have_too_long_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.raredesk"
    monkeypatch.setattr(file_names, "LONGEST", len(str(path)) + 60)
    with pytest.raises(BookError) as refused:
        books.new_book(path)
    assert refused.value.problem.code == "path-too-long"
    assert list(tmp_path.iterdir()) == []


def test_a_book_that_came_to_lie_too_deep_can_be_read_and_not_changed(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.close()
    monkeypatch.setattr(file_names, "LONGEST", len(str(book.path)) + 60)
    with pytest.raises(BookError) as refused:
        Book.open(book.path)
    assert refused.value.problem.code == "path-too-long"
    with Book.open(book.path, read_only=True) as opened:
        assert opened.last_step() == 1


@pytest.mark.parametrize("read_only", [False, True])
def test_a_book_that_the_system_could_not_even_find_is_not_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    path = tmp_path / "a" / "desk.raredesk"
    monkeypatch.setattr(file_names, "LONGEST", len(str(path)) - 1)
    with pytest.raises(BookError) as refused:
        Book.open(path, read_only=read_only)
    assert refused.value.problem.code == "path-too-long"


def test_the_longest_name_beside_a_book_is_counted(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    add_party(book, "A")
    copy = books.backup(book.path)
    book.close()
    monkeypatch.setattr(file_names, "LONGEST", len(str(book.path)) + 68)
    with Book.open(book.path) as opened:
        add_party(opened, "B")
    books.restore(copy, book.path)
    made = [len(str(file)) for file in copy.parent.iterdir()]
    assert max(made) + len(".part-journal") == file_names.LONGEST


def test_a_second_folder_that_lies_too_deep_is_told(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("深" * 60)
    deep.mkdir()
    monkeypatch.setattr(elsewhere, "_chosen", elsewhere.Chosen(str(deep)))
    copy = books.backup(book.path)
    monkeypatch.setattr(file_names, "LONGEST", len(str(deep)) + 60)
    with pytest.raises(BookError) as refused:
        second.carry(copy, book.path)
    assert refused.value.problem.code == "path-too-long"
    assert list(deep.iterdir()) == []
