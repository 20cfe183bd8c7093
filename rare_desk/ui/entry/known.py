"""What the entry form asks the book."""

import datetime as dt
from collections.abc import Mapping
from statistics import median

from rare_desk.core.parties.likeness import nearest
from rare_desk.core.products import Catalogue
from rare_desk.core.suspicion import ENOUGH, days_around
from rare_desk.core.trades import Side
from rare_desk.ops.imports.facts import shipped_price
from rare_desk.store.book import Book
from rare_desk.store.reading import party_queries, queries
from rare_desk.store.reading.index.usual_prices import last_prices, price_spread
from rare_desk.store.rows import CounterpartyRow
from rare_desk.ui.entry.draft import Draft
from rare_desk.ui.entry.product_names import ProductNames
from rare_desk.ui.entry.reading import Known, Usual
from rare_desk.ui.widgets.inputs.choice_field import pinyin_initials

_SOME = 2
"""One trade alone may be the very one that is being corrected."""
_MOST_COMPARED = 3_000
"""Among more parties looking for a near name would be felt while typing."""


class BookKnowledge:
    """Answers are kept until the book changes: the form asks with every key."""

    def __init__(self, book: Book, catalogue: Catalogue) -> None:
        self._book = book
        self._names = ProductNames(catalogue, pinyin_initials)
        self._usual: dict[tuple[str, dt.date], Usual | None] = {}
        self._own: frozenset[str] | None = None
        self._defaults: Mapping[int, Mapping[str, str]] | None = None
        self._aliases: Mapping[str, str] | None = None
        self._near: dict[str, str] = {}
        self.parties: dict[str, CounterpartyRow] = {}

    def known(self) -> Known:
        today = dt.date.today()
        return Known(self._names, today, self.usual, self.related, self.party, self.defaults, self.near)

    def forget(self) -> None:
        self._usual.clear()
        self._near.clear()
        self._own = self._defaults = self._aliases = None

    def usual(self, product: str, day: dt.date) -> Usual | None:
        """Over the days around `day`, as an import judges them; where too little is known of those, by the product's
        last trades, else by what came with the program."""
        key = (product, day)
        if key not in self._usual:
            found = price_spread(self._book, product, *days_around(day, day))
            if found and found.count >= ENOUGH:
                self._usual[key] = Usual(found.median, found.count, found.low, found.high)
            else:
                self._usual[key] = self._last_known(product, day)
        return self._usual[key]

    def _last_known(self, product: str, day: dt.date) -> Usual | None:
        found = last_prices(self._book, product, day, ENOUGH)
        if found and len(found[1]) >= _SOME:
            until, prices = found
            return Usual(median(prices), len(prices), of="earlier", until=until)
        shipped = shipped_price(product, day)
        return None if shipped is None else Usual(shipped, 0, of="shipped")

    def related(self, draft: Draft) -> bool:
        """Whether both parties belong to one group, as the index sees it."""
        if draft.side is Side.MARKET:
            return bool(self._group(draft.buyer)) and self._group(draft.buyer) == self._group(draft.seller)
        if self._own is None:
            self._own = queries.desk_groups(self._book)
        return self._group(draft.counterparty) in self._own

    def party(self, name: str) -> str:
        """The name of the one that goes by this name or alias; the name itself of one that is not known."""
        if self._aliases is None:
            names = {row.id: row.name for row in self.parties.values()}
            self._aliases = {alias: names[of] for alias, of in party_queries.aliases(self._book).items() if of in names}
        said = " ".join(name.split())
        return said if said in self.parties else self._aliases.get(said, said)

    def defaults(self, name: str) -> Mapping[str, str]:
        """What is kept with the party for new trades."""
        if self._defaults is None:
            self._defaults = party_queries.defaults_by_party(self._book)
        row = self.parties.get(self.party(name))
        return self._defaults.get(row.id, {}) if row else {}

    def near(self, name: str) -> str:
        """The party that a name which the book does not know probably means; empty when none is near."""
        said = self.party(name)
        if not said or said in self.parties or len(self.parties) > _MOST_COMPARED:
            return ""
        if said not in self._near:
            found = nearest(said, list(self.parties))
            self._near[said] = found.other if found else ""
        return self._near[said]

    def _group(self, name: str) -> str:
        party = self.parties.get(self.party(name))
        return party.group_name.strip() if party else ""
