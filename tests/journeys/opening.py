"""The window on a book, seen and with the keys."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.workbench import Workbench
from tests.journeys.keyboard import until


def open_desk(qtbot: QtBot, path: Path, width: int = 1600, height: int = 900) -> Desk:
    """Whoever opens it closes its window."""
    desk = Desk()
    desk.open_path(path)
    until(qtbot, lambda: desk.window.workbench is not None)
    desk.window.resize(width, height)
    desk.window.show()
    desk.window.activateWindow()
    until(qtbot, desk.window.isActiveWindow)
    return desk


def bench_of(desk: Desk) -> Workbench:
    found = desk.window.workbench
    assert found is not None
    return found
