"""Long orders of trades by whole numbers: a narrow reading, sorted outside the book, takes half as long as its own
sorter over wide rows."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rare_desk.store.book import Book
    from rare_desk.store.rows import SqlValue

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
