"""A machine that was put to sleep with its window open and wakes on another day."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.core.life.dues import Delivery
from rare_desk.ops.book.books import new_book
from rare_desk.ops.life.dues import add_due
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.ui.feeds.index_feed import IndexFeed
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.today.page import TodayPage
from rare_desk.ui.trades.page import TradesPage
from tests.journeys.keyboard import press, until, walk_to, write
from tests.journeys.opening import bench_of, open_desk
from tests.ops.given import BUY

EVENING = dt.date.today()
MORNING = EVENING + dt.timedelta(days=3)


class Of(type):
    """Days made before the night are days all the same."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, type(EVENING))


class Slept(dt.date, metaclass=Of):
    @classmethod
    def today(cls) -> "Slept":
        return cls(MORNING.year, MORNING.month, MORNING.day)


@pytest.fixture
def desk(app: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """On a book with a delivery that is due today."""
    path = tmp_path / "journey.raredesk"
    with new_book(path) as book:
        for number in range(3):
            add_trade(book, replace(BUY, date=EVENING - dt.timedelta(days=7), deal_no=f"HT-{number}"))
        add_due(book, 1, Delivery(quantity_t=Decimal(5), due=EVENING))
    made = open_desk(qtbot, path)
    yield made
    made.window.close()


def wake(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands on another day, and what should have run meanwhile runs at once."""
    monkeypatch.setattr(dt, "date", Slept)
    session = desk.session
    assert session is not None
    for feed in session.findChildren(IndexFeed):
        feed.clock.timeout.emit()
    session.publication.clock.timeout.emit()


def shown(desk: Desk) -> str:
    return bench_of(desk).status.saved.accessibleName()


def test_today_shows_the_new_day(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = bench_of(desk).show_page("today")
    assert isinstance(page, TodayPage)
    until(qtbot, lambda: page.overview is not None and desk.session is not None and desk.session.idle)
    found = page.overview
    assert found is not None
    assert [one.code for one in found.attention if one.code == "overdue-delivery"] == []
    assert str(EVENING) not in shown(desk)
    wake(desk, monkeypatch)
    until(qtbot, lambda: page.overview is not None and "overdue-delivery" in [e.code for e in page.overview.attention])
    until(qtbot, lambda: str(EVENING) in shown(desk))


def days(book: Book) -> list[dt.date]:
    return [dt.date.fromisoformat(str(day)) for (day,) in book.fetch("SELECT date FROM trades ORDER BY id")]


def test_a_deal_typed_after_waking_is_of_the_new_day(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = bench_of(desk).show_page("trades")
    assert isinstance(page, TradesPage)
    until(qtbot, lambda: page.model.rowCount() == 3 and page.session.idle)
    wake(desk, monkeypatch)
    until(qtbot, lambda: page.session.idle)
    press("Ctrl+N")
    until(qtbot, lambda: page.model.rowCount() == 4 and page.table.hasFocus())
    walk_to(page.table, "date")
    for words in ("t", "b", "yhpn", "99%", "5", "58.2万"):
        write(words)
        press("Tab")
    press("Ctrl+Return")
    until(qtbot, lambda: days(page.session.book)[3:] == [MORNING])
