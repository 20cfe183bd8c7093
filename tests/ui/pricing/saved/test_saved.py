"""Saved calculations on the page: versions, status, parties, trades, the list and its filter."""

import dataclasses
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from rare_desk.ops.contracts import saved
from rare_desk.ops.trades import add_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.calculation_queries import calculations_of_trade
from rare_desk.store.reading.trades.trade_queries import trade_page
from rare_desk.store.rows import CalculationRow
from rare_desk.ui.messages import Message
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.pricing.saved.entries import Entry, fold_zone
from rare_desk.ui.pricing.saved.trade_popup import TradePopup
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.rows.headed_list import ITEM
from tests.core.pricing.examples import examples, settlement
from tests.ops.given import BUY, TODAY
from tests.ui.pricing.given import figure, shown


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> PricingPage:
    return shown(session, qtbot, "grade")


def grade(number: int = 0) -> dict[str, Any]:
    given: dict[str, Any] = examples("grade")[number]["input"]
    return given


def rows(session: Session) -> list[CalculationRow]:
    """By version."""
    return sorted(queries.calculations(session.book), key=lambda row: (row.name, row.version))


def entries(page: PricingPage) -> list[Entry]:
    found = (page.saved.list.item(place).data(ITEM) for place in range(page.saved.list.count()))
    return [entry for entry in found if isinstance(entry, Entry)]


def kept(page: PricingPage, book: Book, qtbot: QtBot, given: dict[str, Any] | None = None, kind: str = "grade") -> int:
    saved.save_calculation(book, "北矿 报价", kind, given or grade())
    qtbot.waitUntil(lambda: bool(entries(page)))
    (row,) = queries.calculations(book)
    page.reopen(row)
    return row.id


def action(menu: QMenu, words: str) -> QAction:
    return next(one for one in menu.actions() if one.text() == words)


def menu_of(page: PricingPage, row: CalculationRow) -> QMenu:
    menu = QMenu(page)
    page.verbs.fill_menu(row, menu)
    return menu


def test_other_inputs_are_saved_as_the_next_version_which_is_then_open(
    page: PricingPage, session: Session, book: Book, qtbot: QtBot
) -> None:
    kept(page, book, qtbot)
    assert page.head.state.text().startswith("第1版")
    page.form.edited.emit(page.given | {"grade": "50.00"})
    assert page.head.state.text().endswith("有改动")
    page.save_button.click()
    qtbot.waitUntil(lambda: len(rows(session)) == 2)
    qtbot.waitUntil(lambda: page.head.state.text().startswith("第2版"))
    assert page.head.state.text().endswith("之后未改")
    assert [saved.headline(row) for row in rows(session)] == [Decimal("28068.36"), Decimal("26834.00")]
    page.reopen(rows(session)[0])
    assert figure(page) == "28,068.36"
    session.undo()
    qtbot.waitUntil(lambda: len(rows(session)) == 1)


def test_saving_what_has_not_changed_makes_no_version(
    page: PricingPage, session: Session, book: Book, qtbot: QtBot
) -> None:
    kept(page, book, qtbot)
    told: list[Message] = []
    session.message.connect(told.append)
    step = book.last_step()
    page.verbs.save()
    assert "没有改动" in told[-1].text
    page.head.name.setText("北矿 二报")
    page.verbs.save()
    qtbot.waitUntil(lambda: [row.name for row in rows(session)] == ["北矿 二报"])
    assert book.last_step() == step + 1


def has(session: Session, name: str, words: str) -> bool:
    return bool(getattr(rows(session)[0], name) == words)


def test_status_parties_and_note_are_changed_in_place(
    page: PricingPage, session: Session, book: Book, qtbot: QtBot
) -> None:
    kept(page, book, qtbot)
    action(page.details.status.drop, "已报价").trigger()
    qtbot.waitUntil(lambda: page.details.status.text() == "已报价")
    assert rows(session)[0].status == "offered"
    for name, words in (("counterparty", "包钢"), ("contract", "BG-2"), ("note", "等回复")):
        edit = page.details.edits[name]
        edit.setFocus()
        edit.setText(words)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        qtbot.waitUntil(partial(has, session, name, words))
    assert len(rows(session)) == 1
    assert page.head.state.text().endswith("之后未改")


def test_parties_that_the_inputs_name_are_not_asked_for_twice(page: PricingPage, book: Book, qtbot: QtBot) -> None:
    kept(page, book, qtbot, settlement() | {"counterparty": "北矿", "contract": "BK-1"}, "settlement")
    assert not page.details.edits["counterparty"].isVisible()
    assert not page.details.edits["contract"].isVisible()
    assert page.details.edits["note"].isVisible()


