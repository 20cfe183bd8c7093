"""Points of published indices out of a table: one index a column, or name and value in columns of their own.

Several tables may stand side by side, each with its own column of dates. A column is an index when most of its cells
are numbers; changes, volumes and other prices of the day beside the closing value are not read.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from rare_desk.core.numbers import LARGEST, RATE_PLACES, plain, vanishes
from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.reading.cells import BadCell, Cell, RawFile, RawSheet
from rare_desk.sheets.reading.meaning.values import date_reader, day_first_of, decimal_mark, number_reader, read_column
from rare_desk.sheets.reading.meaning.vocabulary import fold, mass_unit
from rare_desk.sheets.records.named import named
from rare_desk.sheets.records.reading import (
    SEARCHED,
    Reader,
    ReadFile,
    ReadSheet,
    bare,
    first_row,
    header_of,
    is_example,
    is_nothing,
    is_sum,
    read_records,
    word,
)

_DATES = named(
    "日期|时间|交易日|交易日期|发布日期|公布日期|数据日期|月份|年月|期间|周期|date|day|month|period|tradedate|time|week"
)
_VALUES = named(
    "点位|指数点位|收盘点位|收盘|收盘价|收盘指数|收盘点|数值|值|指数值|点数|指数|价格指数|本期|本期指数|最新|"
    "最新值|value|close|closing|index|indexvalue|level|points|point|price|last"
)
_NAMES = named("指数名称|名称|指数|系列|品种|指标|indexname|name|index|series|indicator")
_INDEX_NAMES = named("指数名称|indexname")
_NOT_READ = named(
    "开盘|开盘价|最高|最高价|最低|最低价|昨收|前收盘|上期|成交量|成交额|成交金额|持仓量|备注|说明|来源|序号|"
    "代码|open|high|low|volume|turnover|note|remark|source|no.|no|code|prev|previous"
)
_CHANGES = (
    "涨跌",
    "环比",
    "同比",
    "较上",
    "较前",
    "较昨",
    "变动",
    "change",
    "chg",
    "%",
    "yoy",
    "mom",
    "覆盖率",
    "coverage",
)
_DEFAULT_SHEETS = ("sheet", "工作表", "表", "导出", "export", "data", "数据")


class PointRead(NamedTuple):
    """`row` is the sheet's row number; `series` the name of the index."""

    row: int
    column: str
    series: str
    date: dt.date
    value: Decimal


@dataclass(frozen=True, slots=True)
class _Block:
    """A column of dates and what belongs to it: series by column, or a column of names with one of values."""

    dates: int
    series: dict[int, str]
    names: int | None = None


def read_published(
    file: Path | bytes, name: str, today: dt.date, index: str = "", day_first: bool | None = None
) -> ReadFile[PointRead] | Problem:
    """`index` names the points of a column whose header says no name, such as 收盘; else sheet or file do."""

    def sheet(raw: RawFile, each: RawSheet, file_name: str) -> ReadSheet[PointRead] | None:
        return _Sheet(raw, each, file_name, today, index, day_first).read()

    return read_records(file, name, sheet)


def heads_points(sheet: RawSheet) -> bool:
    """Whether it is a date, an index and its value to the row, and nothing else."""
    rows = ([head for cell in row if (head := bare(word(cell)))] for row in sheet.rows[:SEARCHED])
    return any(_is_long(row) for row in rows)


def _is_long(heads: Sequence[str]) -> bool:
    dates, named_ones = (sum(head in names for head in heads) for names in (_DATES, _INDEX_NAMES))
    return (
        dates == named_ones == 1
        and any(head in _VALUES for head in heads)
        and set(heads) <= (_DATES | _VALUES | _NAMES | _NOT_READ)
    )


def holds_more(raw: RawFile, sheet: RawSheet) -> bool:
    """Whether a column of words or of quantities stands among the points, as in a table of something else."""
    return _Sheet(raw, sheet, "", dt.date.max, "", None).holds_more()


