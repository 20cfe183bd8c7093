"""The quotational period of a contract: which index days its average is over (pricing.md 7)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rare_desk.core.calendar import IndexDays
from rare_desk.core.parsing import parse_month
from rare_desk.core.pricing.fields import Field, Kind, Problems, choice, number, text
from rare_desk.core.problems import problem
from rare_desk.core.quotes import first_of_quarter

_DAY = dt.timedelta(days=1)


class Window(StrEnum):
    MONTH = "month"
    """The calendar month of `month`, moved by `shift` months: M-1, M, M+1."""
    QUARTER = "quarter"
    AROUND = "around"
    """Index days before and after an event, and its own day when it counts."""
    DAYS = "days"


FIELDS = (
    choice("window", tuple(Window)),
    text("month"),
    text("quarter"),
    number("shift", "", -12, 12, whole=True, required=False),
    Field(name="event", kind=Kind.DATE, required=False),
    number("before", "index_days", 0, 250, whole=True, required=False),
    number("after", "index_days", 0, 250, whole=True, required=False),
    choice("event_day", ("yes", "no"), required=False),
    Field(name="dates", kind=Kind.DATES, required=False),
    Field(name="closed", kind=Kind.DATES, required=False),
)
_NEEDS = {Window.MONTH: "month", Window.QUARTER: "quarter", Window.AROUND: "event", Window.DAYS: "dates"}


@dataclass(frozen=True, slots=True)
class Period:
    """Index days in order, at least one."""

    days: tuple[dt.date, ...]

    @property
    def first(self) -> dt.date:
        return self.days[0]

    @property
    def last(self) -> dt.date:
        return self.days[-1]


def period_of(values: Mapping[str, Any]) -> Period | Problems:
    """The period of read values; `closed` are the weekdays that are no index days."""
    window = Window(values["window"])
    needed = _NEEDS[window]
    if not values[needed]:
        return (problem("input-missing", needed),)
    days = IndexDays(values["closed"])
    match window:
        case Window.AROUND:
            found = _around(values, days)
        case Window.DAYS:
            found = _listed(values["dates"], days)
        case _:
            found = _calendar(window, str(values[needed]).strip(), int(values["shift"] or 0), days)
    if found and isinstance(found[0], dt.date):
        return Period(tuple(day for day in found if isinstance(day, dt.date)))
    return tuple(one for one in found if not isinstance(one, dt.date)) or (problem("period-empty", needed),)


_Found = tuple[dt.date, ...] | Problems


def _calendar(window: Window, written: str, shift: int, days: IndexDays) -> _Found:
    months = 1
    first = parse_month(written) if window is Window.MONTH else None
    if window is Window.QUARTER:
        months = 3
        first = first_of_quarter(written)
    if first is None:
        return (problem("not-a-month" if window is Window.MONTH else "not-a-quarter", str(window), written),)
    start = _moved(first, shift * months)
    return days.between(start, _moved(start, months) - _DAY)


def days_of_quarter(quarter: str, days: IndexDays, shift: int = 0) -> tuple[dt.date, ...]:
    """The index days of the quarter that many after it."""
    return tuple(day for day in _calendar(Window.QUARTER, quarter, shift, days) if isinstance(day, dt.date))


def _around(values: Mapping[str, Any], days: IndexDays) -> _Found:
    event, before, after = values["event"], int(values["before"] or 0), int(values["after"] or 0)
    own = (event,) if values["event_day"] == "yes" and event in days else ()
    return (*_walk(event, -_DAY, before, days)[::-1], *own, *_walk(event, _DAY, after, days))


def _walk(day: dt.date, by: dt.timedelta, count: int, days: IndexDays) -> tuple[dt.date, ...]:
    found: list[dt.date] = []
    while len(found) < count:
        day += by
        if day in days:
            found.append(day)
    return tuple(found)


def _listed(listed: tuple[dt.date, ...], days: IndexDays) -> _Found:
    wrong = [
        problem("not-an-index-day" if day not in days else "day-twice", f"dates[{place}]", day.isoformat())
        for place, day in enumerate(listed)
        if day not in days or day in listed[:place]
    ]
    return tuple(wrong) or tuple(sorted(listed))


def _moved(first: dt.date, months: int) -> dt.date:
    """The first of the month that many months on."""
    count = first.year * 12 + first.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)
