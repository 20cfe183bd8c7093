from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from rare_desk.core.pricing.fields import number, positive
from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ops.contracts import saved
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.ui.pricing import draft
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.pricing.variation.ranges import around
from rare_desk.ui.session import Session
from tests.core.pricing.examples import examples, settlement
from tests.ui.dialogs import Chosen
from tests.ui.pricing.given import figure, shown


def studied(session: Session, qtbot: QtBot, kind: str, given: dict[str, Any] | None = None) -> PricingPage:
    page = shown(session, qtbot, kind)
    page.form.edited.emit(given or examples(kind)[0]["input"])
    page.toggle_study()
    return page


def table(page: PricingPage) -> list[list[str]]:
    words = page.study.ranges.table.words
    return [list(row) for row in words.rows] if words else []


def vary(page: PricingPage, path: str, written: str, second: str = "", also: str = "") -> None:
    view = page.study.ranges
    for chosen, range_, one, said in zip(view.inputs, view.ranges, (path, second), (written, also), strict=True):
        chosen.set_value(one)
        range_.set_text(said)
    view.ask()


def test_one_input_over_a_range_shows_the_figure_and_its_change(session: Session, qtbot: QtBot) -> None:
    page = studied(session, qtbot, "grade")
    vary(page, "grade", "47.85:52.3:4.45")
    qtbot.waitUntil(lambda: len(table(page)) == 2)
    assert table(page) == [["47.85", "25,680.14", "−2,388.22", "536.68"], ["52.30", "28,068.36", "0.00", "536.68"]]
    words = page.study.ranges.table.words
    assert words is not None
    assert words.here == (1, 1)


def test_the_first_range_is_proposed_about_the_present_value(session: Session, qtbot: QtBot) -> None:
    page = studied(session, qtbot, "grade")
    assert page.study.ranges.inputs[0].value() == "grade"
    qtbot.waitUntil(lambda: len(table(page)) == 9)
    assert table(page)[4][:3] == ["52.3", "28,068.36", "0.00"]


def test_two_inputs_make_a_table_a_chart_and_a_heat_map(session: Session, qtbot: QtBot) -> None:
    page = studied(session, qtbot, "floor")
    vary(page, "price", "86.30,110,125", "share", "0,30,100")
    qtbot.waitUntil(lambda: len(table(page)) == 3)
    assert table(page) == [
        ["86.30", "110.00", "110.00", "110.00"],
        ["110", "110.00", "110.00", "110.00"],
        ["125", "125.00", "120.50", "110.00"],
    ]
    page.study.ranges.look.button("heat").click()
    chart = page.study.ranges.chart
    assert chart.look == "heat"
    assert chart.drawn is not None
    assert chart.drawn.here == (0, 1)
    assert chart.drawn.values[2] == [Decimal("125.00"), Decimal("120.50"), Decimal("110.00")]
    assert not chart.grab().toImage().isNull()


def test_what_a_calculator_refuses_is_a_gap_with_its_reason(session: Session, qtbot: QtBot) -> None:
    page = studied(session, qtbot, "grade")
    vary(page, "grade", "50,101")
    qtbot.waitUntil(lambda: len(table(page)) == 2)
    assert table(page)[1][1] == "–"
    words = page.study.ranges.table.words
    assert words is not None
    assert "0 至 100" in words.tips[1][1]


def test_a_range_that_cannot_be_read_is_said(session: Session, qtbot: QtBot) -> None:
    page = studied(session, qtbot, "grade")
    vary(page, "grade", "50:40:1")
    assert not page.study.ranges.problem.isHidden()
    assert table(page) == []


def test_the_table_follows_what_is_typed_in_the_form(session: Session, qtbot: QtBot) -> None:
    page = studied(session, qtbot, "grade")
    vary(page, "grade", "50,52.3")
    qtbot.waitUntil(lambda: len(table(page)) == 2)
    page.form.edited.emit(draft.put(page.given, "reference_price", "40000"))
    qtbot.waitUntil(lambda: table(page)[0][1] == "40,000.00")
    page.form.edited.emit(draft.put(page.given, "reference_price", "x"))
    assert table(page) == []


def test_the_moisture_of_a_lot_is_varied(session: Session, qtbot: QtBot) -> None:
    page = studied(session, qtbot, "settlement", settlement())
    vary(page, "lots[0].moisture", "6.20,7.20")
    qtbot.waitUntil(lambda: len(table(page)) == 2)
    assert table(page)[0][1] == "884,293.67"


def even(page: PricingPage, path: str, target: str, followed: str = "") -> None:
    page.study.tabs.button("even").click()
    if followed:
        place = page.study.figure.findData(followed)
        page.study.figure.setCurrentIndex(place)
        page.study.figure.activated.emit(place)
    page.study.even.input.set_value(path)
    page.study.even.target.edit.setFocus()
    page.study.even.target.edit.clear()
    QTest.keyClicks(page.study.even.target.edit, target)


def test_break_even_finds_the_input_and_shows_it_put_back(session: Session, qtbot: QtBot) -> None:
    page = studied(session, qtbot, "netback")
    even(page, "deduction_per_t_concentrate", "26834")
    qtbot.waitUntil(lambda: page.study.even.value.text() == "32,410.34")
    assert "26,834.00" in page.study.even.check.text()
    page.study.even.take.click()
    assert page.given["deduction_per_t_concentrate"] == "32410.34"
    assert figure(page) == "26,834.00"


