"""An order of trades kept up to date: what a few steps changed is put in its place, all others stay in theirs."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from rare_desk.store.book import Book
from rare_desk.store.reading.few_changes import DUES, NAMES, few_changes
from rare_desk.store.reading.trade_filters import TradeFilter, conditions
from rare_desk.store.reading.trade_orders import Order, sorting


@dataclass(frozen=True, slots=True)
class Followed:
    """The order as of `step`; `ids` is the very array that was followed when it is the same. `changed` are the trades
    that say something else now, or are gone, `places` where those of them stand that are in the order."""

    step: int
    ids: array[int]
    changed: Sequence[int]
    places: Sequence[int]


def followed(book: Book, ids: array[int], since: int, wanted: TradeFilter, order: Order) -> Followed | None:
    """From the order as of that step. None where it must be read whole: see `few_changes`."""
    with book.snapshot():
        few = few_changes(book, since, (*NAMES, *DUES))
        if few is None:
            return None
        now, places = _put_in(book, ids, list(few), wanted, order) if few else (ids, [])
        return Followed(book.last_step(), now, list(few), places)


def _put_in(
    book: Book, ids: array[int], few: list[int], wanted: TradeFilter, order: Order
) -> tuple[array[int], list[int]]:
    """The book compares two rows at a time, so that its own order decides."""
    import numpy as np

    before = np.frombuffer(ids, np.int64)
    rest = before[np.isin(before, few, invert=True)]
    where, values = conditions(book, wanted)
    joins, by = sorting(order)
    shown = f"SELECT t.id FROM trades t{joins} WHERE t.id IN (SELECT value FROM json_each(?)) AND {where} ORDER BY {by}"
    earlier = f"SELECT t.id FROM trades t{joins} WHERE t.id IN (?, ?) ORDER BY {by} LIMIT 1"
    news = [row for (row,) in book.fetch(shown, (json.dumps(few), *values))]
    places = [bisect_left(rest, True, key=partial(_is_first, book, earlier, row)) for row in news]
    after = np.insert(rest, places, news)
    now = ids if np.array_equal(before, after) else array("q", after.tobytes())
    return now, [place + number for number, place in enumerate(places)]


def _is_first(book: Book, earlier: str, row: int, other: int) -> bool:
    return book.number(earlier, (row, int(other))) == row
