"""What a click on a header asks for, and rows at hand in that order."""

import pytest

from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.ui.widgets.table.ordering import Order, clicked, in_order, placed

UP, DOWN = Sort("a", descending=False), Sort("a", descending=True)
OTHER, STANDING = Sort("b", descending=False), (Sort("day"),)


@pytest.mark.parametrize(
    ("order", "wanted"),
    [((), (UP,)), ((UP,), (DOWN,)), ((DOWN,), ()), ((OTHER,), (UP,)), ((UP, OTHER), (UP,)), ((OTHER, DOWN), (UP,))],
)
def test_a_click_sorts_up_then_down_then_no_more(order: Order, wanted: Order) -> None:
    assert clicked(order, STANDING, "a", adds=False) == wanted


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ((OTHER,), (OTHER, UP)),
        ((UP, OTHER), (DOWN, OTHER)),
        ((DOWN, OTHER), (OTHER,)),
        ((DOWN,), ()),
        ((), (*STANDING, UP)),
    ],
)
def test_a_click_that_adds_leaves_the_others_where_they_are(order: Order, wanted: Order) -> None:
    assert clicked(order, STANDING, "a", adds=True) == wanted


def test_a_menu_puts_a_column_alone_or_last() -> None:
    assert placed((OTHER, UP), STANDING, DOWN, adds=False) == (DOWN,)
    assert placed((UP, OTHER), STANDING, DOWN, adds=True) == (OTHER, DOWN)
    assert placed((), STANDING, DOWN, adds=True) == (*STANDING, DOWN)


def test_rows_at_hand_are_sorted_by_several_columns_with_unknown_ones_last() -> None:
    rows: list[dict[str, int | None]] = [
        {"a": 1, "b": 1},
        {"a": None, "b": 2},
        {"a": 1, "b": 3},
        {"a": 2, "b": 0},
        {"a": None, "b": 9},
    ]
    found = in_order(rows, (Sort("a"), Sort("b", descending=False)), lambda column: lambda row: row[column])
    assert [row["b"] for row in found] == [0, 1, 3, 2, 9]
    assert in_order(rows, (), lambda column: lambda row: row[column]) == rows
