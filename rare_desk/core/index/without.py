"""What one trade moves: the whole computation again as if it had never been in the book."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from math import isnan, nan

import numpy as np

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.index.columns import Bools, Ints, TradeColumns, joined
from rare_desk.core.index.engine import Computation, first_to_read, recompute
from rare_desk.core.index.points import Series
from rare_desk.core.index.screening import Rows


@dataclass(frozen=True, slots=True)
class Move:
    """A point with the trade and without it; None where there is none. `raw` is the raw value's move, NaN then."""

    date: dt.date
    before: Decimal | None
    after: Decimal | None
    raw: float


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


def moves(before: Computation, after: Computation, series: str, freq: str = "daily") -> tuple[Move, ...]:
    """The points that are published with another value, or no longer, or only then; in the order of their dates."""
    old, new = before.series(series, freq), after.series(series, freq)
    days = np.union1d(old.days, new.days)
    return tuple(_move(day, old, new) for day in days[_differ(days, old, new)].tolist())


def _move(day: int, old: Series, new: Series) -> Move:
    before, after = (None if (at := points.find(day)) is None else points.point(at) for points in (old, new))
    if before is None or after is None:
        gone = None if before is None else before.value
        return Move(date_of(day), gone, None if after is None else after.value, nan)
    return Move(date_of(day), before.value, after.value, after.raw - before.raw)


def largest(moved: tuple[Move, ...]) -> Move | None:
    """The one by which a published value moves most; the earliest of equal ones."""
    both = [move for move in moved if not isnan(move.raw)]
    return max(both, key=lambda move: abs(move.raw), default=None)


def _dated_since(computation: Computation, since: dt.date) -> TradeColumns:
    day = day_number(since)
    head, tail = (
        rows.columns.rows(slice(rows.before_date(day), None)) for rows in (computation.head, computation.tail)
    )
    return tail if not len(head) else joined(head, tail)


def _differ(days: Ints, old: Series, new: Series) -> Bools:
    def on_days(series: Series) -> Ints:
        cents = np.full(len(days), -1, np.int64)
        cents[np.searchsorted(days, series.days)] = series.cents
        return cents

    different: Bools = on_days(old) != on_days(new)
    return different
