"""From a typed party to its trades and back, through the real window, by keyboard alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ops.book.books import check, new_book
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.parties.page import PartiesPage
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.trades.page import TradesPage
from tests.ops.counterparties.given import LONG, OTHER, SHORT, fill

_PATIENCE_MS = 20_000
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "journey.raredesk"
    with new_book(path) as book:
        fill(book)
    desk = Desk()
    desk.open_path(path)
    qtbot.waitUntil(lambda: desk.window.workbench is not None, timeout=_PATIENCE_MS)
    desk.window.resize(1600, 900)
    desk.window.show()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow, timeout=_PATIENCE_MS)
    yield desk.window
    desk.window.close()
    assert check(path) == []


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focused(), key, held)


def write(words: str) -> None:
    """As an input method hands it over, into whatever has the focus."""
    handed = QInputMethodEvent()
    handed.setCommitString(words)
    QApplication.sendEvent(focused(), handed)


def names(page: PartiesPage) -> list[str]:
    return [one.name for one in page.model.rows_at(range(page.model.rowCount()))]


def test_a_firm_is_entered_merged_and_followed_to_its_trades_and_all_is_taken_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    def until(fact: Callable[[], bool]) -> None:
        qtbot.waitUntil(fact, timeout=_PATIENCE_MS)

    bench = window.workbench
    assert bench is not None
    QTest.keyClick(window, Qt.Key.Key_8, ALT)
    page = bench.current
    assert isinstance(page, PartiesPage)
    until(lambda: len(page.pairs) == 1)

    QTest.keyClick(page, Qt.Key.Key_N, CONTROL)
    write("庚远材料")
    press(Qt.Key.Key_S, CONTROL)
    until(lambda: "庚远材料" in names(page) and page.table.hasFocus())

    QTest.keyClick(page, Qt.Key.Key_M, CONTROL | SHIFT)
    until(lambda: focused() is page.near.table)
    press(Qt.Key.Key_M)
    until(lambda: names(page) == [OTHER, "庚远材料", SHORT])
    assert bench.page("parties") is page

    page.table.setFocus()
    press(Qt.Key.Key_End, CONTROL)
    until(lambda: (one := page.chosen()) is not None and one.name == SHORT)
    press(Qt.Key.Key_Return)
    trades = bench.current
    assert isinstance(trades, TradesPage)
    until(lambda: trades.model.complete and trades.model.rowCount() == 5)

    window.activateWindow()
    until(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_8, ALT)
    until(page.isVisible)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    until(lambda: len(names(page)) == 4)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    until(lambda: names(page) == [LONG, OTHER, SHORT])
