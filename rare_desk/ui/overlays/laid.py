"""What is laid over one chart: which overlays, in which colours, and the data behind them as the book changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rare_desk.core.index.period_points import FREQS
from rare_desk.core.quotes import AnnouncedPrice, Quote
from rare_desk.ops.publication.reading import as_published
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import queries
from rare_desk.store.reading.index import published_queries
from rare_desk.ui import labels
from rare_desk.ui.overlays import lines, offers, overlay
from rare_desk.ui.overlays.lines import Drawn, Named, Published
from rare_desk.ui.overlays.offers import Known, Offer
from rare_desk.ui.overlays.other_books import OtherBooks
from rare_desk.ui.overlays.overlay import ANNOUNCED, Overlay

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation
    from rare_desk.core.products import Catalogue
    from rare_desk.ui.session import Session

READS = frozenset({"quotes", "announced", "published_indices", "published_points", "products", "vintages"})
"""The tables whose changes `refresh` must be told of."""


@dataclass(frozen=True)
class _Data:
    known: Known = field(default_factory=Known)
    announced: tuple[AnnouncedPrice, ...] = ()
    quotes: Mapping[Overlay, tuple[Quote, ...]] = field(default_factory=dict)
    published: Mapping[Overlay, tuple[tuple[dt.date, float], ...]] = field(default_factory=dict)
    vintages: Mapping[tuple[Overlay, str], tuple[Published, ...]] = field(default_factory=dict)
    """By overlay and frequency."""


def _read(book: Book, overlays: Iterable[Overlay]) -> _Data:
    with book.snapshot():
        return _Data(
            Known.of(book),
            queries.announced(book),
            {
                one: tuple(row.quote for row in queries.quotes(book, one.of, one.name))
                for one in overlays
                if one.kind == "quote"
            },
            {one: tuple(published_queries.drawn_points(book, one.name)) for one in overlays if one.kind == "published"},
            {(one, freq): _vintages(book, one, freq) for one in overlays if one.kind == "vintage" for freq in FREQS},
        )


def _vintages(book: Book, one: Overlay, freq: str) -> tuple[Published, ...]:
    told = as_published(book, one.of, freq, which="first" if one.name == "first" else "latest")
    return tuple(
        (dt.date.fromisoformat(point["date"]), float(point["value"]), point["status"] == "official")
        for point in told["points"]
    )


class Laid(QObject):
    """`changed`: another choice, or other data behind it. Own series and prices come with the computation instead."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._data = _Data()
        self.overlays: tuple[Overlay, ...] = (ANNOUNCED,)
        self.inks: dict[Overlay, str] = {}
        """The colours of what is drawn now, by token."""
        self.books = OtherBooks(self)
        self.books.changed.connect(self.changed)
        self.books.failed.connect(session.refuse)
        session.closed.connect(self.books.close)
        self.destroyed.connect(self.books.close)

    def lay(self, overlays: Iterable[Overlay]) -> None:
        """These and no others."""
        self.overlays = tuple(dict.fromkeys(overlays))
        self.books.keep({Path(one.name) for one in self.overlays if one.kind == "book"})
        self.refresh()
        self.changed.emit()

    def toggle(self, one: Overlay, on: bool) -> None:
        others = tuple(other for other in self.overlays if other != one)
        self.lay((*others, one) if on else others)

    def refresh(self, changes: Changes | None = None) -> None:
        """Reads again what the changes may have touched; everything when they are None."""
        if changes is None or changes.tables & READS:
            wanted = self.overlays
            self._session.read(lambda book: _read(book, wanted), self._take)

    def _take(self, data: _Data) -> None:
        if data != self._data:
            self._data = data
            self.changed.emit()

    def offers(self, computation: Computation, products: Catalogue) -> tuple[Offer, ...]:
        """All that may be laid over, what is laid over already among it."""
        found = offers.offers(computation, products, self._data.known, self.books.computations)
        there = {offer.overlay for offer in found}
        return (*(offers.missing(one, products) for one in self.overlays if one not in there), *found)

    def trouble(self) -> str:
        """Of the other books that cannot be read, why."""
        return "\n".join(labels.say_all(problems) for problems in self.books.problems.values())

    def drawn(
        self, computation: Computation, products: Catalogue, freq: str, left: str, taken: Iterable[str]
    ) -> list[Drawn]:
        """`left` is what the left axis is about, `taken` the colours of the chart's own lines."""
        self.inks = overlay.inks(self.overlays, self.inks, taken)
        known = {offer.overlay: offer for offer in self.offers(computation, products)}
        found = []
        for one in self.overlays:
            offer = known.get(one)
            if offer is not None:
                named = Named(one.key, offer.name, offer.short, self.inks[one])
                made = self._line(one, named, computation, freq, left)
                if made is not None and len(made.line.days):
                    found.append(made)
        return found

    def _line(self, one: Overlay, named: Named, computation: Computation, freq: str, left: str) -> Drawn | None:
        match one.kind:
            case "announced":
                return lines.announced_line(self._data.announced, named)
            case "series":
                known = one.name in computation.series_names
                return lines.series_line(computation.series(one.name, freq), named, left) if known else None
            case "price":
                return (
                    lines.price_line(computation, one.name, named, left) if one.name in computation.products else None
                )
            case "quote":
                return lines.quote_line(self._data.quotes.get(one, ()), named, left)
            case "published":
                dated = self._data.published.get(one, ())
                return lines.dated_line(dated, named, one.key, lines.points(), left)
            case "book":
                other = self.books.computations.get(Path(one.name))
                known = other is not None and one.of in other.series_names
                return lines.series_line(other.series(one.of, freq), named, left) if other and known else None
            case "vintage":
                return lines.vintage_line(self._data.vintages.get((one, freq), ()), named, left)
