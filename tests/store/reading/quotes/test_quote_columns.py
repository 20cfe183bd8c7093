"""What the book hands to the index of its quotes: day quotes at their midpoints in CNY per tonne ex VAT."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from rare_desk.core.calendar import day_number
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.quotes import add_quote, delete_quotes
from rare_desk.store.book import Book
from rare_desk.store.reading.quotes.quote_columns import quote_columns

QUOTE = Quote(
    date=dt.date(2026, 3, 2),
    period=Period.DAY,
    product="PRND-O",
    source="SMM",
    mid=Decimal(452_000),
    tax_basis=TaxBasis.EXCL,
)


def price_of(book: Book, **changes: Any) -> float:
    add_quote(book, replace(QUOTE, **changes))
    columns = quote_columns(book)
    assert len(columns) == 1
    return float(columns.price[0])


def test_a_book_without_quotes_has_empty_columns(book: Book) -> None:
    columns = quote_columns(book)
    assert len(columns) == 0
    assert "PRND-O" in columns.products
    assert columns.day.dtype == np.int64
    assert columns.price.dtype == np.float64


def test_quotes_stand_in_the_order_of_their_dates_with_product_and_source(book: Book) -> None:
    add_quote(book, QUOTE)
    add_quote(book, replace(QUOTE, date=dt.date(2026, 2, 27), product="DY-O", source="百川"))
    columns = quote_columns(book)
    assert columns.ids.tolist() == [2, 1]
    assert columns.day.tolist() == [day_number(dt.date(2026, 2, 27)), day_number(dt.date(2026, 3, 2))]
    assert [columns.products[n] for n in columns.product.tolist()] == ["DY-O", "PRND-O"]
    assert [columns.sources[n] for n in columns.source.tolist()] == ["百川", "SMM"]


def test_from_a_date_on_that_date_is_the_first(book: Book) -> None:
    add_quote(book, QUOTE)
    assert len(quote_columns(book, dt.date(2026, 3, 2))) == 1
    assert len(quote_columns(book, dt.date(2026, 3, 3))) == 0


@pytest.mark.parametrize("period", [Period.WEEK, Period.MONTH, Period.YEAR])
def test_weekly_monthly_and_annual_quotes_are_left_out(book: Book, period: Period) -> None:
    add_quote(book, replace(QUOTE, period=period))
    assert len(quote_columns(book)) == 0


def test_a_price_ex_vat_stands_as_written(book: Book) -> None:
    assert price_of(book) == 452_000


def test_vat_is_taken_off_by_the_quote_s_own_rate(book: Book) -> None:
    assert price_of(book, tax_basis=TaxBasis.INCL, vat_rate=Decimal("10")) == pytest.approx(452_000 / 1.1, rel=1e-15)


@pytest.mark.parametrize(
    ("date", "rate"),
    [("2018-04-30", 1.17), ("2018-05-01", 1.16), ("2019-03-31", 1.16), ("2019-04-01", 1.13), ("2026-03-02", 1.13)],
)
def test_without_a_rate_it_is_that_of_the_date(book: Book, date: str, rate: float) -> None:
    found = price_of(book, date=dt.date.fromisoformat(date), tax_basis=TaxBasis.INCL)
    assert found == pytest.approx(452_000 / rate, rel=1e-15)


def test_a_price_per_kilogram_is_one_per_tonne(book: Book) -> None:
    assert price_of(book, mid=Decimal("6100.5"), unit=Unit.KG, product="TB-O") == 6_100_500


def test_the_midpoint_counts_and_not_the_ends(book: Book) -> None:
    assert price_of(book, low=Decimal(440_000), high=Decimal(460_000)) == 452_000


@pytest.mark.parametrize(
    "changes", [{"currency": "USD", "tax_basis": TaxBasis.NONE}, {"currency": "USD"}, {"tax_basis": None}]
)
def test_a_foreign_quote_or_one_of_unknown_basis_prices_nothing(book: Book, changes: dict[str, Any]) -> None:
    assert np.isnan(price_of(book, **changes))


def test_a_deleted_quote_is_gone(book: Book) -> None:
    add_quote(book, QUOTE)
    delete_quotes(book, [1])
    assert len(quote_columns(book)) == 0
