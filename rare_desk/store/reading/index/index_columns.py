"""Trades as columns for the index, a million of them in about a second."""

import json
from collections.abc import Sequence
from datetime import date
from itertools import chain, islice
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from rare_desk.core.calendar import day_number
from rare_desk.core.products import AT_REFERENCE
from rare_desk.core.screening.columns import CODE, DESK, MISSING, TradeColumns
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import desk_groups
from rare_desk.store.rows import SqlValue

Ints = npt.NDArray[np.int64]

_NONE = -1
# What crosses from SQLite to numpy is the cost: several columns travel in one integer.
_FACTS, _PRODUCT, _DAY, _PARTY = 8, 12, 22, 21
_BEFORE_1970 = 719_163
_PACKED = (
    f"id, ((ifnull(counterparty, 0) << {_DAY} | day + {_BEFORE_1970}) << {_PRODUCT} | product) << {_FACTS} | facts,"
    " ifnull(buyer, 0) << 31 | ifnull(seller, 0), ifnull(quantity_g, -1), ifnull(price_ex_vat, -1)"
)
_FEW = 20_000
"""Up to so many rows are sorted here, in one reading."""
_HOME = frozenset(("", "CN", "CHN", "CHINA", "PRC", "中国"))
_DRAFT, _CANCELLED, _NON_COMPLIANT, _RELATED, _NOT_SPOT, _FOREIGN, _BUY, _SELL = (1 << bit for bit in range(8))


def index_columns(
    book: Book, products: Sequence[str] | None = None, first: date | None = None, last: date | None = None
) -> TradeColumns:
    """Trades of these products (None: all), from `first` to `last` (both included), in (day, intrinsic key) order.

    `products` only chooses rows: the columns count in all products of the book, in the order of their ids.
    """
    with book.snapshot():
        return _columns(book, *_where(products, first, last))


def _columns(book: Book, where: str, values: list[SqlValue]) -> TradeColumns:
    known = [_Known(*row) for row in book.fetch(_KNOWN)]
    parties = _Parties(book)
    raw = _raw(book, where, values, max((p.id for p in known), default=0), len(parties.order))
    product = _lookup([p.id for p in known], range(len(known)))[raw.product]
    if (product == _NONE).any():
        raise ValueError("a trade of no product")
    buyer, seller = _sides(raw)
    codes = [p.code for p in known]
    rank = _ranks(book, where, values, raw, (_places(codes)[product], parties.order[buyer], parties.order[seller]))
    columns = TradeColumns(
        products=tuple(codes),
        ids=raw.id,
        rank=rank,
        day=raw.day,
        product=product.astype(np.int16),
        price=_prices(book, where, values, raw, known),
        quantity=_floats(raw.quantity, 1e6),
        buyer=buyer.astype(np.int32),
        seller=seller.astype(np.int32),
        flag=_flags(raw.facts, parties, buyer, seller),
    )
    return columns.rows(np.lexsort((rank, columns.day)))


_KNOWN = "SELECT id, code, form, ifnull(reference_reo_pct, -1) FROM products ORDER BY id"


class _Known(NamedTuple):
    id: int
    code: str
    form: str
    reference: int


class _Raw(NamedTuple):
    """Columns ascending by id. Parties are 0, quantity and price -1 where there is none."""

    id: Ints
    day: Ints
    product: Ints
    facts: Ints
    counterparty: Ints
    buyer: Ints
    seller: Ints
    quantity: Ints
    price: Ints
    deals: Sequence[str] | None
    """Deal numbers, when they were read with the rest."""


def _where(products: Sequence[str] | None, first: date | None, last: date | None) -> tuple[str, list[SqlValue]]:
    parts, values = ["1"], list[SqlValue]()
    if products is not None:
        parts.append("product IN (SELECT p.id FROM products p, json_each(?) j WHERE p.code = j.value)")
        values.append(json.dumps(list(products)))
    for day, compared in ((first, ">="), (last, "<=")):
        if day is not None:
            parts.append(f"day {compared} ?")
            values.append(day_number(day))
    return " AND ".join(parts), values


