"""A day's work in the list of trades as in Excel, through the real window and by keyboard alone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Status
from rare_desk.ui.trades.page import TradesPage
from tests.journeys.keyboard import go_to, press, until, write
from tests.journeys.ledger import Opener, begin_row, named, open_window, rows, saved, three_deals, type_row
from tests.ui.waiting import settled

__all__ = ["open_window"]


def test_deals_are_typed_one_after_another_and_one_is_changed(open_window: Opener, qtbot: QtBot) -> None:
    page = three_deals(open_window, qtbot)
    assert {name: row.trade.price for name, row in named(page).items()} == {
        "C-1": Decimal(582000), "C-2": Decimal(583000), "C-3": Decimal(584000),
    }  # fmt: skip
    go_to(page.table, 2, "price_incl_vat")
    write("58.25万")
    press("Return")
    until(qtbot, lambda: named(page)["C-1"].trade.price == Decimal(582500))
    press("Ctrl+Z")
    until(qtbot, lambda: named(page)["C-1"].trade.price == Decimal(582000))


def test_what_is_wrong_is_told_at_its_cell_until_it_is_mended(open_window: Opener, qtbot: QtBot) -> None:
    page = three_deals(open_window, qtbot)
    begin_row(qtbot, page)
    type_row("32", "b", "xyz")
    press("Ctrl+Return")
    assert page.table.at[1] == "date"
    assert "“32”不是日期" in page.typing.line.said
    type_row("t", "", "TB-O")
    type_row("", "5", "680万")
    press("Ctrl+Return")
    saved(qtbot, page, 4)


def usual_of(page: TradesPage) -> int:
    """From how many trades the page knows the usual price."""
    found = page.knowledge.usual("PRND-O", dt.date(2026, 10, 1))
    return found.count if found else 0


def test_a_suspicious_price_is_asked_about_and_mended_with_two_keys(open_window: Opener, qtbot: QtBot) -> None:
    page = three_deals(open_window, qtbot)
    for number in range(3, 6):
        begin_row(qtbot, page)
        type_row("2026-10-1", "", "", "", "5", "58万")
        press("Ctrl+Return")
        saved(qtbot, page, number + 1)
        press("Escape")
    until(qtbot, lambda: usual_of(page) == 6)
    begin_row(qtbot, page)
    type_row("2026-10-1", "", "", "", "5", "582")
    assert page.typing.question.asked != ""
    press("Right", "Return")
    press("Ctrl+Return")
    saved(qtbot, page, 7)
    newest = max(rows(page), key=lambda row: row.id)
    assert (newest.trade.price, str(newest.trade.price_unit), newest.trade.suspect) == (Decimal(582), "kg", "")


def test_many_rows_are_changed_at_once_and_taken_back(open_window: Opener, qtbot: QtBot) -> None:
    page = three_deals(open_window, qtbot)
    go_to(page.table, 0, "delivery_place")
    press("Shift+Down", "Shift+Down")
    write("包头")
    press("Ctrl+Return")
    until(qtbot, lambda: {row.trade.delivery_place for row in rows(page)} == {"包头"})
    settled(qtbot, page)
    go_to(page.table, 0, "status")
    press("Shift+Down", "Shift+Down", "Ctrl+E")
    until(qtbot, page.many.value.edit.hasFocus)
    assert page.many.field.text() == "状态"
    write("已交货")
    press("Return")
    until(qtbot, page.many.verdict.button.hasFocus)
    press("Space")
    until(qtbot, lambda: {row.trade.status for row in rows(page)} == {Status.DELIVERED})
    until(qtbot, page.table.hasFocus)
    press("Ctrl+Z", "Ctrl+Z")
    until(qtbot, lambda: {row.trade.delivery_place for row in rows(page)} == {""})


def test_a_block_is_copied_and_pasted_over_and_a_table_pasted_in(open_window: Opener, qtbot: QtBot) -> None:
    page = three_deals(open_window, qtbot)
    go_to(page.table, 0, "quantity")
    QGuiApplication.clipboard().setText("7\t59万\r\n8\t59.1万\r\n")
    press("Ctrl+V")
    until(qtbot, lambda: {row.trade.quantity for row in rows(page)} == {Decimal(7), Decimal(8), Decimal(1)})
    settled(qtbot, page)
    go_to(page.table, 0, "quantity")
    press("Shift+Down", "Shift+Right", "Ctrl+C")
    assert QGuiApplication.clipboard().text().splitlines() == ["7\t590000", "8\t591000"]
    press("Ctrl+A", "Ctrl+C", "Ctrl+V")
    until(qtbot, lambda: page.strip.shown == "没有变化：这些行已是如此。")
    table = "单号\t日期\t买卖方向\t品名\t数量(吨)\t含税单价(元/吨)\r\nX-1\t2026-10-02\t卖出\t氧化镨钕\t3\t585000\r\n"
    go_to(page.table, 0, "quantity")
    QGuiApplication.clipboard().setText(table)
    press("Ctrl+V")
    until(qtbot, lambda: "X-1" in named(page))


def test_texts_are_replaced_and_a_row_is_gone_to(open_window: Opener, qtbot: QtBot) -> None:
    page = three_deals(open_window, qtbot)
    press("Ctrl+H")
    write("C-")
    press("Tab")
    write("2026-")
    until(qtbot, lambda: page.replacing.said == "3 行中有")
    press("Return")
    until(qtbot, lambda: set(named(page)) == {"2026-1", "2026-2", "2026-3"})
    press("Escape")
    until(qtbot, page.table.hasFocus)
    settled(qtbot, page)
    press("Ctrl+G")
    write("-2")
    press("Return")
    until(qtbot, lambda: page.table.at[0] == named(page)["2026-2"].id)
