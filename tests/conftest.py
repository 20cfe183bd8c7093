"""A machine of its own for every test: no screen, no preferences, no documents of the person who runs them."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "win32":  # where that platform of Qt knows no fonts by itself
    os.environ.setdefault("QT_QPA_FONTDIR", str(Path(os.environ["WINDIR"]) / "Fonts"))

from rare_desk import prefs
from rare_desk.store.book import Book
from rare_desk.store.file import confirmed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from rare_desk.ui.session import Session

# What `pytest` says of one tree is the same each time; new examples are sought with HYPOTHESIS_PROFILE=seek.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.register_profile("seek", derandomize=False, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

_PLACES = {
    "XDG_CONFIG_HOME": "config",
    "XDG_STATE_HOME": "state",
    "XDG_DATA_HOME": "data",
    "XDG_DOCUMENTS_DIR": "documents",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "config",
    "WIN_PD_OVERRIDE_PERSONAL": "documents",
}


@pytest.fixture(autouse=True)
def machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this test's preferences, logs and documents lie."""
    home = tmp_path_factory.mktemp("machine")
    for variable, folder in _PLACES.items():
        monkeypatch.setenv(variable, str(home / folder))
    prefs.shared.cache_clear()
    yield home
    prefs.shared.cache_clear()
    confirmed.choose(False)


@pytest.fixture
def baotou(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Eight hours before UTC, whatever this machine's clock says."""
    if sys.platform == "win32":
        pytest.skip("Windows has one time zone for all programs")
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "CST-8")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed book as `new` makes it, to be copied: a copy takes a twentieth of the time of making one."""
    from rare_desk.ops.book.books import new_book

    path = tmp_path_factory.mktemp("empty") / "desk.raredesk"
    new_book(path).close()
    return path


@pytest.fixture
def book(empty_book: Path, tmp_path: Path) -> Iterator[Book]:
    """An empty book, open for writing: what another program, or a test, writes with."""
    made = Book.open(shutil.copyfile(empty_book, tmp_path / empty_book.name))
    yield made
    made.close()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed sample book, to be copied."""
    from rare_desk.ops.book.sample import new_sample_book

    path = tmp_path_factory.mktemp("sample") / "sample.raredesk"
    new_sample_book(path).close()
    return path


@pytest.fixture
def qtbot(qapp: "QApplication", request: pytest.FixtureRequest) -> "QtBot":
    from tests.ui.waiting import Patient, let_go_of_keys

    let_go_of_keys()
    return Patient(request)


@pytest.fixture
def app(qapp: "QApplication") -> Iterator["QApplication"]:
    """The application in its light theme and in Chinese, as a desk in Baotou has it."""
    from rare_desk.ui import collector, crash, language, theme

    collector.install(qapp)
    theme.install(qapp, "light")
    language.choose("zh")
    crash.faults().seen.clear()
    yield qapp
    _sweep(qapp)
    theme.choose("light", red_up=True)
    language.choose("zh")


def _sweep(app: "QApplication") -> None:
    """Windows that a test leaves behind would be styled anew at each change of theme in all tests after it."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt

    for widget in app.topLevelWidgets():
        if widget.parent() is None and widget.windowType() != Qt.WindowType.Popup:  # those belong to their completers
            widget.hide()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def sessions() -> list["Session"]:
    """Those that `open_book` has opened in this test."""
    return []


@pytest.fixture
def open_book(app: "QApplication", qtbot: "QtBot", sessions: list["Session"]) -> Iterator[Callable[[Path], "Session"]]:
    """Opens a session on a book's file as the window does; closed after the test."""
    from rare_desk.ui.session import open_session

    def opener(path: Path) -> "Session":
        before = len(sessions)
        failures: list[object] = []
        open_session(lambda: Book.open(path), sessions.append, failures.append)
        qtbot.waitUntil(lambda: len(sessions) > before or bool(failures))
        assert not failures, failures
        return sessions[-1]

    yield opener
    for one in sessions:
        one.close()


@pytest.fixture
def session(book: Book, open_book: Callable[[Path], "Session"]) -> "Session":
    """The window's session on `book`; the index is not computed before `start_index`."""
    return open_book(book.path)


@pytest.fixture(autouse=True)
def _no_fault_goes_unseen(request: pytest.FixtureRequest) -> Iterator[None]:
    """A fault that a worker caught fails the test in which it happened."""
    if "app" not in request.fixturenames:
        yield
        return
    from rare_desk.ui import crash

    told: list[str] = []
    crash.faults().told.connect(told.append)
    yield
    crash.faults().told.disconnect(told.append)
    if not request.node.get_closest_marker("expects_fault"):
        assert not told, told[0]


@pytest.hookimpl(tryfirst=True, wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """pytest-qt deletes the pages of a test before its fixtures end: nobody may be called back for them by then."""
    if isinstance(item, pytest.Function) and isinstance(opened := item.funcargs.get("sessions"), list):
        for session in opened:
            session.windows.gone(session.windows.remade())
    yield


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects_fault: the test provokes a fault of our own that the window must tell")
