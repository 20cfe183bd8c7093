from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ops.contracts import saved
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.ui import language, theme
from rare_desk.ui.pricing.concentrate.forms import GradeForm, SettlementForm
from rare_desk.ui.pricing.concentrate.reference_bar import ReferenceBar
from rare_desk.ui.pricing.form.base import FittingArea
from rare_desk.ui.pricing.form.grid import Grid
from rare_desk.ui.pricing.form.grid_paint import MARGIN, PAD
from rare_desk.ui.pricing.form.records import Records
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.session import Session
from rare_desk.words import Language
from tests.core.pricing.examples import examples, settlement
from tests.sheets.calculations.cases import OTHERS
from tests.sheets.calculations.given import SETTLEMENTS
from tests.ui.dialogs import Chosen
from tests.ui.pricing.given import settlement_form as form

WORKED = "884,293.67"


@pytest.fixture
def page(session: Session, qtbot: QtBot, tmp_path: Path) -> PricingPage:
    made = PricingPage(session, Chosen(tmp_path / "out.xlsx"))
    qtbot.addWidget(made)
    made.resize(1476, 950)
    made.show()
    qtbot.waitExposed(made)
    return made


def reference(page: PricingPage) -> ReferenceBar:
    assert isinstance(page.form, GradeForm | SettlementForm)
    return page.form.reference


def editor() -> QLineEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    return found


def keys(grid: Grid, words: str) -> None:
    """Types into the current cell as a person does: the first key opens it."""
    QTest.keyClicks(grid, words[0])
    QTest.keyClicks(editor(), words[1:])


def set_field(page: PricingPage, name: str, words: str) -> None:
    field = reference(page).fields[name]
    field.edit.setFocus()
    field.edit.setText(words)
    field.edit.textEdited.emit(words)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)


def show(page: PricingPage, given: dict[str, Any]) -> None:
    page.form.edited.emit(given)


def figure(page: PricingPage) -> str:
    return page.form.totals.figure.text()


def test_the_page_begins_in_the_first_cell_to_be_filled(page: PricingPage, qtbot: QtBot) -> None:
    assert page.kind == "settlement"
    qtbot.waitUntil(lambda: QApplication.focusWidget() is form(page).lots)
    keys(form(page).lots, "88")
    QTest.keyClick(editor(), Qt.Key.Key_Return)
    assert page.given["lots"][0]["wet_t"] == "88"


def test_the_worked_settlement_typed_by_hand_comes_to_its_balance(page: PricingPage, qtbot: QtBot) -> None:
    set_field(page, "delivery_date", "2026-03-18")
    grid = form(page).lots
    for place, lot in enumerate(settlement()["lots"]):
        if place:
            form(page).add_lot()
        keys(grid, lot["wet_t"])
        for name in ("moisture", "grade"):
            QTest.keyClick(editor(), Qt.Key.Key_Tab)
            QTest.keyClicks(editor(), lot[name])
        QTest.keyClick(editor(), Qt.Key.Key_Return)
    form(page).add_adjustment("per_dry_t")
    keys(form(page).changes, "-12.50")
    QTest.keyClick(editor(), Qt.Key.Key_Return)
    form(page).add_provisional()
    given = page.given
    assert given["provisional"]["wet_t"] == "306.600"
    show(page, given | {"provisional": given["provisional"] | {"moisture": "6.00", "grade": "50", "paid_share": "90"}})
    assert figure(page) == WORKED
    assert page.form.totals.caption.text().startswith("应付余额")


def test_the_result_follows_every_key(page: PricingPage, qtbot: QtBot) -> None:
    show(page, settlement())
    grid = form(page).lots
    grid.setCurrentIndex(grid.grid.index(1, 3))
    seen = []
    keys(grid, "5")
    for key in "0.10":
        QTest.keyClicks(editor(), key)
        seen.append(figure(page))
    assert len(set(seen)) > 1
    assert seen[-1] == WORKED


def test_escape_brings_back_what_stood_in_the_cell(page: PricingPage, qtbot: QtBot) -> None:
    show(page, settlement())
    grid = form(page).lots
    grid.setCurrentIndex(grid.grid.index(1, 3))
    keys(grid, "60")
    assert figure(page) != WORKED
    QTest.keyClick(editor(), Qt.Key.Key_Escape)
    assert figure(page) == WORKED


def test_enter_goes_down_the_column_and_tab_over_typed_cells_only(page: PricingPage, qtbot: QtBot) -> None:
    show(page, settlement())
    grid = form(page).lots
    grid.setFocus()
    grid.setCurrentIndex(grid.grid.index(0, 1))
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 1)
    grid.setCurrentIndex(grid.grid.index(0, 3))
    QTest.keyClick(grid, Qt.Key.Key_Tab)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 0)


