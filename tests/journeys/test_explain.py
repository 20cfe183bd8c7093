"""From a click on the chart down to a trade and its record, up again, and out on paper."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.trades.page import TradesPage
from tests.journeys.test_index import bench, click, page, path, until, window

__all__ = ["page", "path", "window"]


def shown(page: IndexPage) -> str:
    story = page.explain.story
    return story.explanation.series if story and story.explanation else ""


def saves_to(target: Path) -> Callable[..., tuple[str, str]]:
    """In the place of the platform's dialog."""
    return lambda *_args: (str(target), "")


def test_a_point_is_walked_down_to_a_trade_and_its_record_and_back(
    window: MainWindow, page: IndexPage, qtbot: QtBot
) -> None:
    day = int(page.chart.content.lines[0].days[-8])
    click(page, day)
    until(qtbot, lambda: shown(page) == "composite")
    members = page.explain.body.members
    QTest.keyClick(members.table, Qt.Key.Key_Return)
    until(qtbot, lambda: shown(page) not in ("", "composite"))
    product = shown(page)
    QTest.keyClick(members.trades, Qt.Key.Key_Down)
    until(qtbot, lambda: re.search(r"去掉 .*：[\d,]+\.\d\d", page.explain.without.said) is not None)
    deal = members.trade_rows[0]
    QTest.keyClick(members.trades, Qt.Key.Key_Return)
    assert bench(window).shown == "trades"
    trades = bench(window).show_page("trades")
    assert isinstance(trades, TradesPage)
    until(qtbot, lambda: (row := trades.chosen_row()) is not None and row.id == deal.trade.id)
    trades.verbs.edit.trigger()
    until(qtbot, lambda: trades.entry.in_index.isVisible())
    link = trades.entry.in_index.findChild(QPushButton)
    assert link is not None
    link.click()
    assert bench(window).shown == "index"
    until(qtbot, lambda: shown(page) == "composite" and page.explain.body.members.member == product)
    assert deal.deal_no in [row.deal_no for row in page.explain.body.members.trade_rows]


def test_the_audit_sheet_of_what_is_shown_is_written_and_reads_the_same(
    page: IndexPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(page, int(page.chart.content.lines[0].days[-8]))
    until(qtbot, lambda: shown(page) == "composite")
    story = page.explain.story
    assert story is not None
    assert story.explanation is not None
    workbook, pdf = tmp_path / "point.xlsx", tmp_path / "point.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", saves_to(workbook))
    page.explain.excel_button.click()
    until(qtbot, workbook.exists)
    sheets = load_workbook(workbook)
    assert sheets.worksheets[0]["B4"].value == float(story.explanation.point.value)
    deals = [cell.value for cell in sheets["成交"]["C"][1:]]
    assert deals == [story.trades[used.id].trade.deal_no for member in story.members for used in member.trades]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", saves_to(pdf))
    page.explain.pdf_button.click()
    until(qtbot, pdf.exists)
    written = pdf.read_bytes()
    assert written.startswith(b"%PDF")
    assert b"/ToUnicode" in written  # its text can be selected


def test_a_folder_that_is_not_there_is_refused_in_words(
    page: IndexPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(page, int(page.chart.content.lines[0].days[-8]))
    until(qtbot, lambda: shown(page) == "composite")
    for button, name in ((page.explain.excel_button, "a.xlsx"), (page.explain.pdf_button, "a.pdf")):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", saves_to(tmp_path / "missing" / name))
        with qtbot.waitSignal(page.session.message) as said:
            button.click()
        assert said.args is not None
        assert said.args[0].kind == "bad"
