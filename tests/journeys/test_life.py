"""What becomes of a trade, through the real window and its keys: delivered, paid, its month closed, corrected."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Side, Status, Trade
from rare_desk.ops.book.books import check, new_book
from rare_desk.ops.life.closing import account
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.life.closing_queries import closed_months, corrections
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.trades.page import TradesPage
from tests.journeys.keyboard import focused, press, tab_to, until, write
from tests.journeys.opening import bench_of, open_desk
from tests.ui.waiting import settled

SALE = Trade(
    date=dt.date(2026, 1, 8), side=Side.SELL, product="PRND-O", quantity=Decimal(30), price=Decimal(565_000),
    counterparty="甲辰磁材", deal_no="XS-1",
)  # fmt: skip


@pytest.fixture
def desk(app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "journey.raredesk"
    with new_book(path) as book:
        add_trade(book, SALE)
    made = open_desk(qtbot, path, 1400)
    yield made
    made.window.close()


def status(book: Book) -> Status:
    return trades_by_id(book, trade_ids(book))[0].trade.status


def test_a_sale_is_delivered_paid_and_closed_and_its_month_closed_and_corrected(desk: Desk, qtbot: QtBot) -> None:
    press("Ctrl+2")
    page = bench_of(desk).current
    assert isinstance(page, TradesPage)
    book = page.session.book
    settled(qtbot, page)
    assert page.model.rowCount() == 1
    until(qtbot, page.table.hasFocus)
    press("Ctrl+Home", "Ctrl+J")
    delivery = page.life.deliveries.new.cells
    until(qtbot, lambda: focused() is delivery["done"])
    write("t")
    press("Tab")
    write("12")
    press("Return")
    until(qtbot, lambda: status(book) is Status.PART_DELIVERED)
    until(qtbot, lambda: delivery["amount"].placeholderText() == "18.000")
    press("Shift+Tab")
    write("t")
    press("Return")
    until(qtbot, lambda: status(book) is Status.DELIVERED)
    press("Down")
    payment = page.life.payments.new.cells
    until(qtbot, lambda: focused() is payment["done"])
    write("t")
    press("Return")
    until(qtbot, page.life.status.offer.isVisible)
    tab_to(page.life.status.offer, "Shift+Tab")
    press("Space")
    until(qtbot, lambda: status(book) is Status.CLOSED)

    press("Ctrl+K")
    write("月末结账")
    press("Return")
    until(qtbot, page.months.close_button.isEnabled)
    tab_to(page.months.close_button)
    press("Space")
    until(qtbot, lambda: [one.month for one in closed_months(book)] == ["2026-01"])
    press("Escape")
    until(qtbot, page.table.hasFocus)
    press("Ctrl+-")
    until(qtbot, lambda: "2026-01" in page.strip.shown and focused() is page.strip.answer)
    assert trade_ids(book) == [1]
    write("returned")
    press("Return")
    until(qtbot, lambda: trade_ids(book) == [])
    assert {(one.record, one.reason) for one in corrections(book)} == {("trades", "returned")}
    assert account(book, "2026-01").explained
    press("Ctrl+Z")
    until(qtbot, lambda: trade_ids(book) == [1])
    assert corrections(book) == []
    assert check(book.path) == []
