"""By which columns a table is sorted: what a click asks for, and the same for rows that are all at hand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from rare_desk.store.reading.trades.trade_queries import Sort

R = TypeVar("R")
Order = tuple[Sort, ...]
"""The first counts before the second; empty: as the page has it by itself."""


def clicked(order: Order, standing: Order, column: str, *, adds: bool) -> Order:
    """Up, then down, then not at all. Without `adds` it takes the place of the others; `standing` is the page's own
    order, which counts while there is no other and to which a column can be added."""
    base = (order or standing) if adds else tuple(one for one in order if one.column == column and len(order) == 1)
    now = next((one for one in base if one.column == column), None)
    if now is None:
        return (*base, Sort(column, descending=False))
    turned = () if now.descending else (replace(now, descending=True),)
    place = base.index(now)
    return (*base[:place], *turned, *base[place + 1 :])


def placed(order: Order, standing: Order, wanted: Sort, *, adds: bool) -> Order:
    """That column that way: alone, or behind the others."""
    base = (order or standing) if adds else ()
    return (*(one for one in base if one.column != wanted.column), wanted)


def in_order(rows: Iterable[R], order: Sequence[Sort], key: Callable[[str], Callable[[R], Any]]) -> list[R]:
    """`key` gives for a column what its rows compare by; rows alike in all of them stay as they came, and those for
    which it is None stand last."""
    found = list(rows)
    for one in reversed(order):
        value = key(one.column)
        known = [row for row in found if value(row) is not None]
        unknown = [row for row in found if value(row) is None]
        found = sorted(known, key=value, reverse=one.descending) + unknown
    return found
