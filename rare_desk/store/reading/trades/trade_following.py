"""An order of trades kept up to date: what a few steps changed is put in its place, all others stay in theirs."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from rare_desk.store.book import Book
from rare_desk.store.reading.steps.few_changes import DUES, NAMES, few_changes
from rare_desk.store.reading.trades.trade_filters import ANY, TradeFilter, conditions
from rare_desk.store.reading.trades.trade_orders import Order, sorting


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
    """The book compares the rows, so that its own order decides."""
    import numpy as np

    before = np.frombuffer(ids, np.int64)
    shown = _sorted_by_book(book, few, wanted, order)
    stood = np.flatnonzero(np.isin(before, few)).tolist()
    if _stay(book, ids, stood, shown, order):
        return ids, stood
    rest = np.delete(before, stood)
    places = [bisect_left(rest, True, key=partial(_is_first, book, order, row)) for row in shown]
    now = array("q", np.insert(rest, places, shown).tobytes())
    return now, [place + number for number, place in enumerate(places)]


def _stay(book: Book, ids: array[int], stood: Sequence[int], shown: Sequence[int], order: Order) -> bool:
    """Whether those that stood at these places are those that are shown now, each still between its neighbours."""
    if sorted(ids[place] for place in stood) != sorted(shown):
        return False
    among = ([*ids[max(place - 1, 0) : place + 2]] for place in stood)
    return all(_sorted_by_book(book, those, ANY, order) == those for those in among)


def _sorted_by_book(book: Book, ids: Sequence[int], wanted: TradeFilter, order: Order) -> list[int]:
    """Those of them that the filter lets through."""
    where, values = conditions(book, wanted)
    joins, by = sorting(order)
    sql = f"SELECT t.id FROM trades t{joins} WHERE t.id IN (SELECT value FROM json_each(?)) AND {where} ORDER BY {by}"
    return [row for (row,) in book.fetch(sql, (json.dumps(list(ids)), *values))]


def _is_first(book: Book, order: Order, row: int, other: int) -> bool:
    return _sorted_by_book(book, (row, int(other)), ANY, order)[0] == row
