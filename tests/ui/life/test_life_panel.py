"""Deliveries and payments are typed in their panel beside the list, by keyboard alone."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.core.life.dues import Delivery, Payment
from rare_desk.core.trades import Side, Status
from rare_desk.ops import trades
from rare_desk.ops.life.dues import add_due, trade_dues
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.ui.life.due_line import DueLine
from rare_desk.ui.life.panel import LifePanel
from rare_desk.ui.session import Session
from rare_desk.ui.trades.page import TradesPage
from tests.ops.given import BUY, reported
from tests.ui.waiting import settled


@pytest.fixture
def page(session: Session, book: Book, qtbot: QtBot) -> TradesPage:
    trades.add_trade(book, BUY)
    session.look()
    made = TradesPage(session)
    session.message.connect(made.show_message)
    made.resize(1400, 800)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    settled(qtbot, made)
    return made


def opened(page: TradesPage, qtbot: QtBot) -> LifePanel:
    page.table.choose(trade_ids(page.session.book)[0])
    page.verbs.follow_up()
    qtbot.waitUntil(lambda: page.life.deliveries.found is not None)
    qtbot.waitUntil(lambda: page.life.deliveries.new.cells["done"].hasFocus())
    return page.life


def put(line: DueLine, **cells: str) -> None:
    """Types into the cells, then Enter."""
    for name, words in cells.items():
        cell = line.cells[name]
        cell.setFocus()
        cell.selectAll()
        QTest.keyClicks(cell, words)
    QTest.keyClick(cell, Qt.Key.Key_Return)


def status(page: TradesPage) -> Status:
    return trades_by_id(page.session.book, trade_ids(page.session.book))[0].trade.status


def test_t_and_enter_deliver_all_that_is_open(page: TradesPage, qtbot: QtBot) -> None:
    panel = opened(page, qtbot)
    assert panel.deliveries.new.cells["amount"].placeholderText() == "12.500"
    put(panel.deliveries.new, done="t")
    qtbot.waitUntil(lambda: len(panel.deliveries.lines) == 1)
    (line,) = panel.deliveries.lines
    assert (line.typed.done, line.typed.amount) == (dt.date.today().isoformat(), "12.500")
    assert panel.deliveries.new.typed.done == ""
    assert status(page) is Status.DELIVERED
    assert panel.status.buttons.current == Status.DELIVERED
    assert "12.5" in panel.deliveries.sums.text()


def test_a_planned_row_is_delivered_by_typing_its_day(page: TradesPage, qtbot: QtBot) -> None:
    panel = opened(page, qtbot)
    put(panel.deliveries.new, due="+30", amount="5000kg")
    qtbot.waitUntil(lambda: len(panel.deliveries.lines) == 1)
    (line,) = panel.deliveries.lines
    assert (line.typed.due, line.typed.amount) == ("2026-02-07", "5.000")
    put(line, done="t", invoice_no="24112000001")
    qtbot.waitUntil(lambda: status(page) is Status.PART_DELIVERED)
    found = trade_dues(page.session.book, 1)
    assert found is not None
    assert found.dues.deliveries[0].due == Delivery(
        due=dt.date(2026, 2, 7), done=dt.date.today(), quantity_t=Decimal(5), invoice_no="24112000001"
    )


@pytest.mark.parametrize(("product", "masses"), [("PRND-O", "吨"), ("CON-BO", "干吨")])
def test_only_a_concentrate_is_delivered_in_dry_tonnes(
    page: TradesPage, book: Book, qtbot: QtBot, product: str, masses: str
) -> None:
    trades.change_trade(book, 1, replace(BUY, product=product))
    settled(qtbot, page)
    panel = opened(page, qtbot)
    assert panel.deliveries.new.cells["amount"].accessibleName() == masses
    assert panel.payments.new.cells["amount"].accessibleName() == "元"


def test_what_is_overdue_is_said_with_its_days(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    add_due(book, 1, Payment(amount=Decimal(1000), due=dt.date.today() - dt.timedelta(days=3)))
    panel = opened(page, qtbot)
    qtbot.waitUntil(lambda: bool(panel.payments.lines))
    assert "3" in panel.payments.lines[0].cells["done"].placeholderText()
    assert "1,000" in panel.payments.late.text()
    assert not panel.deliveries.late.isVisible()


def test_what_cannot_be_read_is_said_below_its_line_and_stays_typed(page: TradesPage, qtbot: QtBot) -> None:
    panel = opened(page, qtbot)
    line = panel.payments.new
    put(line, done="t", amount="many")
    assert "many" in line.problem.text()
    assert line.cells["amount"].property("problem")
    assert line.typed.amount == "many"
    assert panel.payments.lines == []
    QTest.keyClick(line.cells["amount"], Qt.Key.Key_Escape)
    assert (line.typed.amount, line.problem.isVisible()) == ("", False)


def test_ctrl_del_deletes_a_row_and_undo_brings_it_back(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    add_due(book, 1, Delivery(quantity_t=Decimal("12.5"), done=dt.date(2026, 2, 1)))
    panel = _opened_on_payments(page, qtbot)
    (line,) = panel.deliveries.lines
    QTest.keyClick(line.cells["note"], Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: panel.deliveries.lines == [])
    qtbot.waitUntil(lambda: status(page) is Status.CONFIRMED)
    page.session.undo()
    qtbot.waitUntil(lambda: len(panel.deliveries.lines) == 1)


def _opened_on_payments(page: TradesPage, qtbot: QtBot) -> LifePanel:
    """Of a trade that is delivered the payments are what comes next."""
    page.table.choose(1)
    page.verbs.follow_up()
    qtbot.waitUntil(lambda: page.life.payments.new.cells["done"].hasFocus())
    return page.life


def test_arrows_go_from_line_to_line_and_into_the_other_section(page: TradesPage, qtbot: QtBot) -> None:
    panel = opened(page, qtbot)
    QTest.keyClick(panel.deliveries.new.cells["done"], Qt.Key.Key_Down)
    assert panel.payments.new.cells["done"].hasFocus()
    QTest.keyClick(panel.payments.new.cells["done"], Qt.Key.Key_Up)
    assert panel.deliveries.new.cells["done"].hasFocus()


def test_a_trade_that_is_delivered_and_paid_is_offered_to_be_closed(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    add_due(book, 1, Delivery(quantity_t=Decimal("12.5"), done=dt.date(2026, 2, 1)))
    add_due(book, 1, Payment(amount=Decimal(7_275_000), done=dt.date(2026, 2, 1)))
    panel = _opened_on_payments(page, qtbot)
    qtbot.waitUntil(panel.status.offer.isVisible)
    panel.status.offer.click()
    qtbot.waitUntil(lambda: status(page) is Status.CLOSED)
    qtbot.waitUntil(lambda: not panel.status.offer.isVisible())


def test_a_status_set_by_hand_against_the_deliveries_is_said(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    add_due(book, 1, Delivery(quantity_t=Decimal(5), done=dt.date(2026, 2, 1)))
    panel = opened(page, qtbot)
    panel.status.buttons.button(Status.DELIVERED).click()
    qtbot.waitUntil(lambda: status(page) is Status.DELIVERED)
    qtbot.waitUntil(panel.status.said.isVisible)
    assert "部分交货" in panel.status.said.text()


def test_the_panel_goes_along_with_the_selection_and_saves_what_was_left_typed(
    page: TradesPage, book: Book, qtbot: QtBot
) -> None:
    trades.add_trade(book, replace(BUY, deal_no="HT-2", side=Side.SELL))
    page.session.look()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    panel = opened(page, qtbot)
    first = panel.deliveries.found.row.id if panel.deliveries.found else 0
    QTest.keyClicks(panel.deliveries.new.cells["done"], "t")
    page.table.setFocus()
    qtbot.waitUntil(lambda: len(panel.deliveries.lines) == 1)
    qtbot.waitUntil(lambda: page.model.complete and page.table.choose(3 - first))
    qtbot.waitUntil(lambda: panel.deliveries.found is not None and panel.deliveries.found.row.id == 3 - first)
    assert panel.deliveries.lines == []


def test_a_trade_of_the_market_has_nothing_to_deliver(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    trades.add_trade(book, reported("2026-01-09", "580000"))
    page.session.look()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.table.choose(2)
    page.verbs.follow_up()
    assert not page.life.status.isVisible()
    assert not page.life.deliveries.isVisible()
