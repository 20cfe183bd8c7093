"""How a test waits until a page stands still."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from PySide6.QtCore import QCoreApplication, Qt, QTimer, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from rare_desk.ui.jobs import Worker
from rare_desk.ui.page import Page
from rare_desk.ui.session import Session

PATIENCE = 20_000
_SOON_MS = 500
"""A timer that waits no longer is about to draw."""


class Patient(QtBot):
    """On a machine that does much else a wait may take many times what it takes alone, and what never comes fails all
    the same."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=max(timeout, PATIENCE))

    def waitSignal(
        self,
        signal: SignalInstance,
        *,
        timeout: int = PATIENCE,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        patience = timeout if raising is False else max(timeout, PATIENCE)
        return super().waitSignal(signal, timeout=patience, raising=raising, check_params_cb=check_params_cb)


def let_go_of_keys() -> None:
    """Qt believes that the modifiers of the last key that a test pressed are still held, in the next test too."""
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyClick(QWidget(), Qt.Key.Key_Control)


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


@contextmanager
def reading_waits(session: Session) -> Iterator[None]:
    """What is asked for meanwhile is read only afterwards, and comes later still."""
    go_on = Event()
    session.read(lambda _book: go_on.wait(PATIENCE / 1000), lambda _nothing: None)
    try:
        yield
    finally:
        go_on.set()


def _still(page: Page) -> bool:
    QCoreApplication.processEvents()
    timers = page.findChildren(QTimer) + page.session.findChildren(QTimer)
    soon = any(one.isActive() and one.isSingleShot() and one.interval() <= _SOON_MS for one in timers)
    return page.session.idle and not soon and all(worker.idle for worker in page.findChildren(Worker))
