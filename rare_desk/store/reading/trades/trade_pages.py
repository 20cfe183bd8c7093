"""Which trades a list has, and which of them stand on a page of it."""

from collections.abc import Iterable, Iterator, Sequence

from rare_desk.store.book import Book
from rare_desk.store.reading.trades.parts import in_parts, sample
from rare_desk.store.reading.trades.trade_filters import ANY, TradeFilter, conditions_now
from rare_desk.store.reading.trades.trade_orders import (
    INDEXED,
    NAMED,
    NOBODY,
    WORDS,
    Order,
    Sort,
    by,
    by_index,
    by_ranks,
    groups,
    named,
    sort_keys,
    sorts,
)  # fmt: skip
from rare_desk.store.reading.vocabulary import known_texts, literal, texts_of
from rare_desk.store.rows import SqlValue
from rare_desk.store.spelling import sort_key

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
    return _sampled(book, wanted, orders, offset, limit), False


def _sampled(book: Book, wanted: TradeFilter, orders: Sequence[Sort], offset: int, limit: int) -> list[int]:
    """What is found among those that come first as far as a sample tells: the others need no sorting."""
    stretches = sample(book)
    if not stretches:
        return []
    if orders[0].column in NAMED:
        among = _first_names(book, wanted, orders[0], stretches, offset + limit)
        return _sorted(book, wanted, orders, among, offset, limit)
    if orders[0].column in WORDS:
        earlier, alike, among = _first_words(book, wanted, orders[0], stretches, offset + limit)
    else:
        earlier, alike, among = _first_values(book, wanted, orders[0], stretches, offset + limit)
    ids = _newest_alike(book, wanted, orders[0], earlier, alike, offset, limit) if alike and len(orders) == 1 else []
    return _sorted(book, wanted, orders, among, offset, limit) if among and len(ids) < limit else ids


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


_SEEN = "FROM json_each(?) r CROSS JOIN trades t ON t.id BETWEEN r.value ->> 0 AND r.value ->> 1 WHERE"


def _first_names(book: Book, wanted: TradeFilter, sort: Sort, stretches: str, enough: int) -> str:
    """The trades of so many of the first that the sample alone would nearly fill the page."""
    where, values = conditions_now(book, wanted)
    sql = f"SELECT {named(sort.column)}, count(*) {_SEEN} {where} GROUP BY 1"
    counts = dict(book.fetch(sql, [stretches, *values]))
    first, held = list[int](), 0
    for alike in groups(book, sort):
        first += alike
        held += sum(counts.get(number, 0) for number in alike)
        if held * _SURE >= enough:
            break
    if sort.column == "product":  # which an index finds
        return f"t.product IN ({', '.join(map(str, first))})"
    nobody = [] if sort.descending else [NOBODY]
    return f"{named(sort.column, NOBODY)} IN ({', '.join(map(str, nobody + first))})"


def _first_words(book: Book, wanted: TradeFilter, sort: Sort, stretches: str, enough: int) -> tuple[str, str, str]:
    """As `_first_values`, by the pinyin of what the trades say."""
    where, values = conditions_now(book, wanted)
    counts = dict(book.fetch(f"SELECT t.{sort.column}, count(*) {_SEEN} {where} GROUP BY 1", [stretches, *values]))
    texts, held = sorted(texts_of(book, sort.column), key=sort_key, reverse=sort.descending), 0
    for place, text in enumerate(texts):
        held += counts.get(text, 0)
        if held >= enough:
            earlier, alike = _says(sort.column, texts[:place]), _says(sort.column, [text])
            return earlier, alike, _says(sort.column, texts[: place + 1])
    return "", "", ""


def _says(column: str, texts: Sequence[str]) -> str:
    return f"t.{column} IN ({', '.join(map(literal, texts))})" if texts else ""


def _first_values(book: Book, wanted: TradeFilter, sort: Sort, stretches: str, enough: int) -> tuple[str, str, str]:
    """The trades that come earlier than those with which a sample alone would fill the page, these, and both of them,
    as conditions; empty where there are none, or where they would be all."""
    key = sort_keys(sort)[1][0]
    value = _value_at(book, wanted, key, stretches, enough - 1)
    if not value:
        return "", "", ""
    earlier = "" if _is_first_text(book, sort, value) else _before(*key, value)
    return earlier, f"{key[0]} IS {value}", _up_to(*key, value)


def _value_at(book: Book, wanted: TradeFilter, key: tuple[str, str], stretches: str, place: int) -> str:
    """What the first column says there in a sample, as SQL writes it; empty where the sample is shorter."""
    where, values = conditions_now(book, wanted)
    sql = f"SELECT quote({key[0]}) {_SEEN} {where} ORDER BY {by([key])} LIMIT 1 OFFSET {int(place)}"
    return next((str(text) for (text,) in book.fetch(sql, [stretches, *values])), "")


def _up_to(key: str, way: str, value: str) -> str:
    """The trades that come no later than those with that value; empty where these are all."""
    if value == "NULL":
        return "" if way == "DESC" else f"{key} IS NULL"
    return f"{key} >= {value}" if way == "DESC" else f"({key} <= {value} OR {key} IS NULL)"


def _before(key: str, way: str, value: str) -> str:
    """The trades that come earlier than those with that value; empty where there are none."""
    if value == "NULL":
        return f"{key} IS NOT NULL" if way == "DESC" else ""
    return f"{key} > {value}" if way == "DESC" else f"({key} < {value} OR {key} IS NULL)"


def _newest_alike(
    book: Book, wanted: TradeFilter, sort: Sort, earlier: str, alike: str, offset: int, limit: int
) -> list[int]:
    """Those that come earlier, then the newest of those that are alike, which need no sorting. Fewer than asked for
    where these are rare among the newest of all."""
    enough = offset + limit
    joins, (_, *newest) = sort_keys(sort)
    ids = _sorted(book, wanted, [sort], earlier, 0, enough) if earlier else []
    if len(ids) < enough:
        where, values = conditions_now(book, wanted)
        these = f"{_near(book, *newest[0])} AND {alike} AND {where}"
        sql = f"SELECT t.id FROM trades t{joins} WHERE {these} ORDER BY {by(newest)}"
        ids += _piece(book, [(sql, values)], 0, enough - len(ids))
    return ids[offset:]


def _is_first_text(book: Book, sort: Sort, value: str) -> bool:
    """Whether no trade says what comes before it, as far as all that they say is known."""
    texts = known_texts(book).get(sort.column)
    first = (max if sort.descending else min)(texts) if texts else None
    return first is not None and value == book.fetch("SELECT quote(?)", (first,))[0][0]


def _sorted(book: Book, wanted: TradeFilter, order: Order, among: str, offset: int, limit: int) -> list[int]:
    where, values = conditions_now(book, wanted)
    joins, spelt = sort_keys(order)
    keys = by_ranks(book, spelt)
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
