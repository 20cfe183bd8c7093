"""Starts Qt: with the window, or without one to draw pictures."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import rare_desk
from rare_desk import paths, prefs, runs
from rare_desk.store.book import Book
from rare_desk.ui import collector, crash, icons, theme
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.looks import dress
from rare_desk.ui.shell.safe import aftermath
from rare_desk.ui.shell.system import one_window, taskbar
from rare_desk.words import Language, word

if TYPE_CHECKING:
    from rare_desk.ops.methodologies.report import Block

_WITHOUT_SCREEN = "windows" if sys.platform == "win32" else "offscreen"
"""Qt's platform; on Windows its own, for the other has no fonts there and would write papers without a word."""
_PATIENCE_MS = 400
_REST_MS = 1500
_TURN_S = 0.001
"""After so long a thread that computes gives way to the window's; Python's own 5 ms show as jerks."""


def application() -> QApplication:
    """The one application of this process, named as the system knows it."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    sys.setswitchinterval(_TURN_S)
    taskbar.name_process()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Rare Desk")
    app.setApplicationVersion(rare_desk.__version__)
    app.setDesktopFileName("rare-desk")
    app.setWindowIcon(icons.program())
    collector.install(app)
    return app


def window(book: Path | None, *, sample: bool = False, spoken: Language | None = None) -> int:
    """Opens the window on that book, the sample book, or the one opened last; returns when it is closed. At once when
    another window has the book: then that one comes to the front."""
    wanted = _sample() if sample else book or _last()
    if wanted is not None and one_window.called(wanted):
        return 0
    app = application()
    logs = crash.install()
    dress(app, spoken)
    desk = Desk()
    begin(desk, book, sample=sample)
    if logs is None:
        return app.exec()
    aftermath.tell(desk, runs.ended(logs))
    with runs.watched(logs) as end:
        app.aboutToQuit.connect(end)
        return app.exec()


def begin(desk: Desk, book: Path | None, *, sample: bool = False) -> None:
    """The window comes with its book in it, or empty when the book takes its time."""
    if sample:
        desk.open_sample()
    else:
        chosen = book or _last()
        if chosen is None:
            desk.show()
            return
        desk.open_path(chosen)
    desk.opened.connect(lambda _session: desk.window.show())
    desk.opened.connect(lambda _session: _warm(desk))
    late = QTimer(desk.window, singleShot=True, interval=_PATIENCE_MS)
    late.timeout.connect(desk.window.show)
    desk.window.closing.connect(late.stop)
    late.start()


def _warm(desk: Desk) -> None:
    """In slices, so that the window answers in between."""
    QTimer.singleShot(_REST_MS, desk, _warm_plain)
    for number, entry in enumerate(pages.PAGES, 2):
        QTimer.singleShot(number * _REST_MS, desk, partial(pages.warm, entry.name))
    QTimer.singleShot((len(pages.PAGES) + 2) * _REST_MS, desk, pages.warm_handbook)


def _warm_plain() -> None:
    threading.Thread(target=pages.warm_plain, name="warm", daemon=True).start()


def pictures(book: Path | None, out: Path, language: Language) -> Sequence[Path]:
    """Every page and the bulletin as files in `out`; of the sample book when `book` is None."""
    _without_window(language)
    from rare_desk.ui.paper.sample_render import render_sample

    return render_sample(out, language, book=book)


def bulletin(book: Path | None, out: Path, language: Language) -> Sequence[Path]:
    """The day's bulletin as files in `out`; of the sample book when `book` is None."""
    _without_window(language)
    from rare_desk.ops.book.sample import NAME, new_sample_book
    from rare_desk.ops.index.state import IndexState
    from rare_desk.ui.paper.bulletin import make_bulletin

    with paths.scratch() as place:
        opened = Book.open(book, read_only=True) if book else new_sample_book(place / NAME)
        with opened:
            return make_bulletin(opened, IndexState.load(opened), out)


def methodology_report(out: Path, blocks: Sequence[Block], language: Language) -> None:
    """The report *Methodology* as a PDF."""
    _without_window(language)
    from rare_desk.ui.paper.report import write_report

    write_report(out, blocks)


def _without_window(language: Language) -> None:
    """An application without a screen, in the light theme; says so when its Chinese would be boxes."""
    os.environ["QT_QPA_PLATFORM"] = _WITHOUT_SCREEN
    app = application()
    crash.log_qt()
    prefs.shared().transient = True
    dress(app, language)
    theme.choose("light")
    if language == "zh" and not theme.has_chinese_font():
        sys.stderr.write(word("shell.no-chinese-font", language) + "\n")


def _sample() -> Path:
    from rare_desk.ops.book.sample import NAME

    return paths.data_dir() / NAME


def _last() -> Path | None:
    recent = prefs.shared().recent
    return Path(recent[0]) if recent and Path(recent[0]).is_file() else None
