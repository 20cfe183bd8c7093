"""What one trade moves: the whole computation again as if it had never been in the book, or as if it had priced."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from math import isnan, nan

import numpy as np

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.index.engine import Computation, first_to_read, recompute, rescreened
from rare_desk.core.index.points import published
from rare_desk.core.screening.columns import CODE, Floats, Ints, TradeColumns, joined
from rare_desk.core.screening.eligibility import complete
from rare_desk.core.screening.screening import Rows


@dataclass(frozen=True, slots=True)
class Move:
    """A point with the trade and without it; None where there is none. `raw` is the raw value's move, NaN then."""

    date: dt.date
    before: Decimal | None
    after: Decimal | None
    raw: float


@dataclass(frozen=True, slots=True)
class Effect:
    """`asked` is the point asked for; `largest` is the one that moves most, the earliest of equal ones."""

    asked: Move | None
    largest: Move | None
    moved: tuple[Move, ...]


def place_of(computation: Computation, trade: int) -> tuple[Rows, int] | None:
    """The rows that hold a trade, by its id, and its number among them."""
    for rows in (computation.tail, computation.head):
        found = np.flatnonzero(rows.columns.ids == trade)
        if len(found):
            return rows, int(found[0])
    return None


def without(computation: Computation, trade: int) -> Computation | None:
    """All that follows from the other trades: duplicates, histories, windows and imputed prices included.

    None when there is no trade of that id. The index days stay as long as they are.
    """
    place = place_of(computation, trade)
    if place is None:
        return None
    rows, row = place
    day = date_of(int(rows.columns.day[row]))
    since = first_to_read(computation.calendar, day)
    later = _dated_since(computation, since)
    return recompute(computation, later.rows(later.ids != trade), since, computation.last_day)


def accepted(computation: Computation, trade: int) -> Computation | None:
    """All that follows if a trade that is left out priced, whatever its rule; every other trade keeps its code.

    None for a trade that prices anyhow, or that lacks what a price needs.
    """
    place = place_of(computation, trade)
    if place is None:
        return None
    rows, row = place
    if rows.code[row] in (0, CODE["incomplete"]) or not complete(rows.columns)[row]:
        return None
    code = rows.code.copy()
    code[row] = 0
    priced = replace(rows, code=code)
    head = priced if rows is computation.head else computation.head
    tail = priced if rows is computation.tail else computation.tail
    return rescreened(computation, head, tail, int(rows.position[row]))


def moves(before: Computation, after: Computation, series: str, freq: str = "daily") -> tuple[Move, ...]:
    """The points that are published with another value, or no longer, or only then; in the order of their dates.

    Of a product outside the weights its daily prices, to the cent.
    """
    old, new = _figures(before, series, freq), _figures(after, series, freq)
    days = np.union1d(old.days, new.days)
    return tuple(_move(day, old, new) for day in days[old.cents_on(days) != new.cents_on(days)].tolist())


def effect(
    before: Computation, after: Computation, series: str, freq: str = "daily", day: dt.date | None = None
) -> Effect:
    """What moves, and what becomes of the point dated `day`, moved or not."""
    moved = moves(before, after, series, freq)
    both = [move for move in moved if not isnan(move.raw)]
    asked = None
    if day is not None:
        asked = _move(day_number(day), _figures(before, series, freq), _figures(after, series, freq))
    return Effect(asked, max(both, key=lambda move: abs(move.raw), default=None), moved)


@dataclass(frozen=True, slots=True)
class _Figures:
    """Points or prices as aligned arrays."""

    days: Ints
    raw: Floats
    cents: Ints

    def cents_on(self, days: Ints) -> Ints:
        """Of each of the days, which include all of these; -1 where there is none."""
        cents = np.full(len(days), -1, np.int64)
        cents[np.searchsorted(days, self.days)] = self.cents
        return cents

    def on(self, day: int) -> tuple[Decimal, float] | None:
        at = int(np.searchsorted(self.days, day))
        if at == len(self.days) or self.days[at] != day:
            return None
        return Decimal(int(self.cents[at])).scaleb(-2), float(self.raw[at])


def _figures(computation: Computation, series: str, freq: str) -> _Figures:
    if series in computation.series_names:
        points = computation.series(series, freq)
        return _Figures(points.days, points.raw, points.cents)
    prices = computation.daily_prices(series)
    return _Figures(prices.days, prices.price, published(prices.price))


def _move(day: int, old: _Figures, new: _Figures) -> Move:
    before, after = old.on(day), new.on(day)
    if before is None or after is None:
        return Move(date_of(day), before[0] if before else None, after[0] if after else None, nan)
    return Move(date_of(day), before[0], after[0], after[1] - before[1])


def _dated_since(computation: Computation, since: dt.date) -> TradeColumns:
    day = day_number(since)
    head, tail = (
        rows.columns.rows(slice(rows.before_date(day), None)) for rows in (computation.head, computation.tail)
    )
    return tail if not len(head) else joined(head, tail)
