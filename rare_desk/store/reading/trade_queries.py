"""Trades as lists and pages, filtered, sorted and summed by SQL."""

import json
import sqlite3
import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, groupby

from rare_desk.core.calendar import date_of
from rare_desk.core.numbers import AMOUNT_PLACES, MASS_PLACES, MONEY_PLACES, from_scaled, half_up
from rare_desk.store.book import Book
from rare_desk.store.reading.due_queries import OPEN_AMOUNT, OPEN_G, OVERDUE
from rare_desk.store.reading.queries import HALF, records
from rare_desk.store.reading.trade_filters import ANY as ANY
from rare_desk.store.reading.trade_filters import TradeFilter as TradeFilter
from rare_desk.store.reading.trade_filters import conditions
from rare_desk.store.reading.trade_orders import Key, sorted_ids
from rare_desk.store.rows import SqlValue, TradeRow, trade_from


@dataclass(frozen=True, slots=True)
class Sort:
    """`column` is a field of the trade or of its prices; ties stand newest first. `counterparty` is the buyer of a
    market trade."""

    column: str = "date"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the rows shown. Cancelled trades are counted, in `count` and `cancelled`, but not summed."""

    count: int
    quantity_t: Decimal
    amount_ex_vat: Decimal
    amount_incl_vat: Decimal
    cancelled: int


Order = Sort | Sequence[Sort]
"""The first counts before the second."""
NEWEST = (Sort(),)

_OWN = (
    "side", "status", "deal_no", "contract_no", "grade", "reo_pct", "price", "price_ex_vat", "price_incl_vat",
    "amount", "amount_ex_vat", "amount_incl_vat", "currency", "tax_basis", "vat_rate", "fx", "related", "spot",
    "compliance", "delivery_place", "delivery_date", "payment", "incoterm", "country", "origin", "lot", "trader",
    "note", "suspect", "quantity_unit", "price_unit", "id", "batch",
)  # fmt: skip
_SORTED = {name: f"t.{name}" for name in _OWN} | {
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
_NAMED = {
    "product": "products",
    "counterparty": "counterparties",
    "buyer": "counterparties",
    "seller": "counterparties",
}
_INDEXED = frozenset(("t.day", "t.deal_no", "t.id"))
SORTABLE = frozenset(_SORTED) | frozenset(_NAMED)


def _keys(order: Order) -> tuple[str, list[tuple[str, str]]]:
    """The joins that the order needs, and what is sorted by with its way; ties stand newest first."""
    orders = (order,) if isinstance(order, Sort) else tuple(order)
    joins, keys = "", []
    for one in orders:
        key = _SORTED.get(one.column, f"s_{one.column}.pinyin")
        if one.column in _NAMED:
            joins += f" LEFT JOIN {_NAMED[one.column]} s_{one.column} ON s_{one.column}.id = {_named(one.column)}"
        keys.append((key, "DESC" if one.descending else "ASC"))
    ways = dict(keys)
    if "t.id" in ways:
        return joins, keys
    if "t.day" in ways:
        return joins, [*keys, ("t.id", ways["t.day"])]
    return joins, [*keys, ("t.day", "DESC"), ("t.id", "DESC")]


def _by(keys: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{key} {way}" for key, way in keys)


def trade_ids(book: Book, wanted: TradeFilter = ANY, order: Order = NEWEST) -> list[int]:
    return trade_order(book, wanted, order).tolist()


def trade_order(book: Book, wanted: TradeFilter = ANY, order: Order = NEWEST) -> "array[int]":
    """The ids of all of them, in order: what a list scrolls over. Lets other threads run row by row."""
    ids = array("q")
    with book.snapshot():
        if keys := _number_keys(book, order):
            where, values = conditions(book, wanted)
            return sorted_ids(book, where, values, keys)
        for sql, values in _parts(book, wanted, order):
            with book.stream(sql, values) as rows:
                ids.extend(chain.from_iterable(rows))
    return ids


def _parts(book: Book, wanted: TradeFilter, order: Order) -> Iterator[tuple[str, list[SqlValue]]]:
    """Statements whose ids, one after another, are the list: by product one for each, which an index gives."""
    where, values = conditions(book, wanted)
    orders = (order,) if isinstance(order, Sort) else tuple(order)
    if orders[:1] and orders[0].column == "product":
        joins, keys = _keys(orders[1:])
        for group in _groups(book, orders[0]):
            of_it = f"t.product IN ({_marks(group)}) AND {where}"
            yield f"SELECT t.id FROM trades t{joins} WHERE {of_it} ORDER BY {_by(keys)}", [*group, *values]
        return
    joins, keys = _keys(orders)
    yield f"SELECT t.id FROM trades t{joins} WHERE {where} ORDER BY {_by(keys)}", values


def _number_keys(book: Book, order: Order) -> list[Key]:
    """None where an index gives the order, or where it is one of words."""
    orders = (order,) if isinstance(order, Sort) else tuple(order)
    _, keys = _keys(orders)
    by_index = keys[0][0] in _INDEXED or [one.column for one in orders] in (["product"], ["product", "date"])
    if by_index or not all(one.column in _NAMED or one.column in _WHOLE_NUMBERS for one in orders):
        return []
    found: list[Key] = []
    for place, (key, way) in enumerate(keys):
        column = orders[place].column if place < len(orders) else ""
        if column in _NAMED:
            groups = _groups(book, Sort(column, False))
            ranks = {number: rank for rank, group in enumerate(groups) for number in group}
            found.append((_named(column), way == "DESC", ranks))
        else:
            found.append((key, way == "DESC", None))
    return found


def _groups(book: Book, sort: Sort) -> list[list[int]]:
    """The ids of products or parties as they are sorted by; those that sort alike together."""
    found = book.fetch(f"SELECT pinyin, id FROM {_NAMED[sort.column]} ORDER BY pinyin")
    groups = [[int(number) for _, number in alike] for _, alike in groupby(found, lambda row: row[0])]
    return groups[::-1] if sort.descending else groups


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _page_ids(book: Book, wanted: TradeFilter, order: Order, offset: int, limit: int) -> list[int]:
    orders = (order,) if isinstance(order, Sort) else tuple(order)
    _, keys = _keys(orders)
    if keys[0][0] in _INDEXED or orders[0].column == "product":
        return _piece(book, wanted, orders, offset, limit)
    if orders[0].column in _NAMED:
        few = _of_first_names(book, orders[0])
        ids = _sorted_piece(book, wanted, orders, offset, limit, few)
        if len(ids) == limit:
            return ids
    return _sorted_piece(book, wanted, orders, offset, limit)


def _piece(book: Book, wanted: TradeFilter, order: Order, offset: int, limit: int) -> list[int]:
    """Where an index gives the ids in order."""
    ids: list[int] = []
    with book.snapshot():
        for sql, values in _parts(book, wanted, order):
            found = book.fetch(f"{sql} LIMIT {int(offset + limit - len(ids))}", values)
            ids += (row_id for (row_id,) in found)
            if len(ids) >= offset + limit:
                break
    return ids[offset:]


_FIRST_NAMES = 8


def _of_first_names(book: Book, sort: Sort) -> tuple[str, list[SqlValue]]:
    """The trades of those parties that come first, which mostly fill a page: the others need no sorting for it."""
    few = [number for group in _groups(book, sort)[:_FIRST_NAMES] for number in group]
    named = _named(sort.column)
    nobody = "" if sort.descending else f" OR {named} IS NULL"
    return f"({named} IN ({_marks(few)}){nobody})", list(few)


def _named(column: str) -> str:
    return "coalesce(t.counterparty, t.buyer)" if column == "counterparty" else f"t.{column}"


def _sorted_piece(
    book: Book,
    wanted: TradeFilter,
    order: Order,
    offset: int,
    limit: int,
    among: tuple[str, list[SqlValue]] = ("1", []),
) -> list[int]:
    where, values = conditions(book, wanted)
    joins, keys = _keys(order)
    # The newest first into the sorter: of a million alike none then displaces another. LIMIT keeps that order.
    named = ", ".join(f"{key} AS key{place}" for place, (key, _) in enumerate(keys))
    inner = f"SELECT t.id, {named} FROM trades t{joins} WHERE {among[0]} AND {where} ORDER BY t.id DESC LIMIT -1"
    ways = [(f"key{place}", way) for place, (_, way) in enumerate(keys)]
    page = f"LIMIT {int(limit)} OFFSET {int(offset)}"
    sql = f"SELECT id FROM ({inner}) ORDER BY {_by(ways)} {page}"
    return [row_id for (row_id,) in book.fetch(sql, [*among[1], *values])]


def quick(wanted: TradeFilter, order: Order) -> bool:
    """Whether an index of the book gives the first rows at once."""
    return wanted == ANY and _keys(order)[1][0][0] in _INDEXED


def trade_first(
    book: Book, wanted: TradeFilter, order: Order, limit: int, patience: float
) -> tuple[list[TradeRow], bool]:
    """The first rows, and whether these are all that there are or were asked for: when the book can tell them one by
    one, those found within `patience` seconds, or the first one found after that."""
    where, values = conditions(book, wanted)
    joins, keys = _keys(order)
    if keys[0][0] not in _INDEXED:
        return trade_page(book, wanted, order, limit=limit), True
    ids: list[int] = []
    until, whole = time.monotonic() + patience, True
    with book.stream(f"SELECT t.id FROM trades t{joins} WHERE {where} ORDER BY {_by(keys)}", values) as rows:
        for (row_id,) in rows:
            ids.append(row_id)
            if len(ids) == limit:
                break
            if time.monotonic() >= until:
                whole = False
                break
    return trades_by_id(book, ids), whole


def trade_page(
    book: Book, wanted: TradeFilter = ANY, order: Order = NEWEST, offset: int = 0, limit: int = 100
) -> list[TradeRow]:
    return trades_by_id(book, _page_ids(book, wanted, order, offset, limit))


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


def trade_with_uuid(book: Book, uuid: str) -> TradeRow | None:
    """The same trade after an undo and redo, when its id may be another."""
    found = records(book, f"{_WHOLE} WHERE t.uuid = ?", (uuid,))
    return trade_from(found[0]) if found else None


def trade_count(book: Book) -> int:
    return book.number("SELECT count(*) FROM trades")


_SUMMED = ("quantity_g", "amount_ex_vat", "amount_incl_vat")


def trade_totals(book: Book, wanted: TradeFilter = ANY) -> Totals:
    where, values = conditions(book, wanted)
    if wanted == ANY:  # the whole count costs nothing, and what is cancelled need not be counted
        live = _whole_sums(book, "FROM trades t WHERE NOT t.facts & 2", "", ())
        count = trade_count(book)
        return _totals(count, count - live[0], live[1:])
    return summed(book, "trades", where, values)


def summed(book: Book, rows: str, where: str, values: Sequence[SqlValue]) -> Totals:
    """Of a table, or of a query in brackets, with the columns of trades; the condition calls it `t`."""
    named = ", ".join(f"t.{name}" for name in _SUMMED)
    found = f"FROM (SELECT NOT t.facts & 2 AS live, {named} FROM {rows} t WHERE {where})"
    count, *sums = _whole_sums(book, found, " FILTER (WHERE live)", values)
    return _totals(count, sums.pop(0), sums)


def _whole_sums(book: Book, found: str, only: str, values: Sequence[SqlValue]) -> list[int]:
    """The count, with `only` the count of the others too, and the sums: in two halves, which no number of rows can make
    overflow, where they do overflow."""
    counts = f"count(*), count(*) - count(*){only}" if only else "count(*)"
    sums = ", ".join(f"sum({name}){only}" for name in _SUMMED)
    try:
        return [value or 0 for value in book.fetch(f"SELECT {counts}, {sums} {found}", values)[0]]
    except sqlite3.OperationalError as error:
        if "overflow" not in str(error):
            raise
    halves = ", ".join(f"sum({name} / {HALF}){only}, sum({name} % {HALF}){only}" for name in _SUMMED)
    row = [value or 0 for value in book.fetch(f"SELECT {counts}, {halves} {found}", values)[0]]
    return row[:-6] + [high * HALF + low for high, low in zip(row[-6::2], row[-5::2], strict=True)]


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
