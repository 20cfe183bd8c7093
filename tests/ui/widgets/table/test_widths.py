"""How wide columns become where there is more room than they need."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ui.page import Page
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.table.widths import spread

Row = tuple[str, ...]


def column(key: str, *, grows: bool = False, roomy: bool = False) -> Column[Row]:
    return Column(key=key, title=key, text=lambda row: row[0], width=100, grows=grows, roomy=roomy)


def shown(owner: QObject, qtbot: QtBot, width: int, *columns: Column[Row]) -> Table:
    table = Table()
    qtbot.addWidget(table)
    table.setModel(ListModel(list(columns), owner))
    table.resize(width, 200)
    table.show()
    return table


def wide(table: Table) -> list[int]:
    """Of all but the last column, which takes what is left."""
    return [table.columnWidth(number) for number in range(len(table.columns) - 1)]


def test_columns_widen_to_the_same_multiple_of_their_own_width_as_far_as_there_is_room() -> None:
    own, widths = {0: 100, 1: 50, 2: 80}, {0: 100, 1: 90, 2: 80}
    spread(widths, own, (0, 1), 1.5, 1000)
    assert widths == {0: 150, 1: 90, 2: 80}
    spread(widths, own, (0, 1, 2), 9.0, 500)
    assert 490 <= sum(widths.values()) <= 500
    assert widths[0] / 100 == pytest.approx(widths[2] / 80, abs=0.03)


def test_words_take_the_room_that_figures_have_no_use_for(app: QApplication, qtbot: QtBot) -> None:
    table = shown(app, qtbot, 1000, column("figure"), column("words", roomy=True), column("last"))
    figure, words = wide(table)
    assert 140 <= figure <= 155
    assert words == pytest.approx(300, abs=12)
    assert figure + words + table.columnWidth(2) == table.viewport().width()


def test_a_column_that_grows_leaves_some_of_the_room_to_the_others(app: QApplication, qtbot: QtBot) -> None:
    columns = (column("name", grows=True), column("a"), column("b"))
    name, other = wide(shown(app, qtbot, 350, *columns))
    assert name > 120
    assert other <= 110
    name, other = wide(shown(app, qtbot, 900, *columns))
    assert name > 500
    assert other == pytest.approx(140, abs=12)


def test_a_width_that_the_user_has_set_stays_in_a_wider_window(app: QApplication, qtbot: QtBot) -> None:
    table = shown(app, qtbot, 600, column("a"), column("words", roomy=True), column("last"))
    named = Table("widths-kept")
    qtbot.addWidget(named)
    named.setModel(table.model())
    named.resize(600, 200)
    named.show()
    named.setColumnWidth(0, 77)
    named.resize(1800, 200)
    qtbot.waitUntil(lambda: named.viewport().width() > 1700)
    assert named.columnWidth(0) == 77
    assert named.columnWidth(1) == pytest.approx(300, abs=12)


def test_a_panel_is_wider_beside_a_wide_page(session: Session, qtbot: QtBot) -> None:
    page = Page(session)
    qtbot.addWidget(page)
    page.resize(1480, 800)
    page.show()
    panel = page.add_side(SidePanel("", 400))
    assert panel.width() == 400
    page.resize(2436, 1300)
    qtbot.waitUntil(lambda: panel.width() > 500)
    assert panel.width() == 541
    page.resize(5000, 1300)
    qtbot.waitUntil(lambda: panel.width() == 560)
