"""The index by other rules beside the index as it is, and everything in which they differ, counted."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from rare_desk.core.calendar import date_of
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.points import Series
from rare_desk.core.numbers import half_up
from rare_desk.core.problems import Refused, problem
from rare_desk.core.rules.methodology import Methodology
from rare_desk.ops.index.state import IndexState
from rare_desk.store.book import Book


@dataclass(frozen=True, slots=True)
class SeriesDifference:
    """Of the published daily values, changed less current; `changed` counts common days with another value.

    `only_now` and `only_then` count days on which only one of the two has a point, `statuses` common days on which one
    is official and the other indicative. `mean` is over the common days. None where there is no such figure.
    """

    series: str
    common: int
    changed: int
    only_now: int
    only_then: int
    largest: Decimal | None
    largest_on: dt.date | None
    mean: Decimal | None
    statuses: int
    last_now: Decimal | None
    last_then: Decimal | None


@dataclass(frozen=True, slots=True)
class CodeChange:
    """Trades that are left out for another reason, or no longer, or now are; "" is a trade that prices."""

    before: str
    after: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    now: IndexState
    then: IndexState
    series: tuple[SeriesDifference, ...]
    codes: tuple[CodeChange, ...]


def what_if(
    book: Book, rules: Methodology, known: IndexState | None = None, cancelled: Callable[[], bool] | None = None
) -> WhatIf:
    """Both on the same trades; the current one is computed unless `known` is that of the book's last step, of today.

    Refused when the book's own methodology cannot be had, and when it was cancelled.
    """

    def heed() -> None:
        if cancelled and cancelled():
            raise Refused(problem("whatif-cancelled"))

    heed()
    with book.snapshot():
        fresh = known is not None and (known.step, known.day) == (book.last_step(), dt.date.today())
        now = known if known is not None and fresh and known.asked is None else IndexState.load(book)
        heed()
        then = IndexState.with_rules(book, rules, now.to)
    heed()
    series = compared(now.computation, then.computation)
    heed()
    return WhatIf(now, then, series, moved(now.computation, then.computation))


def compared(now: Computation, then: Computation) -> tuple[SeriesDifference, ...]:
    """Every series that either has, in the order of the current one."""
    names = dict.fromkeys((*now.series_names, *then.series_names))
    return tuple(_series(name, _points(now, name), _points(then, name)) for name in names)


def moved(now: Computation, then: Computation) -> tuple[CodeChange, ...]:
    """Trades whose code is another, counted from code to code, the most first."""
    before, after = ({out.id: out.code for out in one.exclusions()} for one in (now, then))
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for key in {**before, **after}:
        pair = before.get(key, ""), after.get(key, "")
        if pair[0] != pair[1]:
            found[pair].append(key)
    changes = [CodeChange(*pair, tuple(ids)) for pair, ids in found.items()]
    return tuple(sorted(changes, key=lambda change: (-len(change.ids), change.before, change.after)))


def as_document(found: WhatIf) -> dict[str, Any]:
    """In the form of the command line's JSON: published values and their differences are texts."""
    return {
        "methodology": found.then.computation.methodology.name,
        "series": [
            {field.name: _plain(getattr(one, field.name)) for field in fields(SeriesDifference)} for one in found.series
        ],
        "codes": [
            {"before": one.before, "after": one.after, "count": len(one.ids), "ids": list(one.ids)}
            for one in found.codes
        ],
    }


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Decimal | dt.date) else value


_Points = dict[int, tuple[int, bool]]
"""Day to the published value in hundredths and whether it is official."""


def _points(computation: Computation, name: str) -> _Points:
    if name not in computation.series_names:
        return {}
    series: Series = computation.series(name)
    arrays = (series.cents.tolist(), series.official.tolist())
    return dict(zip(series.days.tolist(), zip(*arrays, strict=True), strict=True))


def _series(name: str, now: _Points, then: _Points) -> SeriesDifference:
    common = sorted(now.keys() & then.keys())
    apart = {day: then[day][0] - now[day][0] for day in common}
    largest = max(common, key=lambda day: abs(apart[day]), default=None)
    moves = largest is not None and apart[largest] != 0
    return SeriesDifference(
        series=name,
        common=len(common),
        changed=sum(1 for cents in apart.values() if cents),
        only_now=len(now) - len(common),
        only_then=len(then) - len(common),
        largest=_points_of(apart[largest]) if moves and largest is not None else None,
        largest_on=date_of(largest) if moves and largest is not None else None,
        mean=half_up(_points_of(sum(apart.values())) / len(common), 4) if common else None,
        statuses=sum(1 for day in common if now[day][1] != then[day][1]),
        last_now=_last(now),
        last_then=_last(then),
    )


def _points_of(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _last(points: _Points) -> Decimal | None:
    return _points_of(points[max(points)][0]) if points else None
