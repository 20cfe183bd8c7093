"""Which trades a list has, and which of them stand on a page of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rare_desk.store.book import Book
from rare_desk.store.reading.parts import in_parts, sample
from rare_desk.store.reading.trade_filters import ANY, TradeFilter, conditions_now
from rare_desk.store.reading.trade_orders import (
    INDEXED,
    NAMED,
    NOBODY,
    Order,
    Sort,
    by,
    by_index,
    groups,
    named,
    sort_keys,
    sorts,
)  # fmt: skip
from rare_desk.store.rows import SqlValue

_NEAR = 20_000
_SURE = 20
"""How many more rows than in the sample the book is sure to have."""


def statements(book: Book, wanted: TradeFilter, order: Order) -> Iterator[tuple[str, list[SqlValue]]]:
    """Statements whose ids, one after another, are the list: by product one for each, which an index gives."""
    where, values = conditions_now(book, wanted)
    orders = sorts(order)
    if orders[:1] and orders[0].column == "product":
        joins, keys = sort_keys(orders[1:])
        for group in groups(book, orders[0]):
            of_it = f"t.product IN ({', '.join(map(str, group))}) AND {where}"
            yield f"SELECT t.id FROM trades t{joins} WHERE {of_it} ORDER BY {by(keys)}", values
        return
    joins, keys = sort_keys(orders)
    yield f"SELECT t.id FROM trades t{joins} WHERE {where} ORDER BY {by(keys)}", values


def quick(wanted: TradeFilter, order: Order) -> bool:
    """Whether an index of the book gives the first rows at once."""
    return wanted == ANY and sort_keys(order)[1][0][0] in INDEXED


def page_ids(book: Book, wanted: TradeFilter, order: Order, offset: int, limit: int) -> list[int]:
    """Looked for where they mostly are, and if these are too few, among all."""
    with book.snapshot():
        ids, whole = _likely(book, wanted, sorts(order), offset, limit)
        return ids if whole or len(ids) == limit else _sorted(book, wanted, order, "1", offset, limit)


def _likely(book: Book, wanted: TradeFilter, orders: Sequence[Sort], offset: int, limit: int) -> tuple[list[int], bool]:
    """What was found among those that come first, and whether there are no others."""
    joins, keys = sort_keys(orders)
    if wanted == ANY and by_index(orders):
        return _piece(book, statements(book, wanted, orders), offset, limit), True
    if keys[0][0] in INDEXED:
        near = _near(book, *keys[0])
        where, values = conditions_now(book, wanted)
        sql = f"SELECT t.id FROM trades t{joins} WHERE {near} AND {where} ORDER BY {by(keys)}"
        return _piece(book, [(sql, values)], offset, limit), near == "1"
    among = _bound(book, wanted, orders, offset + limit)
    return _sorted(book, wanted, orders, among, offset, limit) if among else [], False


def _piece(book: Book, lists: Iterable[tuple[str, list[SqlValue]]], offset: int, limit: int) -> list[int]:
    ids: list[int] = []
    for sql, values in lists:
        ids += (row_id for (row_id,) in book.fetch(f"{sql} LIMIT {int(offset + limit - len(ids))}", values))
        if len(ids) >= offset + limit:
            break
    return ids[offset:]


def _near(book: Book, key: str, way: str) -> str:
    """The trades that an index has first. It would take twice as long as the table to look at all of them."""
    found = book.fetch(f"SELECT quote({key}) FROM trades t ORDER BY {key} {way} LIMIT 1 OFFSET {_NEAR}")
    return f"{key} {'>=' if way == 'DESC' else '<='} {found[0][0]}" if found else "1"


def _bound(book: Book, wanted: TradeFilter, orders: Sequence[Sort], enough: int) -> str:
    """What the trades that come first have in the first column, as far as a sample tells: the others need no sorting.
    Empty where it does not tell."""
    stretches = sample(book)
    if not stretches:
        return ""
    where, values = conditions_now(book, wanted)
    sort, (key, way) = orders[0], sort_keys(orders)[1][0]
    seen = f"FROM json_each(?) r CROSS JOIN trades t ON t.id BETWEEN r.value ->> 0 AND r.value ->> 1 WHERE {where}"
    if sort.column in NAMED:
        counts = dict(book.fetch(f"SELECT {named(sort.column)}, count(*) {seen} GROUP BY 1", [stretches, *values]))
        return _first_names(sort, groups(book, sort), counts, enough)
    sql = f"SELECT quote({key}) {seen} ORDER BY {key} {way} LIMIT 1 OFFSET {int(enough) - 1}"
    last = next((text for (text,) in book.fetch(sql, [stretches, *values])), "NULL")
    if last == "NULL":
        return ""
    return f"{key} >= {last}" if way == "DESC" else f"({key} <= {last} OR {key} IS NULL)"


def _first_names(sort: Sort, names: Sequence[Sequence[int]], counts: Mapping[int | None, int], enough: int) -> str:
    """The trades of so many of the first that the sample alone would nearly fill the page."""
    first, held = list[int](), 0
    for alike in names:
        first += alike
        held += sum(counts.get(number, 0) for number in alike)
        if held * _SURE >= enough:
            break
    if sort.column == "product":  # which an index finds
        return f"t.product IN ({', '.join(map(str, first))})"
    nobody = [] if sort.descending else [NOBODY]
    return f"{named(sort.column, NOBODY)} IN ({', '.join(map(str, nobody + first))})"


def _sorted(book: Book, wanted: TradeFilter, order: Order, among: str, offset: int, limit: int) -> list[int]:
    where, values = conditions_now(book, wanted)
    joins, keys = sort_keys(order)
    chosen = ", ".join(f"{key} AS key{place}" for place, (key, _) in enumerate(keys))
    ways = by([(f"key{place}", way) for place, (_, way) in enumerate(keys)])

    # The newest first into the sorter: of a million alike none then displaces another. LIMIT keeps that order. The
    # index that finds some products cannot give it.
    newest = "" if keys[0][0] == "s_product.pinyin" else " ORDER BY t.id DESC LIMIT -1"

    def first(those: str, begin: int, count: int) -> str:
        inner = f"SELECT t.id, {chosen} FROM trades t{joins} WHERE {those}{newest}"
        return f"SELECT id FROM ({inner}) ORDER BY {ways} LIMIT {int(count)} OFFSET {int(begin)}"

    found = in_parts(book, lambda part: first(f"{part} AND {among} AND {where}", 0, offset + limit), values)
    of_parts = f"t.id IN ({', '.join(str(row_id) for (row_id,) in found)})"
    return [row_id for (row_id,) in book.fetch(first(of_parts, offset, limit))]
