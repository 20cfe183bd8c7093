"""From screened trades and quotes to prices, levels and points."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from rare_desk.core.calendar import IndexDays
from rare_desk.core.index import counting, levels, quotes
from rare_desk.core.index.computation import Computation, opening, rows_between
from rare_desk.core.index.daily import Market, collect
from rare_desk.core.index.daily_points import daily
from rare_desk.core.index.levels import Known, Regime
from rare_desk.core.index.quotes import QuoteColumns
from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening.columns import Bools, Floats, Ints
from rare_desk.core.screening.screening import Rows


@dataclass(frozen=True, slots=True)
class Frame:
    """What all stages rest on."""

    methodology: Methodology
    calendar: IndexDays
    groups: Mapping[str, str]
    products: tuple[str, ...]
    days: Ints
    quotes: QuoteColumns


def built(
    frame: Frame,
    head: Rows,
    tail: Rows,
    recent: Rows,
    previous: Computation | None,
    span: range,
    touched: Bools | None = None,
) -> Computation:
    """Prices, levels and points.

    Trades and quotes only price the days of the `span`, by position, otherwise than in `previous`; `recent` are the
    rows of these days and a window before. Only `touched` products (None: all) may have other trades.
    """
    rules, days, products = frame.methodology, frame.days, frame.products
    market = Market.empty(len(products), len(days))
    if previous is not None:
        previous.market.copied_to(market, slice(0, span.start))
        if span.stop < len(days):
            previous.market.copied_to(market, slice(span.stop, None))
    collect(market, recent, span.start, span.stop, rules)
    if len(days):
        quotes.price_days(market, frame.quotes, days, span, opening(days, frame.calendar))
    base = _base(market, days, rules, previous, span.start)
    if previous is not None and not _same_base(previous, base):
        previous, span, recent = None, range(len(days)), head.followed_by(tail)
    sets = _referenced(levels.regimes(days, products, rules.weight_sets), previous, span.start, base)
    names = sorted({*frame.groups.values(), ""})
    groups = np.array([names.index(frame.groups.get(code, "")) for code in products], np.int64)
    known = Known(previous.market, previous.sets, span.stop) if previous and span.stop < len(days) else None
    sets = levels.impute(market, sets, groups, span.start, rules, known)

    def rest() -> Rows:
        return rows_between(head, tail, max(span.start - rules.window_days + 1, 0), len(days))

    trades = counting.Recent(recent, rest, market, rules.window_days, span)
    same = _same(market, previous, span.start, touched)
    series = {}
    for name, covers, own in _series(frame, market, sets, base):
        before = previous.daily[name] if previous else None
        weighed = covers & np.logical_or.reduce([regime.weight > 0 for regime in own])
        if before is not None and same is not None and same[weighed].all():
            series[name] = before
        else:
            series[name] = daily(name, covers, market, own, rules, trades, before)
    return Computation(
        rules, frame.calendar, frame.groups, products, days, head, tail, frame.quotes, market, sets, series
    )


def _base(market: Market, days: Ints, rules: Methodology, previous: Computation | None, first: int) -> Floats:
    """The reference prices of the first set; before the position `first` all is as in `previous`."""
    end = levels.base_end(days, rules)
    if previous is not None and previous.sets and first >= end == levels.base_end(previous.days, rules):
        return previous.sets[0].reference
    return levels.base_references(market, days, rules)


def _same(market: Market, previous: Computation | None, first: int, touched: Bools | None) -> Bools | None:
    """The products whose trades and prices are all as they were; None when the days are not, or it is not known."""
    if previous is None or touched is None or market.price.shape != previous.market.price.shape:
        return None
    now, before = market.since(first), previous.market.since(first)
    same: Bools = ~touched[:-1]
    for table in fields(Market):
        one, other = getattr(now, table.name), getattr(before, table.name)
        same &= ((one == other) | ((one != one) & (other != other))).all(axis=1)
    return same


def _series(
    frame: Frame, market: Market, sets: list[Regime], base: Floats
) -> Iterator[tuple[str, Bools, list[Regime]]]:
    """Name, products taken in and weight sets of every series: those of the main weights, then the user's own."""
    rules, products = frame.methodology, frame.products
    for name, covers in levels.series_groups(products, frame.groups, rules).items():
        yield name, covers, sets
    for index in rules.indices:
        own = levels.regimes(frame.days, products, index.weight_sets)
        yield index.key, np.ones(len(products), np.bool_), levels.opened(own, market, base)


def _same_base(previous: Computation, base: Floats) -> bool:
    return bool(previous.sets) and np.array_equal(previous.sets[0].reference, base, equal_nan=True)


def _referenced(sets: list[Regime], previous: Computation | None, first: int, base: Floats) -> list[Regime]:
    """The sets with the reference prices that are known: of the base, and of those that began before `first`."""
    known = [] if previous is None else [regime for regime in previous.sets if regime.start < first]
    return [
        replace(regime, reference=base) if regime.first else known[i] if i < len(known) else regime
        for i, regime in enumerate(sets)
    ]
