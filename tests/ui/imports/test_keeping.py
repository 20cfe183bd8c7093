"""Templates are found again by their headers, named, renamed and passed on; wrong rows go out to be put right."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from rare_desk.core.problems import Refused
from rare_desk.ops.imports import templates
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.session import Session
from tests.ui.imports.reading import WORKBOOKS, chosen, planned, planned_again, shown

QUOTES = "weekly-quotes.xlsx"


def answered(session: Session, qtbot: QtBot) -> ImportPage:
    page = shown(session, qtbot)
    planned(page, qtbot, QUOTES)
    chosen(page, "vat", "incl", qtbot)
    chosen(page, "source", "周报", qtbot)
    return page


def test_a_template_kept_under_a_name_is_found_again_by_the_headers(session: Session, qtbot: QtBot) -> None:
    page = answered(session, qtbot)
    page.template.name.setText("部门周报")
    planned_again(page, qtbot, page.template.keep)
    assert "部门周报" in page.template.text()
    page.discard()
    planned(page, qtbot, QUOTES)
    assert not page.questions.fields
    assert page.import_button.isEnabled()


def test_a_template_is_renamed_by_keeping_it_under_another_name(session: Session, qtbot: QtBot) -> None:
    page = answered(session, qtbot)
    for name in ("旧名", "新名"):
        page.template.name.setText(name)
        planned_again(page, qtbot, page.template.keep)
    assert list(queries.import_templates(session.book)) == ["新名"]


def test_a_template_goes_out_as_a_file_and_comes_in_to_another_book(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    from rare_desk.ops.book.books import new_book

    page = answered(session, qtbot)
    page.template.name.setText("部门周报")
    planned_again(page, qtbot, page.template.keep)
    templates.export_template(session.book, "部门周报", tmp_path / "t.json")
    other = new_book(tmp_path / "other.raredesk")
    assert templates.import_template(other, tmp_path / "t.json") == "部门周报"
    assert queries.import_templates(other) == queries.import_templates(session.book)
    other.close()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "rare-desk-import-template"}', "\ufeff{", "null"])
def test_a_file_that_is_no_template_is_refused(book: Book, tmp_path: Path, text: str) -> None:
    (tmp_path / "t.json").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        templates.import_template(book, tmp_path / "t.json")
    assert refused.value.problems[0].code == "no-template"
    assert not queries.import_templates(book)


def test_wrong_rows_go_out_with_their_reasons_and_come_in_when_put_right(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(session, qtbot)
    planned(page, qtbot, "ledger-with-mistakes.xlsx")
    out = tmp_path / "错误行.xlsx"
    page.save_wrong_rows(out)
    qtbot.waitUntil(out.exists)
    workbook = load_workbook(out)
    sheet = workbook.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 1 + 9
    own = [cell.value for cell in load_workbook(WORKBOOKS / "ledger-with-mistakes.xlsx").worksheets[0][1]]
    assert rows[0] == (*own, "未导入原因", "可改为", "原表行号")
    assert rows[1][-1] == "7"
    assert "必须大于零" in str(rows[1][-3])
    assert rows[5][-2] == "数量(吨): 3.5"
    quantity = rows[0].index("数量(吨)") + 1
    sheet.cell(2, quantity).value = "3"
    workbook.save(out)
    page.discard()
    page.take_files([out])
    qtbot.waitUntil(lambda: page.plan is not None)
    assert page.plan is not None
    assert (page.plan.new, page.plan.wrong) == (1, 8)
