"""What becomes of a trade, through the real window and its keys: delivered, paid, its month closed, corrected."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Side, Status, Trade
from rare_desk.ops.book.books import check, new_book
from rare_desk.ops.life.closing import account
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.closing_queries import closed_months, corrections
from rare_desk.store.reading.trade_queries import trade_ids, trades_by_id
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.trades.page import TradesPage

CTRL = Qt.KeyboardModifier.ControlModifier
SALE = Trade(
    date=dt.date(2026, 1, 8), side=Side.SELL, product="PRND-O", quantity=Decimal(30), price=Decimal(565_000),
    counterparty="甲辰磁材", deal_no="XS-1",
)  # fmt: skip


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact, timeout=20_000)


@pytest.fixture
def desk(app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "journey.raredesk"
    with new_book(path) as book:
        add_trade(book, SALE)
    made = Desk()
    made.open_path(path)
    until(qtbot, lambda: made.window.workbench is not None)
    made.window.resize(1400, 900)
    made.window.show()
    assert made.window.workbench is not None
    shown = made.window.workbench.show_page("trades")
    assert isinstance(shown, TradesPage)
    until(qtbot, lambda: shown.model.complete and shown.model.rowCount() == 1)
    made.window.activateWindow()
    until(qtbot, made.window.isActiveWindow)
    yield made
    made.window.close()


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def status(book: Book) -> Status:
    return trades_by_id(book, trade_ids(book))[0].trade.status


def test_a_sale_is_delivered_paid_and_closed_and_its_month_closed_and_corrected(desk: Desk, qtbot: QtBot) -> None:
    assert desk.window.workbench is not None
    page = desk.window.workbench.show_page("trades")
    assert isinstance(page, TradesPage)
    book = page.session.book
    page.table.choose(1)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_J, CTRL)
    desk.window.activateWindow()
    delivery = page.life.deliveries.new.cells
    until(qtbot, lambda: focused() is delivery["done"])
    QTest.keyClicks(focused(), "t")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "12")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    until(qtbot, lambda: status(book) is Status.PART_DELIVERED)
    until(qtbot, lambda: delivery["amount"].placeholderText() == "18.000")
    QTest.keyClick(focused(), Qt.Key.Key_Backtab)
    QTest.keyClicks(focused(), "t")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    until(qtbot, lambda: status(book) is Status.DELIVERED)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    payment = page.life.payments.new.cells
    until(qtbot, lambda: focused() is payment["done"])
    QTest.keyClicks(focused(), "t")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    until(qtbot, page.life.status.offer.isVisible)
    page.life.status.offer.setFocus()
    QTest.keyClick(page.life.status.offer, Qt.Key.Key_Space)
    until(qtbot, lambda: status(book) is Status.CLOSED)

    page.verbs.close_months.trigger()
    until(qtbot, page.months.close_button.isEnabled)
    QTest.keyClick(page.months.close_button, Qt.Key.Key_Space)
    until(qtbot, lambda: [one.month for one in closed_months(book)] == ["2026-01"])
    page.table.choose(1)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Minus, CTRL)
    until(qtbot, lambda: "2026-01" in page.strip.shown and focused() is page.strip.answer)
    assert trade_ids(book) == [1]
    QTest.keyClicks(page.strip.answer, "returned")
    QTest.keyClick(page.strip.answer, Qt.Key.Key_Return)
    until(qtbot, lambda: trade_ids(book) == [])
    assert {(one.record, one.reason) for one in corrections(book)} == {("trades", "returned")}
    assert account(book, "2026-01").explained
    page.session.undo()
    until(qtbot, lambda: trade_ids(book) == [1])
    assert corrections(book) == []
    assert check(book.path) == []
