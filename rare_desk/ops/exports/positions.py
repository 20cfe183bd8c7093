"""Positions as records and as sheets. Money and mass are exact but for the average cost, which is half-up to 1e-4."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import MONEY_PLACES, half_up, plain
from rare_desk.core.positions.position import Position, Totals, totals
from rare_desk.ops.exports.tables import Words
from rare_desk.ops.positions import BY, LeftOut, Marks, Positions
from rare_desk.sheets.out.writing import Column, Kind, Row, Table
from rare_desk.words import word

_TONNES, _CNY = ("bought_t", "sold_t", "net_t"), ("bought_cny", "sold_cny", "cost_cny", "market_value_cny")
_KINDS = {
    **dict.fromkeys(_TONNES, Kind.MASS),
    **dict.fromkeys((*_CNY, "realised_cny", "unrealised_cny"), Kind.MONEY),
    **dict.fromkeys(("average_cost_cny_t", "price_cny_t"), Kind.PRICE),
    "price_date": Kind.DATE,
    "trades": Kind.COUNT,
}
_FLOWS = ("bought_t", "bought_cny", "sold_t", "sold_cny", "net_t")
_STOCK = ("average_cost_cny_t", "cost_cny", "price_date", "price_cny_t", "price_status", "market_value_cny")
_RESULT = ("realised_cny", "unrealised_cny", "trades")


def document(found: Positions, left_out: LeftOut, marks: Marks, by: str) -> dict[str, Any]:
    """`by` is one of BY. Of a line by counterparty there is no cost, of what has no price no market value: null."""
    rows = found.by(by, marks)
    return {
        "method": found.method.value,
        "date": found.to,
        "index_day": marks.day(found.to),
        "by": by,
        "positions": [record(row) for row in rows],
        "totals": _sums(totals(rows)),
        "left_out": left_out.counts,
    }


def record(row: Position) -> dict[str, Any]:
    place: dict[str, Any] = {"month": f"{row.month:%Y-%m}"} if row.month else {}
    if row.party is not None:
        place = {"counterparty": row.party}
    return place | {
        "product": row.product,
        "bought_t": _plain(row.bought_t),
        "bought_cny": _plain(row.bought),
        "sold_t": _plain(row.sold_t),
        "sold_cny": _plain(row.sold),
        "net_t": _plain(row.net_t),
        "average_cost_cny_t": None if row.average is None else _plain(half_up(row.average, MONEY_PLACES)),
        "cost_cny": _plain(row.cost),
        "price_date": row.mark.day if row.mark else None,
        "price_cny_t": float(row.mark.price) if row.mark else None,
        "price_status": row.mark.status if row.mark else None,
        "market_value_cny": _plain(row.market_value),
        "realised_cny": _plain(row.realised),
        "unrealised_cny": _plain(row.unrealised),
        "trades": row.trades,
    }


def _sums(found: Totals) -> dict[str, Any]:
    return {
        "bought_t": _plain(found.bought_t),
        "bought_cny": _plain(found.bought),
        "sold_t": _plain(found.sold_t),
        "sold_cny": _plain(found.sold),
        "cost_cny": _plain(found.cost),
        "market_value_cny": _plain(found.market_value),
        "realised_cny": _plain(found.realised),
        "unrealised_cny": _plain(found.unrealised),
        "trades": found.trades,
        "unpriced": found.unpriced,
    }


def _plain(value: Decimal | None) -> Decimal | None:
    """Without the zeros behind what the exact figure has."""
    return None if value is None else Decimal(plain(value))


def tables(found: Positions, marks: Marks, words: Words) -> tuple[Table, ...]:
    """A sheet by product, by month and by counterparty."""
    return tuple(_table(by, found.by(by, marks), words) for by in BY)


def _table(by: str, rows: Sequence[Position], words: Words) -> Table:
    first = {"product": ("product",), "month": ("month", "product"), "counterparty": ("counterparty", "product")}[by]
    keys = (*first, *_FLOWS, *(_STOCK if by != "counterparty" else ()), *_RESULT)
    if by == "counterparty":
        keys = tuple(key for key in keys if key != "unrealised_cny")
    columns = tuple(Column(key, words.of(f"column-{key}"), _KINDS.get(key, Kind.TEXT)) for key in keys)
    cells: list[Row] = []
    for row in rows:
        told = record(row) | {"product": words.product(row.product)}
        told["price_status"] = words.index(row.mark.status) if row.mark else _unpriced(row, words)
        cells.append([told[key] for key in keys])
    return Table(words.of("positions" if by == "product" else f"positions-{by}"), columns, cells)


def _unpriced(row: Position, words: Words) -> str | None:
    return word("positions.no-price", words.language) if row.net_t else None


def lines_about(found: Positions, left_out: LeftOut, marks: Marks, words: Words) -> tuple[tuple[str, str], ...]:
    day = marks.day(found.to)
    lines = [
        (words.of("positions-method"), word(f"positions.{found.method}", words.language)),
        (words.of("positions-day"), day.isoformat() if day else ""),
        (words.of("positions-left-out"), said_left_out(left_out, words)),
    ]
    return tuple((name, value) for name, value in lines if value)


def said_left_out(left_out: LeftOut, words: Words) -> str:
    """How many of each kind, in words; empty when everything counts."""
    return words.between.join(
        word(f"positions.left-{code}", words.language, count=str(count))
        for code, count in left_out.counts.items()
        if count
    )
