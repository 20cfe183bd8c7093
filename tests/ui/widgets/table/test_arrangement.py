"""The columns of a table as their user has them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.table.arrangement import Arrangement, Layout, layout_from
from rare_desk.ui.widgets.table.chooser import ColumnList
from rare_desk.ui.widgets.table.header_menu import header_menu
from tests.ui.widgets.table.given import wide_table

HIDDEN = frozenset(("c2", "c5"))


@pytest.fixture
def table(app: QApplication, qtbot: QtBot) -> Table:
    made = wide_table(app, columns=6)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def arranged(table: Table) -> Arrangement:
    return Arrangement(table, "wide", HIDDEN, 2)


def choose(menu: QMenu, words: str) -> None:
    next(one for one in menu.actions() if one.text() == words).trigger()


def test_at_first_it_is_as_the_page_has_it(arranged: Arrangement) -> None:
    assert arranged.now() == Layout(("c0", "c1", "c3", "c4"), 2)


def test_what_the_user_did_is_there_again(arranged: Arrangement, app: QApplication, qtbot: QtBot) -> None:
    arranged.show_column("c5", True)
    arranged.show_column("c3", False)
    arranged.move("c5", 0)
    arranged.table.freeze(1)
    again = wide_table(app, columns=6)
    qtbot.addWidget(again)
    assert Arrangement(again, "wide", HIDDEN, 2).now() == Layout(("c5", "c0", "c1", "c4"), 1)


def test_a_layout_comes_back_with_order_widths_and_what_stays(arranged: Arrangement) -> None:
    wanted = Layout(("c4", "c0", "c2"), 1, {"c0": 171, "c2": 88})
    arranged.lay(wanted)
    assert arranged.now() == wanted
    assert arranged.table.columnWidth(0) == 171
    arranged.reset()
    assert arranged.now() == arranged.standard
    assert arranged.table.columnWidth(0) < 171


def test_a_layout_of_another_version_gives_what_it_can(arranged: Arrangement) -> None:
    kept = {"shown": ["c3", "gone", "c1"], "frozen": 9, "widths": {"c3": "wide"}}
    arranged.lay(layout_from(kept, arranged.standard))
    assert arranged.now() == Layout(("c3", "c1"), 1)
    assert layout_from("?", arranged.standard) == arranged.standard
    assert layout_from({"shown": []}, arranged.standard) == arranged.standard


def test_the_last_column_cannot_be_hidden(arranged: Arrangement) -> None:
    for key in ("c0", "c1", "c3", "c4"):
        arranged.show_column(key, False)
    assert arranged.now() == Layout(("c4",), 0)


def test_columns_are_ticked_and_carried_by_the_keyboard(arranged: Arrangement, qtbot: QtBot) -> None:
    listed = ColumnList(arranged)
    qtbot.addWidget(listed)
    listed.show()
    QTest.keyClick(listed, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert arranged.now().shown == ("c1", "c0", "c3", "c4")
    listed.setCurrentRow(4)
    QTest.keyClick(listed, Qt.Key.Key_Space)
    assert set(arranged.now().shown) ^ {"c0", "c1", "c3", "c4"} == {listed.currentItem().data(Qt.ItemDataRole.UserRole)}


def test_a_columns_menu_sorts_freezes_and_hides(arranged: Arrangement) -> None:
    table = arranged.table
    choose(header_menu(table, 1), "降序")
    choose(header_menu(table, 3), "再按此列升序")
    assert [(one.column, one.descending) for one in table.header.order] == [("c1", True), ("c3", False)]
    choose(header_menu(table, 1), "不按此列排序")
    assert [one.column for one in table.header.order] == ["c3"]
    choose(header_menu(table, 3), "冻结到此列")
    choose(header_menu(table, 0), "隐藏此列")
    assert arranged.now() == Layout(("c1", "c3", "c4"), 2)
    choose(header_menu(table, 4), "取消冻结")
    assert arranged.now().frozen == 0


def test_the_menu_opens_by_the_keyboard(arranged: Arrangement) -> None:
    table = arranged.table
    table.setCurrentIndex(table.model().index(0, 3))
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(table, Qt.Key.Key_Down, held)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.activeAction().text() == "升序"
    assert menu.pos().x() >= table.mapToGlobal(QPoint(0, 0)).x()
    menu.close()
