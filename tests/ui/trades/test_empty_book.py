"""The first trade of a book: typed in the list, as every later one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_page
from rare_desk.ui.session import Session
from rare_desk.ui.trades.page import TradesPage
from tests.ui.waiting import settled


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> TradesPage:
    made = TradesPage(session)
    made.resize(1400, 800)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settled(qtbot, made)
    assert made.is_empty
    return made


def row_begun(page: TradesPage, qtbot: QtBot) -> None:
    """A new row alone, with the keys in it."""
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and page.table.hasFocus() and page.table.at[0] < 0)
    assert not page.is_empty
    assert page.panels.form is None


def test_ctrl_n_begins_a_row_of_the_list_there_too(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    row_begun(page, qtbot)
    row = page.table.at[0]
    for key, words in (("deal_no", "A-1"), ("product", "yhpn"), ("quantity", "5"), ("price_incl_vat", "58万")):
        page.typing.type_word(row, key, words)
    page.typing.leave(row)
    qtbot.waitUntil(lambda: len(trade_page(book)) == 1)
    assert trade_page(book)[0].trade.deal_no == "A-1"
    settled(qtbot, page)
    QTest.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)


def test_who_backs_out_of_it_stands_where_it_was_offered(page: TradesPage, qtbot: QtBot) -> None:
    assert page._empty.other is not None
    QTest.mouseClick(page._empty.other, Qt.MouseButton.LeftButton)
    row_begun(page, qtbot)
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.is_empty)


def test_a_page_that_is_asked_for_the_first_trade_begins_it_before_its_list_has_come(
    session: Session, qtbot: QtBot
) -> None:
    made = TradesPage(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_item(new=True)
    settled(qtbot, made)
    row_begun(made, qtbot)


def test_where_the_form_is_open_ctrl_n_begins_the_next_in_it(page: TradesPage, qtbot: QtBot) -> None:
    page.verbs.begin_form()
    qtbot.waitUntil(page.entry.isVisible)
    page.entry.form.fields["deal_no"].edit.setFocus()
    page.verbs.begin()
    assert page.panels.form is page.entry
    assert page.model.rowCount() == 0
