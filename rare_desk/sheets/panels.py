"""Plain panels from a file or from pasted text: columns period, product, price, quantity in either language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rare_desk.core.companions.panel import Observation
from rare_desk.core.numbers import LARGEST_AMOUNT, plain
from rare_desk.core.parsing import parse_date
from rare_desk.core.problems import Place, Problem, problem
from rare_desk.sheets.reading.cells import BadCell, Cell, RawFile, RawSheet
from rare_desk.sheets.reading.meaning.values import decimal_mark, number_reader, read_column, shown, text_reader
from rare_desk.sheets.reading.meaning.vocabulary import fold, without_space
from rare_desk.sheets.reading.workbooks.workbook import read_file

_WORDS = {
    "period": "period date month week quarter year time 期间 时期 周期 期 日期 月份 周次 季度 年月 年份",
    "product": "product item commodity code good name 品种 品名 产品 产品名称 商品 代码",
    "price": "price unitprice unitvalue 价格 单价 均价 价",
    "quantity": "quantity qty volume amount tonnes 数量 成交量 销量 量",
}
_FIELD = {fold(word): name for name, words in _WORDS.items() for word in words.split()}
_NEEDED = ("period", "product", "price")
_UNIT = re.compile(r"[(\[].*[)\]]$")
_SEARCHED = 50
LEAST_PRICE = Decimal("1e-12")
"""What is less counts as zero."""


@dataclass(slots=True)
class PanelRows:
    """Every row read, or the reasons why not; a row without a price is no observation and no mistake."""

    observations: list[Observation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_panel(data: bytes, name: str) -> PanelRows:
    """The first sheet with the columns period, product and price; `name` is what messages call the file."""
    raw = read_file(data, name)
    if isinstance(raw, Problem):
        return PanelRows(problems=[raw])
    for sheet in raw.sheets:
        header = _header(sheet)
        if header is not None:
            return _read(name, sheet, *header)
    return PanelRows(problems=[_no_header(raw, name)])


def _header(sheet: RawSheet) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        columns = _columns(row)
        if all(name in columns for name in _NEEDED):
            return at, columns
    return None


def _columns(row: Sequence[Cell]) -> dict[str, int]:
    """Of several columns of one meaning the first."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        name = _FIELD.get(_UNIT.sub("", fold(cell))) if isinstance(cell, str) else None
        if name is not None:
            found.setdefault(name, at)
    return found


def _no_header(raw: RawFile, name: str) -> Problem:
    """Names the columns that the fullest row of words lacks."""
    rows = [_columns(row) for sheet in raw.sheets for row in sheet.rows[:_SEARCHED]]
    best = max(rows, key=len, default={})
    return problem("panel-columns", value=name, missing=", ".join(n for n in _NEEDED if n not in best))


def _read(file: str, sheet: RawSheet, header: int, columns: Mapping[str, int]) -> PanelRows:
    rows = [(header + 2 + at, row) for at, row in enumerate(sheet.rows[header + 1 :]) if any(map(_filled, row))]
    titles = {name: without_space(str(sheet.rows[header][at])) for name, at in columns.items()}
    cells = {name: [row[at] for _, row in rows] for name, at in columns.items()}
    values = {
        name: read_column(column, number_reader(decimal_mark(column)) if name in ("price", "quantity") else text_reader)
        for name, column in cells.items()
    }
    found, seen = PanelRows(), dict[tuple[str, str], int]()
    for at, (number, _) in enumerate(rows):
        record = {name: column[at] for name, column in values.items()}
        for wrong in _wrong(record, seen):
            found.problems.append(wrong.at(Place(file, sheet.name, number, titles.get(wrong.field, ""))))
        period, product, price = record["period"], record["product"], record["price"]
        if isinstance(period, str) and isinstance(product, str) and isinstance(price, Decimal):
            seen.setdefault((period, product), number)
            found.observations.append(Observation(period, product, float(price), _number(record.get("quantity"))))
    if not found.observations and not found.problems:
        found.problems.append(problem("panel-empty").at(Place(file, sheet.name)))
    return found


def _filled(cell: Cell) -> bool:
    return isinstance(cell, BadCell) or bool(shown(cell).strip())


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, Decimal) else None


def _wrong(record: Mapping[str, object], seen: Mapping[tuple[str, str], int]) -> Iterator[Problem]:
    for name in ("period", "product"):
        if record[name] is None:
            yield problem(f"missing-{name}", name)
    for name, value in record.items():
        if isinstance(value, Problem):
            yield problem(value.code, name, value.value)
    price, quantity, period = record["price"], record.get("quantity"), record["period"]
    for name, number in (("price", price), ("quantity", quantity)):
        if isinstance(number, Decimal) and number > LARGEST_AMOUNT:
            yield problem("too-large", name, plain(number), limit=plain(LARGEST_AMOUNT))
    if isinstance(price, Decimal) and price < LEAST_PRICE:
        yield problem("non-positive-price", "price", plain(price))
    if isinstance(quantity, Decimal) and quantity < 0:
        yield problem("negative-quantity", "quantity", quantity)
    if isinstance(period, str):
        read = parse_date(period)
        if isinstance(read, Problem) and read.code == "ambiguous-date":
            yield problem("ambiguous-date", "period", period)
        before = seen.get((period, str(record["product"])))
        if before is not None and isinstance(price, Decimal):
            yield problem("panel-twice", "product", record["product"], period=period, row=before)
