"""A suspicious price in the list: asked about once, kept, mended with one answer or typed anew."""

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rare_desk.core.units import Unit
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids
from rare_desk.ui.trades.page import TradesPage
from tests.ui.trades.editing.test_typing import CONTROL, begin_row, of, page, press, until, write
from tests.ui.trades.ledger import deal

__all__ = ["page"]


def dear(book: Book) -> None:
    """Six deals around 580,000 CNY/t within days of today."""
    for number in range(6):
        add_trade(book, deal(10 + number, "ND-O", "5", str(580000 + 1000 * number), date=dt.date.today()))


def ask(page: TradesPage, book: Book, qtbot: QtBot, price: str) -> int:
    """A new row of that product with that price, typed and confirmed by Tab."""
    dear(book)
    until(qtbot, lambda: page.model.rowCount() == 12)
    row = begin_row(page)
    for key, words in (("side", "b"), ("product", "yhn"), ("quantity", "5"), ("price_incl_vat", price)):
        page.table.go_to(row, key)
        write(page, words)
        press(page, Qt.Key.Key_Tab)
    return row


def test_a_suspicious_price_is_asked_about_once_and_kept(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    row = ask(page, book, qtbot, "58000")
    assert page.typing.question.answers == ["就是这个价", "580,000 元/吨", "改价"]
    assert page.table.at == (row, "price_incl_vat")
    press(page, Qt.Key.Key_Return)
    assert page.typing.question.asked == ""
    assert page.table.at == (row, "price_ex_vat")
    page.table.go_to(row, "grade")
    write(page, "99.9")
    press(page, Qt.Key.Key_Return, CONTROL)
    until(qtbot, lambda: len(trade_ids(book)) == 13)
    assert of(book, max(trade_ids(book))).trade.suspect == "unusual-price"
    saved = max(trade_ids(book))
    until(qtbot, lambda: page.model.place_of(saved) >= 0)
    page.table.go_to(saved, "grade")
    write(page, "4N")
    press(page, Qt.Key.Key_Return)
    until(qtbot, lambda: of(book, saved).trade.grade == "4N")
    assert page.typing.question.asked == ""


@pytest.mark.parametrize(
    ("price", "keys", "price_then", "unit_then"),
    [
        ("583元/吨", 1, Decimal(583), Unit.KG),
        ("58.2", 1, Decimal(582000), Unit.T),
    ],
)
def test_what_was_probably_meant_is_taken_with_one_answer(
    page: TradesPage, book: Book, qtbot: QtBot, price: str, keys: int, price_then: Decimal, unit_then: Unit
) -> None:
    row = ask(page, book, qtbot, price)
    for _ in range(keys):
        press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_Return)
    edit = page.typing.edits.get(row)
    assert edit is not None
    assert edit.reading.doubt is None
    assert (edit.reading.so_far.price, edit.reading.so_far.price_unit) == (price_then, unit_then)


def test_another_price_is_typed_at_once_after_escape(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    row = ask(page, book, qtbot, "5.8万")
    press(page, Qt.Key.Key_Escape)
    assert page.table.editor is not None
    page.table.editor.selectAll()
    write(page, "58.1万")
    press(page, Qt.Key.Key_Tab)
    edit = page.typing.edits.get(row)
    assert edit is not None
    assert (edit.reading.doubt, edit.reading.so_far.price) == (None, Decimal(581000))


def test_a_row_whose_question_was_not_answered_is_not_saved(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    row = ask(page, book, qtbot, "5.8万")
    page.table.go_to(trade_ids(book)[0], "grade")
    assert page.typing.question.asked == ""
    assert [edit.id for edit in page.typing.edits] == [row]
    assert len(trade_ids(book)) == 12
    page.table.go_to(row, "grade")
    press(page, Qt.Key.Key_Return, CONTROL)
    assert "低 90 %" in page.typing.question.asked
