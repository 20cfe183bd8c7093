"""Columns that stay at the left while the others scroll."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ui.widgets.table import Table
from tests.ui.widgets.table.given import at, seen, wide_table


@pytest.fixture
def table(app: QApplication, qtbot: QtBot) -> Table:
    made = wide_table(app)
    qtbot.addWidget(made)
    made.freeze(2)
    return made


def scroll(table: Table, to: int) -> None:
    table.horizontalScrollBar().setValue(to)


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    held, none, keys = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    for kind, spot, button, buttons in (
        (QEvent.Type.MouseButtonPress, start, held, held),
        (QEvent.Type.MouseMove, (start + end) / 2, none, held),
        (QEvent.Type.MouseMove, end, none, held),
        (QEvent.Type.MouseButtonRelease, end, held, none),
    ):
        place = QPointF(spot)
        QApplication.sendEvent(widget, QMouseEvent(kind, place, widget.mapToGlobal(place), button, buttons, keys))


def test_they_stand_where_they_stood_and_are_clicked_there(table: Table) -> None:
    before = seen(table, 3, 1)
    scroll(table, 450)
    assert seen(table, 3, 0).left() == 0
    assert seen(table, 3, 1) == before
    assert [at(table, 3, x) for x in (5, before.left() + 5)] == [0, 1]
    assert at(table, 3, before.right() + 20) > 3


def test_what_is_painted_there_are_their_cells(table: Table) -> None:
    def left_part() -> QImage:
        width = seen(table, 0, 1).right() - 2
        return table.grab().toImage().copy(0, 0, width, table.height() - 30)

    unscrolled = left_part()
    scroll(table, 450)
    assert left_part() == unscrolled
    table.freeze(0)
    assert left_part() != unscrolled


def test_scrolling_paints_no_traces_of_them(table: Table) -> None:
    table.grab()
    for step in (30, 90, 450, 380, 0, 210):
        scroll(table, step)
        QApplication.processEvents()
    moved = table.viewport().grab().toImage()
    table.viewport().update()
    QApplication.processEvents()
    assert table.viewport().grab().toImage() == moved


def test_their_titles_sort_and_widen_them(table: Table) -> None:
    scroll(table, 450)
    middle = QPoint(seen(table, 0, 1).center().x(), 10)
    assert table.header.section_at(middle.x()) == 1
    QTest.mouseClick(table.header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert [one.column for one in table.header.order] == ["c1"]
    edge, before = seen(table, 0, 0).right(), table.columnWidth(0)
    drag(table.header.viewport(), QPoint(edge, 10), QPoint(edge + 24, 10))
    assert table.columnWidth(0) > before


def test_the_keyboard_brings_a_cell_out_from_under_them(table: Table) -> None:
    table.setCurrentIndex(table.model().index(0, 9))
    for _ in range(5):
        QTest.keyClick(table, Qt.Key.Key_Left)
    covered = seen(table, 0, 1).right()
    assert table.currentIndex().column() == 4
    assert seen(table, 0, 4).left() >= covered
    scrolled = table.horizontalScrollBar().value()
    table.setCurrentIndex(table.model().index(5, 0))
    assert table.horizontalScrollBar().value() == scrolled


def test_an_editor_opens_where_the_cell_is_seen(table: Table) -> None:
    scroll(table, 450)
    index = table.model().index(2, 1)
    editor = QLineEdit()
    table.setIndexWidget(index, editor)
    assert editor.geometry().left() == seen(table, 2, 1).left()


def test_a_narrow_window_keeps_room_to_scroll(table: Table) -> None:
    table.freeze(6)
    scroll(table, 100)
    assert table.frozen.columns() == [0, 1]
    table.resize(900, 300)
    assert len(table.frozen.columns()) > 2
