"""The totals of a filter kept up to date: by the few rows that a step changed where these are few."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from rare_desk.store.book import Book
from rare_desk.store.reading.trade_filters import ANY, TradeFilter, conditions
from rare_desk.store.reading.trade_queries import Totals, summed, trade_count, trade_totals
from rare_desk.store.rows import SqlValue
from rare_desk.store.tables import table

_FEW = 200
_NAMES = "SELECT count(*) FROM changes WHERE step > ? AND record IN ('counterparties', 'products')"
_ROWS = "SELECT row, before FROM changes WHERE step > ? AND record = 'trades' ORDER BY id LIMIT ?"


@dataclass(frozen=True, slots=True)
class Standing:
    """As of a step; `whole` is how many trades the book has."""

    wanted: TradeFilter
    step: int
    totals: Totals
    whole: int


def standing(book: Book, wanted: TradeFilter, known: Standing | None = None) -> Standing:
    """`known` is the same of an earlier step, from which little need be read."""
    with book.snapshot():
        step = book.last_step()
        totals = None if known is None else _followed(book, known, step)
        return Standing(wanted, step, totals or trade_totals(book, wanted), trade_count(book))


def standing_of(book: Book, wanted: TradeFilter, ids: Sequence[int]) -> Standing:
    """Where these are all trades that the filter lets through."""
    return Standing(wanted, book.last_step(), _of_rows(book, ids, "1", ()), trade_count(book))


def _of_rows(book: Book, ids: Sequence[int], where: str, values: Sequence[SqlValue]) -> Totals:
    chosen = f"t.id IN (SELECT value FROM json_each(?)) AND {where}"
    return summed(book, "trades", chosen, [json.dumps(list(ids)), *values])


def _followed(book: Book, known: Standing, step: int) -> Totals | None:
    """None where not every changed row is told of by itself, or names were changed that the filter may ask for."""
    if step < known.step or (known.wanted != ANY and book.number(_NAMES, (known.step,))):
        return None
    rows = book.fetch(_ROWS, (known.step, _FEW + 1))
    if len(rows) > _FEW or any(row is None for row, _ in rows):
        return None
    first: dict[int, str | None] = {}
    for row, before in rows:
        first.setdefault(row, before)
    where, values = conditions(book, known.wanted)
    told = f"[{', '.join(before for before in first.values() if before is not None)}]"
    then = summed(book, _as_rows(book), where, [told, *values])
    now = _of_rows(book, list(first), where, values)
    old = known.totals
    return Totals(
        old.count - then.count + now.count,
        old.quantity_t - then.quantity_t + now.quantity_t,
        old.amount_ex_vat - then.amount_ex_vat + now.amount_ex_vat,
        old.amount_incl_vat - then.amount_incl_vat + now.amount_incl_vat,
        old.cancelled - then.cancelled + now.cancelled,
    )


def _as_rows(book: Book) -> str:
    """Rows as the journal tells them, as a query: with what the table makes of them as far as filters and sums ask."""
    columns = ", ".join(f"j.value ->> '{name}' AS {name}" for name in table(book.connection, "trades").columns)
    day = "CAST(strftime('%s', j.value ->> 'date') AS INTEGER) / 86400 AS day"
    return f"(SELECT {columns}, {day}, 2 * (j.value ->> 'status' = 'cancelled') AS facts FROM json_each(?) j)"
