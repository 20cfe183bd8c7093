"""Days by number, and index days: Mondays to Fridays that are not in the non-trading table."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta

_DAY = timedelta(days=1)
_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def date_of(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(number + _EPOCH)


def within(day: date, first: date | None, last: date | None) -> bool:
    """Both included; None is no limit."""
    return (first is None or first <= day) and (last is None or day <= last)


class IndexDays:
    """Index days for a table of non-trading days, which is data and given."""

    def __init__(self, non_trading: Iterable[date]) -> None:
        self.non_trading = frozenset(non_trading)

    def __contains__(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.non_trading

    def on_or_after(self, day: date) -> date:
        while day not in self:
            day += _DAY
        return day

    def between(self, first: date, last: date) -> tuple[date, ...]:
        """All index days from `first` to `last`, both included."""
        span = (last - first).days
        return tuple(day for day in (first + timedelta(days=n) for n in range(span + 1)) if day in self)


def position(days: tuple[date, ...], day: date) -> int:
    """Where `day`, or the next index day after it, stands in `days`; their number when it is later than all."""
    return bisect_left(days, day)
