"""What is known of an index: its trades with what screening found, daily prices, weight sets and series."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from rare_desk.core.calendar import IndexDays, date_of, day_number
from rare_desk.core.index import counting, period_points, quotes
from rare_desk.core.index.daily import Market
from rare_desk.core.index.daily_points import Daily
from rare_desk.core.index.levels import Regime
from rare_desk.core.index.points import Series
from rare_desk.core.index.quotes import QuoteColumns
from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening.columns import CODES, Floats, Ints
from rare_desk.core.screening.screening import Rows

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
    def first_day(self) -> dt.date | None:
        return date_of(int(self.days[0])) if len(self.days) else None

    @property
    def last_day(self) -> dt.date | None:
        return date_of(int(self.days[-1])) if len(self.days) else None

    def at(self, position: int) -> "Computation":
        """The computation by the rules in force on that index day alone, of all days."""
        return self

    def series(self, name: str, freq: str = "daily") -> Series:
        """KeyError for a name that no weight set covers; a series may well be without points."""
        if (name, freq) not in self._series:
            points = self._points(name)
            if freq != "daily":
                points = period_points.periods(points, self.daily[name], freq, self.days, self._used(), self.calendar)
            self._series[name, freq] = points
        return self._series[name, freq]

    def _points(self, name: str) -> Series:
        return self.daily[name].series(self.days, self.methodology)

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
        return rows_between(self.head, self.tail, first, end)

    def quotes_of(self, line: int, position: int) -> QuoteColumns:
        """The quotes that price, or without its trades would price, a product on an index day."""
        return self.quotes.rows(
            quotes.of_day(self.quotes, line, position, self.days, opening(self.days, self.calendar))
        )

    def dated_before(self, day: int) -> int:
        """How many trades are dated before that calendar day."""
        return self.head.before_date(day) + self.tail.before_date(day)

    def last_trade_before(self, day: int) -> int:
        rows = self.tail if self.tail.before_date(day) else self.head
        return int(rows.columns.day[rows.before_date(day) - 1])

    def _used(self) -> counting.Used:
        everything = range(len(self.days))
        return counting.used(self.head.followed_by(self.tail), self.market, self.methodology.window_days, everything)


def rows_between(head: Rows, tail: Rows, first: int, end: int) -> Rows:
    return head.between(first, end).followed_by(tail.between(first, end))


def first_to_read(calendar: IndexDays, changed: dt.date) -> dt.date:
    """From which date on `recompute` must be given the trades when those of `changed` and later may be other ones.

    It is the first date that counts for the index day of `changed`; the last one is that index day.
    """
    while changed - _DAY not in calendar:
        changed -= _DAY
    return changed


def opening(days: Ints, calendar: IndexDays) -> int:
    """The first date that counts for the first index day."""
    return day_number(first_to_read(calendar, date_of(int(days[0]))))
