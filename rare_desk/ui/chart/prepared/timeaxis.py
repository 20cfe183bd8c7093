"""Where the time axis has ticks and what they say in the window's language."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from rare_desk.ui import formats, language
from rare_desk.ui.chart.figures.ranges import to_date, to_day
from rare_desk.ui.chart.figures.scales import Scale
from rare_desk.ui.chart.model import Content

_MONTH_STEPS = (1, 2, 3, 6)
_DAY_STEPS = (1, 2, 7, 14)
_YEAR_STEPS = (1, 2, 5, 10, 20)
_MONTH_DAYS = 30.4


@dataclass(frozen=True, slots=True)
class TimeTick:
    """`strong` marks the start of a year, or of a month among days."""

    day: int
    text: str
    strong: bool = False


def day_words(content: Content, day: float, *, weekday: bool = False) -> str:
    """What a chart calls a day: its date, or the period that it stands for."""
    date = to_date(day)
    return content.names.get(to_day(date)) or (formats.date_weekday(date) if weekday else formats.date(date))


def time_ticks(x: Scale, spacing: float) -> tuple[TimeTick, ...]:
    """Ticks at round dates, at least `spacing` pixels apart."""
    days = spacing / x.per_unit
    for step in _DAY_STEPS:
        if step >= days:
            return _named(_days(x, step))
    for step in _MONTH_STEPS:
        if step * _MONTH_DAYS >= days:
            return _named(_months(x, step))
    years = next((step for step in _YEAR_STEPS if step * 365 >= days), 50)
    return tuple(TimeTick(day, formats.year(to_date(day)), True) for day in _months(x, 12 * years))


def _days(x: Scale, step: int) -> list[int]:
    """Every day, every other day, Mondays or every other Monday, and the firsts of months where there is room."""
    first = int(x.lo) + 1
    if step < 7:
        return [day for day in range(first, int(x.hi) + 1) if day % step == 0]
    return [day for day in range(first, int(x.hi) + 1) if (day - 4) % step == 0]  # 1970-01-05 was a Monday


def _months(x: Scale, step: int) -> list[int]:
    first, last = to_date(x.lo), to_date(x.hi)
    found = []
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = to_day(dt.date(number // 12, number % 12 + 1, 1))
        if number % step == 0 and x.lo <= day <= x.hi:
            found.append(day)
    return found


def _named(days: list[int]) -> tuple[TimeTick, ...]:
    """Each tick says only what changed since the one before; the first says the year unless a January does."""
    named: list[TimeTick] = []
    before: dt.date | None = None
    dates = [to_date(day) for day in days]
    year_said = any(a.year != b.year for a, b in pairwise(dates))
    for date in dates:
        day = to_day(date)
        if date.day == 1 and date.month == 1:
            named.append(TimeTick(day, formats.year(date), True))
        elif before is None:
            named.append(TimeTick(day, _first(date, year_said), date.day != 1))
        elif before.month != date.month:
            turned = before.year != date.year
            named.append(TimeTick(day, formats.year(date) if turned else formats.month(date), turned or date.day > 1))
        else:
            named.append(TimeTick(day, _day_of_month(date)))
        before = date
    return tuple(named)


def _first(date: dt.date, year_said: bool) -> str:
    if year_said:
        return formats.month(date)
    month, year = formats.month(date), formats.year(date)
    return f"{year}{month}" if language.current() == "zh" else f"{month} {year}"


def _day_of_month(date: dt.date) -> str:
    return f"{date.day}日" if language.current() == "zh" else str(date.day)
