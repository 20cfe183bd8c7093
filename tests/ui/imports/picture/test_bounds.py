"""Where the table stands in the sheet is said with the mouse, in the fields, or by keys; and as it was found again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView
from pytestqt.qtbot import QtBot

from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.imports.picture.meaning_header import LETTERS
from rare_desk.ui.imports.picture.sheet_picture import Bounds
from rare_desk.ui.session import Session
from tests.ui.imports.reading import planned, planned_again, shown, states

MISTAKES = "ledger-with-mistakes.xlsx"
ODD = Path(__file__).parents[3] / "data" / "oddities"


def drag(header: QHeaderView, begin: QPoint, end: QPoint) -> None:
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(header.viewport(), end)
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=end)


def drag_side(page: ImportPage, edge: str, column: int) -> None:
    """To the letter of that column, on its far side."""
    header = page.review.sheet_view.meanings
    place, y = header.edge_place(edge), header.height() - LETTERS // 2
    assert place is not None
    middle = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    drag(header, QPoint(place - 1, y), QPoint(middle + (4 if edge == "right" else -4), y))


def click_letter(page: ImportPage, column: int) -> None:
    header = page.review.sheet_view.meanings
    x = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    pos = QPoint(x, header.height() - LETTERS // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=pos)


def test_the_last_row_is_dragged_beside_the_rows(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    gutter = page.review.sheet_view.gutter
    end, wanted = gutter.edge_place("end"), gutter.sectionViewportPosition(6)
    assert end is not None
    planned_again(page, qtbot, lambda: drag(gutter, QPoint(20, end), QPoint(20, wanted + 1)))
    assert page.bounds.values()[:3] == (1, 1, 6)
    assert states(page) == {"new": 5}
    planned_again(page, qtbot, page.reset_button.click)
    assert states(page) == {"new": 5, "wrong": 9, "suspect": 3}
    assert not page.reset_button.isVisible()


def test_the_last_column_is_dragged_above_the_columns_and_back(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    before, picture = page.bounds.values(), page.pictures[0]
    assert (before.left, before.right) == (0, picture.width - 1)
    planned_again(page, qtbot, lambda: drag_side(page, "right", 6))
    assert page.bounds.values() == before._replace(right=6)
    assert page.bounds.right.text() == "G"
    view = page.review.sheet_view
    assert view.is_column_read(6)
    assert page.pictures[0].is_outside(7)
    assert view.meanings.words(7, "meaning") == ""
    price_only_without_vat, other_price_disagrees = 6, 12
    assert view.sheet.state(price_only_without_vat - 1) == "wrong"
    assert view.sheet.state(other_price_disagrees - 1) == "new"
    planned_again(page, qtbot, lambda: drag_side(page, "right", 7))
    assert view.sheet.state(price_only_without_vat - 1) == "new"
    assert view.sheet.state(other_price_disagrees - 1) == "wrong"


def test_one_of_two_tables_beside_one_another_is_cut_at_its_left(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    page.take_files([ODD / "side-by-side.xlsx"])
    qtbot.waitUntil(lambda: page.plan is not None)
    page.sheets.setCurrentIndex(1)
    sheet, bounds = page.sheet, page.bounds.values()
    assert sheet is not None
    assert sheet.area is not None
    assert bounds.left == sheet.area.first_column > 0
    planned_again(page, qtbot, lambda: drag_side(page, "left", bounds.left + 1))
    assert page.bounds.values() == bounds._replace(left=bounds.left + 1)
    planned_again(page, qtbot, page.reset_button.click)
    assert page.bounds.values() == bounds


def test_a_table_is_not_dragged_over_another_one(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    page.take_files([ODD / "side-by-side.xlsx"])
    qtbot.waitUntil(lambda: page.plan is not None)
    assert page.plan is not None
    before, plan = page.bounds.values(), page.plan
    with qtbot.waitSignal(session.message) as told:
        drag_side(page, "right", before.right + 2)
    assert told.args is not None
    assert str(plan.sheets[1].area) in told.args[0].text
    assert (page.plan, page.bounds.values()) == (plan, before)
    planned_again(page, qtbot, lambda: page.sheets.skip_asked.emit(1, True))
    planned_again(page, qtbot, lambda: drag_side(page, "right", before.right + 2))
    with qtbot.waitSignal(session.message):
        page.sheets.skip_asked.emit(1, False)
    assert page.plan.sheets[1].skipped


def test_bounds_are_typed_as_excel_names_them(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)

    def typed() -> None:
        page.bounds.right.setText("g")
        page.bounds.right.editingFinished.emit()

    planned_again(page, qtbot, typed)
    assert page.bounds.values().right == 6


@pytest.mark.parametrize("by_key", [False, True])
def test_a_column_is_left_out_and_taken_in_again_by_its_letter_or_a_key(
    session: Session, qtbot: QtBot, by_key: bool
) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    view = page.review.sheet_view
    view.show_cell(2, 4)

    def toggle() -> None:
        if by_key:
            QTest.keyClick(view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
        else:
            click_letter(page, 4)

    planned_again(page, qtbot, toggle)
    assert not view.is_column_read(4)
    assert view.meanings.words(4, "meaning") == "不读取"
    planned_again(page, qtbot, toggle)
    assert view.is_column_read(4)
    assert view.meanings.words(4, "meaning") == "规格"


def test_a_letter_outside_the_table_takes_its_column_in(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    planned_again(page, qtbot, lambda: drag_side(page, "right", 5))
    planned_again(page, qtbot, lambda: click_letter(page, 7))
    assert page.bounds.values().right == 7


def test_a_column_is_made_wider_without_being_left_out(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    header, plan = page.review.sheet_view.meanings, page.plan
    edge, y = header.sectionViewportPosition(2), header.height() - LETTERS // 2
    before = header.sectionSize(1)
    drag(header, QPoint(edge - 1, y), QPoint(edge + 30, y))
    assert header.sectionSize(1) > before
    assert page.plan is plan
    assert not page.reset_button.isVisible()


def test_bounds_dragged_past_one_another_stay_in_order() -> None:
    assert Bounds(4, 2, 1, 6, 3).in_order() == (2, 2, 2, 3, 3)