def _sorted_by(chosen: list[SqlValue]) -> str:
    """A plus before a column keeps SQLite from walking all trades in its order when only some are chosen."""
    return "+" if chosen else ""


def _raw(book: Book, where: str, values: list[SqlValue], products: int, parties: int) -> _Raw:
    if products >> _PRODUCT or parties >> _PARTY:
        raise OverflowError("more products or parties than the columns have room for")
    chosen = f"FROM trades WHERE {where} ORDER BY {_sorted_by(values)}id"
    few = _few(book, f"SELECT {_PACKED}, deal_no {chosen}", values) if values else None
    if few is None:
        table = _numbers(book, f"SELECT {_PACKED} {chosen}", values, 5)
        arrays = [np.ascontiguousarray(table[:, n]) for n in range(5)]
    else:
        arrays = [np.array(column, np.int64) for column in few[:5]]
    ids, packed, pair, quantity, price = arrays
    facts = packed & (1 << _FACTS) - 1
    packed >>= _FACTS
    product = packed & (1 << _PRODUCT) - 1
    packed >>= _PRODUCT
    day = (packed & (1 << _DAY) - 1) - _BEFORE_1970
    parties_of = packed >> _DAY, pair >> 31, pair & (1 << 31) - 1
    return _Raw(ids, day, product, facts, *parties_of, quantity, price, few[5] if few else None)


def _few(book: Book, sql: str, values: Sequence[SqlValue]) -> list[tuple[Any, ...]] | None:
    """Columns, when there are not too many rows to read them at once."""
    with book.stream(sql, values) as rows:
        found = list(islice(rows, _FEW + 1))
    return list(zip(*found, strict=True)) if 0 < len(found) <= _FEW else None


def _numbers(book: Book, sql: str, values: Sequence[SqlValue], width: int) -> Ints:
    """Streamed, so that no list of a million rows is ever made."""
    with book.stream(sql, values) as rows:
        return np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, width)


def _lookup(ids: Sequence[int], values: Sequence[int]) -> Ints:
    """An array that gives the value for an id; -1 where there is none, also at index -1."""
    table = np.full(max(ids, default=0) + 2, _NONE, np.int64)
    table[np.asarray(ids, np.int64)] = np.asarray(values, np.int64)
    return table


class _Parties:
    """By party id: place in the order of names, number of its group (0: none), and whether it is foreign."""

    def __init__(self, book: Book) -> None:
        rows = [(int(n or 0), str(group), str(country)) for n, group, country in
                book.fetch("SELECT id, group_name, country FROM counterparties ORDER BY name")]  # fmt: skip
        ids = [n for n, _, _ in rows]
        groups = {group: number for number, group in enumerate(sorted({g.strip() for _, g, _ in rows}), 1) if group}
        own = desk_groups(book)
        groups |= dict.fromkeys(own, len(rows) + 1)
        self.order = _lookup(ids, range(1, len(ids) + 1))
        self.order[DESK] = 0
        self.group = np.maximum(_lookup(ids, [groups.get(group.strip(), 0) for _, group, _ in rows]), 0)
        self.group[DESK] = len(rows) + 1 if own else 0
        self.foreign = _lookup(ids, [country.strip().upper() not in _HOME for _, _, country in rows]) > 0


def _sides(raw: _Raw) -> tuple[Ints, Ints]:
    """Buyer and seller: of the desk's own trades the desk is one, the counterparty the other."""
    bought, sold = raw.facts & _BUY > 0, raw.facts & _SELL > 0
    buyer, seller = (np.where(side == 0, MISSING, side) for side in (raw.buyer, raw.seller))
    named = raw.counterparty > 0
    buyer = np.where(sold & named, raw.counterparty, buyer)
    seller = np.where(bought & named, raw.counterparty, seller)
    return np.where(bought, DESK, buyer), np.where(sold, DESK, seller)


