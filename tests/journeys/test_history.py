"""Nothing is lost: through the real window, by keyboard alone, across restarts."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from rare_desk.core.life.dues import Delivery
from rare_desk.core.trades import Trade
from rare_desk.ops.book.books import check, new_book
from rare_desk.ops.imports.ledgers import plan_import, write_import
from rare_desk.ops.life.dues import add_due
from rare_desk.ops.trades import add_trade, change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trade_page, trades_by_id
from rare_desk.ui.history.page import HistoryPage
from rare_desk.ui.page import Page
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.trades.page import TradesPage
from tests.journeys.keyboard import press, tab_to, until, write
from tests.journeys.opening import bench_of, open_desk
from tests.ops.given import BUY
from tests.ui.waiting import settled

LEDGER = Path(__file__).parents[1] / "data" / "workbooks" / "purchase-ledger-2025.xlsx"
Opener = Callable[[], Desk]


@pytest.fixture
def open_window(app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Opener]:
    """On one and the same book, as often as it is called; what was open before is closed."""
    path = tmp_path / "journey.raredesk"
    new_book(path).close()
    desks: list[Desk] = []

    def opened() -> Desk:
        for before in desks:
            before.window.close()
        desk = open_desk(qtbot, path, 1280, 720)
        desks.append(desk)
        return desk

    yield opened
    for desk in desks:
        desk.window.close()


def work(desk: Desk, qtbot: QtBot, *ops: Callable[[Book], object]) -> None:
    session = desk.session
    assert session is not None
    for op in ops:
        with qtbot.waitSignal(session.changed):
            session.run(op)


def the_page(desk: Desk) -> Page:
    return bench_of(desk).current


def numbers(desk: Desk) -> list[str]:
    assert desk.session is not None
    return sorted(row.trade.deal_no for row in trade_page(desk.session.book, limit=500))


def in_the_menu(desk: Desk) -> list[str]:
    """What undo and redo are called there now."""
    menu = desk.window.menuBar().actions()[1].menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()[:2]]


def bring_in(book: Book) -> None:
    write_import(book, plan_import(book, [LEDGER], today=dt.date(2026, 1, 5)), accept_suspect=True)


def enter(trade: Trade) -> Callable[[Book], object]:
    return lambda book: add_trade(book, trade, accept_suspect=True)


def test_any_number_of_steps_is_undone_and_done_again_by_name_across_restarts(
    open_window: Opener, qtbot: QtBot
) -> None:
    desk = open_window()
    delivered = Delivery(done=dt.date(2026, 2, 2), quantity_t=Decimal(5))
    work(desk, qtbot, enter(BUY), bring_in, lambda book: add_due(book, min(trade_ids(book)), delivered))
    assert "HT-1" in in_the_menu(desk)[0]
    whole = numbers(desk)
    press("Ctrl+Z", "Ctrl+Z")
    until(qtbot, lambda: numbers(desk) == ["HT-1"])
    until(qtbot, lambda: the_page(desk).strip.shown == "已撤销：导入 purchase-ledger-2025.xlsx：180 行")

    desk = open_window()
    assert in_the_menu(desk) == ["撤销：新增成交 HT-1", "重做：导入 purchase-ledger-2025.xlsx：180 行"]
    press("Ctrl+Z")
    until(qtbot, lambda: numbers(desk) == [])

    desk = open_window()
    press("Ctrl+Y", "Ctrl+Y", "Ctrl+Y")
    until(qtbot, lambda: numbers(desk) == whole)
    until(qtbot, lambda: not in_the_menu(desk)[1].startswith("重做："))
    assert desk.session is not None
    assert check(desk.session.path) == []


def test_a_wrong_ledger_of_long_ago_is_taken_back_from_the_history(open_window: Opener, qtbot: QtBot) -> None:
    desk = open_window()
    work(desk, qtbot, bring_in, enter(BUY))
    press("Ctrl+Shift+H")
    page = the_page(desk)
    assert isinstance(page, HistoryPage)
    until(qtbot, lambda: page.model.rowCount() == 3 and page.table.hasFocus())
    settled(qtbot, page)
    press("Ctrl+K")
    write("以前的导入")
    press("Return")
    until(qtbot, lambda: page.model.rowCount() == 1)
    settled(qtbot, page)
    tab_to(page.filters.clear_link, "Shift+Tab")
    press("Space")
    until(qtbot, lambda: page.model.rowCount() == 3)
    settled(qtbot, page)
    tab_to(page.table)
    press("Ctrl+Home", "Down")
    until(qtbot, lambda: page.panel.line is not None and page.panel.line.batch == 1)
    press("Ctrl+Del")
    until(qtbot, lambda: page.strip.shown == "将撤回这次导入的 180 行。")
    tab_to(next(one for one in page.strip.findChildren(QPushButton) if one.text() == "撤回"), "Shift+Tab")
    press("Space")
    until(qtbot, lambda: numbers(desk) == ["HT-1"])
    until(qtbot, lambda: in_the_menu(desk)[0] == "撤销：撤回导入 purchase-ledger-2025.xlsx：180 行")
    press("Ctrl+Z")
    until(qtbot, lambda: len(numbers(desk)) == 181)


def test_the_version_before_comes_again_by_one_key_in_the_form(open_window: Opener, qtbot: QtBot) -> None:
    desk = open_window()
    work(desk, qtbot, enter(BUY))
    assert desk.session is not None
    (trade_id,) = trade_ids(desk.session.book)
    work(desk, qtbot, lambda book: change_trade(book, trade_id, replace(BUY, note="改错了"), accept_suspect=True))
    press("Ctrl+2")
    page = the_page(desk)
    assert isinstance(page, TradesPage)
    settled(qtbot, page)
    until(qtbot, page.table.hasFocus)
    press("Ctrl+Home", "Alt+Return")
    until(qtbot, lambda: any("改错了" in line for line in page.entry.history.lines))
    assert page.entry.form.fields["note"].text() == "改错了"
    press("Ctrl+Shift+R")
    until(qtbot, lambda: page.entry.form.fields["note"].text() == "")
    assert trades_by_id(desk.session.book, [trade_id])[0].trade.note == ""
    until(qtbot, lambda: any(line.startswith("恢复：") for line in page.entry.history.lines))
