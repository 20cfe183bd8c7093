"""What the desk holds and has earned: its own trades through a cost method, marked to the index's daily prices.

Purchases and sales count in full from their date on, with their stored amounts in CNY ex VAT; market trades are not the
desk's, drafts are not agreed yet, cancelled ones are no more, and a foreign trade without a rate has no amount.
"""

import datetime as dt
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.index.computation import Computation
from rare_desk.core.index.daily import STATUSES
from rare_desk.core.numbers import exact
from rare_desk.core.positions.course import Closing, Course, Flow, Match, Open, Run, Tally, course, next_month
from rare_desk.core.positions.pools import CostMethod, Lot
from rare_desk.core.positions.position import Mark, Position, position
from rare_desk.core.trades import Side, Status
from rare_desk.ops.book.settings import change_setting
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import position_columns
from rare_desk.store.reading.queries import setting
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trades_by_id
from rare_desk.store.rows import TradeRow

METHOD = "positions_method"
BY = ("product", "month", "counterparty")
LEFT_OUT = ("market", "draft", "cancelled", "unpriced")
COUNTED = tuple(status for status in Status if status not in (Status.DRAFT, Status.CANCELLED))
_ONE_DAY = dt.timedelta(days=1)


def method_of(book: Book) -> CostMethod:
    """The one chosen in the book; at first the average."""
    kept = setting(book, METHOD, "")
    return CostMethod(kept) if kept in tuple(CostMethod) else CostMethod.AVERAGE


def choose_method(book: Book, method: CostMethod) -> Changes:
    return change_setting(book, METHOD, method.value, f"cost-{method}")


@dataclass(frozen=True)
class Marks:
    """The daily prices of a computed index; without one nothing has a price."""

    computation: Computation | None = None
    _prices: dict[str, dict[int, tuple[float, int]]] = field(default_factory=dict, compare=False)

    @cached_property
    def _days(self) -> list[int]:
        return self.computation.days.tolist() if self.computation else []

    def day(self, to: dt.date | None) -> dt.date | None:
        """The last index day up to `to`, included."""
        place = len(self._days) if to is None else bisect_right(self._days, day_number(to))
        return date_of(self._days[place - 1]) if place else None

    def of(self, product: str, to: dt.date | None) -> Mark | None:
        """The product's price on that day; None when it has none on it."""
        day = self.day(to)
        if self.computation is None or day is None or product not in self.computation.products:
            return None
        if product not in self._prices:
            found = self.computation.daily_prices(product)
            values = zip(found.price.tolist(), found.status.tolist(), strict=True)
            self._prices[product] = dict(zip(found.days.tolist(), values, strict=True))
        price = self._prices[product].get(day_number(day))
        return None if price is None else Mark(day, exact(price[0]), STATUSES[price[1]])