def _floats(scaled: Ints, unit: float) -> npt.NDArray[np.float64]:
    return np.where(scaled == _NONE, np.nan, scaled / unit)


def _prices(
    book: Book, where: str, values: list[SqlValue], raw: _Raw, known: Sequence[_Known]
) -> npt.NDArray[np.float64]:
    """CNY per tonne ex VAT; of concentrate and carbonate at the product's reference assay, when both are known."""
    price = _floats(raw.price, 1e4)
    references = {p.id: p.reference for p in known if p.form in AT_REFERENCE and p.reference > 0}
    if not np.isin(raw.product, list(references)).any():
        return price
    chosen = f"product IN ({', '.join(map(str, references))}) AND reo_pct > 0"
    found = _numbers(book, f"SELECT id, product, reo_pct FROM trades WHERE {chosen} AND {where}", values, 3)
    rows = np.searchsorted(raw.id, found[:, 0])
    reference = _lookup(list(references), list(references.values()))[found[:, 1]]
    price[rows] = price[rows] * reference / found[:, 2]
    return price


def _flags(facts: Ints, parties: _Parties, buyer: Ints, seller: Ints) -> npt.NDArray[np.int8]:
    group = parties.group[buyer]
    related = (facts & _RELATED > 0) | ((group > 0) & (group == parties.group[seller]))
    rules = {
        "draft": facts & _DRAFT > 0,
        "cancelled": facts & _CANCELLED > 0,
        "non_compliant": facts & _NON_COMPLIANT > 0,
        "related_party": related,
        "not_spot": facts & _NOT_SPOT > 0,
        "export": (facts & _FOREIGN > 0) | parties.foreign[buyer],
    }
    flag = np.zeros(len(facts), np.int8)
    for code, failed in reversed(rules.items()):
        flag[failed] = CODE[code]
    return flag


def _places(words: Sequence[str]) -> Ints:
    """Where each word stands among them in order."""
    return np.argsort(np.argsort(np.array(words)))


def _ranks(book: Book, where: str, values: list[SqlValue], raw: _Raw, told_apart: tuple[Ints, Ints, Ints]) -> Ints:
    """The place of each row by (deal number as text, product, side, buyer, seller, quantity, price, id)."""
    product, buyer, seller = told_apart
    side = np.where(raw.facts & _BUY > 0, 0, np.where(raw.facts & _SELL > 0, 2, 1))
    keys = (raw.id, raw.price, raw.quantity, seller, buyer, side, product)
    count, deal_no = len(raw.id), f"{_sorted_by(values)}deal_no"
    rank = np.empty(count, np.int64)
    if raw.deals is not None:
        rank[np.lexsort((*keys, _numbered(raw.deals)))] = np.arange(count)
        return rank
    by_deal = _numbers(book, f"SELECT id FROM trades WHERE {where} ORDER BY {deal_no}, id", values, 1)[:, 0]
    rank[np.searchsorted(raw.id, by_deal)] = np.arange(count)
    repeated = f"SELECT deal_no FROM trades WHERE {where} GROUP BY {deal_no} HAVING count(*) > 1"
    tied = book.fetch(f"SELECT id, deal_no FROM trades WHERE {where} AND {deal_no} IN ({repeated})", [*values, *values])
    if tied:
        ids, deals = zip(*tied, strict=True)
        rows = np.searchsorted(raw.id, np.fromiter(ids, np.int64, len(ids)))
        rank[rows[np.lexsort((*(key[rows] for key in keys), _numbered(deals)))]] = np.sort(rank[rows])
    return rank


def _numbered(deals: Sequence[str]) -> Ints:
    """A number for each deal number, in the order of the texts."""
    place = {deal: number for number, deal in enumerate(sorted(set(deals)))}
    return np.fromiter(map(place.__getitem__, deals), np.int64, len(deals))