def test_a_target_that_no_value_meets_is_said(session: Session, qtbot: QtBot) -> None:
    page = studied(session, qtbot, "floor")
    even(page, "price", "50")
    qtbot.waitUntil(lambda: "50" in page.study.even.check.text())
    assert page.study.even.value.isHidden()
    assert page.study.even.take.isHidden()


def test_scenarios_stand_side_by_side_with_their_differences_and_are_saved(
    session: Session, book: Book, qtbot: QtBot
) -> None:
    page = studied(session, qtbot, "grade")
    page.study.tabs.button("scenarios").click()
    page.study.scenarios.name.edit.setFocus()
    page.study.scenarios.name.edit.setText("三月")
    QTest.keyClick(page.study.scenarios.name.edit, Qt.Key.Key_Return)
    page.form.edited.emit(draft.put(page.given, "grade", "47.85"))
    grid = page.study.scenarios.grid
    assert grid is not None
    assert [title for title, _ in grid.grid.titles] == ["", "现在", "三月"]
    price = grid.grid.rows[0].cells
    assert [cell.shown for cell in price[1:]] == ["25,680.14", "28,068.36"]
    assert (price[2].prefix, price[2].marked) == ("+2,388.22", True)
    inputs = {row.cells[0].shown: row.cells[2] for row in grid.grid.rows if not row.total}
    assert inputs["品位"].marked
    assert not inputs["参考价"].marked
    saved.save_calculation(book, "一", "grade", page.given)
    assert saved.reopened(queries.calculations(book)[0])[0]["scenarios"][0]["name"] == "三月"


def test_a_scenario_is_put_into_the_form_and_removed(session: Session, qtbot: QtBot) -> None:
    page = studied(session, qtbot, "grade")
    scenarios = page.study.scenarios
    scenarios.kept.emit("")
    page.form.edited.emit(draft.put(page.given, "grade", "47.85"))
    page.study.tabs.button("scenarios").click()
    scenarios.fill_menu()
    under = scenarios.menu.drop.actions()[0].menu()
    assert isinstance(under, QMenu)
    take, drop = under.actions()
    assert scenarios.menu.drop.actions()[0].text() == "A"
    take.trigger()
    assert page.given["grade"] == "52.3"
    assert figure(page) == "28,068.36"
    drop.trigger()
    assert "scenarios" not in page.given


def test_studies_stay_shown_on_this_machine(session: Session, qtbot: QtBot) -> None:
    page = studied(session, qtbot, "grade")
    again = shown(session, qtbot, "grade")
    assert not again.study.isHidden()
    page.study.close_panel()
    assert shown(session, qtbot, "grade").study.isHidden()


@pytest.mark.parametrize("kind", [kind for kind in CALCULATORS if examples(kind)])
def test_every_worked_calculation_can_be_varied(kind: str, session: Session, qtbot: QtBot) -> None:
    page = studied(session, qtbot, kind)
    qtbot.waitUntil(lambda: len(table(page)) > 2)
    assert any(row[2] in ("0.00", "0.0000", "0.000") for row in table(page))


def test_a_proposed_range_stays_within_what_the_field_allows() -> None:
    assert around(number("grade", "reo", 0, 100), Decimal("99"), 4) == "91:99:2"
    assert around(positive("fx", ""), Decimal("7.02"), 2) == "6.62:7.42:0.2"
    assert around(number("days", "", 0, 1000, whole=True), Decimal(45), 2) == "43:47:1"
    assert around(number("share", "", 0, 100), None, 4) == "0:160:20"


def going_out(session: Session, qtbot: QtBot, out: Path) -> PricingPage:
    page = PricingPage(session, Chosen(out))
    qtbot.addWidget(page)
    page.resize(1476, 950)
    page.show()
    qtbot.waitExposed(page)
    page.begin("grade")
    page.form.edited.emit(examples("grade")[0]["input"])
    page.toggle_study()
    return page


def test_ranges_go_out_as_a_sheet_before_the_live_calculation(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    page = going_out(session, qtbot, tmp_path / "out.xlsx")
    vary(page, "grade", "47.85:52.3:4.45")
    qtbot.waitUntil(lambda: len(table(page)) == 2)
    page.study.ranges.out.click()
    qtbot.waitUntil((tmp_path / "out.xlsx").is_file)
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["区间", "品位调整", "计算过程"]
    values = [row[:2] for row in book["区间"].iter_rows(values_only=True)]
    assert {(47.85, 25680.14), (52.3, 28068.36)} <= set(values)


def test_a_break_even_goes_out_with_the_figure_that_it_gives(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    page = going_out(session, qtbot, tmp_path / "out.xlsx")
    page.study.tabs.button("even").click()
    page.study.even.input.set_value("grade")
    page.study.even.target.set_text("30000")
    page.study.even.ask()
    qtbot.waitUntil(lambda: page.study.even.out.isVisible())
    page.study.even.out.click()
    qtbot.waitUntil((tmp_path / "out.xlsx").is_file)
    values = {cell for row in load_workbook(tmp_path / "out.xlsx")["保本"].iter_rows(values_only=True) for cell in row}
    assert {52.3, 30000} <= values
