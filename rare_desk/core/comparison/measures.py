"""How closely one series follows another: differences, errors, correlation, lead and lag.

Changes are from one pair to the next; correlation, beta and lags use their logarithms, the tracking error the plain
ones. Years have 365.25 days.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, log, sqrt

from rare_desk.core.comparison.aligning import Pair

MOST_LAGS = 10
FEWEST_CHANGES = 3
"""With fewer changes nothing is said of how the two move together."""
SHORTEST_YEAR_DAYS = 90
"""Over fewer days nothing is annualised: it would be mostly extrapolation."""
_YEAR = 365.25
_SURE = 1.96


@dataclass(frozen=True, slots=True)
class Lag:
    """The correlation of the own changes with the other's `lag` periods later; above 0 the own series leads."""

    lag: int
    correlation: float


@dataclass(frozen=True, slots=True)
class Divergence:
    """`points` is how far the own series stands above the other, both 100 at the first pair."""

    date: dt.date
    points: float


@dataclass(frozen=True, slots=True)
class Measures:
    """Changes and differences in percent and percentage points; None is what these pairs do not tell.

    `tracking_difference` is the own cumulative change less the other's; `tracking_error` the standard deviation (n - 1)
    of the differences of single changes, times the square root of the changes a year. `beta` is the own log change for
    one of the other. `bound` is what a correlation of unrelated changes stays within in 95 of 100 cases, 1.96/sqrt(n).
    """

    count: int
    first: dt.date | None = None
    last: dt.date | None = None
    own_change: float | None = None
    other_change: float | None = None
    tracking_difference: float | None = None
    tracking_difference_annual: float | None = None
    tracking_error: float | None = None
    correlation: float | None = None
    beta: float | None = None
    divergence: Divergence | None = None
    lags: tuple[Lag, ...] = ()
    bound: float | None = None

    @property
    def best_lag(self) -> Lag | None:
        """The strongest one of those beyond the bound, the nearest to 0 of equals; None when there is none."""
        sure = [lag for lag in self.lags if self.bound is not None and abs(lag.correlation) > self.bound]
        return max(sure, key=lambda lag: (abs(lag.correlation), -abs(lag.lag)), default=None)


def measure(pairs: Sequence[Pair]) -> Measures:
    if len(pairs) < 2:
        day = pairs[0].date if pairs else None
        return Measures(len(pairs), day, day)
    own, other = [float(pair.own) for pair in pairs], [float(pair.other) for pair in pairs]
    days = (pairs[-1].date - pairs[0].date).days
    grown, grown_other = own[-1] / own[0], other[-1] / other[0]
    together = _together(own, other)
    return Measures(
        count=len(pairs),
        first=pairs[0].date,
        last=pairs[-1].date,
        own_change=(grown - 1) * 100,
        other_change=(grown_other - 1) * 100,
        tracking_difference=(grown - grown_other) * 100,
        tracking_difference_annual=_annual(grown, grown_other, days),
        tracking_error=_tracking_error(own, other, days),
        correlation=together.correlation if together else None,
        beta=together.beta if together else None,
        divergence=_divergence(pairs, own, other),
        lags=together.lags if together else (),
        bound=together.bound if together else None,
    )


def _annual(grown: float, grown_other: float, days: int) -> float | None:
    if days < SHORTEST_YEAR_DAYS:
        return None
    exponent = _YEAR / days
    return float(grown**exponent - grown_other**exponent) * 100


def _tracking_error(own: Sequence[float], other: Sequence[float], days: int) -> float | None:
    if len(own) <= FEWEST_CHANGES or not days:
        return None
    mine = [later / earlier for earlier, later in pairwise(own)]
    theirs = [later / earlier for earlier, later in pairwise(other)]
    apart = _centred([a - b for a, b in zip(mine, theirs, strict=True)])
    deviation = sqrt(_dot(apart, apart) / (len(apart) - 1))
    return deviation * sqrt(len(apart) * _YEAR / days) * 100


def _divergence(pairs: Sequence[Pair], own: Sequence[float], other: Sequence[float]) -> Divergence:
    apart = [(a / own[0] - b / other[0]) * 100 for a, b in zip(own, other, strict=True)]
    at = max(range(len(apart)), key=lambda n: abs(apart[n]))
    return Divergence(pairs[at].date, apart[at])


@dataclass(frozen=True, slots=True)
class _Together:
    correlation: float
    beta: float
    lags: tuple[Lag, ...]
    bound: float


def _together(own: Sequence[float], other: Sequence[float]) -> _Together | None:
    """None where one of them does not move, or hardly anything is known of how."""
    mine = _centred([log(later / earlier) for earlier, later in pairwise(own)])
    theirs = _centred([log(later / earlier) for earlier, later in pairwise(other)])
    count = len(mine)
    spread, spread_other = _dot(mine, mine), _dot(theirs, theirs)
    scale = sqrt(spread) * sqrt(spread_other)
    if count < FEWEST_CHANGES or not _moves(own) or not _moves(other) or not scale:
        return None
    shared = _dot(mine, theirs)
    most = min(MOST_LAGS, count - 2)
    lags = tuple(Lag(lag, _within(_lagged(mine, theirs, lag) / scale)) for lag in range(-most, most + 1))
    return _Together(_within(shared / scale), shared / spread_other, lags, _SURE / sqrt(count))


def _moves(values: Sequence[float]) -> bool:
    return any(value != values[0] for value in values)


def _lagged(mine: Sequence[float], theirs: Sequence[float], lag: int) -> float:
    """The usual estimate over the whole sample: what lies beyond either end counts as the mean."""
    if lag < 0:
        return _lagged(theirs, mine, -lag)
    return _dot(mine[: len(mine) - lag], theirs[lag:])


def _centred(values: Sequence[float]) -> list[float]:
    mean = fsum(values) / len(values)
    return [value - mean for value in values]


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return fsum(a * b for a, b in zip(one, other, strict=True))


def _within(correlation: float) -> float:
    return max(-1.0, min(1.0, correlation))
