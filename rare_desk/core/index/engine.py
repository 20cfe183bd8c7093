"""The whole index: computed from all trades, or renewed from a day on with the same bytes."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from rare_desk.core.calendar import IndexDays, date_of, day_number
from rare_desk.core.index import counting, levels, period_points, quotes
from rare_desk.core.index.columns import CODES, Bools, Floats, Ints, TradeColumns, joined
from rare_desk.core.index.daily import Market, collect
from rare_desk.core.index.daily_points import Daily, daily
from rare_desk.core.index.levels import Regime
from rare_desk.core.index.methodology import Methodology
from rare_desk.core.index.points import Series
from rare_desk.core.index.quotes import QuoteColumns
from rare_desk.core.index.screening import Rows, screen

_TAIL_DAYS = 60
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DailyPrices:
    """One product's daily prices as aligned arrays, only of days that have one; `status` counts in `daily.STATUSES`."""

    days: Ints
    price: Floats
    status: Ints
    low: Floats
    high: Floats
    volume_t: Floats
    trades: Ints
    pairs: Ints


@dataclass(frozen=True, slots=True)
class Exclusion:
    id: int
    date: dt.date
    product: str
    code: str


@dataclass(frozen=True)
class Computation:
    """All that follows from the trades and quotes.

    The rows are in two parts, so that a change at the end leaves the long first one alone.
    """

    methodology: Methodology
    calendar: IndexDays
    groups: Mapping[str, str]
    products: tuple[str, ...]
    days: Ints
    head: Rows
    tail: Rows
    quotes: QuoteColumns
    market: Market
    sets: list[Regime]
    daily: dict[str, Daily]
    _series: dict[tuple[str, str], Series] = field(default_factory=dict, repr=False, compare=False)

    @property
    def series_names(self) -> tuple[str, ...]:
        return tuple(self.daily)

    @property
    def last_day(self) -> dt.date | None:
        return date_of(int(self.days[-1])) if len(self.days) else None

    def series(self, name: str, freq: str = "daily") -> Series:
        """KeyError for a name that no weight set covers; a series may well be without points."""
        if (name, freq) not in self._series:
            points = self.daily[name].series(self.days, self.methodology)
            if freq != "daily":
                points = period_points.periods(points, self.daily[name], freq, self.days, self._used(), self.calendar)
            self._series[name, freq] = points
        return self._series[name, freq]

    def daily_prices(self, product: str) -> DailyPrices:
        line = self.products.index(product)
        market = self.market
        there = np.flatnonzero(~np.isnan(market.price[line]))
        tables = (market.price, market.status, market.low, market.high, market.volume, market.trades, market.pairs)
        price, status, low, high, volume, trades, pairs = (table[line, there] for table in tables)
        return DailyPrices(self.days[there], price, status.astype(np.int64), low, high, volume, trades, pairs)

    def priced_products(self) -> tuple[str, ...]:
        priced = np.flatnonzero(~np.isnan(self.market.price).all(axis=1))
        return tuple(self.products[line] for line in priced.tolist())

    def exclusions(self) -> list[Exclusion]:
        """Every trade that is left out, in (date, intrinsic key) order."""
        return [exclusion for rows in (self.head, self.tail) for exclusion in self._exclusions(rows)]

    def _exclusions(self, rows: Rows) -> list[Exclusion]:
        out = np.flatnonzero(rows.code)
        arrays = (rows.columns.ids, rows.columns.day, rows.columns.product, rows.code)
        names = (*self.products, "")
        return [
            Exclusion(key, date_of(day), names[product], CODES[code])
            for key, day, product, code in zip(*(array[out].tolist() for array in arrays), strict=True)
        ]

    def rows_between(self, first: int, end: int) -> Rows:
        """The rows of the index days `first` to `end` (excluded), by position."""
        return self.head.between(first, end).followed_by(self.tail.between(first, end))

    def quotes_of(self, line: int, position: int) -> QuoteColumns:
        """The quotes that price, or without its trades would price, a product on an index day."""
        return self.quotes.rows(
            quotes.of_day(self.quotes, line, position, self.days, _opening(self.days, self.calendar))
        )

    def dated_before(self, day: int) -> int:
        """How many trades are dated before that calendar day."""
        return self.head.before_date(day) + self.tail.before_date(day)

    def last_trade_before(self, day: int) -> int:
        rows = self.tail if self.tail.before_date(day) else self.head
        return int(rows.columns.day[rows.before_date(day) - 1])

    def _used(self) -> counting.Used:
        return counting.used(self.head.followed_by(self.tail), self.market, self.methodology.window_days)


