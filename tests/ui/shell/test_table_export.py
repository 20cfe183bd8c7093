"""Every table goes out as it is shown: through the window, onto a real disk, read back."""

import csv
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from rare_desk.store.reading.trades.trade_queries import NEWEST, Sort, trade_page, trade_totals
from rare_desk.ui.quotes.page import QuotesPage
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.pages import PAGES
from rare_desk.ui.shell.table_export import title_of
from rare_desk.ui.trades.page import TradesPage
from rare_desk.ui.widgets.inputs.filter_bar import Days
from rare_desk.ui.widgets.rows.table_out import shown_of, table_menu, wishes
from rare_desk.ui.widgets.table import Table
from tests.ui.dialogs import Chosen

Ask = Callable[[Table, Path], Path]


@pytest.fixture
def sample(desk: Desk, qtbot: QtBot) -> Desk:
    with qtbot.waitSignal(desk.opened, timeout=60_000):
        desk.open_sample()
    desk.show()
    return desk


@pytest.fixture
def ask(sample: Desk, qtbot: QtBot, chosen: Chosen) -> Ask:
    def asked(table: Table, out: Path) -> Path:
        chosen.paths = [out]
        assert sample.session is not None
        with qtbot.waitSignal(sample.session.message, timeout=30_000):
            wishes().asked.emit(table)
        return out

    return asked


def trades(desk: Desk, qtbot: QtBot) -> TradesPage:
    assert desk.window.workbench is not None
    shown = desk.window.workbench.show_page("trades")
    assert isinstance(shown, TradesPage)
    qtbot.waitUntil(lambda: shown.model.rowCount() > 0 and shown.model.complete)
    return shown


def _settle(page: TradesPage, qtbot: QtBot) -> None:
    """Until the list has what its filters ask for."""
    book = page.session.book
    wanted = trade_totals(book, page.filters.wanted()).count
    first = trade_page(book, page.filters.wanted(), page.listing.order or NEWEST, 0, 1)

    def there() -> bool:
        return page.model.complete and page.model.rowCount() == wanted and page.model.id_at(0) == first[0].id

    qtbot.waitUntil(there)


