"""Cells to values, a column at a time; each distinct cell is read once.

A value is what the column is about, a Problem, or None for an empty cell.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar, cast

from rare_desk.core.numbers import places_of, plain
from rare_desk.core.parsing import YEARS, folded, parse_date, parse_number, parse_quantity, parse_range, serial_date
from rare_desk.core.problems import Problem, problem
from rare_desk.core.products import Catalogue
from rare_desk.core.quotes import Period
from rare_desk.core.scaled import pico
from rare_desk.core.units import Unit
from rare_desk.sheets.reading.cells import BadCell, Cell
from rare_desk.sheets.reading.meaning.alike import Values
from rare_desk.sheets.reading.meaning.dates import Order, cut_day, read_day
from rare_desk.sheets.reading.meaning.vocabulary import currency_code, fold, price_measure

V = TypeVar("V")
_QUOTED = re.compile(r"^\s*['‘’＇](?=[\d０-９+\-.¥￥$])")
"""The sign by which Excel is told that figures are text, left standing as a character."""
_QUOTES = frozenset("'‘’＇")
_EMPTY = frozenset({"", "-", "--", "/", "—", "——"})
_LOOKED_AT = 1000


def read_column(cells: Sequence[Cell], read: Callable[[Cell], V | Problem | None]) -> Values[V | Problem | None]:
    """Every cell through `read`, which never sees an empty or a bad one."""
    known = _Known(read)
    values = Values(map(known.__getitem__, cells), known.values())
    if (0 in known or 1 in known) and bool in set(map(type, cells)):  # True equals 1 as a key
        return read_column([str(cell).upper() if isinstance(cell, bool) else cell for cell in cells], read)
    return values


class _Known(dict[Cell, V | Problem | None]):
    """What each distinct cell is read as, once it has been met."""

    def __init__(self, read: Callable[[Cell], V | Problem | None]) -> None:
        self.read = read

    def __missing__(self, cell: Cell) -> V | Problem | None:
        found = self[cell] = self._read(cell)
        return found

    def _read(self, cell: Cell) -> V | Problem | None:
        if type(cell) is str and cell.strip() in _EMPTY:
            return None
        if type(cell) is str and _QUOTED.match(cell):
            return self.read(_QUOTED.sub("", cell))
        return problem(cell.code, value=cell.text) if type(cell) is BadCell else self.read(cell)


def read_texts(cells: Sequence[Cell]) -> Values[str | Problem | None]:
    """What `read_column` gives through `text_reader`; at once where most differ and all are words without a blank."""
    first = cells[:_LOOKED_AT]
    if 2 * len(set(first)) > len(first) and set(map(type, cells)) == {str} and _EMPTY.isdisjoint(cells):
        whole = "|".join(map(str, cells))
        if whole.isprintable() and " " not in whole and not any(mark in whole for mark in _QUOTES):
            # of all white space only this one is printable
            texts = cast("Sequence[str]", cells)
            return Values(texts, texts)
    return read_column(cells, text_reader)


def as_read(text: str) -> str:
    """What is read of a cell with this text."""
    return "" if text.strip() in _EMPTY else " ".join(_QUOTED.sub("", text).split())


def shown(cell: Cell) -> str:
    """A cell as a message quotes it."""
    if isinstance(cell, BadCell):
        return cell.text
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float | int):
        return plain(decimal_of(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)


def decimal_of(number: float) -> Decimal:
    """With the 15 digits that a spreadsheet itself keeps, so that 0.1 + 0.2 is 0.3."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < 1e15):
        return Decimal(int(number))
    return Decimal(f"{number:.15g}")


def text_reader(cell: Cell) -> str | None:
    return " ".join((cell if type(cell) is str else shown(cell)).split()) or None


def decimal_mark(cells: Sequence[Cell]) -> str:
    """ "," where the column's texts can be read so and most of them only so, else ".": one slip among thousands
    groups must not make thousandths of them."""
    if str not in set(map(type, cells)):
        return "."
    texts = {cell.strip() for cell in cells if isinstance(cell, str) and "," in cell}
    if not texts:
        return "."
    point, comma = ({text for text in texts if not isinstance(parse_range(text, mark), Problem)} for mark in ".,")
    return "," if point <= comma and len(comma - point) > len(point) else "."


def number_reader(mark: str = ".") -> Callable[[Cell], Decimal | Problem]:
    """Plain numbers; a percentage, a date or a truth value is none."""

    def read(cell: Cell) -> Decimal | Problem:
        if isinstance(cell, float | int):
            return decimal_of(cell)
        if isinstance(cell, str) and "%" not in cell and "％" not in cell:
            return parse_number(cell, mark)
        return problem("not-a-number", value=shown(cell))

    return read


