"""What moved a published point: trades and quotes that came, changed or went since, or another methodology."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rare_desk.core.numbers import half_up
from rare_desk.core.publication.inputs import first_date
from rare_desk.core.publication.vintage import Move
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.publication.reading import Json
from rare_desk.ops.publication.restating import Pending
from rare_desk.store.book import Book
from rare_desk.store.reading.index.vintages import VintageRow
from rare_desk.store.reading.trades.late_rows import Late, LateRow, read_late

_MOST_EARLIER = 500
"""So many of the latest changes are looked at for a point that none of its own days moved."""


@dataclass(frozen=True, slots=True)
class Cause:
    """`rows` are those dated in the days that the point looks at or, when there are none, earlier ones, which move it
    through reference prices, imputed prices and histories; `earlier` says which. `methodology` is the name and version
    that the live index has, when it is another one. With neither, parties, products or the calendar changed."""

    rows: tuple[LateRow, ...]
    earlier: bool
    methodology: tuple[str, int] | None

    @property
    def count(self) -> int:
        return sum(row.count for row in self.rows)


def late_since(
    book: Book, found: Sequence[Pending], marks: Iterable[VintageRow] | None = None, before: Late | None = None
) -> Late | None:
    """What came after the earliest of those vintages was published; `before` is the same of an earlier step, told
    apart by the steps of all vintages (`marks`), not of those found alone."""
    if not found:
        return before
    rows = [one.vintage for one in found]
    return read_late(book, min(row.step for row in rows), sorted({row.step for row in marks or rows}), before)


def causes(book: Book, state: IndexState, found: Sequence[Pending], late: Late | None = None) -> dict[int, Cause]:
    """By vintage; `late` is what `late_since` says of them."""
    if not found:
        return {}
    with book.snapshot():
        late = late or late_since(book, found)
        assert late is not None
        rows = late.rows
    by_date: dict[str, list[LateRow]] = {}
    for row in rows:
        by_date.setdefault(row.date, []).append(row)
    return {one.vintage.id: _cause(state, one, rows, by_date) for one in found}


def _cause(state: IndexState, one: Pending, late: Sequence[LateRow], by_date: Mapping[str, list[LateRow]]) -> Cause:
    day, step = one.vintage.date, one.vintage.step
    first = first_date(state.computation, one.vintage.freq, day)
    near = [row for date in ("", *_from(first, day)) for row in by_date.get(date, ()) if row.step > step]
    found = _became(sorted(near, key=lambda row: row.step))
    if found:
        return Cause(tuple(found), False, one.methodology)
    earlier = [row for row in late[-_MOST_EARLIER:] if row.step > step and row.date < day.isoformat()]
    found = _became(earlier)
    return Cause(tuple(found), bool(found), one.methodology)


def _from(first: dt.date, last: dt.date) -> list[str]:
    """The dates of both and between; of a point at the very beginning only those of the last 60 days."""
    first = max(first, last - dt.timedelta(days=60))
    return [(first + dt.timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


def _became(rows: Sequence[LateRow]) -> list[LateRow]:
    """Each row once: from how it was to what became of it; a row that is as it was does not count."""
    singles: dict[tuple[str, int], LateRow] = {}
    found: list[LateRow] = []
    for row in rows:
        if row.row is None:
            found.append(row)
            continue
        earlier = singles.get((row.record, row.row))
        singles[row.record, row.row] = row if earlier is None else _joined(earlier, row)
    return [*found, *(row for row in singles.values() if row.kind)]


def _joined(first: LateRow, then: LateRow) -> LateRow:
    came, went = first.kind == "added", then.kind == "deleted"
    same = (came and went) or (first.before is not None and first.before == then.after)
    kind = "" if same else "added" if came else "deleted" if went else "changed"
    return replace(then, kind=kind, date=min(first.date, then.date), before=first.before)


def told_pending(found: Sequence[Pending], why: Mapping[int, Cause]) -> list[Json]:
    """In the form of the command line's JSON."""
    return [
        {
            "vintage": one.vintage.id,
            "freq": one.vintage.freq,
            "date": one.vintage.date.isoformat(),
            "rule": one.rule,
            "index_days": one.age,
            "moves": [_move(move) for move in one.moves],
            "causes": _told(why[one.vintage.id]),
        }
        for one in found
    ]


def _move(move: Move) -> Json:
    now, size = move.now, move.percent
    return {
        "series": move.series,
        "then": str(move.then),
        "now": None if now is None else str(now),
        "percent": None if size is None else float(half_up(size, 6)),
    }


def _told(cause: Cause) -> Json:
    shown = ("kind", "record", "product", "date", "row", "named", "count")
    return {
        "rows": [{name: getattr(row, name) for name in shown} for row in cause.rows],
        "earlier": cause.earlier,
        "methodology": None if cause.methodology is None else " ".join(map(str, cause.methodology)),
    }
