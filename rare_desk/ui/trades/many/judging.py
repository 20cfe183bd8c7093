"""What would become of many rows at once: read beside the window, what is refused or doubtful told by name first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rare_desk.core.problems import Problem, Refused
from rare_desk.core.products import Catalogue
from rare_desk.core.trades import Trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.store.rows import CounterpartyRow, TradeRow
from rare_desk.ui import labels
from rare_desk.ui.entry.draft import Draft, draft_of
from rare_desk.ui.entry.known import BookKnowledge
from rare_desk.ui.entry.reading import JUDGED_BY, Known, Reading, read

Change = Callable[[int, TradeRow, Draft], Draft]
"""(place among the rows, the row, its draft): what shall stand there. Raises Refused."""
Progress = Callable[[float], None]
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Told:
    """A row by its name, and what is said of it."""

    row: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """`changed` by id with what they `were`; `added` are new. Both hold the doubtful ones, to be saved as suspect."""

    was: Mapping[int, Trade] = field(default_factory=dict)
    changed: Mapping[int, Trade] = field(default_factory=dict)
    added: tuple[Trade, ...] = ()
    unchanged: int = 0
    refused: tuple[Told, ...] = ()
    doubted: tuple[Told, ...] = ()

    @property
    def count(self) -> int:
        return len(self.changed) + len(self.added)

    @property
    def is_clean(self) -> bool:
        return not self.refused and not self.doubted

    def joined(self, other: Judged) -> Judged:
        return Judged(
            {**self.was, **other.was},
            {**self.changed, **other.changed},
            self.added + other.added,
            self.unchanged + other.unchanged,
            self.refused + other.refused,
            self.doubted + other.doubted,
        )


class Judge:
    """Of one book and thread. `parties` are those of the window."""

    def __init__(self, book: Book, catalogue: Catalogue, parties: Mapping[str, CounterpartyRow]) -> None:
        self._book = book
        self._catalogue = catalogue
        knowledge = BookKnowledge(book, catalogue)
        knowledge.parties = dict(parties)
        self._known = knowledge.known()
        self._without_prices = replace(self._known, usual=lambda _product, _day: None)

    def change(self, ids: Sequence[int], change: Change, progress: Progress) -> Judged:
        """Rows that the book no longer has are left out."""
        was: dict[int, Trade] = {}
        now: dict[int, Trade] = {}
        refused, doubted, unchanged = [], [], 0
        place_of = {row_id: place for place, row_id in enumerate(ids)}
        for start in range(0, len(ids), _CHUNK):
            progress(start / len(ids))
            for row in trades_by_id(self._book, ids[start : start + _CHUNK]):
                begun = draft_of(row.trade, self._name(row.trade.product))
                try:
                    draft = change(place_of[row.id], row, begun)
                except Refused as no:
                    refused.append(Told(row.trade.called, tuple(no.problems)))
                    continue
                if draft == begun:
                    unchanged += 1
                    continue
                reading = self._read(draft, row.trade)
                if reading.trade is None:
                    refused.append(Told(row.trade.called, tuple(p for p in reading.problems if not p.suspect)))
                elif reading.trade == row.trade:
                    unchanged += 1
                else:
                    was[row.id], now[row.id] = row.trade, reading.trade
                    doubted += _doubts(reading)
        return Judged(was, now, (), unchanged, tuple(refused), tuple(doubted))

    def add(
        self, count: int, make: Callable[[int], Draft], row_name: Callable[[int], str], progress: Progress
    ) -> Judged:
        """`make` gives the draft at a place; raises Refused."""
        added, refused, doubted = [], [], []
        for place in range(count):
            if place % _CHUNK == 0:
                progress(place / count)
            try:
                reading = read(make(place), self._known)
            except Refused as no:
                refused.append(Told(row_name(place), tuple(no.problems)))
                continue
            if reading.trade is None:
                refused.append(Told(row_name(place), tuple(p for p in reading.problems if not p.suspect)))
            else:
                added.append(reading.trade)
                doubted += [replace(one, row=row_name(place)) for one in _doubts(reading)]
        return Judged(added=tuple(added), refused=tuple(refused), doubted=tuple(doubted))

    def _read(self, draft: Draft, was: Trade) -> Reading:
        """What is usual is asked of the book only where it matters."""
        reading = read(draft, self._without_prices, was)
        rests = all(getattr(reading.so_far, name) == getattr(was, name) for name in JUDGED_BY)
        return reading if rests else read(draft, self._known, was)

    def _name(self, code: str) -> str:
        return labels.product_of(self._catalogue, code)

    @property
    def known(self) -> Known:
        return self._known


def _doubts(reading: Reading) -> list[Told]:
    return [Told(reading.so_far.called, (reading.doubt,))] if reading.doubt is not None else []
