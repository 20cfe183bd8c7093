"""Of a damaged book the latest sound copy is found, wherever backups go."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rare_desk.ops.book.books import backup, carry, new_book
from rare_desk.ops.book.rescue import latest_good
from rare_desk.store.backups import making, second


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "usb"
    folder.mkdir()
    second.choose(str(folder))
    yield folder
    second.settled()
    second.choose("")


@pytest.mark.parametrize("name", ["desk.raredesk", "台账[2026].raredesk"])
def test_a_copy_in_the_second_folder_is_found_by_the_books_name(tmp_path: Path, elsewhere: Path, name: str) -> None:
    path = tmp_path / name
    new_book(path).close()
    carried = carry(backup(path), path)
    shutil.rmtree(making.folder(path))
    found = latest_good(path)
    assert found is not None
    assert (found.copy, found.copy.parents[1]) == (carried, elsewhere)
