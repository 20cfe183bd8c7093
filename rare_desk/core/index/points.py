"""Points: what is published of a series on a day, a week or a month, and whether it is official."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from rare_desk.core.calendar import date_of
from rare_desk.core.numbers import exact, half_up
from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.screening.columns import Bools, Floats, Ints

REASONS = ("coverage", "trades", "pairs")
FLAGS = ("base-open", "partial")
BASE_OPEN, PARTIAL = 1, 2
_NEAR_TIE = 1e-6
_LEAST, _MOST = 0.01, 1e13
"""Of a published value: below there is none that two decimals can tell, above a float no longer holds them."""


@dataclass(frozen=True, slots=True)
class Point:
    """`low` and `high` are what the value would be with every member at the lowest or highest price of its trades.

    `excluded` counts the trades left out of the days that the point looked at, by code; only Explain fills it.
    """

    date: dt.date
    value: Decimal
    raw: float
    status: str
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    coverage: float
    trades: int
    pairs: int
    volume_t: float
    low: float
    high: float
    excluded: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one series as aligned arrays, only of days that have a value.

    `reasons` and `flags` are sets of bits in the order of REASONS and FLAGS; `cents` is the published value times 100.
    """

    name: str
    freq: str
    days: Ints
    raw: Floats
    cents: Ints
    official: Bools
    reasons: npt.NDArray[np.int8]
    flags: npt.NDArray[np.int8]
    coverage: Floats
    trades: Ints
    pairs: Ints
    volume_t: Floats
    low: Floats
    high: Floats

    def __len__(self) -> int:
        return len(self.days)

    def part(self, chosen: slice) -> "Series":
        """Some of the points."""
        cut: dict[str, Any] = {name: getattr(self, name)[chosen] for name in _ARRAYS}
        return replace(self, **cut)

    @staticmethod
    def of(parts: "Sequence[Series]") -> "Series":
        """Parts of one series, one after the other."""
        whole: dict[str, Any] = {name: np.concatenate([getattr(part, name) for part in parts]) for name in _ARRAYS}
        return replace(parts[-1], **whole)

    @property
    def value(self) -> Floats:
        """The published values."""
        return self.cents / 100

    def find(self, day: int) -> int | None:
        """The number of the point dated that day (days since 1970-01-01)."""
        spot = int(np.searchsorted(self.days, day))
        return spot if spot < len(self.days) and self.days[spot] == day else None

    def at_or_before(self, day: int) -> int | None:
        """The number of the last point dated that day or earlier."""
        spot = int(np.searchsorted(self.days, day, side="right")) - 1
        return spot if spot >= 0 else None

    def point(self, i: int) -> Point:
        return Point(
            date=date_of(int(self.days[i])),
            value=Decimal(int(self.cents[i])).scaleb(-2),
            raw=float(self.raw[i]),
            status="official" if self.official[i] else "indicative",
            reasons=_names(int(self.reasons[i]), REASONS),
            flags=_names(int(self.flags[i]), FLAGS),
            coverage=float(self.coverage[i]),
            trades=int(self.trades[i]),
            pairs=int(self.pairs[i]),
            volume_t=float(self.volume_t[i]),
            low=float(self.low[i]),
            high=float(self.high[i]),
        )


_ARRAYS = tuple(one.name for one in fields(Series) if one.name not in ("name", "freq"))


def _names(bits: int, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for number, name in enumerate(names) if bits >> number & 1)


def publishable(raw: Floats) -> Floats:
    """The values, NaN where two decimals cannot tell them."""
    return np.where((raw >= _LEAST) & (raw <= _MOST), raw, np.nan)


def published(raw: Floats) -> Ints:
    """Hundredths, half-up of the shortest decimal form of each raw value."""
    scaled = raw * 100
    cents = np.floor(scaled + 0.5).astype(np.int64)
    doubtful = np.abs(scaled - np.floor(scaled) - 0.5) < np.maximum(_NEAR_TIE, np.abs(scaled) * 1e-14)
    for i in np.flatnonzero(doubtful).tolist():
        cents[i] = int(half_up(exact(float(raw[i])), 2).scaleb(2))
    return cents


def failings(coverage: Floats, trades: Ints, pairs: Ints, rules: Methodology) -> npt.NDArray[np.int8]:
    """The reasons for which points are only indicative; 0 is official."""
    failed = np.zeros(len(coverage), np.int8)
    failed[coverage < rules.min_coverage] |= 1
    failed[trades < rules.min_trades] |= 2
    failed[pairs < rules.min_pairs] |= 4
    return failed


def rounded(coverage: Floats) -> Floats:
    return np.rint(coverage * 1e6) / 1e6
