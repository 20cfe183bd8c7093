"""The page as tests start from, and what a person does on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.ui.pricing.concentrate.forms import SettlementForm
from rare_desk.ui.pricing.form.calculator_form import CalculatorForm
from rare_desk.ui.pricing.form.entry import Entry
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.session import Session


def shown(session: Session, qtbot: QtBot, kind: str, width: int = 1476, height: int = 950) -> PricingPage:
    page = PricingPage(session)
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitExposed(page)
    page.begin(kind)
    return page


def form(page: PricingPage) -> CalculatorForm:
    assert isinstance(page.form, CalculatorForm)
    return page.form


def settlement_form(page: PricingPage) -> SettlementForm:
    assert isinstance(page.form, SettlementForm)
    return page.form


def entry(page: PricingPage, path: str) -> Entry:
    return form(page).inputs.entries[path]


def type_into(page: PricingPage, path: str, words: str) -> None:
    """Key by key, then Tab."""
    one = entry(page, path)
    if one.segments is not None:
        one.segments.button(words).click()
        return
    assert one.field is not None
    one.field.edit.setFocus()
    one.field.edit.selectAll()
    QTest.keyClick(one.field.edit, Qt.Key.Key_Delete)
    QTest.keyClicks(one.field.edit, words)
    QTest.keyClick(one.field.edit, Qt.Key.Key_Return)


def type_all(page: PricingPage, given: Mapping[str, Any]) -> None:
    """Single inputs by keys, lists as they are copied in Excel."""
    for name, value in given.items():
        if name in form(page).inputs.entries:
            type_into(page, name, "; ".join(value) if isinstance(value, list) else value)
        else:
            paste(page, name, value)


def paste(page: PricingPage, name: str, records: Sequence[Mapping[str, str]]) -> None:
    part = next(part for part in form(page).records if part.asked.name == name)
    columns = [field.name for field in part.asked.fields]
    table = "\n".join("\t".join(record.get(column, "") for column in columns) for record in records)
    QGuiApplication.clipboard().setText(table)
    part.grid.setFocus()
    part.grid.setCurrentIndex(part.grid.grid.index(0, 0))
    QTest.keyClick(part.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def figure(page: PricingPage) -> str:
    return page.form.totals.figure.text()


def figures(page: PricingPage) -> list[str]:
    """Every figure of the result that can be read on the page."""
    totals = page.form.totals
    cells = [cell.shown for part in form(page).records for row in part.grid.grid.rows for cell in row.cells]
    return [totals.figure.text(), *(label.text() for _, label in totals._figures), *cells]
