"""From a typed trade to the position and back, through the real window."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ops.book.books import new_book
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.positions.page import PositionsPage
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.trades.page import TradesPage
from tests.journeys.test_trades import shown, type_in

_PATIENCE_MS = 20_000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "journey.raredesk"
    new_book(path).close()
    desk = Desk()
    desk.open_path(path)
    qtbot.waitUntil(lambda: desk.window.workbench is not None, timeout=_PATIENCE_MS)
    desk.window.resize(1600, 900)
    desk.window.show()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow, timeout=_PATIENCE_MS)
    yield desk.window
    desk.window.close()


def press(window: MainWindow, name: str) -> QWidget:
    """The key of the page in the rail."""
    assert window.workbench is not None
    digit = pages.keys()[name].removeprefix("Ctrl+")
    QTest.keyClick(window, getattr(Qt.Key, f"Key_{digit}"), CONTROL)
    assert window.workbench.shown == name
    return window.workbench.current


def _listed(page: TradesPage, number: str) -> bool:
    return number in shown(page, "deal_no")


def figures(page: PositionsPage, *columns: str) -> list[str]:
    """Of the first line."""
    model = page.table.model()
    keys = [one.key for one in page.lists["product"].model.columns]
    return [str(model.index(0, keys.index(column)).data()) for column in columns] if model.rowCount() else []


def test_typed_trades_become_a_position_whose_figures_open_them_and_undo_takes_them_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    def until(fact: Callable[[], bool]) -> None:
        qtbot.waitUntil(fact, timeout=_PATIENCE_MS)

    trades = press(window, "trades")
    assert isinstance(trades, TradesPage)
    QTest.keyClick(trades, Qt.Key.Key_N, CONTROL)
    for number, side, day, tonnes, price in (
        ("B-1", "buy", "2026-10-12", "10", "56.5万"),
        ("B-2", "buy", "2026-10-13", "10", "58.76万"),
        ("S-1", "sell", "2026-10-14", "15", "62.15万"),
    ):
        trades.entry.form.side.buttons.button(side).click()
        type_in(trades, deal_no=number, date=day, product="yhpn", quantity=tonnes, price=price, counterparty="乙和稀土")
        QTest.keyClick(trades.entry.form.fields["note"].edit, Qt.Key.Key_Return, CONTROL)
        until(partial(_listed, trades, number))

    page = press(window, "positions")
    assert isinstance(page, PositionsPage)
    wanted = ["20.000", "15.000", "5.000", "510,000.00", "600,000.00"]
    until(lambda: figures(page, "bought_t", "sold_t", "net_t", "average_cost", "realised") == wanted)
    QTest.keyClick(page.table, Qt.Key.Key_Home)
    keys = [one.key for one in page.lists["product"].model.columns]
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.model().index(0, keys.index("realised")))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    until(lambda: page.panel.matches.rowCount() == 1)

    page.table.setCurrentIndex(page.table.model().index(0, keys.index("sold_t")))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    until(lambda: page.panel.entries.rowCount() == 1)
    QTest.mouseClick(page.panel.open_trades, Qt.MouseButton.LeftButton)
    assert window.workbench is not None
    assert window.workbench.shown == "trades"
    until(lambda: shown(trades, "deal_no") == ["S-1"])

    press(window, "positions")
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    until(lambda: figures(page, "bought_t", "sold_t", "net_t", "realised") == ["20.000", "–", "20.000", "–"])
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    until(lambda: figures(page, "net_t", "realised") == ["5.000", "600,000.00"])
