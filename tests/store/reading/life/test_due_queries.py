"""The list of trades knows in SQL what the rules know of one trade: what is open and overdue."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.life.dues import Delivery, Payment
from rare_desk.core.trades import Side, Status
from rare_desk.ops import trades
from rare_desk.ops.life.dues import add_due, standings
from rare_desk.store.book import Book
from rare_desk.store.reading.life.due_queries import open_item
from rare_desk.store.reading.trades.trade_queries import Sort, TradeFilter, trade_ids, trades_by_id
from tests.ops.given import BUY, reported

TODAY = dt.date.today()
EARLIER = TODAY - dt.timedelta(days=10)


@pytest.fixture
def ledger(book: Book) -> Book:
    """One trade of each status, each with half delivered, half overdue, a part paid, and a payment overdue."""
    for number, status in enumerate(Status, 1):
        trades.add_trade(book, replace(BUY, deal_no=f"{number}", side=(Side.BUY, Side.SELL)[number % 2]))
        add_due(book, number, Delivery(quantity_t=Decimal("6.25"), done=EARLIER))
        add_due(book, number, Delivery(quantity_t=Decimal("6.25"), due=EARLIER))
        add_due(book, number, Payment(amount=Decimal(1000) * number, done=EARLIER))
        add_due(book, number, Payment(amount=Decimal(500), due=EARLIER))
        now = trades_by_id(book, [number])[0].trade
        trades.change_trade(book, number, replace(now, status=status))
    trades.add_trade(book, reported("2026-01-09", "580000"))
    return book


def test_sql_and_rule_agree_on_every_status(ledger: Book) -> None:
    rows = trades_by_id(ledger, trade_ids(ledger))
    assert len(rows) == len(Status) + 1
    for row in rows:
        rule, found = standings(ledger, [row])[row.id], open_item(ledger, row.id)
        assert (found.tonnes or 0, found.amount or 0, found.overdue) == (rule.open_t, rule.open_amount, rule.overdue)


def test_a_filter_shows_what_is_open_and_what_is_overdue(ledger: Book) -> None:
    rows = trades_by_id(ledger, trade_ids(ledger))
    told = standings(ledger, rows)
    late = {row.id for row in rows if told[row.id].overdue}
    still = {row.id for row in rows if told[row.id].open_t or told[row.id].open_amount}
    assert set(trade_ids(ledger, TradeFilter(due=("overdue",)))) == late
    assert set(trade_ids(ledger, TradeFilter(due=("open",)))) == still
    assert still
    assert late


def test_the_list_is_sorted_by_what_is_open(ledger: Book) -> None:
    order = trade_ids(ledger, TradeFilter(due=("open",)), Sort("open_amount", False))
    amounts = [open_item(ledger, number).amount for number in order]
    assert amounts == sorted(amounts, key=lambda one: one or Decimal(0))
    assert len(set(amounts)) == len(amounts) > 1
