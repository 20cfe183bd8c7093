from array import array
from collections.abc import Sequence
from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.rows.rows_model import FLAG_ROLE, Column, RowsModel, _places
from rare_desk.ui.widgets.table import FooterRow, Table

Row = tuple[int, str, Decimal]


class Numbers:
    """Rows made from their ids, newest first, counting how many were read."""

    def __init__(self, count: int, but: Sequence[int] = ()) -> None:
        self.order = [number for number in range(count, 0, -1) if number not in but]
        self.read = 0

    def first(self, limit: int) -> Sequence[Row]:
        return self.rows(self.order[:limit])

    def ids(self, book: Book) -> Sequence[int]:
        assert book.read_only
        return self.order

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        self.read += len(ids)
        known = set(self.order)
        return [(number, f'C"{number}', Decimal(number) / 1000) for number in ids if number in known]

    def key(self, row: Row) -> int:
        return row[0]

    def on(self, book: Book) -> "Numbers":
        return self


COLUMNS = (
    Column[Row](key="no", title="编号", text=lambda row: row[1]),
    Column[Row](
        key="t",
        title="数量",
        unit="吨",
        align="right",
        text=lambda row: f"{row[2]:,.3f}",
        copied=lambda row: f"{row[2]:.3f}",
        flag=lambda row: "suspect" if row[0] == 3 else "",
    ),
)


@pytest.fixture
def model(session: Session) -> RowsModel[Row]:
    return RowsModel(COLUMNS, session.read)


def test_the_first_page_is_there_at_once_and_the_rest_follows(qtbot: QtBot, model: RowsModel[Row]) -> None:
    model.load(Numbers(5000))
    assert model.rowCount() == 64
    assert model.index(0, 0).data() == 'C"5000'
    qtbot.waitUntil(lambda: model.rowCount() == 5000)
    assert model.index(4999, 1).data() == "0.001"


def test_only_rows_that_are_looked_at_are_read(qtbot: QtBot, model: RowsModel[Row]) -> None:
    source = Numbers(100_000)
    model.load(source)
    qtbot.waitUntil(lambda: model.complete)
    for place in range(50_000, 50_040):
        assert model.index(place, 0).data()
    assert source.read <= 64 * 3


def test_another_filter_takes_the_place_of_one_still_coming(qtbot: QtBot, model: RowsModel[Row]) -> None:
    model.load(Numbers(100_000))
    model.load(Numbers(200))
    qtbot.waitUntil(lambda: model.complete)
    assert model.rowCount() == 200


