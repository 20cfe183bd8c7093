"""A second start of the program on an open book brings its window to the front and opens none of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from rare_desk import paths, prefs
from rare_desk.ops.book.books import new_book
from rare_desk.ui import start
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.system import one_window
from tests.systems import only_on_windows

PATIENCE = 60_000
HOUSE = Path(__file__).parents[4]
HOLDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from rare_desk.ui.shell.system import one_window
lock = one_window.lock_at(one_window.place_of(Path(sys.argv[1])))
assert lock.tryLock(0)
print("held", flush=True)
sys.stdin.read()
"""


def started(*arguments: str, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=HOUSE, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture
def other(tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A book that another process has in its window; that one never answers."""
    path = tmp_path / "别处.raredesk"
    new_book(path).close()
    holder = started("-c", HOLDER, str(path), stdin=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "held"
    yield path, holder
    holder.kill()
    holder.communicate()


def test_a_second_start_calls_the_window_to_the_front_and_ends(opened: Desk, qtbot: QtBot) -> None:
    assert opened.session is not None
    opened.window.showMinimized()
    second = started("-m", "rare_desk", str(opened.session.path))
    qtbot.waitUntil(lambda: second.poll() is not None)
    assert second.communicate() == ("", "")
    assert second.returncode == 0
    assert not opened.window.isMinimized()
    assert opened.window.isVisible()


def test_a_window_behind_others_becomes_the_one_that_has_the_keys(opened: Desk, qtbot: QtBot) -> None:
    assert opened.session is not None
    front = QWidget()
    qtbot.addWidget(front)
    front.show()
    front.activateWindow()
    qtbot.waitUntil(front.isActiveWindow)
    second = started("-m", "rare_desk", str(opened.session.path))
    qtbot.waitUntil(lambda: second.poll() is not None)
    second.communicate()
    qtbot.waitUntil(opened.window.isActiveWindow)


def test_the_book_of_a_window_that_was_closed_is_free(opened: Desk) -> None:
    assert opened.session is not None
    path = opened.session.path
    opened.window.close()
    assert not list(paths.windows_dir().iterdir())
    assert one_window.call(path) is None


def test_one_window_may_open_its_own_book_again(opened: Desk, qtbot: QtBot) -> None:
    assert opened.session is not None
    with qtbot.waitSignal(opened.opened):
        opened.open_path(opened.session.path)


def test_a_book_that_another_window_has_is_opened_here_only_when_asked(
    opened: Desk, qtbot: QtBot, other: tuple[Path, subprocess.Popen[str]]
) -> None:
    path, _holder = other
    before = opened.session
    opened.open_path(path)
    bench = opened.window.workbench
    assert bench is not None
    assert opened.session is before
    strip = bench.current.strip
    assert strip.accessibleName() == "别处 已在另一个窗口中打开，已把它调到最前。"
    (here,) = (button for button in strip.findChildren(QAbstractButton) if button.text() == "在这里也打开")
    with qtbot.waitSignal(opened.opened):
        here.click()
    assert opened.session is not None
    assert opened.session.path == path


def test_a_start_on_a_book_whose_window_does_not_answer_says_so_and_opens_it_when_asked(
    desk: Desk, qtbot: QtBot, other: tuple[Path, subprocess.Popen[str]]
) -> None:
    path, _holder = other
    start.begin(desk, path)
    welcome = desk.window.welcome
    assert welcome is not None
    assert desk.window.isVisible()
    (here,) = (button for button in welcome.strip.findChildren(QAbstractButton) if button.text() == "在这里也打开")
    with qtbot.waitSignal(desk.opened):
        here.click()
    assert desk.session is not None
    assert desk.session.path == path


def test_a_window_that_hangs_keeps_nobody_from_the_book(
    other: tuple[Path, subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_window, "_PATIENCE_S", 0.1)
    assert not one_window.called(other[0])
    assert not list(paths.windows_dir().glob("*.wish"))


def test_the_book_of_a_killed_process_is_free(other: tuple[Path, subprocess.Popen[str]]) -> None:
    path, holder = other
    assert one_window.call(path) is not None
    holder.kill()
    holder.wait()
    assert one_window.call(path) is None


def test_a_book_is_one_however_it_is_reached(opened: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened.session is not None
    path = opened.session.path
    monkeypatch.chdir(path.parent)
    assert one_window.place_of(Path(path.name)) == one_window.place_of(path)
    assert one_window.place_of(tmp_path / "x" / ".." / path.name) == one_window.place_of(path)


@only_on_windows("elsewhere names that differ in case are two files")
def test_a_book_is_one_however_its_name_is_written(tmp_path: Path) -> None:
    path = tmp_path / "Desk.raredesk"
    new_book(path).close()
    assert one_window.place_of(Path(str(path).upper())) == one_window.place_of(Path(str(path).lower()))


def test_pictures_and_the_self_test_leave_no_trace(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    prefs.shared().transient = True
    path = tmp_path / "desk.raredesk"
    new_book(path).close()
    with qtbot.waitSignal(desk.opened):
        desk.open_path(path)
    assert not list(paths.windows_dir().iterdir())


def test_where_nothing_can_be_kept_every_window_stands_alone(
    opened: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    for variable in ("XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "file"))
    assert opened.session is not None
    assert one_window.call(opened.session.path) is None
