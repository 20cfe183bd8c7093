"""What the entry form asks the book."""

import datetime as dt
from statistics import median

from rare_desk.core.products import Catalogue
from rare_desk.core.suspicion import days_around
from rare_desk.core.trades import Side
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.trade_queries import recent_prices
from rare_desk.store.rows import CounterpartyRow
from rare_desk.ui.entry.draft import Draft
from rare_desk.ui.entry.product_names import ProductNames
from rare_desk.ui.entry.reading import Known, Usual
from rare_desk.ui.widgets.choice_field import pinyin_initials


class BookKnowledge:
    """Answers are kept until the book changes: the form asks with every key."""

    def __init__(self, book: Book, catalogue: Catalogue) -> None:
        self._book = book
        self._names = ProductNames(catalogue, pinyin_initials)
        self._usual: dict[tuple[str, dt.date], Usual | None] = {}
        self._own: frozenset[str] | None = None
        self.parties: dict[str, CounterpartyRow] = {}

    def known(self) -> Known:
        return Known(self._names, dt.date.today(), self.usual, self.related)

    def forget(self) -> None:
        self._usual.clear()
        self._own = None

    def usual(self, product: str, day: dt.date) -> Usual | None:
        """Over the days around `day`, as an import judges them."""
        key = (product, day)
        if key not in self._usual:
            prices = recent_prices(self._book, product, *days_around(day, day))
            self._usual[key] = Usual(median(prices), len(prices)) if prices else None
        return self._usual[key]

    def related(self, draft: Draft) -> bool:
        """Whether both parties belong to one group, as the index sees it."""
        if draft.side is Side.MARKET:
            return bool(self._group(draft.buyer)) and self._group(draft.buyer) == self._group(draft.seller)
        if self._own is None:
            self._own = queries.desk_groups(self._book)
        return self._group(draft.counterparty) in self._own

    def _group(self, name: str) -> str:
        party = self.parties.get(name.strip())
        return party.group_name.strip() if party else ""
