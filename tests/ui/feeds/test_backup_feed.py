"""The day's backup, made by the window before anybody changes anything."""

import threading

from pytestqt.qtbot import QtBot

from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_page
from rare_desk.ui import crash
from rare_desk.ui.feeds.backup_feed import BackupFeed
from rare_desk.ui.jobs import Worker
from rare_desk.ui.session import Session
from tests.store.backups.test_backups import grown_old, made
from tests.ui.trades.ledger import LEDGER


def test_it_is_there_before_the_first_trade_of_the_day_and_made_once(
    book: Book, session: Session, qtbot: QtBot
) -> None:
    grown_old(book)
    backups = BackupFeed(session)
    qtbot.waitUntil(lambda: session.idle)
    backups.look()
    qtbot.waitUntil(lambda: len(made(book)) == 1 and session.idle)
    (only,) = made(book)
    saved: list[object] = []
    session.run(lambda writer: add_trade(writer, LEDGER[0]), saved.append)
    qtbot.waitUntil(lambda: bool(saved) and session.idle)
    backups.look()
    qtbot.waitUntil(lambda: session.idle)
    assert made(book) == [only]
    with Book.open(only, read_only=True) as copy:
        assert trade_page(copy) == []


def test_its_thread_ends_with_it(book: Book, session: Session, qtbot: QtBot) -> None:
    grown_old(book)
    backups = BackupFeed(session)
    qtbot.waitUntil(lambda: session.idle)
    before = set(threading.enumerate())
    backups.look()
    (thread,) = set(threading.enumerate()) - before
    qtbot.waitUntil(lambda: not thread.is_alive() and not backups.findChildren(Worker))
    assert len(made(book)) == 1


def test_it_is_not_begun_while_something_else_goes_on(book: Book, session: Session, qtbot: QtBot) -> None:
    grown_old(book)
    backups = BackupFeed(session)
    qtbot.waitUntil(lambda: session.idle)
    done: list[object] = []
    session.read(lambda reader: reader.last_step(), done.append)
    backups.look()
    assert made(book) == []
    qtbot.waitUntil(lambda: bool(done) and session.idle)
    assert made(book) == []
    backups.look()
    qtbot.waitUntil(lambda: len(made(book)) == 1 and session.idle)


def test_what_stands_in_its_way_is_told_by_the_change_alone(book: Book, session: Session, qtbot: QtBot) -> None:
    grown_old(book)
    backups = BackupFeed(session)
    qtbot.waitUntil(lambda: session.idle)
    folder = book.path.with_name(f"{book.path.name}-backups")
    folder.write_text("a file where the folder should be")
    faults: list[str] = []
    crash.faults().told.connect(faults.append)
    backups.look()
    qtbot.waitUntil(lambda: session.idle)
    refused: list[object] = []
    session.run(lambda writer: add_trade(writer, LEDGER[0]), lambda _done: None, refused.append)
    qtbot.waitUntil(lambda: bool(refused) and session.idle)
    crash.faults().told.disconnect(faults.append)
    assert faults == []
    assert trade_page(book) == []
