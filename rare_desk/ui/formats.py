"""Figures and days as the window writes them: thousands with commas, minus U+2212, half-up, a dash for nothing."""

import datetime as dt
from decimal import Decimal

from rare_desk.core import numbers
from rare_desk.ui import language

MINUS, NONE = numbers.MINUS, numbers.NONE
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def number(value: Decimal | float | int | None, places: int) -> str:
    """With exactly that many decimals; the dash for None and NaN."""
    return numbers.figure(value, places)


def money(value: Decimal | None) -> str:
    """An amount to 0.01."""
    return number(value, 2)


def price(value: Decimal | float | None, places: int = 2) -> str:
    """A price in the unit that the header names."""
    return number(value, places)


def mass(value: Decimal | float | None) -> str:
    """Tonnes to the kilogram."""
    return number(value, 3)


def index_value(value: Decimal | float | None) -> str:
    return number(value, 2)


def percent(value: Decimal | float | None, places: int = 1) -> str:
    """A share that is already in percent: `90 %`."""
    text = number(value, places)
    return text if text == NONE else f"{text} %"


def signed(value: Decimal | float | None, places: int = 2) -> str:
    """With a plus in front of what is above zero after rounding."""
    return numbers.signed(value, places)


def change_pct(value: Decimal | float | None) -> str:
    """A change in percent: `+0.25 %`, `−0.44 %`."""
    text = signed(value, 2)
    return text if text == NONE else f"{text} %"


def count(value: int) -> str:
    return number(value, 0)


def date(day: dt.date | None) -> str:
    return day.isoformat() if day else NONE


def weekday(day: dt.date) -> str:
    return (_WEEKDAYS if language.current() == "zh" else _ENGLISH_DAYS)[day.weekday()]


def date_weekday(day: dt.date | None) -> str:
    """`2026-10-22 周四`, `2026-10-22 Thu`."""
    return f"{day.isoformat()} {weekday(day)}" if day else NONE


def month(day: dt.date) -> str:
    """A month without its year, as axes write it: `3月`, `Mar`."""
    return f"{day.month}月" if language.current() == "zh" else _MONTHS[day.month - 1]


def year(day: dt.date) -> str:
    return f"{day.year}年" if language.current() == "zh" else str(day.year)


def clock(at: dt.datetime) -> str:
    return at.strftime("%H:%M")
