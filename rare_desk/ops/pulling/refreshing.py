"""What was taken from the book, compared with what the book says now."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rare_desk.core.pricing.reference import announced_for
from rare_desk.core.pricing.sources import Origin, Source, Target, sources_of
from rare_desk.core.problems import Problem
from rare_desk.ops.contracts.distributions import distributions
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.pulling.offers import (
    announced_source,
    average_source,
    quote_source,
    share_source,
    trade_source,
    vat_of,
)
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.trades.trade_queries import trade_with_uuid


@dataclass(frozen=True, slots=True)
class Change:
    """The input at `path` was taken as `old`; the book now says `new`, None when it no longer has it."""

    path: str
    old: Source
    new: Source | None


def changes(
    book: Book, state: IndexState | None, given: Mapping[str, Any], targets: Mapping[str, Target]
) -> list[Change]:
    """What differs now. `targets`: of every path that has a source. Averages are not looked at without an index."""
    found = []
    for path, old in sources_of(given).items():
        asked = path in targets or old.origin is Origin.DEPOSIT
        if not asked or (old.origin is Origin.AVERAGE and state is None):
            continue
        new = now(book, state, old, targets.get(path))
        if new is None or _said(new) != _said(old):
            found.append(Change(path, old, new))
    return found


def _said(one: Source) -> tuple[str, ...]:
    return one.value, one.day, one.what.get("verified", "")


def now(book: Book, state: IndexState | None, source: Source, target: Target | None) -> Source | None:
    """The same thing of the book as it is; None when there is none any more. A share has no `target`."""
    what = source.what
    if source.origin is Origin.DEPOSIT:
        return _share(book, source)
    if target is None:
        return None
    match source.origin:
        case Origin.VAT:
            return vat_of(dt.date.fromisoformat(source.day))
        case Origin.ANNOUNCED:
            announced = announced_for(what.get("quarter", ""), queries.announced(book))
            return None if isinstance(announced, Problem) else announced_source(announced, target)
        case Origin.QUOTE:
            return _quote(book, source, target)
        case Origin.TRADE:
            row = trade_with_uuid(book, what.get("trade", ""))
            return trade_source(row, target) if row else None
        case Origin.AVERAGE:
            first, last = (dt.date.fromisoformat(what[name]) for name in ("first", "last"))
            return average_source(state, target, what["product"], first, last) if state else None


def _share(book: Book, source: Source) -> Source | None:
    """Of the distribution of that name as it is now, verified or not."""
    found = next((one for one in distributions(book) if one.name == source.what.get("deposit")), None)
    oxides = [oxide for oxide, _ in found.shares] if found else []
    oxide = source.what.get("oxide", "")
    return share_source(found, oxides.index(oxide)) if found and oxide in oxides else None


def _quote(book: Book, source: Source, target: Target) -> Source | None:
    """Of its day, or the newest of its source where that was taken."""
    day, newest = dt.date.fromisoformat(source.day), "newest" in source.what
    found = queries.quotes(
        book, source.what.get("product"), source.what.get("source"), None if newest else day, None if newest else day
    )
    made = (quote_source(row.quote, target, newest=newest) for row in found)
    return next((one for one in made if one is not None), None)
