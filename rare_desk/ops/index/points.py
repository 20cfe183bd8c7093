"""Index points, daily prices, exclusions and explanations in the form of the command line's JSON.

Money, mass and published values are texts; raw values, daily and reference prices, coverage and weights numbers.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from rare_desk.core.calendar import date_of, within
from rare_desk.core.explain.explanation import Explanation, Imputed, LeftOut, Member
from rare_desk.core.explain.explanation import explain as explained
from rare_desk.core.index.daily import STATUSES
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.period_points import FREQS
from rare_desk.core.index.points import Point
from rare_desk.core.numbers import exact, plain
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.index.state import IndexState
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.store.rows import TradeRow
from rare_desk.words import Language, word

Json = dict[str, Any]


def index_points(
    state: IndexState,
    series: str = "composite",
    freq: str = "daily",
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> Json:
    """Refused for a name that is neither a series nor a product; a product outside the weights has no points."""
    computation, rules = state.computation, state.computation.methodology
    name = series_name(computation, series)
    points: list[Point] = []
    if name in computation.series_names:
        found = computation.series(name, freq)
        points = [point for point in map(found.point, range(len(found))) if within(point.date, first, last)]
    return {
        "series": name,
        "methodology": rules.name,
        "version": rules.version,
        "base_value": int(rules.base_value) if rules.base_value.is_integer() else rules.base_value,
        "points": [point_json(point) for point in points],
    }


def daily_prices(
    state: IndexState, product: str | None = None, first: dt.date | None = None, last: dt.date | None = None
) -> Json:
    """By date, then in the methodology's order of products."""
    computation = state.computation
    order = {code: place for place, code in enumerate(computation.methodology.groups)}
    codes = sorted(computation.priced_products(), key=lambda code: (order.get(code, len(order)), code))
    if product is not None:
        name = series_name(computation, product)
        codes = [code for code in codes if code == name]
    rows = []
    for place, code in enumerate(codes):
        found = computation.daily_prices(code)
        values = zip(found.days.tolist(), found.price.tolist(), found.status.tolist(), strict=True)
        rows += [(day, place, code, price, STATUSES[status]) for day, price, status in values]
    prices = [
        {"date": date_of(day).isoformat(), "product": code, "price": price, "status": status}
        for day, _, code, price, status in sorted(rows)
        if within(date_of(day), first, last)
    ]
    return {"prices": prices}


def exclusions(book: Book, state: IndexState, first: dt.date | None = None, last: dt.date | None = None) -> Json:
    """Every trade that the index leaves out, in (date, intrinsic key) order."""
    found = [out for out in state.computation.exclusions() if within(out.date, first, last)]
    trades = _trades(book, (out.id for out in found))
    return {
        "excluded": [
            {
                "id": out.id,
                "deal_no": _deal_no(trades, out.id),
                "date": out.date.isoformat(),
                "product": out.product,
                "code": out.code,
            }
            for out in found
        ]
    }


def explain(book: Book, state: IndexState, series: str, day: dt.date, freq: str = "daily") -> Json:
    """Enough to recompute the value; Refused when there is no point of that date."""
    name = series_name(state.computation, series)
    known = name in state.computation.series_names
    found = explained(state.computation, name, day, freq) if known else None
    if found is None:
        raise Refused(problem("no-point", value=day.isoformat(), series=name))
    trades = _trades(book, _mentioned(found))
    told = _explained(found, trades)
    if found.days:
        told["days"] = [_explained(one, trades) for one in found.days]
    return told


def member_json(book: Book, member: Member, left_out: Sequence[LeftOut]) -> Json:
    """A daily price with its trades and quotes, and the trades left out of it."""
    trades = _trades(book, {used.id for used in member.trades} | {out.id for out in left_out})
    return {"member": _member(member, trades), "excluded": [_left_out(out, trades) for out in left_out]}


def why(left_out: LeftOut, names: dict[int, str], language: Language) -> str:
    """The sentence with the numbers of the rule that the trade broke; `names` calls other trades by their ids."""
    details = {name: _said(name, value, names) for name, value in left_out.details.items()}
    return word(f"index.why-{left_out.code}", language, **details)


def _said(name: str, value: float, names: dict[int, str]) -> str:
    if name == "other":
        return names.get(int(value)) or f"#{int(value)}"
    if name in ("days", "history"):
        return str(int(value))
    if name in ("quantity", "minimum"):
        return _plain(value)
    return f"{value:,.0f}" if name == "median" else f"{value:.2f}"


