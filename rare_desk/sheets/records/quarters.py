"""Quarters as announcements write them."""

import datetime as dt
import re

from rare_desk.core.quotes import quarter_of
from rare_desk.sheets.reading.cells import BadCell, Cell
from rare_desk.sheets.reading.meaning.values import shown
from rare_desk.sheets.reading.meaning.vocabulary import fold

_NUMBER = {word: str(number) for number, word in enumerate("一二三四", 1)}
_YEAR = r"(?P<year>(?:19|20)\d{2})(?:年度?)?"
_SHORT = r"(?P<short>\d{2})(?:年度?)?"
_NAMED = (
    r"(?:第?(?P<number>[1-4一二三四])季度?|q(?P<q>[1-4])|(?P<before>[1-4])q"
    r"|(?P<first>\d{1,2})月?[-~至到](?P<last>\d{1,2})月份?)"
)
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}[-/. ]?{_NAMED}",
        rf"{_NAMED}[-/., ']?{_YEAR}",
        rf"q(?P<q>[1-4])'?{_SHORT}|(?P<before>[1-4])q{_SHORT.replace('short', 'short2')}",
    )
)
_BARE = re.compile(_NAMED)


def quarter_in(cell: Cell, year: int | None = None) -> str | None:
    """`2026Q1` of `2026年一季度`, `2026年1-3月`, `1Q26` or a day of it; `year` completes `一季度`. None: no quarter."""
    if isinstance(cell, BadCell):
        return None
    if isinstance(cell, dt.date):
        return quarter_of(cell)
    text = fold(shown(cell))
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            said = parts.get("year") or "20" + str(parts.get("short") or parts.get("short2"))
            return _quarter(said, parts)
    found = _BARE.fullmatch(text)
    return _quarter(str(year), found.groupdict()) if found and year else None


def _quarter(year: str, parts: dict[str, str | None]) -> str | None:
    number = parts.get("number") or parts.get("q") or parts.get("before")
    if number is None:
        first, last = int(parts["first"] or 0), int(parts["last"] or 0)
        if first not in (1, 4, 7, 10) or last != first + 2:
            return None
        number = str((first + 2) // 3)
    return f"{year}Q{_NUMBER.get(number, number)}"
