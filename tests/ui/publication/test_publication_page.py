"""The publication page on a book of two months, in the window's own way."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.ops.book.books import new_book
from rare_desk.ops.publication import Vintages, publish_up_to, restate, text
from rare_desk.store.book import Book
from rare_desk.ui.chart import to_day
from rare_desk.ui.publication.page import PublicationPage
from rare_desk.ui.session import Session
from rare_desk.ui.shell.workbench import Workbench
from rare_desk.ui.widgets.strips import EmptyState
from tests.ops.publication.conftest import TODAY, add, deals, late
from tests.store.test_checking import behind_its_back
from tests.ui.waiting import settled

LAST = dt.date(2025, 3, 31)
MOVED = late("2025-03-31", 108_000.0)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Every day up to 31 March is published, no week and no month."""
    with closing(new_book(tmp_path / "desk.raredesk")) as made:
        add(made, *deals(dt.date(2025, 2, 10), LAST))
        publish_up_to(made, None, "daily", LAST, today=TODAY)
        yield made


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[PublicationPage]:
    made = show_page(session, qtbot)
    qtbot.waitUntil(lambda: made.overview is not None and made.model.rowCount() > 0)
    settled(qtbot, made)
    yield made
    made.close()


def show_page(session: Session, qtbot: QtBot) -> PublicationPage:
    made = PublicationPage(session)
    qtbot.addWidget(made)
    made.resize(1400, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def vintages(book: Book) -> Vintages:
    return Vintages.load(book)


def settle(page: PublicationPage, qtbot: QtBot, book: Book) -> None:
    """Until the page has seen the last step."""
    qtbot.waitUntil(lambda: page.overview is not None and page.overview.state.step == book.last_step())


def moved(page: PublicationPage) -> list[dt.date]:
    return [row.vintage.date for place in range(page.moved.model.rowCount()) if (row := page.moved.model.row_at(place))]


def test_it_lists_every_vintage_the_newest_first(page: PublicationPage, book: Book) -> None:
    rows = vintages(book).rows
    shown = [page.model.row_at(place) for place in range(page.model.rowCount())]
    assert [row.id for row in shown if row] == [row.id for row in reversed(rows)]
    assert not page.moved.isVisible()


def test_one_button_publishes_all_that_is_due(page: PublicationPage, book: Book, qtbot: QtBot) -> None:
    assert page.overview is not None
    due = sum(len(one.over) for one in page.overview.next.values())
    before = len(vintages(book).rows)
    assert str(due) in page.next.publish_all.text()
    page.next.publish_all.click()
    assert not page.next.publish_all.isEnabled()
    qtbot.waitUntil(lambda: page.model.rowCount() == before + due)
    settle(page, qtbot, book)
    assert not page.next.publish_all.isEnabled()
    assert page.next.cells["weekly"].publish.isHidden()
    assert len(vintages(book).rows) == before + due


def test_a_link_publishes_one_frequency(page: PublicationPage, book: Book, qtbot: QtBot) -> None:
    page.next.cells["monthly"].publish.click()
    qtbot.waitUntil(lambda: {row.freq for row in vintages(book).rows} == {"daily", "monthly"})
    settle(page, qtbot, book)
    page.freq.button("monthly").click()
    shown = {row.freq for place in range(page.model.rowCount()) if (row := page.model.row_at(place))}
    assert shown == {"monthly"}


def test_a_late_trade_is_restated_in_place_with_a_reason(page: PublicationPage, book: Book, qtbot: QtBot) -> None:
    first = vintages(book).newest["daily", LAST]
    add(book, MOVED)
    qtbot.waitUntil(page.moved.isVisible)
    assert moved(page) == [LAST]
    assert not page.moved.restate.isEnabled()
    QTest.keyClicks(page.moved.reason.edit, "entered late")
    assert page.moved.restate.isEnabled()
    page.moved.restate.click()
    qtbot.waitUntil(lambda: not page.moved.isVisible())
    newest = vintages(book).newest["daily", LAST]
    assert (newest.restates, newest.reason) == (first.id, "entered late")
    page.open_vintage(first.id)
    assert page.panel.history_model.rowCount() == 2
    QTest.mouseClick(
        page.panel.history.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.panel.history.visualRect(page.panel.history_model.index(1, 0)).center(),
    )
    assert page.panel.vintage is not None
    assert page.panel.vintage.id == newest.id


def test_several_points_are_restated_for_one_reason(page: PublicationPage, book: Book, qtbot: QtBot) -> None:
    add(book, MOVED, late("2025-03-28", 108_000.0, key="friday"))
    qtbot.waitUntil(lambda: page.moved.model.rowCount() == 2)
    page.moved.table.selectAll()
    QTest.keyClicks(page.moved.reason.edit, "entered late")
    QTest.keyClick(page.moved.reason.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.moved.isVisible())
    restated = [row for row in vintages(book).rows if row.restates]
    assert [row.date for row in restated] == [dt.date(2025, 3, 28), LAST]
    assert {row.reason for row in restated} == {"entered late"}


def test_a_click_on_what_moved_opens_its_vintage(page: PublicationPage, book: Book, qtbot: QtBot) -> None:
    add(book, MOVED)
    qtbot.waitUntil(page.moved.isVisible)
    table = page.moved.table
    table.clearSelection()
    at = table.visualRect(page.moved.model.index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.panel.isVisible()
    assert page.panel.vintage == vintages(book).newest["daily", LAST]
    row = page.panel.cause_model.row_at(0)
    assert row is not None
    assert (row.kind, row.product, row.named) == ("added", "PRND-O", "late")
    with qtbot.waitSignal(page.session.navigate) as asked:
        page.panel.causes.activated.emit(page.panel.cause_model.index(0, 0))
    assert asked.args == ["trades", {"trade": row.row}]
    page.open_vintage(vintages(book).rows[0].id)
    assert page.panel.causes.isHidden()


def test_a_small_move_says_why_it_stays(page: PublicationPage, book: Book, qtbot: QtBot) -> None:
    add(book, late("2025-03-31", 103_800.0, quantity=1.0))
    qtbot.waitUntil(page.moved.isVisible)
    assert "0.10" in page.moved.why_not.text()
    assert not page.moved.reason.isEnabled()
    assert page.session.publication.restatable == 0


def test_what_moved_too_late_shows_on_request(book: Book, open_book: Callable[[Path], Session], qtbot: QtBot) -> None:
    behind_its_back(book.path, "UPDATE vintages SET at = '2025-04-01T01:00:00.000+00:00'")
    add(book, MOVED)
    page = show_page(open_book(book.path), qtbot)
    qtbot.waitUntil(lambda: page.overview is not None)
    assert not page.moved.isVisible()
    assert page.session.publication.restatable == 0
    page.older.click()
    qtbot.waitUntil(lambda: moved(page) == [LAST])
    assert page.moved.isVisible()
    assert "10" in page.moved.why_not.text()
    QTest.keyClicks(page.moved.reason.edit, "late")
    assert not page.moved.restate.isEnabled()


def test_the_panel_shows_figures_then_and_now_and_verifies(page: PublicationPage, book: Book, qtbot: QtBot) -> None:
    add(book, MOVED)
    settle(page, qtbot, book)
    row = vintages(book).newest["daily", LAST]
    page.open_vintage(row.id)
    qtbot.waitUntil(lambda: page.panel.point_model.rowCount() > 0)
    figures = {
        one.name: one for n in range(page.panel.point_model.rowCount()) if (one := page.panel.point_model.row_at(n))
    }
    assert figures["PRND-O"].then == row.value("PRND-O")
    assert figures["PRND-O"].now != figures["PRND-O"].then
    assert page.panel.hashes["hash"].text().replace("\n", "") == row.hash
    page.panel.verify()
    qtbot.waitUntil(lambda: page.panel.verdict.accessibleName() == "哈希相符")
    page.panel.copy_document()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == text(book, row.id))


def test_an_altered_document_is_called_so(page: PublicationPage, book: Book, qtbot: QtBot) -> None:
    row = vintages(book).rows[2]
    behind_its_back(book.path, f"UPDATE vintages SET document = replace(document, '1', '2') WHERE id = {row.id}")
    page.open_vintage(row.id)
    qtbot.waitUntil(lambda: page.panel.verdict.accessibleName().startswith("哈希不符"))


def test_the_index_as_published_on_a_date(page: PublicationPage, book: Book, qtbot: QtBot) -> None:
    add(book, MOVED)
    restate(book, None, "daily", LAST, "r")
    settle(page, qtbot, book)
    course, (first, newest) = page.course, vintages(book).of_point("daily", LAST)

    def shown() -> float:
        line = course.chart.content.line("published")
        return float(line.values[-1]) if line is not None else 0.0

    qtbot.waitUntil(lambda: shown() == newest.cents["composite"] / 100)
    assert course.chart.content.line("live") is not None
    assert [marker.key for marker in course.chart.content.markers] == [str(newest.id)]
    course.chart.asked.emit(to_day(LAST))
    assert page.panel.vintage == newest
    course.which.setCurrentIndex(course.which.findData("first"))
    course.draw()
    qtbot.waitUntil(lambda: shown() == first.cents["composite"] / 100)
    assert course.chart.content.markers == ()
    course.chart.asked.emit(to_day(LAST))
    assert page.panel.vintage == first
    course.which.setCurrentIndex(course.which.findData("on"))
    course.day.set_value(dt.date.today() - dt.timedelta(days=1))
    course.draw()
    qtbot.waitUntil(lambda: course.chart.content.line("published") is None)
    assert course.note.text()


def test_undo_takes_a_publication_off_the_page(page: PublicationPage, book: Book, qtbot: QtBot) -> None:
    page.open_vintage(vintages(book).rows[-1].id)
    assert page.panel.isVisible()
    page.session.undo()
    qtbot.waitUntil(lambda: page.panel.isHidden())
    assert vintages(book).rows == ()
    assert any(one.isVisible() for one in page.findChildren(EmptyState))


def test_after_midnight_it_looks_again(page: PublicationPage, qtbot: QtBot) -> None:
    feed, today = page.session.publication, dt.date.today()
    assert feed.overview is not None
    feed.overview = replace(feed.overview, day=today - dt.timedelta(days=1))
    with qtbot.waitSignal(feed.changed):
        feed.clock.timeout.emit()
    assert feed.overview.day == today


def test_an_empty_book_offers_an_import(tmp_path: Path, open_book: Callable[[Path], Session], qtbot: QtBot) -> None:
    new_book(tmp_path / "empty.raredesk").close()
    page = show_page(open_book(tmp_path / "empty.raredesk"), qtbot)
    qtbot.waitUntil(lambda: any(one.isVisible() and one.button.text() for one in page.findChildren(EmptyState)))
    assert not page.next.publish_all.isEnabled()
    with qtbot.waitSignal(page.session.navigate) as asked:
        next(one for one in page.findChildren(EmptyState) if one.isVisible()).button.click()
    assert asked.args == ["imports", {}]


def test_the_status_bar_and_today_say_what_is_to_be_restated(session: Session, book: Book, qtbot: QtBot) -> None:
    bench = Workbench(session)
    qtbot.addWidget(bench)
    bench.resize(1400, 900)
    bench.show()
    session.start_index()
    qtbot.waitUntil(lambda: session.publication.overview is not None)
    assert bench.status.restatements.isHidden()
    add(book, MOVED)
    qtbot.waitUntil(lambda: bench.status.restatements.value == "待重述 1 点")
    qtbot.waitUntil(lambda: "restate" in chips(bench))
    bench.status.restatements.click()
    assert bench.shown == "publication"


def chips(bench: Workbench) -> list[str]:
    from rare_desk.ui.today.page import TodayPage

    today = bench.page("today")
    assert isinstance(today, TodayPage)
    return [entry.chip for entry in today.overview.attention] if today.overview else []
