"""The calculations of a trade, on its page."""

from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from rare_desk.ops.contracts import saved
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.ui.session import Session
from rare_desk.ui.trades.page import TradesPage
from tests.core.pricing.examples import examples
from tests.ops.given import BUY, TODAY
from tests.ui.waiting import settled


def chosen(session: Session, book: Book, qtbot: QtBot) -> TradesPage:
    add_trade(book, BUY, today=TODAY)
    page = TradesPage(session)
    qtbot.addWidget(page)
    page.resize(1156, 671)
    page.show()
    settled(qtbot, page)
    page.table.choose(1)
    return page


def test_a_linked_calculation_is_one_click_away_and_comes_while_the_trade_is_open(
    session: Session, book: Book, qtbot: QtBot
) -> None:
    page = chosen(session, book, qtbot)
    page.verbs.change()
    assert not page.entry.calculations.isVisible()
    saved.save_calculation(book, "北矿 报价", "grade", examples("grade")[0]["input"], None, [1])
    qtbot.waitUntil(lambda: page.entry.calculations.isVisible())
    assert page.entry.calculations.lines == ("草稿", "28,068.36")
    wanted: list[Any] = []
    session.navigate.connect(lambda where, what: wanted.append((where, what)))
    link = next(one for one in page.entry.calculations.findChildren(QPushButton))
    assert link.text() == "北矿 报价 第1版"
    link.click()
    assert wanted == [("pricing", {"calculation": 1})]
    saved.delete_calculation(book, 1)
    qtbot.waitUntil(lambda: not page.entry.calculations.isVisible())


def test_the_menu_of_a_trade_begins_a_calculation_for_it_and_lists_those_there_are(
    session: Session, book: Book, qtbot: QtBot
) -> None:
    page = chosen(session, book, qtbot)
    wanted: list[Any] = []
    session.navigate.connect(lambda where, what: wanted.append((where, what)))
    page.verbs.price.trigger()
    assert wanted == [("pricing", {"trade": 1})]
    saved.save_calculation(book, "北矿 报价", "grade", examples("grade")[0]["input"], None, [1])
    menu = QMenu(page)
    page.verbs.add_calculations(menu)
    (under,) = menu.actions()
    listed = under.menu()
    assert isinstance(listed, QMenu)
    assert [one.text() for one in listed.actions() if one.text()] == ["北矿 报价 第1版  草稿", "为这笔成交定价…"]
    listed.actions()[0].trigger()
    assert wanted[-1] == ("pricing", {"calculation": 1})
