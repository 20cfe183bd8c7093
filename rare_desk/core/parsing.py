"""Strict readers of what people write: numbers, quantities, ranges and dates. All of a text is understood, or none."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from rare_desk.core.problems import Problem, problem
from rare_desk.core.units import Unit

_TEN_THOUSAND = {
    "": Decimal(1),
    "万": Decimal(10_000),
    "萬": Decimal(10_000),
    "亿": Decimal(10**8),
    "億": Decimal(10**8),
}
_SIGNS = str.maketrans({"−": "-", "‒": "-", "–": "-", "—": "-", "﹣": "-", "〜": "~", "∼": "~", "。": "."})
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
"""Marks without width that come along from web pages and messengers; none of them turns what follows around."""
_NOTE_MARKS = re.compile("([²³¹⁰⁴-⁹₀-₉①-⒛⓪⓵-⓿❶-➓㉈-㉟㊱-㊿]+)")
"""Raised, lowered and circled digits: behind a figure they lead to a note below the table and are no part of it."""
_CURRENCY = r"(?:¥|\$|US\$|CNY|RMB|USD|人民币|美元)?"
_DIGITS = {
    ".": r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+",
    ",": r"(?:\d{1,3}(?:[. ]\d{3})+|\d+)(?:,\d+)?|,\d+",
}
_NUMBER = {
    mark: re.compile(
        rf"(?P<open>\()?\s*(?P<sign>[-+]?)\s*{_CURRENCY}\s*(?P<sign2>-?)(?P<digits>{digits})\s*"
        r"(?P<myriad>[万萬亿億]?)\s*(?:元|块|%)?\s*(?P<close>\))?",
        re.IGNORECASE,
    )
    for mark, digits in _DIGITS.items()
}
_UNITS = {
    "t": Unit.T, "mt": Unit.T, "ton": Unit.T, "tons": Unit.T, "tonne": Unit.T, "tonnes": Unit.T, "吨": Unit.T,
    "噸": Unit.T, "公吨": Unit.T, "公噸": Unit.T, "kg": Unit.KG, "kgs": Unit.KG, "千克": Unit.KG, "公斤": Unit.KG,
}  # fmt: skip
_QUANTITY = re.compile(r"(?P<number>.*?[\d.,万萬亿億])\s*(?P<unit>(?![万萬亿億])[^\W\d_]+)?", re.DOTALL)
_MYRIAD = re.compile("[万萬亿億]")
_RANGE = re.compile(r"(?P<low>[^~]+?)\s*(?:~|至|到|\bto\b|(?<=[\d万萬元 ])-)\s*(?P<high>[^~]+)", re.IGNORECASE)


_LONGEST = 1000
_BLANKS = re.compile(r"\s{20}")


def _is_prose(text: str) -> bool:
    """Longer than any number, or with gaps that no number has: not even looked at, as that would take long."""
    return len(text) > 60 and (len(text) > _LONGEST or _BLANKS.search(text) is not None)


def folded(text: str) -> str:
    """Half-width, with one kind of minus, tilde and point, no white space around and nothing that cannot be seen. A
    note's mark stays what it is."""
    if text.isascii():
        return text.strip()
    parts = _NOTE_MARKS.split(text)
    parts[::2] = (unicodedata.normalize("NFKC", part) for part in parts[::2])
    return "".join(parts).translate(_SIGNS).translate(_UNSEEN).strip()


PLAIN_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,20})?")
"""A number not below zero, in digits as the program itself writes it: `102.340`."""


def parse_number(text: str, decimal_mark: str = ".") -> Decimal | Problem:
    """The number, with 万 and 亿 counted in; a percentage stays in percent (`13%` is 13).

    `decimal_mark` is "." or ","; the other one groups thousands, in valid groups of three only.
    """
    if decimal_mark == "." and PLAIN_NUMBER.fullmatch(text):
        return Decimal(text)
    found = None if _is_prose(text) else _NUMBER[decimal_mark].fullmatch(folded(text))
    if not found or bool(found["open"]) != bool(found["close"]) or (found["sign"] and found["sign2"]):
        return problem("not-a-number", value=text)
    digits = found["digits"]
    plain = digits.replace(",", "") if decimal_mark == "." else re.sub("[. ]", "", digits).replace(",", ".")
    value = Decimal(plain) * _TEN_THOUSAND[found["myriad"]]
    negative = bool(found["open"]) or "-" in (found["sign"], found["sign2"])
    return -value if negative else value


def parse_unit(text: str) -> Unit | None:
    """Tonnes or kilograms by any of their names; None for a word that is neither."""
    return _UNITS.get(folded(text).casefold())


def parse_quantity(text: str, decimal_mark: str = ".") -> tuple[Decimal, Unit | None] | Problem:
    """A number with or without its unit behind it: `1.3吨`, `350 kg`."""
    found = None if _is_prose(text) else _QUANTITY.fullmatch(folded(text))
    if not found:
        return problem("not-a-number", value=text)
    unit = parse_unit(found["unit"]) if found["unit"] else None
    if found["unit"] and unit is None:
        return problem("not-a-number" if _NUMBER[decimal_mark].match(found["unit"]) else "unknown-unit", value=text)
    number = parse_number(found["number"], decimal_mark)
    return problem("not-a-number", value=text) if isinstance(number, Problem) else (number, unit)


