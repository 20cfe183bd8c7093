"""A row typed in the list whose month is closed: refused with the way to record it as a correction, as in the form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.ops.life.closing import close_month
from rare_desk.store.book import Book
from rare_desk.store.reading.life.closing_queries import corrections
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.ui.session import Session
from rare_desk.ui.trades.page import TradesPage
from tests.ui.trades.editing.test_typing import press, until, write
from tests.ui.trades.ledger import fill
from tests.ui.waiting import settled

REASON = "磅单重开"


@pytest.fixture
def page(book: Book, session: Session, qtbot: QtBot) -> TradesPage:
    """Every month of the list is closed."""
    fill(book)
    for month in sorted({f"{one.trade.date:%Y-%m}" for one in trades_by_id(book, trade_ids(book))}):
        close_month(book, month, accept_suspect=True)
    session.look()
    made = TradesPage(session)
    session.message.connect(made.show_message)
    made.resize(1900, 800)
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, made)
    made.activateWindow()
    made.table.setFocus()
    until(qtbot, made.table.hasFocus)
    return made


def grade(book: Book, row_id: int) -> str:
    return trades_by_id(book, [row_id])[0].trade.grade


def test_the_reason_is_asked_and_the_row_saved_with_it(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    first = trade_ids(book)[5]
    page.table.go_to(first, "grade")
    write(page, "99.9")
    press(page, Qt.Key.Key_Up)
    until(qtbot, page.strip.answer.hasFocus)
    assert "已结账" in page.strip.shown
    assert (grade(book, first), len(page.typing.edits)) != ("99.9", 0)
    page.strip.answer.setText(REASON)
    QTest.keyClick(page.strip.answer, Qt.Key.Key_Return)
    until(qtbot, lambda: not len(page.typing.edits))
    assert grade(book, first) == "99.9"
    assert [one.reason for one in corrections(book)] == [REASON]
