import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.suspicion import OF_SHIPPED, OF_TRADES, Factor, days_around, is_far, usual_most, usual_range


@pytest.mark.parametrize(
    ("price", "usual", "factor", "far"),
    [
        (150, 100, OF_TRADES, False),
        (151, 100, OF_TRADES, True),
        (100, 150, OF_TRADES, False),
        (99, 150, OF_TRADES, True),
        (500, 100, OF_SHIPPED, False),
        (501, 100, OF_SHIPPED, True),
        (100, 500, OF_SHIPPED, False),
        (99, 500, OF_SHIPPED, True),
    ],
)
def test_a_price_is_far_beyond_the_factor_either_way_and_not_on_it(
    price: int, usual: int, factor: Factor, far: bool
) -> None:
    assert is_far(price, usual, factor) is far


@given(price=st.integers(1, 10**15), usual=st.integers(1, 10**15), factor=st.sampled_from([OF_TRADES, OF_SHIPPED]))
def test_decimals_are_judged_as_the_books_integers_are(price: int, usual: int, factor: Factor) -> None:
    exact = Decimal(price).scaleb(-4), Decimal(usual).scaleb(-4)
    assert is_far(*exact, factor) is is_far(price, usual, factor)


def test_a_quantity_is_large_beyond_twenty_times_the_usual() -> None:
    assert usual_most(10) == 200


def test_without_a_usual_quantity_none_is_large() -> None:
    assert usual_most(0) > 10**12


def test_ninety_days_either_way_are_near_and_the_calendar_has_ends() -> None:
    assert days_around(dt.date(2025, 4, 1), dt.date(2025, 4, 1)) == (dt.date(2025, 1, 1), dt.date(2025, 6, 30))
    assert days_around(dt.date.min, dt.date.max) == (dt.date.min, dt.date.max)


@given(st.integers(0, 10**13), st.integers(0, 10**13), st.sampled_from((OF_TRADES, OF_SHIPPED)))
def test_the_range_of_usual_prices_ends_where_a_price_is_far(price: int, usual: int, factor: Factor) -> None:
    lowest, highest = usual_range(usual, factor)
    for near in (price, lowest - 1, lowest, highest, highest + 1):
        assert (lowest <= near <= highest) is not is_far(near, usual, factor)
