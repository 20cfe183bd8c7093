"""Day quotes as columns for the index."""

from datetime import date

import numpy as np

from rare_desk.core.calendar import date_of
from rare_desk.core.index.quotes import QuoteColumns
from rare_desk.core.units import vat_rate_on
from rare_desk.store.book import Book

_DAY = "CASE q.date WHEN date(q.date, '+0 days') THEN CAST(strftime('%s', q.date) AS INTEGER) / 86400 END"
_ROWS = f"""SELECT q.id, {_DAY} AS day, p.code, q.source, q.mid, q.unit = 'kg',
    q.currency = 'CNY' AND q.tax_basis IS NOT NULL, q.tax_basis = 'incl', q.vat_rate
    FROM quotes q JOIN products p ON p.id = q.product WHERE q.period = 'day' AND q.date BETWEEN ? AND ?
    ORDER BY day, q.id"""
_MONEY, _RATE, _KILOS = 1e4, 1e6, 1000


def quote_columns(book: Book, first: date = date.min, last: date = date.max) -> QuoteColumns:
    """The day quotes from `first` to `last` (both included), in (date, id) order; they count in the book's products.

    VAT is taken off by the quote's own rate, else by that of its date, without rounding. Concentrate and carbonate
    stand as written, for a quote has no assay. ValueError for a day or a rate that the program does not write.
    """
    with book.snapshot():
        codes = [str(code) for (code,) in book.fetch("SELECT code FROM products ORDER BY id")]
        rows = book.fetch(_ROWS, [first.isoformat(), last.isoformat()])
    if any(row[1] is None for row in rows):
        raise ValueError("a quote of no day")
    sources = sorted({str(row[3]) for row in rows})
    numbers = {name: number for number, name in enumerate(sources)}
    products = {code: number for number, code in enumerate(codes)}
    return QuoteColumns(
        products=tuple(codes),
        sources=tuple(sources),
        ids=np.array([row[0] for row in rows], np.int64),
        day=np.array([row[1] for row in rows], np.int64),
        product=np.array([products[row[2]] for row in rows], np.int64),
        source=np.array([numbers[row[3]] for row in rows], np.int64),
        price=np.array([_price(*row[4:], day=row[1]) for row in rows], np.float64),
    )


def _price(mid: int, kilo: int, usable: int, incl: int, vat_rate: int | None, *, day: int) -> float:
    """CNY per tonne ex VAT; NaN when it cannot be had."""
    if not usable:
        return float("nan")
    price = mid / _MONEY * (_KILOS if kilo else 1)
    if not incl:
        return price
    percent = float(vat_rate_on(date_of(day))) if vat_rate is None else vat_rate / _RATE
    if percent <= -100:
        raise ValueError("a quote with a tax of more than itself")
    return price / (1 + percent / 100)
