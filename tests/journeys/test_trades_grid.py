"""A day's work in the list of trades as in Excel, through the real window and by keyboard alone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Status
from rare_desk.store.rows import TradeRow
from rare_desk.ui.trades.page import TradesPage
from tests.journeys.test_trades import Opener, open_window, rows, until
from tests.ui.waiting import settled

__all__ = ["open_window"]
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(*keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Where the window has its keys."""
    for key in keys:
        QTest.keyClick(focused(), key, held)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def write(words: str) -> None:
    """Latin letters by keys, Chinese as an input method hands it over."""
    for letter in words:
        if letter.isascii():
            QTest.keyClicks(focused(), letter)
        else:
            handed = QInputMethodEvent()
            handed.setCommitString(letter)
            QApplication.sendEvent(focused(), handed)


def type_row(*cells: str) -> None:
    """From the date on, over the columns that are shown; an empty word leaves the cell."""
    for words in cells:
        write(words)
        press(Qt.Key.Key_Tab)


def row_saved(qtbot: QtBot, page: TradesPage, count: int) -> None:
    until(qtbot, lambda: len(rows(page)) == count)


def begun(open_window: Opener, qtbot: QtBot) -> TradesPage:
    """A book with three trades of a day, typed into the list one after another."""
    _, page = open_window()
    settled(qtbot, page)
    page.show_list()
    page.table.setFocus()
    until(qtbot, page.table.hasFocus)
    press(Qt.Key.Key_N, held=CONTROL)
    type_row("C-1")
    for number, price in enumerate(("58.2万", "58.3万", "58.4万"), 1):
        assert page.table.at[1] == "date"
        type_row("2026-10-1", "b", "yhpn", "99%", str(number), price)
        press(Qt.Key.Key_Return, held=CONTROL)
        row_saved(qtbot, page, number)
    press(Qt.Key.Key_Escape)
    until(qtbot, lambda: page.model.rowCount() == 3 and not len(page.typing.edits))
    return page


def named(page: TradesPage) -> dict[str, TradeRow]:
    return {row.trade.deal_no: row for row in rows(page)}


def test_deals_are_typed_one_after_another_and_one_is_changed(open_window: Opener, qtbot: QtBot) -> None:
    page = begun(open_window, qtbot)
    found = named(page)
    assert {name: row.trade.price for name, row in found.items()} == {
        "C-1": Decimal(582000), "C-2": Decimal(583000), "C-3": Decimal(584000),
    }  # fmt: skip
    page.table.go_to(found["C-1"].id, "price_incl_vat")
    write("58.25万")
    press(Qt.Key.Key_Return)
    until(qtbot, lambda: named(page)["C-1"].trade.price == Decimal(582500))
    press(Qt.Key.Key_Z, held=CONTROL)
    until(qtbot, lambda: named(page)["C-1"].trade.price == Decimal(582000))


def test_what_is_wrong_is_told_at_its_cell_until_it_is_mended(open_window: Opener, qtbot: QtBot) -> None:
    page = begun(open_window, qtbot)
    press(Qt.Key.Key_N, held=CONTROL)
    type_row("32", "b", "xyz")
    press(Qt.Key.Key_Return, held=CONTROL)
    assert page.table.at[1] == "date"
    assert "“32”不是日期" in page.typing.line.said
    type_row("t", "", "TB-O")
    type_row("", "5", "680万")
    press(Qt.Key.Key_Return, held=CONTROL)
    row_saved(qtbot, page, 4)


def usual_of(page: TradesPage) -> int:
    """From how many trades the page knows the usual price."""
    found = page.knowledge.usual("PRND-O", dt.date(2026, 10, 1))
    return found.count if found else 0


