"""Adding and deleting quotes."""

from collections.abc import Sequence

from rare_desk.core.numbers import LARGEST, plain
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.quotes import AnnouncedPrice, Quote
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import queries
from rare_desk.store.rows import announced_row, quote_row


def problems_of(book: Book, quote: Quote) -> tuple[Problem, ...]:
    """What is wrong about a quote that is to go into this book."""
    found = []
    if quote.product not in queries.product_ids(book):
        missing = "unknown-product" if quote.product else "missing-product"
        found.append(problem(missing, "product", quote.product))
    if not quote.source.strip():
        found.append(problem("missing-source", "source"))
    for field in ("low", "mid", "high"):
        value = getattr(quote, field)
        if value is not None and value <= 0:
            found.append(problem("non-positive-price", field, plain(value)))
        elif value is not None and value > LARGEST:
            found.append(problem("too-large", field, plain(value), limit=plain(LARGEST)))
    if quote.low is not None and quote.high is not None and quote.low > quote.high:
        found.append(problem("low-above-high", "high", plain(quote.high), low=plain(quote.low)))
    return tuple(found)


def add_quote(book: Book, quote: Quote) -> Changes:
    found = problems_of(book, quote)
    if found:
        raise Refused(*found)
    with book.step("quote-added", what=f"{quote.source} {quote.date.isoformat()} {quote.product}") as step:
        step.insert("quotes", quote_row(quote, step.ids("products", "code")[quote.product]))
    return step.changes


def delete_quotes(book: Book, ids: Sequence[int]) -> Changes:
    with book.step("quotes-deleted", count=str(len(ids))) as step:
        step.delete_many("quotes", ids)
    return step.changes


def put_announced(book: Book, price: AnnouncedPrice) -> Changes:
    """Add a quarter's concentrate price, or replace the one of that quarter and status. Refused when it is wrong."""
    found = _announced_problems(price)
    if found:
        raise Refused(*found)
    with book.step("announced-saved", quarter=price.quarter) as step:
        there = queries.announced_id(book, price.quarter, price.status)
        if there is None:
            step.insert("announced", announced_row(price))
        else:
            step.update("announced", there, announced_row(price))
    return step.changes


def delete_announced(book: Book, price: AnnouncedPrice) -> Changes:
    with book.step("announced-deleted", quarter=price.quarter) as step:
        there = queries.announced_id(book, price.quarter, price.status)
        if there is None:
            raise Refused(problem("record-gone", "", price.quarter))
        step.delete("announced", there)
    return step.changes


def _announced_problems(price: AnnouncedPrice) -> list[Problem]:
    found = []
    try:
        _ = price.first_day
    except ValueError:
        found.append(problem("not-a-quarter", "quarter", price.quarter))
    if price.price is not None and price.price <= 0:
        found.append(problem("non-positive-price", "price", plain(price.price)))
    elif price.price is not None and price.price > LARGEST:
        found.append(problem("too-large", "price", plain(price.price), limit=plain(LARGEST)))
    if not 0 < price.reo_basis <= 100:
        found.append(problem("out-of-range", "reo_pct", plain(price.reo_basis), low=0, high=100))
    return found