def parse_range(text: str, decimal_mark: str = ".") -> tuple[Decimal, Decimal] | Problem:
    """Low and high of `415000-420000`, `1.2～1.3` or `41.5-42万`; a single number is both."""
    written = folded(text)
    single = parse_number(written, decimal_mark)
    if not isinstance(single, Problem):
        return single, single
    found = None if _is_prose(text) else _RANGE.fullmatch(written)
    if not found:
        return problem("not-a-number", value=text)
    low, high = parse_number(found["low"], decimal_mark), parse_number(found["high"], decimal_mark)
    if isinstance(low, Problem) or isinstance(high, Problem):
        return problem("not-a-number", value=text)
    shared = _MYRIAD.search(found["high"])
    if shared and not _MYRIAD.search(found["low"]) and low * _TEN_THOUSAND[shared[0]] <= high:
        low *= _TEN_THOUSAND[shared[0]]
    return (low, high) if low <= high else problem("range-reversed", value=text)


_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_TIME = r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AP]M)?Z?)?"
_YEAR_FIRST = re.compile(r"(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})" + _TIME, re.IGNORECASE)
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?" + _TIME)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})" + _TIME, re.IGNORECASE)
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-\s/.]*([A-Za-z]{3,9})\.?[-\s/,]*(\d{4})")
_NAME_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH = re.compile(r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*月?")
_MONTH_NAME = re.compile(r"([A-Za-z]{3,9})\.?[-\s,]*(\d{4})")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*[日号]?")


def parse_date(
    text: str, today: dt.date | None = None, *, day_first: bool | None = None, year: int | None = None
) -> dt.date | Problem:
    """The day that is written; a month (`2017年11月`, `2017-11`) is its first day.

    With `today` also the shorthands `t`, `-1`, `+7`, `22` (of this month) and `9.7` (of this year). `day_first` decides
    `08/01/2025`, which is an `ambiguous-date` without it; `year` completes `9.7` and `9月7日`.
    """
    if len(text) > _LONGEST:
        return problem("not-a-date", value=text)
    written = folded(text)
    if today is not None:
        short = _shorthand(written, today)
        if short is not None:
            return short
    read = _full(written, day_first)
    if read is None:
        read = _of_year(written, year if today is None else today.year)
    if read is None:
        read = parse_month(written)
    return problem("not-a-date", value=text) if read is None else naming(read, text)


def naming(read: dt.date | Problem, text: str) -> dt.date | Problem:
    """A problem with the text as it was written in place of what became of it."""
    return problem(read.code, value=text) if isinstance(read, Problem) else read


def parse_month(text: str) -> dt.date | None:
    """The first day of a written month; None when no month is written."""
    written = folded(text)
    if found := _MONTH.fullmatch(written):
        return _day(int(found[1]), int(found[2]), 1)
    if found := _MONTH_NAME.fullmatch(written):
        return _day(int(found[2]), _MONTHS.get(found[1].casefold(), 0), 1)
    return None


def _full(written: str, day_first: bool | None) -> dt.date | Problem | None:
    if found := _YEAR_FIRST.fullmatch(written):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _CHINESE.fullmatch(written) or _COMPACT.fullmatch(written):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.fullmatch(written):
        return _day_or_month_first(int(found[1]), int(found[3]), int(found[4]), day_first)
    if found := _DAY_NAME.fullmatch(written):
        return _day(int(found[3]), _MONTHS.get(found[2].casefold(), 0), int(found[1]))
    if found := _NAME_DAY.fullmatch(written):
        return _day(int(found[3]), _MONTHS.get(found[1].casefold(), 0), int(found[2]))
    return None


def _day_or_month_first(first: int, second: int, year: int, day_first: bool | None) -> dt.date | Problem | None:
    if day_first is None:
        readings = {read for read in (_day(year, second, first), _day(year, first, second)) if read is not None}
        if len(readings) > 1:
            return problem("ambiguous-date")
        return readings.pop() if readings else None
    return _day(year, second, first) if day_first else _day(year, first, second)


def _of_year(written: str, year: int | None) -> dt.date | None:
    found = _MONTH_DAY.fullmatch(written)
    return _day(year, int(found[1]), int(found[2])) if found and year is not None else None


def _shorthand(written: str, today: dt.date) -> dt.date | None:
    if written.casefold() in {"t", "今天", "今日"}:
        return today
    if written == "昨天":
        return today - dt.timedelta(days=1)
    if re.fullmatch(r"[-+]\d{1,3}", written):
        return today + dt.timedelta(days=int(written))
    if re.fullmatch(r"\d{1,2}", written):
        return _day(today.year, today.month, int(written))
    return None


YEARS = range(1900, 2101)
"""A date of any other year is a slip: an index would have a day for each one between."""


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


_EPOCH_1900 = dt.date(1899, 12, 30)
_EPOCH_1904 = dt.date(1904, 1, 1)


def serial_date(serial: float, *, epoch_1904: bool = False) -> dt.date | None:
    """The day of a spreadsheet's day number; None outside 1955 to 2118, where it is rather some other number."""
    if not 20_000 <= serial + (1462 if epoch_1904 else 0) < 80_000:
        return None
    return (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + dt.timedelta(days=int(serial))