def percent_reader(fractions: bool) -> Callable[[Cell], Decimal | Problem]:
    """In percent; `fractions`: a number cell of 0.13 means 13 %."""

    def read(cell: Cell) -> Decimal | Problem:
        if isinstance(cell, str):
            value = parse_number(cell)
            if isinstance(value, Problem) or "%" in cell or "％" in cell:
                return value
        elif isinstance(cell, float | int):
            value = decimal_of(cell)
        else:
            return problem("not-a-number", value=shown(cell))
        return value * 100 if fractions else value

    return read


def vat_rate_reader(cell: Cell) -> Decimal | Problem:
    """A rate in percent; below 1 and without a sign it is a fraction, as no VAT is below 1 % (and 1 is 1 %)."""
    value = _percent(cell)
    bare = not isinstance(cell, str) or not re.search("[%％]", cell)
    return value * 100 if isinstance(value, Decimal) and bare and 0 < value < 1 else value


_percent = percent_reader(fractions=False)


def checked(
    reader: Callable[[Cell], Decimal | Problem], wrong: Callable[[Decimal], Problem | None]
) -> Callable[[Cell], Decimal | Problem]:
    """What the reader gives, or what is wrong with it."""

    def read(cell: Cell) -> Decimal | Problem:
        value = reader(cell)
        return value if isinstance(value, Problem) else wrong(value) or value

    return read


def are_fractions(cells: Sequence[Cell]) -> bool:
    """Whether the column's numbers are percentages kept as fractions: none is above 1."""
    numbers = [cell for cell in cells if isinstance(cell, float | int) and not isinstance(cell, bool)]
    plain_texts = [parse_number(c) for c in cells if isinstance(c, str) and c.strip() and not c.rstrip().endswith("%")]
    read = [value for value in plain_texts if isinstance(value, Decimal)]
    return bool(numbers or read) and all(n <= 1 for n in numbers) and all(n <= 1 for n in read)


Quantity = tuple[Decimal, Unit | None]


def quantity_reader(mark: str = ".") -> Callable[[Cell], Quantity | Problem]:
    plain_number = number_reader(mark)

    def read(cell: Cell) -> Quantity | Problem:
        if isinstance(cell, str):
            found = parse_quantity(cell, mark) if "%" not in cell else problem("not-a-number", value=cell)
            below = parse_number(cell, mark) if isinstance(found, Problem) and "%" not in cell else found
            return (below, None) if isinstance(below, Decimal) else found
        value = plain_number(cell)
        return value if isinstance(value, Problem) else (value, None)

    return read


class WrittenPrice(NamedTuple):
    """A price with what stands beside its digits in the cell; `places` are the decimals written, `pico` is in 1e-12."""

    value: Decimal
    unit: Unit | None = None
    currency: str = ""
    places: int = 0
    pico: int = 0
    spread: tuple[str, str] | None = None
    """Of a range, whose middle is the value: the cell as written, and how it would say the middle."""


_PRICE_TAIL = re.compile(r"(?P<number>.*?[\d.,])\s*(?P<tail>(?!\s)(?:万|億|亿|萬)?[^\d.,]*/[^\d]+)")


def price_reader(mark: str = ".") -> Callable[[Cell], WrittenPrice | Problem]:
    """Prices, with a unit behind the number where one stands: `57.9万元/吨`, `￥9,850.00`, `$804.63`; of a range
    (`415000-420000`) the middle."""
    plain_number = number_reader(mark)

    def read(cell: Cell) -> WrittenPrice | Problem:
        if not isinstance(cell, str):
            value = plain_number(cell)
            return value if isinstance(value, Problem) else WrittenPrice(value, None, "", places_of(value), pico(value))
        text = folded(cell)
        measure = None
        found = _PRICE_TAIL.fullmatch(text)
        if found:
            tail = fold(found["tail"])
            measure = price_measure(tail) or price_measure(_with_money(tail, found["number"]))
            if measure is None:
                return problem("unknown-unit", value=cell)
            text = found["number"]
        value, spread = plain_number(text), None
        if isinstance(value, Problem):
            ends = parse_range(text, mark)
            if isinstance(ends, Problem) or ends[0] <= 0 or "%" in text:
                return problem(ends.code if isinstance(ends, Problem) else "not-a-number", value=cell)
            value = (ends[0] + ends[1]) / 2
            spread = cell.strip(), plain(value) + (found["tail"] if found else "")
        dollars = _before(text)
        if measure is None:
            return WrittenPrice(value, None, dollars, places_of(value), pico(value), spread)
        value, places = value * measure.factor, places_of(value)
        return WrittenPrice(value, measure.unit, measure.currency or dollars, places, pico(value), spread)

    return read


_DOLLARS = re.compile(r"\$|USD|美元", re.IGNORECASE)


def _before(text: str) -> str:
    return "USD" if _DOLLARS.search(text) else ""