def test_a_suspicious_price_is_asked_about_and_mended_with_two_keys(open_window: Opener, qtbot: QtBot) -> None:
    page = begun(open_window, qtbot)
    for number in range(3, 6):
        press(Qt.Key.Key_N, held=CONTROL)
        type_row("2026-10-1", "", "", "", "5", "58万")
        press(Qt.Key.Key_Return, held=CONTROL)
        row_saved(qtbot, page, number + 1)
        press(Qt.Key.Key_Escape)
    until(qtbot, lambda: usual_of(page) == 6)
    press(Qt.Key.Key_N, held=CONTROL)
    type_row("2026-10-1", "", "", "", "5", "582")
    assert page.typing.question.asked != ""
    press(Qt.Key.Key_Right, Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, held=CONTROL)
    row_saved(qtbot, page, 7)
    newest = max(rows(page), key=lambda row: row.id)
    assert (newest.trade.price, str(newest.trade.price_unit), newest.trade.suspect) == (Decimal(582), "kg", "")


def test_many_rows_are_changed_at_once_and_taken_back(open_window: Opener, qtbot: QtBot) -> None:
    page = begun(open_window, qtbot)
    page.table.go_to(page.model.id_at(0), "delivery_place")
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, held=SHIFT)
    write("包头")
    press(Qt.Key.Key_Return, held=CONTROL)
    until(qtbot, lambda: {row.trade.delivery_place for row in rows(page)} == {"包头"})
    press(Qt.Key.Key_E, held=CONTROL)
    page.many.field.setFocus()
    focused_edit = page.many.field.edit
    focused_edit.selectAll()
    write("zt")
    press(Qt.Key.Key_Return)
    page.many.value.setFocus()
    write("已交货")
    press(Qt.Key.Key_Return)
    until(qtbot, lambda: page.many.verdict.button.hasFocus())
    press(Qt.Key.Key_Space)
    until(qtbot, lambda: {row.trade.status for row in rows(page)} == {Status.DELIVERED})
    for _ in range(2):
        page.table.setFocus()
        press(Qt.Key.Key_Z, held=CONTROL)
    until(qtbot, lambda: {row.trade.delivery_place for row in rows(page)} == {""})


def test_a_block_is_copied_and_pasted_over_and_a_table_pasted_in(open_window: Opener, qtbot: QtBot) -> None:
    page = begun(open_window, qtbot)
    page.table.go_to(page.model.id_at(0), "quantity")
    QGuiApplication.clipboard().setText("7\t59万\r\n8\t59.1万\r\n")
    press(Qt.Key.Key_V, held=CONTROL)
    until(qtbot, lambda: {row.trade.quantity for row in rows(page)} == {Decimal(7), Decimal(8), Decimal(1)})
    press(Qt.Key.Key_A, held=CONTROL)
    press(Qt.Key.Key_C, held=CONTROL)
    press(Qt.Key.Key_V, held=CONTROL)
    until(qtbot, lambda: page.strip.shown == "没有变化：这些行已是如此。")
    table = "单号\t日期\t买卖方向\t品名\t数量(吨)\t含税单价(元/吨)\r\nX-1\t2026-10-02\t卖出\t氧化镨钕\t3\t585000\r\n"
    page.table.go_to(page.model.id_at(0), "quantity")
    QGuiApplication.clipboard().setText(table)
    press(Qt.Key.Key_V, held=CONTROL)
    until(qtbot, lambda: "X-1" in named(page))


def test_texts_are_replaced_and_a_row_is_gone_to(open_window: Opener, qtbot: QtBot) -> None:
    page = begun(open_window, qtbot)
    press(Qt.Key.Key_H, held=CONTROL)
    write("C-")
    press(Qt.Key.Key_Tab)
    write("2026-")
    until(qtbot, lambda: page.replacing.said == "3 行中有")
    press(Qt.Key.Key_Return)
    until(qtbot, lambda: set(named(page)) == {"2026-1", "2026-2", "2026-3"})
    press(Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    page.finding.go_to("-2")
    until(qtbot, lambda: page.table.at[0] == named(page)["2026-2"].id)
