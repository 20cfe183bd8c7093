"""A locked file opened in the window: its password, where the plain one goes, then what there is to do with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from rare_desk.ops.book import locking
from rare_desk.ui import crash, labels
from rare_desk.ui.jobs import Worker
from rare_desk.ui.messages import Action, Message
from rare_desk.ui.shell.safe import restoring
from rare_desk.ui.shell.system import files
from rare_desk.ui.widgets.dialogs import BOOK_END, FileDialogs
from rare_desk.ui.writing_out import open_file

if TYPE_CHECKING:
    from rare_desk.ui.shell.desk import Desk


def ask(desk: Desk, dialogs: FileDialogs, path: Path) -> None:
    """A book becomes a new file that is opened; anything else lies where the user says, and can be imported."""
    plain = locking.inner(path)
    if plain.suffix.lower() == BOOK_END:
        restoring.bring_back(desk, dialogs, path, path.parent)
        return
    title = QCoreApplication.translate("Unlocking", "Save the opened file as")
    kinds = f"*{plain.suffix}" if plain.suffix else "*"
    out = dialogs.save_file(desk.window, title, files.free_name(plain), kinds)
    if out is not None:
        restoring.Password(desk.window, path.name, lambda typed: Unlocking(desk, path, out, typed)).open()


class Unlocking(QObject):
    """Off the window's thread, with a book open or without one."""

    ended = Signal()

    def __init__(self, desk: Desk, path: Path, out: Path, password: str) -> None:
        super().__init__(desk)
        self._desk, self._out = desk, out
        self._worker = Worker("unlock", self)
        desk.window.show_busy(QCoreApplication.translate("Unlocking", "Opening {name}").format(name=path.name))
        self._worker.submit(
            lambda _job: locking.unlock(path, out, password, overwrite=True), lambda _: self._done(), self._failed
        )

    def _done(self) -> None:
        out, desk = self._out, self._desk
        translate = QCoreApplication.translate
        actions = (
            Action(translate("Unlocking", "Import"), lambda: desk.take_files([out])),
            Action(translate("Unlocking", "Open"), lambda: open_file(out)),
        )
        self._end(Message(translate("Unlocking", "The file is open now"), "good", str(out), actions))

    def _failed(self, fault: BaseException) -> None:
        problems = crash.problems_of(fault)
        if problems is None:
            self._end(None)
            crash.caught(fault)
        else:
            self._end(Message(labels.say_all(problems), "bad"))

    def _end(self, message: Message | None) -> None:
        self._worker.close()
        self._desk.window.show_busy("")
        if message is not None:
            self._desk.window.show_message(message)
        self.ended.emit()
        self.deleteLater()
