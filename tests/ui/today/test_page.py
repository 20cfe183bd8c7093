"""Today on real books: the sample, and an empty one."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rare_desk.ops.contracts.next_quarter import NextQuarter
from rare_desk.store.book import Book
from rare_desk.ui.session import Session
from rare_desk.ui.today.page import TodayPage
from rare_desk.ui.widgets.strips import EmptyState
from tests.ops.contracts.test_estimating import quoted
from tests.ui.waiting import settled


def shown(session: Session, qtbot: QtBot) -> TodayPage:
    page = TodayPage(session)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    session.start_index()
    qtbot.waitUntil(lambda: session.index is not None)
    last = session.index.computation.last_day if session.index else None
    qtbot.waitUntil(lambda: page.overview is not None and page.overview.day == last)
    settled(qtbot, page)
    return page


def test_an_empty_book_says_what_the_page_is_for_and_offers_both_ways_to_begin(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    offered = page.findChildren(EmptyState)[0]
    assert offered.isVisible()
    asked: list[tuple[str, object]] = []
    session.navigate.connect(lambda name, what: asked.append((name, what)))
    assert offered.other is not None
    offered.button.click()
    offered.other.click()
    assert asked == [("imports", {}), ("trades", {"new": True})]


def test_a_bulletin_can_be_made_once_there_is_an_index_day(
    sample_file: Path, tmp_path: Path, session: Session, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    empty = shown(session, qtbot)
    assert not empty.bulletin_button.isEnabled()
    assert "还没有指数日" in empty.bulletin_button.toolTip()
    page = shown(open_book(shutil.copyfile(sample_file, tmp_path / "sample.raredesk")), qtbot)
    assert page.bulletin_button.isEnabled()
    assert page.bulletin_button.toolTip() == ""


def test_the_sample_book_shows_its_last_index_day(
    sample_file: Path, tmp_path: Path, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    page = shown(open_book(shutil.copyfile(sample_file, tmp_path / "sample.raredesk")), qtbot)
    assert page.overview is not None
    assert page.overview.day == dt.date(2026, 10, 22)
    assert [level.series for level in page.overview.levels] == ["composite", "light", "heavy"]
    assert page.product_table.model().rowCount() == len(page.overview.products) > 10
    assert page.trade_table.model().rowCount() == 12


def test_a_trade_of_another_writer_comes_on_top_of_the_last_trades(
    book: Book, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    from decimal import Decimal

    from rare_desk.core.trades import Side, Trade
    from rare_desk.ops.trades import add_trade

    page = shown(open_book(book.path), qtbot)
    deal = Trade(
        date=dt.date(2026, 10, 20), side=Side.BUY, product="PRND-O", quantity=Decimal(8), price=Decimal(580500),
        counterparty="乙和稀土", deal_no="C-1",
    )  # fmt: skip
    add_trade(book, deal)
    qtbot.waitUntil(lambda: page.trade_table.model().rowCount() == 1)
    qtbot.waitUntil(lambda: page.overview is not None and page.overview.day == dt.date(2026, 10, 20))


def test_the_next_quarter_is_estimated_from_the_books_own_prices(
    sample_file: Path, tmp_path: Path, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    page = shown(open_book(shutil.copyfile(sample_file, tmp_path / "sample.raredesk")), qtbot)
    qtbot.waitUntil(lambda: page.expected is not None)
    words = [label.text() for label in page.findChildren(QLabel)]
    for said in ("2026Q4 现行", "38,769.00", "每 1 % REO 775.38 元", "2027Q1 估价", "40,693.26", "区间 40,000–42,784"):
        assert said in words


def test_without_prices_of_the_quarter_before_there_is_no_estimate_and_it_says_why(
    book: Book, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    page = shown(open_book(book.path), qtbot)
    qtbot.waitUntil(lambda: page.expected is not None)
    words = [label.text() for label in page.findChildren(QLabel)]
    assert "无估价" in words
    assert any(("2026Q4" in said and said.endswith("。")) or "报价" in said for said in words)


def test_a_click_on_the_estimate_opens_it_with_the_same_inputs(
    book: Book, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    quoted(book)
    session = open_book(book.path)
    page = shown(session, qtbot)
    qtbot.waitUntil(lambda: isinstance(page.expected, NextQuarter))
    with qtbot.waitSignal(session.navigate) as asked:
        QTest.mouseClick(page._rows, Qt.MouseButton.LeftButton)
    assert asked.args == [
        "estimate",
        {"quarter": "2027Q1", "quoted_by": "询价", "distribution": "Bayan Obo", "grade": "50"},
    ]
