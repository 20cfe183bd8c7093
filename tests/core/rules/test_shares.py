"""Weights from values: they sum to 1, keep floor and cap, and keep the order of the values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.problems import Problem
from rare_desk.core.rules.shares import bounded_shares

FLOOR, CAP = Decimal("0.01"), Decimal("0.35")


def shares(values: list[int], floor: Decimal = FLOOR, cap: Decimal = CAP) -> dict[str, Decimal]:
    found = bounded_shares({f"P{n:02}": Decimal(value) for n, value in enumerate(values)}, floor, cap)
    assert not isinstance(found, Problem), found
    return found


def refused(values: list[int], floor: str, cap: str) -> str:
    named = {f"P{n}": Decimal(value) for n, value in enumerate(values)}
    found = bounded_shares(named, Decimal(floor), Decimal(cap))
    assert isinstance(found, Problem)
    return found.code


def test_what_the_cap_cuts_off_goes_to_the_others_by_their_values() -> None:
    assert list(shares([800, 120, 60, 20], cap=Decimal("0.5")).values()) == [
        Decimal("0.5000"), Decimal("0.3000"), Decimal("0.1500"), Decimal("0.0500"),
    ]  # fmt: skip


def test_who_reaches_the_cap_only_after_sharing_is_capped_too() -> None:
    assert list(shares([900, 60, 30, 10]).values()) == [
        Decimal("0.3500"), Decimal("0.3500"), Decimal("0.2250"), Decimal("0.0750"),
    ]  # fmt: skip


def test_the_floor_is_paid_by_those_between_the_bounds() -> None:
    found = list(shares([500, 499, 1], cap=Decimal("0.9"), floor=Decimal("0.1")).values())
    assert found == [Decimal("0.4505"), Decimal("0.4495"), Decimal("0.1000")]


def test_a_product_without_value_gets_no_weight() -> None:
    assert shares([1, 0, 1, 1]).keys() == {"P00", "P02", "P03"}


def test_bounds_that_leave_one_way_are_kept_exactly() -> None:
    assert set(shares([1, 2, 3, 4], floor=Decimal("0.25")).values()) == {Decimal("0.2500")}
    assert set(shares([1, 2, 3, 4], cap=Decimal("0.25")).values()) == {Decimal("0.2500")}


@pytest.mark.parametrize(
    ("values", "floor", "cap", "code"),
    [
        ([1, 1], "0.01", "0.35", "weights-cap"),
        ([1, 1, 1], "0.34", "0.5", "weights-floor"),
        ([1, 1], "0.6", "0.5", "weights-bounds"),
        ([1, 1], "NaN", "0.5", "weights-bounds"),
        ([1, 1], "0.01", "Infinity", "weights-bounds"),
        ([1, 1], "0.00001", "0.9", "weights-bounds-fine"),
        ([0, 0], "0.01", "0.35", "weights-no-trades"),
    ],
)
def test_what_cannot_be_kept_is_said(values: list[int], floor: str, cap: str, code: str) -> None:
    assert refused(values, floor, cap) == code


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[int], Decimal, Decimal]:
    values = draw(st.lists(st.integers(1, 10**12), min_size=1, max_size=38))
    whole = 10_000
    floor = draw(st.integers(0, whole // len(values)))
    cap = draw(st.integers(max(floor, -(-whole // len(values))), whole))
    return values, Decimal(floor).scaleb(-4), Decimal(cap).scaleb(-4)


@given(cases())
def test_weights_sum_to_one_within_bounds_in_the_order_of_the_values(case: tuple[list[int], Decimal, Decimal]) -> None:
    values, floor, cap = case
    found = list(shares(values, floor, cap).values())
    assert sum(found) == 1
    assert all(floor <= weight <= cap for weight in found)
    for value, weight in zip(values, found, strict=True):
        assert all(weight >= other for less, other in zip(values, found, strict=True) if less < value)


@given(cases())
def test_between_the_bounds_weights_are_proportional_to_the_values(case: tuple[list[int], Decimal, Decimal]) -> None:
    values, floor, cap = case
    found = list(shares(values, floor, cap).values())
    ulp = Decimal("0.0001")
    free = [(value, w) for value, w in zip(values, found, strict=True) if floor + ulp < w < cap - ulp]
    for value, weight in free:
        largest, its = max(free)
        assert abs(weight - its * value / largest) <= 2 * ulp
