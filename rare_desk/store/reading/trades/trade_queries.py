"""Trades as lists and pages, filtered, sorted and summed by SQL."""

import json
import sqlite3
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.numbers import AMOUNT_PLACES, MASS_PLACES, MONEY_PLACES, from_scaled, half_up
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import HALF, records
from rare_desk.store.reading.trades.parts import Rows, Statement, in_parts
from rare_desk.store.reading.trades.trade_filters import ANY as ANY
from rare_desk.store.reading.trades.trade_filters import EVERY, conditions_now
from rare_desk.store.reading.trades.trade_filters import TradeFilter as TradeFilter
from rare_desk.store.reading.trades.trade_orders import NEWEST as NEWEST
from rare_desk.store.reading.trades.trade_orders import SORTABLE as SORTABLE
from rare_desk.store.reading.trades.trade_orders import Order as Order
from rare_desk.store.reading.trades.trade_orders import Sort as Sort
from rare_desk.store.reading.trades.trade_orders import number_keys, sorted_ids
from rare_desk.store.reading.trades.trade_pages import page_ids, statements
from rare_desk.store.reading.trades.trade_pages import quick as quick
from rare_desk.store.rows import SqlValue, TradeRow, trade_from


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the rows shown. Cancelled trades are counted, in `count` and `cancelled`, but not summed."""

    count: int
    quantity_t: Decimal
    amount_ex_vat: Decimal
    amount_incl_vat: Decimal
    cancelled: int


def trade_ids(book: Book, wanted: TradeFilter = ANY, order: Order = NEWEST) -> list[int]:
    return trade_order(book, wanted, order).tolist()


def trade_order(book: Book, wanted: TradeFilter = ANY, order: Order = NEWEST) -> "array[int]":
    """The ids of all of them, in order: what a list scrolls over. Lets other threads run row by row."""
    ids = array("q")
    with book.snapshot():
        if keys := number_keys(book, order):
            where, values = conditions_now(book, wanted)
            return sorted_ids(book, where, values, keys)
        for sql, values in statements(book, wanted, order):
            with book.stream(sql, values) as rows:
                ids.extend(chain.from_iterable(rows))
    return ids


def trade_page(
    book: Book, wanted: TradeFilter = ANY, order: Order = NEWEST, offset: int = 0, limit: int = 100
) -> list[TradeRow]:
    return trades_by_id(book, page_ids(book, wanted, order, offset, limit))


_WHOLE = (
    "SELECT t.*, p.code AS product, c.name AS counterparty, b.name AS buyer, s.name AS seller"
    " FROM trades t JOIN products p ON p.id = t.product LEFT JOIN counterparties c ON c.id = t.counterparty"
    " LEFT JOIN counterparties b ON b.id = t.buyer LEFT JOIN counterparties s ON s.id = t.seller"
)


def trades_by_id(book: Book, ids: Sequence[int]) -> list[TradeRow]:
    """In the order asked for; ids that are gone are left out."""
    found: dict[int, TradeRow] = {}
    for start in range(0, len(ids), 1000):
        chunk = json.dumps(list(ids[start : start + 1000]))
        rows = records(book, f"{_WHOLE} WHERE t.id IN (SELECT value FROM json_each(?))", (chunk,))
        found |= {row.id: row for row in map(trade_from, rows)}
    return [found[row_id] for row_id in ids if row_id in found]


def trades_numbered(book: Book, deal_no: str) -> list[TradeRow]:
    """Those with exactly that deal number, the oldest first; several sources may use one number."""
    return [trade_from(row) for row in records(book, f"{_WHOLE} WHERE t.deal_no = ? ORDER BY t.day, t.id", (deal_no,))]


def is_numbered(book: Book, deal_no: str) -> bool:
    return bool(book.number("SELECT EXISTS (SELECT 1 FROM trades WHERE deal_no = ?)", (deal_no,)))


def greatest_deal_no(book: Book, before: str, digits: str, after: str) -> str:
    """Of those with the same words around as many digits; empty when there is none."""
    width = len(digits)
    alike = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in before) + "[0-9]" * width
    alike += "".join(f"[{sign}]" if sign in "*?[" else sign for sign in after)
    found = book.fetch(
        "SELECT deal_no FROM trades WHERE deal_no BETWEEN ? AND ? AND deal_no GLOB ? ORDER BY deal_no DESC LIMIT 1",
        (f"{before}{'0' * width}{after}", f"{before}{'9' * width}{after}", alike),
    )
    return str(found[0][0]) if found else ""


def trade_with_uuid(book: Book, uuid: str) -> TradeRow | None:
    """The same trade after an undo and redo, when its id may be another."""
    found = records(book, f"{_WHOLE} WHERE t.uuid = ?", (uuid,))
    return trade_from(found[0]) if found else None


def trade_count(book: Book) -> int:
    return book.number("SELECT count(*) FROM trades")


def counts_on(book: Book, day: date) -> dict[str, int]:
    """By product, how many trades are dated on that day."""
    sql = "SELECT p.code, count(*) FROM trades t JOIN products p ON p.id = t.product WHERE t.day = ? GROUP BY p.code"
    return dict(book.fetch(sql, (day_number(day),)))


_SUMMED = ("quantity_g", "amount_ex_vat", "amount_incl_vat")


def trade_totals(book: Book, wanted: TradeFilter = ANY) -> Totals:
    with book.snapshot():
        where, values = conditions_now(book, wanted)
        read: _Read = partial(in_parts, book, values=values)
        if where != EVERY:
            return _summed(read, "trades", where)
        # All of them: the whole count costs nothing, and what is cancelled need not be counted.
        live = _whole_sums(read, lambda part: f"FROM trades t WHERE {part} AND NOT t.facts & 2", "")
        count = trade_count(book)
        return _totals(count, count - live[0], live[1:])


def summed(book: Book, rows: str, where: str, values: Sequence[SqlValue]) -> Totals:
    """Of a few rows of a table, or of a query in brackets, with the columns of trades; the condition calls it `t`."""
    return _summed(lambda sql: book.fetch(sql("1"), values), rows, where)


_Read = Callable[[Statement], Rows]


def _summed(read: _Read, rows: str, where: str) -> Totals:
    named = ", ".join(f"t.{name}" for name in _SUMMED)
    live = f"SELECT NOT t.facts & 2 AS live, {named} FROM {rows} t"
    count, cancelled, *sums = _whole_sums(
        read, lambda part: f"FROM ({live} WHERE {part} AND {where})", " FILTER (WHERE live)"
    )
    return _totals(count, cancelled, sums)


def _whole_sums(read: _Read, found: Statement, only: str) -> list[int]:
    """The count, with `only` the count of the others too, and the sums: in two halves, which no number of rows can make
    overflow, where they do overflow."""
    counts = f"count(*), count(*) - count(*){only}" if only else "count(*)"
    sums = ", ".join(f"sum({name}){only}" for name in _SUMMED)
    try:
        return _together(read(lambda part: f"SELECT {counts}, {sums} {found(part)}"))
    except sqlite3.OperationalError as error:
        if "overflow" not in str(error):
            raise
    halves = ", ".join(f"sum({name} / {HALF}){only}, sum({name} % {HALF}){only}" for name in _SUMMED)
    row = _together(read(lambda part: f"SELECT {counts}, {halves} {found(part)}"))
    return row[:-6] + [high * HALF + low for high, low in zip(row[-6::2], row[-5::2], strict=True)]


def _together(rows: Rows) -> list[int]:
    return [sum(value or 0 for value in column) for column in zip(*rows, strict=True)]


def _totals(count: int, cancelled: int, sums: Sequence[int]) -> Totals:
    mass, ex_vat, incl_vat = sums
    return Totals(
        count,
        from_scaled(mass, MASS_PLACES),
        half_up(from_scaled(ex_vat, MONEY_PLACES), AMOUNT_PLACES),
        half_up(from_scaled(incl_vat, MONEY_PLACES), AMOUNT_PLACES),
        cancelled,
    )


def trade_days(book: Book) -> tuple[date, date] | None:
    """The first and the last day with a trade."""
    first, last = book.fetch("SELECT (SELECT min(day) FROM trades), (SELECT max(day) FROM trades)")[0]
    if not isinstance(first, int) or not isinstance(last, int):
        return None
    return date_of(first), date_of(last)
