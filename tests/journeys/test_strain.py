"""What a hurried hand and other programs do to the window at the same time. None of it may end inside Qt."""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.looks import choose_theme
from rare_desk.ui.shell.workbench import Workbench

_PATIENCE_MS = 30_000
WRITER = """
import datetime as dt, sys, time
from decimal import Decimal
from pathlib import Path
from rare_desk.core.trades import Side, Trade
from rare_desk.ops.trades import add_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import Sort, trade_page

with Book.open(Path(sys.argv[1])) as book:
    while True:
        newest = trade_page(book, limit=1)[0].trade.date
        trade = Trade(date=newest, side=Side.BUY, product="PRND-O", quantity=Decimal(8), price=Decimal("580000"),
                      counterparty="strain")
        add_trade(book, trade, accept_suspect=True)
        time.sleep(0.05)
        delete_trades(book, [trade_page(book, order=Sort("id"), limit=1)[0].id])
        time.sleep(0.05)
"""


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Path:
    return shutil.copyfile(sample_file, tmp_path / "strain.raredesk")


@pytest.fixture
def writer(sample: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that writes into the book without rest."""
    running = subprocess.Popen([sys.executable, "-c", WRITER, str(sample)], cwd=Path(__file__).parents[2])
    yield running
    running.kill()
    running.wait()


@pytest.fixture
def open_desk(app: QApplication, qtbot: QtBot, sample: Path) -> Iterator[Callable[[], Desk]]:
    desks: list[Desk] = []

    def opened() -> Desk:
        desk = Desk()
        desks.append(desk)
        with qtbot.waitSignal(desk.opened, timeout=_PATIENCE_MS):
            desk.open_path(sample)
        desk.window.resize(1400, 900)
        desk.window.show()
        return desk

    yield opened
    for desk in desks:
        desk.window.close()


def bench(desk: Desk) -> Workbench:
    assert desk.window.workbench is not None
    return desk.window.workbench


def click_somewhere(chance: random.Random, page: QWidget) -> None:
    """Into one of the page's lists, sometimes twice: what a click there opens, rebuilds or leaves behind."""
    found = page.findChildren(QAbstractItemView)
    lists = [view for view in found if view.isVisible() and view.viewport().height() > 30]
    if not lists:
        return
    target = chance.choice(lists).viewport()
    at = QPoint(chance.randrange(5, max(target.width(), 6)), chance.randrange(5, max(target.height(), 6)))
    click = QTest.mouseDClick if chance.random() < 0.3 else QTest.mouseClick
    click(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def test_fifty_pages_are_turned_and_clicked_while_another_program_writes(
    open_desk: Callable[[], Desk], writer: subprocess.Popen[bytes], qtbot: QtBot
) -> None:
    desk, chance = open_desk(), random.Random(7)
    names = [entry.name for entry in pages.PAGES]
    for _ in range(50):
        desk.show_page(chance.choice(names))
        qtbot.wait(chance.choice((0, 5, 40)))
        click_somewhere(chance, bench(desk).current)
        qtbot.wait(chance.choice((0, 10)))
    assert writer.poll() is None
    assert desk.session is not None
    qtbot.waitUntil(lambda: desk.session is not None and desk.session.index is not None, timeout=_PATIENCE_MS)


def test_language_and_theme_change_while_the_index_is_computed(open_desk: Callable[[], Desk], qtbot: QtBot) -> None:
    desk = open_desk()
    names = [entry.name for entry in pages.PAGES]
    for turn in range(6):
        desk.choose_language("en" if turn % 2 == 0 else "zh")
        desk.show_page(names[turn % len(names)])
        choose_theme("dark" if turn % 2 == 0 else "light")
        qtbot.wait((0, 20, 60)[turn % 3])
    session = desk.session
    assert session is not None
    qtbot.waitUntil(lambda: session.index is not None, timeout=_PATIENCE_MS)


def test_ten_windows_open_and_close_in_the_middle_of_their_work(open_desk: Callable[[], Desk], qtbot: QtBot) -> None:
    names = [entry.name for entry in pages.PAGES]
    for turn in range(10):
        desk = open_desk()
        desk.show_page(names[turn % len(names)])
        qtbot.wait((0, 15, 60)[turn % 3])
        desk.window.close()
    qtbot.wait(50)


def test_books_follow_each_other_in_one_window(open_desk: Callable[[], Desk], qtbot: QtBot, sample: Path) -> None:
    desk = open_desk()
    for name in ("trades", "index", "today", "pricing"):
        desk.show_page(name)
        with qtbot.waitSignal(desk.opened, timeout=_PATIENCE_MS):
            desk.open_path(sample)
    assert bench(desk).shown == "pricing"
