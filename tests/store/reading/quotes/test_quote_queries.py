"""Quotes as a list: filtered, sorted and summed by the book itself."""

import datetime as dt
from decimal import Decimal

import pytest

from rare_desk.core.numbers import LARGEST, plain
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis
from rare_desk.ops.quotes import add_quote
from rare_desk.store.book import Book
from rare_desk.store.reading.quotes.quote_queries import (
    ANY,
    NEWEST,
    QuoteFilter,
    QuoteTotals,
    newest_quote_day,
    quote_order,
    quote_page,
    quote_totals,
    quotes_by_id,
)
from rare_desk.store.reading.trades.trade_queries import Sort


def put(book: Book, day: int, product: str, mid: str, source: str = "甲网", note: str = "") -> None:
    add_quote(
        book,
        Quote(
            date=dt.date(2026, 10, day),
            period=Period.DAY,
            product=product,
            source=source,
            mid=Decimal(mid),
            tax_basis=TaxBasis.INCL,
            vat_rate=Decimal(13),
            note=note,
        ),
    )


@pytest.fixture
def quoted(book: Book) -> Book:
    put(book, 12, "PRND-O", "578500")
    put(book, 13, "TB-O", "6830000", note="少量 50%_现货")
    put(book, 13, "PRND-O", "580500.5", source="某公司")
    return book


def mids(book: Book, wanted: QuoteFilter = ANY, *orders: Sort) -> list[str]:
    ids = quote_order(book, wanted, orders or NEWEST)
    found = [plain(row.quote.mid) for row in quotes_by_id(book, ids)]
    assert found == [plain(row.quote.mid) for row in quote_page(book, wanted, orders or NEWEST, 10)]
    return found


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (ANY, 3),
        (QuoteFilter(text="yhpn"), 2),
        (QuoteFilter(text="某公 镨钕"), 1),
        (QuoteFilter(text="50%_"), 1),
        (QuoteFilter(text="%"), 1),
        (QuoteFilter(products=("TB-O",)), 1),
        (QuoteFilter(sources=("甲网",), first=dt.date(2026, 10, 13)), 1),
        (QuoteFilter(periods=(Period.MONTH,)), 0),
        (QuoteFilter(last=dt.date(2026, 10, 12)), 1),
    ],
)
def test_a_filter_finds_words_initials_and_days(quoted: Book, wanted: QuoteFilter, count: int) -> None:
    assert len(mids(quoted, wanted)) == count == quote_totals(quoted, wanted).count


def test_several_columns_sort_one_after_another(quoted: Book) -> None:
    by_product = [Sort("product", False), Sort("mid", False)]
    assert mids(quoted, ANY, *by_product) == ["578500", "580500.5", "6830000"]
    assert mids(quoted, ANY, Sort("date", True), Sort("mid", True)) == ["6830000", "580500.5", "578500"]


def test_the_span_and_mean_are_told_of_one_product_in_one_unit_only(quoted: Book) -> None:
    one = QuoteFilter(products=("PRND-O",))
    assert quote_totals(quoted, one) == QuoteTotals(2, Decimal(578500), Decimal("580500.5"), Decimal("579500.25"))
    assert quote_totals(quoted) == QuoteTotals(3)
    assert newest_quote_day(quoted) == dt.date(2026, 10, 13)


def test_an_empty_book_has_no_quotes(book: Book) -> None:
    assert mids(book, QuoteFilter(sources=("无",))) == []
    assert quote_totals(book, QuoteFilter(sources=("无",))) == QuoteTotals(0)


def test_the_mean_is_exact_and_rounded_half_up(book: Book) -> None:
    for day, mid in ((1, "0.0001"), (2, plain(LARGEST - 1))):
        put(book, day, "TB-O", mid)
    assert quote_totals(book).mean == (LARGEST - 1) / 2 + Decimal("0.0001")
