"""The window: its menus, what is dropped on it, and its inside, made anew for another book or language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QTextEdit

from rare_desk import prefs
from rare_desk.core.problems import Problem
from rare_desk.ui import crash, icons, labels
from rare_desk.ui.messages import Action, Message
from rare_desk.ui.session import Session
from rare_desk.ui.shell.menus import Menus
from rare_desk.ui.shell.system import files
from rare_desk.ui.shell.system.screens import stay_on_screen
from rare_desk.ui.shell.welcome import Welcome
from rare_desk.ui.shell.workbench import Workbench

if TYPE_CHECKING:
    from rare_desk.ui.shell.desk import Desk

SMALLEST = (1024, 640)
FIRST_SIZE = (1440, 900)


class MainWindow(QMainWindow):
    closing = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.workbench: Workbench | None = None
        self.welcome: Welcome | None = None
        self.menus: Menus | None = None
        self.setWindowIcon(icons.program())
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self._place()
        stay_on_screen(self)
        crash.faults().told.connect(self._tell_fault)
        crash.faults().book_failed.connect(self._tell_problem)

    def show_book(self, session: Session, page: str = "") -> None:
        """Puts the book's pages in, in the language and with the page given."""
        self.welcome = None
        number = session.windows.remade()
        self.workbench = Workbench(session, page or prefs.shared().page)
        self.workbench.destroyed.connect(lambda: session.windows.gone(number))
        self.workbench.page_shown.connect(self._remember_page)
        self.workbench.handbook_asked.connect(self.desk.show_handbook)
        self.setCentralWidget(self.workbench)
        self._name(self.tr("Sample book (made-up data)") if files.is_sample(session.path) else session.path.stem)
        self.menus = Menus(self)

    def show_welcome(self, welcome: Welcome) -> None:
        self.workbench = None
        self.welcome = welcome
        self.setCentralWidget(welcome)
        if welcome.first is not None:
            welcome.first.setFocus()
        self._name("")
        self.menus = Menus(self)

    def come_forward(self) -> None:
        """Before all other windows, as far as the system lets it; not minimised any more."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_message(self, message: Message) -> None:
        """On whatever is shown."""
        if self.workbench:
            self.workbench.current.show_message(message)
        elif self.welcome:
            self.welcome.strip.show_message(message)

    def show_busy(self, words: str) -> None:
        """While a book opens; empty words end it."""
        if self.workbench:
            self.workbench.current.busy_line.show_progress(words, -1)
            self.workbench.status.show_work(words, -1)
        elif self.welcome:
            self.welcome.busy_line.show_progress(words, -1)

    def find_anything(self) -> None:
        """Pages, actions, calculators, products and trades by a few letters."""
        from rare_desk.ui.shell.finder import Finder

        if self.workbench is not None:
            Finder(self.workbench, self.menuBar())

    def copy(self) -> None:
        """What has the focus copies itself: a field its text, a table its rows."""
        focused = QApplication.focusWidget()
        do = getattr(focused, "copy", None)
        if callable(do):
            do()

    def paste(self) -> None:
        """Into the field that has the focus; else the page may take it; else a table or files go to the import page."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit | QPlainTextEdit | QTextEdit):
            focused.paste()
            return
        if self.workbench is None or self.workbench.current.paste():
            return
        clip = QGuiApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in clip.urls() if url.isLocalFile()] if clip.hasUrls() else []
        if files:
            self.desk.take_files(files)
        elif clip.hasText() and clip.text().strip():
            self.workbench.show_page("imports").take_text(clip.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.desk.take_files(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        kept = prefs.shared()
        kept.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        kept.save()
        self.closing.emit()
        super().closeEvent(event)

    def _tell_fault(self, report: str) -> None:
        copy = Action(self.tr("Copy report"), lambda: QGuiApplication.clipboard().setText(report))
        said = self.tr("The program made a mistake of its own; the book is as it was.")
        kind = report.strip().splitlines()[-1][:120]
        self.show_message(Message(said, "bad", kind, (copy,)))

    def _tell_problem(self, problem: Problem) -> None:
        self.show_message(Message(labels.say(problem), "bad"))

    def _remember_page(self, name: str) -> None:
        prefs.shared().page = name

    def _name(self, book: str) -> None:
        program = self.tr("Rare Desk")
        self.setWindowTitle(f"{book} – {program}" if book else program)

    def _place(self) -> None:
        kept = prefs.shared().geometry
        if kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore"))):
            return
        screen = QGuiApplication.primaryScreen().availableGeometry()
        width, height = min(FIRST_SIZE[0], screen.width()), min(FIRST_SIZE[1], screen.height())
        self.resize(width, height)
