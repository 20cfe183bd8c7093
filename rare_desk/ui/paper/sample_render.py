"""Every page of the window on the sample book as a picture, and its bulletin: what a machine without a screen shows."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize
from PySide6.QtWidgets import QApplication

from rare_desk import paths
from rare_desk.ops.book.sample import NAME, new_sample_book
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import calculations
from rare_desk.ui.paper.bulletin import make_bulletin
from rare_desk.ui.session import Session
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk
from rare_desk.words import Language

SIZE = QSize(1600, 1000)
_PATIENCE_MS = 60_000
_SETTLED_MS = 400


def render_sample(
    folder: Path, language: Language, size: QSize = SIZE, book: Path | None = None, settled_ms: int = _SETTLED_MS
) -> list[Path]:
    """Writes `today-zh.png`, `trades-zh.png` ... and the bulletin into `folder`; gives the paths.

    Each page has `settled_ms` for what it reads behind its first rows.

    Of a fresh sample book, or of `book`, whose bulletin is left out when it has no index day. Needs an application that
    is dressed in that language. Raises BookError when the book cannot be opened, TimeoutError when its index does not
    come.
    """
    if book is not None:
        Book.open(book, read_only=True).close()
    folder.mkdir(parents=True, exist_ok=True)
    with paths.scratch() as place:
        desk = Desk()
        desk.window.resize(size)
        opened = book
        if opened is None:
            opened = place / NAME
            new_sample_book(opened).close()
        desk.open_path(opened)
        _wait(lambda: desk.session is not None)
        session = desk.session
        assert session is not None
        desk.show()
        _wait(lambda: session.index is not None)
        try:
            _fill(desk, session, ledger=book is None)
            return [*_pages(desk, folder, language, settled_ms), *_bulletin(session, folder)]
        finally:
            desk.window.close()


def _fill(desk: Desk, session: Session, *, ledger: bool) -> None:
    """Gives pages that wait for a choice something to show: a point, a saved calculation, a made-up ledger."""
    state = session.index
    if state is not None and (day := state.computation.last_day) is not None:
        session.navigate.emit("index", {"series": "composite", "day": day})
    if saved := calculations(session.book):
        session.navigate.emit("pricing", {"calculation": saved[-1].id})
    session.navigate.emit("history", {"step": session.book.last_step()})
    if ledger:
        desk.take_files([paths.resources() / "data" / "sample_ledger.csv"])


def _pages(desk: Desk, folder: Path, language: Language, settled_ms: int) -> list[Path]:
    written = []
    for entry in pages.PAGES:
        desk.show_page(entry.name)
        _settle(settled_ms)
        path = folder / f"{entry.name}-{language}.png"
        if not desk.window.grab().save(str(path)):
            raise OSError(f"cannot write {path}")
        written.append(path)
    return written


def _bulletin(session: Session, folder: Path) -> list[Path]:
    state = session.index
    assert state is not None
    return make_bulletin(session.book, state, folder) if len(state.computation.days) else []


def _wait(there: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(_PATIENCE_MS)
    while not there():
        if deadline.hasExpired():
            raise TimeoutError("the sample book did not come")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def _settle(settled_ms: int) -> None:
    """Until what the page reads behind its first rows has come."""
    deadline = QDeadlineTimer(settled_ms)
    while not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
