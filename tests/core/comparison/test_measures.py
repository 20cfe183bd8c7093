"""How closely one series follows another; figures worked out by hand beside each."""

import datetime as dt
import math
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.comparison.aligning import Pair
from rare_desk.core.comparison.measures import Measures, measure

START = dt.date(2025, 1, 1)


def pairs(own: list[float], other: list[float], step: int = 1) -> list[Pair]:
    return [
        Pair(START + dt.timedelta(days=step * n), Decimal(repr(a)), Decimal(repr(b)))
        for n, (a, b) in enumerate(zip(own, other, strict=True))
    ]


def walk(changes: list[float]) -> list[float]:
    """Levels from 100 by log changes."""
    levels = [100.0]
    for change in changes:
        levels.append(levels[-1] * math.exp(change))
    return levels


def test_cumulative_changes_and_their_difference() -> None:
    """120/100 is +20 %, 210/200 is +5 %: 15 percentage points in 100 days; a year of it is 1.2^3.6525 - 1.05^3.6525."""
    found = measure(pairs([100, 110, 120], [200, 205, 210], 50))
    assert found.count == 3
    assert (found.first, found.last) == (START, START + dt.timedelta(days=100))
    assert found.own_change == pytest.approx(20)
    assert found.other_change == pytest.approx(5)
    assert found.tracking_difference == pytest.approx(15)
    assert found.tracking_difference_annual == pytest.approx((1.2**3.6525 - 1.05**3.6525) * 100)


def test_nothing_is_annualised_under_ninety_days() -> None:
    assert measure(pairs([100, 120], [100, 105], 89)).tracking_difference_annual is None
    assert measure(pairs([100, 120], [100, 105], 90)).tracking_difference_annual is not None


def test_tracking_error_by_hand() -> None:
    """Own +10 %, 0, +10 %; other none: differences .1 0 .1, mean 1/15, squares 2/300, sd sqrt(1/300) = 0.057735.

    Three changes in 3 x 30 days are 12.175 a year: 0.057735 x sqrt(12.175) = 20.1453 %.
    """
    found = measure(pairs([100, 110, 110, 121], [50, 50, 50, 50], 30))
    assert found.tracking_error == pytest.approx(math.sqrt(1 / 300) * math.sqrt(3 * 365.25 / 90) * 100)
    assert found.tracking_error == pytest.approx(20.1453, abs=5e-5)


def test_a_series_that_stands_still_correlates_with_nothing() -> None:
    found = measure(pairs([100, 110, 110, 121], [50, 50, 50, 50], 30))
    assert (found.correlation, found.beta, found.lags, found.bound) == (None, None, (), None)


def test_correlation_and_beta_by_hand() -> None:
    """Log changes own 2 4 6, other 1 3 2 (hundredths): centred -2 0 2 and -1 1 0, product 2, squares 8 and 2.

    Correlation 2/sqrt(16) = 0.5, beta 2/2 = 1.
    """
    found = measure(pairs(walk([0.02, 0.04, 0.06]), walk([0.01, 0.03, 0.02])))
    assert found.correlation == pytest.approx(0.5)
    assert found.beta == pytest.approx(1.0)
    assert found.bound == pytest.approx(1.96 / math.sqrt(3))


def test_lags_by_hand() -> None:
    """The same: one later is (-2)(1) + (0)(0) = -2 over 4; one earlier is (0)(-1) + (2)(1) = 2 over 4."""
    found = measure(pairs(walk([0.02, 0.04, 0.06]), walk([0.01, 0.03, 0.02])))
    assert {lag.lag: lag.correlation for lag in found.lags} == pytest.approx({-1: 0.5, 0: 0.5, 1: -0.5})


def test_the_largest_divergence_with_its_day() -> None:
    """Rebased 100 90 130 against 100 105 120: apart by 0, -15, +10."""
    found = measure(pairs([200, 180, 260], [10, 10.5, 12]))
    assert found.divergence is not None
    assert found.divergence.date == START + dt.timedelta(days=1)
    assert found.divergence.points == pytest.approx(-15)


def test_few_pairs_tell_little() -> None:
    assert measure([]) == Measures(0)
    assert measure(pairs([100], [50])) == Measures(1, START, START)
    two = measure(pairs([100, 110], [50, 60]))
    assert two.tracking_difference == pytest.approx(-10)
    assert (two.correlation, two.tracking_error, two.best_lag) == (None, None, None)


LEVELS = st.lists(st.integers(5_000, 20_000), min_size=5, max_size=60).filter(lambda levels: len(set(levels)) > 1)


@given(LEVELS)
def test_a_series_beside_itself(levels: list[int]) -> None:
    values = [level / 100 for level in levels]
    found = measure(pairs(values, values))
    assert found.correlation == pytest.approx(1)
    assert found.beta == pytest.approx(1)
    assert found.tracking_difference == 0
    assert found.tracking_error == 0
    assert found.divergence is not None
    assert found.divergence.points == 0


@given(LEVELS, st.integers(1, 1000))
def test_the_level_of_the_other_series_does_not_matter(levels: list[int], factor: int) -> None:
    values = [level / 100 for level in levels]
    other = list(reversed(values))
    one, scaled = measure(pairs(values, other)), measure(pairs(values, [value * factor for value in other]))
    assert scaled.tracking_difference == pytest.approx(one.tracking_difference)
    assert scaled.correlation == pytest.approx(one.correlation, abs=1e-9)
    assert scaled.beta == pytest.approx(one.beta, abs=1e-9)
    assert scaled.tracking_error == pytest.approx(one.tracking_error, abs=1e-9)


@given(LEVELS, LEVELS)
def test_lags_mirror_when_the_series_change_places(levels: list[int], others: list[int]) -> None:
    count = min(len(levels), len(others))
    own, other = [float(level) for level in levels[:count]], [float(level) for level in others[:count]]
    there, back = measure(pairs(own, other)), measure(pairs(other, own))
    mirrored = {-lag.lag: lag.correlation for lag in back.lags}
    assert {lag.lag: lag.correlation for lag in there.lags} == pytest.approx(mirrored, abs=1e-9)
    assert all(-1 <= lag.correlation <= 1 for lag in there.lags)


@given(st.integers(0, 999), st.integers(-6, 6))
def test_a_shifted_series_shows_how_far_it_is_shifted(seed: int, shift: int) -> None:
    chance = random.Random(seed)
    noise = [chance.gauss(0, 0.01) for _ in range(132)]
    own, other = noise[6:126], noise[6 - shift : 126 - shift]
    best = measure(pairs(walk(own), walk(other))).best_lag
    assert best is not None
    assert best.lag == shift
    assert best.correlation > 0.8


def test_unrelated_series_have_no_best_lag_when_none_is_beyond_the_bound() -> None:
    found = measure(pairs(walk([0.01, -0.01, 0.01, -0.01]), walk([0.01, 0.01, -0.01, -0.01])))
    assert found.bound == pytest.approx(0.98)
    assert found.best_lag is None
