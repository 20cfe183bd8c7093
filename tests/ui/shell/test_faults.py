"""A fault of our own, wherever it happens: the book stays whole, the window works, one message can be copied."""

import sys
import threading
from collections.abc import Callable
from typing import NoReturn

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ops.book import books
from rare_desk.store.book import Book
from rare_desk.ui import crash
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.widgets.strips import MessageStrip
from tests.store.test_steps import add_party

PATIENCE = 30_000
Cause = Callable[[Desk], None]


class OwnFault(Exception):
    """What no line of the program raises."""


def fail(*_: object) -> NoReturn:
    raise OwnFault("a price of 585000")


def in_a_slot(desk: Desk) -> None:
    pressed = QPushButton(desk.window)
    pressed.clicked.connect(fail)
    pressed.click()


def in_a_timer(desk: Desk) -> None:
    QTimer.singleShot(0, desk.window, fail)


def in_an_op(desk: Desk) -> None:
    def op(book: Book) -> None:
        with book.step("trade-added") as step:
            step.insert("counterparties", {"name": "half"})
            fail()

    assert desk.session is not None
    desk.session.run(op)


def in_a_read(desk: Desk) -> None:
    assert desk.session is not None
    desk.session.read(fail, fail)


def in_what_is_done_with_a_read(desk: Desk) -> None:
    assert desk.session is not None
    desk.session.read(lambda _book: 1, fail)


def in_a_thread(desk: Desk) -> None:
    threading.Thread(target=fail).start()


class Painted(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        QTimer.singleShot(0, self, self.hide)
        fail(painter)


def while_painting(desk: Desk) -> None:
    page = desk.window.workbench
    assert page is not None
    painted = Painted(page)
    painted.resize(20, 20)
    painted.show()


def in_a_drop(desk: Desk) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/some.xlsx")])
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    def drop() -> None:
        dropped = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, button, key)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(desk, "take_files", fail)
            desk.window.dropEvent(dropped)

    QTimer.singleShot(0, desk.window, drop)


CAUSES: tuple[Cause, ...] = (
    in_a_slot, in_a_timer, in_an_op, in_a_read, in_what_is_done_with_a_read, in_a_thread, while_painting, in_a_drop,
)  # fmt: skip


@pytest.fixture
def hooked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults go where the program itself sends them."""
    for hook in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, hook, getattr(sys, hook))
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crash.install()


def strip(desk: Desk) -> MessageStrip:
    assert desk.window.workbench is not None
    return desk.window.workbench.current.strip


def parties(desk: Desk) -> list[str]:
    assert desk.session is not None
    return [name for (name,) in desk.session.book.fetch("SELECT name FROM counterparties ORDER BY name")]


@pytest.mark.expects_fault
@pytest.mark.parametrize("cause", CAUSES)
def test_a_fault_leaves_the_book_whole_and_the_window_working(
    opened: Desk, qtbot: QtBot, hooked: None, cause: Cause
) -> None:
    assert opened.session is not None
    cause(opened)
    qtbot.waitUntil(lambda: "程序自身出错" in strip(opened).shown)
    (copy,) = [one for one in strip(opened).findChildren(QPushButton) if one.text() == "复制报告"]
    copy.click()
    assert "OwnFault: a price of 585000" in QGuiApplication.clipboard().text()
    assert "Rare Desk" in QGuiApplication.clipboard().text()
    opened.session.run(lambda book: add_party(book, "after"))
    qtbot.waitUntil(lambda: parties(opened) == ["after"])
    opened.undo()
    qtbot.waitUntil(lambda: parties(opened) == [])
    assert books.check(opened.session.path) == []


@pytest.mark.expects_fault
def test_the_same_fault_again_and_again_is_told_once(opened: Desk, qtbot: QtBot, hooked: None) -> None:
    told: list[str] = []
    crash.faults().told.connect(told.append)
    for _ in range(20):
        in_a_slot(opened)
    in_a_timer(opened)
    qtbot.wait(20)
    crash.faults().told.disconnect(told.append)
    assert len(told) == 1


@pytest.mark.expects_fault
def test_a_fault_while_the_window_closes_keeps_it_neither_open_nor_the_book(
    opened: Desk, qtbot: QtBot, hooked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = opened.session
    assert session is not None
    session.run(lambda book: add_party(book, "kept"))
    qtbot.waitUntil(lambda: parties(opened) == ["kept"])
    with monkeypatch.context() as patch:
        patch.setattr(session, "cancel", fail)
        opened.window.close()
    assert not opened.window.isVisible()
    session.close()
    assert books.check(session.path) == []
    with books.open_book(session.path) as again:
        assert again.fetch("SELECT name FROM counterparties") == [("kept",)]
