"""Find and replace, and going to a row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Side
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_ids
from rare_desk.ui.entry.draft import Draft
from rare_desk.ui.trades.many.replacing import columns_of, replaced
from rare_desk.ui.trades.page import TradesPage
from rare_desk.ui.widgets.inputs.name_popup import NamePopup
from tests.ui.trades.editing.test_typing import page, press, until
from tests.ui.trades.many.test_many import select, steps, trades

CONTROL = Qt.KeyboardModifier.ControlModifier
__all__ = ["page"]


def open_strip(page: TradesPage, qtbot: QtBot, wanted: str, becomes: str) -> None:
    press(page, Qt.Key.Key_H, CONTROL)
    strip = page.replacing
    until(qtbot, strip.wanted.hasFocus)
    strip.wanted.clear()
    QTest.keyClicks(strip.wanted, wanted)
    strip.becomes.setText(becomes)


def test_replacing_says_in_how_many_rows_and_is_one_step(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    before = steps(book)
    open_strip(page, qtbot, "c26-10", "D-")
    until(qtbot, lambda: page.replacing.said == "6 行中有")
    QTest.keyClick(page.replacing.becomes, Qt.Key.Key_Return)
    until(qtbot, lambda: trades(book)[0].deal_no == "D-06")
    assert [one.deal_no for one in trades(book)] == [f"D-0{number}" for number in (6, 5, 4, 3, 2, 1)]
    assert steps(book) == before + 1
    until(qtbot, lambda: page.replacing.said == "没有")
    QTest.keyClick(page.replacing.wanted, Qt.Key.Key_Escape)
    assert not page.replacing.isVisible()
    assert page.table.hasFocus()


def test_parties_are_replaced_in_a_column_of_the_rows_shown(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    page.filters.show_wanted(TradeFilter(sides=(Side.SELL, Side.MARKET)))
    until(qtbot, lambda: page.model.rowCount() == 2)
    page.table.go_to(page.model.id_at(0))
    open_strip(page, qtbot, "", "")
    page.replacing.field.set_value("counterparty")
    page.replacing.wanted.setText("新材")
    page.replacing.wanted.textEdited.emit("新材")
    until(qtbot, lambda: page.replacing.said == "1 行中有")
    page.replacing.becomes.setText("新材料")
    page.replacing.button.click()
    until(qtbot, lambda: "戊信新材料" in [one.counterparty for one in trades(book)])


def test_only_the_selected_rows_are_replaced_in(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    select(page, 0, 1)
    open_strip(page, qtbot, "C26", "X")
    assert page.replacing.scope.current == "selected"
    until(qtbot, lambda: page.replacing.said == "2 行中有")
    QTest.keyClick(page.replacing.wanted, Qt.Key.Key_Return)
    until(qtbot, lambda: trades(book)[0].deal_no.startswith("X-"))
    assert [one.deal_no[:3] for one in trades(book)][2:] == ["C26"] * 4


@pytest.mark.parametrize(("wanted", "place"), [("3", 2), ("C26-1002", 4), ("1001", 5)])
def test_a_row_is_gone_to_by_place_or_number(
    page: TradesPage, book: Book, qtbot: QtBot, wanted: str, place: int
) -> None:
    press(page, Qt.Key.Key_G, CONTROL)
    popup = next(one for one in QApplication.topLevelWidgets() if isinstance(one, NamePopup) and one.isVisible())
    QTest.keyClicks(popup.edit, wanted)
    QTest.keyClick(popup.edit, Qt.Key.Key_Return)
    until(qtbot, lambda: page.table.at[0] == trade_ids(book)[place])


def test_a_number_that_no_trade_has_is_said(page: TradesPage, qtbot: QtBot) -> None:
    page.finding.go_to("Z-77")
    until(qtbot, lambda: "Z-77" in page.strip.shown)


def test_a_new_party_is_asked_anew_whether_it_is_related() -> None:
    draft = Draft(counterparty="甲(包头)", note="a.b", related=True)
    assert replaced(draft, columns_of("counterparty"), "(包头)", "") == Draft(counterparty="甲", note="a.b")
    assert replaced(draft, columns_of("note"), ".", "\\1").note == "a\\1b"
    assert replaced(draft, columns_of(""), "xyz", "q") is draft
