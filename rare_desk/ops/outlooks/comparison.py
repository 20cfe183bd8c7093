"""A series of the book beside an index that others publish, or beside another series."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.calendar import date_of
from rare_desk.core.comparison.aligning import Fill, Freq, Pair, Points, Take, align, between, coarser, natural
from rare_desk.core.comparison.extremes import Extremes, extremes
from rare_desk.core.comparison.measures import Measures, measure
from rare_desk.core.numbers import exact, half_up, plain
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.index.state import IndexState
from rare_desk.store.book import Book
from rare_desk.store.reading.index.published_queries import point_rows, published_indices

FREQ_NAMES = {Freq.DAY: "daily", Freq.WEEK: "weekly", Freq.MONTH: "monthly"}
"""As the index calls them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How two series are compared; `freq` None is the coarser of the two."""

    freq: Freq | None = None
    fill: Fill = Fill.LAST
    take: Take = Take.LAST
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """`own_extremes` and `other_extremes` are of the pairs' values; None without pairs."""

    own: str
    other: str
    freq: Freq
    pairs: tuple[Pair, ...]
    measures: Measures
    own_extremes: Extremes | None
    other_extremes: Extremes | None


def compare_points(own: str, mine: Points, other: str, theirs: Points, asked: Asked) -> Compared:
    mine, theirs = between(mine, asked.first, asked.last), between(theirs, None, asked.last)
    freq = asked.freq or coarser(natural(mine), natural(theirs))
    pairs = align(mine, theirs, freq, asked.fill, asked.take)
    ends = [extremes([(pair.date, value) for pair, value in zip(pairs, of, strict=True)]) for of in _columns(pairs)]
    return Compared(own, other, freq, pairs, measure(pairs), ends[0], ends[1])


def _columns(pairs: Sequence[Pair]) -> tuple[list[Decimal], list[Decimal]]:
    return [pair.own for pair in pairs], [pair.other for pair in pairs]


def own_points(state: IndexState, name: str) -> list[tuple[dt.date, Decimal]]:
    """The published daily values of a series, or the daily prices of a product outside the weights."""
    computation = state.computation
    if name in computation.series_names:
        found = computation.series(name, "daily")
        cents = zip(found.days.tolist(), found.cents.tolist(), strict=True)
        return [(date_of(day), Decimal(value).scaleb(-2)) for day, value in cents]
    prices = computation.daily_prices(name)
    return [
        (date_of(day), half_up(exact(price), 2))
        for day, price in zip(prices.days.tolist(), prices.price.tolist(), strict=True)
        if price == price and price > 0
    ]


def other_points(book: Book, index: int) -> list[tuple[dt.date, Decimal]]:
    return [(row.date, row.value) for row in point_rows(book, index)]


def compare(book: Book, state: IndexState, series: str, other: str, asked: Asked) -> Compared:
    """`series` is the book's; `other` the name of a published index, else another series of the book.

    Refused for names that are neither."""
    mine = _own_name(state, series)
    if mine is None:
        raise Refused(problem("unknown-series", value=series))
    index = next((one for one in published_indices(book) if one.name.casefold() == other.strip().casefold()), None)
    if index is not None:
        return compare_points(mine, own_points(state, mine), index.name, other_points(book, index.id), asked)
    theirs = _own_name(state, other)
    if theirs is None:
        names = "、".join(one.name for one in published_indices(book)) or "-"
        raise Refused(problem("unknown-published", value=other, names=names))
    return compare_points(mine, own_points(state, mine), theirs, own_points(state, theirs), asked)


def _own_name(state: IndexState, asked: str) -> str | None:
    known = (*state.computation.series_names, *state.computation.priced_products())
    return next((name for name in (asked, asked.lower(), asked.upper()) if name in known), None)


def comparison_json(found: Compared) -> dict[str, Any]:
    """Statistics as numbers, values as texts; what these pairs do not tell is null."""
    measures, best = found.measures, found.measures.best_lag
    return {
        "series": found.own,
        "with": found.other,
        "freq": FREQ_NAMES[found.freq],
        "points": measures.count,
        "from": measures.first.isoformat() if measures.first else None,
        "to": measures.last.isoformat() if measures.last else None,
        "change_pct": measures.own_change,
        "with_change_pct": measures.other_change,
        "tracking_difference_pp": measures.tracking_difference,
        "tracking_difference_annual_pp": measures.tracking_difference_annual,
        "tracking_error_pct": measures.tracking_error,
        "correlation": measures.correlation,
        "beta": measures.beta,
        "largest_divergence": _divergence_json(measures),
        "lags": [asdict(lag) for lag in measures.lags],
        "bound": measures.bound,
        "best_lag": asdict(best) if best else None,
        "extremes": _extremes_json(found.own_extremes),
        "with_extremes": _extremes_json(found.other_extremes),
        "pairs": [{"date": p.date.isoformat(), "value": plain(p.own), "with": plain(p.other)} for p in found.pairs],
    }


def _divergence_json(measures: Measures) -> dict[str, Any] | None:
    found = measures.divergence
    return None if found is None else {"date": found.date.isoformat(), "points": found.points}


def _extremes_json(found: Extremes | None) -> dict[str, Any] | None:
    if found is None:
        return None
    ends = {
        name: {"date": day.isoformat(), "value": plain(value)}
        for name, (day, value) in (("last", found.last), ("high", found.high), ("low", found.low))
    }
    return ends | {
        "below_high_pct": float(found.below_high),
        "above_low_pct": float(found.above_low),
        "spread": plain(found.spread),
        "range_pct": float(found.range_pct),
        "mean": plain(half_up(found.mean, 6)),
    }
