"""Highs, lows and ranges, against what reporters published (tests/data/index_reference, sources in the files)."""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from rare_desk.core.comparison.extremes import above_low, below_high, change, extremes, per_percent, range_pct
from rare_desk.core.numbers import half_up

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "index_reference"


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def places(text: str) -> int:
    return len(text.partition(".")[2])


@pytest.mark.parametrize("row", rows("published_index_derived_stats.csv"), ids=lambda row: row["date"])
def test_the_distance_from_the_cycles_high_and_low_is_as_published(row: dict[str, str]) -> None:
    index, high, low = (Decimal(row[name]) for name in ("index_points", "cycle_high", "cycle_low"))
    assert half_up(below_high(index, high), places(row["published_pct_below_high"])) == Decimal(
        row["published_pct_below_high"]
    )
    assert half_up(above_low(index, low), 2) == Decimal(row["published_pct_above_low"])


@pytest.mark.parametrize("row", rows("acrei_monthly_stats.csv"), ids=lambda row: row["month"])
def test_spread_and_range_of_a_month_are_as_published(row: dict[str, str]) -> None:
    mean, high, low = (Decimal(row[name]) for name in ("mean", "high", "low"))
    assert high - low == Decimal(row["published_spread"])
    assert half_up(range_pct(high, low, mean), 1) == Decimal(row["published_range_pct"])


@pytest.mark.parametrize("row", rows("concentrate_price_changes.csv"), ids=lambda row: row["period"])
def test_changes_of_the_concentrate_price_are_as_printed(row: dict[str, str]) -> None:
    found = change(Decimal(row["price"]), Decimal(row["prev_price"]))
    assert half_up(found, places(row["published_change_pct"])) == Decimal(row["published_change_pct"])


@pytest.mark.parametrize("row", rows("reo_content_adjustment.csv"), ids=lambda row: row["period"])
def test_the_price_of_one_percent_of_oxide_is_as_published(row: dict[str, str]) -> None:
    price, basis = Decimal(row["price_ex_tax_CNY_per_t_at_base_REO"]), Decimal(row["base_REO_pct"])
    assert per_percent(price, basis) == Decimal(row["published_CNY_per_t_per_1pct_REO"])


def test_of_a_stretch_of_points_the_later_of_equal_highs_and_lows_counts() -> None:
    first = dt.date(2026, 3, 2)
    levels = [Decimal(value) for value in (300, 271, 1000, 271, 1000, 599)]
    found = extremes([(first + dt.timedelta(days=n), value) for n, value in enumerate(levels)])
    assert found is not None
    assert found.high == (first + dt.timedelta(days=4), Decimal(1000))
    assert found.low == (first + dt.timedelta(days=3), Decimal(271))
    assert found.spread == 729
    assert half_up(found.below_high, 1) == Decimal("40.1")
    assert half_up(found.above_low, 2) == Decimal("121.03")
    assert found.change == Decimal(-401)
    assert found.change_pct == Decimal("-40.1")
    assert half_up(found.mean, 4) == Decimal("573.5000")
    assert half_up(found.range_pct, 2) == Decimal("127.11")


def test_one_point_has_no_change() -> None:
    found = extremes([(dt.date(2026, 3, 2), Decimal(5))])
    assert found is not None
    assert (found.change, found.change_pct, found.spread, found.below_high) == (None, None, Decimal(0), Decimal(0))
    assert extremes([]) is None
