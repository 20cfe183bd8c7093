"""Quotes as lists and pages, filtered, sorted and summed by SQL."""

import json
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain

from rare_desk.core.numbers import MONEY_PLACES, from_scaled, half_up
from rare_desk.core.quotes import Period
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import HALF, literally, records
from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.store.rows import QuoteRow, SqlValue, quote_from


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Empty means any. `text`: all its words must occur in the quote or its product's names; pinyin initials will do.
    `first` and `last` are included."""

    text: str = ""
    products: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class QuoteTotals:
    """Of the quotes shown. `low`, `high` and `mean` of their middles, as written; None where they are of several
    products or written in several ways (currency, unit, tax basis)."""

    count: int
    low: Decimal | None = None
    high: Decimal | None = None
    mean: Decimal | None = None


ANY = QuoteFilter()
NEWEST = (Sort("date"),)
_OWN = ("period", "source", "mid", "low", "high", "unit", "tax_basis", "grade", "note", "url", "id")
_KEYS = {name: f"q.{name}" for name in _OWN} | {"date": "q.date", "product": "p.pinyin"}
SORTABLE = frozenset(_KEYS)
_SEARCHED = "||char(31)||".join(("q.date", "q.source", "q.grade", "q.note", "q.url"))
_NAMES = "||char(31)||".join(("p.code", "p.name_zh", "p.name_en", "p.aliases", "p.formula", "p.initials"))
_FROM = "FROM quotes q JOIN products p ON p.id = q.product"


def _conditions(wanted: QuoteFilter) -> tuple[str, list[SqlValue]]:
    parts: list[str] = []
    values: list[SqlValue] = []
    for column, chosen in (("p.code", wanted.products), ("q.source", wanted.sources), ("q.period", wanted.periods)):
        if chosen:
            parts.append(f"{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps([str(one) for one in chosen]))
    for sign, day in ((">=", wanted.first), ("<=", wanted.last)):
        if day is not None:
            parts.append(f"q.date {sign} ?")
            values.append(day.isoformat())
    for word in unicodedata.normalize("NFKC", wanted.text).split():
        like = f"%{literally(word)}%"
        parts.append(f"({_SEARCHED} LIKE ? ESCAPE '\\' OR {_NAMES} LIKE ? ESCAPE '\\')")
        values += [like, like]
    return " AND ".join(parts) or "1", values


def _order(orders: Sequence[Sort]) -> str:
    ways = [f"{_KEYS[one.column]} {'DESC' if one.descending else 'ASC'}" for one in orders]
    return ", ".join((*ways, "q.date DESC", "p.pinyin", "q.id DESC"))


def quote_order(book: Book, wanted: QuoteFilter = ANY, orders: Sequence[Sort] = NEWEST) -> "array[int]":
    """The ids of all of them, in order: what a list scrolls over."""
    where, values = _conditions(wanted)
    with book.stream(f"SELECT q.id {_FROM} WHERE {where} ORDER BY {_order(orders)}", values) as rows:
        return array("q", chain.from_iterable(rows))


def quote_page(book: Book, wanted: QuoteFilter, orders: Sequence[Sort], limit: int) -> list[QuoteRow]:
    where, values = _conditions(wanted)
    sql = f"SELECT q.*, p.code AS product {_FROM} WHERE {where} ORDER BY {_order(orders)} LIMIT {int(limit)}"
    return [quote_from(row) for row in records(book, sql, values)]


def quotes_by_id(book: Book, ids: Sequence[int]) -> list[QuoteRow]:
    """In the order asked for; ids that are gone are left out."""
    found: dict[int, QuoteRow] = {}
    for start in range(0, len(ids), 1000):
        chunk = json.dumps(list(ids[start : start + 1000]))
        sql = f"SELECT q.*, p.code AS product {_FROM} WHERE q.id IN (SELECT value FROM json_each(?))"
        found |= {row.id: row for row in map(quote_from, records(book, sql, (chunk,)))}
    return [found[row_id] for row_id in ids if row_id in found]


def quote_totals(book: Book, wanted: QuoteFilter = ANY) -> QuoteTotals:
    where, values = _conditions(wanted)
    written = "count(DISTINCT q.product), count(DISTINCT q.currency||q.unit||coalesce(q.tax_basis, ''))"
    halves = f"sum(q.mid / {HALF}), sum(q.mid % {HALF})"
    count, products, ways, low, high, upper, lower = book.fetch(
        f"SELECT count(*), {written}, min(q.mid), max(q.mid), {halves} {_FROM} WHERE {where}", values
    )[0]
    if not isinstance(low, int) or not isinstance(high, int) or products != 1 or ways != 1:
        return QuoteTotals(int(count or 0))
    mean = half_up(from_scaled(upper * HALF + lower, MONEY_PLACES) / count, MONEY_PLACES)
    return QuoteTotals(int(count), from_scaled(low, MONEY_PLACES), from_scaled(high, MONEY_PLACES), mean)


def newest_quote_day(book: Book) -> date | None:
    newest = book.fetch("SELECT max(date) FROM quotes")[0][0]
    return date.fromisoformat(str(newest)) if newest else None
