"""Days as people leave them in tables: with a time or a weekday behind, in two-digit years, in Chinese numerals."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from rare_desk.core.parsing import YEARS, folded, naming, parse_date
from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.reading.cells import Cell

Order = Literal["ymd", "dmy", "mdy"]
ORDERS: tuple[Order, ...] = ("ymd", "dmy", "mdy")
"""Of the parts of a date with a two-digit year."""

_LONGEST = 60
_BACK, _AHEAD = 15, 1
"""Years around today's that a two-digit year may mean."""
_LATELY = 3
"""An order in which all days lie so few years back goes before one in which they do not."""

_WEEKDAY = re.compile(r"[\s,(]*(?:星期|礼拜|周)[一二三四五六日天][\s)]*")
_TIME = re.compile(
    r"(?:[T\s]+|(?<=[日号]))(?:上午|下午|中午|晚上|[AP]M)?\s*(?:\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
    r"|\d{1,2}\s*[时点](?:\s*\d{1,2}\s*分)?(?:\s*\d{1,2}\s*秒)?)\s*(?:[AP]\.?M\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_NUMERALS = re.compile(
    r"[〇零○Oo一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿卅]{1,3}[日号]?"
)
_DIGITS = {numeral: str(at) for at, numeral in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○Oo", "0")
_SHORT = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})[日号]?")
_SHORT_CHINESE = re.compile(r"(\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_SHORT_NAMED = re.compile(r"(\d{1,2})[-\s/.]*([A-Za-z]{3,9})\.?[-\s/,]*'?(\d{2})")
_WITHOUT_YEAR = re.compile(r"\d{1,2}\s*(?:月\s*\d{1,2}\s*[日号]?|[-/.]\s*\d{1,2})")


def plainer(text: str) -> str:
    """Without what stands around the day: weekday, time, a last full stop; Chinese numerals in digits."""
    if len(text) > _LONGEST:
        return text
    written = _WEEKDAY.sub(" ", folded(text)).strip()
    written = _TIME.sub("", written).strip().rstrip(".。")
    if _NUMERALS.fullmatch(written):
        return _in_digits(written)
    return re.sub(r"(?<=\d)\s*[日号]$", "", written) if "月" not in written else written


def _in_digits(written: str) -> str:
    year, rest = written.split("年")
    month, day = rest.rstrip("日号").split("月")
    return f"{''.join(map(_DIGITS.__getitem__, year))}-{_number(month)}-{_number(day)}"


def _number(numeral: str) -> int:
    """Up to 39, of 十一, 二十, 廿三."""
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = numeral.rpartition("十")
    return int(_DIGITS.get(tens, "1" if ten else "0")) * 10 + int(_DIGITS.get(ones, "0"))


def short_days(written: str, today: int) -> dict[Order, dt.date]:
    """What a date with a two-digit year may say, by the order of its parts; only years about today's."""
    if found := _SHORT_CHINESE.fullmatch(written):
        return _possible({"ymd": found.groups()}, today)
    if found := _SHORT.fullmatch(written):
        one, _, two, three = found.groups()
        forms: dict[Order, tuple[str, ...]] = {}
        if len(one) == 2:
            forms["ymd"] = one, two, three
        if len(three) == 2:
            forms |= {"dmy": (three, two, one), "mdy": (three, one, two)}
        return _possible(forms, today)
    return {}


def _possible(forms: dict[Order, tuple[str, ...]], today: int) -> dict[Order, dt.date]:
    made = {}
    for order, parts in forms.items():
        year, month, day = map(int, parts)
        try:
            made[order] = dt.date(2000 + year, month, day)
        except ValueError:
            continue
    return {order: day for order, day in made.items() if -_BACK <= day.year - today <= _AHEAD}


def short_orders(cells: Iterable[Cell], today: int, year: int = 0) -> tuple[Order, ...]:
    """The orders in which all dates with two-digit years can be read; with a `year` of the sheet, those that give it.
    Empty when there are none."""
    texts = {cell for cell in cells if isinstance(cell, str) and len(cell) <= _LONGEST}
    read = [days for text in texts if (days := short_days(plainer(text), today))]
    if not read:
        return ()
    left = [order for order in ORDERS if all(order in days for days in read)] or list(ORDERS)
    for first, last in ((year, year), (today - _LATELY, today + _AHEAD)):
        better = [o for o in left if all(o in days and first <= days[o].year <= last for days in read)]
        left = better or left
    return tuple(left)


def read_day(
    text: str,
    day_first: bool | None = None,
    year: int | None = None,
    today: int = 0,
    orders: Sequence[Order] = (),
) -> dt.date | Problem:
    """A day as `parse_date` reads it, and as it stands in tables. `today` is today's year; with 0 no two-digit year is
    read. `orders` are those left for the column, without which the date stands for itself."""
    read = parse_date(text, day_first=day_first, year=year)
    if not isinstance(read, Problem) or read.code != "not-a-date":
        return read
    written = plainer(text)
    if today and (days := short_days(written, today)):
        return _of_short(text, days, orders or short_orders([text], today, year or 0), day_first)
    if today and (found := _SHORT_NAMED.fullmatch(written)):
        return naming(parse_date(f"{found[1]} {found[2]} 20{found[3]}"), text)
    read = parse_date(written, day_first=day_first, year=year)
    if isinstance(read, Problem) and today and year is None and _WITHOUT_YEAR.fullmatch(written):
        return problem("missing-year", value=text)
    return naming(read, text)


def _of_short(
    text: str, days: dict[Order, dt.date], orders: Sequence[Order], day_first: bool | None
) -> dt.date | Problem:
    left = [order for order in orders if order in days] or list(days)
    if day_first is not None and "ymd" not in left:
        left = [order for order in left if order == ("dmy" if day_first else "mdy")]
    found = {days[order] for order in left}
    return found.pop() if len(found) == 1 else problem("ambiguous-date" if found else "not-a-date", value=text)


def cut_day(written: str) -> bool:
    """Whether a number is a day that may have lost its last nought, as 1.10 does: 1.1, 1.2, 1.3 under a year."""
    return bool(re.fullmatch(r"(?:[1-9]|1[0-2])\.[123]", written))


def year_of_all(cells: Iterable[Cell]) -> int:
    """The one year that the dates of a column name which name any; 0 when there is none or several."""
    years = set()
    for cell in cells:
        if isinstance(cell, dt.date):
            years.add(cell.year)
        elif isinstance(cell, str) and len(cell) <= _LONGEST:
            day = parse_date(plainer(cell), day_first=True)
            years |= {day.year} if isinstance(day, dt.date) else set()
    return years.pop() if len(years) == 1 and years <= set(YEARS) else 0
