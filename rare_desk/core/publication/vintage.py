"""A vintage: the document that is published of a day, a week or a month, its bytes and their hash; what moved since."""

import calendar
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import inf
from typing import Any

import numpy as np

from rare_desk.core.calendar import IndexDays, date_of, day_number
from rare_desk.core.index.daily import STATUSES
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.period_points import levels
from rare_desk.core.index.points import Point
from rare_desk.core.numbers import exact, half_up, plain
from rare_desk.core.publication.inputs import Inputs, period_start
from rare_desk.core.screening.columns import Ints

FORM = 1
"""Of the document; a later program writes a higher one and still reads this."""

_DAY = dt.timedelta(days=1)


def canonical(document: Mapping[str, Any]) -> str:
    """The one written form, of which the hash is taken: keys in order, no white space, UTF-8."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str) -> str:
    """SHA-256 of the document's bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def dates(computation: Computation, freq: str) -> list[dt.date]:
    """Ascending, of every point that any series has."""
    found = [_levels(computation, name, freq)[0] for name in computation.series_names]
    return [date_of(day) for day in np.unique(np.concatenate(found)).tolist()] if found else []


def _levels(computation: Computation, name: str, freq: str) -> tuple[Ints, Ints]:
    """Days and published values times 100; of weeks and months without counting their trades, which takes long."""
    points = computation.series(name)
    if freq == "daily":
        return points.days, points.cents
    return levels(points.cents, computation.daily[name].there, freq, computation.days)


def period_end(days: IndexDays, freq: str, day: dt.date) -> dt.date:
    """The last index day of the week (Monday to Sunday) or month of that day; the day itself of a daily one."""
    if freq == "daily":
        return day
    if freq == "weekly":
        begin = day - day.weekday() * _DAY
        end = begin + 6 * _DAY
    else:
        begin = day.replace(day=1)
        end = begin.replace(day=calendar.monthrange(day.year, day.month)[1])
    while end not in days and end > begin:
        end -= _DAY
    return end


def document(inputs: Inputs, freq: str, day: dt.date) -> dict[str, Any]:
    """All figures of the point dated `day`; the same computation and keys give the same bytes.

    Prices are those of that day, so in a week or month of its last index day.
    """
    found = inputs.computation
    place = int(np.searchsorted(found.days, day_number(day)))
    rules = found.at(place).methodology
    first = period_start(found.days, freq, place)
    hashed, trades = inputs.between(first, place)
    return {
        "form": FORM,
        "freq": freq,
        "date": day.isoformat(),
        "methodology": {"name": rules.name, "version": rules.version, "hash": rules.hash},
        "inputs": {"hash": hashed, "trades": trades},
        "points": {name: _point(point) for name, point in _points(found, freq, day).items()},
        "prices": _prices(found, place),
    }


def _points(found: Computation, freq: str, day: dt.date) -> dict[str, Point]:
    series = ((name, found.series(name, freq)) for name in found.series_names)
    placed = ((name, one, one.find(day_number(day))) for name, one in series)
    return {name: one.point(place) for name, one, place in placed if place is not None}


def _point(point: Point) -> dict[str, Any]:
    return {
        "value": str(point.value),
        "raw": repr(point.raw),
        "status": point.status,
        "reasons": list(point.reasons),
        "flags": list(point.flags),
        "coverage": repr(point.coverage),
        "trades": point.trades,
        "pairs": point.pairs,
        "volume_t": _decimal(round(point.volume_t, 6)),
    }


def _prices(found: Computation, place: int) -> dict[str, Any]:
    price, status = found.market.price[:, place], found.market.status[:, place]
    return {
        found.products[line]: {
            "price": str(half_up(exact(float(price[line])), 2)),
            "raw": repr(float(price[line])),
            "status": STATUSES[status[line]],
        }
        for line in np.flatnonzero(~np.isnan(price)).tolist()
    }


def _decimal(value: float) -> str:
    return plain(exact(value))


# -- what moved since --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Move:
    """A series whose live value is another than the published one, both times 100; `now` None: it has none any more."""

    series: str
    then_cents: int
    now_cents: int | None

    @property
    def then(self) -> Decimal:
        return Decimal(self.then_cents).scaleb(-2)

    @property
    def now(self) -> Decimal | None:
        return None if self.now_cents is None else Decimal(self.now_cents).scaleb(-2)

    @property
    def percent(self) -> Decimal | None:
        """From the published values, unrounded."""
        return None if self.now_cents is None else (Decimal(self.now_cents) / self.then_cents - 1) * 100

    @property
    def size(self) -> float:
        """How far it moved, as a share of 1, to put moves in order; infinity for a value that is gone."""
        return inf if self.now_cents is None else abs(self.now_cents / self.then_cents - 1)

    def beyond(self, percent: Decimal) -> bool:
        """Whether it moved by more than that; what is gone did."""
        if self.now_cents is None:
            return True
        return abs(self.now_cents - self.then_cents) * 100 > percent * self.then_cents


class Live:
    """The live values of all series of a frequency, to be asked by date."""

    def __init__(self, computation: Computation, freq: str) -> None:
        self._values = {name: _by_day(_levels(computation, name, freq)) for name in computation.series_names}

    def moves(self, day: dt.date, published: Mapping[str, int]) -> tuple[Move, ...]:
        """What is not as it was published, the furthest first; series that were not published do not count."""
        number, none = day_number(day), dict[int, int]()
        now = ((series, cents, self._values.get(series, none).get(number)) for series, cents in published.items())
        found = [Move(series, then, cents) for series, then, cents in now if cents != then]
        return tuple(sorted(found, key=lambda move: -move.size))


def _by_day(found: tuple[Ints, Ints]) -> dict[int, int]:
    days, cents = found
    return dict(zip(days.tolist(), cents.tolist(), strict=True))
