"""Quotes in the index: they price a day for which no trade was collected."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from rare_desk.core.index.daily import NONE, QUOTED, Market
from rare_desk.core.screening.columns import MISSING, Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class QuoteColumns:
    """One row per day quote, in (date, id) order; all arrays have the same length.

    `day` is days since 1970-01-01; `product` counts in `products` (-1: none), `source` in `sources`. `price` is the
    midpoint in CNY per tonne ex VAT; NaN for a quote that prices nothing (foreign, or its tax basis is not known) but
    still is the last one known.
    """

    products: tuple[str, ...]
    sources: tuple[str, ...]
    ids: Ints
    day: Ints
    product: Ints
    source: Ints
    price: Floats

    @classmethod
    def none(cls) -> "QuoteColumns":
        empty = np.zeros(0, np.int64)
        return cls((), (), empty, empty, empty, empty, np.zeros(0))

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, chosen: slice | npt.NDArray[Any]) -> "QuoteColumns":
        return replace(self, **{name: getattr(self, name)[chosen] for name in _ARRAYS})

    def dated(self, first: int | None, end: int | None) -> "QuoteColumns":
        """Those of the dates `first` to `end` (excluded), None being open."""
        begin, stop = (None if day is None else int(np.searchsorted(self.day, day)) for day in (first, end))
        return self.rows(slice(begin, stop))

    def used_products(self) -> set[str]:
        return {self.products[number] for number in np.unique(self.product).tolist() if number >= 0}

    def counted_in(self, products: tuple[str, ...], sources: tuple[str, ...] | None = None) -> "QuoteColumns":
        """The same quotes with numbers in other tuples, which must have all their products and sources."""
        sources = self.sources if sources is None else sources
        product, source = _renumbered(self.products, products), _renumbered(self.sources, sources)
        return replace(
            self, products=products, sources=sources, product=product[self.product], source=source[self.source]
        )

    def followed_by(self, later: "QuoteColumns") -> "QuoteColumns":
        """Both one after the other; every `later` day must come after."""
        products = self.products if later.used_products() <= set(self.products) else later.products
        sources = tuple(sorted({*self.sources, *later.sources}))
        mine, then = self.counted_in(products, sources), later.counted_in(products, sources)
        both = {name: np.concatenate((getattr(mine, name), getattr(then, name))) for name in _ARRAYS}
        return QuoteColumns(products, sources, **both)


_ARRAYS = tuple(field.name for field in fields(QuoteColumns) if field.name not in ("products", "sources"))


def _renumbered(old: tuple[str, ...], new: tuple[str, ...]) -> Ints:
    number = {name: i for i, name in enumerate(new)}
    return np.array([*(number.get(name, MISSING) for name in old), MISSING], np.int64)


def positions(quotes: QuoteColumns, days: Ints, opening: int) -> Ints:
    """The index day of each quote: that of its date, or the next one; -1 for none.

    `opening` is the first date that counts for the first index day.
    """
    position = np.searchsorted(days, quotes.day)
    outside = (position >= len(days)) | (quotes.day < opening)
    return np.where(outside, MISSING, position)


def price_days(market: Market, quotes: QuoteColumns, days: Ints, span: range, opening: int) -> None:
    """Writes the quoted prices of those index days of the span, by position, that have none from trades.

    A source counts once: with the median of its midpoints of that index day. The price is the median of the sources,
    `low` and `high` are the lowest and highest of them.
    """
    position = positions(quotes, days, opening)
    usable = (position >= span.start) & (position < span.stop) & (quotes.product >= 0) & ~np.isnan(quotes.price)
    product, position = quotes.product[usable], position[usable]
    unpriced = market.status[product, position] == NONE
    cell = (product * len(days) + position)[unpriced]
    source, price = quotes.source[usable][unpriced], quotes.price[usable][unpriced]
    if not len(cell):
        return
    begins, mids = _medians(cell * (len(quotes.sources) + 1) + source, price)
    cell = np.sort(cell, kind="stable")[begins]
    begins, medians = _medians(cell, mids)
    order = np.lexsort((mids, cell))
    ends = np.append(begins, len(cell))[1:] - 1
    here = np.divmod(cell[begins], len(days))
    market.price[here], market.status[here], market.volume[here] = medians, QUOTED, 0.0
    market.low[here], market.high[here] = mids[order][begins], mids[order][ends]


def _medians(group: Ints, values: Floats) -> tuple[Ints, Floats]:
    """Where each group begins among the sorted ones, and the median of its values."""
    order = np.lexsort((values, group))
    group, values = group[order], values[order]
    begins = np.flatnonzero(np.diff(group, prepend=group[0] - 1))
    size = np.diff(np.append(begins, len(group)))
    return begins, (values[begins + (size - 1) // 2] + values[begins + size // 2]) / 2


def of_day(quotes: QuoteColumns, line: int, position: int, days: Ints, opening: int) -> Ints:
    """The rows that price that product on that index day, in the order of their sources."""
    mine: Bools = (quotes.product == line) & ~np.isnan(quotes.price)
    rows = np.flatnonzero(mine & (positions(quotes, days, opening) == position))
    names = [quotes.sources[number] for number in quotes.source[rows].tolist()]
    return rows[np.argsort(np.array(names), kind="stable")] if names else rows
