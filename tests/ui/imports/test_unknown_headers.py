"""A table whose headers tell nothing is opened all the same: the user says where its header is and what it means."""

from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.ops.imports.ledgers import plan_import
from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.session import Session
from tests.ui.imports.reading import chosen, click_gutter, menu_of, pick, planned_again, shown, states

WORDS = "某某公司\n日子,东西,多少,几钱,谁\n2025-05-06,氧化镨钕,10,431000,乙公司\n2025-05-07,氧化镝,0.5,1620000,丙公司\n"
NEXT = WORDS.replace("2025-05-0", "2025-06-0")


@pytest.fixture
def page(session: Session, qtbot: QtBot, tmp_path: Path) -> ImportPage:
    """With the file opened that was first refused."""
    (tmp_path / "五月.csv").write_text(WORDS, encoding="utf-8")
    (tmp_path / "六月.csv").write_text(NEXT, encoding="utf-8")
    page = shown(session, qtbot)
    with qtbot.waitSignal(session.message) as said:
        page.take_files([tmp_path / "五月.csv"])
    assert page.plan is None
    said.args[0].actions[0].do()
    qtbot.waitUntil(lambda: page.plan is not None)
    return page


def explained(page: ImportPage, qtbot: QtBot) -> None:
    """The header is in the second row; the five columns are date, product, quantity, price and party."""
    planned_again(page, qtbot, lambda: click_gutter(page, 2))
    chosen(page, "kind", "trades", qtbot)
    for column, words in enumerate(("日期", "品名", "数量", "单价", "交易对手")):
        planned_again(page, qtbot, partial(_pick, page, column, "meaning", words))
    planned_again(page, qtbot, partial(_pick, page, 2, "unit", "吨"))
    chosen(page, "side", "buy", qtbot)
    planned_again(page, qtbot, partial(_pick, page, 3, "basis", "含税"))


def _pick(page: ImportPage, column: int, part: str, words: str) -> None:
    pick(menu_of(page, column, part), words)


def test_the_header_is_clicked_and_each_column_named(page: ImportPage, qtbot: QtBot) -> None:
    assert "请点表头那一行" in page.beside.findings.entries[-1].words
    assert page.bounds.first.text() == ""
    explained(page, qtbot)
    assert states(page) == {"new": 2}
    assert not page.questions.fields
    page.import_button.click()
    qtbot.waitUntil(lambda: page.plan is None)
    assert page.session.book.number("SELECT sum(quantity_g) FROM trades WHERE side = 'buy'") == 10_500_000


def test_what_was_said_once_reads_the_next_such_file_by_itself(
    page: ImportPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    explained(page, qtbot)
    page.import_button.click()
    qtbot.waitUntil(lambda: page.plan is None)
    page.take_files([tmp_path / "六月.csv"])
    qtbot.waitUntil(lambda: page.plan is not None)
    assert states(page) == {"new": 2}
    assert "五月" in page.template.text()
    assert plan_import(session.book, [tmp_path / "六月.csv"]).new == 2, "and so does the command line"


def test_the_header_is_typed_and_taken_back(page: ImportPage, qtbot: QtBot) -> None:
    def typed() -> None:
        page.bounds.first.setText("2")
        page.bounds.first.editingFinished.emit()

    planned_again(page, qtbot, typed)
    assert page.bounds.values() == (2, 2, 4, 0, 4)
    planned_again(page, qtbot, page.reset_button.click)
    assert page.bounds.first.text() == ""
    assert not page.import_button.isEnabled()
