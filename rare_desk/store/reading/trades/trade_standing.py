"""The totals of a filter kept up to date: by the few rows that a step changed where these are few."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from rare_desk.store.book import Book
from rare_desk.store.reading.steps.few_changes import DUES, NAMES, few_changes
from rare_desk.store.reading.trades.trade_filters import ANY, TradeFilter, conditions
from rare_desk.store.reading.trades.trade_queries import Totals, summed, trade_count, trade_totals
from rare_desk.store.rows import SqlValue
from rare_desk.store.tables import table


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
        found = None if known is None else _followed(book, known)
        return found or Standing(wanted, book.last_step(), trade_totals(book, wanted), trade_count(book))


def standing_of(book: Book, wanted: TradeFilter, ids: Sequence[int]) -> Standing:
    """Where these are all trades that the filter lets through."""
    return Standing(wanted, book.last_step(), _of_rows(book, ids, "1", ()), trade_count(book))


def _of_rows(book: Book, ids: Sequence[int], where: str, values: Sequence[SqlValue]) -> Totals:
    chosen = f"t.id IN (SELECT value FROM json_each(?)) AND {where}"
    return summed(book, "trades", chosen, [json.dumps(list(ids)), *values])


def _followed(book: Book, known: Standing) -> Standing | None:
    """None where not every changed row is told of by itself, or other records were changed that the filter may ask
    for."""
    besides = () if known.wanted == ANY else (*NAMES, *DUES) if known.wanted.due else NAMES
    first = few_changes(book, known.step, besides)
    if first is None:
        return None
    where, values = conditions(book, known.wanted)
    told = f"[{', '.join(before for before in first.values() if before is not None)}]"
    then = summed(book, _as_rows(book), where, [told, *values])
    few = list(first)
    now = _of_rows(book, few, where, values)
    old = known.totals
    totals = Totals(
        old.count - then.count + now.count,
        old.quantity_t - then.quantity_t + now.quantity_t,
        old.amount_ex_vat - then.amount_ex_vat + now.amount_ex_vat,
        old.amount_incl_vat - then.amount_incl_vat + now.amount_incl_vat,
        old.cancelled - then.cancelled + now.cancelled,
    )
    gone = sum(before is not None for before in first.values())
    whole = known.whole - gone + _of_rows(book, few, "1", ()).count
    return Standing(known.wanted, book.last_step(), totals, whole)


def _as_rows(book: Book) -> str:
    """Rows as the journal tells them, as a query: with what the table makes of them as far as filters and sums ask."""
    columns = ", ".join(f"j.value ->> '{name}' AS {name}" for name in table(book.connection, "trades").columns)
    day = "CAST(strftime('%s', j.value ->> 'date') AS INTEGER) / 86400 AS day"
    return f"(SELECT {columns}, {day}, 2 * (j.value ->> 'status' = 'cancelled') AS facts FROM json_each(?) j)"
