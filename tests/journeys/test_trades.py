"""A day's work in the ledger, through the real window and its keys."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Status
from rare_desk.ops.book.books import new_book
from rare_desk.store.reading.trades.trade_queries import trade_page
from rare_desk.store.rows import TradeRow
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.trades.page import TradesPage
from tests.ui.waiting import settled

_PATIENCE_MS = 20_000


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact, timeout=_PATIENCE_MS)


Opener = Callable[[], tuple[MainWindow, TradesPage]]


@pytest.fixture
def open_window(app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Opener]:
    """Opens the window on one and the same book, as often as it is called."""
    path = tmp_path / "journey.raredesk"
    new_book(path).close()
    desks: list[Desk] = []

    def opened() -> tuple[MainWindow, TradesPage]:
        desk = Desk()
        desks.append(desk)
        desk.open_path(path)
        until(qtbot, lambda: desk.window.workbench is not None)
        desk.window.show()
        bench = desk.window.workbench
        assert bench is not None
        page = bench.show_page("trades")
        assert isinstance(page, TradesPage)
        desk.window.activateWindow()
        until(qtbot, desk.window.isActiveWindow)
        return desk.window, page

    yield opened
    for desk in desks:
        desk.window.close()


def rows(page: TradesPage) -> list[TradeRow]:
    return trade_page(page.session.book)


def shown(page: TradesPage, column: str) -> list[str]:
    place = [one.key for one in page.model.columns].index(column)
    return [str(page.model.index(row, place).data()) for row in range(page.model.rowCount())]


def wait_for_rows(qtbot: QtBot, page: TradesPage, count: int) -> None:
    until(qtbot, lambda: page.model.rowCount() == count and page.entry.save_button.isEnabled())


def write(edit: QLineEdit, words: str) -> None:
    """Latin letters by keys, Chinese as an input method hands it over."""
    for letter in words:
        if letter.isascii():
            QTest.keyClicks(edit, letter)
        else:
            handed = QInputMethodEvent()
            handed.setCommitString(letter)
            QApplication.sendEvent(edit, handed)


def type_in(page: TradesPage, **texts: str) -> None:
    for name, words in texts.items():
        edit = page.entry.form.fields[name].edit
        edit.setFocus()
        edit.selectAll()
        write(edit, words)
        QTest.keyClick(edit, Qt.Key.Key_Return)


def test_a_trade_is_typed_changed_deleted_taken_back_and_there_again_after_a_restart(
    open_window: Opener, qtbot: QtBot
) -> None:
    window, page = open_window()
    settled(qtbot, page)
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: page.table.hasFocus() and page.model.rowCount() == 1)
    QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    until(qtbot, page.entry.isVisible)
    type_in(
        page,
        deal_no="C26-1064",
        date="2026-10-22",
        product="yhpn",
        quantity="6",
        price="58.2万",
        counterparty="乙和稀土",
        delivery_date="+7",
    )
    assert page.entry.form.product.text() == "氧化镨钕"
    assert page.entry.form.other_price.text() == "515,044.25"
    assert page.entry.form.amount_incl.text() == "3,492,000.00"
    QTest.keyClick(page.entry.form.fields["note"].edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: shown(page, "deal_no") == ["C26-1064"])
    assert page.strip.shown == "已保存"
    trade = rows(page)[0].trade
    assert (trade.price, trade.product, trade.delivery_date) == (Decimal(582000), "PRND-O", trade.date.replace(day=29))
    assert page.entry.form.fields["deal_no"].text() == "C26-1065"

    until(qtbot, lambda: page.chosen_row() is not None)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    type_in(page, price="57.9万")
    page.entry.save()
    until(qtbot, lambda: shown(page, "price_incl_vat") == ["579,000.00"])
    until(qtbot, lambda: not page.entry.isVisible())
    assert page.table.hasFocus()

    page.verbs.change()
    until(qtbot, lambda: "含税" not in page.entry.history.lines and len(page.entry.history.lines) >= 4)
    assert any("582,000 → 579,000" in line for line in page.entry.history.lines)
    page.entry.close_panel()

    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    until(qtbot, lambda: rows(page) == [] and "已删除" in page.strip.shown)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: len(rows(page)) == 1 and shown(page, "deal_no") == ["C26-1064"])
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: shown(page, "price_incl_vat") == ["582,000.00"])
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: shown(page, "price_incl_vat") == ["579,000.00"])

    window.close()
    _, page = open_window()
    until(qtbot, lambda: shown(page, "price_incl_vat") == ["579,000.00"])


def test_everything_wrong_is_said_below_its_field_and_nothing_is_written(open_window: Opener, qtbot: QtBot) -> None:
    _, page = open_window()
    page.verbs.begin_form()
    type_in(page, date="32", product="xyz", quantity="viel")
    page.entry.save()
    said = {name: field.problem_label.text() for name, field in page.entry.form.fields.items()}
    assert said["date"].startswith("“32”不是日期")
    assert said["product"] != ""
    assert said["quantity"].startswith("“viel”不是数字")
    assert said["price"].startswith("没有价格")
    assert rows(page) == []
    type_in(page, date="t", product="TB-O", quantity="350公斤", price="6832")
    page.entry.form.price_unit.choose("CNY/kg")
    page.entry.save()
    until(qtbot, lambda: len(rows(page)) == 1)
    assert rows(page)[0].prices.amount_incl_vat == Decimal("2391200.00")


def test_a_suspect_price_is_said_and_saved_as_suspect(open_window: Opener, qtbot: QtBot) -> None:
    _, page = open_window()
    page.verbs.begin_form()
    for number in range(6):
        type_in(page, date="t", product="yhpn", quantity="5", price="58万")
        page.entry.save(follow=number < 6)
        wait_for_rows(qtbot, page, number + 1)
        until(qtbot, lambda: page.entry.next_button.isEnabled())
    type_in(page, product="yhpn", quantity="5", price="5.8万")
    assert "低 90 %" in page.entry.form.fields["price"].problem_label.text()
    page.entry.save()
    assert page.entry.form.question.answers == ["就是这个价", "580,000 元/吨", "改价"]
    QTest.keyClick(page.entry.form.question, Qt.Key.Key_Return)
    until(qtbot, lambda: len(rows(page)) == 7)
    assert rows(page)[0].trade.suspect == "unusual-price"
    page.show_item(suspect_only=True)
    until(qtbot, lambda: page.model.rowCount() == 1)
    page.table.selectRow(0)
    page.verbs.mark_checked()
    until(qtbot, lambda: page.model.rowCount() == 0)


def test_several_rows_get_a_status_in_one_step(open_window: Opener, qtbot: QtBot) -> None:
    _, page = open_window()
    page.verbs.begin_form()
    for number in range(3):
        type_in(page, date="t", product="LA-O", quantity="24", price="4870")
        page.entry.save(follow=True)
        wait_for_rows(qtbot, page, number + 1)
    page.table.selectAll()
    page.verbs.set_status(Status.DELIVERED)
    until(qtbot, lambda: {row.trade.status for row in rows(page)} == {Status.DELIVERED})
    page.session.undo()
    until(qtbot, lambda: {row.trade.status for row in rows(page)} == {Status.CONFIRMED})
