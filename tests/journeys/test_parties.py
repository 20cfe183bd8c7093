"""From a typed party to its trades and back, through the real window, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ops.book.books import check, new_book
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.parties.page import PartiesPage
from rare_desk.ui.trades.page import TradesPage
from tests.journeys.keyboard import focused, press, until, write
from tests.journeys.opening import open_desk
from tests.ops.parties.given import LONG, OTHER, SHORT, fill


@pytest.fixture
def window(app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "journey.raredesk"
    with new_book(path) as book:
        fill(book)
    desk = open_desk(qtbot, path)
    yield desk.window
    desk.window.close()
    assert check(path) == []


def names(page: PartiesPage) -> list[str]:
    return [one.name for one in page.model.rows_at(range(page.model.rowCount()))]


def test_a_firm_is_entered_merged_and_followed_to_its_trades_and_all_is_taken_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    bench = window.workbench
    assert bench is not None
    press("Alt+8")
    page = bench.current
    assert isinstance(page, PartiesPage)
    until(qtbot, lambda: len(page.pairs) == 1 and page.table.hasFocus())

    press("Ctrl+N")
    write("庚远材料")
    press("Ctrl+S")
    until(qtbot, lambda: "庚远材料" in names(page) and page.table.hasFocus())

    press("Ctrl+Shift+M")
    until(qtbot, lambda: focused() is page.near.table)
    press("M")
    until(qtbot, lambda: names(page) == [OTHER, "庚远材料", SHORT])
    assert bench.page("parties") is page

    press("Escape")
    until(qtbot, page.table.hasFocus)
    press("Ctrl+End")
    until(qtbot, lambda: (one := page.chosen()) is not None and one.name == SHORT)
    press("Return")
    trades = bench.current
    assert isinstance(trades, TradesPage)
    until(qtbot, lambda: trades.model.complete and trades.model.rowCount() == 5)

    until(qtbot, trades.table.hasFocus)
    press("Alt+8")
    until(qtbot, page.isVisible)
    press("Ctrl+Z")
    until(qtbot, lambda: len(names(page)) == 4)
    press("Ctrl+Z")
    until(qtbot, lambda: names(page) == [LONG, OTHER, SHORT])
