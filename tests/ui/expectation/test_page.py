"""The expectation page: answers typed with one key each, figures that follow, tables in and out."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.core.expectation import Answer, Outlook
from rare_desk.ops.outlooks.expectation import put_answers
from rare_desk.store.book import Book
from rare_desk.store.reading.index.expectation_queries import answers
from rare_desk.ui.expectation.data import coming_month
from rare_desk.ui.expectation.figures import ProductRow
from rare_desk.ui.expectation.page import ExpectationPage
from rare_desk.ui.session import Session
from tests.ui.waiting import settled

NOVEMBER, DECEMBER = dt.date(2026, 11, 1), dt.date(2026, 12, 1)
UP, FLAT, DOWN = Outlook


def answer(who: str, product: str, outlook: Outlook, month: dt.date = DECEMBER, weight: str = "1") -> Answer:
    return Answer(month=month, respondent=who, product=product, outlook=outlook, weight=Decimal(weight))


@pytest.fixture
def answered(book: Book) -> Book:
    put_answers(book, [answer("甲", "PRND-O", DOWN, NOVEMBER)])
    put_answers(book, [answer("甲", "PRND-O", UP), answer("甲", "DY-O", DOWN), answer("乙", "PRND-O", FLAT)])
    return book


@pytest.fixture
def page(answered: Book, session: Session, qtbot: QtBot) -> ExpectationPage:
    made = show(session, qtbot)
    settled(qtbot, made)
    assert made.shown is not None
    return made


def show(session: Session, qtbot: QtBot) -> ExpectationPage:
    made = ExpectationPage(session)
    session.message.connect(made.show_message)
    made.resize(1400, 860)
    qtbot.addWidget(made)
    made.show()
    return made


def cells(page: ExpectationPage) -> list[tuple[str, ...]]:
    """Respondent, weight, and the answers that are there, as the grid shows them."""
    given = page.parts.grid.given
    rows = [given.row_at(place) for place in range(given.rowCount())]
    shown = [[column.text(row) for column in given.columns] for row in rows if row is not None]
    return [tuple(filter(None, line)) for line in shown]


def products(page: ExpectationPage) -> dict[str, ProductRow]:
    model = page.parts.products
    rows = [model.row_at(place) for place in range(model.rowCount())]
    return {row.code: row for row in rows if row is not None}


def go(page: ExpectationPage, row: int, product: str) -> None:
    given = page.parts.grid.given
    at = [column.key for column in given.columns].index(product)
    page.parts.grid.setCurrentIndex(given.index(row, at))
    page.parts.grid.setFocus()


def value(page: ExpectationPage) -> Decimal | None:
    return page.shown.composite.value if page.shown else None


def test_the_latest_month_is_shown_with_its_figures(page: ExpectationPage) -> None:
    assert page.month == DECEMBER
    assert page.parts.month.text() == "2026-12"
    assert cells(page) == [("乙", "1", "▬ 平"), ("甲", "1", "▲ 涨", "▼ 跌")]
    assert value(page) == Decimal("53.13")
    assert "53.13" in page.parts.tiles["composite"].accessibleName()
    rows = products(page)
    assert list(rows)[:2] == ["PRND-O", "DY-O"]
    part = rows["PRND-O"].part
    assert part is not None
    assert float(part.contribution) == pytest.approx(53.125)
    assert rows["TB-O"].diffusion is None
    assert page.parts.footer.accessibleName().split() == ["综合", "100.0", "53.13"]
    assert "48.0 %" in page.parts.said.text()


def test_the_chart_has_the_months_and_the_line_of_fifty(page: ExpectationPage, qtbot: QtBot) -> None:
    content = page.parts.chart.content
    assert [line.key for line in content.lines] == ["composite", "light", "heavy"]
    assert content.lines[0].values.tolist() == [0.0, 53.13]
    assert [reference.value for reference in content.references] == [50.0]
    page.parts.chart.pick(int(content.lines[0].days[0]))
    assert page.month == NOVEMBER
    assert cells(page) == [("甲", "1", "▼ 跌")]


def test_one_key_answers_and_goes_on(page: ExpectationPage, qtbot: QtBot) -> None:
    go(page, 0, "PRND-O")
    for key in ("u", "2", "d"):
        QTest.keyClicks(page.parts.grid, key)
    qtbot.waitUntil(lambda: cells(page)[0] == ("乙", "1", "▲ 涨", "▬ 平", "▼ 跌"))
    assert value(page) != Decimal("53.13")
    current = page.parts.grid.currentIndex()
    assert page.parts.grid.column(current.column()).key == "LA-O"
    QTest.keyClick(page.parts.grid, Qt.Key.Key_Tab)
    assert page.parts.grid.column(page.parts.grid.currentIndex().column()).key == "CE-O"


def test_after_the_last_product_the_next_respondent_comes(page: ExpectationPage) -> None:
    given = page.parts.grid.given
    page.parts.grid.setCurrentIndex(given.index(0, given.columnCount() - 1))
    QTest.keyClicks(page.parts.grid, "f")
    assert (page.parts.grid.currentIndex().row(), page.parts.grid.currentIndex().column()) == (1, 2)


def test_a_correction_and_its_undo(page: ExpectationPage, qtbot: QtBot) -> None:
    go(page, 1, "PRND-O")
    QTest.keyClicks(page.parts.grid, "3")
    qtbot.waitUntil(lambda: cells(page)[1] == ("甲", "1", "▼ 跌", "▼ 跌"))
    page.session.undo()
    qtbot.waitUntil(lambda: cells(page)[1] == ("甲", "1", "▲ 涨", "▼ 跌"))


def test_delete_takes_one_answer_or_all_of_a_respondent(page: ExpectationPage, qtbot: QtBot) -> None:
    go(page, 1, "DY-O")
    QTest.keyClick(page.parts.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: cells(page)[1] == ("甲", "1", "▲ 涨"))
    go(page, 1, "respondent")
    QTest.keyClick(page.parts.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: cells(page) == [("乙", "1", "▬ 平")])
    qtbot.waitUntil(lambda: "1" in page.strip.shown)


def test_a_respondent_is_added_and_written_with_the_first_answer(
    page: ExpectationPage, answered: Book, qtbot: QtBot
) -> None:
    QTest.keyClicks(page.parts.respondent.edit, "Bing Co")
    page.parts.weight.set_text("2.5")
    QTest.keyClick(page.parts.weight.edit, Qt.Key.Key_Return)
    assert cells(page)[-1] == ("Bing Co", "2.5")
    assert len(answers(answered, DECEMBER)) == 3
    QTest.keyClicks(page.parts.grid, "u")
    qtbot.waitUntil(lambda: cells(page)[0] == ("Bing Co", "2.5", "▲ 涨"))
    (made,) = [one for one in answers(answered, DECEMBER) if one.respondent == "Bing Co"]
    assert (made.product, made.weight) == ("PRND-O", Decimal("2.5"))


def test_who_answered_before_keeps_the_weight(page: ExpectationPage, answered: Book, qtbot: QtBot) -> None:
    put_answers(answered, [answer("老张", "CE-O", UP, NOVEMBER, "3")])
    qtbot.waitUntil(lambda: page.data is not None and ("老张", Decimal(3)) in page.data.known)
    page.parts.respondent.set_text("老张")
    QTest.mouseClick(page.parts.add, Qt.MouseButton.LeftButton)
    assert cells(page)[-1] == ("老张", "3")


def test_a_weight_is_changed_in_the_grid_for_all_answers_of_the_month(page: ExpectationPage, qtbot: QtBot) -> None:
    given = page.parts.grid.given
    assert given.setData(given.index(1, 1), "3")
    qtbot.waitUntil(lambda: cells(page)[1] == ("甲", "3", "▲ 涨", "▼ 跌"))
    assert page.shown is not None
    found = page.shown.product("PRND-O")
    assert found is not None
    assert found.value == Decimal("87.50")
    assert given.setData(given.index(1, 1), "0")
    qtbot.waitUntil(lambda: "权重" in page.strip.shown)
    assert given.setData(given.index(1, 1), "viel")
    assert "viel" in page.strip.shown
    assert cells(page)[1][1] == "3"


def test_any_month_can_be_typed_and_an_empty_one_says_so(page: ExpectationPage) -> None:
    page.parts.month.edit.setText("2027年3月")
    QTest.keyClick(page.parts.month.edit, Qt.Key.Key_Return)
    assert page.month == dt.date(2027, 3, 1)
    assert page.shown is None
    assert cells(page) == []
    assert "还没有回答" in page.parts.said.text()
    page.parts.month.edit.setText("三月")
    QTest.keyClick(page.parts.month.edit, Qt.Key.Key_Return)
    assert "三月" in page.strip.shown
    assert page.month == dt.date(2027, 3, 1)


def test_a_month_is_picked_from_the_list(page: ExpectationPage) -> None:
    page.parts.months_table.choose(NOVEMBER.toordinal())
    assert page.month == NOVEMBER
    texts = [
        tuple(column.text(row) for column in page.parts.months.columns)
        for place in range(page.parts.months.rowCount())
        if (row := page.parts.months.row_at(place)) is not None and row.month is not None
    ]
    assert texts == [("2026-12", "53.13", "+53.13"), ("2026-11", "0.00", "")]


def test_a_group_is_looked_at_by_its_tile(page: ExpectationPage) -> None:
    page.parts.tiles["heavy"].clicked.emit()
    assert [row.code for row in products(page).values() if row.diffusion] == ["DY-O"]
    assert page.parts.footer.accessibleName().split() == ["重", "100.0", "0.00"]


def test_a_figure_is_explained_by_its_answers(page: ExpectationPage, qtbot: QtBot) -> None:
    page.parts.products_table.selectRow(0)
    page.parts.products_table.setFocus()
    QTest.keyClick(page.parts.products_table, Qt.Key.Key_Return)
    assert page.explain.isVisible()
    model = page.explain.model
    rows = [model.row_at(place) for place in range(model.rowCount())]
    assert [(row.answer.respondent, row.share, row.gives) for row in rows if row is not None] == [
        ("甲", 0.5, 50.0),
        ("乙", 0.5, 25.0),
    ]
    assert page.explain.formula.text() == "100 ×（涨 50.0 % + 0.5 × 平 50.0 %）= 75.00"
    go(page, 0, "PRND-O")
    QTest.keyClicks(page.parts.grid, "u")
    qtbot.waitUntil(lambda: page.explain.formula.text().endswith("= 100.00"))
    page.parts.products_table.selectRow(3)
    assert "没有人回答" in page.explain.formula.text()


def test_a_pasted_table_comes_in_for_the_month_that_is_shown(
    page: ExpectationPage, answered: Book, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("受访单位\t氧化镨钕\t氧化铽\n甲\t跌\t涨\n丁\t看平\t也许\n")
    with qtbot.waitSignal(page.intake.opened):
        assert page.paste()
    plan = page.intake.plan
    assert plan is not None
    assert (plan.new, plan.suspect, plan.wrong) == (2, 1, 1)
    assert not page.intake.import_button.isEnabled()
    page.intake.skip_wrong.setChecked(True)
    QTest.mouseClick(page.intake.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(cells(page)) == 3)
    assert cells(page) == [("丁", "1", "▬ 平"), ("乙", "1", "▬ 平"), ("甲", "1", "▲ 涨", "▼ 跌", "▲ 涨")]
    assert page.parts.body.isVisible()


def test_text_that_is_no_table_is_not_for_this_page(page: ExpectationPage) -> None:
    QGuiApplication.clipboard().setText("甲公司")
    assert not page.paste()


def test_what_another_program_writes_shows_within_a_moment(page: ExpectationPage, answered: Book, qtbot: QtBot) -> None:
    put_answers(answered, [answer("戊", "PRND-O", DOWN)])
    qtbot.waitUntil(lambda: len(cells(page)) == 3)
    assert value(page) == Decimal("35.42")


def test_a_questionnaire_goes_out_and_its_return_comes_in(page: ExpectationPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "q.xlsx"
    page.write_questionnaire("en", path)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: bool(page.strip.shown))
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet["B5"], sheet["C8"] = "Foreign Co", "Up"
    book.save(path)
    with qtbot.waitSignal(page.intake.opened):
        page.take_files([path])
    page.intake.write()
    qtbot.waitUntil(lambda: ("Foreign Co", "1", "▲ 涨") in cells(page))


def test_an_empty_book_begins_with_the_coming_month(session: Session, qtbot: QtBot) -> None:
    page = show(session, qtbot)
    qtbot.waitUntil(lambda: page.parts.months.rowCount() == 1)
    assert page.month == coming_month(dt.date.today())
    assert "还没有回答" in page.parts.said.text()
    page.grab()


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2026, 11, 25), DECEMBER),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 1)),
        (dt.date(2026, 1, 1), dt.date(2026, 2, 1)),
    ],
)
def test_the_coming_month(today: dt.date, expected: dt.date) -> None:
    assert coming_month(today) == expected
