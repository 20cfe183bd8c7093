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


@pytest.mark.parametrize(
    "table",
    [
        "日期,客户,金额\n2025-03-03,甲公司,72500\n2025-03-04,甲公司,73000\n",
        "日期,到货量(吨),综合\n2025-03-03,12.5,1001.5\n2025-03-04,11,1002\n",
    ],
)
def test_a_table_with_words_or_quantities_is_not_taken_for_an_index(book: Book, table: str) -> None:
    assert recognised(book, [Source("a.csv", table.encode())]) == ""


def test_a_table_of_anything_else_is_nothing(book: Book) -> None:
    assert recognised(book, [Source("a.csv", "姓名,电话\n张,123\n".encode())]) == ""
    assert recognised(book, [DATA / "sample_published.csv", Path("missing.csv")]) == ""