class _Sheet:
    def __init__(
        self, raw: RawFile, sheet: RawSheet, file: str, today: dt.date, index: str, day_first: bool | None
    ) -> None:
        self.rows = sheet.rows
        self.today = today
        self.index = index.strip() or _title(sheet, file)
        self.header = first_row(range(min(len(self.rows), SEARCHED)), self._heads)
        self.begin = 0 if self.header is None else self.header + 1
        headers = [] if self.header is None else header_of(self.rows[self.header])
        self.reader = Reader(file, sheet, headers)
        self.day_first = day_first
        self.epoch_1904 = raw.epoch_1904

    def read(self) -> ReadSheet[PointRead] | None:
        blocks = self._headed() if self.header is not None else self._headless()
        if not blocks:
            return None
        found = [point for block in blocks for point in self._points(block)]
        found.sort(key=lambda point: point.row)
        return self.reader.gives(0 if self.header is None else self.header + 1, self._once(found))

    def holds_more(self) -> bool:
        known = _DATES | _NAMES | _VALUES | _NOT_READ
        others = [(at, head) for at, head in enumerate(self.reader.headers) if head and bare(head) not in known]
        return any(mass_unit(fold(head)) or (self._is_text(at) and not _is_beside(head)) for at, head in others)

    # -- which columns -----------------------------------------------------------------------------------------------

    def _heads(self, row: int) -> bool:
        words = [bare(word(cell)) for cell in self.rows[row]]
        return any(one in _DATES for one in words) and sum(map(bool, words)) > 1

    def _headed(self) -> list[_Block]:
        headers = list(self.reader.headers)
        starts = [at for at, header in enumerate(headers) if bare(header) in _DATES]
        ends = [*starts[1:], len(headers)]
        begins = [0, *starts[1:]]  # what stands before the first date belongs to it
        blocks = [
            self._block(start, [at for at in range(begin, end) if at != start], headers)
            for start, begin, end in zip(starts, begins, ends, strict=True)
        ]
        return [block for block in blocks if block.series]

    def _block(self, dates: int, columns: Sequence[int], headers: Sequence[str]) -> _Block:
        names = next((at for at in columns if bare(headers[at]) in _NAMES and self._is_text(at)), None)
        series = {}
        for at in columns:
            if at == names or not headers[at] or _is_beside(headers[at]) or not self._is_numbers(at):
                continue
            series[at] = self.index if bare(headers[at]) in _VALUES else headers[at]
        if names is not None and series:
            value = next((at for at in series if bare(headers[at]) in _VALUES), min(series))
            return _Block(dates, {value: ""}, names)
        return _Block(dates, series)

    def _headless(self) -> list[_Block]:
        """A date and a number beside it in the first rows: the sheet or the file names the index."""
        day = date_reader(self.day_first, None, self.epoch_1904)
        number = number_reader()
        for row in self.rows[:SEARCHED]:
            for at, (cell, beside) in enumerate(pairwise(row)):
                dated = isinstance(cell, (str, dt.date)) and isinstance(day(cell), dt.date)
                if dated and not isinstance(beside, BadCell) and isinstance(number(beside), Decimal):
                    return [_Block(at, {at + 1: self.index})]
        return []

    def _cells(self, at: int) -> list[Cell]:
        return [row[at] for row in self.rows[self.begin :] if at < len(row) and not is_nothing(row[at])]

    def _is_numbers(self, at: int) -> bool:
        cells = self._cells(at)
        numbers = sum(isinstance(value, Decimal) for value in read_column(cells, number_reader(decimal_mark(cells))))
        return numbers > 0 and 2 * numbers >= len(cells)

    def _is_text(self, at: int) -> bool:
        return bool(self._cells(at)) and not self._is_numbers(at)

    # -- its points --------------------------------------------------------------------------------------------------

    def _points(self, block: _Block) -> list[PointRead]:
        cells = [row[block.dates] for row in self.rows[self.begin :]]
        first = self.day_first if self.day_first is not None else day_first_of(cells)
        days = read_column(cells, date_reader(first, None, self.epoch_1904))
        numbers = {at: self._numbers(at) for at in block.series}
        found = []
        for row, day in enumerate(days, self.begin):
            values = {at: numbers[at][row - self.begin] for at in block.series if not is_nothing(self.rows[row][at])}
            if not values or is_sum(self.rows[row][block.dates]) or is_example(self.rows[row]):
                continue
            if not isinstance(day, dt.date):
                if any(isinstance(value, Decimal) for value in values.values()):
                    self.reader.wrong(row, block.dates, day or problem("missing-date", "date"))
                continue
            found += [
                point for at, value in values.items() if (point := self._point(block, row, at, day, value)) is not None
            ]
        return found

    def _numbers(self, at: int) -> list[Decimal | Problem | None]:
        cells = [row[at] for row in self.rows[self.begin :]]
        read: Callable[[Cell], Decimal | Problem] = number_reader(decimal_mark(cells))
        return read_column(cells, read)

    def _point(
        self, block: _Block, row: int, at: int, day: dt.date, value: Decimal | Problem | None
    ) -> PointRead | None:
        name = block.series[at] if block.names is None else word(self.rows[row][block.names])
        trouble = self._trouble(day, value, name)
        if trouble is not None:
            column = at if trouble.field != "name" or block.names is None else block.names
            self.reader.wrong(row, block.dates if trouble.field == "date" else column, trouble)
            return None
        assert isinstance(value, Decimal)
        return PointRead(row + 1, self.reader.place(row, at).column, name, day, value)

    def _trouble(self, day: dt.date, value: Decimal | Problem | None, name: str) -> Problem | None:
        if not isinstance(value, Decimal):
            return value or problem("missing-point", "value")
        if not name:
            return problem("unnamed-index", "name")
        if day > self.today + dt.timedelta(days=1):
            return problem("future-date", "date", day.isoformat())
        if value <= 0 or vanishes(value, RATE_PLACES):
            return problem("point-not-positive", "value", plain(value))
        return problem("too-large", "value", plain(value), limit=plain(LARGEST)) if value > LARGEST else None

    def _once(self, found: Sequence[PointRead]) -> list[PointRead]:
        """A day that stands twice with one value counts once; with two, the second one is wrong."""
        kept: dict[tuple[str, dt.date], PointRead] = {}
        for point in found:
            before = kept.setdefault((point.series, point.date), point)
            if before.value != point.value:
                trouble = problem("point-twice", "value", plain(point.value), other=plain(before.value), row=before.row)
                place = self.reader.place(point.row - 1, 0)
                self.reader.problems.append(trouble.at(type(place)(place.file, place.sheet, point.row, point.column)))
        return list(kept.values())


def _is_beside(header: str) -> bool:
    text = bare(header)
    return text in _NOT_READ or any(mark in text for mark in _CHANGES) or any(mark in header for mark in "%％")


def _title(sheet: RawSheet, file: str) -> str:
    """What the sheet is called, unless every sheet is called so; else the file; pasted text says nothing."""
    name = sheet.name.strip()
    plain_name = name.lower().rstrip("0123456789 ")
    if name and plain_name not in _DEFAULT_SHEETS:
        return name
    return Path(file).stem if Path(file).suffix else ""
