"""The life of a settlement on the page: its stages, payments, schedules, the lots' elements, rounding."""

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from rare_desk.core.pricing.settling.terms import Stage
from rare_desk.ui.pricing.concentrate.rounding_dialog import RoundingDialog
from rare_desk.ui.pricing.concentrate.schedule_dialog import ScheduleDialog
from rare_desk.ui.pricing.form.grid import Grid
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.session import Session
from tests.core.pricing.examples import settlement
from tests.core.pricing.settling.test_schedules import BANDS
from tests.ui.pricing.given import figure, shown
from tests.ui.pricing.given import settlement_form as form


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> PricingPage:
    made = shown(session, qtbot, "settlement")
    made.form.edited.emit(settlement())
    return made


def choose_stage(page: PricingPage, stage: str) -> None:
    form(page).stage.stages.button(stage).click()


def sums(page: PricingPage) -> dict[str, str]:
    totals = page.form.totals
    return {name: label.text() for name, (_, label) in zip(totals._names, totals._figures, strict=True)}


def cells(grid: Grid, row: int) -> list[str]:
    return [cell.shown for cell in grid.grid.rows[row].cells]


def keys(grid: Grid, words: str) -> None:
    """Into the current cell as a person does: the first key opens it."""
    QTest.keyClicks(grid, words[0])
    editor = grid.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, words[1:])
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def type_at(grid: Grid, path: str, words: str) -> None:
    grid.go_to(path)
    keys(grid, words)


def test_the_provisional_stage_shows_what_is_payable_at_once(page: PricingPage) -> None:
    choose_stage(page, Stage.PROVISIONAL)
    totals = page.form.totals
    assert totals.caption.text().startswith("本次应付")
    assert figure(page) == "7,865,138.47"
    assert totals.notes.text() == "人民币柒佰捌拾陆万伍仟壹佰叁拾捌元肆角柒分"
    assert sums(page)["价税合计"] == "8,739,042.74"


def test_lots_whose_assays_are_not_there_yet_do_not_hold_up_the_provisional_invoice(
    session: Session, qtbot: QtBot
) -> None:
    page = shown(session, qtbot, "settlement")
    page.form.edited.emit(page.given | {"reference_price": "26834", "reference_grade": "50", "vat_rate": "13"})
    choose_stage(page, Stage.PROVISIONAL)
    grid = form(page).changes
    type_at(grid, "provisional.wet_t", "306.600")
    type_at(grid, "provisional.moisture", "6")
    type_at(grid, "provisional.grade", "50")
    type_at(grid, "provisional.paid_share", "90")
    assert figure(page) == "7,865,138.47"
    assert page.given["lots"][0]["grade"] == ""


def test_the_final_stage_shows_what_is_still_to_be_invoiced_and_the_balance(page: PricingPage) -> None:
    choose_stage(page, Stage.FINAL)
    assert figure(page) == "884,293.67"
    assert "人民币捌拾捌万肆仟贰佰玖拾叁元陆角柒分" in page.form.totals.notes.text()
    found = sums(page)
    assert [found[name] for name in ("应补开净额", "应补开税额", "应补开合计")] == [
        "9,194.16",
        "1,195.24",
        "10,389.40",
    ]
    choose_stage(page, "")
    assert "应补开净额" not in sums(page)
    assert "stage" not in page.given


def test_a_final_settlement_below_the_provisional_invoice_shows_its_credit_note(page: PricingPage) -> None:
    choose_stage(page, Stage.FINAL)
    type_at(form(page).changes, "provisional.grade", "51")
    assert sums(page)["红字合计"].startswith("−")


def test_a_transfer_comes_off_the_balance(page: PricingPage) -> None:
    form(page).add_payment("transfer")
    keys(form(page).changes, "500000")
    assert figure(page) == "384,293.67"
    assert sums(page)["收款合计"] == "−500,000.00"


def test_a_bank_acceptance_shows_its_discount_and_who_bears_it(page: PricingPage) -> None:
    form(page).add_payment("acceptance")
    keys(form(page).changes, "300000")
    grid = form(page).changes
    type_at(grid, "payments[0].days", "180")
    type_at(grid, "payments[0].discount_rate", "1.5")
    last = len(grid.grid.rows) - 1
    assert cells(grid, last)[4:6] == ["卖方付息", "2,250.00"]
    assert figure(page) == "584,293.67"
    grid.setCurrentIndex(grid.grid.index(last, 4))
    grid.edit(grid.currentIndex())
    choosing = grid.findChild(QComboBox)
    assert choosing is not None
    choosing.setCurrentIndex(choosing.findData("buyer"))
    choosing.activated.emit(choosing.currentIndex())
    assert cells(grid, last)[4] == "买方付息"
    assert figure(page) == "586,543.67"  # 297,750.00 counts


