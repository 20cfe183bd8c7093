"""What is wrong is put right where it stands, and judged again at once."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.session import Session
from tests.ui.imports.reading import chosen, click_gutter, menu_of, pick, planned, planned_again, shown, states

MISTAKES = "ledger-with-mistakes.xlsx"


def write_cell(page: ImportPage, row: int, column: int, words: str) -> None:
    """Opens the cell's editor by its key and types over what stands there."""
    view = page.review.sheet_view
    view.show_cell(row, column)
    view.edit(view.currentIndex())
    editor = view.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText(words)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_a_wrong_cell_corrected_in_place_comes_in(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    assert states(page) == {"new": 5, "wrong": 9, "suspect": 3}
    planned_again(page, qtbot, lambda: write_cell(page, 11, 5, "3.5"))
    assert states(page) == {"new": 6, "wrong": 8, "suspect": 3}
    assert page.review.sheet_view.sheet.index(10, 5).data() == "3.5"
    page.skip_wrong.setChecked(True)
    page.accept_suspect.setChecked(True)
    page.import_button.click()
    qtbot.waitUntil(lambda: page.plan is None)
    assert session.book.number("SELECT quantity_g FROM trades WHERE deal_no = 'M-105'") == 3_500_000


def test_one_click_corrects_what_can_only_be_meant_so(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    offered = {entry.problem.place.row: entry.value for entry in page.beside.findings.entries if entry.problem}
    assert offered[11] == "3.5"
    assert offered[12] == "381415.93"
    assert offered[14] == "1020"
    assert offered[15] == "2025-05-09"
    assert offered[17] == "431000"
    assert offered[13] == ""
    place = next(at for at, entry in enumerate(page.beside.findings.entries) if entry.value == "3.5")
    planned_again(page, qtbot, lambda: page.beside.findings.do_action(place))
    assert states(page)["wrong"] == 8


def test_a_row_is_left_out_and_taken_in_again_by_a_click_beside_it(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    planned_again(page, qtbot, lambda: click_gutter(page, 7))
    assert states(page)["wrong"] == 8
    assert page.review.sheet_view.sheet.state(6) == "user"
    planned_again(page, qtbot, lambda: click_gutter(page, 7))
    assert states(page)["wrong"] == 9


def test_a_column_is_given_another_meaning_unit_and_basis_above_itself(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    page.take_text("日期\t方向\t品名\t数量(吨)\t价\t对手方\n2025-05-06\t买\t氧化镨钕\t10\t431\t乙公司\n")
    qtbot.waitUntil(lambda: page.plan is not None)
    header = page.review.sheet_view.meanings
    price = next(at for at in range(6) if page.review.sheet_view.sheet.index(0, at).data() == "价")
    planned_again(page, qtbot, lambda: pick(menu_of(page, price, "meaning"), "单价"))
    planned_again(page, qtbot, lambda: pick(menu_of(page, price, "unit"), "元/公斤"))
    planned_again(page, qtbot, lambda: pick(menu_of(page, price, "basis"), "含税"))
    assert [header.words(price, part) for part in ("meaning", "unit", "basis")] == ["单价", "元/公斤", "含税"]
    assert not page.questions.fields
    page.import_button.click()
    qtbot.waitUntil(lambda: page.plan is None)
    assert session.book.number("SELECT price_incl_vat FROM trades") == 4_310_000_000


def test_the_row_that_is_current_is_read_above_its_columns(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    view = page.review.sheet_view
    view.show_cell(4, 5)
    assert view.meanings.words(5, "read") == "12.500 t"
    assert view.meanings.words(1, "read") == "2025-05-08"
    view.show_cell(11, 5)
    assert view.meanings.words(5, "read") == ""


def test_filters_show_rows_of_one_kind_under_the_header(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    view = page.review.sheet_view
    page.review.filter.button("wrong").click()
    assert [view.sheet.number(at) for at in range(view.sheet.rowCount())] == [1, 7, 8, 9, 10, 11, 12, 13, 14, 16]
    page.beside.findings.setCurrentIndex(page.beside.findings.model().index(9, 0))
    assert view.current_cell() == (15, 1)
    assert page.review.filter.current == "all"


def test_what_is_being_typed_stays_when_a_plan_comes(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    view = page.review.sheet_view

    def correct_and_type_on() -> None:
        view.sheet.setData(view.sheet.index(view.sheet.place_of(11), 5), "3.5")
        view.show_cell(13, 3)
        view.edit(view.currentIndex())
        view.viewport().findChildren(QLineEdit)[0].setText("氧化")

    planned_again(page, qtbot, correct_and_type_on)
    assert states(page)["wrong"] == 8
    assert [editor.text() for editor in view.viewport().findChildren(QLineEdit)] == ["氧化"]
    assert view.current_cell() == (13, 3)


def test_a_row_put_right_leaves_the_wrong_ones_for_the_next_of_them(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    view = page.review.sheet_view
    page.review.filter.button("wrong").click()
    planned_again(page, qtbot, lambda: write_cell(page, 11, 5, "3.5"))
    assert [view.sheet.number(at) for at in range(view.sheet.rowCount())] == [1, 7, 8, 9, 10, 12, 13, 14, 16]
    assert view.current_cell() == (12, 5)
    assert page.review.filter.button("wrong").text().endswith("8")


def test_problems_are_walked_through_and_typed_over_by_the_keyboard(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    view = page.review.sheet_view
    page.review.show_next()
    assert view.current_cell() == (7, 5)
    page.review.show_next(back=True)
    assert view.current_cell() == (18, 6)
    page.review.show_next()
    QTest.keyClick(view, Qt.Key.Key_3)
    editor = view.viewport().findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "3"
    planned_again(page, qtbot, lambda: QTest.keyClick(editor, Qt.Key.Key_Return))
    assert states(page)["wrong"] == 8
    page.review.show_next()
    assert view.current_cell() == (8, 1)


def test_the_list_of_problems_keeps_its_place_when_one_is_put_right(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, MISTAKES)
    findings = page.beside.findings
    place = next(at for at, entry in enumerate(findings.entries) if entry.value == "3.5")
    findings.setCurrentIndex(findings.model().index(place, 0))
    after = findings.entries[place + 1]
    planned_again(page, qtbot, lambda: findings.do_action(place))
    assert findings.entries[findings.currentIndex().row()] == after
    assert page.review.sheet_view.current_cell() == (11, 5)


def test_a_unit_and_a_basis_that_the_header_does_not_name_are_shown_as_they_are_read(
    session: Session, qtbot: QtBot
) -> None:
    page = shown(session, qtbot)
    page.take_text("单位：吨、万元\n日期\t品名\t数量\t单价\t供方\n2025-05-06\t氧化镨钕\t10\t43.1\t乙公司\n")
    qtbot.waitUntil(lambda: page.plan is not None)
    header = page.review.sheet_view.meanings
    chosen(page, "vat", "incl", qtbot)
    assert [header.words(2, part) for part in ("unit", "read")] == ["吨", "10.000 t"]
    assert [header.words(3, part) for part in ("unit", "basis", "read")] == ["元/吨", "含税", "431,000.00"]