@pytest.mark.parametrize(("column", "key"), [(3, Qt.Key.Key_Tab), (0, Qt.Key.Key_Backtab)])
def test_tab_out_of_the_last_cell_leaves_the_lots(page: PricingPage, qtbot: QtBot, column: int, key: Qt.Key) -> None:
    page.activateWindow()
    grid = form(page).lots
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    grid.setCurrentIndex(grid.grid.index(0, column))
    keys(grid, "52.3")
    QTest.keyClick(editor(), key)
    now = QApplication.focusWidget()
    assert isinstance(now, QWidget)
    assert now is not grid
    assert not grid.isAncestorOf(now)
    assert grid.grid.cell(grid.grid.index(0, column)).raw == "52.3"


def test_lots_are_pasted_from_excel(page: PricingPage, qtbot: QtBot) -> None:
    show(page, settlement() | {"lots": [{"lot": "L1", "wet_t": "", "moisture": "", "grade": ""}]})
    rows = ("\t".join(lot[name] for name in ("lot", "wet_t", "moisture", "grade")) for lot in settlement()["lots"])
    QGuiApplication.clipboard().setText("\n".join(rows))
    form(page).lots.setFocus()
    QTest.keyClick(form(page).lots, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert figure(page) == WORKED


def test_rows_are_removed_but_never_the_last_lot(page: PricingPage, qtbot: QtBot) -> None:
    show(page, settlement())
    grid = form(page).lots
    for left in (2, 1, 1):
        grid.go_to("lots[0]")
        QTest.keyClick(grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
        assert len(page.given["lots"]) == left


def test_a_wrong_cell_is_told_below_and_the_others_keep_their_figures(page: PricingPage) -> None:
    given = settlement()
    given["lots"][1]["moisture"] = "65"
    show(page, given)
    rows = form(page).lots.grid.rows
    assert rows[1].cells[2].problem == "65 应在 0 至 60 之间"
    assert rows[0].cells[6].shown == "2,645,480.13"
    assert rows[1].cells[6].shown == ""
    assert figure(page) == "–"
    assert "批次 2 水分" in page.form.totals.notes.text()
    assert not page.export_button.isEnabled()


def test_an_unknown_quarter_is_said_and_no_price_is_guessed(page: PricingPage) -> None:
    menu = reference(page).quarter_menu()
    action = next(action for action in menu.actions() if action.text().startswith("2026Q2"))
    assert "未知" in action.text()
    action.trigger()
    assert page.given["reference_price"] == ""
    assert reference(page)._source.text().startswith("2026Q2 的公布价未知")
    next(action for action in menu.actions() if action.text().startswith("2026Q1")).trigger()
    assert reference(page).price.text() == "26,834.00"


def test_a_delivery_day_brings_vat_rate_and_price(page: PricingPage, qtbot: QtBot) -> None:
    set_field(page, "delivery_date", "2018-04-30")
    assert reference(page).fields["vat_rate"].text() == "17"
    set_field(page, "delivery_date", "2026-03-18")
    assert reference(page).fields["vat_rate"].text() == "13"
    assert reference(page).price.text() == "26,834.00"


def test_a_number_stays_as_it_is_typed(page: PricingPage, qtbot: QtBot) -> None:
    set_field(page, "reference_price", "2.6834万")
    assert reference(page).price.text() == "2.6834万"
    assert page.given["quarter"] == ""
    show(page, settlement() | {"reference_price": "2.6834万"})
    assert figure(page) == WORKED


def test_a_refund_is_named_one(page: PricingPage) -> None:
    given = settlement()
    given["provisional"]["grade"] = "60"
    show(page, given)
    assert page.form.totals.caption.text() == "应退款  元，卖方退买方"
    assert figure(page).startswith("−")


def test_the_trail_shows_every_step(page: PricingPage) -> None:
    show(page, settlement())
    assert len(page.trail.view.lines) == 22
    assert page.trail.view.lines[-1].label == "应付余额"
    page.trail.copy()
    assert "102.340 × (1 − 6.20 / 100) = 95.99492" in QGuiApplication.clipboard().text()


def listed(session: Session) -> list[tuple[str, str]]:
    return [(row.name, str(saved.headline(row))) for row in queries.calculations(session.book)]


def test_a_calculation_is_saved_reopened_and_only_changed_by_saving_again(
    page: PricingPage, session: Session, qtbot: QtBot
) -> None:
    show(page, settlement())
    page.head.name.setText("北矿 3月")
    page.verbs.save()
    qtbot.waitUntil(lambda: listed(session) == [("北矿 3月", "884293.67")])
    qtbot.waitUntil(lambda: page.head.state.text().endswith("之后未改"))
    show(page, settlement() | {"vat_rate": "9"})
    assert page.head.state.text().endswith("之后有改动")
    assert listed(session) == [("北矿 3月", "884293.67")]
    page.new()
    assert figure(page) == "–"
    page.reopen(queries.calculations(session.book)[0])
    assert figure(page) == WORKED
    show(page, dict(page.given) | {"vat_rate": "9"})
    page.verbs.save()
    qtbot.waitUntil(lambda: len(listed(session)) == 2)
    assert listed(session)[1] == ("北矿 3月", "884293.67")
    session.undo()
    qtbot.waitUntil(lambda: listed(session) == [("北矿 3月", "884293.67")])


def test_a_saved_one_is_renamed_and_deleted_and_comes_back_by_undo(
    page: PricingPage, session: Session, book: Book, qtbot: QtBot
) -> None:
    saved.save_calculation(book, "one", "grade", examples("grade")[0]["input"])
    qtbot.waitUntil(lambda: page.saved.list.count() == 2)
    row = queries.calculations(session.book)[0]
    page.reopen(row)
    assert isinstance(page.form, GradeForm)
    assert figure(page) == "28,068.36"
    page.head.name.setText("two")
    page.verbs.save()
    qtbot.waitUntil(lambda: listed(session) == [("two", "28068.36")])
    page.verbs.delete(queries.calculations(session.book)[0])
    qtbot.waitUntil(lambda: listed(session) == [])
    session.undo()
    qtbot.waitUntil(lambda: page.saved.list.count() == 2)


def test_a_click_on_a_saved_one_opens_it(page: PricingPage, book: Book, qtbot: QtBot) -> None:
    saved.save_calculation(book, "one", "grade", examples("grade")[0]["input"])
    saved.save_calculation(book, "two", "settlement", settlement())
    saved_list = page.saved.list
    qtbot.waitUntil(lambda: saved_list.count() == 3)
    for _ in range(20):
        for place, opened in ((1, "two"), (2, "one")):
            at = saved_list.visualItemRect(saved_list.item(place)).center()
            QTest.mouseClick(saved_list.viewport(), Qt.MouseButton.LeftButton, pos=at)
            assert page.head.name.text() == opened
            assert saved_list.item(place).isSelected()


def test_what_cannot_be_priced_is_not_saved(page: PricingPage, session: Session, qtbot: QtBot) -> None:
    page.verbs.save()
    qtbot.wait(50)
    assert listed(session) == []


def test_the_workbook_holds_live_formulas_in_the_windows_language(
    page: PricingPage, tmp_path: Path, qtbot: QtBot
) -> None:
    show(page, settlement() | {"counterparty": "=蒙北"})
    page.export()
    qtbot.waitUntil((tmp_path / "out.xlsx").is_file)
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["结算", "计算过程"]
    formulas = [cell for row in book["结算"].iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) > 20
    assert not any("蒙北" in str(cell.value) for cell in formulas)


@pytest.mark.parametrize("kind", sorted(CALCULATORS))
def test_every_calculator_goes_out_as_a_workbook(page: PricingPage, kind: str, tmp_path: Path, qtbot: QtBot) -> None:
    page.begin(kind)
    show(page, (SETTLEMENTS | OTHERS | {"settlement-random": SETTLEMENTS["worked"]})[f"{kind}-random"][1])
    assert page.export_button.isEnabled()
    page.export_button.click()
    qtbot.waitUntil((tmp_path / "out.xlsx").is_file)
    sheet = load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_nothing_is_cut_off_in_a_small_window(spoken: Language, session: Session, qtbot: QtBot) -> None:
    language.choose(spoken)
    small = PricingPage(session)
    qtbot.addWidget(small)
    small.resize(1156, 671)
    small.show()
    show(small, settlement())
    qtbot.wait(20)
    assert small.minimumSizeHint().width() <= 1156
    for area in small.form.findChildren(FittingArea):
        assert area.horizontalScrollBar().maximum() == 0
    assert small.form.totals.visibleRegion().boundingRect().height() == small.form.totals.height()
    body, caption = QFontMetrics(theme.body_font()), QFontMetrics(theme.caption_font())
    for grid in (form(small).lots, form(small).changes):
        for column, (title, unit) in enumerate(grid.grid.titles):
            margins = PAD + (MARGIN if column in (0, 6) else PAD)
            needed = body.horizontalAdvance(title) + caption.horizontalAdvance(f" {unit}") + margins
            assert needed <= grid.columnWidth(column), (title, unit)
    for column in range(len(form(small).lots.grid.titles)):
        assert form(small).lots.columnWidth(column) == form(small).changes.columnWidth(column)


def test_titles_of_oxides_have_room_in_a_small_window(session: Session, qtbot: QtBot) -> None:
    language.choose("en")
    small = PricingPage(session)
    qtbot.addWidget(small)
    small.resize(1156, 671)
    small.show()
    small.begin("netback")
    show(small, examples("netback")[0]["input"])
    qtbot.wait(20)
    body, caption = QFontMetrics(theme.body_font()), QFontMetrics(theme.caption_font())
    grid = small.form.findChildren(Records)[0].grid
    for column, (title, unit) in enumerate(grid.grid.titles):
        assert (
            body.horizontalAdvance(title) + caption.horizontalAdvance(f" {unit}") <= grid.columnWidth(column) - 2 * PAD
        )
