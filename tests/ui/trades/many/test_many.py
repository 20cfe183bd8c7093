"""Many rows at once: filled, changed by the panel, pasted over and pasted in; each one step."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Side, Status, Trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.ui.session import Session
from rare_desk.ui.trades.page import TradesPage
from tests.ui.trades.editing.test_typing import page, press, until, write
from tests.ui.trades.ledger import LEDGER
from tests.ui.waiting import settled

CONTROL = Qt.KeyboardModifier.ControlModifier
__all__ = ["page"]


def select(page: TradesPage, first: int, last: int, *columns: str) -> None:
    """Cells of the rows from one place to another; whole rows without columns."""
    numbers = [page.table.number_of(one) for one in columns] or page.table.shown_columns()
    flag = QItemSelectionModel.SelectionFlag
    model, chosen = page.model, page.table.selectionModel()
    chosen.setCurrentIndex(model.index(first, min(numbers)), flag.ClearAndSelect)
    block = QItemSelection(model.index(first, min(numbers)), model.index(last, max(numbers)))
    chosen.select(block, flag.ClearAndSelect | (flag.Rows if not columns else flag.Select))


def trades(book: Book) -> list[Trade]:
    """In the order of the list."""
    return [row.trade for row in trades_by_id(book, trade_ids(book))]


def clip(*rows: str) -> None:
    QGuiApplication.clipboard().setText("\r\n".join(rows) + "\r\n")


def steps(book: Book) -> int:
    return book.last_step()


def test_control_enter_fills_the_selected_cells_in_one_step(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    before = steps(book)
    select(page, 3, 5, "delivery_place")
    write(page, "包头")
    press(page, Qt.Key.Key_Return, CONTROL)
    until(qtbot, lambda: [one.delivery_place for one in trades(book)][3:] == ["包头"] * 3)
    assert steps(book) == before + 1
    assert [one.delivery_place for one in trades(book)][:3] == [""] * 3
    page.session.undo()
    until(qtbot, lambda: {one.delivery_place for one in trades(book)} == {""})


def test_a_panel_that_is_opened_while_cells_are_filled_stays(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    select(page, 3, 5, "delivery_place")
    write(page, "包头")
    press(page, Qt.Key.Key_Return, CONTROL)
    press(page, Qt.Key.Key_E, CONTROL)
    settled(qtbot, page)
    assert [one.delivery_place for one in trades(book)][3:] == ["包头"] * 3
    assert page.many.isVisible()
    assert page.many.value.edit.hasFocus()


def test_the_panel_shows_what_changes_before_it_does(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    select(page, 0, 5)
    press(page, Qt.Key.Key_E, CONTROL)
    panel = page.many
    assert panel.isVisible()
    panel.field.set_value("status")
    panel.field.committed.emit()
    panel.value.set_text("作废")
    QTest.keyClick(panel.value.edit, Qt.Key.Key_Return)
    until(qtbot, lambda: panel.verdict.sums != "")
    assert panel.verdict.sums == "将改 5 行\n1 行已是如此"
    assert {one.status for one in trades(book)} != {Status.CANCELLED}
    QTest.keyClick(panel.verdict.button, Qt.Key.Key_Space)
    until(qtbot, lambda: {one.status for one in trades(book)} == {Status.CANCELLED})
    until(qtbot, panel.isHidden)
    until(qtbot, page.table.hasFocus)


def test_rows_that_would_be_refused_are_named_and_left_out(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    clip("TB-O\t12", "ND-O\tabc", "xyz\t7")
    select(page, 0, 0, "product")
    page.table.go_to(trade_ids(book)[0], "product")
    place = page.table.shown_columns().index(page.table.number_of("quantity"))
    assert place == page.table.shown_columns().index(page.table.number_of("product")) + 2
    clip("TB-O\t\t12", "ND-O\t\tabc", "xyz\t\t7")
    press(page, Qt.Key.Key_V, CONTROL)
    page.paste()
    until(qtbot, page.many.isVisible)
    assert "将改 1 行" in page.many.verdict.sums
    assert "2 行不能改，略过" in page.many.verdict.sums
    said = page.many.verdict.lines
    assert any(line.startswith("C26-1005") and "abc" in line for line in said)
    assert any(line.startswith("C26-1004") and "xyz" in line for line in said)
    assert trades(book)[0].product == "DY-O"
    QTest.keyClick(page.many.verdict.button, Qt.Key.Key_Space)
    until(qtbot, lambda: trades(book)[0].product == "TB-O")
    assert [one.product for one in trades(book)][1:3] == ["PRND-O", "TB-O"]


@pytest.mark.parametrize("columns", [(), ("date", "quantity"), ("quantity", "counterparty"), ("status",)])
def test_what_was_copied_and_pasted_over_itself_changes_nothing(
    page: TradesPage, book: Book, qtbot: QtBot, columns: tuple[str, ...]
) -> None:
    before = steps(book)
    select(page, 0, 5, *columns)
    page.table.copy()
    page.paste()
    until(qtbot, lambda: page.strip.shown != "")
    assert page.strip.shown == "没有变化：这些行已是如此。"
    assert steps(book) == before


def test_a_bare_block_is_pasted_over_and_beyond_the_end_as_new_rows(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    before = steps(book)
    page.table.go_to(trade_ids(book)[5], "deal_no")
    clip(
        "X-1\t2026-10-15\t卖\t氧化镨钕\t99.9\t9\t57.8万",
        "X-2\t2026-10-16\t买\tyhpn\t\t3\t57.9万",
        "X-3\t2026-10-17\t买\tPRND-O\t\t350kg\t580,000",
    )
    page.paste()
    until(qtbot, lambda: len(trade_ids(book)) == 8)
    found = {one.deal_no: one for one in trades(book)}
    assert (found["X-1"].side, found["X-1"].quantity, found["X-1"].counterparty) == (
        Side.SELL,
        Decimal(9),
        "甲辰磁材",
    )
    assert (found["X-2"].product, found["X-2"].price) == ("PRND-O", Decimal(579000))
    assert found["X-3"].quantity_t == Decimal("0.35")
    assert steps(book) == before + 1
    page.session.undo()
    until(qtbot, lambda: trades(book)[-1] == LEDGER[0] and len(trade_ids(book)) == 6)


def test_a_table_with_a_header_comes_in_as_an_import_reads_it(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    clip(
        "单号\t日期\t买卖方向\t品名\t数量(公斤)\t含税单价(元/公斤)\t交易对手",
        "X-1\t2026-10-15\t买入\t氧化铽\t350\t6832\t甲辰磁材",
        "X-2\t2026-10-16\t卖出\t氧化铽\t100\t6900\t戊信新材",
    )
    page.paste()
    until(qtbot, lambda: len(trade_ids(book)) == 8)
    found = {one.deal_no: one for one in trades(book)}
    assert found["X-1"].quantity_t == Decimal("0.35")
    assert (found["X-2"].side, found["X-2"].price) == (Side.SELL, Decimal(6900))
    page.paste()
    until(qtbot, lambda: page.strip.shown == "这些行账簿里都已经有了。")


def test_a_table_with_something_to_decide_goes_to_the_preview(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    asked: list[tuple[str, object]] = []
    page.session.navigate.connect(lambda name, what: asked.append((name, what)))
    clip("日期\t品名\t数量\t单价", "32\t氧化铽\t1\t5", "2026-10-16\t氧化铽\tx\t6900")
    page.paste()
    until(qtbot, lambda: bool(asked))
    assert asked[0][0] == "imports"
    assert len(trade_ids(book)) == 6


def test_one_word_goes_into_every_selected_cell(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    clip("已交货")
    select(page, 0, 2, "status")
    page.paste()
    until(qtbot, lambda: [one.status for one in trades(book)][:3] == [Status.DELIVERED] * 3)


def test_a_row_that_somebody_changed_meanwhile_keeps_everything_as_it_is(
    page: TradesPage, book: Book, session: Session, qtbot: QtBot
) -> None:
    from dataclasses import replace

    from rare_desk.ops.trades import change_trade

    select(page, 0, 5)
    press(page, Qt.Key.Key_E, CONTROL)
    page.many.field.set_value("trader")
    page.many.field.committed.emit()
    page.many.value.set_text("王")
    QTest.keyClick(page.many.value.edit, Qt.Key.Key_Return)
    until(qtbot, lambda: page.many.verdict.sums != "")
    change_trade(book, trade_ids(book)[5], replace(LEDGER[0], trader="李"))
    QTest.keyClick(page.many.verdict.button, Qt.Key.Key_Space)
    until(qtbot, lambda: page.strip.shown != "")
    assert "C26-1001" in page.strip.shown
    assert [one.trader for one in trades(book)] == [""] * 5 + ["李"]
