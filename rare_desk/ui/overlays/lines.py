"""Overlays as lines with their axes: series, daily prices, quotes, announced prices, indices of others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication

from rare_desk.core.index.daily import IMPUTED, STALE
from rare_desk.core.quotes import AnnouncedPrice, Period, Quote
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ui import labels
from rare_desk.ui.chart import MAIN, Axis, Gap, Line, Look, to_day

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation
    from rare_desk.core.index.points import Series

translate = QCoreApplication.translate
POINTS = "points"
"""What a left axis of index points is about; one of prices is about `price_of` a product."""


Published = tuple[dt.date, float, bool]
"""Of a vintage: date, value, whether it is official."""


class Drawn(NamedTuple):
    """`axis` is None for a line on the left one."""

    line: Line
    axis: Axis | None = None


class Named(NamedTuple):
    """How a line is called in the legend and on its end tag, and its colour by token."""

    key: str
    name: str
    tag: str
    ink: str


def price_of(product: str) -> str:
    """CNY per tonne ex VAT of that product: what shares an axis."""
    return f"price|{product}"


def per_tonne() -> str:
    return translate("Overlays", "CNY/t")


def points() -> str:
    return translate("Overlays", "pts")


def series_line(series: Series, named: Named, left: str) -> Drawn:
    """An index series, dashed where it is only indicative; of this book or of another."""
    looks = (~series.official).astype("int8") * int(Look.DASHED)
    place = _place(POINTS, left)
    line = Line(*named, series.days, series.value, looks.astype("int8"), axis=place)
    return Drawn(line, None if place == MAIN else Axis(place, points(), named.ink))


def price_line(computation: Computation, product: str, named: Named, left: str) -> Drawn:
    """A product's daily prices, looking as they came about."""
    found = computation.daily_prices(product)
    looks = (found.status == IMPUTED) * int(Look.DOTTED) + (found.status == STALE) * int(Look.STALE)
    place = _place(price_of(product), left)
    line = Line(*named, found.days, found.price, looks.astype("int8"), decimals=0, axis=place)
    return Drawn(line, None if place == MAIN else Axis(place, per_tonne(), named.ink))


def dated_line(dated: Sequence[tuple[dt.date, float]], named: Named, about: str, unit: str, left: str) -> Drawn:
    """Values that others gave, by date; `about` is what shares their axis."""
    place = _place(about, left)
    days = np.array([to_day(day) for day, _ in dated], np.int64)
    values = np.array([value for _, value in dated], np.float64)
    line = Line(*named, days, values, np.zeros(len(days), np.int8), axis=place)
    return Drawn(line, None if place == MAIN else Axis(place, unit, named.ink))


def vintage_line(published: Sequence[Published], named: Named, left: str) -> Drawn:
    """An index series as it was published, dashed where it was only indicative then."""
    place = _place(POINTS, left)
    days = np.array([to_day(day) for day, _, _ in published], np.int64)
    values = np.array([value for _, value, _ in published], np.float64)
    looks = np.array([Look.SOLID if official else Look.DASHED for _, _, official in published], np.int8)
    line = Line(*named, days, values, looks, axis=place)
    return Drawn(line, None if place == MAIN else Axis(place, points(), named.ink))


def quote_line(quotes: Iterable[Quote], named: Named, left: str) -> Drawn | None:
    """One source's quotes of one product, the median where a day has several; a month or a year as a level.

    In CNY per tonne ex VAT where currency and tax basis of all are known, else in the unit of the newest. None without
    any quote.
    """
    dated = sorted(quotes, key=lambda quote: quote.date)
    if not dated:
        return None
    comparable = all(quote.ex_vat is not None for quote in dated)
    if not comparable:
        last = dated[-1]
        dated = [one for one in dated if (one.currency, one.unit, one.tax_basis) == _written(last)]
    about = price_of(dated[-1].product) if comparable else "|".join(("quote", *map(str, _written(dated[-1]))))
    unit = per_tonne() if comparable else _unit(dated[-1])
    valued = [(quote, float((quote.ex_vat if comparable else None) or quote.mid)) for quote in dated]
    decimals = 0 if max(value for _, value in valued) >= 1000 else 2
    place = _place(about, left)
    axis = None if place == MAIN else Axis(place, unit, named.ink)
    if any(quote.period in (Period.MONTH, Period.YEAR) for quote, _ in valued):
        return Drawn(Line.of_spans(*named, _spans(valued), axis=place, decimals=decimals), axis)
    by_day: dict[int, list[float]] = {}
    for quote, value in valued:
        by_day.setdefault(to_day(quote.date), []).append(value)
    days = np.array(list(by_day), np.int64)
    values = np.array([median(found) for found in by_day.values()], np.float64)
    return Drawn(Line(*named, days, values, np.zeros(len(days), np.int8), decimals, place), axis)


def announced_line(announced: Sequence[AnnouncedPrice], named: Named) -> Drawn | None:
    """The prices in force by quarter; a quarter between two known ones without a price is a gap that says so."""
    known = [one for one in announced if one.in_force]
    if not known:
        return None
    spans = [(to_day(one.first_day), to_day(one.end_day), float(one.price or 0)) for one in known]
    covered = {one.quarter for one in known}
    said = translate("Overlays", "Concentrate {0}: unknown")
    gaps = tuple(
        Gap(to_day(one.first_day), to_day(one.end_day), said.format(one.quarter))
        for one in {other.quarter: other for other in announced if other.quarter not in covered}.values()
        if known[0].first_day < one.first_day < known[-1].first_day
    )
    return Drawn(Line.of_spans(*named, spans, axis=named.key, gaps=gaps), Axis(named.key, per_tonne(), named.ink))


def _place(about: str, left: str) -> str:
    return MAIN if about == left else about


def _written(quote: Quote) -> tuple[str, Unit, TaxBasis | None]:
    return quote.currency, quote.unit, quote.tax_basis


def _unit(quote: Quote) -> str:
    unit = f"{quote.currency}/{quote.unit}"
    basis = labels.label_or(f"imports.basis-{quote.tax_basis}", "") if quote.tax_basis else ""
    return f"{labels.label_or(f'trades.price-{quote.currency}-{quote.unit}', unit)} {basis}".rstrip()


def _spans(valued: Sequence[tuple[Quote, float]]) -> list[tuple[int, int, float]]:
    """From each quote's first day to the one after its last, the next quote taking over where two overlap."""
    found: dict[int, tuple[int, list[float]]] = {}
    for quote, value in valued:
        start, end = to_day(quote.first_day), to_day(quote.end_day)
        held = found.setdefault(start, (end, []))
        held[1].append(value)
    starts = sorted(found)
    following = (*starts[1:], found[starts[-1]][0])
    return [
        (start, min(found[start][0], later), median(found[start][1]))
        for start, later in zip(starts, following, strict=True)
    ]
