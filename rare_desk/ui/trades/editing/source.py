"""The rows of the book with those that are being typed among them: new ones first."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_following import Followed
from rare_desk.store.rows import TradeRow
from rare_desk.ui.trades.columns import TradeSource
from rare_desk.ui.trades.editing.edits import Edits


@dataclass(frozen=True, slots=True)
class EditedSource:
    inner: TradeSource
    edits: Edits

    def first(self, limit: int) -> Sequence[TradeRow]:
        of_book = self.inner.first(limit)
        return self._over((*self.edits.new_ids, *(row.id for row in of_book)), of_book)

    def ids(self, book: Book) -> Sequence[int]:
        whole = array("q", self.edits.new_ids)
        whole.extend(self.inner.ids(book))
        return whole

    def followed(self, book: Book, ids: array[int], since: int) -> Followed | None:
        typed = array("q", self.edits.new_ids)
        above = next((place for place, one in enumerate(ids) if one > 0), len(ids))
        of_book = ids[above:] if above else ids
        found = self.inner.followed(book, of_book, since)
        if found is None:
            return None
        same = found.ids is of_book and typed == ids[:above]
        return replace(
            found, ids=ids if same else typed + found.ids, places=[place + len(typed) for place in found.places]
        )

    def rows(self, ids: Sequence[int]) -> Sequence[TradeRow]:
        return self._over(ids, self.inner.rows([one for one in ids if one > 0]))

    def key(self, row: TradeRow) -> int:
        return row.id

    def on(self, book: Book) -> TradeSource:
        """What goes out of the program is what the book has."""
        return self.inner.on(book)

    def _over(self, ids: Sequence[int], of_book: Sequence[TradeRow]) -> list[TradeRow]:
        there = {row.id: row for row in of_book}
        typed = {one: row for one, row in self.edits.shown(ids).items() if one < 0 or one in there}
        found = there | typed
        return [found[one] for one in ids if one in found]
