"""A desk with its window, and what stands in the place of the platform's file dialogs."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ui.shell.desk import Desk
from tests.ui.dialogs import Chosen


@pytest.fixture
def chosen() -> Chosen:
    return Chosen()


@pytest.fixture
def desk(app: QApplication, qtbot: QtBot, chosen: Chosen) -> Iterator[Desk]:
    made = Desk(chosen)
    qtbot.addWidget(made.window)
    made.window.resize(1280, 720)
    yield made
    made.close()


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot, empty_book: Path, tmp_path: Path) -> Desk:
    """On an empty book."""
    path = shutil.copyfile(empty_book, tmp_path / "账簿.raredesk")
    with qtbot.waitSignal(desk.opened):
        desk.open_path(path)
    desk.show()
    return desk