def test_the_list_has_a_row_for_a_series_and_unfolds_by_click_and_by_key(
    page: PricingPage, book: Book, qtbot: QtBot
) -> None:
    first = kept(page, book, qtbot)
    saved.new_version(book, first, "北矿 报价", "grade", grade(1))
    saved.save_calculation(book, "另一个", "grade", grade())
    qtbot.waitUntil(lambda: len(entries(page)) == 3)  # the open one is the first version, which unfolds its series
    page.new()
    listed = page.saved.list
    place = next(n for n in range(listed.count()) if isinstance(e := listed.item(n).data(ITEM), Entry) and e.older)
    spot = fold_zone(listed.visualItemRect(listed.item(place)), listed.item(place).data(ITEM)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert len(entries(page)) == 2
    assert page.verbs.open is None
    listed.setCurrentRow(place)
    assert figure(page) == "25,680.14"
    QTest.keyClick(listed, Qt.Key.Key_Right)
    assert [entry.row.version for entry in entries(page) if entry.row.name == "北矿 报价"] == [2, 1]
    QTest.keyClick(listed, Qt.Key.Key_Down)
    assert figure(page) == "28,068.36"
    assert page.head.state.text().startswith("第1版")


def test_the_list_is_filtered_by_text_status_and_calculator(page: PricingPage, book: Book, qtbot: QtBot) -> None:
    saved.save_calculation(book, "三月结算", "settlement", settlement() | {"counterparty": "北方矿业"})
    saved.save_calculation(book, "品位", "grade", grade())
    saved.describe(book, 2, counterparty="包钢", note="等北方回复")
    saved.set_status(book, 2, "offered")
    qtbot.waitUntil(lambda: len(entries(page)) == 2)

    def names() -> list[str]:
        return sorted(entry.row.name for entry in entries(page))

    page.saved.search.setText("包钢")
    assert names() == ["品位"]
    page.saved.search.setText("北方")
    assert names() == ["三月结算", "品位"]
    page.saved.search.setText("北方 结算")
    assert names() == ["三月结算"]
    assert page.saved.count.text() == "1 / 2"
    page.saved.search.setText("没有")
    assert page.saved.empty.isVisible()
    page.saved.search.clear()
    choice = page.saved.filter
    choice.fill_menu()
    action(choice.drop, "已报价").trigger()
    assert names() == ["品位"]
    choice.fill_menu()
    action(choice.drop, "结算").trigger()
    assert names() == []
    choice.fill_menu()
    action(choice.drop, "全部显示").trigger()
    assert names() == ["三月结算", "品位"]


def test_one_version_or_all_of_them_are_deleted_from_the_menu_and_come_back(
    page: PricingPage, session: Session, book: Book, qtbot: QtBot
) -> None:
    first = kept(page, book, qtbot)
    saved.new_version(book, first, "北矿 报价", "grade", grade(1))
    qtbot.waitUntil(lambda: len(entries(page)) == 2)
    action(menu_of(page, rows(session)[0]), "删除这一版").trigger()
    qtbot.waitUntil(lambda: [row.version for row in rows(session)] == [2])
    qtbot.waitUntil(lambda: page.verbs.open is None)
    assert page.head.state.text() == "未保存"
    assert not page.details.isVisible()
    session.undo()
    qtbot.waitUntil(lambda: entries(page)[0].older == 1)
    action(menu_of(page, rows(session)[0]), "删除全部 2 版").trigger()
    qtbot.waitUntil(lambda: rows(session) == [])
    session.undo()
    qtbot.waitUntil(lambda: len(entries(page)) >= 1)


def trade_in(book: Book, deal_no: str) -> int:
    add_trade(book, dataclasses.replace(BUY, deal_no=deal_no), today=TODAY)
    return max(row.id for row in trade_page(book))


def test_trades_are_looked_up_and_linked_and_a_deleted_one_is_told(
    page: PricingPage, session: Session, book: Book, qtbot: QtBot
) -> None:
    one, _other = trade_in(book, "HT-7"), trade_in(book, "HT-8")
    kept(page, book, qtbot)
    page.details.fill_trades()
    action(page.details.trades.drop, "关联成交…").trigger()
    (popup,) = page.findChildren(TradePopup)
    qtbot.waitUntil(lambda: popup.list.count() == 2)
    QTest.keyClicks(popup.edit, "HT-7")
    qtbot.waitUntil(lambda: popup.list.count() == 1)
    QTest.keyClick(popup.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.details.trades.text() == "成交 1")
    assert [row.name for row in calculations_of_trade(book, one)] == ["北矿 报价"]
    wanted: list[object] = []
    session.navigate.connect(lambda where, what: wanted.append((where, what)))
    page.details.fill_trades()
    under = page.details.trades.drop.actions()[0].menu()
    assert isinstance(under, QMenu)
    under.actions()[0].trigger()
    assert wanted == [("trades", {"trade": one})]
    delete_trades(book, [one])
    page.refresh(None)
    page.details.fill_trades()
    assert page.details.trades.drop.actions()[0].text() == "HT-7（已删除）"
    gone = page.details.trades.drop.actions()[0].menu()
    assert isinstance(gone, QMenu)
    assert [one.text() for one in gone.actions()] == ["取消关联"]
    gone.actions()[0].trigger()
    qtbot.waitUntil(lambda: page.details.trades.text() == "关联成交")


def test_a_calculation_begun_for_a_trade_is_linked_when_it_is_saved(
    page: PricingPage, session: Session, book: Book, qtbot: QtBot
) -> None:
    trade = trade_in(book, "HT-7")
    page.begin("settlement")
    page.show_item(trade=trade)
    assert page.given["counterparty"] == BUY.counterparty
    page.take(settlement() | {"counterparty": BUY.counterparty})
    page.verbs.save()
    qtbot.waitUntil(lambda: len(calculations_of_trade(book, trade)) == 1)
    assert calculations_of_trade(book, trade)[0].counterparty == BUY.counterparty


def test_a_saved_one_whose_figures_would_be_others_today_shows_and_gives_out_its_own(
    page: PricingPage, session: Session, book: Book, qtbot: QtBot
) -> None:
    first = kept(page, book, qtbot)
    row = queries.calculations(book)[0]
    other = {name: getattr(row, name).replace('"28068.36"', '"28068.00"') for name in ("result", "trail")}
    with book.step("calculation-changed", name="x") as step:
        step.update("calculations", first, dict(other))
    told: list[Message] = []
    session.message.connect(told.append)
    page.reopen(queries.calculations(book)[0])
    assert figure(page) == "28,068.00"
    assert "其他结果" in told[-1].text or "重新计算" in told[-1].actions[0].words
    page.paper_button.copy_text()
    assert "28,068.00" in QGuiApplication.clipboard().text()
    told[-2].actions[0].do()
    qtbot.waitUntil(lambda: len(rows(session)) == 2)
    qtbot.waitUntil(lambda: page.head.state.text().startswith("第2版"))
    assert figure(page) == "28,068.36"


def test_two_versions_stand_side_by_side_with_their_differences(
    page: PricingPage, session: Session, book: Book, qtbot: QtBot
) -> None:
    first = kept(page, book, qtbot)
    saved.new_version(book, first, "北矿 报价", "grade", grade(1))
    qtbot.waitUntil(lambda: len(rows(session)) == 2)
    old, new = rows(session)
    page.reopen(new)
    action(menu_of(page, old), "与打开的计算对比").trigger()
    view = page.comparison
    assert view.isVisible()
    assert not page.trail.isVisible()
    assert [column.title for column in view.model.columns[3:5]] == ["第1版", "第2版"]
    lines = view.model.everything().splitlines()
    price = lines[1].split("\t")
    assert price[3:6] == ["28068.36", "25680.14", "-2388.22"]
    whole = view.model.rowCount()
    QTest.mouseClick(view.only, Qt.MouseButton.LeftButton)
    assert 0 < view.model.rowCount() < whole
    view.swap()
    assert view.model.everything().splitlines()[1].split("\t")[5] == "2388.22"
    assert view.model.columns[3].title == "第2版"
    QTest.keyClick(view.table, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert page.trail.isVisible()


def test_what_is_typed_is_compared_with_the_saved_one_it_comes_from(
    page: PricingPage, book: Book, qtbot: QtBot
) -> None:
    kept(page, book, qtbot)
    page.verbs.compare_before()
    assert not page.comparison.isVisible()
    page.form.edited.emit(page.given | {"grade": "50.00"})
    page.verbs.compare_before()
    assert page.comparison.isVisible()
    assert page.comparison.lines[0].new == Decimal("26834.00")


def test_the_menu_opens_from_the_keyboard_on_the_chosen_row(page: PricingPage, book: Book, qtbot: QtBot) -> None:
    kept(page, book, qtbot)
    page.saved.list.setFocus()
    page.saved.list.customContextMenuRequested.emit(QPoint(5, 5000))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "打开" in [one.text() for one in menu.actions()]
    menu.close()
