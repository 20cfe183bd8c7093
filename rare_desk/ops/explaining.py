"""Explain beyond a single point: what products contributed to a change. In the form of the command line's JSON."""

import datetime as dt

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.index.contributions import Change, Contribution, contributions
from rare_desk.core.index.engine import Computation
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.index import IndexState, Json, point_json, series_name


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
