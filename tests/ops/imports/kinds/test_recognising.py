"""A table that is no ledger is recognised by what can be read from it."""

from pathlib import Path

import pytest

from rare_desk import paths
from rare_desk.ops.imports.kinds import recognised
from rare_desk.ops.imports.ledgers import Source
from rare_desk.store.book import Book

DATA = paths.resources() / "data"


@pytest.mark.parametrize(
    ("file", "kind"),
    [("sample_published.csv", "published"), ("sample_answers.csv", "expectations"), ("methodology.json", "")],
)
def test_it_is_what_most_is_read_as(book: Book, file: str, kind: str) -> None:
    assert recognised(book, [DATA / file]) == kind


def test_a_table_of_anything_else_is_nothing(book: Book) -> None:
    assert recognised(book, [Source("a.csv", "姓名,电话\n张,123\n".encode())]) == ""
    assert recognised(book, [DATA / "sample_published.csv", Path("missing.csv")]) == ""
