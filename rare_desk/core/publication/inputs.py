"""What the figures of a day, a week or a month rest on, as one hash that a reader can form again.

SHA-256 over lines of JSON, each ending with a line feed: first what is carried in, then one line per index day from
the first whose trades are in a price of the period (`window_days` - 1 before its own first day) to its last one:
`["day", date, digest]`. The digest is SHA-256 over the day's lines: one per trade, priced or left out, in
(date, intrinsic key) order: `["trade", date, product, [deal number, side, buyer, seller], price, quantity, code]`, then
one per day quote, in the order of their bytes: `["quote", date, product, source, price]`. Price is CNY per tonne
ex VAT (of a trade at the reference assay), quantity tonnes, in the shortest form of their floats, null where there is
none or the quote prices nothing; code is empty for a trade that priced.

Carried in: `["series", name, effective, level, [[product, weight, reference price], ...]]` for each series and each
weight set in force in the period, then `["before", date, [[product, price, status], ...]]` of the index day before the
first of those days.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isnan

import numpy as np

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.index.daily import STATUSES
from rare_desk.core.index.engine import Computation, first_to_read
from rare_desk.core.index.levels import ends
from rare_desk.core.index.period_points import period_numbers
from rare_desk.core.index.quotes import positions
from rare_desk.core.screening.columns import CODES, Ints
from rare_desk.core.screening.screening import Rows

Key = Sequence[str]
"""Deal number, side, buyer and seller by name: what tells a trade apart whatever its row is called."""


def period_start(days: Ints, freq: str, place: int) -> int:
    """The position of the first index day of the day's, week's or month's days up to `place`."""
    if freq == "daily":
        return place
    numbers = period_numbers(days[: place + 1], freq)
    return int(np.searchsorted(numbers, numbers[-1]))


def first_date(computation: Computation, freq: str, day: dt.date) -> dt.date:
    """The first date whose trades are in a price of the point dated `day`."""
    place = int(np.searchsorted(computation.days, day_number(day)))
    begin = _begin(computation, period_start(computation.days, freq, place))
    return date_of(int(computation.days[begin - 1])) + dt.timedelta(days=1) if begin else dt.date.min


def _begin(computation: Computation, first: int) -> int:
    return max(first - computation.at(first).methodology.window_days + 1, 0)


@dataclass
class Inputs:
    """Hashes for many periods of one computation; each day's trades are read once, whatever periods it is in.

    `keys` gives the keys of the trades dated from one date to another, both included, by their ids.
    """

    computation: Computation
    keys: Callable[[dt.date, dt.date], Mapping[int, Key]]
    _days: dict[int, tuple[str, int]] = field(default_factory=dict)

    def read(self, freq: str, first: dt.date, last: dt.date) -> None:
        """Reads at once what the points dated `first` to `last` rest on."""
        days = self.computation.days
        begin, end = (int(np.searchsorted(days, day_number(day))) for day in (first, last))
        self._read(_begin(self.computation, period_start(days, freq, begin)), end + 1)

    def between(self, first: int, last: int) -> tuple[str, int]:
        """The hash, and how many trades it covers, of the period of the index days at these positions, included."""
        found = self.computation
        begin = _begin(found, first)
        digest, trades = hashlib.sha256(), 0
        for line in (*_series(found, first, last), *_before(found, begin)):
            digest.update(line)
        self._read(begin, last + 1)
        for position in range(begin, last + 1):
            own, count = self._days[position]
            digest.update(_line("day", date_of(int(found.days[position])).isoformat(), own))
            trades += count
        return digest.hexdigest(), trades

    def _read(self, begin: int, end: int) -> None:
        wanted = [position for position in range(begin, end) if position not in self._days]
        if not wanted:
            return
        rows = self.computation.rows_between(wanted[0], wanted[-1] + 1)
        cuts = np.searchsorted(rows.position, np.arange(wanted[0], wanted[-1] + 2)).tolist()
        told = self._trades(rows)
        for place, position in enumerate(range(wanted[0], wanted[-1] + 1)):
            lines = told[cuts[place] : cuts[place + 1]]
            all_lines = b"".join((*lines, *sorted(self._quotes.get(position, ()))))
            self._days[position] = hashlib.sha256(all_lines).hexdigest(), len(lines)

    def _trades(self, rows: Rows) -> list[bytes]:
        if not len(rows):
            return []
        columns, names = rows.columns, (*self.computation.products, "")
        days = columns.day.tolist()
        keys, written = self.keys(date_of(days[0]), date_of(days[-1])), _Dates()
        arrays = (columns.ids, columns.product, columns.price, columns.quantity, rows.code)
        return [
            _line("trade", written[day], names[product], keys[key], _known(price), _known(quantity), CODES[code])
            for day, key, product, price, quantity, code in zip(days, *(one.tolist() for one in arrays), strict=True)
        ]

    @cached_property
    def _quotes(self) -> dict[int, list[bytes]]:
        """The lines of the day quotes by the position of their index day."""
        found, lines = self.computation, dict[int, list[bytes]]()
        quoted, names = found.quotes, (*found.products, "")
        if len(quoted) and len(found.days):
            opening = day_number(first_to_read(found.calendar, date_of(int(found.days[0]))))
            arrays = (positions(quoted, found.days, opening), quoted.day, quoted.product, quoted.source, quoted.price)
            for position, day, product, source, price in zip(*(array.tolist() for array in arrays), strict=True):
                told = _line("quote", date_of(day).isoformat(), names[product], quoted.sources[source], _known(price))
                lines.setdefault(position, []).append(told)
        return lines


class _Dates(dict[int, str]):
    """Days since 1970-01-01 in ISO form, each written once."""

    def __missing__(self, day: int) -> str:
        self[day] = date_of(day).isoformat()
        return self[day]


def _known(value: float) -> float | None:
    return None if isnan(value) else value


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _line(*values: object) -> bytes:
    return _encode(values).encode() + b"\n"


def _series(found: Computation, first: int, last: int) -> Iterable[bytes]:
    for name, one in found.daily.items():
        turns = zip(one.sets, ends(one.sets, len(found.days)), one.links.members, one.links.level, strict=True)
        for regime, end, mine, level in turns:
            members = np.flatnonzero(mine).tolist()
            if members and regime.start <= last and end > first:
                told = [[found.products[n], float(regime.weight[n]), float(regime.reference[n])] for n in members]
                yield _line("series", name, regime.effective.isoformat(), level, told)


def _before(found: Computation, begin: int) -> Iterable[bytes]:
    if begin:
        price, status = found.market.price[:, begin - 1], found.market.status[:, begin - 1]
        there = np.flatnonzero(~np.isnan(price)).tolist()
        told = [[found.products[n], float(price[n]), STATUSES[status[n]]] for n in there]
        yield _line("before", date_of(int(found.days[begin - 1])).isoformat(), told)
