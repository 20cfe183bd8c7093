"""From the window on a book to an explained point, while another program writes into that book."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsView
from pytestqt.qtbot import QtBot

from rare_desk.ui.chart import to_date
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.workbench import Workbench

_PATIENCE_MS = 20_000
LEDGER = """日期,单号,品名,数量(吨),不含税单价(元/吨),买方,卖方
{day},X-1,氧化镨钕,40,650000,甲辰磁材,另一家
"""


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact, timeout=_PATIENCE_MS)


@pytest.fixture
def path(sample_file: Path, tmp_path: Path) -> Path:
    return shutil.copyfile(sample_file, tmp_path / "journey.raredesk")


@pytest.fixture
def window(app: QApplication, qtbot: QtBot, path: Path) -> Iterator[MainWindow]:
    desk = Desk()
    desk.open_path(path)
    until(qtbot, lambda: desk.window.workbench is not None)
    desk.window.resize(1400, 900)
    desk.window.show()
    yield desk.window
    desk.window.close()


def bench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    return window.workbench


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> IndexPage:
    shown = bench(window).show_page("index")
    assert isinstance(shown, IndexPage)
    until(qtbot, lambda: shown.chart.content.last_day is not None)
    return shown


def click(page: IndexPage, day: int) -> None:
    view, drawing = page.chart.findChild(QGraphicsView), page.chart.drawing
    assert isinstance(view, QGraphicsView)
    assert drawing is not None
    at = QPointF(drawing.x.at(day), drawing.frames.main.center().y()).toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_ledger_imported_by_the_command_line_moves_the_open_chart_and_its_explanation(
    window: MainWindow, page: IndexPage, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    last = page.chart.content.last_day
    assert last is not None
    page.chart.show_days(last - 30, last + 2)
    click(page, last)
    until(qtbot, lambda: page.explain.story is not None)
    shown, before = page.chart.visible_range, float(page.chart.content.lines[0].values[-1])
    ledger = tmp_path / "late.csv"
    ledger.write_text(LEDGER.format(day=to_date(last)), "utf-8")
    command = [sys.executable, "-m", "rare_desk", "import", "--book", str(path), str(ledger)]
    options = ["--side", "market", "--compliant", "yes", "--accept-suspect"]
    subprocess.run([*command, *options], check=True, capture_output=True)
    until(qtbot, lambda: float(page.chart.content.lines[0].values[-1]) != before)
    assert page.chart.visible_range == shown
    until(qtbot, lambda: "X-1" in deals(page))


def test_a_trade_of_a_point_opens_on_the_trades_page(window: MainWindow, page: IndexPage, qtbot: QtBot) -> None:
    day = int(page.chart.content.lines[0].days[-8])
    click(page, day)
    until(qtbot, lambda: page.explain.story is not None)
    QTest.keyClick(page.explain.body.members.trades, Qt.Key.Key_Down)
    QTest.keyClick(page.explain.body.members.trades, Qt.Key.Key_Return)
    assert bench(window).shown == "trades"


def deals(page: IndexPage) -> list[str]:
    """The deal numbers in the table of the chosen member's trades, and of those left out."""
    models = (page.explain.body.members.trades.model(), page.explain.body.left_out.table.model())
    return [str(model.index(row, 0).data()) for model in models for row in range(model.rowCount())]
