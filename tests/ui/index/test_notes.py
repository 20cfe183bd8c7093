"""Marks on the time axis, what they open, and the user's own notes."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rare_desk.ops.chart.events import Note, add_note
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.ui.chart import Marker, to_date, to_day
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.quotes.page import QuotesPage
from rare_desk.ui.session import Session

DAY = dt.date(2026, 3, 4)


def marks(page: IndexPage, kind: str) -> list[Marker]:
    return [one for one in page.chart.content.markers if one.kind == kind]


def noted(page: IndexPage, words: str) -> bool:
    return any(one.words == words for one in marks(page, "note"))


def test_the_announcements_are_marked_with_what_they_say(page: IndexPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(marks(page, "announcement")))
    found = next(one for one in marks(page, "announcement") if "2026Q4" in one.words)
    assert to_date(found.day) == dt.date(2026, 10, 9)
    assert "38,769 元/吨" in found.words


def test_an_announced_price_opens_the_quotes_page_at_its_quarter(
    page: IndexPage, qtbot: QtBot, app: object, open_book: Callable[[Path], Session], sample: Path
) -> None:
    qtbot.waitUntil(lambda: bool(marks(page, "announcement")))
    found = next(one for one in marks(page, "announcement") if "2026Q4" in one.words)
    with qtbot.waitSignal(page.session.navigate) as asked:
        page.chart.marker_asked.emit(found.key)
    assert asked.args == ["quotes", {"announced": "2026Q4"}]
    quotes = QuotesPage(page.session)
    qtbot.addWidget(quotes)
    quotes.show()
    quotes.show_item(**asked.args[1])
    row = quotes.below.announced_model.row_at(quotes.below.announced.chosen_places()[0])
    assert row is not None
    assert row.price.quarter == "2026Q4"


def test_a_note_is_written_to_the_selected_day_marked_and_opened_again(page: IndexPage, qtbot: QtBot) -> None:
    page.chart.select(to_day(DAY))
    page.verbs.note.trigger()
    assert page.notes.isVisible()
    assert page.notes.date.value() == DAY
    QTest.keyClicks(page.notes.title.edit, "halt")
    page.notes.body.setPlainText("检修两周")
    page.notes.save_button.click()
    qtbot.waitUntil(lambda: noted(page, "halt"))
    assert not page.notes.isVisible()
    (mark,) = (one for one in marks(page, "note") if one.words == "halt")
    assert to_date(mark.day) == DAY
    page.chart.marker_asked.emit(mark.key)
    qtbot.waitUntil(lambda: page.notes.uuid != "")
    assert page.notes.title.text() == "halt"
    assert page.notes.body.toPlainText() == "检修两周"
    page.notes.delete_button.click()
    qtbot.waitUntil(lambda: not noted(page, "halt"))
    page.session.undo()
    qtbot.waitUntil(lambda: noted(page, "halt"))


def test_a_note_without_a_title_says_what_is_missing_below_the_field(page: IndexPage, qtbot: QtBot) -> None:
    page.new_note()
    page.notes.save_button.click()
    qtbot.waitUntil(lambda: page.notes.title.problem_label.text() != "")
    assert page.notes.isVisible()


def test_a_note_about_a_trade_opens_that_trade(page: IndexPage, sample: Path, qtbot: QtBot) -> None:
    with Book.open(sample) as book:
        trade = trades_by_id(book, [5])[0].trade
        add_note(book, Note(DAY, "争议", deal_no=trade.deal_no))
    qtbot.waitUntil(lambda: noted(page, "争议"))
    page.chart.marker_asked.emit(next(one.key for one in marks(page, "note") if one.words == "争议"))
    qtbot.waitUntil(lambda: page.notes.title.text() == "争议")
    with qtbot.waitSignal(page.session.navigate) as asked:
        page.notes.trade_button.click()
    assert asked.args == ["trades", {"trade": 5}]


def test_the_panel_lists_what_else_happened_on_the_day(page: IndexPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(marks(page, "announcement")))
    page.chart.select(to_day(dt.date(2026, 10, 9)))
    page.new_note()
    said = [label.text() for label in page.notes.listed]
    assert any("2026Q4" in words for words in said)
    next(one for one in page.notes.findChildren(QPushButton) if one.text() == "复制网址").click()
    assert QGuiApplication.clipboard().text() == "https://news.smm.cn/news/104149120"


def test_an_event_that_no_page_keeps_is_told_with_its_source(page: IndexPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.marks.events))
    event = next(one for one in page.marks.events if "增值税" in one.title)
    with qtbot.waitSignal(page.session.message) as said:
        page.marks.open_key(event.key)
    assert said.args is not None
    assert (said.args[0].text, said.args[0].detail) == (event.title, event.source_url)


def test_the_marks_can_be_put_away(page: IndexPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.chart.content.markers))
    page.verbs.marks.trigger()
    assert page.chart.content.markers == ()
    page.verbs.marks.trigger()
    assert page.chart.content.markers


def test_escape_closes_the_panel_and_the_chart_has_the_keys(page: IndexPage) -> None:
    page.new_note()
    QTest.keyClick(page.notes, Qt.Key.Key_Escape)
    assert not page.notes.isVisible()