class Endless(Numbers):
    """With an order that never comes."""

    def ids(self, book: Book) -> Sequence[int]:
        book.fetch("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
        raise AssertionError


def test_a_table_reads_only_the_rows_that_it_shows(qtbot: QtBot, model: RowsModel[Row], app: QApplication) -> None:
    """However far one scrolls: at once, and none of them twice."""
    source, table = Numbers(100_000), Table()
    qtbot.addWidget(table)
    table.setModel(model)
    model.load(source)
    qtbot.waitUntil(lambda: model.complete)
    table.resize(400, 400)
    table.show()
    for place in (60_000, 20, 60_000):
        table.verticalScrollBar().setValue(place)
        table.viewport().repaint()
    seen = len(table.rows_in(table.viewport().rect()))
    assert seen > 5
    assert source.read <= 64 + 2 * seen


def test_an_order_that_is_given_up_holds_up_no_other_reading(
    qtbot: QtBot, session: Session, model: RowsModel[Row]
) -> None:
    model.load(Endless(200))
    model.stop()
    read: list[int] = []
    session.read(lambda book: book.last_step(), read.append)
    qtbot.waitUntil(lambda: bool(read))
    model.load(Numbers(200))
    qtbot.waitUntil(lambda: model.complete)
    assert model.rowCount() == 200


def test_selection_and_place_stay_with_their_rows_when_others_go(qtbot: QtBot, model: RowsModel[Row]) -> None:
    source = Numbers(300)
    model.load(source)
    qtbot.waitUntil(lambda: model.complete and model.rowCount() == 300)
    table = Table()
    qtbot.addWidget(table)
    table.setModel(model)
    assert table.choose(250)
    source.order.remove(260)
    with qtbot.waitSignal(model.ids_loaded):
        model.reload()
    assert table.chosen_ids() == [250]
    assert model.rowCount() == 299


def test_a_new_row_comes_in_at_its_place(qtbot: QtBot, model: RowsModel[Row]) -> None:
    source = Numbers(10)
    model.load(source)
    source.order.insert(0, 11)
    with qtbot.waitSignal(model.ids_loaded):
        model.reload()
    assert [model.index(place, 0).data() for place in range(2)] == ['C"11', 'C"10']
    assert model.rowCount() == 11


def test_a_row_at_the_end_comes_in_with_its_words(qtbot: QtBot, model: RowsModel[Row]) -> None:
    source = Numbers(10, but=[1])
    model.load(source)
    source.order.append(1)
    with qtbot.waitSignal(model.ids_loaded):
        model.reload()
    assert model.index(9, 0).data() == 'C"1'


def test_a_row_is_put_in_at_once_and_taken_out_while_the_order_is_still_coming(
    qtbot: QtBot, model: RowsModel[Row]
) -> None:
    source = Numbers(300)
    model.load(source)
    source.order.insert(0, 301)
    model.put_in(0, 301)
    assert [model.index(place, 0).data() for place in range(2)] == ['C"301', 'C"300']
    qtbot.waitUntil(lambda: model.complete)
    assert model.rowCount() == 301
    source.order.remove(301)
    model.take_out(301)
    assert model.id_at(0) == 300
    assert model.rowCount() == 300


def test_copied_rows_are_as_excel_reads_them(qtbot: QtBot, model: RowsModel[Row], app: QApplication) -> None:
    model.load(Numbers(3000))
    qtbot.waitUntil(lambda: model.complete)
    table = Table()
    qtbot.addWidget(table)
    table.setModel(model)
    chosen = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for place in (0, 2999):
        table.selectionModel().select(model.index(place, 0), chosen)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == '编号\t数量 吨\n"C""3000"\t3.000\n"C""1"\t0.001'


def test_a_click_on_a_header_asks_for_that_order(qtbot: QtBot, model: RowsModel[Row]) -> None:
    model.load(Numbers(3))
    table = Table()
    qtbot.addWidget(table)
    table.setModel(model)
    table.show()
    table.show_order((Sort("no"),))
    header = table.header
    with qtbot.waitSignal(model.order_asked) as asked:
        at = QPoint(header.sectionViewportPosition(1) + 20, 10)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert asked.args == [(Sort("t", descending=False),)]


def test_a_suspect_cell_says_so_to_its_painter(model: RowsModel[Row]) -> None:
    model.load(Numbers(5))
    assert [model.index(place, 1).data(FLAG_ROLE) for place in range(5)] == ["", "", "suspect", "", ""]


def test_a_table_paints_with_its_sums(qtbot: QtBot, model: RowsModel[Row]) -> None:
    model.load(Numbers(40))
    table = Table()
    qtbot.addWidget(table)
    table.setModel(model)
    footer = FooterRow(table)
    qtbot.addWidget(footer)
    footer.show_sums("显示 40 笔", {"t": "0.820"}, note="作废 1 笔不计入合计")
    table.resize(300, 200)
    footer.resize(300, 26)
    assert not table.grab().isNull()
    assert not footer.grab().isNull()
    assert "0.820" in footer.accessibleName()
    assert len(footer.note_from(250)) < len(footer.toolTip())
    assert footer.note_from(-600) == footer.toolTip() == "作废 1 笔不计入合计"


@pytest.mark.parametrize("count", [10, 30_000])
def test_rows_are_found_again_among_few_and_among_many(count: int) -> None:
    ids = array("q", range(count, 0, -1))
    wanted = {1, 7, count - 1, count + 5}
    assert _places(ids, wanted) == {one: count - one for one in (1, 7, count - 1)}
    assert _places(ids, set()) == {}
