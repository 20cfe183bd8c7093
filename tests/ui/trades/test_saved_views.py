"""Views of the trades kept in the book by name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Side
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import Sort, TradeFilter
from rare_desk.store.reading.view_queries import saved_views
from rare_desk.ui.saved_views import SavedViews
from rare_desk.ui.session import Session
from rare_desk.ui.trades.page import TradesPage
from rare_desk.ui.widgets.inputs.name_popup import NamePopup
from tests.ui.trades.ledger import fill
from tests.ui.waiting import settled

WANTED = TradeFilter(text="戊信", products=("PRND-O",), sides=(Side.SELL,), counterparties=("戊信新材",))
ORDER = (Sort("product", False), Sort("quantity", True))


@pytest.fixture
def page(book: Book, session: Session, qtbot: QtBot) -> TradesPage:
    fill(book)
    session.look()
    return opened(session, qtbot)


@pytest.fixture
def saved(page: TradesPage, qtbot: QtBot) -> SavedViews:
    """Saved as `销售`, and left for what the page has by itself."""
    page.filters.show_wanted(WANTED)
    page.table.sort_by(ORDER)
    page.arrangement.show_column("grade", False)
    page.arrangement.move("counterparty", 0)
    page.table.freeze(1)
    page.table.setColumnWidth(2, 77)
    page.views.saved.save("销售")
    qtbot.waitUntil(lambda: page.views.saved.current == "销售")
    page.arrangement.reset()
    page.table.sort_by(())
    page.views.buttons[0][0].click()
    return page.views.saved


def opened(session: Session, qtbot: QtBot) -> TradesPage:
    made = TradesPage(session)
    made.resize(1400, 800)
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, made)
    return made


def wait_for(saved: SavedViews, names: list[str], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: saved.names == names)


def assert_as_saved(page: TradesPage) -> None:
    layout = page.arrangement.now()
    assert page.filters.wanted() == WANTED
    assert page.table.header.order == page.listing.order == ORDER
    assert (layout.shown[0], layout.frozen, layout.widths["side"]) == ("counterparty", 1, 77)
    assert "grade" not in layout.shown
    assert page.views.saved.text() == "销售"


def test_a_view_brings_back_filter_order_columns_widths_and_what_stays(page: TradesPage, saved: SavedViews) -> None:
    assert saved.current == ""
    assert page.arrangement.now() == page.arrangement.standard
    saved.open("销售")
    assert_as_saved(page)


def test_it_is_shown_again_at_the_next_start(
    page: TradesPage, saved: SavedViews, session: Session, qtbot: QtBot
) -> None:
    saved.open("销售")
    assert_as_saved(opened(session, qtbot))
    page.views.buttons[1][0].click()
    again = opened(session, qtbot)
    assert (again.views.saved.current, again.filters.wanted()) == ("", TradeFilter())


def test_it_says_when_it_is_no_longer_as_saved_and_takes_the_changes(
    page: TradesPage, saved: SavedViews, book: Book, qtbot: QtBot
) -> None:
    saved.open("销售")
    page.filters.clear()
    assert saved.text() == "销售（已改）"
    saved.save(saved.current)
    qtbot.waitUntil(lambda: saved.text() == "销售")
    assert saved_views(book, "trades")["销售"]["filter"]["text"] == ""


def test_saving_renaming_and_deleting_are_steps_that_can_be_taken_back(
    page: TradesPage, saved: SavedViews, book: Book, qtbot: QtBot
) -> None:
    saved.open("销售")
    saved.rename("月末")
    qtbot.waitUntil(lambda: saved.current == "月末")
    assert list(saved_views(book, "trades")) == ["月末"]
    saved.delete()
    qtbot.waitUntil(lambda: saved.names == [])
    for names in (["月末"], ["销售"], []):
        page.session.undo()
        wait_for(saved, names, qtbot)


def test_a_name_that_is_taken_is_refused(page: TradesPage, saved: SavedViews, qtbot: QtBot) -> None:
    page.session.message.connect(page.show_message)
    saved.save("另一个")
    qtbot.waitUntil(lambda: saved.current == "另一个")
    saved.rename("销售")
    qtbot.waitUntil(lambda: "已有名为“销售”的视图" in page.strip.shown)


def test_views_are_opened_and_saved_by_the_keyboard(page: TradesPage, saved: SavedViews, qtbot: QtBot) -> None:
    page.activateWindow()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    QTest.keyClick(saved.drop, Qt.Key.Key_1)
    assert_as_saved(page)
    saved.open_menu()
    ask = next(one for one in saved.drop.actions() if one.text() == "另存为…")
    ask.trigger()
    asked = saved.findChild(NamePopup)
    assert asked is not None
    QTest.keyClicks(asked.edit, "Copy")
    QTest.keyClick(asked.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: saved.names == ["销售", "Copy"])


def test_a_view_that_cannot_be_read_shows_what_it_can(page: TradesPage, saved: SavedViews, book: Book) -> None:
    with book.step("view-saved", name="x") as step:
        view = '{"filter":{"sides":["lent"]},"order":[["gone",true],["date",false],7],"layout":3}'
        step.insert("saved_views", {"page": "trades", "name": "x", "view": view})
    page.session.look()
    saved.open("x")
    assert page.filters.wanted() == TradeFilter()
    assert page.listing.order == (Sort("date", False),)
    assert page.arrangement.now() == page.arrangement.standard
