"""The axioms of index.md section 10 that belong to the daily index: what must not matter does not."""

import datetime as dt
import hashlib
import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.calendar import IndexDays
from rare_desk.core.index.engine import Computation, compute
from tests.core.index.books import GROUPS, Deal, columns, example, index, rules

ROOT = Path(__file__).resolve().parents[3]
PRODUCTS = ("CE-O", "DY-O", "LA-O")
FIRST = dt.date(2025, 1, 6)
WEIGHTS = {"LA-O": 0.4, "CE-O": 0.35, "DY-O": 0.25}

DEALS = st.builds(
    Deal,
    date=st.integers(0, 40).map(lambda days: (FIRST + dt.timedelta(days=days)).isoformat()),
    price=st.floats(90, 112).map(lambda price: round(price, 2)),
    quantity=st.sampled_from((0.3, 1.0, 1.7, 6.1)),
    buyer=st.sampled_from("ABC"),
    seller=st.sampled_from("BCD"),
    product=st.sampled_from(PRODUCTS),
)


def keyed(deals: list[Deal]) -> list[Deal]:
    return [replace(deal, key=f"{number:04}") for number, deal in enumerate(deals)]


def figures(computation: Computation) -> bytes:
    """Every daily price and every point of every series, byte for byte, and by key what is left out."""
    said = [computation.days.tobytes()]
    for product in computation.priced_products():
        prices = computation.daily_prices(product)
        said += [getattr(prices, field.name).tobytes() for field in fields(prices)]
    for name in computation.series_names:
        for freq in ("daily", "weekly", "monthly"):
            series = computation.series(name, freq)
            said += [value.tobytes() for f in fields(series) if hasattr(value := getattr(series, f.name), "tobytes")]
    return b"".join(said)


@settings(max_examples=30, deadline=None)
@given(st.lists(DEALS, min_size=1, max_size=60).map(keyed), st.randoms(use_true_random=False))
def test_the_order_in_which_trades_come_does_not_matter(deals: list[Deal], random: Random) -> None:
    shuffled = list(deals)
    random.shuffle(shuffled)
    methodology = rules(WEIGHTS)
    found, other = index(deals, methodology), index(shuffled, methodology)
    assert figures(found) == figures(other)
    left = {(deals[out.id - 1].key, out.code) for out in found.exclusions()}
    assert left == {(shuffled[out.id - 1].key, out.code) for out in other.exclusions()}


@settings(max_examples=30, deadline=None)
@given(st.lists(DEALS, min_size=12, max_size=60).map(keyed), st.floats(1, 5000))
def test_another_base_value_keeps_growth(deals: list[Deal], value: float) -> None:
    found, other = index(deals, rules(WEIGHTS)), index(deals, rules(WEIGHTS, base_value=value))
    for name in found.series_names:
        raw, rebased = found.series(name).raw, other.series(name).raw
        assert rebased / value == pytest.approx(raw / 1000, rel=1e-12)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(100, 102), min_size=30, max_size=30), st.integers(0, 20), st.integers(0, 10))
def test_another_base_period_keeps_growth(prices: list[float], start: int, length: int) -> None:
    """Of one product with trades of its own each day: several are weighed, and imputed, by the base's prices."""
    days = [day for n in range(60) if (day := FIRST + dt.timedelta(days=n)).weekday() < 5][: len(prices)]
    deals = [Deal(day.isoformat(), price, 1.0, f"P{day}", "Z") for day, price in zip(days, prices, strict=True)]
    moved = rules(base_from=days[start], base_to=days[start + length - 1] if length else days[start])
    raw, rebased = (index(deals, methodology).series("LA-O").raw for methodology in (rules(), moved))
    assert len(raw) == len(rebased) == len(days)
    assert rebased / rebased[0] == pytest.approx(raw / raw[0], rel=1e-12)


@settings(max_examples=30, deadline=None)
@given(st.lists(DEALS, min_size=12, max_size=60).map(keyed))
def test_shares_of_the_weights_matter_and_not_their_sum(deals: list[Deal]) -> None:
    tenfold = {code: weight * 10 for code, weight in WEIGHTS.items()}
    found, other = index(deals, rules(WEIGHTS)), index(deals, rules(tenfold))
    assert other.series("composite").raw == pytest.approx(found.series("composite").raw, rel=1e-12)


def example_hash() -> str:
    deals, methodology = example("a")
    computation = compute(columns(deals), methodology, IndexDays(methodology.non_trading_days or ()), GROUPS)
    return hashlib.sha256(figures(computation)).hexdigest()


def test_every_run_gives_the_same_bytes_whatever_the_order_of_sets() -> None:
    script = "from tests.core.index.test_axioms import example_hash; print(example_hash())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert runs == {example_hash()}
