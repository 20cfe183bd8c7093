"""What the status bar shows of a book."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rare_desk import moments
from rare_desk.ops.history.journal import history
from rare_desk.store.book import Book

if TYPE_CHECKING:
    from rare_desk.ops.index.state import IndexState
    from rare_desk.store.reading.trades.trade_standing import Standing

_EPOCH = dt.date(1970, 1, 1)


def suspect_rows(book: Book, known: Standing | None) -> Standing:
    """`known` is what was found last."""
    from rare_desk.store.reading.trades.trade_queries import TradeFilter
    from rare_desk.store.reading.trades.trade_standing import standing

    return standing(book, TradeFilter(suspect_only=True), known)


def last_index_day(state: IndexState) -> dt.date | None:
    days = state.computation.days
    return _EPOCH + dt.timedelta(days=int(days[-1])) if len(days) else None


def last_written(book: Book) -> dt.datetime | None:
    """When the last step was made, in this place's time."""
    steps = history(book, 1)
    return moments.local(steps[0].at).replace(tzinfo=None) if steps else None
