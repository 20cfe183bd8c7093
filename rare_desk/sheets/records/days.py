"""Non-trading days out of a holiday table: a row a day, or a row a holiday with its span and its working weekends."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from rare_desk.core.parsing import folded, parse_date
from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.reading.cells import BadCell, Cell, RawFile, RawSheet
from rare_desk.sheets.reading.meaning.values import date_reader, day_first_of
from rare_desk.sheets.reading.meaning.vocabulary import YES_NO, fold
from rare_desk.sheets.records.headers import Head, find_head, vocabulary
from rare_desk.sheets.records.reading import (
    Reader,
    ReadFile,
    ReadSheet,
    filled_cells,
    header_of,
    is_nothing,
    read_records,
    word,
)

_WORDS = vocabulary(
    {
        "date": "日期|放假日期|休市日期|节假日日期|假日日期|非交易日|休市日|放假时间|休市时间|假期|放假安排|"
        "休市安排|时间|date|day|holiday date|non-trading day|closing date|dates",
        "begin": "开始日期|起始日期|开始|起始|起|自|放假开始|休市开始|from|start|begin|start date|first day",
        "end": "结束日期|截止日期|结束|截止|止|至|放假结束|休市结束|to|end|end date|last day",
        "name": "名称|节日|节假日|节日名称|节假日名称|假日|假日名称|事由|name|holiday|holiday name|occasion|festival",
        "kind": "休市/补班|休市/开市|放假/补班|类型|性质|安排|状态|类别|type|kind|status|open/closed",
        "off": "是否休市|是否放假|是否节假日|休市|放假|closed|non-trading|holiday?|is holiday",
        "on": "是否交易|是否交易日|是否开市|是否工作日|trading|open|trading day|is trading day",
        "work": "补班|补班日期|补班日|调休上班|调休上班日期|上班日期|调班|调休|调休补班|补班安排|working weekend|"
        "working weekends|make-up days|make-up working days|working days",
        "estimated": "是否推算|推算|是否估计|预估|estimated",
        "ignored": "序号|no.|no|#|星期|周几|weekday|天数|days|放假天数|休市天数|备注|说明|来源|note|notes|remark|"
        "remarks|source|国家|地区|country",
        "year": "年|年份|年度|year",
    },
    "date", "name", "kind:day_kind", "work:working_days", "estimated", "ignored:note",
)  # fmt: skip
_WORKING = re.compile("补班|上班|开市|交易日|工作日|照常|正常交易|working|work|open|trading")
_WORKED = re.compile("补班|上班|make-?up|working(?:day|weekend)")
"""In the name of a day that is worked."""
_CLOSED = re.compile("不(?:开市|交易|上班)|非(?:交易日|工作日)|non-?(?:trading|working)|not(?:open|working|trading)")
_BESIDE = re.compile(
    r"[(（][^)）]*[)）]|放假.*$|休市.*$|调休.*$|照常.*$|正常.*$|上班.*$|(?:星期|周)[一二三四五六日天]|共\d+天|,?共.*天"
)
_BETWEEN = re.compile(r"\s*(?:~|至|到|\bto\b|(?<=[日号])\s*-|\s-\s)\s*")
_LISTED = re.compile(r"[、,，;；和]|\s+and\s+")
_LONGEST = 31
"""Days that one holiday may last."""
YES, NO = "yes", "no"


class DayRead(NamedTuple):
    """`row` is the sheet's row number; `off`: no index day; `estimated`: not announced yet. `name` may be empty."""

    row: int
    column: str
    date: dt.date
    name: str
    off: bool
    estimated: bool


def read_days(file: Path | bytes, name: str) -> ReadFile[DayRead] | Problem:
    def sheet(raw: RawFile, each: RawSheet, file_name: str) -> ReadSheet[DayRead] | None:
        head = find_head(each, _WORDS, _fits)
        return None if head is None else _Sheet(raw, each, file_name, head).read()

    return read_records(file, name, sheet)


def heads_days(sheet: RawSheet) -> bool:
    """Whether it is such a table and no other: every column is one of a holiday table."""
    head = find_head(sheet, _WORDS, _fits)
    return head is not None and not head.others and bool({"name", "kind", "off", "on", "work"} & head.fields.keys())


def _fits(head: Head) -> bool:
    told = len({"date", "begin", "name", "kind", "off", "on", "work"} & head.fields.keys())
    return bool({"date", "begin"} & head.fields.keys()) and told > 1