def _explained(found: Explanation, trades: dict[int, TradeRow]) -> Json:
    return {
        "series": found.series,
        "freq": found.freq,
        "methodology": found.methodology,
        "version": found.version,
        "hash": found.hash,
        "point": _whole_point(found.point),
        "weight_set": found.weight_set.isoformat(),
        "base_value": found.base,
        "link": found.link,
        "members": [_member(member, trades) for member in found.members],
        "excluded": [_left_out(out, trades) for out in found.excluded],
    }


def point_json(point: Point) -> Json:
    return {
        "date": point.date.isoformat(),
        "value": str(point.value),
        "raw": point.raw,
        "status": point.status,
        "reasons": list(point.reasons),
        "flags": list(point.flags),
        "coverage": point.coverage,
        "trades": point.trades,
        "pairs": point.pairs,
    }


def _whole_point(point: Point) -> Json:
    volume = _plain(round(point.volume_t, 6))
    more = {"volume_t": volume, "low": point.low, "high": point.high, "excluded": dict(point.excluded)}
    return point_json(point) | more


def _member(member: Member, trades: dict[int, TradeRow]) -> Json:
    return {
        "product": member.product,
        "weight": member.weight,
        "price": member.price,
        "reference_price": member.reference_price,
        "status": member.status,
        "stale_days": member.stale_days,
        "imputed_from": None if member.imputed_from is None else _imputed(member.imputed_from),
        "trades": [
            {
                "id": used.id,
                "deal_no": _deal_no(trades, used.id),
                "date": used.date.isoformat(),
                "price": _plain(used.price),
                "quantity_t": _plain(used.quantity_t),
                "weight": used.weight,
            }
            | _parties(trades, used.id)
            for used in member.trades
        ],
        "quotes": [
            {"id": quote.id, "date": quote.date.isoformat(), "source": quote.source, "price": quote.price}
            for quote in member.quotes
        ],
    }


def _imputed(imputed: Imputed) -> Json:
    return {
        "price_before": imputed.price_before,
        "factor": imputed.factor,
        "leaders": list(imputed.leaders),
        "own_price_on": imputed.own_price_on.isoformat(),
    }


def _left_out(out: LeftOut, trades: dict[int, TradeRow]) -> Json:
    return {
        "id": out.id,
        "deal_no": _deal_no(trades, out.id),
        "date": out.date.isoformat(),
        "product": out.product,
        "code": out.code,
        "price": None if out.price != out.price else _plain(out.price),
        "quantity_t": None if out.quantity_t != out.quantity_t else _plain(out.quantity_t),
        "details": dict(out.details),
    } | _parties(trades, out.id)


def _mentioned(found: Explanation) -> set[int]:
    explained = (found, *found.days)
    used = {used.id for one in explained for member in one.members for used in member.trades}
    return used | {out.id for one in explained for out in one.excluded}


def _trades(book: Book, ids: Iterable[int]) -> dict[int, TradeRow]:
    return {row.id: row for row in trades_by_id(book, sorted(set(ids)))}


def _deal_no(trades: dict[int, TradeRow], key: int) -> str:
    return trades[key].trade.deal_no if key in trades else ""


def _parties(trades: dict[int, TradeRow], key: int) -> Json:
    """Buyer and seller by name; of the desk's own trades the desk's side is empty."""
    if key not in trades:
        return {"buyer": "", "seller": ""}
    trade = trades[key].trade
    other = trade.counterparty
    if trade.side == "buy":
        return {"buyer": "", "seller": other or trade.seller}
    if trade.side == "sell":
        return {"buyer": other or trade.buyer, "seller": ""}
    return {"buyer": trade.buyer, "seller": trade.seller}


def series_name(computation: Computation, asked: str) -> str:
    """A series or product in whatever letters; Refused when there is none of that name."""
    for name in (asked, asked.lower(), asked.upper()):
        if name in computation.series_names or name in computation.products:
            return name
    raise Refused(problem("unknown-series", value=asked))


def _plain(value: float) -> str:
    return plain(exact(value))


__all__ = [
    "FREQS",
    "daily_prices",
    "exclusions",
    "explain",
    "index_points",
    "member_json",
    "point_json",
    "series_name",
    "why",
]