def _with_money(tail: str, number: str) -> str:
    """`/t` behind `USD 61,000`, `万/吨` behind `41.5`."""
    return re.sub(r"^(万?)/", "\\1usd/" if _before(number) else "\\1元/", tail)


Range = tuple[Decimal, Decimal]


def range_reader(mark: str = ".") -> Callable[[Cell], Range | Problem]:
    def read(cell: Cell) -> Range | Problem:
        if isinstance(cell, float | int):
            return decimal_of(cell), decimal_of(cell)
        return parse_range(cell, mark) if isinstance(cell, str) else problem("not-a-number", value=shown(cell))

    return read


def date_reader(
    day_first: bool | None,
    year: int | None,
    epoch_1904: bool,
    month: int | None = None,
    today: int = 0,
    orders: Sequence[Order] = (),
) -> Callable[[Cell], dt.date | Problem]:
    """`year` and `month` complete dates that do not name them, in a sheet of one year or month; `today` and `orders`
    tell what two-digit years mean, as `read_day` has it."""

    def read(cell: Cell) -> dt.date | Problem:
        if year and month and (found := re.fullmatch(r"(\d{1,2})(?:\.0)?\s*[日号]?", str(cell))):
            return parse_date(f"{year}-{month}-{found[1]}")
        if isinstance(cell, dt.date):
            day = cell.date() if isinstance(cell, dt.datetime) else cell
            return day if day.year in YEARS else problem("not-a-date", value=day.isoformat())
        if isinstance(cell, float | int):
            serial = serial_date(cell, epoch_1904=epoch_1904)
            if serial is not None:
                return serial
            written = plain(decimal_of(cell))
            if year and cut_day(written):
                return problem("day-cut", value=written, other=f"{written}0")
            return parse_date(written, year=year)
        if isinstance(cell, str):
            if re.fullmatch(r"\d{5}", cell.strip()) and (serial := serial_date(int(cell), epoch_1904=epoch_1904)):
                return serial
            return read_day(cell, day_first, year, today, orders)
        return problem("not-a-date", value=shown(cell))

    return read


def day_first_of(cells: Sequence[Cell]) -> bool | None:
    """Whether 08/01/2025 is in January: decided by the rows that can be read only one way; None when none can."""
    if str not in set(map(type, cells)):
        return None
    texts = {cell for cell in cells if isinstance(cell, str)}
    ambiguous = {text for text in texts if _code(parse_date(text)) == "ambiguous-date"}
    if not ambiguous:
        return None
    sure = [text for text in texts - ambiguous if re.fullmatch(r"\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{4}.*", folded(text))]
    days = sum(_code(parse_date(text, day_first=False)) == "not-a-date" != _code(parse_date(text)) for text in sure)
    months = sum(_code(parse_date(text, day_first=True)) == "not-a-date" != _code(parse_date(text)) for text in sure)
    return days > months if days != months else None


def _code(value: object) -> str:
    return value.code if isinstance(value, Problem) else ""


def quote_date_reader(day: Callable[[Cell], dt.date | Problem]) -> Callable[[Cell], tuple[dt.date, Period] | Problem]:
    """Dates with the period that their form tells: a bare year is its last day, a month its first."""

    def read(cell: Cell) -> tuple[dt.date, Period] | Problem:
        text = shown(cell) if isinstance(cell, float | int) else cell
        if isinstance(text, str):
            written = folded(text)
            if found := re.fullmatch(r"((?:19|20)\d{2})\s*年?", written):
                return dt.date(int(found[1]), 12, 31), Period.YEAR
            if re.fullmatch(r"\d{4}\s*(?:年|[-/.])\s*\d{1,2}\s*月?|[A-Za-z]{3,9}\.?[-\s,]*\d{4}", written):
                month = parse_date(written)
                return month if isinstance(month, Problem) else (month, Period.MONTH)
        read_day = day(cell)
        return read_day if isinstance(read_day, Problem) else (read_day, Period.DAY)

    return read


def word_reader(words: Mapping[str, V], code: str) -> Callable[[Cell], V | Problem]:
    """One of a table of words, else a problem with that code."""

    def read(cell: Cell) -> V | Problem:
        found = words.get(fold(shown(cell)))
        return problem(code, value=shown(cell)) if found is None else found

    return read


_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
"""Characters without width, which pages on the web leave in names."""


def product_reader(catalogue: Catalogue) -> Callable[[Cell], str | Problem]:
    def read(cell: Cell) -> str | Problem:
        found = catalogue.find(shown(cell).translate(_UNSEEN))
        return problem("unknown-product", value=shown(cell)) if found is None else found.code

    return read


def currency_reader(cell: Cell) -> str | Problem:
    code = currency_code(fold(shown(cell)))
    return problem("unknown-currency", value=shown(cell)) if code is None else code
