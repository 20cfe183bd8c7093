from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ops.book.books import new_book
from rare_desk.ops.chart.layouts import save_layout
from rare_desk.ops.trades import add_trade
from rare_desk.ops.views import save_view
from rare_desk.store.book import Book
from rare_desk.ui import theme
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.parties.page import PartiesPage
from rare_desk.ui.positions.page import PositionsPage
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.quotes.page import QuotesPage
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.finder import Finder
from rare_desk.ui.shell.workbench import Workbench
from rare_desk.ui.trades.page import TradesPage
from tests.ui.trades.ledger import LEDGER
from tests.ui.waiting import settled


def opened(desk: Desk, qtbot: QtBot, tmp_path: Path, *made: Callable[[Book], object]) -> Finder:
    """On a new book, in which that is made first."""
    path = tmp_path / "find.raredesk"
    with new_book(path) as book:
        for make in made:
            make(book)
    with qtbot.waitSignal(desk.opened):
        desk.open_path(path)
    desk.window.resize(1280, 720)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    return open_finder(desk)


def open_finder(desk: Desk) -> Finder:
    desk.window.find_anything()
    found = bench(desk).findChildren(Finder)
    return found[-1]


def bench(desk: Desk) -> Workbench:
    assert desk.window.workbench is not None
    return desk.window.workbench


def go(finder: Finder, words: str) -> None:
    finder.edit.setText(words)
    QTest.keyClick(finder.edit, Qt.Key.Key_Return)


def test_ctrl_k_finds_every_calculator_by_name_and_pinyin(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    finder = opened(desk, qtbot, tmp_path)
    for kind in CALCULATORS:
        go(finder, kind)
        page = bench(desk).current
        assert isinstance(page, PricingPage)
        assert page.kind == kind
        finder = open_finder(desk)
    go(finder, "jhz")
    page = bench(desk).current
    assert isinstance(page, PricingPage)
    assert page.kind == "netback"


def test_a_page_is_found_first_by_its_own_name_and_once(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    finder = opened(desk, qtbot, tmp_path)
    for letters in ("公布", "gb"):
        finder.edit.setText(letters)
        shown = [one.words for one in finder.shown()]
        assert shown[0] == "指数 · 公布"
        assert shown.count("指数 · 公布") == 1
    go(finder, "gb")
    assert bench(desk).shown == "publication"


def test_letters_go_on_into_it_while_others_write(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    opened(desk, qtbot, tmp_path).close()
    desk.window.activateWindow()
    page = bench(desk).show_page("trades")
    assert isinstance(page, TradesPage)
    settled(qtbot, page)
    finder = open_finder(desk)
    assert finder.edit.hasFocus()
    with Book.open(page.session.path) as book:
        for count, trade in enumerate(LEDGER[:2], 1):
            add_trade(book, trade)
            settled(qtbot, page)
            assert page.model.rowCount() == count
            assert finder.edit.hasFocus()


def test_pages_and_actions_are_found_with_their_keys(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    finder = opened(desk, qtbot, tmp_path)
    finder.edit.setText("指数")
    assert ("指数", "Ctrl+4") in [(one.words, one.key) for one in finder.shown()]
    go(finder, "深色")
    assert theme.tokens().name == "dark"


def test_what_the_shown_page_offers_is_found_and_done(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    opened(desk, qtbot, tmp_path).close()
    page = bench(desk).show_page("trades")
    assert isinstance(page, TradesPage)
    settled(qtbot, page)
    go(open_finder(desk), "月末结账…")
    qtbot.waitUntil(page.months.isVisible)
    bench(desk).show_page("today")
    assert "月末结账…" not in [one.words for one in open_finder(desk).shown()]


def test_saved_views_of_every_page_and_layouts_of_the_chart_are_found(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    pages = {"trades": "销售", "parties": "集团内", "quotes": "周报价", "positions": "按月看"}
    views = [partial(save_view, page=page, name=name, view={"by": "month"}) for page, name in pages.items()]
    layout = partial(save_layout, name="晨会", layout={"chosen": "heavy", "freq": "weekly"})
    finder = opened(desk, qtbot, tmp_path, *views, layout)
    finder.edit.setText("jtn")
    assert [(one.words, one.group) for one in finder.shown()][:1] == [("集团内", "交易对手视图")]
    for page, name in pages.items():
        go(finder, name)
        assert bench(desk).shown == page
        current = bench(desk).current
        assert isinstance(current, TradesPage | PartiesPage | QuotesPage | PositionsPage)
        views_of = current.views.saved if isinstance(current, TradesPage) else current.views
        assert views_of.current == name
        if isinstance(current, PositionsPage):
            assert current.by.current == "month"
        finder = open_finder(desk)
    go(finder, "晨会")
    index = bench(desk).current
    assert isinstance(index, IndexPage)
    assert (index.chosen, index.frequency.current) == ("heavy", "weekly")


def test_a_product_shows_its_trades_and_any_words_are_looked_for_in_them(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    go(opened(desk, qtbot, tmp_path), "氧化镝")
    page = bench(desk).current
    assert isinstance(page, TradesPage)
    assert page.filters.wanted().products == ("DY-O",)
    finder = open_finder(desk)
    finder.edit.setText("无此词")
    assert [one.words for one in finder.shown()] == ["在成交里查找“无此词”"]
    QTest.keyClick(finder.edit, Qt.Key.Key_Return)
    assert page.filters.wanted().text == "无此词"


def test_esc_and_a_press_beside_it_close_it(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    finder = opened(desk, qtbot, tmp_path)
    QTest.keyClick(finder.edit, Qt.Key.Key_Escape)
    assert not finder.isVisible()
    finder = open_finder(desk)
    QTest.mouseClick(bench(desk).current, Qt.MouseButton.LeftButton, pos=QPoint(3, 300))
    assert not finder.isVisible()
