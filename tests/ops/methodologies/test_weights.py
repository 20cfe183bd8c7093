"""Weights computed from the trades of twelve months, with their working."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest

from rare_desk.core.problems import Refused
from rare_desk.ops.book.books import new_book
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.methodologies.weights import compute_weights, computed_set, year_before
from tests.core.index.books import Deal
from tests.ops.given import put, trade_of

LAST = dt.date(2026, 3, 2)
DEALS = [
    Deal("2025-02-28", 100.0, 9.0, "A", "B", "LA-O", key="0"),  # a Friday more than 12 months before
    Deal("2025-03-03", 100.0, 4.0, "A", "B", "LA-O", key="1"),
    Deal("2025-09-01", 100.0, 2.0, "C", "D", "LA-O", key="2"),
    Deal("2026-03-02", 1000.0, 1.2, "A", "B", "TB-O", key="3"),
    Deal("2026-03-02", 50.0, 4.0, "A", "B", "CE-O", key="4"),
    Deal("2026-03-02", 50.0, 40.0, "A", "B", "CE-O", flag="non_compliant", key="5"),
]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexState]:
    with new_book(tmp_path_factory.mktemp("weights") / "small.raredesk") as book:
        put(book, [trade_of(deal) for deal in DEALS])
        yield IndexState.load(book)


def test_the_working_shows_tonnes_value_share_and_weight_of_each_product(state: IndexState) -> None:
    made = compute_weights(state.computation, cap=Decimal("0.5"))
    assert (made.first, made.last) == (dt.date(2025, 3, 3), LAST)
    assert [(one.product, one.trades, one.tonnes, one.value, one.raw, one.weight) for one in made.shares] == [
        ("TB-O", 1, Decimal("1.2"), Decimal("1200.00"), Decimal("0.600000"), Decimal("0.5000")),
        ("LA-O", 2, Decimal("6.0"), Decimal("600.00"), Decimal("0.300000"), Decimal("0.3750")),
        ("CE-O", 1, Decimal("4.0"), Decimal("200.00"), Decimal("0.100000"), Decimal("0.1250")),
    ]


def test_only_the_asked_products_get_a_weight(state: IndexState) -> None:
    made = compute_weights(state.computation, {"LA-O", "CE-O", "DY-O"}, cap=Decimal("0.9"))
    assert made.weights == {"LA-O": 0.75, "CE-O": 0.25}


def test_an_earlier_end_takes_earlier_trades(state: IndexState) -> None:
    made = compute_weights(state.computation, last=dt.date(2026, 2, 27), cap=Decimal(1))
    assert made.first == dt.date(2025, 2, 28)
    assert [(one.product, one.tonnes) for one in made.shares] == [("LA-O", Decimal("15.0"))]


def test_bounds_that_cannot_be_kept_are_refused(state: IndexState) -> None:
    with pytest.raises(Refused) as refused:
        compute_weights(state.computation, cap=Decimal("0.3"))
    assert [problem.code for problem in refused.value.problems] == ["weights-cap"]


def test_a_computed_set_says_that_it_is_one(state: IndexState) -> None:
    made = compute_weights(state.computation, cap=Decimal("0.5"))
    found = computed_set(made, LAST, "李工", "年度调整")
    assert (found.source, found.author) == ("computed", "李工")
    assert found.weights == {"TB-O": 0.5, "LA-O": 0.375, "CE-O": 0.125}


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("2026-03-02", "2025-03-03"),
        ("2024-02-28", "2023-03-01"),
        ("2025-02-28", "2024-03-01"),
        ("2026-12-31", "2026-01-01"),
    ],
)
def test_twelve_months_end_with_the_last_day(last: str, first: str) -> None:
    assert year_before(dt.date.fromisoformat(last)) == dt.date.fromisoformat(first)
