"""Workbooks come in through the real window as expected.json says, and by a watched folder into the chart."""

import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.core.numbers import MASS_PLACES, from_scaled
from rare_desk.ops.book.books import new_book
from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.session import Session
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.today.page import TodayPage
from tests.ui.imports.reading import chosen, menu_of, pick, planned_again, save_like_excel, states

WORKBOOKS = Path(__file__).parents[1] / "data" / "workbooks"
EXPECTED: dict[str, Any] = {
    name: said
    for name, said in json.loads((WORKBOOKS / "expected.json").read_text(encoding="utf-8")).items()
    if isinstance(said, dict)
}
GOOD = [name for name, said in EXPECTED.items() if "rows" in said]
_OPTIONS = {"--side": "side", "--compliant": "compliant", "--vat": "vat", "--source": "source", "--as": "kind"}


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact)


@pytest.fixture
def window(app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "journey.raredesk"
    new_book(path).close()
    desk = Desk()
    desk.open_path(path)
    until(qtbot, lambda: desk.window.workbench is not None)
    desk.window.resize(1280, 720)
    desk.window.show()
    yield desk.window
    desk.window.close()


def session_of(window: MainWindow) -> Session:
    assert window.desk.session is not None
    return window.desk.session


def dropped(window: MainWindow, qtbot: QtBot, *files: Path) -> ImportPage:
    """As the window takes files that fall on it."""
    window.desk.take_files(files)
    assert window.workbench is not None
    page = window.workbench.current
    assert isinstance(page, ImportPage)
    until(qtbot, lambda: page.plan is not None)
    return page


def answer_all(page: ImportPage, qtbot: QtBot, flags: list[str]) -> None:
    """What the page asks, from the command line's flags; a flag that it does not ask about is not needed."""
    said = {_OPTIONS[flags[at]]: flags[at + 1] for at in range(0, len(flags), 2)}
    while page.questions.fields:
        code = next(iter(page.questions.fields))
        chosen(page, code, said[code], qtbot)


def imported(page: ImportPage, qtbot: QtBot) -> None:
    page.import_button.click()
    until(qtbot, lambda: page.plan is None)


@pytest.mark.parametrize("name", GOOD)
def test_a_workbook_dropped_on_the_window_comes_in_as_expected(window: MainWindow, qtbot: QtBot, name: str) -> None:
    expected, book = EXPECTED[name], session_of(window).book
    page = dropped(window, qtbot, WORKBOOKS / name)
    answer_all(page, qtbot, expected.get("flags", []))
    assert states(page) == {"new": expected["rows"]}
    imported(page, qtbot)
    assert book.number(f"SELECT count(*) FROM {expected['kind']}") == expected["rows"]
    if expected["kind"] == "trades":
        assert book.number(f"SELECT count(*) FROM trades WHERE side <> '{expected['side']}'") == 0
        tonnes = from_scaled(book.number("SELECT sum(quantity_g) FROM trades"), MASS_PLACES)
        assert tonnes == Decimal(expected["quantity_t"])
    for product, said in expected.get("by_product", {}).items():
        part = f"FROM trades t JOIN products p ON p.id = t.product WHERE p.code = '{product}'"
        assert book.number(f"SELECT count(*) {part}") == said["rows"]
        grams = book.number(f"SELECT sum(quantity_g) {part}")
        assert from_scaled(grams, MASS_PLACES) == Decimal(said["quantity_t"])
    page = dropped(window, qtbot, WORKBOOKS / name)
    assert states(page) == {"existing": expected["rows"]}
    assert not page.import_button.isEnabled()


def test_mistakes_are_put_right_in_the_window_and_all_comes_in(window: MainWindow, qtbot: QtBot) -> None:
    """One click where one is offered, typed where not: then nothing is wrong any more."""
    page = dropped(window, qtbot, WORKBOOKS / "ledger-with-mistakes.xlsx")
    expected = EXPECTED["ledger-with-mistakes.xlsx"]["problems"]
    found = {(e.problem.place.row, e.problem.place.column) for e in page.beside.findings.entries if e.problem}
    assert found == {(one["row"], one["column"]) for one in expected}
    for _ in expected:
        offered = [at for at, entry in enumerate(page.beside.findings.entries) if entry.action]
        if offered:
            planned_again(page, qtbot, partial(page.beside.findings.do_action, offered[0]))
    assert not any(entry.action for entry in page.beside.findings.entries)
    assert states(page)["wrong"] == 6
    view = page.review.sheet_view
    dated = ((8, 1, "2025-05-09"), (9, 1, "2025-05-09"))
    for row, column, words in ((7, 5, "3"), *dated, (10, 3, "氧化镨"), (13, 2, "卖"), (16, 6, "431000")):
        index = view.sheet.index(view.sheet.place_of(row), column)
        planned_again(page, qtbot, partial(view.sheet.setData, index, words))
    assert "wrong" not in states(page)
    page.accept_suspect.setChecked(True)
    imported(page, qtbot)
    assert session_of(window).book.number("SELECT count(*) FROM trades") == 17


def test_a_column_said_otherwise_is_kept_in_the_template_and_found_again(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = tmp_path / "一月.csv", tmp_path / "二月.csv"
    head = "日期,方向,品名,数量(吨),成交,对手方\n"
    first.write_text(f"{head}2025-01-06,买,氧化镨钕,10,431,乙公司\n", encoding="utf-8")
    second.write_text(f"{head}2025-02-06,买,氧化镨钕,10,432,乙公司\n", encoding="utf-8")
    page = dropped(window, qtbot, first)
    for part, words in (("meaning", "单价"), ("unit", "元/公斤"), ("basis", "含税")):
        planned_again(page, qtbot, partial(_pick_above, page, 4, part, words))
    imported(page, qtbot)
    page = dropped(window, qtbot, second)
    assert states(page) == {"new": 1}
    assert "一月" in page.template.text()
    imported(page, qtbot)
    price = session_of(window).book.number("SELECT max(price_incl_vat) FROM trades")
    assert price == 4_320_000_000


def _pick_above(page: ImportPage, column: int, part: str, words: str) -> None:
    pick(menu_of(page, column, part), words)


def test_several_files_are_one_import_and_one_undo(window: MainWindow, qtbot: QtBot) -> None:
    names = "purchase-ledger-2025.xlsx", "sales-ledger-2025.xls", "export-sales-english.xlsx"
    page = dropped(window, qtbot, *(WORKBOOKS / name for name in names))
    assert page.sheets.count() >= 3
    imported(page, qtbot)
    book = session_of(window).book
    assert book.number("SELECT count(*) FROM trades") == sum(EXPECTED[name]["rows"] for name in names)
    session_of(window).undo()
    until(qtbot, lambda: book.number("SELECT count(*) FROM trades") == 0)


def test_a_file_in_the_watched_folder_is_opened_from_today_and_the_next_one_comes_in_by_itself(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    session, bench = session_of(window), window.workbench
    assert bench is not None
    today = bench.show_page("today")
    assert isinstance(today, TodayPage)
    until(qtbot, lambda: session.index is not None)
    session.watch.watch(folder)
    data = (WORKBOOKS / "purchase-ledger-2025.xlsx").read_bytes()
    (folder / "采购.xlsx").write_bytes(data)
    until(qtbot, lambda: any(one.text() == "打开" and one.isVisible() for one in today.findChildren(QPushButton)))
    next(one for one in today.findChildren(QPushButton) if one.text() == "打开").click()
    page = bench.current
    assert isinstance(page, ImportPage)
    until(qtbot, lambda: page.plan is not None)
    imported(page, qtbot)
    until(qtbot, lambda: session.index is not None and session.index.computation.last_day is not None)
    before = session.index
    after = _with_one_more_row(data)
    beside = folder / "1A2B.tmp"
    beside.write_bytes(after)
    beside.replace(folder / "采购.xlsx")
    until(qtbot, lambda: session.book.number("SELECT count(*) FROM trades") == 181)
    until(qtbot, lambda: session.idle and session.index is not before)


def _with_one_more_row(data: bytes) -> bytes:
    """The ledger as Excel saves it after a deal was written behind the last one."""
    workbook = load_workbook(io.BytesIO(data), data_only=True)
    sheet = workbook.worksheets[0]
    rows = [row for row in range(5, sheet.max_row + 1) if str(sheet.cell(row, 2).value or "").startswith("CG2025")]
    last = rows[-1]
    sheet.insert_rows(last + 1)
    for column in range(1, sheet.max_column + 1):
        sheet.cell(last + 1, column).value = sheet.cell(last, column).value
    sheet.cell(last + 1, 2).value = "CG202512-999"
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def test_a_workbook_saved_by_excel_is_put_aside_asks_again_when_it_changes_and_comes_in_once(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Half written, locked, renamed into place; set aside on Today; changed, opened, one sheet of it left out."""
    folder = tmp_path / "收件"
    folder.mkdir()
    session, bench = session_of(window), window.workbench
    assert bench is not None
    today = bench.show_page("today")
    session.watch.watch(folder)
    file = folder / "月度.xlsx"
    data = (WORKBOOKS.parent / "oddities" / "sheet-a-month.xlsx").read_bytes()
    file.write_bytes(data[: len(data) // 2])
    save_like_excel(file, data)
    until(qtbot, lambda: file in session.watch.waiting)
    until(qtbot, lambda: bool(links(today, "搁置")))
    links(today, "搁置")[0].click()
    assert not session.watch.waiting
    save_like_excel(file, data)
    save_like_excel(file, _with_one_more_deal(data))
    until(qtbot, lambda: file in session.watch.waiting)
    until(qtbot, lambda: bool(links(today, "打开")))
    links(today, "打开")[0].click()
    page = bench.current
    assert isinstance(page, ImportPage)
    until(qtbot, lambda: page.plan is not None)
    page.sheets.setCurrentIndex(0)
    planned_again(page, qtbot, page.skip_button.click)
    imported(page, qtbot)
    assert session.book.number("SELECT count(*) FROM trades") == 3
    assert not session.watch.waiting
    again = dropped(window, qtbot, file)
    again.sheets.setCurrentIndex(1)
    assert states(again) == {"existing": 3}


def links(page: QWidget, words: str) -> list[QPushButton]:
    return [link for link in page.findChildren(QPushButton) if link.text() == words and link.isVisible()]


def _with_one_more_deal(data: bytes) -> bytes:
    """The last sheet with its last row once more, of another day."""
    workbook = load_workbook(io.BytesIO(data))
    sheet = workbook.worksheets[-1]
    last = [cell.value for cell in sheet[sheet.max_row]]
    sheet.append([27, *last[1:]])
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()
