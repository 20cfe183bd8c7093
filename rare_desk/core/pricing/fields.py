"""What a calculator takes: its inputs with units and ranges, read from a mapping with every problem at once."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.parsing import PLAIN_NUMBER, parse_date, parse_number
from rare_desk.core.problems import Problem, problem

Problems = tuple[Problem, ...]

LARGEST = Decimal(10) ** 9
MOST_RECORDS = 20_000
LONGEST = 300
"""Characters of a text."""
_HALVES = re.compile("[\ud800-\udfff]")


class Kind(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    RECORD = "record"
    LIST = "list"
    """Of records."""
    NUMBERS = "numbers"
    DATES = "dates"


_SEVERAL = (Kind.LIST, Kind.NUMBERS, Kind.DATES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One input. `unit` is a key `unit-...` of resources/words/pricing.toml without its prefix, `""` for none.

    A number, each of several, lies between `low` and `high`, both allowed unless `above`, when `low` itself is refused;
    `whole` ones have no decimals. `fields` are the fields of a record, or of each record of a list; a list has at least
    `least` entries.
    """

    name: str
    kind: Kind = Kind.NUMBER
    unit: str = ""
    low: Decimal = -LARGEST
    high: Decimal = LARGEST
    above: bool = False
    whole: bool = False
    required: bool = True
    choices: tuple[str, ...] = ()
    fields: tuple["Field", ...] = ()
    least: int = 0


def number(name: str, unit: str, low: int | str, high: int | str | Decimal = LARGEST, **more: Any) -> Field:
    return Field(name=name, unit=unit, low=Decimal(low), high=Decimal(high), **more)


def positive(name: str, unit: str, high: int | Decimal = LARGEST, **more: Any) -> Field:
    return number(name, unit, 0, high, above=True, **more)


def text(name: str, *, required: bool = False) -> Field:
    return Field(name=name, kind=Kind.TEXT, required=required)


def choice(name: str, choices: Sequence[str], *, required: bool = True) -> Field:
    return Field(name=name, kind=Kind.CHOICE, choices=tuple(choices), required=required)


def records(name: str, fields: Sequence[Field], least: int = 0) -> Field:
    """A list of them; required when there must be at least one."""
    return Field(name=name, kind=Kind.LIST, fields=tuple(fields), least=least, required=least > 0)


VAT_RATE = number("vat_rate", "percent", 0, 30)
FX = number("fx", "cny_usd", 1, 20)
"""CNY per USD."""


def read(fields: Sequence[Field], given: Mapping[str, object], path: str = "") -> tuple[dict[str, Any], Problems]:
    """Values by field name, None for an optional one left out, and all problems with their path (`lots[1].moisture`).

    A value with a problem is None. Numbers may be texts as `parse_number` reads
    them, integers, decimals or floats (by their shortest form).
    """
    values: dict[str, Any] = {}
    found: list[Problem] = []
    known = {field.name for field in fields}
    found += [problem("input-unknown", path + str(name), name) for name in given if name not in known]
    for field in fields:
        values[field.name], problems = _value(field, given.get(field.name), path + field.name)
        found += problems
    return values, tuple(found)


