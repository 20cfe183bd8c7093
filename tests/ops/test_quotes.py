"""Quotes as records."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.book.books import new_book
from rare_desk.ops.quotes import add_quote, delete_quotes
from rare_desk.store.book import Book
from rare_desk.store.reading import queries

LISTED = Quote(
    date=dt.date(2026, 1, 1), period=Period.MONTH, product="PRND-O", source="北方稀土", mid=Decimal("582000.5"),
    low=Decimal(580_000), high=Decimal(584_000), tax_basis=TaxBasis.INCL, vat_rate=Decimal(13), grade="99%",
    url="https://example.com", note="n",
)  # fmt: skip
USGS = Quote(
    date=dt.date(2025, 12, 31), period=Period.YEAR, product="TB-O", source="USGS", mid=Decimal(820), unit=Unit.KG,
    currency="USD",
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "desk.raredesk") as opened:
        add_quote(opened, LISTED)
        add_quote(opened, USGS)
        yield opened


def test_quotes_come_back_as_written_newest_first(book: Book) -> None:
    assert [row.quote for row in queries.quotes(book)] == [LISTED, USGS]


def test_quotes_are_found_by_product_source_and_day(book: Book) -> None:
    assert [row.quote for row in queries.quotes(book, product="TB-O")] == [USGS]
    assert [row.quote for row in queries.quotes(book, source="北方稀土")] == [LISTED]
    assert [row.quote for row in queries.quotes(book, first=dt.date(2026, 1, 1))] == [LISTED]
    assert [row.quote for row in queries.quotes(book, last=dt.date(2025, 12, 31))] == [USGS]
    assert queries.quotes(book, product="TB-O", source="北方稀土") == []
    assert queries.quote_sources(book) == ["USGS", "北方稀土"]


def test_a_wrong_quote_is_refused_with_all_that_is_wrong(book: Book) -> None:
    wrong = replace(LISTED, product="", source=" ", mid=Decimal(0), low=Decimal(9), high=Decimal(8))
    with pytest.raises(Refused) as refused:
        add_quote(book, wrong)
    assert [problem.code for problem in refused.value.problems] == [
        "missing-product",
        "missing-source",
        "non-positive-price",
        "low-above-high",
    ]


def test_deleted_quotes_come_back_by_undo(book: Book) -> None:
    before = queries.quotes(book)
    changes = delete_quotes(book, [row.id for row in before])
    assert changes.tables == {"quotes"}
    assert queries.quotes(book) == []
    book.undo()
    assert queries.quotes(book) == before