def compute(
    columns: TradeColumns,
    methodology: Methodology,
    calendar: IndexDays,
    groups: Mapping[str, str],
    last: dt.date | None = None,
    quoted: QuoteColumns | None = None,
) -> Computation:
    """Everything from all trades and quotes.

    `groups` has the group of every product; `last` extends the days to that one.
    """
    quoted = QuoteColumns.none() if quoted is None else quoted
    weighed = levels.weighed_products(methodology)
    products = tuple(sorted({*groups, *weighed, *columns.products, *quoted.products}))
    columns, quoted = columns.counted_in(products), quoted.counted_in(products)
    days = _index_days(columns, quoted, calendar, last)
    rows = screen(columns, days, groups, methodology)
    frame = _Frame(methodology, calendar, groups, products, days, quoted)
    split = int(np.searchsorted(rows.position, max(len(days) - _TAIL_DAYS, 0)))
    return _finished(frame, rows.part(0, split), rows.part(split, len(rows)), rows, None, 0)


def first_to_read(calendar: IndexDays, changed: dt.date) -> dt.date:
    """From which date on `recompute` must be given the trades when those of `changed` and later may be other ones.

    It is the first date that counts for the index day of `changed`.
    """
    while changed - _DAY not in calendar:
        changed -= _DAY
    return changed


def recompute(
    previous: Computation,
    later: TradeColumns,
    since: dt.date,
    last: dt.date | None = None,
    quoted: QuoteColumns | None = None,
) -> Computation:
    """What `compute` gives, to the byte, when only trades and quotes dated `since` or later are other ones than before.

    `since` is a `first_to_read`; `later` has all the trades from that date on, and `quoted` all the quotes (None: they
    are as before).
    """
    rules, boundary = previous.methodology, day_number(since)
    known, quoted = set(previous.products), _quotes(previous, boundary, quoted)
    kept = previous.dated_before(boundary)
    if not kept or not later.used_products() | quoted.used_products() <= known:
        return compute(_all(previous, boundary, later), rules, previous.calendar, previous.groups, last, quoted)
    later, quoted = later.counted_in(previous.products), quoted.counted_in(previous.products)
    days = _renewed_days(previous, boundary, later, quoted, last)
    first = min(int(np.searchsorted(days, boundary - rules.wash_days)), len(previous.days), len(days))
    reach = _context(days, first, rules)
    (head, context), (tail, more) = (_split(rows, reach, boundary) for rows in (previous.head, previous.tail))
    context = context.followed_by(more)
    recent = screen(joined(context.columns, later), days, previous.groups, rules, context, first)
    frame = _Frame(rules, previous.calendar, previous.groups, previous.products, days, quoted)
    return _finished(frame, head, tail.followed_by(recent), recent, previous, first)


def rescreened(previous: Computation, head: Rows, tail: Rows, first: int) -> Computation:
    """What follows when the same trades had got other codes, on the index days from the position `first` on."""
    days = previous.days
    frame = _Frame(previous.methodology, previous.calendar, previous.groups, previous.products, days, previous.quotes)
    reach = max(first - previous.methodology.window_days, 0)
    recent = head.between(reach, len(days)).followed_by(tail.between(reach, len(days)))
    return _finished(frame, head, tail, recent, previous, first)


