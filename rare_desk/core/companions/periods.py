"""Periods by their names: the day that one stands for, and their order in time."""

import datetime as dt
import re
from collections.abc import Iterable

from rare_desk.core.parsing import folded, parse_date
from rare_desk.core.problems import Problem

_WEEK = re.compile(r"(\d{4})\s*(?:-?\s*W|年\s*第?)\s*(\d{1,2})\s*周?", re.IGNORECASE)
_QUARTER = re.compile(r"([1-9]\d{3})\s*(?:-?\s*Q\s*([1-4])|年\s*第?\s*([1-4])\s*季度?)", re.IGNORECASE)
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年?")
_MONTH = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])")
_DIGITS = re.compile(r"(\d+)")


def day_of(name: str) -> dt.date | None:
    """The day, or the first day of the month, quarter or year, or the Monday of the ISO week; None for other names."""
    text = folded(name)
    if found := _WEEK.fullmatch(text):
        return _monday(int(found[1]), int(found[2]))
    if found := _QUARTER.fullmatch(text):
        return dt.date(int(found[1]), 3 * int(found[2] or found[3]) - 2, 1)
    if found := _YEAR.fullmatch(text):
        return dt.date(int(found[1]), 1, 1)
    if found := _MONTH.fullmatch(text):
        return dt.date(int(found[1]), int(found[2]), 1)
    read = parse_date(text)
    return None if isinstance(read, Problem) else read


def in_time(names: Iterable[str]) -> tuple[str, ...]:
    """By their days where all have one; else by their words and numbers, so that 9 comes before 10."""
    ordered = sorted(names)
    days = {name: day for name in ordered if (day := day_of(name)) is not None}
    if len(days) == len(ordered):
        return tuple(sorted(ordered, key=lambda name: days[name]))
    return tuple(sorted(ordered, key=_natural))


def _monday(year: int, week: int) -> dt.date | None:
    try:
        return dt.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(name) if part)
