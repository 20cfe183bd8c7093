"""The import page on real files: seen before written, one step, one undo."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from rare_desk import paths
from rare_desk.ops.book.settings import change_setting
from rare_desk.ops.imports.ledgers import plan_import, write_import
from rare_desk.store.book import Book
from rare_desk.ui.comparison.page import ComparisonPage
from rare_desk.ui.expectation.page import ExpectationPage
from rare_desk.ui.messages import Message
from rare_desk.ui.session import Session
from tests.ui.imports.reading import WORKBOOKS, chosen, keep_as_windows_does, planned, planned_again, shown, states

ODDITIES = Path(__file__).parents[2] / "data" / "oddities"


def test_a_ledger_is_shown_then_imported_then_undone(
    book: Book, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    session = open_book(book.path)
    messages: list[Message] = []
    session.message.connect(messages.append)
    page = shown(session, qtbot)
    planned(page, qtbot, "purchase-ledger-2025.xlsx")
    assert page.import_button.isEnabled()
    assert "180" in page.import_button.text()
    assert states(page) == {"new": 180}
    assert all(entry.kind == "note" for entry in page.beside.findings.entries)
    assert page.review.controls.rowCount() == 9
    assert len(page.pictures[0].shown("left")) == 15 + 2
    page.import_button.click()
    qtbot.waitUntil(lambda: bool(messages))
    assert "180" in messages[-1].text
    assert session.book.number("SELECT count(*) FROM trades") == 180
    messages[-1].actions[-1].do()
    qtbot.waitUntil(lambda: session.book.number("SELECT count(*) FROM trades") == 0)


def test_mistakes_stand_with_row_and_column_and_hold_the_import(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, "ledger-with-mistakes.xlsx")
    entries = [entry for entry in page.beside.findings.entries if entry.problem]
    assert len(entries) == 12
    assert entries[0].where == "第 7 行 数量(吨)"
    view = page.review.sheet_view
    page.beside.findings.setCurrentIndex(page.beside.findings.model().index(0, 0))
    assert view.currentIndex().data() == "-3"
    assert view.current_cell() == (7, 5)
    assert not page.import_button.isEnabled()
    page.accept_suspect.setChecked(True)
    assert not page.import_button.isEnabled()
    page.skip_wrong.setChecked(True)
    assert page.import_button.isEnabled()
    assert "8" in page.import_button.text()


def test_rows_that_are_only_suspect_are_taken_or_left_out_alike(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    page.take_files([ODDITIES / "unsaid-myriads.xlsx"])
    qtbot.waitUntil(lambda: page.plan is not None)
    assert [box.isHidden() for box in (page.skip_wrong, page.accept_suspect)] == [False, False]
    assert page.skip_wrong.text() == "跳过存疑行"
    page.skip_wrong.click()
    assert "1" in page.import_button.text()
    page.accept_suspect.click()
    assert not page.skip_wrong.isChecked()
    assert "7" in page.import_button.text()


def test_questions_are_answered_where_they_arise(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, "weekly-quotes.xlsx")
    assert set(page.questions.fields) == {"source", "vat"}
    assert not page.import_button.isEnabled()
    chosen(page, "vat", "incl", qtbot)
    assert set(page.questions.fields) == {"source"}
    chosen(page, "source", "周报", qtbot)
    assert page.import_button.isEnabled()
    assert "140" in page.import_button.text()


def test_the_keys_go_from_question_to_question_and_then_to_the_sheet(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    page.activateWindow()
    planned(page, qtbot, "exchange-deals-2025.csv")
    for code, answer in (("side", Qt.Key.Key_End), ("compliant", Qt.Key.Key_Down)):
        asked = page.questions.fields[code]
        qtbot.waitUntil(asked.hasFocus)
        assert isinstance(asked, QComboBox)
        planned_again(page, qtbot, partial(QTest.keyClick, asked, answer))
    qtbot.waitUntil(page.review.sheet_view.hasFocus)
    assert page.import_button.isEnabled()


def test_ctrl_and_enter_import_what_was_read(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    page.activateWindow()
    planned(page, qtbot, "purchase-ledger-2025.xlsx")
    qtbot.waitUntil(page.review.sheet_view.hasFocus)
    assert page.import_button.isEnabled()
    QTest.keyClick(page.review.sheet_view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: session.book.number("SELECT count(*) FROM trades") == 180)


def test_sums_by_product_give_way_where_a_file_has_none(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, "purchase-ledger-2025.xlsx")
    page.review.view_choice.button("totals").click()
    planned_again(page, qtbot, lambda: page.take_files([WORKBOOKS / "sales-ledger-2025.xls"]))
    assert page.review.view_choice.current == "totals"
    planned_again(page, qtbot, lambda: page.take_files([WORKBOOKS / "weekly-quotes.xlsx"]))
    assert page.review.view_choice.current == "sheet"
    assert page.review.sheet_view.isVisible()


def test_a_file_on_another_tax_basis_is_told_by_the_products_name(book: Book, session: Session, qtbot: QtBot) -> None:
    write_import(book, plan_import(book, [WORKBOOKS / "purchase-ledger-2025.xlsx"], None, dt.date(2026, 11, 1)))
    page = shown(session, qtbot)
    planned(page, qtbot, "exchange-deals-2025.csv")
    assert [one.words for one in page.beside.findings.entries] == [
        "氧化镨钕 的价格整体是账簿的 1.144 倍，请核对是否含税"
    ]


def test_a_market_file_is_asked_about_its_side_and_compliance(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, "exchange-deals-2025.csv")
    chosen(page, "side", "market", qtbot)
    chosen(page, "compliant", "yes", qtbot)
    assert not page.questions.fields
    assert page.import_button.isEnabled()


def test_a_pasted_table_is_read_like_a_file(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    page.take_text("日期\t方向\t品名\t数量(吨)\t含税单价\t对手方\n2025-05-06\t买\t氧化镨钕\t10\t431000\t乙公司\n")
    qtbot.waitUntil(lambda: page.plan is not None)
    assert page.plan is not None
    assert page.plan.new == 1


def test_an_unreadable_file_is_said_and_nothing_changes(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(session, qtbot)
    messages: list[Message] = []
    session.message.connect(messages.append)
    (tmp_path / "empty.xlsx").touch()
    page.take_files([tmp_path / "empty.xlsx"])
    qtbot.waitUntil(lambda: bool(messages))
    assert messages[0].kind == "bad"
    assert "empty.xlsx" in messages[0].text
    assert page.plan is None


def test_several_files_are_one_import(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, "purchase-ledger-2025.xlsx", "sales-ledger-2025.xls")
    assert page.sheets.count() == 2
    assert "330" in page.import_button.text()
    page.sheets.setCurrentIndex(1)
    assert states(page) == {"new": 150}


@pytest.mark.parametrize(
    ("file", "page_class", "count"),
    [("sample_published.csv", ComparisonPage, 238), ("sample_answers.csv", ExpectationPage, 476)],
)
def test_a_table_for_another_page_is_told_and_read_there(
    session: Session, qtbot: QtBot, file: str, page_class: type[ComparisonPage | ExpectationPage], count: int
) -> None:
    page = shown(session, qtbot)
    with qtbot.waitSignal(session.message) as said:
        page.take_files([paths.resources() / "data" / file])
    message = said.args[0]
    assert file in message.text
    with qtbot.waitSignal(session.navigate) as asked:
        message.actions[0].do()
    assert asked.args[0] == page_class.name
    other = page_class(session)
    qtbot.addWidget(other)
    other.show()
    other.show_item(**asked.args[1])
    qtbot.waitUntil(lambda: other.intake.plan is not None and other.intake.plan.new == count)
    assert other.intake.isVisible()


def test_a_table_that_nothing_reads_is_refused(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "people.csv"
    other.write_text("姓名,电话\n张,123\n", encoding="utf-8")
    page = shown(session, qtbot)
    with qtbot.waitSignal(session.message) as said:
        page.take_files([other])
    assert said.args[0].kind == "bad"
    assert "people.csv" in said.args[0].text


def test_a_workbook_that_excel_holds_is_read_when_it_is_free(
    session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes((WORKBOOKS / "purchase-ledger-2025.xlsx").read_bytes())
    lock = file.with_name("~$台账.xlsx")
    lock.write_bytes(b"\x05Desk")
    keep_as_windows_does(monkeypatch, file, lock)
    page = shown(session, qtbot)
    with qtbot.waitSignal(session.message) as said:
        page.take_files([file])
    page.show_message(said.args[0])
    assert "正被 Excel 等程序占用" in page.strip.shown
    assert page.plan is None
    lock.unlink()
    qtbot.waitUntil(lambda: page.plan is not None)
    assert page.strip.shown == ""


def test_a_discarded_file_is_no_longer_waited_for(
    session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, lock = tmp_path / "台账.xlsx", tmp_path / "~$台账.xlsx"
    file.write_bytes((WORKBOOKS / "purchase-ledger-2025.xlsx").read_bytes())
    lock.write_bytes(b"\x05Desk")
    keep_as_windows_does(monkeypatch, file, lock)
    page = shown(session, qtbot)
    with qtbot.waitSignal(session.message):
        page.take_files([file])
    page.take_text("日期\t方向\t品名\t数量(吨)\t含税单价\t对手方\n2025-05-06\t买\t氧化镨钕\t10\t431000\t乙公司\n")
    qtbot.waitUntil(lambda: page.plan is not None)
    lock.unlink()
    qtbot.wait(1500)
    assert page.plan is not None
    assert page.plan.new == 1


def test_a_workbook_that_is_open_but_can_be_read_says_that_unsaved_changes_are_not_in_it(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes((WORKBOOKS / "purchase-ledger-2025.xlsx").read_bytes())
    file.with_name("~$台账.xlsx").write_bytes(b"\x05Desk")
    page = shown(session, qtbot)
    page.take_files([file])
    qtbot.waitUntil(lambda: page.plan is not None)
    assert any("没有保存的改动不在其中" in entry.words for entry in page.beside.findings.entries)


def test_what_went_well_is_said_no_longer_when_something_else_happens(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    session.message.connect(page.show_message)
    planned(page, qtbot, "purchase-ledger-2025.xlsx")
    page.import_button.click()
    qtbot.waitUntil(lambda: "180" in page.strip.shown)
    session.undo()
    qtbot.waitUntil(lambda: page.strip.shown.startswith("已撤销"))
    session.redo()
    qtbot.waitUntil(lambda: page.strip.shown.startswith("已重做"))
    planned(page, qtbot, "sales-ledger-2025.xls")
    assert page.strip.shown == ""
    session.undo()
    qtbot.waitUntil(lambda: page.strip.shown.startswith("已撤销"))
    session.run(lambda book: change_setting(book, "desk_name", "甲公司"))
    qtbot.waitUntil(lambda: page.strip.shown == "")
