"""Explain beyond a single point, in the form of the command line's JSON.

What products contributed to a change, what a trade prices or why it is left out, what a series is without it.
"""

import datetime as dt

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.explain.contributions import Change, Contribution, by_group, contributions
from rare_desk.core.explain.explanation import LeftOut
from rare_desk.core.explain.tracing import Traced, trace
from rare_desk.core.explain.without import Effect, Move, accepted, effect, without
from rare_desk.core.index.engine import Computation
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.index.points import Json, point_json, series_name, why
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.trades import find_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.store.rows import TradeRow
from rare_desk.words import Language


def change(computation: Computation, series: str, first: dt.date, last: dt.date, freq: str = "daily") -> Change:
    """Between the points in force on two days: dated that day or last before it. Refused when they are not two."""
    begin, end = (_point_on(computation, series, day, freq) for day in (first, last))
    found = contributions(computation, series, begin, end, freq)
    if found is None:
        raise Refused(problem("one-point", value=end.isoformat(), series=series))
    return found


def changes(state: IndexState, series: str, first: dt.date, last: dt.date, freq: str = "daily") -> Json:
    """`change` with every product's part; published figures as texts, raw ones as numbers."""
    computation = state.computation
    found = change(computation, series_name(computation, series), first, last, freq)
    rules = computation.methodology
    return {
        "series": found.series,
        "freq": found.freq,
        "methodology": rules.name,
        "version": rules.version,
        "hash": rules.hash,
        "from": point_json(found.first),
        "to": point_json(found.last),
        "change": {"points": str(found.points), "percent": str(found.percent), "raw": found.raw},
        "links": [day.isoformat() for day in found.links],
        "groups": {group: str(points) for group, points in by_group(found, computation.groups).items()},
        "products": [_contribution(one) for one in found.products],
    }


def _contribution(one: Contribution) -> Json:
    return {
        "product": one.product,
        "points": str(one.points),
        "percent": str(one.percent),
        "raw": one.raw,
        "price_before": one.price_before,
        "price": one.price,
    }


def _point_on(computation: Computation, series: str, day: dt.date, freq: str) -> dt.date:
    points = computation.series(series, freq) if series in computation.series_names else None
    found = None if points is None else points.at_or_before(day_number(day))
    if points is None or found is None:
        raise Refused(problem("no-point", value=day.isoformat(), series=series))
    return date_of(int(points.days[found]))


def traced(state: IndexState, trade: int) -> Traced:
    """Refused for a trade that the index does not know, which another program may have added a moment ago."""
    found = trace(state.computation, trade)
    if found is None:
        raise Refused(problem("unknown-trade", value=f"#{trade}"))
    return found


def why_out(book: Book, left_out: LeftOut, language: Language) -> str:
    """The sentence with the numbers of the rule that a trade broke."""
    others = [int(left_out.details["other"])] if "other" in left_out.details else []
    return why(left_out, {row.id: row.trade.deal_no for row in trades_by_id(book, others)}, language)


def trade_in_index(book: Book, state: IndexState, asked: str, language: Language) -> Json:
    """What a trade prices, and at what weight, or by which rule it is left out: its code, its numbers, a sentence."""
    row = find_trade(book, asked, bare=True)
    found = traced(state, row.id)
    out = found.left_out
    return _named(row) | {
        "index_day": found.index_day.isoformat(),
        "left_out": None if out is None else _left_out(book, out, language),
        "priced": [
            {
                "date": day.date.isoformat(),
                "status": day.status,
                "price": day.price,
                "share": day.share,
                "weights": dict(day.weights),
            }
            for day in found.priced
        ],
    }


def _left_out(book: Book, out: LeftOut, language: Language) -> Json:
    return {"code": out.code, "details": dict(out.details), "why": why_out(book, out, language)}


def without_trade(
    book: Book, state: IndexState, asked: str, series: str, freq: str = "daily", day: dt.date | None = None
) -> Json:
    """A series without that trade: what becomes of the point of `day`, and every point that moves.

    Under `priced`, of a trade that is left out, the same if it had priced; None where that means nothing.
    """
    row, name = find_trade(book, asked, bare=True), series_name(state.computation, series)
    left = without(state.computation, row.id)
    if left is None:
        raise Refused(problem("unknown-trade", value=asked))
    priced = accepted(state.computation, row.id)
    told: Json = {"trade": _named(row), "series": name, "freq": freq}
    told |= _effect(effect(state.computation, left, name, freq, day))
    told["priced"] = None if priced is None else _effect(effect(state.computation, priced, name, freq, day))
    return told


def _effect(found: Effect) -> Json:
    return {
        "point": _move(found.asked),
        "largest": _move(found.largest),
        "moved": [_move(move) for move in found.moved],
    }


def _named(row: TradeRow) -> Json:
    return {
        "id": row.id,
        "deal_no": row.trade.deal_no,
        "date": row.trade.date.isoformat(),
        "product": row.trade.product,
    }


def _move(move: Move | None) -> Json | None:
    if move is None:
        return None
    before, after = (None if value is None else str(value) for value in (move.before, move.after))
    difference = None if move.before is None or move.after is None else str(move.after - move.before)
    return {"date": move.date.isoformat(), "before": before, "after": after, "change": difference}
