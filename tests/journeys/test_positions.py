"""From a typed trade to the position and back, through the real window and by keyboard alone."""

from functools import partial

from pytestqt.qtbot import QtBot

from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.positions.page import PositionsPage
from rare_desk.ui.trades.page import TradesPage
from tests.journeys.keyboard import press, tab_to, until, walk_to, write
from tests.journeys.ledger import shown
from tests.journeys.opening import window
from tests.ui.waiting import settled

__all__ = ["window"]


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
    bench = window.workbench
    assert bench is not None
    press("Ctrl+2")
    trades = bench.current
    assert isinstance(trades, TradesPage)
    settled(qtbot, trades)
    press("Ctrl+N")
    until(qtbot, lambda: trades.table.hasFocus() and trades.model.rowCount() == 1)
    for number, side, day, product, tonnes, price in (
        ("B-1", "b", "2026-10-12", "yhpn", "10", "56.5万"),
        ("B-2", "b", "2026-10-13", "", "10", "58.76万"),
        ("S-1", "s", "2026-10-14", "", "15", "62.15万"),
    ):
        walk_to(trades.table, "deal_no")
        for words in (number, day, side, product, "", tonnes, price):
            write(words)
            press("Tab")
        walk_to(trades.table, "counterparty")
        write("乙和稀土")
        press("Ctrl+Return")
        until(qtbot, partial(_listed, trades, number))
    press("Escape")

    press("Ctrl+6")
    page = bench.current
    assert isinstance(page, PositionsPage)
    wanted = ["20.000", "15.000", "5.000", "510,000.00", "600,000.00"]
    until(qtbot, lambda: figures(page, "bought_t", "sold_t", "net_t", "average_cost", "realised") == wanted)
    settled(qtbot, page)
    until(qtbot, page.table.hasFocus)
    walk_to(page.table, "realised")
    press("Return")
    until(qtbot, lambda: page.panel.matches.rowCount() == 1)
    walk_to(page.table, "sold_t")
    press("Return")
    until(qtbot, lambda: page.panel.entries.rowCount() == 1)
    tab_to(page.panel.open_trades)
    press("Space")
    until(qtbot, lambda: bench.current is trades)
    until(qtbot, lambda: shown(trades, "deal_no") == ["S-1"])

    press("Ctrl+6")
    until(qtbot, page.isVisible)
    press("Ctrl+Z")
    until(qtbot, lambda: figures(page, "bought_t", "sold_t", "net_t", "realised") == ["20.000", "–", "20.000", "–"])
    press("Ctrl+Y")
    until(qtbot, lambda: figures(page, "net_t", "realised") == ["5.000", "600,000.00"])
