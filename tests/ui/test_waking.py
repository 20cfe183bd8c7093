"""A machine that slept over night, with a book open: what goes by the day notices it."""

import datetime as dt
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.ops.parties.records import Counterparty
from rare_desk.store import book as books
from rare_desk.store.backups import making
from rare_desk.store.book import Book
from rare_desk.ui.feeds.index_feed import IndexFeed
from rare_desk.ui.session import Session
from tests.ops.given import add_counterparty
from tests.store.backups.test_backups import grown_old


def test_the_index_is_that_of_the_new_day(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.index_changed):
        session.start_index()
    (feed,) = session.findChildren(IndexFeed)
    assert feed.state is not None
    feed.state = replace(feed.state, day=dt.date.today() - dt.timedelta(days=1))
    with qtbot.waitSignal(session.index_changed):
        feed.clock.timeout.emit()
    assert session.index is not None
    assert session.index.day == dt.date.today()


def test_the_first_change_after_waking_is_preceded_by_a_backup(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    grown_old(book)
    add_counterparty(book, Counterparty("甲公司"))
    assert len(list(making.folder(book.path).iterdir())) == 1

    class Tomorrow(dt.date):
        @classmethod
        def today(cls) -> "Tomorrow":
            day = dt.datetime.now() + dt.timedelta(days=1)
            return cls(day.year, day.month, day.day)

    monkeypatch.setattr(books, "date", Tomorrow)
    monkeypatch.setattr(dt, "date", Tomorrow)
    add_counterparty(book, Counterparty("乙公司"))
    add_counterparty(book, Counterparty("丙公司"))
    assert len(list(making.folder(book.path).iterdir())) == 2
