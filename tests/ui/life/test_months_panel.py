"""A month is closed in its panel; what it then refuses is recorded with a reason, and stands there."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Status
from rare_desk.ops import trades
from rare_desk.ops.life.closing import close_month
from rare_desk.store.book import Book
from rare_desk.store.reading.life.closing_queries import closed_months, corrections
from rare_desk.ui.life.months_panel import MonthsPanel
from rare_desk.ui.session import Session
from rare_desk.ui.trades.page import TradesPage
from tests.ops.given import BUY
from tests.ui.waiting import settled

LATER = replace(BUY, date=dt.date(2026, 2, 3), deal_no="HT-2", status=Status.DRAFT, price=None)


@pytest.fixture
def page(session: Session, book: Book, qtbot: QtBot) -> TradesPage:
    trades.add_trade(book, BUY)
    trades.add_trade(book, LATER)
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


def opened(page: TradesPage, qtbot: QtBot) -> MonthsPanel:
    page.verbs.show_months()
    qtbot.waitUntil(lambda: page.months.model.rowCount() == 2)
    qtbot.waitUntil(page.months.close_button.isEnabled)
    return page.months


def test_the_latest_open_month_is_offered_and_its_drafts_are_named(page: TradesPage, qtbot: QtBot) -> None:
    panel = opened(page, qtbot)
    qtbot.waitUntil(panel.said.isVisible)
    assert "HT-2" in panel.said.text()
    assert panel.close_button.text() == "仍将 2026-02 结账"


def test_a_month_is_closed_and_opened_again(page: TradesPage, qtbot: QtBot) -> None:
    panel = opened(page, qtbot)
    panel.table.choose(1)
    qtbot.waitUntil(lambda: panel.close_button.text() == "2026-01 结账" and panel.close_button.isEnabled())
    panel.note.set_text("一月")
    panel.close_button.click()
    qtbot.waitUntil(lambda: "买 氧化镨钕" in panel.account.lines)
    assert [(one.month, one.note) for one in closed_months(page.session.book)] == [("2026-01", "一月")]
    assert "12.500" in panel.account.lines
    panel.reopen_button.click()
    qtbot.waitUntil(lambda: closed_months(page.session.book) == [])
    qtbot.waitUntil(panel.close_button.isVisible)


def test_what_the_month_refuses_is_recorded_with_a_reason_typed_into_the_strip(
    page: TradesPage, book: Book, qtbot: QtBot
) -> None:
    close_month(book, "2026-01", accept_suspect=True)
    page.table.choose(1)
    page.verbs.delete()
    qtbot.waitUntil(lambda: "2026-01 已结账" in page.strip.shown)
    qtbot.waitUntil(lambda: page.strip.answer.hasFocus())
    page.strip.answer.setText("客户退货")
    QTest.keyClick(page.strip.answer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(corrections(page.session.book)) == 1)
    page.verbs.show_months()
    qtbot.waitUntil(lambda: page.months.model.rowCount() == 2)
    page.months.table.choose(1)
    qtbot.waitUntil(lambda: any("客户退货" in line for line in page.months.account.lines))
    assert "现在" in page.months.account.lines


def test_undo_of_a_change_with_a_reason_takes_the_correction_off_the_record(
    page: TradesPage, book: Book, qtbot: QtBot
) -> None:
    close_month(book, "2026-01", accept_suspect=True)
    with book.correcting("磅单"):
        trades.change_trade(book, 1, replace(BUY, quantity=Decimal(12)))
    page.session.look()
    page.session.undo()
    qtbot.waitUntil(lambda: corrections(page.session.book) == [])
    assert [one.month for one in closed_months(page.session.book)] == ["2026-01"]
