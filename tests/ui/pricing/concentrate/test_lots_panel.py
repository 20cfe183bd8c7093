"""Weighbridge and assay sheets through the page: chosen or pasted, looked at, and made the settlement's lots."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.ops.contracts.lots import Whose
from rare_desk.ops.imports.plans import Source
from rare_desk.ui.pricing.concentrate.lots_panel import LotsPanel
from rare_desk.ui.pricing.form.grid import Grid
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.session import Session
from tests.core.pricing.examples import settlement
from tests.ui.dialogs import Chosen
from tests.ui.pricing.given import figure
from tests.ui.pricing.given import settlement_form as form

DATA = Path(__file__).parents[3] / "data" / "lots"
TICKETS, ASSAYS, BUYER = (DATA / name for name in ("磅单.xlsx", "化验单.csv", "buyer.xlsx"))


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> PricingPage:
    made = PricingPage(session, Chosen(TICKETS, ASSAYS))
    qtbot.addWidget(made)
    made.resize(1476, 950)
    made.show()
    qtbot.waitExposed(made)
    made.begin("settlement")
    made.form.edited.emit(settlement() | {"lots": [{"lot": "L1", "wet_t": "", "moisture": "", "grade": ""}]})
    return made


def panel(page: PricingPage) -> LotsPanel:
    return form(page).sheets


def read(qtbot: QtBot, of: LotsPanel) -> None:
    qtbot.waitUntil(lambda: not of.reading)


def chosen(page: PricingPage, qtbot: QtBot, *files: Path) -> LotsPanel:
    of = panel(page)
    of.take([Source(one.name, one) for one in files])
    read(qtbot, of)
    return of


def cells(grid: Grid, row: int) -> list[str]:
    return [" ".join(part for part in (cell.prefix, cell.shown) if part) for cell in grid.grid.rows[row].cells]


def test_two_sheets_are_shown_joined_before_they_become_the_lots(page: PricingPage, qtbot: QtBot) -> None:
    form(page).lots_menu().actions()[0].trigger()
    of = panel(page)
    read(qtbot, of)
    assert cells(of.preview, 0) == ["L1", "3 磅合计 102.340", "6.20", "51.35", "8", "4.1", "2,100"]
    assert of.state.text().startswith("3 批")
    assert figure(page) == "–"
    of.replace_button.click()
    assert not of.isVisible()
    assert figure(page) == "884,293.67"
    assert [title for title, _ in form(page).lots.grid.titles][4:7] == ["F", "P2O5", "ThO2"]


def test_the_buyers_sheet_joins_the_lots_as_the_assay_exchange(page: PricingPage, qtbot: QtBot) -> None:
    chosen(page, qtbot, TICKETS, ASSAYS).join_button.click()
    page.form.edited.emit(page.given | {"assay": {"limit": "0.50"}})
    of = chosen(page, qtbot, BUYER)
    of.set_whose(0, Whose.BUYER)
    read(qtbot, of)
    of.join_button.click()
    assert page.given["lots"][0]["assay"] == {"buyer": "50.95", "seller": "51.35"}
    assert form(page).lots.grid.rows[0].cells[3].shown == "51.15"


def test_what_is_wrong_stands_with_its_file_row_and_column_and_nothing_is_taken(
    page: PricingPage, qtbot: QtBot
) -> None:
    of = chosen(page, qtbot, DATA / "磅单-净重不符.xlsx", ASSAYS)
    (said,) = cells(of.problems, 0)
    assert said.startswith("磅单-净重不符.xlsx 过磅 第 4 行 净重(kg) 净重 34.22 吨与毛重减皮重 34.12 吨不符")
    assert not of.join_button.isEnabled()
    assert not of.replace_button.isEnabled()


def test_a_unit_that_is_not_said_is_asked_for(page: PricingPage, qtbot: QtBot) -> None:
    of = panel(page)
    of.take([Source("a.csv", "批号,净重,水分,REO\nA,36220,6,50\n".encode())])
    read(qtbot, of)
    assert not of.join_button.isEnabled()
    of.unit.button("kg").click()
    read(qtbot, of)
    assert cells(of.preview, 0)[1] == "36.220"
    assert of.join_button.isEnabled()


def test_a_pasted_table_with_headers_is_looked_at_first(page: PricingPage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("批号\t净重(kg)\t水分\tREO\nA\t36220\t6\t50\nB\t30000\t7\t51")
    form(page).lots.setFocus()
    QTest.keyClick(form(page).lots, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    of = panel(page)
    read(qtbot, of)
    assert [cells(of.preview, row)[0] for row in (0, 1)] == ["A", "B"]
    of.join_button.click()
    assert [lot["lot"] for lot in page.given["lots"]] == ["A", "B"]
