"""Which trades and quotes came, changed or went after a step of the journal."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from rare_desk.store import shapes
from rare_desk.store.book import Book
from rare_desk.store.reading.steps.journal_queries import step_hash
from rare_desk.store.rows import SqlValue

MOST = 20_000
"""More rows that went together are not looked at one by one."""
_Touched = defaultdict[str, shapes.Stretches]
"""By record the ids of rows that became others."""


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


@dataclass(frozen=True, slots=True)
class _Many:
    """Rows that came, or had a value replaced, together: `rows` is what is still there of them, None when that is still
    to be asked."""

    step: int
    record: str
    kind: str
    ids: shapes.Stretches
    rows: tuple[LateRow, ...] | None = None

    def renewed(self, book: Book, products: dict[int, str], touched: shapes.Stretches) -> "_Many":
        """`touched` are the ids of what became another since it was asked."""
        others = any(first <= end and begin <= last for begin, end in touched for first, last in self.ids)
        if self.rows is not None and not others:
            return self
        came = _came(book, self.step, self.record, self.ids, products)
        return replace(self, rows=tuple(replace(row, kind=self.kind) for row in came))


@dataclass(frozen=True, eq=False)
class Late:
    """What the steps after `since` did, up to `step`, whose hash is `hash`."""

    since: int
    step: int
    hash: str
    marks: Sequence[int]
    told: tuple[LateRow | _Many, ...]

    @property
    def rows(self) -> list[LateRow]:
        """In the order of their steps."""
        found: list[LateRow] = []
        for one in self.told:
            if isinstance(one, LateRow):
                found.append(one)
            else:
                found += one.rows or ()
        return found


def read_late(book: Book, since: int, marks: Sequence[int] = (), before: Late | None = None) -> Late:
    """A row that was changed again and again between two of the steps `marks`, which ascend, is there once.

    `before` is the same of an earlier step, after which alone the journal is then read.
    """
    goes_on = before is not None and _goes_on(book, before, since, marks)
    known = before if before is not None and goes_on else Late(since, since, "", (), ())
    last = book.last_step()
    products, touched = _products(book), _Touched(list)
    told = _gathered(known.told, _changes(book, known.step, products, touched), marks)
    renewed = (one.renewed(book, products, touched[one.record]) if isinstance(one, _Many) else one for one in told)
    return Late(known.since, last, step_hash(book, last), marks, tuple(renewed))


def _goes_on(book: Book, before: Late, since: int, marks: Sequence[int]) -> bool:
    """Whether the book has that step still, no product by another code since, and no mark comes before it that was not
    minded."""
    renamed = "SELECT count(*) FROM changes WHERE step > ? AND record = 'products'"
    minded = {mark for mark in marks if mark < before.step} <= set(before.marks)
    kept = minded and before.since <= since and step_hash(book, before.step) == before.hash
    return kept and not book.number(renamed, (before.step,))


def _products(book: Book) -> dict[int, str]:
    return {int(number): str(code) for number, code in book.fetch("SELECT id, code FROM products")}


def _gathered(
    known: Sequence[LateRow | _Many], more: Iterable[LateRow | _Many], marks: Sequence[int]
) -> tuple[LateRow | _Many, ...]:
    kept: dict[int, LateRow | _Many] = {}
    newest: dict[tuple[str, int], int] = {}
    for number, one in enumerate(chain(known, more)):
        told = one
        if isinstance(one, LateRow) and one.row is not None:
            earlier = kept.get(newest.get((one.record, one.row), -1))
            if isinstance(earlier, LateRow) and _changed_on(earlier, one, marks):
                del kept[newest[one.record, one.row]]
                told = replace(one, before=earlier.before, kind=earlier.kind)
            newest[one.record, one.row] = number
        kept[number] = told
    return tuple(kept.values())


def _changed_on(earlier: LateRow, later: LateRow, marks: Sequence[int]) -> bool:
    """Whether both are one change to whoever looks from any of the marks."""
    kinds = earlier.kind != "deleted" and later.kind == "changed"
    alike = (earlier.product, earlier.date) == (later.product, later.date)
    whole = None not in (earlier.after, later.before, later.after)
    return kinds and alike and whole and bisect_left(marks, earlier.step) == bisect_left(marks, later.step)


_CHANGES = (
    "SELECT step, record, row, before, after, bulk, columns, ids, packed FROM changes"
    " WHERE step > ? AND record IN ('trades', 'quotes') ORDER BY step, id"
)


def _changes(book: Book, step: int, products: dict[int, str], touched: _Touched) -> Iterator[LateRow | _Many]:
    """Fills `touched` as it goes."""
    with book.stream(_CHANGES, (step,)) as changes:
        for number, record, row, before, after, bulk, columns, ids, packed in changes:
            stretches = [(row, row)] if row is not None else shapes.stretches(ids)
            touched[record] += stretches
            if bulk is None and row is None:
                yield from _replaced(number, record, stretches)
            elif bulk is None:
                yield _single(number, record, row, before, after, products)
            elif bulk == "in":
                yield _Many(number, record, "added", stretches)
            else:
                yield from _went(number, record, stretches, shapes.columns(columns), packed, products)


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


def _replaced(number: int, record: str, ids: shapes.Stretches) -> Iterator[LateRow | _Many]:
    count = shapes.size(ids)
    if count > MOST:
        yield LateRow(number, record, "changed", "", "", count=count)
    else:
        yield _Many(number, record, "changed", ids)


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
