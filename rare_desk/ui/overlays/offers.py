"""What may be laid over the chart: everything the book has a line of, under headings, found by any of its names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rare_desk.store.reading.index import chart_queries, published_queries, vintages
from rare_desk.ui import series_names
from rare_desk.ui.overlays.overlay import ANNOUNCED, Overlay
from rare_desk.ui.widgets.inputs.choice_field import product_choices

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation
    from rare_desk.core.products import Catalogue
    from rare_desk.core.rules.methodology import CustomIndex
    from rare_desk.store.book import Book

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Offer:
    """`words` stand in the panel under `heading`, `name` in the legend, `short` on the tag; `others` find it too."""

    overlay: Overlay
    heading: str
    words: str
    name: str
    short: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the book has besides its index: (source, product) of its quotes, indices of others with publishers, and
    the series that were published.
    """

    quoted: tuple[tuple[str, str], ...] = ()
    published: tuple[tuple[str, str], ...] = ()
    vintages: tuple[str, ...] = ()

    @staticmethod
    def of(book: Book) -> Known:
        return Known(
            tuple(chart_queries.quoted_pairs(book)),
            tuple(published_queries.published_names(book)),
            tuple(sorted(vintages.published_series(book))),
        )


def offers(
    computation: Computation, products: Catalogue, known: Known, books: Mapping[Path, Computation]
) -> tuple[Offer, ...]:
    """In the order of the panel; `books` are the other books that are open."""
    heading = translate("Overlays", "Announced price")
    concentrate = translate("Overlays", "Concentrate, announced")
    return (
        Offer(
            ANNOUNCED,
            heading,
            concentrate,
            concentrate,
            translate("Overlays", "Conc."),
            ("Bayan Obo", "精矿", "白云鄂博"),
        ),
        *_series(computation, products),
        *_prices(computation, products),
        *_quotes(known.quoted, products),
        *_published(known.published),
        *_vintages(known.vintages, computation, products),
        *(offer for path, other in books.items() for offer in _book(path, other, products)),
    )


def missing(one: Overlay, products: Catalogue) -> Offer:
    """For an overlay that a layout keeps but that is not there now: so that it can be taken away."""
    named = Path(one.name).stem if one.kind == "book" else one.name
    said = [series_names.full(part, products) for part in (named, one.of) if part]
    words = translate("Overlays", "{0}: not there now").format(" · ".join(said))
    return Offer(one, translate("Overlays", "Not there now"), words, words, words)


def _series(computation: Computation, products: Catalogue) -> Iterator[Offer]:
    heading = translate("Overlays", "Index series")
    for name in computation.series_names:
        if len(computation.daily[name].there):
            words, short, others = _names(name, products, computation.methodology.indices)
            yield Offer(Overlay("series", name), heading, words, words, short, others)


def _prices(computation: Computation, products: Catalogue) -> Iterator[Offer]:
    heading = translate("Overlays", "Daily prices, CNY/t ex VAT")
    priced = set(computation.priced_products())
    for product in products:
        if product.code in priced:
            words, short, others = _names(product.code, products)
            name, tag = (translate("Overlays", "{0} price").format(one) for one in (words, short))
            yield Offer(Overlay("price", product.code), heading, words, name, tag, others)


def _quotes(quoted: Sequence[tuple[str, str]], products: Catalogue) -> Iterator[Offer]:
    heading = translate("Overlays", "Quotes")
    for source, code in quoted:
        words, short, others = _names(code, products)
        name = f"{words} · {source}"
        yield Offer(Overlay("quote", source, code), heading, name, name, f"{short} {source}", (*others, source))


def _published(published: Sequence[tuple[str, str]]) -> Iterator[Offer]:
    heading = translate("Overlays", "Indices of others")
    for name, publisher in published:
        words = f"{name} · {publisher}" if publisher else name
        yield Offer(Overlay("published", name), heading, words, words, name, (publisher,))


def _vintages(published: Sequence[str], computation: Computation, products: Catalogue) -> Iterator[Offer]:
    heading = translate("Overlays", "As published")
    order = {name: place for place, name in enumerate(computation.series_names)}
    said = {
        "first": translate("Overlays", "{0}, first published"),
        "latest": translate("Overlays", "{0}, last published"),
    }
    for series in sorted(published, key=lambda name: order.get(name, len(order))):
        words, short, others = _names(series, products, computation.methodology.indices)
        for which, told in said.items():
            name = told.format(words)
            yield Offer(Overlay("vintage", which, series), heading, name, name, told.format(short), others)


def _book(path: Path, other: Computation, products: Catalogue) -> Iterator[Offer]:
    heading = translate("Overlays", "Book {0}").format(path.stem)
    for name in other.series_names:
        if len(other.daily[name].there):
            words, short, others = _names(name, products, other.methodology.indices)
            yield Offer(
                Overlay("book", str(path), name),
                heading,
                words,
                f"{words} · {path.stem}",
                f"{short} {path.stem}",
                others,
            )


def _names(key: str, products: Catalogue, own: Sequence[CustomIndex] = ()) -> tuple[str, str, tuple[str, ...]]:
    others = product_choices([products[key]])[0].others if key in products else (key,)
    return series_names.full(key, products, own), series_names.short(key, products, own), others