def test_a_payment_goes_with_its_row(page: PricingPage) -> None:
    form(page).add_payment("acceptance")
    grid = form(page).changes
    QTest.keyClick(grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert page.given["payments"] == []
    assert figure(page) == "884,293.67"


def dialog(qtbot: QtBot, given: dict[str, Any] | None) -> ScheduleDialog:
    made = ScheduleDialog(None, given)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_bands_are_typed_and_said_in_words(app: QApplication, qtbot: QtBot) -> None:
    asked = dialog(qtbot, None)
    assert "请填元素" in asked.answer.text()
    QTest.keyClicks(asked.fields["element"].edit, "F")
    for place, band in enumerate(BANDS):
        if place:
            asked.add_band()
        for name, words in band.items():
            type_at(asked.bands, f"bands[{place}].{name}", words)
    assert asked.schedule()["bands"] == BANDS
    assert "7" in asked.answer.text()
    asked.choices["direction"].setCurrentIndex(asked.choices["direction"].findData("below"))
    assert "限值" in asked.answer.text()
    assert asked.bands.grid.rows[1].cells[1].problem


def test_a_schedule_goes_by_the_lots_own_assays_typed_in_their_column(
    page: PricingPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"element": "F", "bands": [{"threshold": "7.5", "step": "0.5", "rate": "4"}], "per": "lot"}
    asked |= {"effect": "penalty", "direction": "above", "partial": "pro-rata"}

    def answered(of: ScheduleDialog) -> int:
        of.fields["element"].set_text("F")
        of.choices["per"].setCurrentIndex(of.choices["per"].findData("lot"))
        of._bands = [dict(band) for band in asked["bands"] if isinstance(band, dict)]
        return 1

    monkeypatch.setattr(ScheduleDialog, "exec", answered)
    form(page).add_schedule()
    assert page.given["adjustments"][1] == asked
    assert "F" in [title for title, _ in form(page).lots.grid.titles]
    for place, assay in enumerate(("8", "7", "7.5")):
        type_at(form(page).lots, f"lots[{place}].elements.F", assay)
    assert cells(form(page).changes, 1)[-1] == "−383.98"
    assert figure(page) == "883,859.77"  # 884,293.67 less 383.98 and its VAT of 49.92
    type_at(form(page).lots, "lots[1].elements.F", "x")
    assert figure(page) == "–"


def test_a_block_with_the_elements_behind_the_grade_is_pasted_whole(page: PricingPage) -> None:
    form(page).add_element("F")
    form(page).add_element("ThO2")
    QGuiApplication.clipboard().setText("A\t100\t6\t50\t8.1\t0.2\nB\t100\t6\t50\t7.2\t0.1")
    form(page).lots.setFocus()
    QTest.keyClick(form(page).lots, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.given["lots"][-1]["elements"] == [
        {"element": "F", "assay": "7.2"},
        {"element": "ThO2", "assay": "0.1"},
    ]
    assert cells(form(page).lots, 4)[4:6] == ["7.2", "0.1"]


def test_rounding_by_the_contract_is_said_in_one_line(page: PricingPage, qtbot: QtBot) -> None:
    asked = RoundingDialog(None, None)
    qtbot.addWidget(asked)
    assert asked.rounding() == {}
    asked.choices["mass_places"].setCurrentIndex(asked.choices["mass_places"].findData("2"))
    asked.choices["mode"].setCurrentIndex(asked.choices["mode"].findData("down"))
    assert asked.rounding() == {"mass_places": "2", "mode": "down"}
    assert not form(page).stage.rounding.isVisible()
    page.form.edited.emit(page.given | {"rounding": asked.rounding()})
    assert "舍尾" in form(page).stage.rounding.text()
    assert form(page).stage.rounding.isVisible()
    assert cells(form(page).lots, 0)[4] == "95.99"
    choose_stage(page, Stage.PROVISIONAL)
    assert cells(form(page).lots, 0)[4] == "95.99"
