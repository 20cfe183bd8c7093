"""The desk's own trades as its positions count them, a million of them in a second or two."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, pairwise
from typing import Any

import numpy as np

from rare_desk.core.calendar import day_number
from rare_desk.core.positions.course import Assay, Flow
from rare_desk.core.products import AT_REFERENCE
from rare_desk.store.book import Book
from rare_desk.store.rows import SqlValue

_OWN, _OUT, _CANCELLED, _DRAFT = 64 | 128, 1 | 2, 2, 1
_KNOWN = "quantity_g IS NOT NULL AND amount_ex_vat IS NOT NULL"
_COUNTS = f"facts & {_OWN} AND NOT facts & {_OUT} AND {_KNOWN}"
_TIME = "day * 2 + (facts & 64 = 0)"
# SQLite sorts a million rows in twice the time of numpy. Product and time travel in one number; a day before 1970 must
# not reach into the product's bits.
_PRODUCT, _EARLY = 40, 1 << 32
_COLUMNS = f"product << {_PRODUCT} | ({_TIME} + {_EARLY}), id, quantity_g, amount_ex_vat, ifnull(counterparty, 0)"
_LEFT_OUT = (
    f"CASE WHEN NOT facts & {_OWN} THEN 'market' WHEN facts & {_CANCELLED} THEN 'cancelled'"
    f" WHEN facts & {_DRAFT} THEN 'draft' ELSE 'unpriced' END"
)


def flows(book: Book, products: Sequence[str] | None, last: date | None) -> Iterator[tuple[str, Iterator[Flow]]]:
    """Of each product (None: of all that have some) those that count up to `last`, included, as `course` takes them."""
    codes = _pairs(book, "SELECT id, code FROM products")
    where, values = _where(_COUNTS, products, last)
    with book.stream(f"SELECT {_COLUMNS} FROM trades WHERE {where}", values) as rows:
        table = np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, 5)
    table = table[np.lexsort((table[:, 1], table[:, 0]))]
    product = table[:, 0] >> _PRODUCT
    table[:, 0] = (table[:, 0] & (1 << _PRODUCT) - 1) - _EARLY
    ends = [*(np.flatnonzero(np.diff(product)) + 1).tolist(), len(table)]
    for begin, end in pairwise((0, *ends)):
        if begin < end:
            columns = (table[begin:end, place].tolist() for place in range(5))
            yield codes[int(product[begin])], zip(*columns, strict=True)


def assays(book: Book, products: Sequence[str] | None) -> dict[str, Assay]:
    """Of those of the products (None: of all) whose prices stand for a reference assay."""
    marks = ", ".join("?" * len(AT_REFERENCE))
    known = book.fetch(
        f"SELECT id, code, reference_reo_pct FROM products WHERE reference_reo_pct > 0 AND form IN ({marks})",
        AT_REFERENCE,
    )
    of_trades = f"SELECT id, reo_pct FROM trades WHERE product = ? AND reo_pct > 0 AND facts & {_OWN}"
    wanted = [row for row in known if products is None or row[1] in products]
    return {code: Assay(reference, _pairs(book, of_trades, [key])) for key, code, reference in wanted}


def left_out(book: Book, products: Sequence[str] | None, last: date | None) -> dict[str, dict[str, int]]:
    """Of each product how many trades up to that day do not count: market, cancelled, draft, or unpriced, which is
    without an amount in CNY ex VAT."""
    where, values = _where(f"NOT ({_COUNTS})", products, last)
    counted = f"SELECT product, {_LEFT_OUT} AS why, count(*) FROM trades WHERE {where} GROUP BY product, why"
    codes = _pairs(book, "SELECT id, code FROM products")
    found: dict[str, dict[str, int]] = {}
    for product, why, count in book.fetch(counted, values):
        found.setdefault(codes[product], {})[why] = count
    return found


def party_names(book: Book) -> dict[int, str]:
    return _pairs(book, "SELECT id, name FROM counterparties")


def product_order(book: Book) -> list[str]:
    """The codes in the order in which the book came to know them."""
    return [str(code) for (code,) in book.fetch("SELECT code FROM products ORDER BY id")]


def _pairs(book: Book, sql: str, values: Sequence[SqlValue] = ()) -> dict[Any, Any]:
    """STRICT tables guarantee the columns' types."""
    found: list[tuple[Any, Any]] = [(key, value) for key, value in book.fetch(sql, values)]
    return dict(found)


def _where(condition: str, products: Sequence[str] | None, last: date | None) -> tuple[str, list[SqlValue]]:
    parts, values = [condition], list[SqlValue]()
    if products is not None:
        parts.append("product IN (SELECT p.id FROM products p, json_each(?) j WHERE p.code = j.value)")
        values.append(json.dumps(list(products)))
    if last is not None:
        parts.append("day <= ?")
        values.append(day_number(last))
    return " AND ".join(parts), values
