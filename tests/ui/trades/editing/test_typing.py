"""Typing in the list: the cell cursor, what is computed, what is told, and when a row is saved."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Side, Status
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.trades import change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trade_page, trades_by_id
from rare_desk.store.rows import TradeRow
from rare_desk.ui.session import Session
from rare_desk.ui.trades.page import TradesPage
from rare_desk.ui.widgets.rows.rows_model import FLAG_ROLE
from tests.ui.trades.ledger import LEDGER, fill
from tests.ui.waiting import settled

NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def page(book: Book, session: Session, qtbot: QtBot) -> TradesPage:
    fill(book)
    session.look()
    made = TradesPage(session)
    session.message.connect(made.show_message)
    made.resize(1900, 800)
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, made)
    made.activateWindow()
    made.table.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    return made


def press(page: TradesPage, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(keys_go_to(page), key, held)


def keys_go_to(page: TradesPage) -> QWidget:
    return page.table.editor or page.table


def write(page: TradesPage, words: str) -> None:
    """Latin letters by keys, the first of which opens the cell; Chinese as an input method hands it over."""
    for letter in words:
        if letter.isascii():
            QTest.keyClicks(keys_go_to(page), letter)
        else:
            handed = QInputMethodEvent()
            handed.setCommitString(letter)
            QApplication.sendEvent(keys_go_to(page), handed)


def cell(page: TradesPage, row_id: int, column: str, role: int = int(Qt.ItemDataRole.DisplayRole)) -> str:
    place = page.model.place_of(row_id)
    return str(page.model.index(place, page.table.number_of(column)).data(role) or "")


def newest(book: Book) -> TradeRow:
    return trade_page(book, limit=1)[0]


def of(book: Book, row_id: int) -> TradeRow:
    return trades_by_id(book, [row_id])[0]


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact)


def test_a_cell_is_typed_over_and_its_row_saved_when_it_is_left(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    first = trade_ids(book)[5]
    page.table.go_to(first, "price_incl_vat")
    write(page, "57.9")
    assert cell(page, first, "price_incl_vat") == "57.90"
    write(page, "万")
    assert cell(page, first, "price_ex_vat") == "512,389.38"
    assert cell(page, first, "amount_incl_vat") == "4,632,000.00"
    assert of(book, first).trade.price == Decimal(577500)
    press(page, Qt.Key.Key_Tab)
    assert page.table.at == (first, "price_ex_vat")
    assert of(book, first).trade.price == Decimal(577500)
    press(page, Qt.Key.Key_Up)
    until(qtbot, lambda: of(book, first).trade.price == Decimal(579000))
    assert of(book, first).trade.note == LEDGER[0].grade
    until(qtbot, lambda: not len(page.typing.edits))
    assert book.undo_label() == ("trade-changed", {"what": "C26-1001"})


def test_escape_backs_out_of_the_cell_and_then_of_the_row(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    first = trade_ids(book)[5]
    page.table.go_to(first, "grade")
    write(page, "abc")
    press(page, Qt.Key.Key_Tab)
    page.table.go_to(first, "price_incl_vat")
    write(page, "1")
    assert cell(page, first, "price_incl_vat") == "1.00"
    press(page, Qt.Key.Key_Escape)
    assert cell(page, first, "price_incl_vat") == "577,500.00"
    assert len(page.typing.edits) == 1
    press(page, Qt.Key.Key_Escape)
    assert not len(page.typing.edits)
    assert cell(page, first, "grade") == LEDGER[0].grade
    assert page.strip.shown == "这一行已输入的内容已放弃。"


def test_f2_keeps_the_text_and_moves_within_it(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    first = trade_ids(book)[5]
    page.table.go_to(first, "counterparty")
    press(page, Qt.Key.Key_F2)
    assert page.table.editor is not None
    assert page.table.editor.text() == "甲辰磁材"
    write(page, "x")
    press(page, Qt.Key.Key_Left)
    write(page, "y")
    assert page.table.editor.text() == "甲辰磁材yx"
    press(page, Qt.Key.Key_Escape)
    press(page, Qt.Key.Key_F2)
    press(page, Qt.Key.Key_Return)
    assert not page.typing.unsaved


def test_an_input_method_opens_the_cell_with_its_first_letters(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    first = trade_ids(book)[5]
    page.table.go_to(first, "grade")
    begun = QInputMethodEvent("yibao", [])
    QApplication.sendEvent(page.table, begun)
    assert page.table.editor is not None
    handed = QInputMethodEvent()
    handed.setCommitString("已报关")
    QApplication.sendEvent(page.table, handed)
    assert page.table.editor.text() == "已报关"
    press(page, Qt.Key.Key_Return)
    until(qtbot, lambda: of(book, first).trade.grade == "已报关")


def begin_row(page: TradesPage) -> int:
    press(page, Qt.Key.Key_N, CONTROL)
    return page.table.at[0]


def test_a_new_row_is_typed_by_keys_alone_and_the_next_one_follows(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    row = begin_row(page)
    assert row < 0
    assert page.table.at[1] == "date"
    assert cell(page, row, "deal_no") == "C26-1007"
    write(page, "2026-10-2")
    press(page, Qt.Key.Key_Tab)
    write(page, "s")
    press(page, Qt.Key.Key_Tab)
    write(page, "yhpn")
    press(page, Qt.Key.Key_Tab)
    assert cell(page, row, "product") == "氧化镨钕"
    press(page, Qt.Key.Key_Tab)
    write(page, "1，200公斤")
    press(page, Qt.Key.Key_Tab)
    assert cell(page, row, "quantity") == "1.200"
    write(page, "５８。２万")
    assert cell(page, row, "amount_incl_vat") == "698,400.00"
    press(page, Qt.Key.Key_Tab)
    press(page, Qt.Key.Key_Tab)
    assert page.table.at[1] == "counterparty"
    write(page, "wxx")
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Return, CONTROL)
    until(qtbot, lambda: len(trade_ids(book)) == 7)
    trade = of(book, max(trade_ids(book))).trade
    assert (trade.deal_no, trade.date.isoformat(), trade.side) == ("C26-1007", "2026-10-02", Side.SELL)
    assert (trade.product, trade.quantity, trade.quantity_unit) == ("PRND-O", Decimal(1200), Unit.KG)
    assert (trade.price, trade.counterparty, trade.status) == (Decimal(582000), "戊信新材", Status.CONFIRMED)
    following = page.table.at[0]
    assert following < 0
    assert cell(page, following, "deal_no") == "C26-1008"
    assert cell(page, following, "product") == "氧化镨钕"
    edit = page.typing.edits.get(following)
    assert edit is not None
    assert (edit.draft.quantity_unit, edit.draft.tax_basis) == (Unit.KG, TaxBasis.INCL)
    assert (cell(page, following, "quantity"), cell(page, following, "price_incl_vat")) == ("公斤", "–")
    until(qtbot, lambda: [one.id for one in page.typing.edits] == [following])
    assert page.model.rowCount() == 8
    assert page.table.at == (following, "date")


def test_a_row_with_something_wrong_stays_until_it_is_mended(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    row = begin_row(page)
    write(page, "32")
    press(page, Qt.Key.Key_Tab)
    assert cell(page, row, "date") == "32"
    assert cell(page, row, "date", FLAG_ROLE) == "bad"
    assert cell(page, row, "price_incl_vat", FLAG_ROLE) == ""
    press(page, Qt.Key.Key_Down)
    assert page.table.at[0] > 0
    assert cell(page, row, "price_incl_vat", FLAG_ROLE) == "bad"
    assert "没有价格" in cell(page, row, "price_incl_vat", int(Qt.ItemDataRole.ToolTipRole))
    assert len(trade_ids(book)) == 6
    assert page.typing.unsaved
    page.filters.clear()
    until(qtbot, lambda: page.model.complete)
    page.table.go_to(row, "date")
    assert "不是日期" in page.typing.line.said
    for key, words in (
        ("date", "t"),
        ("side", "b"),
        ("product", "TB-O"),
        ("quantity", "5"),
        ("price_incl_vat", "680万"),
    ):
        page.table.go_to(row, key)
        write(page, words)
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Down)
    until(qtbot, lambda: len(trade_ids(book)) == 7)


def test_an_untouched_new_row_goes_when_it_is_left(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    begin_row(page)
    assert page.model.rowCount() == 7
    press(page, Qt.Key.Key_Down)
    assert page.model.rowCount() == 6
    assert page.strip.shown == ""


def test_a_duplicate_is_a_new_row_that_can_be_saved_as_it_is(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    page.table.go_to(trade_ids(book)[5], "date")
    press(page, Qt.Key.Key_D, CONTROL)
    row = page.table.at[0]
    assert row < 0
    assert cell(page, row, "deal_no") == "C26-1007"
    press(page, Qt.Key.Key_S, CONTROL)
    until(qtbot, lambda: len(trade_ids(book)) == 7)


def test_a_verb_acts_on_the_row_of_the_cursor_before_anything_is_selected(
    page: TradesPage, book: Book, qtbot: QtBot
) -> None:
    first = trade_ids(book)[5]
    page.table.go_to(first, "date")
    page.table.clearSelection()
    press(page, Qt.Key.Key_D, CONTROL)
    row = page.table.at[0]
    assert row < 0
    assert cell(page, row, "product") == cell(page, first, "product")


def test_what_is_none_of_the_choices_is_said_and_the_cell_stays(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    first = trade_ids(book)[5]
    page.table.go_to(first, "side")
    write(page, "q")
    press(page, Qt.Key.Key_Return)
    assert cell(page, first, "side") == "买"
    assert "“q”" in page.typing.line.said
    page.table.go_to(first, "status")
    write(page, "zf")
    press(page, Qt.Key.Key_Return)
    until(qtbot, lambda: of(book, first).trade.status is Status.CANCELLED)


def test_the_form_takes_over_what_is_typed_in_the_row(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    first = trade_ids(book)[5]
    page.table.go_to(first, "grade")
    write(page, "abc")
    press(page, Qt.Key.Key_Return, ALT)
    assert page.entry.isVisible()
    assert page.entry.form.fields["grade"].text() == "abc"
    assert page.entry.row is not None
    assert not page.typing.unsaved


def test_a_foreign_price_is_typed_with_its_unit_and_rate(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    first = trade_ids(book)[5]
    page.table.go_to(first, "price_ex_vat")
    write(page, "75.5usd/kg@7.1")
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Up)
    until(qtbot, lambda: of(book, first).trade.currency == "USD")
    trade = of(book, first)
    assert (trade.trade.price_unit, trade.trade.fx, trade.trade.tax_basis) == (Unit.KG, Decimal("7.1"), TaxBasis.NONE)
    assert trade.prices.ex_vat == Decimal(536050)


def test_a_market_trade_names_buyer_and_seller_in_one_cell(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    market = trade_ids(book)[0]
    page.table.go_to(market, "counterparty")
    write(page, "甲辰磁材<丁源贸易")
    press(page, Qt.Key.Key_Return)
    until(qtbot, lambda: of(book, market).trade.buyer == "甲辰磁材")
    assert of(book, market).trade.seller == "丁源贸易"


def test_delete_empties_cells_and_takes_whole_rows_away(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    first = trade_ids(book)[5]
    page.table.go_to(first, "counterparty")
    press(page, Qt.Key.Key_Delete)
    press(page, Qt.Key.Key_Up)
    until(qtbot, lambda: of(book, first).trade.counterparty == "")
    page.table.go_to(first, "counterparty")
    press(page, Qt.Key.Key_Space, SHIFT)
    press(page, Qt.Key.Key_Delete)
    until(qtbot, lambda: first not in trade_ids(book))


def test_rows_that_are_not_saved_are_there_again_with_the_list(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    begin_row(page)
    write(page, "32")
    press(page, Qt.Key.Key_Down)
    first = trade_ids(book)[5]
    page.table.go_to(first, "quantity")
    write(page, "x")
    press(page, Qt.Key.Key_Up)
    changed = trade_ids(book)[4]
    page.table.go_to(changed, "price_incl_vat")
    write(page, "y")
    press(page, Qt.Key.Key_Up)
    change_trade(book, changed, replace(of(book, changed).trade, note="z"))
    again = TradesPage(page.session)
    qtbot.addWidget(again)
    again.show()
    until(qtbot, lambda: again.model.rowCount() == 7)
    new, other, refused = list(again.typing.edits)
    assert (new.draft.date, new.is_new) == ("32", True)
    assert (other.id, other.draft.quantity) == (first, "x")
    assert [one.code for one in refused.refused] == ["record-changed"]
    assert "3" in again.typing.line.state
    for edit in again.typing.edits:
        again.typing.back_out(edit.id)
    last = TradesPage(page.session)
    qtbot.addWidget(last)
    last.show()
    until(qtbot, lambda: last.model.rowCount() == 6)
    assert not len(last.typing.edits)
