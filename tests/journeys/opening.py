"""The window on a book, seen and with the keys."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ops.book.books import check
from rare_desk.ui.main_window import MainWindow
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


@pytest.fixture
def window(app: QApplication, qtbot: QtBot, empty_book: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """On an empty book, which is sound when the window has been closed."""
    path = shutil.copyfile(empty_book, tmp_path / "journey.raredesk")
    desk = open_desk(qtbot, path)
    yield desk.window
    desk.window.close()
    assert check(path) == []
