"""What was published, going out: a line for each vintage, one for each of its figures, one for each of its prices."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.calendar import within
from rare_desk.core.rules.methodology import GIVEN_SERIES
from rare_desk.ops.exports.tables import Words, stamp
from rare_desk.ops.publication import Vintages, document, told
from rare_desk.sheets.out.writing import Cell, Column, Kind, Row, Table
from rare_desk.store.book import Book


def documents(book: Book, first: dt.date | None = None, last: dt.date | None = None) -> list[dict[str, Any]]:
    """Each vintage with its document, in the order of their publication."""
    with book.snapshot():
        found = Vintages.load(book)
        rows = [row for row in found.rows if within(row.date, first, last)]
        return [one | {"document": document(book, one["vintage"])} for one in told(found, rows)]


def tables(found: Sequence[dict[str, Any]], words: Words) -> tuple[Table, ...]:
    return _vintages(found, words), _points(found, words), _prices(found, words)


_LEAD = (("vintage", Kind.COUNT), ("freq", Kind.TEXT), ("date", Kind.DATE))
_VINTAGE = (
    ("status", Kind.TEXT),
    ("published_at", Kind.STAMP),
    ("by", Kind.TEXT),
    ("methodology", Kind.TEXT),
    ("version", Kind.COUNT),
    ("restates", Kind.COUNT),
    ("reason", Kind.TEXT),
    ("hash", Kind.TEXT),
    ("methodology_hash", Kind.TEXT),
    ("inputs_hash", Kind.TEXT),
)
_POINT = (
    ("value", Kind.LEVEL),
    ("raw", Kind.TEXT),
    ("status", Kind.TEXT),
    ("reasons", Kind.TEXT),
    ("flags", Kind.TEXT),
    ("coverage", Kind.SHARE),
    ("trades", Kind.COUNT),
    ("pairs", Kind.COUNT),
    ("volume_t", Kind.MASS),
)
_PRICE = (("price", Kind.PRICE), ("raw", Kind.TEXT), ("status", Kind.TEXT))


def _vintages(found: Sequence[dict[str, Any]], words: Words) -> Table:
    columns = (
        *_columns(_LEAD, words),
        *(Column(name, words.of(name), Kind.LEVEL) for name in GIVEN_SERIES),
        *_columns(_VINTAGE, words),
    )
    levels = tuple((name, Kind.LEVEL) for name in GIVEN_SERIES)
    rows = [_row(one, (*_LEAD, *levels, *_VINTAGE), words) for one in found]
    return Table(words.of("vintages"), columns, rows)


def _points(found: Sequence[dict[str, Any]], words: Words) -> Table:
    columns = (*_columns((*_LEAD, ("series", Kind.TEXT)), words), *_columns(_POINT, words))
    rows: list[Row] = [
        [*_row(one, _LEAD, words), name, *_row(point, _POINT, words)]
        for one in found
        for name, point in one["document"]["points"].items()
    ]
    return Table(words.of("published-points"), columns, rows)


def _prices(found: Sequence[dict[str, Any]], words: Words) -> Table:
    named = (("product", Kind.TEXT), ("product_name", Kind.TEXT))
    columns = (*_columns((*_LEAD, *named), words), *_columns(_PRICE, words))
    rows: list[Row] = [
        [*_row(one, _LEAD, words), code, words.product(code), *_row(price, _PRICE, words)]
        for one in found
        for code, price in one["document"]["prices"].items()
    ]
    return Table(words.of("published-prices"), columns, rows)


def _columns(fields: Sequence[tuple[str, Kind]], words: Words) -> tuple[Column, ...]:
    return tuple(Column(key, words.of(f"column-{key}"), kind) for key, kind in fields)


def _row(record: dict[str, Any], fields: Sequence[tuple[str, Kind]], words: Words) -> list[Cell]:
    return [_cell(key, kind, record[key], words) for key, kind in fields]


def _cell(key: str, kind: Kind, value: Any, words: Words) -> Cell:
    if value is None or value == "":
        return None
    if kind is Kind.DATE:
        return dt.date.fromisoformat(value)
    if kind is Kind.STAMP:
        return stamp(value)
    if kind in (Kind.LEVEL, Kind.SHARE, Kind.PRICE, Kind.MASS):
        return Decimal(value)
    if isinstance(value, list):
        return words.between.join(map(words.index, value))
    return words.index(value) if key in ("freq", "status") else value
