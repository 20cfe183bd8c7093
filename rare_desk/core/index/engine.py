"""The whole index: computed from all trades, or renewed where something changed with the same bytes."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rare_desk.core.calendar import IndexDays, date_of, day_number
from rare_desk.core.index import levels, versions
from rare_desk.core.index.building import Frame, built
from rare_desk.core.index.computation import Computation, DailyPrices, Exclusion, first_to_read, rows_between
from rare_desk.core.index.quotes import QuoteColumns
from rare_desk.core.index.versions import Versioned, merged
from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening.columns import Bools, Ints, TradeColumns, joined
from rare_desk.core.screening.screening import Rows, screen

_TAIL_DAYS = 25
STRETCH = 40


def compute(
    columns: TradeColumns,
    methodology: Methodology,
    calendar: IndexDays,
    groups: Mapping[str, str],
    last: dt.date | None = None,
    quoted: QuoteColumns | None = None,
    others: Iterable[str] = (),
) -> Computation:
    """Everything from all trades and quotes.

    `groups` has the group of every product, `others` are products that are to have their place too; `last` extends the
    days to that one.
    """
    quoted = QuoteColumns.none() if quoted is None else quoted
    weighed = levels.weighed_products(methodology)
    products = tuple(sorted({*groups, *weighed, *columns.products, *quoted.products, *others}))
    columns, quoted = columns.counted_in(products), quoted.counted_in(products)
    days = _index_days(columns, quoted, calendar, last)
    rows = screen(columns, days, groups, methodology)
    frame = Frame(methodology, calendar, groups, products, days, quoted)
    split = int(np.searchsorted(rows.position, max(len(days) - _TAIL_DAYS, 0)))
    return built(frame, rows.part(0, split), rows.part(split, len(rows)), rows, None, range(len(days)))


def compute_versions(
    columns: TradeColumns,
    rules: Sequence[Methodology],
    calendar: IndexDays,
    groups: Sequence[Mapping[str, str]],
    last: dt.date | None = None,
    quoted: QuoteColumns | None = None,
) -> Computation:
    """By all the versions of a methodology that act, in the order of their numbers; `groups` are those of each."""
    quoted = QuoteColumns.none() if quoted is None else quoted
    days = _index_days(columns, quoted, calendar, last)
    chosen = tuple(rules[-1:])
    if len(days):
        chosen = versions.acting(rules, date_of(int(days[0])), date_of(int(days[-1])))
    weighed = {code for one in chosen for code in levels.weighed_products(one)}
    others = weighed.union(*(own for one, own in zip(rules, groups, strict=True) if one in chosen))
    return merged(
        [
            compute(columns, one, calendar, own, last, quoted, others)
            for one, own in zip(rules, groups, strict=True)
            if one in chosen
        ]
    )


def recompute(
    previous: Computation,
    later: TradeColumns,
    since: dt.date,
    last: dt.date | None = None,
    quoted: QuoteColumns | None = None,
    until: dt.date | None = None,
    stretch: int = STRETCH,
) -> Computation:
    """What `compute` gives, to the byte, when only trades and quotes dated `since` to `until` are other than before.

    `since` is a `first_to_read` and `until` an index day (None: there is no end); `later` has all the trades of these
    dates, and `quoted` all the quotes (None: they are as before). At first `stretch` index days after these are
    screened again, and more when they come out otherwise.
    """
    if isinstance(previous, Versioned):
        return merged([recompute(one, later, since, last, quoted, until, stretch) for one in previous.versions])
    rules, boundary = previous.methodology, day_number(since)
    beyond = None if until is None else day_number(until) + 1
    if quoted is None:
        quoted = previous.quotes
    else:
        quoted = previous.quotes.dated(None, boundary).followed_by(quoted)
        quoted = quoted if beyond is None else quoted.followed_by(previous.quotes.dated(beyond, None))
    kept = previous.dated_before(boundary)
    if not kept or not later.used_products() | quoted.used_products() <= set(previous.products):
        everything = _all(previous, boundary, later, beyond)
        return compute(everything, rules, previous.calendar, previous.groups, last, quoted, previous.products)
    later, quoted = later.counted_in(previous.products), quoted.counted_in(previous.products)
    if beyond is not None and previous.dated_before(beyond) == len(previous.head) + len(previous.tail):
        beyond = None
    end = _last_trade(previous, boundary, later, beyond)
    days = _renewed_days(previous, _end(end, quoted, previous.calendar, last))
    frame = Frame(rules, previous.calendar, previous.groups, previous.products, days, quoted)
    first = min(int(np.searchsorted(days, boundary - rules.wash_days)), len(previous.days), len(days))
    fresh = _screened(previous, later, frame, (boundary, beyond), first, stretch)
    head, tail = _put(previous, fresh, len(days))
    span = range(first, min(fresh.changed + rules.window_days - 1, len(days)))
    if len(days) != len(previous.days):
        span = range(first, len(days))
    recent = rows_between(head, tail, max(first - rules.window_days + 1, 0), span.stop)
    return built(frame, head, tail, recent, previous, span, fresh.touched)


def rescreened(previous: Computation, head: Rows, tail: Rows, first: int) -> Computation:
    """What follows when the same trades had got other codes, on the index days from the position `first` on."""
    if isinstance(previous, Versioned):
        parts = zip(previous.versions, versions.rescreened(previous, head, tail), strict=True)
        return merged([rescreened(version, *rows, first) for version, rows in parts])
    rules, days = previous.methodology, previous.days
    frame = Frame(rules, previous.calendar, previous.groups, previous.products, days, previous.quotes)
    recent = rows_between(head, tail, max(first - rules.window_days + 1, 0), len(days))
    return built(frame, head, tail, recent, previous, range(first, len(days)))


@dataclass(frozen=True, slots=True)
class _Fresh:
    """Rows of the index days `first` to `end` by position, to take the place of those there.

    From `changed` on they are the same, and those of products that are not `touched` everywhere.
    """

    rows: Rows
    first: int
    end: int
    changed: int
    touched: Bools


def _screened(
    previous: Computation, later: TradeColumns, frame: Frame, dates: tuple[int, int | None], first: int, stretch: int
) -> _Fresh:
    """`dates` are the first that changed and the first after them that did not.

    After those the trades are screened again only until as many days as the rules look back come out as before.
    """
    rules, days, (boundary, beyond) = frame.methodology, frame.days, dates
    reach = _context(days, first, rules)
    context = previous.rows_between(reach, len(days))
    replaced = context.part(context.before_date(boundary), len(context))
    context = context.part(0, context.before_date(boundary))
    replaced = replaced if beyond is None else replaced.part(0, replaced.before_date(beyond))
    touched = _touched(replaced, later, days)
    late, mine, fresh = context.between(first, len(days)), context.chosen(touched), later.rows(touched[later.product])

    def screened(others: Rows) -> Rows:
        """From `first` on. Only the trades of products of which one is another; the rest has its codes."""
        known = Rows.of(late, replaced, others)
        rows = Rows.unscreened(joined(late.columns, later, others.columns), days)
        columns = joined(mine.columns, fresh, others.chosen(touched).columns)
        again = screen(columns, days, frame.groups, rules, mine, first).between(first, len(days))
        rows.take(touched, again)
        rows.take(~touched, known.chosen(~touched))
        return rows

    if beyond is None:
        return _Fresh(screened(previous.rows_between(0, 0)), first, len(days), len(days), touched)
    after = int(np.searchsorted(days, beyond))
    while (end := after + stretch) < len(days):
        seen = int(np.searchsorted(days, days[end - 1] + rules.wash_days)) + 1
        rows = screened(previous.rows_between(after, seen)).between(first, end)
        known = _context(days, end, rules)
        if known >= after and _alike(rows.between(known, end), previous.rows_between(known, end)):
            return _Fresh(rows, first, end, _changed(previous, rows, after, end), touched)
        stretch *= 4
    rows = screened(previous.rows_between(after, len(days)))
    return _Fresh(rows, first, len(days), _changed(previous, rows, after, len(days)), touched)


def _touched(before: Rows, now: TradeColumns, days: Ints) -> Bools:
    """The products, last what has none, of which a trade is another one or stands elsewhere among the others."""
    touched = np.zeros(len(now.products) + 1, np.bool_)
    position = np.searchsorted(days, now.day)
    common = np.intersect1d(before.columns.ids, now.ids)
    both = []
    for columns, at in ((before.columns, before.position), (now, position)):
        there = np.isin(columns.ids, common)
        touched[columns.product[~there]] = True
        order = np.lexsort((columns.rank, at))
        both.append(columns.rows(order[there[order]]))
    old, new = both
    other = ~((old.price == new.price) | (np.isnan(old.price) & np.isnan(new.price)))
    other |= ~((old.quantity == new.quantity) | (np.isnan(old.quantity) & np.isnan(new.quantity)))
    for name in ("ids", "day", "product", "buyer", "seller", "flag"):
        other |= getattr(old, name) != getattr(new, name)
    touched[old.product[other]] = touched[new.product[other]] = True
    return touched


def _alike(rows: Rows, before: Rows) -> bool:
    return np.array_equal(rows.code, before.code) and np.array_equal(rows.confirmed, before.confirmed)


def _changed(previous: Computation, rows: Rows, after: int, end: int) -> int:
    """The position from which on no code is another one; at least `after`."""
    now, before = rows.between(after, end), previous.rows_between(after, end)
    other = np.flatnonzero(now.code != before.code)
    return int(now.position[other[-1]]) + 1 if len(other) else after


def _put(previous: Computation, fresh: _Fresh, days: int) -> tuple[Rows, Rows]:
    """Head and tail with the fresh rows in their place."""
    head, tail = previous.head, previous.tail
    early, late = head.between(0, fresh.first), head.between(fresh.end, days)
    if len(late):
        return Rows.of(early, fresh.rows, late), tail
    tail = Rows.of(tail.between(0, fresh.first), fresh.rows, tail.between(fresh.end, days))
    if not len(tail) or tail.position[0] >= days - 2 * _TAIL_DAYS:
        return early, tail
    cut = int(np.searchsorted(tail.position, days - _TAIL_DAYS))
    return Rows.of(early, tail.part(0, cut)), tail.part(cut, len(tail))


def _all(previous: Computation, boundary: int, later: TradeColumns, beyond: int | None) -> TradeColumns:
    everything = previous.head.followed_by(previous.tail)
    columns = everything.columns
    last = len(columns) if beyond is None else everything.before_date(beyond)
    kept, rest = columns.rows(slice(0, everything.before_date(boundary))), columns.rows(slice(last, None))
    products = tuple(sorted({*columns.products, *later.products}))
    return joined(*(part.counted_in(products) for part in (kept, later, rest)))


def _context(days: Ints, first: int, rules: Methodology) -> int:
    """The position from which on trades are needed to screen and price those from `first` on."""
    steps = max(rules.outlier_history_days, rules.confirm_days, rules.window_days)
    if first <= steps:
        return 0
    begins = int(days[first - 1]) + 1
    return min(first - steps, int(np.searchsorted(days, begins - max(rules.wash_days, rules.duplicate_days))))


def _index_days(columns: TradeColumns, quoted: QuoteColumns, calendar: IndexDays, last: dt.date | None) -> Ints:
    """From the first trade's day to that of the last trade or quote, or to `last` when that is later."""
    if not len(columns):
        return np.zeros(0, np.int64)
    return _between(int(columns.day[0]), _end(int(columns.day[-1]), quoted, calendar, last), calendar)


def _last_trade(previous: Computation, boundary: int, later: TradeColumns, beyond: int | None) -> int:
    if beyond is not None:
        return previous.last_trade_before(int(previous.days[-1]) + 1)
    return int(later.day[-1]) if len(later) else previous.last_trade_before(boundary)


def _renewed_days(previous: Computation, end: int) -> Ints:
    known = previous.days
    if end <= known[-1]:
        return known[: np.searchsorted(known, end, side="right")]
    return np.concatenate((known, _between(int(known[-1]) + 1, end, previous.calendar)))


def _end(last_trade: int, quoted: QuoteColumns, calendar: IndexDays, last: dt.date | None) -> int:
    last_known = max(last_trade, int(quoted.day[-1])) if len(quoted) else last_trade
    end = day_number(calendar.on_or_after(date_of(last_known)))
    return end if last is None else max(end, day_number(last))


def _between(first: int, last: int, calendar: IndexDays) -> Ints:
    return np.array([day_number(day) for day in calendar.between(date_of(first), date_of(last))], np.int64)


__all__ = [
    "Computation",
    "DailyPrices",
    "Exclusion",
    "compute",
    "compute_versions",
    "first_to_read",
    "recompute",
    "rescreened",
]
