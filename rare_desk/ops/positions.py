"""What the desk holds and has earned: its own trades through a cost method, marked to the index's daily prices.

Purchases and sales count in full from their date on, with their stored amounts in CNY ex VAT; market trades are not the
desk's, drafts are not agreed yet, cancelled ones are no more, and a foreign trade without a rate has no amount.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.index.computation import Computation
from rare_desk.core.index.daily import STATUSES
from rare_desk.core.numbers import exact
from rare_desk.core.positions.course import Closing, Course, Open, Tally, course, next_month
from rare_desk.core.positions.pools import CostMethod, Lot
from rare_desk.core.positions.position import Mark, Position, position
from rare_desk.core.trades import Side, Status
from rare_desk.ops.book.settings import change_setting
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import position_queries
from rare_desk.store.reading.queries import setting
from rare_desk.store.reading.trade_queries import TradeFilter, trades_by_id
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
    """What the trades up to `to` (None: all) come to by `method`; `left_out` counts those that do not, by code."""

    method: CostMethod
    to: dt.date | None
    courses: Mapping[str, Course]
    parties: Mapping[int, str]
    left_out: Mapping[str, int]
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
            found = _courses(book, chosen, to, None, cancelled)
            return _gathered(book, chosen, to, found)

    def refresh(self, book: Book, changes: Changes) -> "Positions":
        """After a change of trades: only the products that it names are gone through again."""
        with book.snapshot():
            kept = {code: one for code, one in self.courses.items() if code not in changes.products}
            again = _courses(book, self.method, self.to, sorted(changes.products), lambda: False)
            return _gathered(book, self.method, self.to, kept | again)

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
    assays = position_queries.assays(book)
    found: dict[str, Course] = {}
    for code, flows in position_queries.flows(book, products, to):
        if cancelled():
            break
        found[code] = course(flows, method, assays.get(code))
    return found


def _gathered(book: Book, method: CostMethod, to: dt.date | None, found: Mapping[str, Course]) -> Positions:
    names, left_out = position_queries.party_names(book), position_queries.left_out(book, to)
    return Positions(method, to, found, names, left_out, position_queries.product_order(book))


# -- behind a figure --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trail:
    """What a product's result came from: the latest `closings`, newest first, of `count`; by FIFO the `lots` still
    open, newest first; and the trades that both name."""

    closings: tuple[Closing, ...]
    count: int
    lots: tuple[Lot, ...]
    lot_count: int
    trades: Mapping[int, TradeRow]


def trail(book: Book, positions: Positions, row: Position, limit: int = 500) -> Trail:
    """Of a line of `positions`; goes through the product's trades once more."""
    found: list[Closing] = []
    first, last = span(row, positions.to)
    party = next((key for key, name in positions.parties.items() if name == row.party), 0)

    def note(one: Closing) -> None:
        if (first is None or first <= one.day) and (row.party is None or one.party == party):
            found.append(one)

    lots: tuple[Lot, ...] = ()
    with book.snapshot():
        assay = position_queries.assays(book).get(row.product)
        for _, flows in position_queries.flows(book, [row.product], last):
            lots = course(flows, positions.method, assay, note).lots
        shown, held = found[: -limit - 1 : -1], lots[: -limit - 1 : -1]
        ids = {one.id for one in shown} | {lot[0] for one in shown for lot in one.matched} | {lot[0] for lot in held}
        trades = {one.id: one for one in trades_by_id(book, sorted(ids))}
    return Trail(tuple(shown), len(found), tuple(held), len(lots), trades)


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
        counterparty=row.party or "",
        first=first,
        last=last,
        statuses=COUNTED,
    )
