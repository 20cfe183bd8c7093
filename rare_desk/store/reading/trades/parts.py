"""A reading of all trades in several threads at once, each over a stretch of the ids with a connection of its own."""

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

from rare_desk.store.book import Book
from rare_desk.store.rows import SqlValue

Rows = list[tuple[Any, ...]]
Statement = Callable[[str], str]
"""A statement made of a condition on the trade `t`, which chooses its part."""

WORTH = 100_000
"""Up to so many trades are read faster by one thread."""
_MOST = 4
_SAMPLES, _OF_EACH = 32, 127
_ENDS = "SELECT (SELECT min(id) FROM trades), (SELECT max(id) FROM trades)"


def in_parts(book: Book, sql: Statement, values: Sequence[SqlValue] = ()) -> Rows:
    """The rows of each part, one after another, all as of one state of the book."""
    if book.writing:
        return book.fetch(sql("1"), values)
    with book.snapshot():
        first, *others = _stretches(book)
        if not others:
            return book.fetch(sql(first), values)
        state = book.last_step()

        def beside(reader: Book, part: str) -> Rows | None:
            with reader.snapshot(), nullcontext() if book.heeded is None else reader.heeding(book.heeded):
                return reader.fetch(sql(part), values) if reader.last_step() == state else None

        with ThreadPoolExecutor(len(others)) as pool:
            readings = [pool.submit(beside, *one) for one in zip(book.helpers(len(others)), others, strict=True)]
            rows = book.fetch(sql(first), values)
            for found in (one.result() for one in readings):
                if found is None:  # another program has written since
                    return book.fetch(sql("1"), values)
                rows += found
        return rows


def _stretches(book: Book) -> list[str]:
    first, last = book.fetch(_ENDS)[0]
    count = min(_MOST, os.cpu_count() or 1)
    if first is None or last - first < WORTH or count < 2:
        return ["1"]
    length = (last - first) // count + 1
    inner = [f"t.id >= {first + n * length} AND t.id < {first + (n + 1) * length}" for n in range(1, count - 1)]
    return [f"t.id < {first + length}", *inner, f"t.id >= {first + (count - 1) * length}"]


def sample(book: Book) -> str:
    """Stretches of ids from all over a large book, as JSON; empty of one that is soon read."""
    first, last = book.fetch(_ENDS)[0]
    if first is None or last - first < WORTH:
        return ""
    step = (last - first) // _SAMPLES
    return json.dumps([(first + n * step, first + n * step + _OF_EACH) for n in range(_SAMPLES)])
