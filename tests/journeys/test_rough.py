"""What the world does to an open book and its window: files vanish, garbage is dropped, everything is taken back."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.core.problems import Problem
from rare_desk.store.errors import book_error
from rare_desk.ui import crash
from rare_desk.ui.messages import Message
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk
from tests.systems import not_on_windows

_PATIENCE_MS = 30_000
LEDGER = Path(__file__).parents[1] / "data" / "workbooks" / "purchase-ledger-2025.xlsx"


@pytest.fixture
def desk(app: QApplication, qtbot: QtBot, sample_file: Path, tmp_path: Path) -> Iterator[Desk]:
    path = shutil.copyfile(sample_file, tmp_path / "rough.raredesk")
    made = Desk()
    with qtbot.waitSignal(made.opened, timeout=_PATIENCE_MS):
        made.open_path(path)
    made.window.resize(1400, 900)
    made.window.show()
    yield made
    made.window.close()
    assert crash.faults().seen == set()


def walk(desk: Desk, qtbot: QtBot) -> None:
    for entry in pages.PAGES:
        desk.show_page(entry.name)
        qtbot.wait(40)


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact, timeout=_PATIENCE_MS)


@not_on_windows("nobody can delete an open file there")
def test_the_book_may_vanish_under_the_window(desk: Desk, qtbot: QtBot) -> None:
    assert desk.session is not None
    for file in desk.session.path.parent.glob("rough.raredesk*"):
        if file.is_file():
            file.unlink()
    walk(desk, qtbot)
    desk.undo()
    qtbot.wait(600)
    assert crash.faults().seen <= {"book-unreachable"}
    crash.faults().seen.clear()


def test_a_book_that_fails_under_the_window_is_told_as_such_and_once(desk: Desk) -> None:
    assert desk.session is not None
    faults: list[str] = []
    told: list[Problem] = []
    crash.faults().told.connect(faults.append)
    crash.faults().book_failed.connect(told.append)
    for _ in range(3):
        crash.caught(book_error("book-damaged", desk.session.path))
    assert faults == []
    assert [problem.code for problem in told] == ["book-damaged"]
    crash.faults().seen.clear()


def test_a_folder_and_garbage_are_dropped(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    said: list[Message] = []
    assert desk.session is not None
    desk.session.message.connect(said.append)
    (tmp_path / "garbage.xlsx").write_bytes(b"\x00\xff" * 500)
    for given in ([tmp_path], [tmp_path / "garbage.xlsx"], [tmp_path / "none.csv", LEDGER], [tmp_path / "no.raredesk"]):
        desk.take_files(given)
        qtbot.wait(300)
    QApplication.clipboard().setText("\x00\x01garbage\t\t\n" * 50)
    desk.show_page("imports")
    desk.window.paste()
    qtbot.wait(300)


def test_the_window_closes_while_an_import_is_read(desk: Desk, qtbot: QtBot) -> None:
    desk.take_files([LEDGER])
    qtbot.wait(5)
    desk.window.close()
    qtbot.wait(300)


def test_everything_is_taken_back_and_done_again(desk: Desk, qtbot: QtBot) -> None:
    session = desk.session
    assert session is not None
    for _ in range(12):
        desk.undo()
    for _ in range(12):
        desk.redo()
    walk(desk, qtbot)
    until(qtbot, lambda: session.index is not None)
