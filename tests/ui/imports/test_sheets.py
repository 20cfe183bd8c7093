"""Tables of an import are left out and taken in again, one by one, with what was changed of them."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.imports.sheet_choice import BOX
from rare_desk.ui.session import Session
from tests.ui.imports.reading import WORKBOOKS, planned, planned_again, shown, states

MONTHS = WORKBOOKS.parent / "oddities" / "sheet-a-month.xlsx"


def taken(page: ImportPage, qtbot: QtBot, *files: Path) -> None:
    page.take_files(list(files))
    qtbot.waitUntil(lambda: page.plan is not None)


def click_line(page: ImportPage, place: int, x: int) -> None:
    """On a line of the open list, `x` px from its left."""
    view = page.sheets.view()
    rect = view.visualRect(page.sheets.model().index(place, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, rect.center().y()))


def test_a_sheet_is_left_out_in_the_list_and_taken_in_again(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    taken(page, qtbot, MONTHS)
    assert page.plan is not None
    assert page.plan.new == 4
    page.sheets.showPopup()
    planned_again(page, qtbot, lambda: click_line(page, 1, BOX // 2))
    assert page.sheets.view().isVisible(), "the list stays open for the next one"
    assert [page.sheets.is_skipped(at) for at in (0, 1)] == [False, True]
    assert page.sheets.said(1) == "不导入"
    assert page.sheets.currentIndex() == 0, "a box chooses no table"
    assert "2" in page.import_button.text()
    planned_again(page, qtbot, lambda: click_line(page, 1, BOX // 2))
    assert "4" in page.import_button.text()
    page.sheets.hidePopup()


def test_the_shown_table_is_left_out_by_one_click_and_nothing_of_it_is_written(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    taken(page, qtbot, MONTHS)
    assert page.skip_button.isVisible()
    planned_again(page, qtbot, page.skip_button.click)
    assert states(page) == {}
    assert [entry.words for entry in page.beside.findings.entries] == ["已选择不导入这张表"]
    page.import_button.click()
    qtbot.waitUntil(lambda: page.plan is None)
    assert session.book.number("SELECT count(*) FROM trades WHERE date < '2025-02-01'") == 0
    assert session.book.number("SELECT count(*) FROM trades") == 2


def test_a_table_taken_in_again_has_its_corrections(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    taken(page, qtbot, MONTHS, WORKBOOKS / "ledger-with-mistakes.xlsx")
    page.sheets.setCurrentIndex(page.sheets.count() - 1)
    view = page.review.sheet_view
    planned_again(page, qtbot, lambda: view.sheet.setData(view.sheet.index(10, 5), "3.5"))
    assert states(page) == {"new": 6, "wrong": 8, "suspect": 3}
    planned_again(page, qtbot, page.skip_button.click)
    assert page.import_button.isEnabled(), "what is wrong there stands in nobody's way now"
    planned_again(page, qtbot, page.skip_button.click)
    assert states(page) == {"new": 6, "wrong": 8, "suspect": 3}


def test_nothing_is_left_when_every_table_is_left_out(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    taken(page, qtbot, MONTHS)
    for place in (0, 1):
        page.sheets.setCurrentIndex(place)
        planned_again(page, qtbot, page.skip_button.click)
    assert not page.import_button.isEnabled()
    assert page.foot.summary.text() == "没有要导入的行"


def test_what_is_open_in_another_table_is_said_and_one_click_away(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    taken(page, qtbot, MONTHS, WORKBOOKS / "ledger-with-mistakes.xlsx", WORKBOOKS / "weekly-quotes.xlsx")
    page.sheets.setCurrentIndex(0)
    assert page.foot.open_button.text() == "另有 2 张表待处理"
    page.foot.open_button.click()
    assert states(page)["wrong"] == 9
    page.foot.open_button.click()
    assert page.questions.fields
    assert page.foot.open_button.text() == "另有 1 张表待处理"


def test_the_only_table_has_no_button_to_leave_it_out(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, "purchase-ledger-2025.xlsx")
    assert not page.skip_button.isVisible()
