"""Candles of trade prices: what opens, what closes, what is left out, and what one trade more changes."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.calendar import day_number
from rare_desk.core.index.candles import Candles, aggregate, candles
from rare_desk.core.index.engine import recompute
from tests.core.index.books import Deal, columns, index

MON, TUE, WED, THU, FRI, SAT = (f"2025-01-{day:02}" for day in range(6, 12))
NEXT_MON, NEXT_WED, FEBRUARY = "2025-01-13", "2025-01-15", "2025-02-03"


def sold(*deals: tuple[str, float, float], product: str = "LA-O") -> list[Deal]:
    """Date, price, tonnes; every one between new parties."""
    return [Deal(day, paid, much, f"{product}P{n}", f"Q{n}", product) for n, (day, paid, much) in enumerate(deals)]


def told(found: Candles) -> list[tuple[str, float, float, float, float, float, int]]:
    arrays = (found.open, found.high, found.low, found.close, found.volume_t, found.trades)
    days = [str(day) for day in found.days.astype("datetime64[D]")]
    return list(zip(days, *(array.tolist() for array in arrays), strict=True))


def test_a_day_opens_with_its_first_trade_and_closes_with_its_last() -> None:
    found = index(sold((MON, 100.0, 1.0), (MON, 103.0, 2.0), (MON, 99.0, 4.0), (MON, 101.0, 8.0), (WED, 102.0, 3.0)))
    assert told(candles(found, "LA-O")) == [(MON, 100, 103, 99, 101, 15, 4), (WED, 102, 102, 102, 102, 3, 1)]


def test_of_trades_without_a_time_the_key_says_which_comes_first() -> None:
    late, early = Deal(MON, 100.0, key="B", buyer="P"), Deal(MON, 104.0, key="A", buyer="Q")
    ((_, opened, _, _, closed, _, _),) = told(candles(index([late, early]), "LA-O"))
    assert (opened, closed) == (104, 100)


def test_a_trade_of_a_saturday_belongs_to_the_next_monday_in_the_order_of_keys() -> None:
    weekend, monday = Deal(SAT, 101.0, key="B", buyer="P"), Deal(NEXT_MON, 100.0, key="A", buyer="Q")
    assert told(candles(index([weekend, monday]), "LA-O")) == [(NEXT_MON, 100, 101, 100, 101, 2, 2)]


def test_a_trade_that_a_rule_leaves_out_is_in_no_candle() -> None:
    deals = [*sold((MON, 100.0, 1.0), (TUE, 101.0, 1.0)), Deal(TUE, 90.0, 5.0, flag="related_party")]
    assert told(candles(index(deals), "LA-O")) == [(MON, 100, 100, 100, 100, 1, 1), (TUE, 101, 101, 101, 101, 1, 1)]


def test_another_product_has_candles_of_its_own() -> None:
    found = index([*sold((MON, 100.0, 1.0)), *sold((MON, 50.0, 2.0), product="CE-O")])
    assert told(candles(found, "CE-O")) == [(MON, 50, 50, 50, 50, 2, 1)]
    assert len(candles(found, "LA-O")) == 1


def test_a_week_is_dated_on_its_last_index_day_so_far() -> None:
    found = index(sold((MON, 100.0, 1.0), (WED, 104.0, 2.0), (NEXT_MON, 103.0, 4.0), (NEXT_WED, 101.0, 1.0)))
    assert told(candles(found, "LA-O", "weekly")) == [
        (FRI, 100, 104, 100, 104, 3, 2),
        (NEXT_WED, 103, 103, 101, 101, 5, 2),
    ]


def test_a_month_without_a_trade_has_no_candle() -> None:
    found = index(sold((MON, 100.0, 1.0), (NEXT_MON, 102.0, 1.0), (FEBRUARY, 101.0, 2.0), ("2025-04-01", 103.0, 1.0)))
    assert [row[0] for row in told(candles(found, "LA-O", "monthly"))] == ["2025-01-31", "2025-02-28", "2025-04-01"]


def test_a_product_without_trades_has_none_and_an_unknown_one_is_an_error() -> None:
    found = index(sold((MON, 100.0, 1.0)))
    assert len(candles(found, "DY-O")) == 0
    with pytest.raises(KeyError):
        candles(found, "XX-O")


def test_after_one_trade_more_they_are_as_computed_from_the_start() -> None:
    earlier = sold(*((str(dt.date(2025, 1, 6) + dt.timedelta(days=n)), 100.0 + n % 3, 1.0) for n in range(120)))
    day = dt.date.fromisoformat(earlier[-1].date)
    more = [*earlier, replace(earlier[-1], price=101.5, buyer="new")]
    whole, first = index(more), index(earlier)
    later = columns(more, whole.head.columns.products)
    renewed = recompute(first, later.rows(later.day >= day_number(day)), day)
    for freq in ("daily", "weekly", "monthly"):
        assert told(candles(renewed, "LA-O", freq)) == told(candles(whole, "LA-O", freq))


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(1, 1e6), st.floats(0.001, 100)), max_size=40))
def test_open_and_close_lie_between_low_and_high_and_no_tonne_is_lost(
    drawn: list[tuple[int, float, float]],
) -> None:
    drawn.sort(key=lambda trade: trade[0])
    numbers = np.array([number for number, _, _ in drawn], np.int64)
    price, tonnes = (np.array([trade[n] for trade in drawn]) for n in (1, 2))
    found = aggregate(numbers, price, tonnes)
    assert found.days.tolist() == sorted(set(numbers.tolist()))
    for within in (found.open, found.close):
        assert (found.low <= within).all()
        assert (within <= found.high).all()
    assert found.volume_t.sum() == pytest.approx(tonnes.sum())
    assert found.trades.sum() == len(drawn)
