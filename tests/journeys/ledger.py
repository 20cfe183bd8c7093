"""The window on a book of its own, with the trades before it, and how they are typed in by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ops.book.books import check, new_book
from rare_desk.store.reading.trades.trade_queries import trade_page
from rare_desk.store.rows import TradeRow
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.trades.page import TradesPage
from tests.journeys.keyboard import focused, press, tab_to, until, write
from tests.journeys.opening import bench_of, open_desk
from tests.ui.waiting import settled

Opener = Callable[[], tuple[MainWindow, TradesPage]]


@pytest.fixture
def open_window(app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Opener]:
    """Opens the window on one and the same book, as often as it is called."""
    path = tmp_path / "journey.raredesk"
    new_book(path).close()
    desks: list[Desk] = []

    def opened() -> tuple[MainWindow, TradesPage]:
        desk = open_desk(qtbot, path)
        desks.append(desk)
        press("Ctrl+2")
        page = bench_of(desk).current
        assert isinstance(page, TradesPage)
        settled(qtbot, page)
        return desk.window, page

    yield opened
    for desk in desks:
        desk.window.close()
    assert check(path) == []


def rows(page: TradesPage) -> list[TradeRow]:
    return trade_page(page.session.book)


def shown(page: TradesPage, column: str) -> list[str]:
    place = [one.key for one in page.model.columns].index(column)
    return [str(page.model.index(row, place).data()) for row in range(page.model.rowCount())]


def named(page: TradesPage) -> dict[str, TradeRow]:
    """The trades of the book by deal number."""
    return {row.trade.deal_no: row for row in rows(page)}


def begin_row(qtbot: QtBot, page: TradesPage) -> None:
    """A new trade in the list."""
    count = page.model.rowCount()
    press("Ctrl+N")
    until(qtbot, lambda: page.model.rowCount() == count + 1 and page.table.hasFocus())


def begin_form(qtbot: QtBot, page: TradesPage) -> None:
    """A new trade beside the list."""
    begin_row(qtbot, page)
    press("Alt+Return")
    until(qtbot, lambda: page.entry.isVisible() and page.entry.isAncestorOf(focused()))


def type_in(page: TradesPage, **texts: str) -> None:
    """Into the form, from field to field by Tab."""
    for name, words in texts.items():
        tab_to(page.entry.form.fields[name].edit)
        press("Ctrl+A")
        write(words)
        press("Return")


def type_row(*cells: str) -> None:
    """Into the list from the cursor on, over the columns that are shown; an empty word leaves the cell."""
    for words in cells:
        write(words)
        press("Tab")


def saved(qtbot: QtBot, page: TradesPage, count: int) -> None:
    """So many trades are in the book and on the page, which is done with them."""
    until(qtbot, lambda: len(rows(page)) == count)
    settled(qtbot, page)


def three_deals(open_window: Opener, qtbot: QtBot) -> TradesPage:
    """A book with three trades of a day, typed into the list one after another."""
    _, page = open_window()
    begin_row(qtbot, page)
    type_row("C-1")
    for number, price in enumerate(("58.2万", "58.3万", "58.4万"), 1):
        until(qtbot, lambda: page.table.at[1] == "date")
        type_row("2026-10-1", "b", "yhpn", "99%", str(number), price)
        press("Ctrl+Return")
        saved(qtbot, page, number)
    press("Escape")
    until(qtbot, lambda: page.model.rowCount() == 3 and not len(page.typing.edits))
    return page
