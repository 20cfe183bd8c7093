"""How a test waits until a page stands still."""

from threading import Event

from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from rare_desk.ui.jobs import Worker
from rare_desk.ui.page import Page
from rare_desk.ui.session import Session

PATIENCE = 20_000
_SOON_MS = 500


def settled(qtbot: QtBot, page: Page) -> None:
    """Until it shows all that it has asked the book for, and what was written meanwhile, whoever wrote it: only then
    does a key or a click find what the test means."""
    page.session.look()
    qtbot.waitUntil(lambda: _still(page), timeout=PATIENCE)


def reading_is_over(session: Session) -> None:
    """What was asked for so far has been read, and waits for the window."""
    over = Event()
    session.read(lambda _book: over.set(), lambda _nothing: None)
    assert over.wait(PATIENCE / 1000)


def _still(page: Page) -> bool:
    QCoreApplication.processEvents()
    timers = page.findChildren(QTimer) + page.session.findChildren(QTimer)
    soon = any(one.isActive() and one.isSingleShot() and one.interval() <= _SOON_MS for one in timers)
    return page.session.idle and not soon and all(worker.idle for worker in page.findChildren(Worker))
