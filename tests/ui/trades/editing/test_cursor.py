"""Where the cell cursor stands: it is the user's, whatever comes late or in another order."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rare_desk.ops.trades import change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import Sort, trade_ids
from rare_desk.ui.trades.page import TradesPage
from tests.ui.trades.editing.test_typing import CONTROL, SHIFT, of, page, press, until, write
from tests.ui.waiting import reading_waits, settled

__all__ = ["page"]


@pytest.mark.parametrize(("key", "place", "column"), [(Qt.Key.Key_Home, 0, 0), (Qt.Key.Key_End, 5, -1)])
def test_the_first_and_the_last_cell_are_chosen_when_they_are_gone_to(
    page: TradesPage, book: Book, key: Qt.Key, place: int, column: int
) -> None:
    page.table.go_to(trade_ids(book)[2], "grade")
    press(page, key, CONTROL)
    assert page.table.at == (trade_ids(book)[place], page.table.columns[page.table.shown_columns()[column]].key)
    assert page.table.chosen_ids() == [trade_ids(book)[place]]


def test_shift_and_the_arrows_choose_more_whole_rows_where_a_whole_one_is(page: TradesPage, book: Book) -> None:
    page.table.go_to(trade_ids(book)[1], "quantity")
    press(page, Qt.Key.Key_Space, SHIFT)
    for key, places in ((Qt.Key.Key_Down, [1, 2]), (Qt.Key.Key_Up, [1]), (Qt.Key.Key_Up, [0, 1])):
        press(page, key, SHIFT)
        assert page.table.whole_rows()
        assert page.table.chosen_places() == places
    press(page, Qt.Key.Key_Down)
    assert not page.table.whole_rows()


def test_the_cursor_keeps_its_place_when_the_list_gets_another_order(
    page: TradesPage, book: Book, qtbot: QtBot
) -> None:
    page.table.go_to(trade_ids(book)[1], "quantity")
    page.table.sort_by((Sort("quantity"),))
    settled(qtbot, page)
    index = page.table.currentIndex()
    assert (index.row(), page.table.at[1]) == (1, "quantity")
    assert not page.table.selectionModel().hasSelection()


def save(page: TradesPage, trade: int, qtbot: QtBot) -> None:
    """The book has it; the list, whose reading waits, is yet to choose it."""
    page.session.run(lambda book: change_trade(book, trade, replace(of(book, trade).trade, note="x")))
    until(qtbot, lambda: not page.model.complete)
    page.choose_when_there(trade)


@pytest.mark.parametrize("at_work", ["types", "begins a row"])
def test_the_cursor_stays_where_somebody_works_though_what_was_saved_before_comes_late(
    page: TradesPage, book: Book, qtbot: QtBot, at_work: str
) -> None:
    first, saved = trade_ids(book)[5], trade_ids(book)[0]
    page.table.go_to(first, "price_incl_vat")
    with reading_waits(page.session):
        save(page, saved, qtbot)
        if at_work == "types":
            write(page, "57.9万")
        else:
            press(page, Qt.Key.Key_N, CONTROL)
        stands = page.table.at
    settled(qtbot, page)
    assert page.table.at == stands
    press(page, Qt.Key.Key_Escape)


def test_what_was_saved_is_chosen_when_it_comes_and_nobody_works_in_the_list(
    page: TradesPage, book: Book, qtbot: QtBot
) -> None:
    first, saved = trade_ids(book)[5], trade_ids(book)[0]
    page.table.go_to(first, "price_incl_vat")
    with reading_waits(page.session):
        save(page, saved, qtbot)
        assert page.table.at[0] == first
    until(qtbot, lambda: page.table.at[0] == saved)
