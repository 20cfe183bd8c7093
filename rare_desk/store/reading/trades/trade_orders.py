"""The orders that a list of trades can have, and long ones by whole numbers: a narrow reading, sorted outside the book,
takes half as long as its own sorter over wide rows."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING

from rare_desk.store.reading.life.due_queries import OPEN_AMOUNT, OPEN_G, OVERDUE
from rare_desk.store.reading.vocabulary import literal, texts_of
from rare_desk.store.spelling import sort_key

if TYPE_CHECKING:
    from rare_desk.store.book import Book
    from rare_desk.store.rows import SqlValue


@dataclass(frozen=True, slots=True)
class Sort:
    """`column` is a field of the trade or of its prices; ties stand newest first. `counterparty` is the buyer of a
    market trade."""

    column: str = "date"
    descending: bool = True


Order = Sort | Sequence[Sort]
"""The first counts before the second."""
NEWEST = (Sort(),)

_OWN = (
    "side", "status", "deal_no", "contract_no", "grade", "reo_pct", "price", "price_ex_vat", "price_incl_vat",
    "amount", "amount_ex_vat", "amount_incl_vat", "currency", "tax_basis", "vat_rate", "fx", "related", "spot",
    "compliance", "delivery_place", "delivery_date", "payment", "incoterm", "country", "origin", "lot", "trader",
    "note", "suspect", "quantity_unit", "price_unit", "id", "batch",
)  # fmt: skip
WORDS = frozenset(("grade", "delivery_place", "payment", "origin", "trader"))
"""Sorted by their pinyin. Other texts are codes, or each trade's own, and stand by their characters."""
_SORTED = {name: f"pinyin(t.{name})" if name in WORDS else f"t.{name}" for name in _OWN} | {
    "date": "t.day",
    "quantity": "t.quantity_g",
    "open_t": OPEN_G,
    "open_amount": OPEN_AMOUNT,
    "overdue": OVERDUE,
}
_WHOLE_NUMBERS = frozenset(
    ("date", "quantity", "reo_pct", "price", "price_ex_vat", "price_incl_vat", "amount", "amount_ex_vat",
     "amount_incl_vat", "vat_rate", "fx", "related", "spot", "id", "batch")
)  # fmt: skip
_RANKED = _WHOLE_NUMBERS | WORDS
NAMED = {
    "product": "products",
    "counterparty": "counterparties",
    "buyer": "counterparties",
    "seller": "counterparties",
}
_LONG, _LEAST = 100_000, 50
"""Characters of a statement that tells the places of words, and what each takes beside itself."""
INDEXED = frozenset(("t.day", "t.deal_no", "t.id"))
SORTABLE = frozenset(_SORTED) | frozenset(NAMED)


def sorts(order: Order) -> tuple[Sort, ...]:
    return (order,) if isinstance(order, Sort) else tuple(order)


def sort_keys(order: Order) -> tuple[str, list[tuple[str, str]]]:
    """The joins that the order needs, and what is sorted by with its way; ties stand newest first."""
    orders = sorts(order)
    joins, keys = "", []
    for one in orders:
        key = _SORTED.get(one.column, f"s_{one.column}.pinyin")
        if one.column in NAMED:
            joins += f" LEFT JOIN {NAMED[one.column]} s_{one.column} ON s_{one.column}.id = {named(one.column)}"
        keys.append((key, "DESC" if one.descending else "ASC"))
    ways = dict(keys)
    if "t.id" in ways:
        return joins, keys
    if "t.day" in ways:
        return joins, [*keys, ("t.id", ways["t.day"])]
    return joins, [*keys, ("t.day", "DESC"), ("t.id", "DESC")]


