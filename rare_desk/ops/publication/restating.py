"""What moved since it was published, and publishing it anew within the rule.

A point may be restated when a published value moved by more than 0.10 %, at most 10 index days after the point was
published for the first time: restating does not begin another ten days. The size is taken from published values.
A value that is gone counts as moved. Restating publishes the whole document of the point anew, as a vintage that names
the one it takes the place of and the reason; both stay.
"""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from rare_desk import moments
from rare_desk.core.calendar import IndexDays, day_number
from rare_desk.core.index.period_points import FREQS
from rare_desk.core.numbers import half_up
from rare_desk.core.problems import Refused, problem
from rare_desk.core.publication.vintage import Live, Move
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.publication.publishing import Published, caught_up, drafts, now
from rare_desk.ops.publication.reading import Vintages
from rare_desk.store.book import Book
from rare_desk.store.reading.index import vintages as stored
from rare_desk.store.reading.index.vintages import VintageRow

LEAST_PERCENT = Decimal("0.10")
WITHIN_DAYS = 10


@dataclass(frozen=True, slots=True)
class Pending:
    """A published point of which the live index now says something else.

    `moves` has the series that moved, the furthest first. `age` counts the index days since the point was first
    published, None when that is further back than matters. `rule` is inside, small or late.
    """

    vintage: VintageRow
    moves: tuple[Move, ...]
    age: int | None
    methodology: tuple[str, int] | None
    """Name and version that the live index has, when it is another one."""

    @property
    def largest(self) -> Decimal | None:
        """In percent; None when a value is gone."""
        return self.moves[0].percent

    @property
    def rule(self) -> str:
        if not self.moves[0].beyond(LEAST_PERCENT):
            return "small"
        return "late" if self.age is None else "inside"


def pending(
    vintages: Vintages, state: IndexState, today: dt.date | None = None, *, reach_only: bool = False
) -> list[Pending]:
    """The newest first. `reach_only` leaves out what was published too long ago to be restated."""
    today = today or dt.date.today()
    found = state.computation
    reach = _reach(found.calendar, today)
    live, moved = dict[str, Live](), []
    for point, row in vintages.newest.items():
        age = reach.get(_day(vintages.first[point].at))
        if reach_only and age is None:
            continue
        if row.freq not in live:
            live[row.freq] = Live(found, row.freq)
        moves = live[row.freq].moves(row.date, row.cents)
        if moves:
            rules = found.at(int(found.days.searchsorted(day_number(row.date)))).methodology
            other = None if rules.hash == row.methodology_hash else (rules.name, rules.version)
            moved.append(Pending(row, moves, age, other))
    return sorted(moved, key=lambda one: (one.vintage.date, FREQS.index(one.vintage.freq)), reverse=True)


_day = lru_cache(maxsize=4096)(moments.day)


def _reach(days: IndexDays, today: dt.date) -> dict[dt.date, int]:
    """How many index days ago each day is, for the days from which on a point can still be restated."""
    found, passed, day = {today: 0}, 0, today
    while True:
        passed += day in days
        day -= dt.timedelta(days=1)
        if passed > WITHIN_DAYS:
            return found
        found[day] = passed


def restate(
    book: Book,
    state: IndexState | None,
    freq: str,
    day: dt.date,
    reason: str,
    *,
    today: dt.date | None = None,
    dry_run: bool = False,
) -> Published:
    """Publishes the point of that date anew. Refused, with the numbers, outside the rule or without a reason."""
    today = today or dt.date.today()
    if not reason.strip():
        raise Refused(problem("restate-reason", "reason"))
    with book.snapshot():
        state = caught_up(book, state, today)
        vintages = Vintages.load(book)
        row = vintages.newest.get((freq, day))
        if row is None:
            raise Refused(problem("restate-unpublished", value=day.isoformat()))
        moved = pending(vintages, state, today)
        _within_rule(next((one for one in moved if one.vintage.id == row.id), None), row)
        draft = drafts(book, state, freq, [day])[0] | {"restates": row.id, "reason": reason.strip()}
    made = Published(freq, (day,), (str(draft["hash"]),))
    if dry_run:
        return made
    with book.step(f"restated-{freq}", date=day.isoformat(), reason=reason.strip()) as step:
        if stored.latest(step, freq).get(day.isoformat()) != row.id:
            raise Refused(problem("restate-changed", value=day.isoformat()))
        numbers = stored.insert(step, [draft | {"at": now()}])
    return replace(made, vintages=tuple(numbers), changes=step.changes)


def _within_rule(found: Pending | None, row: VintageRow) -> None:
    day = row.date.isoformat()
    if found is None:
        raise Refused(problem("restate-nothing", value=day))
    if len(found.moves) == len(row.cents) and all(move.now is None for move in found.moves):
        raise Refused(problem("restate-gone", value=day))
    size = found.largest
    if found.rule == "small" and size is not None:
        raise Refused(problem("restate-small", value=day, size=percent(size), least=LEAST_PERCENT))
    if found.rule == "late":
        moved = "-" if size is None else percent(size)
        raise Refused(problem("restate-late", value=day, size=moved, days=str(WITHIN_DAYS)))


def percent(size: Decimal) -> str:
    """With its sign, to a thousandth of a percent, so that what is just above the least size does not look equal."""
    return f"{half_up(size, 3):+}"
