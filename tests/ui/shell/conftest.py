"""A desk with its window, and what stands in the place of the platform's file dialogs."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ui.shell.desk import Desk


class Chosen:
    """In the place of the platform's dialogs: gives the paths that a test chose."""

    def __init__(self, *paths: Path) -> None:
        self.paths = list(paths)
        self.proposed: list[Path] = []
        self.begun: list[Path] = []
        """The folders in which files were to be looked for."""

    def open_files(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Sequence[Path]:
        return self.paths

    def open_file(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
        self.begun.append(folder)
        return self.paths[0] if self.paths else None

    def save_file(self, parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
        self.proposed.append(proposed)
        return self.paths[0] if self.paths else None


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
    with qtbot.waitSignal(desk.opened, timeout=10_000):
        desk.open_path(path)
    desk.show()
    return desk
