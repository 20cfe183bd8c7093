import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.numbers import MONEY_PLACES, NONE, from_scaled, half_up, plain, to_scaled, whole_percent


def test_half_is_rounded_away_from_zero() -> None:
    assert half_up(Decimal("2.345"), 2) == Decimal("2.35")
    assert half_up(Decimal("-2.345"), 2) == Decimal("-2.35")


def test_a_share_below_a_limit_never_reads_as_the_limit() -> None:
    assert whole_percent(0.596) == "59"
    assert whole_percent(0.6) == "60"
    assert whole_percent(0.29) == "29"  # 28.999999999999996 in binary
    assert whole_percent(math.nan) == NONE


def test_rounding_writes_all_decimals() -> None:
    assert str(half_up(Decimal("7"), 3)) == "7.000"


@given(st.integers(-(10**17), 10**17))
def test_what_the_book_keeps_comes_back_as_it_was(scaled: int) -> None:
    assert to_scaled(from_scaled(scaled, MONEY_PLACES), MONEY_PLACES) == scaled


@pytest.mark.parametrize("text", ["0", "-0", "-0.00", "0E+3", "-0E-7"])
def test_zero_has_neither_sign_nor_decimals(text: str) -> None:
    assert plain(Decimal(text)) == "0"


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_plain_text_is_the_same_number_without_exponent_or_idle_zeros(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert "." not in text or not text.endswith(("0", "."))
