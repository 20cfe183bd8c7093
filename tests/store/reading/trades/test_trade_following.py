"""Orders that follow the book from step to step, against the same orders read whole."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from rare_desk.core.life.dues import Payment
from rare_desk.core.trades import Trade
from rare_desk.ops.life.dues import add_due
from rare_desk.ops.trades import add_trade, change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_filters import ANY
from rare_desk.store.reading.trades.trade_following import followed
from rare_desk.store.reading.trades.trade_queries import NEWEST, Sort, trade_ids, trade_order, trades_by_id
from tests.store.reading.given import FILTERS, TRADE, VERBS, do

ORDERS = (
    NEWEST,
    (Sort("date", False),),
    (Sort("quantity"),),
    (Sort("product", False), Sort("quantity")),
    (Sort("counterparty", False),),
    (Sort("status"), Sort("price_ex_vat", False)),
    (Sort("delivery_place", False), Sort("grade")),
)


@pytest.fixture
def listed(book: Book) -> Book:
    """More steps than an example takes back, the firms in the first of them."""
    for n in range(8):
        firm = ("包头甲公司", "赣州乙公司")[n % 2]
        add_trade(book, replace(TRADE, quantity=Decimal(10 + n % 3), counterparty=firm), accept_suspect=True)
    return book


@given(verbs=VERBS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_they_are_those_of_the_book_after_any_steps(listed: Book, verbs: list[tuple[str, Trade, int]]) -> None:
    since = listed.last_step()
    before = [(wanted, order, trade_order(listed, wanted, order)) for wanted in FILTERS for order in ORDERS]
    for verb, trade, place in verbs:
        do(listed, verb, trade, place)
    for wanted, order, ids in before:
        found = followed(listed, ids, since, wanted, order)
        assert found is not None
        assert found.step == listed.last_step()
        assert found.ids == trade_order(listed, wanted, order)
        assert [found.ids[place] for place in found.places] == [one for one in found.ids if one in found.changed]


def test_an_order_in_which_nothing_moved_is_the_same_array(listed: Book) -> None:
    ids, since = trade_order(listed), listed.last_step()
    row = trades_by_id(listed, ids[2:3])[0]
    change_trade(listed, row.id, replace(row.trade, note="包装破损"))
    found = followed(listed, ids, since, ANY, NEWEST)
    assert found is not None
    assert found.ids is ids
    assert (found.changed, found.places) == ([row.id], [2])


def test_trades_of_a_firm_that_is_new_are_followed(listed: Book) -> None:
    ids, since = trade_order(listed), listed.last_step()
    add_trade(listed, replace(TRADE, counterparty="宁波丙公司"))
    found = followed(listed, ids, since, ANY, NEWEST)
    assert found is not None
    assert found.ids == trade_order(listed)


def test_what_came_together_other_names_and_payments_are_read_whole(listed: Book) -> None:
    ids, since = trade_order(listed), listed.last_step()
    row = trades_by_id(listed, ids[:1])[0]
    with listed.step("imported", files="x", count="3") as step:
        told = step.read("trades", row.id) or {}
        step.insert_many("trades", [{k: v for k, v in told.items() if k not in ("id", "uuid")} for _ in range(3)])
    assert followed(listed, ids, since, ANY, NEWEST) is None
    since = listed.last_step()
    with listed.step("counterparty-changed", name="x") as step:
        step.update("counterparties", listed.number("SELECT id FROM counterparties"), {"name": "包头丁公司"})
    assert followed(listed, ids, since, ANY, NEWEST) is None
    since = listed.last_step()
    assert row.prices.amount_incl_vat is not None
    add_due(listed, row.id, Payment(done=row.trade.date, amount=row.prices.amount_incl_vat))
    assert followed(listed, ids, since, ANY, NEWEST) is None
    assert followed(listed, trade_order(listed), listed.last_step() + 1, ANY, NEWEST) is None
    assert len(trade_ids(listed)) == 11
