"""Work off the window's thread, seen from the window's."""

from threading import Event

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from rare_desk.ui.jobs import Worker


def test_a_worker_that_is_gone_with_its_parent_tells_nobody(app: QApplication, qtbot: QtBot) -> None:
    told: list[str] = []
    parent, go, over = QObject(), Event(), Event()
    gone, other = Worker("gone", parent), Worker("other", app)
    gone.submit(lambda _job: go.wait(20), lambda _went: told.append("gone"), lambda _fault: told.append("failed"))
    gone.submit(lambda _job: over.set(), lambda _nothing: told.append("gone"), lambda _fault: told.append("failed"))
    delete(parent)
    go.set()
    assert over.wait(20)
    other.submit(lambda _job: None, lambda _nothing: told.append("other"), lambda _fault: told.append("failed"))
    qtbot.waitUntil(lambda: "other" in told)
    other.close()
    gone.close()
    assert told == ["other"]