def by(keys: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{key} {way}" for key, way in keys)


def sorting(order: Order) -> tuple[str, str]:
    """The joins that an order needs and its ORDER BY, of a table called `t`."""
    joins, keys = sort_keys(order)
    return joins, by(keys)


NOBODY = -1


def named(column: str, nobody: int | None = None) -> str:
    """The id of what stands in such a column; with `nobody` that number for no party."""
    held = ["t.counterparty", "t.buyer"] if column == "counterparty" else [f"t.{column}"]
    held += [] if nobody is None else [str(nobody)]
    return f"coalesce({', '.join(held)})" if len(held) > 1 else held[0]


def by_ranks(book: Book, keys: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same order; words by what place theirs has among all that the column says, which costs less per row than to
    spell them. Not where it says very much."""
    ranks = {f"pinyin(t.{column})": column for column in WORDS}
    return [(_rank(book, ranks[key]) if key in ranks else key, way) for key, way in keys]


def _rank(book: Book, column: str) -> str:
    texts = texts_of(book, column)
    if sum(map(len, texts)) + len(texts) * _LEAST > _LONG or not texts:
        return f"pinyin(t.{column})"
    places = {text: place for place, text in enumerate(sorted(texts, key=sort_key))}

    def among(those: Sequence[str]) -> str:
        if len(those) == 1:
            return str(places[those[0]])
        middle = len(those) // 2
        before, after = among(those[:middle]), among(those[middle:])
        return f"CASE WHEN t.{column} < {literal(those[middle])} THEN {before} ELSE {after} END"

    return among(sorted(texts))


def by_index(order: Order) -> bool:
    """Whether an index gives the order; by product that of each product."""
    orders = sorts(order)
    return sort_keys(orders)[1][0][0] in INDEXED or [one.column for one in orders] in (["product"], ["product", "date"])


def groups(book: Book, sort: Sort) -> list[list[int]]:
    """The ids of products or parties as they are sorted by; those that sort alike together."""
    found = book.fetch(f"SELECT pinyin, id FROM {NAMED[sort.column]} ORDER BY pinyin")
    ascending = [[int(number) for _, number in alike] for _, alike in groupby(found, lambda row: row[0])]
    return ascending[::-1] if sort.descending else ascending


Key = tuple[str, bool, Mapping[int, int] | None]
"""An expression over `t` that gives whole numbers or nothing, whether the greatest comes first, and what stands for the
numbers in the order, when they are ids."""
_NOTHING = -(2**63)


def sorted_ids(book: Book, where: str, values: Sequence[SqlValue], keys: Sequence[Key]) -> array[int]:
    """The ids of the trades in that order, which the keys must settle: what is nothing comes before all numbers. Other
    threads run while it is read and sorted."""
    import numpy as np  # a tenth of a second that a first page need not wait

    chosen = ", ".join(f"coalesce({expression}, {_NOTHING})" for expression, _, _ in keys)
    with book.stream(f"SELECT t.id, {chosen} FROM trades t WHERE {where}", values) as rows:
        table = np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, len(keys) + 1)
    columns = []
    for number, (_, descending, places) in enumerate(keys, start=1):
        column = table[:, number]
        if places is not None:
            known = np.full(max(places, default=0) + 1, -1, np.int64)
            known[list(places)] = list(places.values())
            column = np.where(column == _NOTHING, -1, known[np.maximum(column, 0)])
        columns.append(~column if descending else column)
    return array("q", table[np.lexsort(columns[::-1]), 0].tobytes())


def number_keys(book: Book, order: Order) -> list[Key]:
    """None where an index gives the order, or where it is one of texts that have no places."""
    orders = sorts(order)
    if by_index(orders) or not all(one.column in NAMED or one.column in _RANKED for one in orders):
        return []
    keys = by_ranks(book, sort_keys(orders)[1])
    if any(key.startswith("pinyin") for key, _ in keys):
        return []
    found: list[Key] = []
    for place, (key, way) in enumerate(keys):
        column = orders[place].column if place < len(orders) else ""
        if column in NAMED:
            ranks = {number: rank for rank, group in enumerate(groups(book, Sort(column, False))) for number in group}
            found.append((named(column), way == "DESC", ranks))
        else:
            found.append((key, way == "DESC", None))
    return found
