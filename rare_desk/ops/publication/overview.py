"""What the publication page, Today and the status bar show: what is next to publish, and what moved within reach."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from rare_desk.core.index.period_points import FREQS
from rare_desk.core.publication import vintage
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.publication.causes import Cause, causes, late_since
from rare_desk.ops.publication.publishing import caught_up
from rare_desk.ops.publication.reading import Vintages
from rare_desk.ops.publication.restating import Pending, pending
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.late_rows import Late


@dataclass(frozen=True, slots=True)
class Next:
    """Of a frequency: dates that are over and not published, ascending, and today's when that is one more."""

    over: tuple[dt.date, ...] = ()
    today: dt.date | None = None


@dataclass(frozen=True, eq=False)
class Overview:
    """`moved` has what was published recently enough to be restated, small moves included; with `older` all the rest.

    `state` is the index that it was compared with: `given`, its days extended to `day`.
    """

    given: IndexState | None
    state: IndexState
    day: dt.date
    vintages: Vintages
    moved: tuple[Pending, ...]
    causes: Mapping[int, Cause]
    next: Mapping[str, Next] = field(default_factory=dict)
    late: Late | None = None

    @property
    def restatable(self) -> list[Pending]:
        return [one for one in self.moved if one.rule == "inside"]


def overview(
    book: Book,
    state: IndexState | None,
    before: Overview | None = None,
    *,
    today: dt.date | None = None,
    older: bool = False,
) -> Overview:
    """`before` is an earlier one of the same book, of which what did not change is not read again."""
    today = today or dt.date.today()
    given = state
    if before and before.given is given and before.day == today:
        state = before.state
    with book.snapshot():
        state = caught_up(book, state, today)
        vintages = Vintages.load(book, before.vintages if before else None)
        moved = pending(vintages, state, today, reach_only=not older)
        late = late_since(book, moved, vintages.rows, before.late if before else None)
        why = causes(book, state, moved, late)
    following = {freq: _next(state, vintages, freq, today) for freq in FREQS}
    return Overview(given, state, today, vintages, tuple(moved), why, following, late)


def _next(state: IndexState, vintages: Vintages, freq: str, today: dt.date) -> Next:
    days, published = state.computation.calendar, vintages.dates(freq)
    complete = [
        day
        for day in vintage.dates(state.computation, freq)
        if day not in published and vintage.period_end(days, freq, day) <= today
    ]
    over = tuple(day for day in complete if day < today)
    return Next(over, today if today in complete else None)