def test_the_trades_go_out_with_their_filter_columns_and_order(
    sample: Desk, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    page = trades(sample, qtbot)
    page.filters.set_chosen("product", ["PRND-O"])
    page.filters.set_days("days", Days(dt.date(2026, 1, 1), dt.date(2026, 6, 30)))
    page.filters.changed.emit()
    page.table.sort_by((Sort("quantity", descending=False),))
    page.table.setColumnHidden(4, True)
    page.table.horizontalHeader().moveSection(1, 0)
    _settle(page, qtbot)
    rows = page.model.rowCount()
    sheet = load_workbook(ask(page.table, tmp_path / "a.xlsx")).worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    assert titles[:3] == ["日期", "单号", "方向"]
    assert "规格" not in titles
    assert "数量（吨）" in titles
    assert sheet.max_row == rows + 1
    at = titles.index("数量（吨）") + 1
    masses = [float(str(row[at - 1])) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert masses == sorted(masses)
    assert sheet["A2"].is_date
    assert sheet.cell(2, at).number_format == "0.000"
    assert sheet.cell(2, titles.index("含税价（元/吨）") + 1).number_format == "#,##0.00"


def test_the_button_of_the_trades_page_writes_what_the_list_shows(
    sample: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path
) -> None:
    page = trades(sample, qtbot)
    chosen.paths = [tmp_path / "out.csv"]
    next(one for one in page.toolbar.findChildren(QPushButton) if one.text() == "导出…").click()
    qtbot.waitUntil((tmp_path / "out.csv").exists)
    assert chosen.proposed[0].name.endswith(" 成交.xlsx")


def test_a_template_comes_from_the_file_menu_with_the_parties_of_the_book(
    sample: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path
) -> None:
    chosen.paths = [tmp_path / "t"]
    menus = {menu.title(): menu for menu in sample.window.menuBar().findChildren(QMenu)}
    assert sample.session is not None
    with qtbot.waitSignal(sample.session.message, timeout=30_000) as told:
        menus["导入模板"].actions()[0].trigger()
    assert told.args[0].text.startswith("模板已保存")
    assert chosen.proposed[0].name == "成交导入模板.xlsx"
    assert load_workbook(tmp_path / "t.xlsx").sheetnames == ["成交", "填写说明", "下拉选项"]


def test_an_empty_list_says_that_there_is_nothing_to_write(opened: Desk, qtbot: QtBot, chosen: Chosen) -> None:
    assert opened.session is not None
    assert opened.window.workbench is not None
    shown = opened.window.workbench.show_page("trades")
    assert isinstance(shown, TradesPage)
    with qtbot.waitSignal(opened.session.message) as told:
        wishes().asked.emit(shown.table)
    assert told.args[0].text == "表格是空的"
    assert chosen.proposed == []


def test_the_cover_says_which_filter_it_was(sample: Desk, ask: Ask, qtbot: QtBot, tmp_path: Path) -> None:
    page = trades(sample, qtbot)
    page.filters.set_chosen("product", ["PRND-O", "TB-O", "DY-O"])
    page.filters.set_text("text", "包头")
    page.filters.changed.emit()
    _settle(page, qtbot)
    cover = load_workbook(ask(page.table, tmp_path / "a.xlsx"))["说明"]
    said = {row[0].value: row[1].value for row in cover.iter_rows(min_row=3)}
    assert str(said["筛选"]).startswith("包头")
    assert "氧化镨钕" in str(said["筛选"])
    assert "氧化镝" in str(said["筛选"])
    assert said["行数"] == f"{page.model.rowCount():,}"


def test_the_quotes_go_out_as_csv_and_json(sample: Desk, ask: Ask, qtbot: QtBot, tmp_path: Path) -> None:
    assert sample.window.workbench is not None
    page = sample.window.workbench.show_page("quotes")
    assert isinstance(page, QuotesPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    with ask(page.table, tmp_path / "q.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len(rows) == page.model.rowCount() + 1
    document = json.loads(ask(page.below.announced, tmp_path / "q.json").read_text(encoding="utf-8"))
    assert document["table"] == "报价 精矿公布价"
    assert len(document["rows"]) == page.below.announced_model.rowCount()


def test_every_table_of_every_page_can_be_written(sample: Desk, qtbot: QtBot) -> None:
    bench = sample.window.workbench
    assert bench is not None
    assert sample.session is not None
    sample.session.start_index()
    qtbot.waitUntil(lambda: sample.session is not None and sample.session.index is not None, timeout=60_000)
    found: dict[str, list[str]] = {}
    for entry in PAGES:
        page = bench.show_page(entry.name)
        QApplication.processEvents()
        for table in page.findChildren(Table):
            found.setdefault(entry.name, []).append(title_of(table))
            menu = table_menu(table)
            assert menu.actions()[-1].text() == "导出表格…"
            shown = shown_of(table, title_of(table))
            rows = table.model().rowCount() if table.model() else 0
            assert (shown is not None) == (rows > 0)
            if shown is not None:
                read = shown.rows(sample.session.book, lambda _part: None)
                assert len(read) >= rows
                assert all(len(row) == len(shown.columns) for row in read)
    assert {"trades", "quotes", "publication", "comparison", "expectation", "today"} <= set(found)


def test_a_right_click_on_any_table_offers_it(sample: Desk, qtbot: QtBot) -> None:
    bench = sample.window.workbench
    assert bench is not None
    page = bench.show_page("publication")
    table = page.findChildren(Table)[0]
    middle = table.viewport().rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, table.viewport().mapToGlobal(middle))
    QApplication.sendEvent(table.viewport(), event)
    menus = [one for one in table.findChildren(QMenu) if one.isVisible()]
    assert [action.text() for action in menus[0].actions()] == ["复制", "导出表格…"]
    menus[0].close()


def test_a_file_that_another_program_holds_goes_under_another_name_with_one_click(
    sample: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = trades(sample, qtbot)
    held = tmp_path / "held.xlsx"
    held.write_text("open in Excel")
    really = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target) == held:
            raise PermissionError(13, "The process cannot access the file")
        return really(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    chosen.paths = [held]
    assert sample.session is not None
    with qtbot.waitSignal(sample.session.message, timeout=30_000) as told:
        wishes().asked.emit(page.table)
    message = told.args[0]
    assert message.kind == "bad"
    assert [action.words for action in message.actions] == ["另存为“held (2).xlsx”"]
    with qtbot.waitSignal(sample.session.message, timeout=30_000) as told:
        message.actions[0].do()
    assert told.args[0].kind == "good"
    assert load_workbook(tmp_path / "held (2).xlsx").worksheets[0].max_row == page.model.rowCount() + 1
    assert held.read_text() == "open in Excel"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["held (2).xlsx", "held.xlsx"]
