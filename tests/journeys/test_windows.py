"""No widget is shown before it has its place: without a parent it would flash as a window of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk

LEDGER = Path(__file__).parents[1] / "data" / "workbooks" / "ledger-with-mistakes.xlsx"


class Watch(QObject):
    """Writes down every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            words = getattr(watched, "text", None)
            self.seen.append(f"{type(watched).__name__} {words() if callable(words) else ''}".strip())
        return False


@pytest.fixture
def watch(app: QApplication) -> Iterator[Watch]:
    made = Watch()
    app.installEventFilter(made)
    yield made
    app.removeEventFilter(made)


def test_only_the_window_itself_is_a_window(watch: Watch, qtbot: QtBot, sample_file: Path, tmp_path: Path) -> None:
    path = shutil.copyfile(sample_file, tmp_path / "sample.raredesk")
    desk = Desk()
    desk.show()
    with qtbot.waitSignal(desk.opened, timeout=30_000):
        desk.open_path(path)
    assert desk.session is not None
    qtbot.waitUntil(lambda: desk.session is not None and desk.session.index is not None, timeout=30_000)
    for entry in pages.PAGES:
        desk.show_page(entry.name)
        qtbot.wait(100)
    state = desk.session.index
    assert state is not None
    desk.session.navigate.emit("index", {"series": "composite", "day": state.computation.last_day})
    desk.session.navigate.emit("trades", {"suspect_only": True})
    desk.take_files([LEDGER])
    qtbot.wait(600)
    desk.window.close()
    assert set(watch.seen) == {MainWindow.__name__}
