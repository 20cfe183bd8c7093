"""What keeps a closed month as it is: every step, whichever op or undo made it, passes here before it is written."""

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rare_desk.core.life.closing import DATED, following, month_in, month_of, same
from rare_desk.core.problems import Refused, problem
from rare_desk.store import shapes
from rare_desk.store.rows import Row, SqlValue
from rare_desk.store.tables import dumps

_PARTIES = frozenset(("counterparty", "buyer", "seller"))
_Seen = tuple[str, str, int]
"""Month, record, row."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a step makes of a row of a closed month: the row as that month had it and will have it, None for not at
    all."""

    month: str
    record: str
    row: int
    before: Row | None
    after: Row | None

    def correction(self, made_in: str, day: dt.date, reason: str) -> Row:
        """As a row of `corrections`."""
        return {
            "month": self.month,
            "made_in": made_in,
            "date": day.isoformat(),
            "record": self.record,
            "row": self.row,
            "reason": reason,
            "before": None if self.before is None else dumps(self.before),
            "after": None if self.after is None else dumps(self.after),
        }


@dataclass
class Guard:
    """Remembers what one step does to closed months. A firm under another of its names is not a change of its
    trades."""

    connection: sqlite3.Connection
    _closed: Mapping[str, int] | None = None
    _reached: dict[_Seen, tuple[Row | None, Row | None]] = field(default_factory=dict)
    _covered: dict[_Seen, tuple[Row | None, Row | None]] = field(default_factory=dict)
    _made_in: set[str] = field(default_factory=set)

    @property
    def closed(self) -> Mapping[str, int]:
        """The months, as they were when the step began to change rows; each with the number of the last correction
        that its totals already know of."""
        if self._closed is None:
            found = self.connection.execute("SELECT month, json_extract(totals, '$.corrections') FROM closed_months")
            self._closed = {str(month): int(last or 0) for month, last in found}
        return self._closed

    def see(self, record: str, row_id: int, before: Row | None, after: Row | None) -> None:
        if record == "corrections":
            self._see_correction(before, after)
        if record not in DATED or not self.closed:
            return
        for month in {month_in(record, row) for row in (before, after)} & self.closed.keys():
            was, becomes = (row if month_in(record, row) == month else None for row in (before, after))
            _join(self._reached, (month, record, row_id), was, becomes)

    def see_many(self, record: str, columns: Mapping[str, Sequence[SqlValue]], *, came: bool) -> None:
        """Rows that came, or went, a column at a time."""
        if not (record == "corrections" or (record in DATED and self.closed)):
            return
        days = columns[DATED.get(record, "id")]
        for place, day in enumerate(days):
            if record == "corrections" or str(day)[:7] in self.closed:
                row: Row = {name: values[place] for name, values in columns.items()}
                self.see(record, _number(row, "id"), None if came else row, row if came else None)

    def guards(self, record: str, column: str) -> bool:
        """Whether one value replaced in many rows may reach into a closed month."""
        return record in DATED and column not in _PARTIES and bool(self.closed)

    def reaches(self) -> list[Reach]:
        """What no correction among the step's own changes stands for. Refused when a correction that was made in a
        month since closed would go."""
        if made_in := sorted(self._made_in & self.closed.keys()):
            raise Refused(*(problem("correction-closed", "", month) for month in made_in))
        found = []
        for (month, record, row_id), (before, after) in self._reached.items():
            said = self._covered.get((month, record, row_id))
            if not same(record, before, after) and said != (before, after):
                found.append(Reach(month, record, row_id, before, after))
        return found

    def _see_correction(self, before: Row | None, after: Row | None) -> None:
        """One that comes stands for its change, one that goes for the change back, unless the month was closed with
        it."""
        for row, gone in ((before, True), (after, False)):
            if row is None:
                continue
            self._made_in.add(str(row["made_in"]))
            if gone and _number(row, "id") <= self.closed.get(str(row["month"]), 0):
                continue
            sides = [None if row[name] is None else shapes.row(row[name]) for name in ("before", "after")]
            seen = str(row["month"]), str(row["record"]), _number(row, "row")
            _join(self._covered, seen, *(reversed(sides) if gone else sides))


def refusal(reaches: Sequence[Reach]) -> Refused:
    """One sentence for each month, with the number of its rows."""
    counts = Counter(reach.month for reach in reaches)
    return Refused(*(problem("month-closed", "", month, count=counts[month]) for month in sorted(counts)))


def corrections(reaches: Sequence[Reach], closed: Collection[str], reason: str, today: dt.date) -> list[Row]:
    """Made in the month of today, or the first after it that is open."""
    made_in = month_of(today)
    while made_in in closed:
        made_in = following(made_in)
    return [reach.correction(made_in, today, reason) for reach in reaches]


def _join(into: dict[_Seen, tuple[Row | None, Row | None]], seen: _Seen, before: Row | None, after: Row | None) -> None:
    """A row changed twice by one step is what it was first and became last."""
    into[seen] = into[seen][0] if seen in into else before, after


def _number(row: Row, name: str) -> int:
    value = row[name]
    assert isinstance(value, int)
    return value
