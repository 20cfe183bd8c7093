"""Trades as columns for the index, a million of them in about a second."""

import json
from collections.abc import Sequence
from datetime import date
from itertools import chain
from operator import ne
from typing import Any

import numpy as np
import numpy.typing as npt

from rare_desk.core.index.columns import CODE, DESK, TradeColumns
from rare_desk.store.book import Book
from rare_desk.store.rows import SqlValue

Ints = npt.NDArray[np.int64]

_NONE = -1
_FIELDS = ("id", "day", "product", "facts", "counterparty", "buyer", "seller", "quantity_g", "price_ex_vat", "reo_pct")
_HOME = frozenset(("", "CN", "CHN", "CHINA", "PRC", "中国"))
_NORMALISED = ("concentrate", "carbonate")
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
    raw = _raw(book, where, values)
    parties = _Parties(book)
    codes = book.fetch("SELECT id, code, form, ifnull(reference_reo_pct, -1) FROM products ORDER BY id")
    product = _lookup([int(row[0] or 0) for row in codes], range(len(codes)))[raw["product"]]
    buyer, seller = _sides(raw)
    rank = _ranks(book, where, values, raw, product, [str(row[1]) for row in codes], parties.order, (buyer, seller))
    columns = TradeColumns(
        products=tuple(str(row[1]) for row in codes),
        ids=raw["id"],
        rank=rank,
        day=raw["day"],
        product=product.astype(np.int16),
        price=_prices(raw, product, codes),
        quantity=_floats(raw["quantity_g"], 1e6),
        buyer=buyer.astype(np.int32),
        seller=seller.astype(np.int32),
        flag=_flags(raw["facts"], parties, buyer, seller),
    )
    return columns.rows(np.lexsort((rank, columns.day)))


def _where(products: Sequence[str] | None, first: date | None, last: date | None) -> tuple[str, list[SqlValue]]:
    parts, values = ["1"], list[SqlValue]()
    if products is not None:
        parts.append("product IN (SELECT p.id FROM products p, json_each(?) j WHERE p.code = j.value)")
        values.append(json.dumps(list(products)))
    for day, compared in ((first, ">="), (last, "<=")):
        if day is not None:
            parts.append(f"day {compared} ?")
            values.append((day - date(1970, 1, 1)).days)
    return " AND ".join(parts), values


def _raw(book: Book, where: str, values: list[SqlValue]) -> dict[str, Ints]:
    """The integer columns by name, ascending by id; what is not there is -1."""
    selected = ", ".join(f"ifnull({name}, {_NONE})" if n > 3 else name for n, name in enumerate(_FIELDS))
    found = book.fetch(f"SELECT {selected} FROM trades WHERE {where} ORDER BY id", values)
    flat = np.fromiter(chain.from_iterable(found), np.int64, len(found) * len(_FIELDS))
    table = flat.reshape(-1, len(_FIELDS))
    return {name: np.ascontiguousarray(table[:, place]) for place, name in enumerate(_FIELDS)}


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
        self.order = _lookup(ids, range(1, len(ids) + 1))
        self.order[DESK] = 0
        self.group = np.maximum(_lookup(ids, [groups.get(group.strip(), 0) for _, group, _ in rows]), 0)
        self.foreign = _lookup(ids, [country.strip().upper() not in _HOME for _, _, country in rows]) > 0


def _sides(raw: dict[str, Ints]) -> tuple[Ints, Ints]:
    """Buyer and seller: of the desk's own trades the desk is one, the counterparty the other."""
    other = raw["counterparty"]
    bought, sold = raw["facts"] & _BUY > 0, raw["facts"] & _SELL > 0
    buyer = np.where(sold & (other != _NONE), other, raw["buyer"])
    seller = np.where(bought & (other != _NONE), other, raw["seller"])
    return np.where(bought, DESK, buyer), np.where(sold, DESK, seller)


def _floats(scaled: Ints, unit: float) -> npt.NDArray[np.float64]:
    return np.where(scaled == _NONE, np.nan, scaled / unit)


def _prices(raw: dict[str, Ints], product: Ints, products: Sequence[Sequence[Any]]) -> npt.NDArray[np.float64]:
    """CNY per tonne ex VAT; of concentrate and carbonate at the product's reference assay, when both are known."""
    price = _floats(raw["price_ex_vat"], 1e4)
    references = np.array([row[3] if row[2] in _NORMALISED else _NONE for row in products], np.int64)
    if not (references > 0).any():
        return price
    reference, assay = references[product], raw["reo_pct"]
    known = (reference > 0) & (assay > 0)
    price[known] = price[known] * reference[known] / assay[known]
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


def _ranks(
    book: Book,
    where: str,
    values: list[SqlValue],
    raw: dict[str, Ints],
    product: Ints,
    codes: list[str],
    party_order: Ints,
    parties: tuple[Ints, Ints],
) -> Ints:
    """The place of each row by (deal number as text, product, side, parties, quantity, price, id)."""
    found = book.fetch(f"SELECT id, deal_no FROM trades WHERE {where} ORDER BY deal_no, id", values)
    count = len(found)
    if not count:
        return np.empty(0, np.int64)
    ids, deals = zip(*found, strict=True)
    rows = np.searchsorted(raw["id"], np.fromiter(ids, np.int64, count))
    starts = np.fromiter(chain((True,), map(ne, deals[1:], deals)), np.bool_, count)
    alone = starts & np.append(starts[1:], True)
    rank = np.empty(count, np.int64)
    rank[rows] = np.arange(count)
    if alone.all():
        return rank
    tied = np.flatnonzero(~alone)
    same, group = rows[tied], np.cumsum(starts)[tied]
    by_code = np.argsort(np.argsort(np.array(codes)))
    side = np.where(raw["facts"] & _BUY > 0, 0, np.where(raw["facts"] & _SELL > 0, 2, 1))
    keys = (
        raw["id"], raw["price_ex_vat"], raw["quantity_g"], party_order[parties[1]], party_order[parties[0]], side,
        by_code[product],
    )  # fmt: skip
    rank[same[np.lexsort((*(key[same] for key in keys), group))]] = tied
    return rank
