"""Views of the positions kept in the book by name, and the columns of each way of looking."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Side
from rare_desk.ops.book.books import new_book
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.store.reading.view_queries import saved_views
from rare_desk.ui.positions.page import PositionsPage
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.table.chooser import ColumnList
from tests.ops.given import SECOND, deal, enter, purchases_and_sales
from tests.ui.waiting import settled


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with closing(new_book(tmp_path / "desk.raredesk")) as made:
        purchases_and_sales(made)
        enter(made, deal("2026-03-02", Side.BUY, "30", "4000", SECOND, product="LA-O", spot=False))
        yield made


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> PositionsPage:
    return opened(session, qtbot)


def opened(session: Session, qtbot: QtBot, width: int = 1800) -> PositionsPage:
    made = PositionsPage(session)
    made.resize(width, 800)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.found is not None)
    settled(qtbot, made)
    return made


def look_by(page: PositionsPage, by: str, qtbot: QtBot) -> None:
    page.by.button(by).click()
    qtbot.waitUntil(lambda: page.found is not None and page.found.by == by)
    settled(qtbot, page)


def lines(page: PositionsPage, key: str = "product") -> list[str]:
    model = page.table.model()
    place = [one.key for one in page.table.columns].index(key)
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


@pytest.fixture
def saved(page: PositionsPage, qtbot: QtBot) -> PositionsPage:
    """Lanthanum by month, dearest first, saved as `镧`; then everything as the page has it by itself."""
    look_by(page, "month", qtbot)
    page.filters.set_chosen("product", ("LA-O",))
    page.filters.changed.emit()
    page.table.sort_by((Sort("bought", True),))
    arrangement = page.lists["month"].arrangement
    arrangement.show_column("status", False)
    arrangement.move("trades", 0)
    page.table.freeze(1)
    page.table.setColumnWidth(2, 131)
    page.views.save("镧")
    qtbot.waitUntil(lambda: page.views.current == "镧")
    settled(qtbot, page)
    assert page.views.text() == "镧"
    arrangement.reset()
    page.filters.clear()
    page.views.leave()
    look_by(page, "product", qtbot)
    return page


def assert_as_saved(page: PositionsPage) -> None:
    layout = page.lists["month"].arrangement.now()
    assert (page.by.current, page.filters.chosen("product")) == ("month", ("LA-O",))
    assert page.table.header.order == (Sort("bought", True),)
    assert (layout.shown[0], layout.frozen, layout.widths["bought_t"]) == ("trades", 1, 131)
    assert "status" not in layout.shown
    assert set(lines(page)) == {"氧化镧"}
    assert page.views.text() == "镧"


def test_a_view_brings_back_the_way_of_looking_with_filter_order_and_columns(
    saved: PositionsPage, book: Book, qtbot: QtBot
) -> None:
    assert len(lines(saved)) == 2
    saved.views.open("镧")
    qtbot.waitUntil(lambda: saved.found is not None and saved.found.by == "month")
    settled(qtbot, saved)
    assert_as_saved(saved)
    assert set(saved_views(book, "positions")) == {"镧"}


def test_it_is_shown_again_at_the_next_start(saved: PositionsPage, session: Session, qtbot: QtBot) -> None:
    saved.views.open("镧")
    settled(qtbot, saved)
    again = opened(session, qtbot)
    qtbot.waitUntil(lambda: set(lines(again)) == {"氧化镧"})
    assert_as_saved(again)


def test_another_way_of_looking_is_a_change_of_the_view(saved: PositionsPage, qtbot: QtBot) -> None:
    saved.views.open("镧")
    settled(qtbot, saved)
    look_by(saved, "counterparty", qtbot)
    assert saved.views.text() == "镧（已改）"
    assert saved.table.header.order == ()


def test_a_view_is_chosen_by_keys_alone(saved: PositionsPage, qtbot: QtBot) -> None:
    saved.activateWindow()
    saved.table.setFocus()
    qtbot.waitUntil(saved.table.hasFocus)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(saved.table, Qt.Key.Key_F, both)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    QTest.keyClick(saved.views.drop, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: set(lines(saved)) == {"氧化镧"})
    assert_as_saved(saved)


def test_each_way_of_looking_keeps_its_own_columns_on_this_machine(
    page: PositionsPage, session: Session, qtbot: QtBot
) -> None:
    page.lists["product"].arrangement.show_column("realised", False)
    page.lists["counterparty"].arrangement.move("trades", 0)
    again = opened(session, qtbot)
    assert "realised" not in again.lists["product"].arrangement.now().shown
    assert "realised" in again.lists["month"].arrangement.now().shown
    assert again.lists["counterparty"].arrangement.now().shown[0] == "trades"


def test_columns_are_chosen_of_what_is_shown(page: PositionsPage, qtbot: QtBot) -> None:
    for by, first in (("product", "品名"), ("counterparty", "交易对手")):
        if page.by.current != by:
            look_by(page, by, qtbot)
        listed = ColumnList(page.columns_button.arrangement)
        qtbot.addWidget(listed)
        assert listed.item(0).text() == first


def test_what_a_line_is_of_stays_at_the_left(page: PositionsPage) -> None:
    frozen = {
        by: [one.arrangement.now().shown[n] for n in range(one.table.frozen.count)] for by, one in page.lists.items()
    }
    assert frozen == {
        "product": ["product"],
        "month": ["month", "product"],
        "counterparty": ["counterparty", "product"],
    }


def test_in_a_narrow_window_spare_columns_stand_back_until_columns_are_chosen(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot, width=1000)
    arrangement = page.lists["product"].arrangement
    assert "trades" not in arrangement.in_sight()
    assert arrangement.now() == arrangement.standard
    assert not page.table.horizontalScrollBar().maximum()
    arrangement.show_column("trades", True)
    assert "trades" in arrangement.in_sight()
    page.resize(900, 800)
    qtbot.waitUntil(lambda: page.table.width() < 1000)
    assert "trades" in arrangement.in_sight()
    arrangement.reset()
    page.resize(1800, 800)
    qtbot.waitUntil(lambda: tuple(arrangement.in_sight()) == arrangement.standard.shown)


def test_no_width_is_kept_that_the_user_has_not_set(page: PositionsPage, qtbot: QtBot) -> None:
    arrangement = page.lists["product"].arrangement
    for width in (1000, 1700, 1200):
        page.resize(width, 800)
        settled(qtbot, page)
        assert page.width() == width
    arrangement.show_column("trades", False)
    arrangement.show_column("result", True)
    assert arrangement.now().widths == {}
    page.table.setColumnWidth(0, 210)
    assert arrangement.now().widths == {"product": 210}


def test_a_view_of_another_version_shows_what_it_can(page: PositionsPage, qtbot: QtBot) -> None:
    page.views.show_view({"by": "weekday", "order": [["mood", True], ["net_t", False]], "filter": {"product": ["XX"]}})
    settled(qtbot, page)
    assert page.by.current == "product"
    assert page.table.header.order == (Sort("net_t", False),)
    assert len(lines(page)) == 2
