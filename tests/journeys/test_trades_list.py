"""Finding one's way in the list of trades, through the real window and by keyboard alone: order, filters, views,
columns, and from a trade to its index point and back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ui import labels
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.trades.page import TradesPage
from rare_desk.ui.widgets.inputs.filter_bar import ChoiceButton
from rare_desk.ui.widgets.table.chooser import ColumnList
from tests.journeys.keyboard import focused, go_to, pick, press, tab_to, until, walk_to, write
from tests.journeys.ledger import Opener, begin_row, open_window, shown, three_deals, type_row
from tests.journeys.opening import open_desk
from tests.ui.waiting import settled

__all__ = ["open_window"]


def filter_of(page: TradesPage, name: str) -> ChoiceButton:
    return next(one for one in page.filters.findChildren(ChoiceButton) if one.name == name)


@pytest.fixture
def page(open_window: Opener, qtbot: QtBot) -> TradesPage:
    """Besides three purchases of one product, a sale of another one."""
    page = three_deals(open_window, qtbot)
    begin_row(qtbot, page)
    type_row("2026-10-3", "s", "TB-O", "", "2", "680万")
    press("Ctrl+Return")
    until(qtbot, lambda: page.model.rowCount() == 5)
    press("Escape")
    until(qtbot, lambda: page.model.rowCount() == 4 and not len(page.typing.edits))
    settled(qtbot, page)
    return page


def comes(qtbot: QtBot, page: TradesPage, *numbers: str) -> None:
    """These deals stand in the list, in this order."""
    until(qtbot, lambda: page.model.complete and shown(page, "deal_no") == list(numbers))
    settled(qtbot, page)


def test_the_list_is_sorted_by_two_columns_filtered_and_kept_as_a_view(page: TradesPage, qtbot: QtBot) -> None:
    press("Ctrl+Home")
    walk_to(page.table, "product")
    press("Alt+Shift+Down")
    pick("升序")
    comes(qtbot, page, "C-3", "C-2", "C-1", "C-4")
    assert page.table.at[1] == "product"
    walk_to(page.table, "quantity")
    press("Alt+Shift+Down")
    pick("再按此列升序")
    comes(qtbot, page, "C-1", "C-2", "C-3", "C-4")

    press("Ctrl+F")
    until(qtbot, page.filters.search.hasFocus)
    write("yhpn")
    comes(qtbot, page, "C-1", "C-2", "C-3")
    press("Escape")
    comes(qtbot, page, "C-1", "C-2", "C-3", "C-4")
    tab_to(filter_of(page, labels.field("side")))
    press("Space", "Down", "Space", "Escape")
    comes(qtbot, page, "C-4")
    tab_to(page.table)
    press("Ctrl+Shift+F")
    pick("另存为…")
    write("卖出")
    press("Return")
    until(qtbot, lambda: page.views.saved.names == ["卖出"])
    settled(qtbot, page)

    until(qtbot, page.table.hasFocus)
    press("Escape")
    comes(qtbot, page, "C-1", "C-2", "C-3", "C-4")
    press("Ctrl+Home")
    walk_to(page.table, "quantity")
    press("Alt+Shift+Down")
    pick("恢复默认顺序")
    comes(qtbot, page, "C-4", "C-3", "C-2", "C-1")
    press("Ctrl+Shift+F")
    pick("1  卖出")
    comes(qtbot, page, "C-4")
    assert [(one.column, one.descending) for one in page.listing.order] == [("product", False), ("quantity", False)]


def test_columns_are_hidden_and_moved_in_the_list_of_columns_and_frozen(page: TradesPage, qtbot: QtBot) -> None:
    def to_line(words: str) -> None:
        listed = focused()
        assert isinstance(listed, ColumnList)
        press("Home")
        for _ in range(listed.count()):
            if listed.currentItem().text() == words:
                return
            press("Down")
        raise AssertionError(f"no {words}")

    press("Ctrl+Home")
    walk_to(page.table, "grade")
    press("Alt+Shift+Down")
    pick("列…")
    to_line(labels.field("grade"))
    press("Space")
    until(qtbot, lambda: not page.table.is_shown("grade"))
    to_line(labels.field("quantity"))
    press("Alt+Up", "Alt+Up", "Escape")
    keys = [page.table.columns[number].key for number in page.table.shown_columns()]
    assert keys.index("quantity") == keys.index("product") - 1
    until(qtbot, page.table.hasFocus)
    walk_to(page.table, "side")
    press("Alt+Shift+Down")
    pick("冻结到此列")
    assert page.table.frozen.count == keys.index("side") + 1


@pytest.fixture
def sample(app: QApplication, qtbot: QtBot, sample_file: Path, tmp_path: Path) -> Iterator[MainWindow]:
    path = shutil.copyfile(sample_file, tmp_path / "journey.raredesk")
    desk = open_desk(qtbot, path)
    yield desk.window
    desk.window.close()


def test_a_trade_leads_to_its_index_point_and_the_point_back_to_it(sample: MainWindow, qtbot: QtBot) -> None:
    bench = sample.workbench
    assert bench is not None
    press("Ctrl+4")
    index = bench.current
    assert isinstance(index, IndexPage)
    until(qtbot, lambda: index.chart.content.last_day is not None)
    settled(qtbot, index)
    press("Ctrl+2")
    trades = bench.current
    assert isinstance(trades, TradesPage)
    settled(qtbot, trades)
    until(qtbot, trades.table.hasFocus)
    go_to(trades.table, 8, "date")
    row = trades.chosen_row()
    assert row is not None
    press("Ctrl+Shift+I")
    until(qtbot, lambda: bench.current is index)
    until(qtbot, lambda: row.trade.deal_no in [one.deal_no for one in index.explain.body.members.trade_rows])
    settled(qtbot, index)
    tab_to(index.explain.body.members.trades)
    deals = [one.deal_no for one in index.explain.body.members.trade_rows]
    press("Home", *["Down"] * deals.index(row.trade.deal_no), "Return")
    until(qtbot, lambda: bench.current is trades)
    until(qtbot, lambda: (now := trades.chosen_row()) is not None and now.id == row.id)