class _Sheet:
    def __init__(self, raw: RawFile, sheet: RawSheet, file: str, head: Head) -> None:
        self.rows, self.begin, self.at = sheet.rows, head.row + 1, head.fields
        self.reader = Reader(file, sheet, header_of(sheet.rows[head.row]))
        titles = [word(cell) for row in sheet.rows[: head.row] for cell in row]
        self.year = _year_in([*titles, sheet.name, Path(file).stem])
        dates = [row[self.at[one]] for one in ("date", "begin") if one in self.at for row in sheet.rows[self.begin :]]
        self.day_first = day_first_of(dates)
        self.epoch_1904 = raw.epoch_1904

    def read(self) -> ReadSheet[DayRead]:
        found = [one for row in range(self.begin, len(self.rows)) for one in self._row(row)]
        return self.reader.gives(self.begin, self._once(found))

    def _row(self, row: int) -> Iterator[DayRead]:
        filled = filled_cells(self.rows[row])
        if not filled:
            return
        if named_year := _year_in([self._text(row, "year")]):
            self.year = named_year
        field = "date" if "date" in self.at and not self._is_empty(row, "date") else "begin"
        if self._is_empty(row, field):
            if len(filled) > 1:
                self.reader.wrong(row, self.at.get(field, 0), problem("missing-date", "date"))
            return
        days = self._days(row, field)
        if isinstance(days, Problem):
            if len(filled) > 1 or any(char.isdigit() for char in word(filled[0])[:4]):
                self.reader.wrong(row, self.at[field], days)
            return
        off, estimated = self._is_off(row), self._is_estimated(row)
        for told, at in ((off, "kind"), (estimated, "estimated")):
            if isinstance(told, Problem):
                self.reader.wrong(row, self.at.get(told.field, self.at.get(at, 0)), told)
        if isinstance(off, Problem) or isinstance(estimated, Problem):
            return
        name = self._text(row, "name")
        yield from (DayRead(row + 1, self._header(field), day, name, off, estimated) for day in days)
        yield from self._working(row)

    def _working(self, row: int) -> Iterator[DayRead]:
        """Days that a holiday's row says are worked in its stead."""
        if self._is_empty(row, "work") or fold(self._text(row, "work")) in YES_NO:
            return
        days = self._spans(self._text(row, "work"))
        if isinstance(days, Problem):
            self.reader.wrong(row, self.at["work"], days)
            return
        yield from (DayRead(row + 1, self._header("work"), day, "", off=False, estimated=False) for day in days)

    # -- cells -------------------------------------------------------------------------------------------------------

    def _header(self, field: str) -> str:
        return self.reader.place(0, self.at[field]).column

    def _is_empty(self, row: int, field: str) -> bool:
        return field not in self.at or is_nothing(self.rows[row][self.at[field]])

    def _text(self, row: int, field: str) -> str:
        return "" if self._is_empty(row, field) else " ".join(word(self.rows[row][self.at[field]]).split())

    def _is_off(self, row: int) -> bool | Problem:
        for field in ("off", "on"):
            said = self._text(row, field)
            if said:
                if (told := YES_NO.get(fold(said))) is None:
                    return problem("unknown-day-kind", field, said)
                return (told == YES) is (field == "off")
        worked = YES_NO.get(fold(self._text(row, "work")))
        if worked is not None:
            return worked != YES
        said, named = fold(self._text(row, "kind")), fold(self._text(row, "name"))
        return bool(_CLOSED.search(said)) or not (_WORKING.search(said) if said else _WORKED.search(named))

    def _is_estimated(self, row: int) -> bool | Problem:
        said = self._text(row, "estimated")
        told = YES_NO.get(fold(said)) if said else NO
        return problem("unknown-yes-no", "estimated", said) if told is None else told == YES

    def _days(self, row: int, field: str) -> list[dt.date] | Problem:
        cell = self.rows[row][self.at[field]]
        if field == "begin" and not self._is_empty(row, "end"):
            first, last = self._day(cell), self._day(self.rows[row][self.at["end"]])
            return first if isinstance(first, Problem) else last if isinstance(last, Problem) else _span(first, last)
        day = self._day(cell)
        return self._spans(cell) if isinstance(day, Problem) and isinstance(cell, str) else _listed(day)

    def _day(self, cell: Cell) -> dt.date | Problem:
        if isinstance(cell, BadCell):
            return problem(cell.code, "date", cell.text)
        if isinstance(cell, str):
            cell = _BESIDE.sub("", folded(cell)).strip()
        return date_reader(self.day_first, self.year, self.epoch_1904)(cell)

    def _spans(self, text: str) -> list[dt.date] | Problem:
        """`1月1日(周四)至3日(周六)放假`, `2月14日、28日`: every day of it."""
        found: list[dt.date] = []
        for part in filter(None, _LISTED.split(_BESIDE.sub("", folded(text)))):
            ends = _BETWEEN.split(part.strip(), maxsplit=1)
            first = self._near(ends[0], found)
            if isinstance(first, Problem):
                return problem(first.code, "date", text)
            last = self._near(ends[-1], [first])
            span = last if isinstance(last, Problem) else _span(first, last)
            if isinstance(span, Problem):
                return replace(span, value=text)
            found += span
        return found or problem("not-a-date", "date", text)

    def _near(self, text: str, before: Sequence[dt.date]) -> dt.date | Problem:
        """A day that may leave out its year, or its month, when the one before says them."""
        if before and (found := re.fullmatch(r"(\d{1,2})\s*[日号]?", text.strip())):
            text = f"{before[-1].year}-{before[-1].month}-{found[1]}"
        return parse_date(text.strip(), day_first=self.day_first, year=before[-1].year if before else self.year)

    def _once(self, found: Sequence[DayRead]) -> list[DayRead]:
        """A day that stands twice counts once, and is wrong when it is closed and open."""
        kept: dict[dt.date, DayRead] = {}
        for one in found:
            before = kept.setdefault(one.date, one)
            if before.off != one.off:
                trouble = problem("day-closed-and-open", "date", one.date.isoformat(), row=before.row)
                place = self.reader.place(one.row - 1, 0)
                self.reader.problems.append(trouble.at(type(place)(place.file, place.sheet, one.row, one.column)))
        return list(kept.values())


_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


def _year_in(texts: Sequence[str]) -> int | None:
    """The one year that a text names; None where it names two."""
    for text in texts:
        years = set(_YEAR.findall(text))
        if len(years) == 1:
            return int(years.pop())
    return None


def _listed(day: dt.date | Problem) -> list[dt.date] | Problem:
    return day if isinstance(day, Problem) else [day]


def _span(first: dt.date, last: dt.date) -> list[dt.date] | Problem:
    days = (last - first).days
    if not 0 <= days < _LONGEST:
        return problem("holiday-too-long", "date", f"{first.isoformat()} - {last.isoformat()}", limit=_LONGEST)
    return [first + dt.timedelta(days=number) for number in range(days + 1)]
