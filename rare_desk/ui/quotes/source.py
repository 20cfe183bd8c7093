"""Where the rows of the quotes list come from."""

from collections.abc import Sequence
from dataclasses import dataclass

from rare_desk.store.book import Book
from rare_desk.store.reading.quotes.quote_queries import QuoteFilter, quote_order, quote_page, quotes_by_id
from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.store.rows import QuoteRow


@dataclass(frozen=True, slots=True)
class QuoteSource:
    """The quotes of a filter in an order; `book` is the reader of the window's thread, `ready` the first rows, which
    were read on another."""

    book: Book
    wanted: QuoteFilter
    orders: tuple[Sort, ...]
    ready: Sequence[QuoteRow] = ()

    def first(self, limit: int) -> Sequence[QuoteRow]:
        return self.ready[:limit]

    def read(self, book: Book, limit: int) -> Sequence[QuoteRow]:
        return quote_page(book, self.wanted, self.orders, limit)

    def ids(self, book: Book) -> Sequence[int]:
        return quote_order(book, self.wanted, self.orders)

    def rows(self, ids: Sequence[int]) -> Sequence[QuoteRow]:
        return quotes_by_id(self.book, ids)

    def key(self, row: QuoteRow) -> int:
        return row.id

    def on(self, book: Book) -> "QuoteSource":
        return QuoteSource(book, self.wanted, self.orders)
