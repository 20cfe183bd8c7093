"""From an edit on the methodology page, tried and adopted, to the chart and the explanation of a point."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.methodology.page import MethodologyPage
from rare_desk.ui.shell.desk import Desk

_PATIENCE_MS = 20_000


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact, timeout=_PATIENCE_MS)


@pytest.fixture
def window(app: QApplication, qtbot: QtBot, sample_file: Path, tmp_path: Path) -> Iterator[MainWindow]:
    made = shutil.copyfile(sample_file, tmp_path / "journey.raredesk")
    desk = Desk()
    desk.open_path(made)
    until(qtbot, lambda: desk.window.workbench is not None)
    desk.window.resize(1400, 900)
    desk.window.show()
    yield desk.window
    desk.window.close()


def test_the_chart_goes_over_to_what_the_try_has_shown_and_back_with_one_undo(window: MainWindow, qtbot: QtBot) -> None:
    bench = window.workbench
    assert bench is not None
    index = bench.show_page("index")
    assert isinstance(index, IndexPage)
    until(qtbot, lambda: index.chart.content.last_day is not None)
    before = index.chart.content.lines[0].values.tolist()
    page = bench.show_page("methodology")
    assert isinstance(page, MethodologyPage)
    edit = page.parts.rules.fields["outlier_threshold"].edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "1.5")
    page.whatif_button.click()
    until(qtbot, lambda: page.whatif.found is not None)
    tried = page.whatif.view.chart.content.lines[1].values.tolist()
    assert tried != before
    for name, words in (("effective", "2020-01-01"), ("reason", "tighter")):
        field = page.save_bar.fields[name].edit
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)
    page.save_bar.adopt_button.click()
    until(qtbot, lambda: page.draft.base.version == 2)
    bench.show_page("index")
    until(qtbot, lambda: index.chart.content.lines[0].values.tolist() == tried)
    page.session.undo()
    until(qtbot, lambda: index.chart.content.lines[0].values.tolist() == before)
