"""Adding, changing and deleting quotes and announced prices."""

from collections.abc import Mapping, Sequence

from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.quotes import AnnouncedPrice, Quote, announced_problems, quote_problems
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import queries
from rare_desk.store.reading.quotes.quote_queries import quotes_by_id
from rare_desk.store.rows import announced_row, quote_row


def problems_of(book: Book, quote: Quote) -> tuple[Problem, ...]:
    """What is wrong about a quote that is to go into this book."""
    found = []
    if quote.product not in queries.product_ids(book):
        missing = "unknown-product" if quote.product else "missing-product"
        found.append(problem(missing, "product", quote.product))
    if not quote.source.strip():
        found.append(problem("missing-source", "source"))
    return (*found, *quote_problems(quote))


def add_quote(book: Book, quote: Quote) -> Changes:
    found = problems_of(book, quote)
    if found:
        raise Refused(*found)
    with book.step("quote-added", what=_called(quote)) as step:
        step.insert("quotes", quote_row(quote, step.ids("products", "code")[quote.product]))
    return step.changes


def change_quote(book: Book, quote_id: int, quote: Quote, *, was: Quote | None = None) -> Changes:
    """`was` is the quote as it was shown when editing began: Refused when somebody has changed it since."""
    return change_quotes(book, {quote_id: quote}, was={} if was is None else {quote_id: was})


def change_quotes(book: Book, changed: Mapping[int, Quote], *, was: Mapping[int, Quote] | None = None) -> Changes:
    """Several at once, all or none."""
    found = dict.fromkeys(wrong for quote in changed.values() for wrong in problems_of(book, quote))
    if found:
        raise Refused(*found)
    label = "quote-changed" if len(changed) == 1 else "quotes-changed"
    with book.step(label, count=str(len(changed))) as step:
        there = {row.id: row.quote for row in quotes_by_id(book, tuple(changed))}
        for row_id, quote in changed.items():
            what = _called(quote)
            if row_id not in there:
                raise Refused(problem("record-gone", "", what))
            if was and was.get(row_id, there[row_id]) != there[row_id]:
                raise Refused(problem("record-changed", "", what))
            row = quote_row(quote, step.ids("products", "code")[quote.product])
            del row["batch"]
            step.update("quotes", row_id, row)
        step.detail("what", _called(next(iter(changed.values()))))
    return step.changes


def delete_quotes(book: Book, ids: Sequence[int]) -> Changes:
    with book.step("quotes-deleted", count=str(len(ids))) as step:
        step.delete_many("quotes", ids)
    return step.changes


def _called(quote: Quote) -> str:
    return f"{quote.source} {quote.date.isoformat()} {quote.product}"


def put_announced(book: Book, price: AnnouncedPrice, *, was: AnnouncedPrice | None = None) -> Changes:
    """Add a quarter's concentrate price, or replace the one of that quarter and status; `was` names the one that is
    replaced where quarter or status change. Refused when it is wrong."""
    found = announced_problems(price)
    if found:
        raise Refused(*found)
    with book.step("announced-saved", quarter=price.quarter) as step:
        there = queries.announced_id(book, price.quarter, price.status)
        if was is not None and (was.quarter, was.status) != (price.quarter, price.status):
            if there is not None:
                raise Refused(problem("announced-there", "quarter", price.quarter))
            there = queries.announced_id(book, was.quarter, was.status)
            if there is None:
                raise Refused(problem("record-gone", "", was.quarter))
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
