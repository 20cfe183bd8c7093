"""A new book for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rare_desk.ops.book.books import new_book
from rare_desk.store.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "desk.raredesk", desk="Test desk") as opened:
        yield opened