def _quotes(previous: Computation, boundary: int, later: QuoteColumns | None) -> QuoteColumns:
    return previous.quotes if later is None else previous.quotes.before(boundary).followed_by(later)


def _split(rows: Rows, position: int, boundary: int) -> tuple[Rows, Rows]:
    """The rows before that index day, and those from it on that are dated before the boundary."""
    begin = int(np.searchsorted(rows.position, position))
    return rows.part(0, begin), rows.part(begin, max(rows.before_date(boundary), begin))


def _all(previous: Computation, boundary: int, later: TradeColumns) -> TradeColumns:
    earlier = previous.head.followed_by(previous.tail)
    kept = earlier.columns.rows(slice(0, earlier.before_date(boundary)))
    products = tuple(sorted({*kept.products, *later.products}))
    return joined(kept.counted_in(products), later.counted_in(products))


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


def _renewed_days(
    previous: Computation, boundary: int, later: TradeColumns, quoted: QuoteColumns, last: dt.date | None
) -> Ints:
    last_trade = int(later.day[-1]) if len(later) else previous.last_trade_before(boundary)
    end, known = _end(last_trade, quoted, previous.calendar, last), previous.days
    if end <= known[-1]:
        return known[: np.searchsorted(known, end, side="right")]
    return np.concatenate((known, _between(int(known[-1]) + 1, end, previous.calendar)))


def _end(last_trade: int, quoted: QuoteColumns, calendar: IndexDays, last: dt.date | None) -> int:
    last_known = max(last_trade, int(quoted.day[-1])) if len(quoted) else last_trade
    end = day_number(calendar.on_or_after(date_of(last_known)))
    return end if last is None else max(end, day_number(last))


def _opening(days: Ints, calendar: IndexDays) -> int:
    """The first date that counts for the first index day."""
    return day_number(first_to_read(calendar, date_of(int(days[0]))))


def _between(first: int, last: int, calendar: IndexDays) -> Ints:
    return np.array([day_number(day) for day in calendar.between(date_of(first), date_of(last))], np.int64)


@dataclass(frozen=True, slots=True)
class _Frame:
    methodology: Methodology
    calendar: IndexDays
    groups: Mapping[str, str]
    products: tuple[str, ...]
    days: Ints
    quotes: QuoteColumns


def _finished(
    frame: _Frame, head: Rows, tail: Rows, recent: Rows, previous: Computation | None, first: int
) -> Computation:
    """Prices, levels and points.

    Those before the position `first` are as in `previous`; `recent` are the rows that those from it on need.
    """
    rules, days, products = frame.methodology, frame.days, frame.products
    market = Market.empty(len(products), len(days))
    if previous is not None:
        previous.market.copied_to(market, first)
    collect(market, recent, first, rules)
    if len(days):
        quotes.price_days(market, frame.quotes, days, first, _opening(days, frame.calendar))
    sets = levels.regimes(days, products, rules.weight_sets)
    base = levels.base_references(market, days, rules)
    if previous is not None and not _same_base(previous, base):
        previous, first, recent = None, 0, head.followed_by(tail)
    sets = _referenced(sets, previous, first, base)
    names = sorted({*frame.groups.values(), ""})
    groups = np.array([names.index(frame.groups.get(code, "")) for code in products], np.int64)
    sets = levels.impute(market, sets, groups, first, rules)
    used = counting.used(recent, market, rules.window_days, first)
    series = {}
    for name, covers, own in _series(frame, market, sets, base):
        before = None if previous is None else previous.daily[name]
        series[name] = daily(name, covers, market, own, rules, used, before, first)
    return Computation(
        rules, frame.calendar, frame.groups, products, days, head, tail, frame.quotes, market, sets, series
    )


def _series(
    frame: _Frame, market: Market, sets: list[Regime], base: Floats
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
