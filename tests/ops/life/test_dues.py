"""Deliveries and payments are entered against a trade, whose status goes along in the same step."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.life.dues import Delivery, Payment
from rare_desk.core.problems import Refused
from rare_desk.core.trades import Side, Status
from rare_desk.ops import trades
from rare_desk.ops.book.books import check
from rare_desk.ops.life.closing import account, close_month
from rare_desk.ops.life.dues import (
    Entered,
    TradeDues,
    add_due,
    change_due,
    delete_due,
    due_list,
    set_status,
    standings,
    trade_dues,
)
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from tests.ops.given import BUY, TODAY

EARLIER = dt.date(2026, 11, 3)
SOON = dt.date(2026, 12, 1)


@pytest.fixture
def trade(book: Book) -> int:
    trades.add_trade(book, BUY, today=TODAY)
    return trade_ids(book)[0]


def deliver(book: Book, trade: int, tonnes: str, done: dt.date | None = EARLIER, due: dt.date | None = None) -> Entered:
    return add_due(book, trade, Delivery(quantity_t=Decimal(tonnes), done=done, due=due), today=TODAY)


def told(book: Book, trade: int) -> TradeDues:
    found = trade_dues(book, trade, TODAY)
    assert found is not None
    return found


def status(book: Book, trade: int) -> Status:
    return trades_by_id(book, [trade])[0].trade.status


def test_the_status_follows_the_deliveries_and_goes_back_with_undo(book: Book, trade: int) -> None:
    assert deliver(book, trade, "5").status is Status.PART_DELIVERED
    assert deliver(book, trade, "2", None, SOON).status is None
    assert deliver(book, trade, "7.5").status is Status.DELIVERED
    found = told(book, trade)
    assert (found.standing.delivered_t, found.standing.open_t) == (Decimal("12.5"), Decimal(0))
    assert found.contradictions == ()
    book.undo()
    assert status(book, trade) is Status.PART_DELIVERED
    assert check(book.path) == []


def test_a_row_is_changed_and_deleted_and_the_status_with_it(book: Book, trade: int) -> None:
    deliver(book, trade, "12.5", None, EARLIER)
    (row,) = told(book, trade).dues.deliveries
    assert isinstance(row.due, Delivery)
    done = replace(row.due, done=EARLIER, invoice_no=" 24112000001 ")
    assert change_due(book, row.id, done, was=row, today=TODAY).status is Status.DELIVERED
    assert told(book, trade).dues.deliveries[0].due.invoice_no == "24112000001"
    with pytest.raises(Refused) as refused:
        change_due(book, row.id, replace(done, note="x"), was=row, today=TODAY)
    assert [one.code for one in refused.value.problems] == ["record-changed"]
    assert delete_due(book, "deliveries", row.id, today=TODAY).status is Status.CONFIRMED
    with pytest.raises(Refused) as refused:
        delete_due(book, "deliveries", row.id, today=TODAY)
    assert [one.code for one in refused.value.problems] == ["record-gone"]


def test_a_status_set_by_hand_stays_and_is_said_to_disagree(book: Book, trade: int) -> None:
    set_status(book, trade, Status.DELIVERED)
    assert deliver(book, trade, "5").status is None
    assert status(book, trade) is Status.DELIVERED
    assert [one.code for one in told(book, trade).contradictions] == ["deliveries-say-part-delivered"]


def test_payments_are_in_the_currency_of_the_trade_and_settle_it(book: Book, trade: int) -> None:
    deliver(book, trade, "12.5")
    add_due(book, trade, Payment(amount=Decimal(7_000_000), currency="USD", done=EARLIER), today=TODAY)
    found = told(book, trade)
    assert (found.standing.paid, found.standing.open_amount) == (Decimal(7_000_000), Decimal(275_000))
    assert not found.standing.settled
    add_due(book, trade, Payment(amount=Decimal(275_000), done=EARLIER), today=TODAY)
    assert told(book, trade).standing.settled


def test_what_is_wrong_with_a_row_is_said_all_at_once_and_nothing_is_written(book: Book, trade: int) -> None:
    last = book.last_step()
    with pytest.raises(Refused) as refused:
        add_due(book, trade, Payment(amount=Decimal(0)), today=TODAY)
    assert [one.code for one in refused.value.problems] == ["zero-due", "no-day"]
    with pytest.raises(Refused) as refused:
        add_due(book, 99, Payment(amount=Decimal(1), done=EARLIER), today=TODAY)
    assert [one.code for one in refused.value.problems] == ["record-gone"]
    assert book.last_step() == last


def test_a_trade_of_the_market_has_neither(book: Book) -> None:
    trades.add_trade(book, replace(BUY, side=Side.MARKET, counterparty="", buyer="甲", seller="乙"), today=TODAY)
    with pytest.raises(Refused) as refused:
        deliver(book, trade_ids(book)[0], "1")
    assert [one.code for one in refused.value.problems] == ["market-due"]


def test_a_deleted_trade_takes_its_rows_along_and_brings_them_back(book: Book, trade: int) -> None:
    deliver(book, trade, "5")
    add_due(book, trade, Payment(amount=Decimal(1000), due=SOON), today=TODAY)
    before = told(book, trade)
    trades.delete_trades(book, [trade])
    assert trade_dues(book, trade) is None
    assert book.fetch("SELECT 1 FROM deliveries UNION ALL SELECT 1 FROM payments") == []
    book.undo()
    assert told(book, trade) == before


def test_what_is_to_come_stands_longest_due_first_and_only_of_live_trades(book: Book, trade: int) -> None:
    trades.add_trade(book, replace(BUY, deal_no="HT-2"), today=TODAY)
    other = max(trade_ids(book))
    deliver(book, trade, "5", None, SOON)
    add_due(book, other, Payment(amount=Decimal(1000), due=EARLIER), today=TODAY)
    add_due(book, trade, Payment(amount=Decimal(2000), due=dt.date(2027, 1, 1)), today=TODAY)
    assert [(one.trade.trade.deal_no, one.row.kind) for one in due_list(book)] == [
        ("HT-2", "payments"),
        ("HT-1", "deliveries"),
        ("HT-1", "payments"),
    ]
    assert [one.overdue(TODAY) for one in due_list(book, TODAY)] == [True]
    set_status(book, other, Status.CANCELLED)
    assert due_list(book, TODAY) == []
    assert [found.overdue for found in standings(book, trades_by_id(book, [trade, other]), TODAY).values()] == [
        False
    ] * 2


def test_goods_of_a_closed_month_arrive_later_but_not_within_it(book: Book, trade: int) -> None:
    close_month(book, "2026-01", today=TODAY)
    assert deliver(book, trade, "12.5").status is Status.DELIVERED
    assert account(book, "2026-01").explained
    with pytest.raises(Refused) as refused:
        deliver(book, trade, "1", dt.date(2026, 1, 30))
    assert [one.code for one in refused.value.problems] == ["month-closed"]
    with book.correcting("补录"):
        deliver(book, trade, "1", dt.date(2026, 1, 30))
    assert [figures.mass for figures in account(book, "2026-01").difference.values()] == [1_000_000]