def tidy(fields: Sequence[Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """Readable inputs as they are kept: numbers as plain decimals, days in ISO form, nothing that is empty."""
    kept: dict[str, Any] = {}
    for field in fields:
        value = given.get(field.name)
        if value is None or (isinstance(value, list | tuple | Mapping) and not value):
            continue
        if isinstance(value, str) and not value.strip():
            continue
        match field.kind:
            case Kind.LIST:
                kinds = {one.name: one.kind for one in field.fields}
                kept[field.name] = [
                    dict(record) if _is_tidy(kinds, record) else tidy(field.fields, record) for record in value
                ]
            case Kind.RECORD:
                kept[field.name] = tidy(field.fields, value)
            case Kind.NUMBERS | Kind.DATES:
                kept[field.name] = [_tidied(field.kind, one) for one in value]
            case _:
                kept[field.name] = _tidied(field.kind, value)
    return kept


def _is_tidy(kinds: Mapping[str, Kind], record: Mapping[str, Any]) -> bool:
    """A record of plain numbers and texts alone needs no tidying, and very many lots are such."""
    for name, value in record.items():
        kind = kinds.get(name)
        if type(value) is not str or not value:
            return False
        if kind is Kind.NUMBER:
            if not PLAIN_NUMBER.fullmatch(value):
                return False
        elif kind is not Kind.TEXT or value[0].isspace() or value[-1].isspace():
            return False
    return True


def _tidied(kind: Kind, value: Any) -> Any:
    if kind in (Kind.NUMBER, Kind.NUMBERS):
        if isinstance(value, str) and PLAIN_NUMBER.fullmatch(value):
            return value
        number = _decimal(value)
        return value if number is None else format(number, "f")
    day = _date(value, "")[0] if kind in (Kind.DATE, Kind.DATES) else None
    return day.isoformat() if day else str(value).strip()


def schema(fields: Sequence[Field]) -> list[dict[str, Any]]:
    """The fields as JSON: name, kind, unit, range, whether required, choices and nested fields."""
    return [_described(field) for field in fields]


def _described(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"name": field.name, "kind": str(field.kind), "required": field.required}
    if field.kind in (Kind.NUMBER, Kind.NUMBERS):
        said |= {"unit": field.unit, "low": plain(field.low), "high": plain(field.high), "low_allowed": not field.above}
        said["whole"] = field.whole
    if field.choices:
        said["choices"] = list(field.choices)
    if field.fields:
        said["fields"] = schema(field.fields)
    if field.kind in _SEVERAL:
        said["least"] = field.least
    return said


def _value(field: Field, given: object, path: str) -> tuple[Any, Problems]:
    if given is None or (isinstance(given, str) and not given.strip()):
        empty = () if field.kind in _SEVERAL else None
        return empty, (problem("input-missing", path),) if field.required else ()
    match field.kind:
        case Kind.NUMBER:
            return _number(field, given, path)
        case Kind.RECORD:
            if not isinstance(given, Mapping):
                return None, (problem("input-not-a-record", path, given),)
            return read(field.fields, given, path + ".")
        case Kind.LIST | Kind.NUMBERS | Kind.DATES:
            return _list(field, given, path)
        case Kind.DATE:
            return _date(given, path)
        case Kind.CHOICE if str(given) not in field.choices:
            return None, (problem("input-not-a-choice", path, given, choices=", ".join(field.choices)),)
        case Kind.TEXT if not _is_text(given):
            return None, (problem("input-not-a-text", path, given, high=LONGEST),)
        case _:
            return str(given).strip(), ()


def _is_text(given: object) -> bool:
    """Numbers are texts too (`lot: 7`); halves of characters are not: no file can hold them."""
    if isinstance(given, bool) or not isinstance(given, str | int | float | Decimal):
        return False
    written = str(given)
    return len(written) <= LONGEST and not _HALVES.search(written)


def _list(field: Field, given: object, path: str) -> tuple[Any, Problems]:
    if isinstance(given, str) or not isinstance(given, Sequence):
        return (), (problem("input-not-a-list", path, given),)
    if not field.least <= len(given) <= MOST_RECORDS:
        return (), (problem("input-count", path, len(given), low=field.least, high=MOST_RECORDS),)
    values: list[Any] = []
    found: list[Problem] = []
    at_once = straight(field) if field.kind is Kind.LIST else None
    for position, entry in enumerate(given):
        if at_once is not None and (record := at_once(entry)) is not None:
            values.append(record)
            continue
        value, problems = _entry(field, entry, f"{path}[{position}]")
        values.append(value)
        found += problems
    return tuple(values), tuple(found)


def straight(field: Field) -> Callable[[object], dict[str, Any] | None]:
    """A reader of that list's records as `read` reads them, several times as fast, that gives None for those in which
    anything is wrong, nested or not written plainly.
    """
    numbers = {one.name: one for one in field.fields if one.kind is Kind.NUMBER and not one.above and not one.whole}
    ranges = {name: (one.low, one.high) for name, one in numbers.items()}
    texts = {one.name for one in field.fields if one.kind is Kind.TEXT}
    empty = {one.name: () if one.kind in _SEVERAL else None for one in field.fields}
    required = [one.name for one in field.fields if one.required]
    plainly = PLAIN_NUMBER.fullmatch

    def reader(given: object) -> dict[str, Any] | None:
        if type(given) is not dict:
            return None
        values: dict[str, Any] = dict(empty)
        for name, raw in given.items():
            if name not in empty:
                return None
            if raw is None or raw == "" or raw == ():
                continue
            if type(raw) is not str:
                return None
            if name in ranges and plainly(raw):
                low, high = ranges[name]
                values[name] = number = Decimal(raw)
                if not low <= number <= high:
                    return None
            elif name in texts and raw.strip() and _is_text(raw):
                values[name] = raw.strip()
            else:
                return None
        for name in required:
            if values[name] is None:
                return None
        return values

    return reader


def _entry(field: Field, given: object, path: str) -> tuple[Any, Problems]:
    if field.kind is Kind.NUMBERS:
        return _number(field, given, path)
    if field.kind is Kind.DATES:
        return _date(given, path)
    if not isinstance(given, Mapping):
        return {}, (problem("input-not-a-record", path, given),)
    return read(field.fields, given, path + ".")


def _number(field: Field, given: object, path: str) -> tuple[Decimal | None, Problems]:
    value = _decimal(given)
    if value is None:
        return None, (problem("not-a-number", path, given),)
    if field.above and value <= field.low:
        return None, (problem("input-too-small", path, plain(value), low=plain(field.low)),)
    if not field.low <= value <= field.high:
        low, high = plain(field.low), plain(field.high)
        return None, (problem("input-out-of-range", path, plain(value), low=low, high=high),)
    if field.whole and value % 1:
        return None, (problem("input-not-whole", path, plain(value)),)
    return value, ()


def _decimal(given: object) -> Decimal | None:
    if isinstance(given, str):
        read = parse_number(given)
        return None if isinstance(read, Problem) else read
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        return None
    value = Decimal(str(given))
    return value if value.is_finite() else None


def _date(given: object, path: str) -> tuple[dt.date | None, Problems]:
    read = parse_date(str(given))
    return (None, (problem(read.code, path, given),)) if isinstance(read, Problem) else (read, ())
