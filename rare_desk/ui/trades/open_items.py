"""What is open of the rows that are seen, looked up when it is first painted."""

from decimal import Decimal

from rare_desk.store.book import Book
from rare_desk.store.reading.life.due_queries import OpenItem, open_item
from rare_desk.store.rows import TradeRow

_MOST = 20_000


class OpenItems:
    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[int, OpenItem] = {}

    def forget(self) -> None:
        """After a change of trades, deliveries or payments."""
        self._known.clear()

    def of(self, row: TradeRow) -> OpenItem:
        if row.id not in self._known:
            if len(self._known) >= _MOST:
                self.forget()
            self._known[row.id] = open_item(self._book, row.id)
        return self._known[row.id]

    def tonnes(self, row: TradeRow) -> Decimal | None:
        return self.of(row).tonnes

    def amount(self, row: TradeRow) -> Decimal | None:
        return self.of(row).amount

    def overdue(self, row: TradeRow) -> bool:
        return self.of(row).overdue
