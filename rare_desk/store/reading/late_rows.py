"""Which trades and quotes came, changed or went after a step of the journal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rare_desk.store import shapes
from rare_desk.store.book import Book
from rare_desk.store.rows import SqlValue

MOST = 20_000
"""More rows that went together are not looked at one by one."""


@dataclass(frozen=True, slots=True)
class LateRow:
    """What a step did to a row, or to `count` rows of one import with the same product and date.

    `record` is trades or quotes; `row` the id when it is one row; `date` ISO text, the earlier one of a row that moved,
    and empty, like `product`, when so many changed or went that nobody looked. `before` and `after` are the row as JSON
    text where the journal has it, None where it was not there.
    """

    step: int
    record: str
    kind: str
    """added, changed or deleted."""
    product: str
    date: str
    row: int | None = None
    named: str = ""
    count: int = 1
    before: str | None = None
    after: str | None = None


def late_rows(book: Book, step: int) -> list[LateRow]:
    """What the steps after that one did, in their order."""
    products = {int(number): str(code) for number, code in book.fetch("SELECT id, code FROM products")}
    found: list[LateRow] = []
    for number, record, row, before, after, bulk, columns, ids, packed in book.fetch(_CHANGES, (step,)):
        if bulk is None and row is None:
            found += _replaced(book, number, record, shapes.stretches(ids), products)
        elif bulk is None:
            found.append(_single(number, record, row, before, after, products))
        elif bulk == "in":
            found += _came(book, number, record, shapes.stretches(ids), products)
        else:
            found += _went(number, record, shapes.stretches(ids), shapes.columns(columns), packed, products)
    return found


_CHANGES = (
    "SELECT step, record, row, before, after, bulk, columns, ids, packed FROM changes"
    " WHERE step > ? AND record IN ('trades', 'quotes') ORDER BY step, id"
)


def _single(
    number: int, record: str, row: int, before: str | None, after: str | None, products: dict[int, str]
) -> LateRow:
    kind = "added" if before is None else "deleted" if after is None else "changed"
    versions = [shapes.row(text) for text in (before, after) if text]
    day = min(str(one["date"]) for one in versions)
    product = products.get(_number(versions[-1]["product"]), "")
    return LateRow(number, record, kind, product, day, row, _named(record, versions[-1]), 1, before, after)


def _number(value: SqlValue) -> int:
    return value if isinstance(value, int) else 0


def _named(record: str, told: dict[str, Any]) -> str:
    return str(told["deal_no"] if record == "trades" else told["source"])


def _replaced(
    book: Book, number: int, record: str, ids: shapes.Stretches, products: dict[int, str]
) -> Iterator[LateRow]:
    count = shapes.size(ids)
    if count > MOST:
        yield LateRow(number, record, "changed", "", "", count=count)
        return
    for row in _came(book, number, record, ids, products):
        yield replace(row, kind="changed")


def _came(book: Book, number: int, record: str, ids: shapes.Stretches, products: dict[int, str]) -> Iterator[LateRow]:
    """What is still there of it; one row by its id, more of a product and a day together."""
    named = "deal_no" if record == "trades" else "source"
    for first, last in ids:
        rows = book.fetch(
            f"SELECT product, date, count(*), min(id), min({named}) FROM {record} WHERE id BETWEEN ? AND ?"
            " GROUP BY product, date ORDER BY min(id)",
            (first, last),
        )
        for product, day, count, row, name in rows:
            one = count == 1
            code = products.get(product, "")
            yield LateRow(number, record, "added", code, day, row if one else None, name if one else "", count)


def _went(
    number: int, record: str, ids: shapes.Stretches, columns: Sequence[str], packed: bytes, products: dict[int, str]
) -> Iterator[LateRow]:
    count = shapes.size(ids)
    if count > MOST:
        yield LateRow(number, record, "deleted", "", "", count=count)
        return
    for values in shapes.packed_rows(packed, len(columns), count):
        told: dict[str, Any] = dict(zip(columns, values, strict=True))
        code = products.get(told["product"], "")
        yield LateRow(number, record, "deleted", code, told["date"], told["id"], _named(record, told))
