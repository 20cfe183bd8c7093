"""A new book for each test, with a desk's name."""

from pathlib import Path

import pytest

from rare_desk.ops.book.books import new_book


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "desk.raredesk"
    new_book(path, desk="Test desk").close()
    return path
