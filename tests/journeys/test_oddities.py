"""Workbooks with one oddity of a real desk each fall on the window and come in as their expected.json says."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ops.book.books import new_book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.shell.desk import Desk
from tests.ui.imports.reading import chosen, states

ODDITIES = Path(__file__).parents[1] / "data" / "oddities"
EXPECTED: dict[str, Any] = json.loads((ODDITIES / "expected.json").read_text(encoding="utf-8"))
SUSPECT = {
    "price-range",
    "unusual-price",
    "void-remark",
    "return-remark",
    "amount-mismatch",
    "amount-unit",
    "ditto",
    "struck-out",
}


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact)


@pytest.fixture
def window(app: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "oddities.raredesk"
    new_book(path).close()
    desk = Desk()
    desk.open_path(path)
    desk.window.resize(1280, 720)
    desk.window.show()
    yield desk.window
    desk.window.close()


def dropped(window: MainWindow, qtbot: QtBot, file: Path) -> ImportPage:
    until(qtbot, lambda: window.workbench is not None)
    window.desk.take_files([file])
    assert window.workbench is not None
    page = window.workbench.current
    assert isinstance(page, ImportPage)
    until(qtbot, lambda: page.plan is not None)
    return page


def expected_states(sheet: dict[str, Any], good: str) -> dict[str, int]:
    bad = Counter("suspect" if code in SUSPECT else "wrong" for code, *_ in sheet.get("problems", ()))
    return dict(bad + Counter({good: sheet["rows"] - bad.total()}))


@pytest.mark.parametrize("name", EXPECTED)
def test_a_workbook_with_an_oddity_comes_in_through_the_window(window: MainWindow, qtbot: QtBot, name: str) -> None:
    flags, sheets = EXPECTED[name].get("flags", []), EXPECTED[name]["sheets"]
    said = dict(zip(flags[::2], flags[1::2], strict=True))
    page = dropped(window, qtbot, ODDITIES / name)
    while page.questions.fields:
        code = next(iter(page.questions.fields))
        chosen(page, code, said["--source" if code == "source" else "--as"], qtbot)
    assert page.sheets.count() == len(sheets)
    for at, sheet in enumerate(sheets):
        page.sheets.setCurrentIndex(at)
        assert states(page) == expected_states(sheet, "new")
        found = [(e.problem.code, e.problem.place.row) for e in page.beside.findings.entries if e.problem]
        assert found == [(code, row) for code, row, _ in sheet.get("problems", ())]
    page.skip_wrong.setChecked(True)
    page.import_button.click()
    until(qtbot, lambda: page.plan is None)
    session = window.desk.session
    assert session is not None
    written = sum(expected_states(sheet, "new").get("new", 0) for sheet in sheets)
    assert session.book.number(f"SELECT count(*) FROM {sheets[0]['kind']}") == written
    page = dropped(window, qtbot, ODDITIES / name)
    for at, sheet in enumerate(sheets):
        page.sheets.setCurrentIndex(at)
        assert states(page) == expected_states(sheet, "existing")


def test_a_range_as_the_price_of_a_deal_is_accepted_as_its_middle_or_corrected_by_a_click(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = dropped(window, qtbot, ODDITIES / "deal-price-range.xlsx")
    offered = [at for at, entry in enumerate(page.beside.findings.entries) if entry.action]
    assert [page.beside.findings.entries[at].value for at in offered] == ["1650000", "4200"]
    before = page.plan
    page.beside.findings.do_action(offered[0])
    until(qtbot, lambda: page.plan is not before)
    assert states(page) == {"new": 2, "suspect": 1}
    page.accept_suspect.setChecked(True)
    page.import_button.click()
    until(qtbot, lambda: page.plan is None)
    session = window.desk.session
    assert session is not None
    trades = [row.trade for row in trades_by_id(session.book, trade_ids(session.book))]
    found = sorted((int(trade.price or 0), trade.suspect, trade.note) for trade in trades)
    assert found == [(4200, "price-range", "含税单价: 4100～4300"), (440_000, "", ""), (1_650_000, "", "")]
