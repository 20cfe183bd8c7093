"""An analyst's month: another's index pasted and compared, a questionnaire sent, its return dropped on the window."""

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ops.index.state import IndexState
from rare_desk.ops.outlooks.comparison import own_points
from rare_desk.ops.outlooks.expectation import asked_products, delete_answers
from rare_desk.ops.outlooks.published import delete_index
from rare_desk.store.book import Book
from rare_desk.store.reading.index import expectation_queries, published_queries
from rare_desk.ui.comparison.page import ComparisonPage
from rare_desk.ui.expectation.page import ExpectationPage
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.workbench import Workbench
from tests.ui.waiting import settled

_PATIENCE_MS = 20_000


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact, timeout=_PATIENCE_MS)


def command(*args: object) -> None:
    ended = subprocess.run([sys.executable, "-m", "rare_desk", *map(str, args)], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


@pytest.fixture
def path(sample_file: Path, tmp_path: Path) -> Path:
    made = shutil.copyfile(sample_file, tmp_path / "journey.raredesk")
    with Book.open(made) as book:
        delete_index(book, published_queries.published_indices(book)[0].id)
        delete_answers(book, [one.id for one in expectation_queries.answers(book)])
    return made


@pytest.fixture
def desk(app: QApplication, qtbot: QtBot, path: Path) -> Iterator[Desk]:
    made = Desk()
    made.open_path(path)
    until(qtbot, lambda: made.window.workbench is not None)
    made.window.resize(1400, 900)
    made.window.show()
    yield made
    made.window.close()
    made.close()


def bench(desk: Desk) -> Workbench:
    assert desk.window.workbench is not None
    return desk.window.workbench


def table_of_another(path: Path) -> str:
    """The composite of the book, a quarter as high and three index days later, as a price reporter's page shows it."""
    with Book.open(path, read_only=True) as book:
        points = own_points(IndexState.load(book), "composite")
    late = zip((day for day, _ in points[3:]), (value for _, value in points), strict=False)
    return "日期\t某网稀土指数\t涨跌\n" + "\n".join(f"{day}\t{value / 4}\t0.1" for day, value in late)


def test_another_index_is_pasted_compared_and_goes_on_while_the_window_is_open(
    desk: Desk, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page = bench(desk).show_page("comparison")
    assert isinstance(page, ComparisonPage)
    until(qtbot, lambda: page.session.index is not None and not page.parts.body.isVisible())
    QGuiApplication.clipboard().setText(table_of_another(path))
    page.setFocus()
    desk.window.paste()
    until(qtbot, page.intake.isVisible)
    QTest.mouseClick(page.intake.import_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: page.chosen is not None and page.chosen.name == "某网稀土指数")
    until(qtbot, lambda: page.compared is not None and page.compared.measures.best_lag is not None)
    assert page.compared is not None
    best = page.compared.measures.best_lag
    assert best is not None
    assert best.lag == 3
    file = tmp_path / "next.csv"
    file.write_text("日期,某网稀土指数\n2026-10-23,333\n", encoding="utf-8")
    command("import", file, "--book", path, "--as", "published-index")
    until(qtbot, lambda: page.chart.content.lines[1].values[-1] == 333)
    desk.undo()
    until(qtbot, lambda: page.chart.content.lines[1].values[-1] != 333)
    with Book.open(path, read_only=True) as book:
        (index,) = published_queries.published_indices(book)
        assert index.last == dt.date(2026, 10, 22)


def test_a_questionnaire_is_sent_its_return_dropped_and_a_respondent_typed(
    desk: Desk, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page = bench(desk).show_page("expectation")
    assert isinstance(page, ExpectationPage)
    until(qtbot, lambda: page.data is not None)
    page.show_month(dt.date(2026, 12, 1))
    out = tmp_path / "调查.xlsx"
    page.write_questionnaire("zh", out)
    until(qtbot, out.exists)
    until(qtbot, lambda: bool(page.strip.shown))
    returned = load_workbook(out)
    sheet = returned.active
    assert sheet is not None
    sheet["B5"] = "甲辰磁材"
    with Book.open(path, read_only=True) as book:
        asked = [product.code for product in asked_products(book)]
    for row in range(8, 8 + len(asked)):
        sheet[f"C{row}"] = "涨"
    returned.save(out)
    desk.take_files([out])
    until(qtbot, page.intake.isVisible)
    page.intake.write()
    until(qtbot, lambda: page.shown is not None and page.shown.composite.value == Decimal("100.00"))
    settled(qtbot, page)
    page.parts.respondent.set_text("乙公司")
    page.add_respondent()
    for _ in asked:
        QTest.keyClicks(page.parts.grid, "d")
    until(qtbot, lambda: page.shown is not None and page.shown.composite.answers == 2 * len(asked))
    assert page.shown is not None
    assert page.shown.composite.value == Decimal("50.00")
    assert page.shown.composite.covered == 1
    for _ in asked:
        desk.undo()
    until(qtbot, lambda: page.shown is not None and page.shown.composite.answers == len(asked))
    with Book.open(path, read_only=True) as book:
        assert {one.respondent for one in expectation_queries.answers(book)} == {"甲辰磁材"}


def test_files_dropped_elsewhere_still_go_to_the_import(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    bench(desk).show_page("today")
    file = tmp_path / "a.csv"
    file.write_text("日期,品名,数量(吨),单价(元/吨)\n2026-10-20,氧化镨钕,1,600000\n", encoding="utf-8")
    desk.take_files([file])
    assert bench(desk).shown == "imports"
