"""A backup brought back: which one, where to, its password if it is locked; then it is opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from rare_desk.ops.book import books, keeping
from rare_desk.ui.shell.system import files
from rare_desk.ui.widgets.dialogs import BOOK_END, FileDialogs, book_kind, with_end
from rare_desk.ui.widgets.inputs.fields import TextField

if TYPE_CHECKING:
    from rare_desk.store.book import Book
    from rare_desk.ui.shell.desk import Desk


class Password(QDialog):
    """Of a locked file. Asks once; `taken` hears what was typed."""

    def __init__(self, parent: QWidget, name: str, taken: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Locked file"))
        self.field = TextField(self.tr("Password of {name}").format(name=name))
        self.field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMinimumWidth(320)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self.field)
        column.addWidget(buttons)
        self.accepted.connect(lambda: taken(self.field.edit.text()))


def ask(desk: Desk, dialogs: FileDialogs, folder: Path) -> None:
    """Always to a new file: what is open stays as it is until the restored book opens."""
    translate = QCoreApplication.translate
    title = translate("Restoring", "Restore a backup")
    first = keeping.nearest(desk.session.path) if desk.session is not None else folder
    copy = dialogs.open_file(desk.window, title, first, translate("Restoring", "Backups (*.raredesk *.locked)"))
    if copy is not None:
        bring_back(desk, dialogs, copy, folder)


def bring_back(desk: Desk, dialogs: FileDialogs, copy: Path, folder: Path) -> None:
    """As a new file in that folder, which the user may name otherwise."""
    translate = QCoreApplication.translate
    known = copy.name.removesuffix(".locked")
    stem = desk.session.path.stem if desk.session is not None else Path(known).stem
    name = translate("Restoring", "{name} restored").format(name=stem)
    proposed = files.free_name(folder / f"{name}{BOOK_END}")
    out = dialogs.save_file(desk.window, translate("Restoring", "Restore as"), proposed, book_kind())
    if out is None:
        return
    target = with_end(out)
    if books.is_locked(copy):
        Password(desk.window, copy.name, lambda typed: _restore(desk, copy, target, typed)).open()
    else:
        _restore(desk, copy, target, "")


def _restore(desk: Desk, copy: Path, target: Path, password: str) -> None:
    def opener() -> Book:
        return books.open_book(books.restore(copy, target, password))

    desk.open_by(opener, target.stem)
