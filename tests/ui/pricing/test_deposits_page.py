from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.ops.contracts.distributions import distribution
from rare_desk.store.book import Book
from rare_desk.ui.pricing.deposits.page import DepositsPage
from rare_desk.ui.session import Session
from tests.ui.pricing.pulling.test_deposits import quoted


def opened(session: Session, qtbot: QtBot) -> DepositsPage:
    page = DepositsPage(session)
    qtbot.addWidget(page)
    page.resize(1156, 680)
    page.show()
    qtbot.waitExposed(page)
    return page


def cells(page: DepositsPage, row: int) -> list[str]:
    model = page.comparison.model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def shares(page: DepositsPage, table: str) -> None:
    """Pasted over the grid from its first cell, as copied in Excel."""
    QGuiApplication.clipboard().setText(table)
    grid = page.editor.grid.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.grid.index(0, 0))
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_shipped_ones_are_listed_and_said_not_to_be_verified(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot)
    assert page.editor.fields["name_zh"].text() == "白云鄂博"
    assert page.editor.status.text() == "未核实：凡用到这组占比的地方都会注明。"
    assert page.editor.sum.text() == "合计 99.60 %：在舍入差（0.5 个百分点）之内"
    assert not page.editor.save.isEnabled()


def test_a_new_one_is_pasted_from_excel_and_kept_though_its_source_lists_less(
    session: Session, book: Book, qtbot: QtBot
) -> None:
    page = opened(session, qtbot)
    page.list.new.click()
    QTest.keyClicks(page.editor.fields["name"].edit, "Longnan")
    QTest.keyClicks(page.editor.fields["source"].edit, "own assay 17")
    shares(page, "Oxide\tShare\nY2O3\t64.1\nDy2O3\t7.5\n")
    assert page.editor.sum.text().startswith("占比合计 71.6 %，不到 100 %")
    assert not page.editor.save.isEnabled()
    page.editor.as_stated.click()
    page.editor.save.click()
    qtbot.waitUntil(lambda: "Longnan" in {one.name for one in page._known})
    assert distribution(book, "Longnan").total == Decimal("71.6")
    assert not page.editor.save.isEnabled()
    page.session.undo()
    qtbot.waitUntil(lambda: "Longnan" not in {one.name for one in page._known})


def test_shares_above_the_whole_are_refused_at_the_grid(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot)
    page.list.new.click()
    QTest.keyClicks(page.editor.fields["name"].edit, "X")
    shares(page, "Y2O3\t64.1\nDy2O3\t36.9\n")
    assert "超过 100 %" in page.editor.grid._problem.text()
    assert not page.editor.save.isEnabled()


def test_verifying_asks_for_the_source_and_takes_the_warning_away(session: Session, book: Book, qtbot: QtBot) -> None:
    page = opened(session, qtbot)
    page.editor.verify.click()
    qtbot.waitUntil(lambda: page.editor.against.problem_label.text() != "")
    QTest.keyClicks(page.editor.against.edit, "USGS 2022, table 2")
    page.editor.verify.click()
    qtbot.waitUntil(lambda: page.editor.status.text().startswith("已核实 "))
    assert distribution(book, "Bayan Obo").source == "USGS 2022, table 2"
    assert page.editor.verify.isHidden()
    page.editor.delete.click()
    qtbot.waitUntil(lambda: page.editor.status.text().startswith("未核实"))


def test_all_of_them_stand_side_by_side_at_the_books_prices(session: Session, book: Book, qtbot: QtBot) -> None:
    quoted(book)
    page = opened(session, qtbot)
    qtbot.waitUntil(lambda: page.comparison.model.rowCount() == 3)
    page.comparison.terms["fx"].set_text("7.1")
    page.comparison.terms["deduction"].set_text("19500")
    page.comparison.asked.emit()
    # 138,630 / 7.1 / 1,000 = 19.525...; 138,630 / 1.13 x 92 % x 50 % = 56,433.45, less 19,500
    wanted = ["白云鄂博（未核实）", "138,630.00", "19.53", "56,433.45", "36,933.45", "100.00", "24.70"]
    qtbot.waitUntil(lambda: cells(page, 0) == wanted)
    page.comparison.terms["grade"].set_text("300")
    page.comparison.asked.emit()
    assert page.comparison.terms["grade"].problem_label.text() != ""


def test_a_click_opens_the_calculator_with_the_deposit(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot)
    page.list.choose("Mountain Pass")
    with qtbot.waitSignal(session.navigate) as asked:
        page._use["netback"].click()
    assert asked.args == ["pricing", {"calculator": "netback", "deposit": "Mountain Pass"}]


def test_what_is_copied_for_excel_is_pasted_again_as_it_was(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot)
    page.copy.click()
    table = QGuiApplication.clipboard().text()
    assert table.splitlines()[1] == "La2O3\t23"
    before = page.editor.given["oxides"]
    page.list.new.click()
    shares(page, table)
    assert page.editor.given["oxides"] == before