@dataclass(frozen=True)
class Positions:
    """What the trades up to `to` (None: all) come to by `method`."""

    method: CostMethod
    to: dt.date | None
    courses: Mapping[str, Course]
    parties: Mapping[int, str]
    order: Sequence[str]

    @staticmethod
    def load(
        book: Book,
        method: CostMethod | None = None,
        to: dt.date | None = None,
        *,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> "Positions":
        """By the book's own method unless another is asked for; half done when `cancelled` says so."""
        chosen = method or method_of(book)
        with book.snapshot():
            return _gathered(book, chosen, to, _courses(book, chosen, to, None, cancelled))

    def refresh(self, book: Book, changes: Changes) -> "Positions":
        """After a change of trades: only the products that it names are gone through again."""
        touched = sorted(changes.products)
        with book.snapshot():
            kept = {code: one for code, one in self.courses.items() if code not in touched}
            again = _courses(book, self.method, self.to, touched, lambda: False)
            return _gathered(book, self.method, self.to, kept | again)

    def only(self, product: str | None) -> "Positions":
        """Of one product; None leaves all."""
        kept = {code: one for code, one in self.courses.items() if product in (None, code)}
        return replace(self, courses=kept)

    def by_product(self, marks: Marks) -> list[Position]:
        """In the order of the book's products."""
        return [position(code, one.total, one.open, one.unit, marks.of(code, self.to)) for code, one in self._ordered()]

    def by_month(self, marks: Marks) -> list[Position]:
        """By month, the latest first, then as the products: those with trades and those through which it was held."""
        last = self._last_month(marks)
        rows = [row for code, one in self._ordered() for row in self._months(code, one, last, marks)]
        return sorted(rows, key=lambda row: row.month or dt.date.min, reverse=True)

    def by_counterparty(self) -> list[Position]:
        """By name, then as the products."""
        rows = [
            position(code, tally, None, party=self.parties.get(key, ""))
            for code, one in self._ordered()
            for key, tally in one.parties.items()
        ]
        return sorted(rows, key=lambda row: row.party or "")

    def by(self, what: str, marks: Marks) -> list[Position]:
        """`what` is one of BY."""
        if what == "month":
            return self.by_month(marks)
        return self.by_counterparty() if what == "counterparty" else self.by_product(marks)

    def _ordered(self) -> Iterator[tuple[str, Course]]:
        return ((code, self.courses[code]) for code in self.order if code in self.courses)

    def _last_month(self, marks: Marks) -> dt.date:
        """Up to which what is held is carried on: that of `to`, else of the last trade or index day."""
        days = [self.to] if self.to else [marks.day(None), *(one.months[-1].first for one in self.courses.values())]
        return max((day.replace(day=1) for day in days if day), default=dt.date.min)

    def _months(self, code: str, one: Course, last: dt.date, marks: Marks) -> Iterator[Position]:
        with_trades = {month.first: month for month in one.months}
        month, held = one.months[0].first, Open()
        while month <= last or month in with_trades:
            tally, held = (
                (with_trades[month].tally, with_trades[month].open) if month in with_trades else (Tally(), held)
            )
            end = next_month(month) - _ONE_DAY
            if tally.trades or held.grams:
                mark = marks.of(code, min(end, self.to) if self.to else end)
                yield position(code, tally, held, one.unit, mark, month=month)
            month = next_month(month)


def _courses(
    book: Book, method: CostMethod, to: dt.date | None, products: Sequence[str] | None, cancelled: Callable[[], bool]
) -> dict[str, Course]:
    assays = position_columns.assays(book, products)
    found: dict[str, Course] = {}
    for code, flows in position_columns.flows(book, products, to):
        if cancelled():
            break
        found[code] = course(flows, method, assays.get(code))
    return found


def _gathered(book: Book, method: CostMethod, to: dt.date | None, found: Mapping[str, Course]) -> Positions:
    names, order = position_columns.party_names(book), position_columns.product_order(book)
    return Positions(method, to, found, names, order)


@dataclass(frozen=True)
class LeftOut:
    """How many trades up to `to` do not count, by product and code; a reading of all trades apart from theirs."""

    to: dt.date | None
    by_product: Mapping[str, Mapping[str, int]]

    @staticmethod
    def load(book: Book, to: dt.date | None = None) -> "LeftOut":
        return LeftOut(to, position_columns.left_out(book, None, to))

    def refresh(self, book: Book, changes: Changes) -> "LeftOut":
        touched = sorted(changes.products)
        kept = {code: counts for code, counts in self.by_product.items() if code not in touched}
        return LeftOut(self.to, kept | position_columns.left_out(book, touched, self.to))

    @property
    def counts(self) -> dict[str, int]:
        """By each code of LEFT_OUT."""
        return {code: sum(counts.get(code, 0) for counts in self.by_product.values()) for code in LEFT_OUT}


# -- behind a figure --------------------------------------------------------------------------------------------------

SHOWN = 500
"""So many of the latest trades and matches are told; all of a product may be a million."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A trade of a line, and what is open of the product after it."""

    row: TradeRow
    after: Position


@dataclass(frozen=True, slots=True)
class Trail:
    """What stands behind a line, newest first, at most SHOWN of each; `counts` says how many there are.

    `entries` are its trades, `matches` what closed and against which lots, `lots` what is still open by FIFO. `trades`
    has those that the last two name.
    """

    entries: tuple[Entry, ...]
    matches: tuple[Match, ...]
    lots: tuple[Lot, ...]
    counts: Mapping[str, int]
    trades: Mapping[int, TradeRow]


def trail(book: Book, positions: Positions, row: Position, side: Side | None = None, shown: int = SHOWN) -> Trail:
    """Of a line of `positions`, its entries of one side or of both; goes through the product's trades once more."""
    with book.snapshot():
        followed = _Followed(positions, row, side, shown)
        assay = position_columns.assays(book, [row.product]).get(row.product)
        run = Run(positions.method, assay, followed.close)
        for _, flows in position_columns.flows(book, [row.product], span(row, positions.to)[1]):
            for flow in flows:
                run.follow((flow,))
                followed.enter(flow, run.open)
        lots = run.pool.lots()
        held = lots[: -shown - 1 : -1]
        matches = list(followed.matches)[::-1]
        ids = {one.closing.id for one in matches} | {one.lot for one in matches} | {lot[0] for lot in held}
        ids |= {key for key, _ in followed.entries}
        trades = {one.id: one for one in trades_by_id(book, sorted(ids))}
    unit = assay.reference if assay else 1
    entries = [Entry(trades[key], position(row.product, Tally(), after, unit)) for key, after in followed.entries]
    counts = {"entries": followed.entered, "matches": followed.matched, "lots": len(lots)}
    return Trail(tuple(reversed(entries)), tuple(matches), tuple(held), counts, trades)


class _Followed:
    """The latest entries and matches of a line, out of all of its product."""

    def __init__(self, positions: Positions, row: Position, side: Side | None, shown: int) -> None:
        first = span(row, None)[0]
        self._first = day_number(first) if first else None
        self._party = next((key for key, name in positions.parties.items() if name == row.party), 0)
        self._any_party = row.party is None
        self._side = side
        self.entries: deque[tuple[int, Open]] = deque(maxlen=shown)
        self.matches: deque[Match] = deque(maxlen=shown)
        self.entered = self.matched = 0

    def enter(self, flow: Flow, after: Open) -> None:
        when, key, _, _, party = flow
        of_side = self._side is None or (self._side is Side.SELL) == bool(when & 1)
        if of_side and self._counts(when >> 1, party):
            self.entered += 1
            self.entries.append((key, after))

    def close(self, one: Closing) -> None:
        if self._counts(day_number(one.day), one.party):
            found = one.matches
            self.matched += len(found)
            self.matches.extend(found)

    def _counts(self, day: int, party: int) -> bool:
        return (self._first is None or self._first <= day) and (self._any_party or party == self._party)


def span(row: Position, to: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day whose trades a line counts."""
    if row.month is None:
        return None, to
    end = next_month(row.month) - _ONE_DAY
    return row.month, min(end, to) if to else end


def trades_behind(row: Position, to: dt.date | None, side: Side | None = None) -> TradeFilter:
    """Which trades a line counts, of one side or of both."""
    first, last = span(row, to)
    return TradeFilter(
        products=(row.product,),
        sides=(side,) if side else (Side.BUY, Side.SELL),
        counterparties=(row.party,) if row.party else (),
        first=first,
        last=last,
        statuses=COUNTED,
    )
