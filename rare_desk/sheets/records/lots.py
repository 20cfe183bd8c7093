"""Weighbridge and assay sheets of a delivery: by lot its wet mass, moisture, REO and further elements, row by row."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.reading.cells import Cell, RawSheet
from rare_desk.sheets.reading.meaning.tables import is_total
from rare_desk.sheets.reading.meaning.values import are_fractions, decimal_mark, number_reader, percent_reader
from rare_desk.sheets.reading.meaning.vocabulary import fold
from rare_desk.sheets.records.headers import Head, find_head, vocabulary
from rare_desk.sheets.records.reading import (
    NOTHING,
    Reader,
    ReadFile,
    ReadSheet,
    bare,
    header_of,
    is_example,
    is_nothing,
    is_sum,
    read_records,
    word,
)

MASSES = ("gross", "tare", "wet_t")
GRADES = ("grade", "seller", "buyer", "umpire")
UNITS = {"kg": Decimal("0.001"), "t": Decimal(1)}
"""Tonnes in one."""
_BEHIND = ("", "kg", "/kg", "公斤", "千克", "吨", "/吨", "t", "/t")
_KG, _T = re.compile(r"公斤|千克|(?<![a-z])kgs?(?![a-z])"), re.compile(r"吨|(?<![a-z])(?:t|mt|tonnes?)(?![a-z])")


def _weighed(names: str) -> str:
    return "|".join(name + unit for name in names.split("|") for unit in _BEHIND)


_REO = "reo|treo|σreo|稀土总量|reo含量"


def _of(party: str) -> str:
    return "|".join(who + reo for who in party.split("|") for reo in _REO.split("|"))


_WORDS = vocabulary(
    {
        "lot": "批号|批次|批次号|样品编号|样品号|样号|编号|批|"
        "lot|lot no|lot no.|lot number|batch|batch no|sample|sample no",
        "gross": _weighed("毛重|gross|gross weight|gross mass"),
        "tare": _weighed("皮重|tare|tare weight"),
        "wet_t": _weighed("净重|湿重|净重量|湿量|net|net weight|net mass|wet|wet weight|wet mass"),
        "moisture": "水分|水份|含水|含水率|含水量|h2o|moisture",
        "grade": f"{_REO}|品位|grade",
        "seller": "卖方化验|供方化验|seller's assay|" + _of("卖方|供方|seller"),
        "buyer": "买方化验|需方化验|buyer's assay|" + _of("买方|需方|buyer"),
        "umpire": "仲裁化验|umpire's assay|" + _of("仲裁|umpire"),
        "ignored": "序号|no|no.|#|日期|时间|过磅日期|过磅时间|化验日期|车号|车牌号|车牌|司机|司磅员|化验员|备注|"
        "品名|货名|供方|需方|date|time|truck|vehicle|driver|note|notes|remark|remarks|干重|dry|dry mass|金额|单价",
    }
)  # fmt: skip
_ELEMENTS = {
    fold(alias): element
    for element, names in {
        "F": "F|氟", "P2O5": "P2O5|五氧化二磷", "P": "P|磷", "ThO2": "ThO2|氧化钍|二氧化钍", "U3O8": "U3O8|八氧化三铀",
        "Fe": "Fe|铁", "TFe": "TFe|全铁", "Fe2O3": "Fe2O3|三氧化二铁", "CaO": "CaO|氧化钙", "MgO": "MgO|氧化镁",
        "SiO2": "SiO2|二氧化硅", "Al2O3": "Al2O3|氧化铝|三氧化二铝", "BaO": "BaO|氧化钡", "BaSO4": "BaSO4|硫酸钡",
        "MnO": "MnO|氧化锰", "TiO2": "TiO2|二氧化钛", "Pb": "Pb|铅", "As": "As|砷", "S": "S|硫",
    }.items()
    for alias in names.split("|")
}  # fmt: skip
_UNIT = re.compile(r"[%％]|ppm|g/t|mg/kg")


class Weighed(NamedTuple):
    """A row of such a sheet. `wet_t` in tonnes, moisture and grades in percent; `elements` by name and unit of the
    column (`%`, `ppm`, empty when none is said).
    """

    row: int
    lot: str
    wet_t: Decimal | None
    moisture: Decimal | None
    grades: Mapping[str, Decimal]
    elements: Mapping[tuple[str, str], Decimal]


def read_lots(file: Path | bytes, name: str, unit: str = "") -> ReadFile[Weighed] | Problem:
    """`unit` (kg, t) is that of masses whose header says none; without it `unit` is a question of such a sheet."""

    def sheet(_raw: object, each: RawSheet, file_name: str) -> ReadSheet[Weighed] | None:
        head = find_head(each, _WORDS, _fits)
        return None if head is None else _Sheet(each, file_name, head, unit).read()

    found = read_records(file, name, sheet)
    none = isinstance(found, Problem) and found.code == "no-records-here"
    return problem("no-lots-here", value=name) if none else found


def _fits(head: Head) -> bool:
    names = head.fields.keys()
    said = bool(names & {*MASSES, "moisture", *GRADES}) or any(_element(other) for other in head.others)
    return "lot" in names and said


def _element(header: str) -> str:
    text = _UNIT.sub("", bare(header)).strip("/,-_")
    return _ELEMENTS.get(text, "")


class _Sheet:
    def __init__(self, sheet: RawSheet, file: str, head: Head, unit: str) -> None:
        self.rows, self.begin, self.at = sheet.rows, head.row + 1, head.fields
        self.titles = sheet.rows[head.row]
        self.above = fold(" ".join(word(cell) for row in sheet.rows[: head.row] for cell in row))
        self.reader = Reader(file, sheet, header_of(self.titles))
        self.unit = unit
        self._readers: dict[int, Callable[[Cell], Decimal | Problem]] = {}
        if self._says_units(self.begin):
            self.below = self.rows[self.begin]
            self.begin += 1
        else:
            self.below = [""] * len(self.titles)

    def read(self) -> ReadSheet[Weighed]:
        body = [(at, row) for at, row in enumerate(self.rows[self.begin :], self.begin) if self._counts(row)]
        found = []
        asked = self._asked()
        if not asked:
            found = [one for at, row in body if (one := self._row(at, row)) is not None]
        if not body:
            self.reader.wrong(self.begin - 1, self.at["lot"], problem("no-rows-here", "lot"))
        return self.reader.gives(self.begin, found, asked)

    def _asked(self) -> tuple[str, ...]:
        unsaid = any(name in self.at and not self._factor(self.at[name]) for name in MASSES)
        return ("unit",) if unsaid else ()

    def _counts(self, row: Sequence[Cell]) -> bool:
        told = any(row[at] != "" for at in (*self.at.values(), *self.elements))
        return told and not is_total(row) and not is_sum(row[self.at["lot"]]) and not is_example(row)

    def _row(self, at: int, row: Sequence[Cell]) -> Weighed | None:
        if is_nothing(row[self.at["lot"]]):
            self.reader.wrong(at, self.at["lot"], problem("missing-lot", "lot"))
            return None
        before = len(self.reader.problems)
        wet = self._wet(at, row)
        moisture = self._percent("moisture", at, row, 60)
        grades = {name: value for name in GRADES if (value := self._percent(name, at, row, 100)) is not None}
        elements = {}
        for column, (element, unit) in self.elements.items():
            value = self._value(at, column, row, self._number(column))
            if value is not None:
                elements[element, unit] = value
        if len(self.reader.problems) > before:
            return None
        return Weighed(at + 1, word(row[self.at["lot"]]), wet, moisture, grades, elements)

    def _wet(self, at: int, row: Sequence[Cell]) -> Decimal | None:
        """The net mass; gross less tare where there is none, and wrong where the three do not agree."""
        masses = {name: self._mass(name, at, row) for name in MASSES}
        gross, tare, net = masses["gross"], masses["tare"], masses["wet_t"]
        if gross is None or tare is None:
            return net
        if net is None:
            net = gross - tare
        elif abs(gross - tare - net) > Decimal("0.001"):
            expected = format((gross - tare).normalize(), "f")
            trouble = problem("net-mass-differs", "wet_t", format(net.normalize(), "f"), expected=expected)
            self.reader.wrong(at, self.at["wet_t"], trouble)
        if net <= 0:
            self.reader.wrong(at, self.at["gross"], problem("tare-above-gross", "gross", word(row[self.at["gross"]])))
        return net

    def _mass(self, name: str, at: int, row: Sequence[Cell]) -> Decimal | None:
        if name not in self.at:
            return None
        column = self.at[name]
        value = self._value(at, column, row, self._number(column))
        return None if value is None else value * (self._factor(column) or 1)

    def _percent(self, name: str, at: int, row: Sequence[Cell], high: int) -> Decimal | None:
        if name not in self.at:
            return None
        value = self._value(at, self.at[name], row, percent_reader(self.fractions))
        if value is not None and not 0 <= value <= high:
            said = format(value.normalize(), "f")
            trouble = problem("input-out-of-range", name, said, low="0", high=str(high))
            self.reader.wrong(at, self.at[name], trouble)
        return value

    def _value(
        self, at: int, column: int, row: Sequence[Cell], read: Callable[[Cell], Decimal | Problem]
    ) -> Decimal | None:
        cell = row[column]
        if cell == "" or (isinstance(cell, str) and fold(cell) in NOTHING):
            return None
        value = read(cell)
        if isinstance(value, Problem):
            self.reader.wrong(at, column, value)
            return None
        return value

    def _number(self, column: int) -> Callable[[Cell], Decimal | Problem]:
        if column not in self._readers:
            self._readers[column] = number_reader(decimal_mark(self._column(column)))
        return self._readers[column]

    def _factor(self, column: int) -> Decimal | None:
        """Tonnes in one of the unit that the header, the row below or the title says."""
        said = fold(word(self.titles[column])), fold(word(self.below[column]))
        above = self.above if "单位" in self.above or "unit" in self.above else ""
        for text in (*said, above):
            if _KG.search(text):
                return UNITS["kg"]
            if _T.search(text):
                return UNITS["t"]
        return UNITS.get(self.unit)

    def _says_units(self, at: int) -> bool:
        if at >= len(self.rows) or not is_nothing(self.rows[at][self.at["lot"]]):
            return False
        words = [fold(word(cell)) for cell in self.rows[at] if word(cell)]
        return bool(words) and all(_KG.search(one) or _T.search(one) or _UNIT.search(one) for one in words)

    @cached_property
    def elements(self) -> dict[int, tuple[str, str]]:
        """Column to element and unit."""
        found = {}
        for at, cell in enumerate(self.titles):
            if at not in self.at.values() and (element := _element(word(cell))):
                unit = _UNIT.search(fold(word(cell))) or _UNIT.search(fold(word(self.below[at])))
                found[at] = (element, unit[0] if unit else "")
        return found

    @cached_property
    def fractions(self) -> bool:
        """Moisture alone may well be below 1 %, REO is not."""
        grades = [self._column(self.at[name]) for name in GRADES if name in self.at]
        return bool(grades) and all(are_fractions(column) for column in grades)

    def _column(self, at: int) -> list[Cell]:
        return [row[at] for row in self.rows[self.begin :] if self._counts_as_row(row)]

    def _counts_as_row(self, row: Sequence[Cell]) -> bool:
        return not is_nothing(row[self.at["lot"]]) and not is_total(row)
