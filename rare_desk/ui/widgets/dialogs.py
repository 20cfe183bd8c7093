"""The platform's file dialogs, and the kinds of files that they offer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

BOOK_END = ".raredesk"
LOCKED_END = ".locked"


class FileDialogs(Protocol):
    """What a test puts in the place of the platform's dialogs."""

    def open_files(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Sequence[Path]: ...
    def open_file(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None: ...
    def save_file(self, parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None: ...


class PlatformDialogs:
    def open_files(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Sequence[Path]:
        names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), kinds)
        return [Path(name) for name in names]

    def open_file(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
        return Path(name) if name else None

    def save_file(self, parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
        name, kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
        return as_kind(Path(name), kind) if name else None


def as_kind(chosen: Path, kind: str) -> Path:
    """Under the ending of the kind that was chosen where that is a locked one: no file is open by an oversight of the
    system's dialog. A name that was not asked about then goes to no file that is there."""
    ending = kind.rpartition("(*")[2].rstrip(")")
    if not ending.endswith(LOCKED_END) or chosen.name.endswith(LOCKED_END):
        return chosen
    wanted = chosen.name.removesuffix(ending.removesuffix(LOCKED_END)) + ending
    path, number = chosen.with_name(wanted), 2
    while path.exists():
        path, number = chosen.with_name(f"{wanted.removesuffix(ending)} {number}{ending}"), number + 1
    return path


def copy_kinds() -> str:
    return QCoreApplication.translate(
        "Dialogs", "Rare Desk books (*.raredesk);;Books under a password (*.raredesk.locked)"
    )


def open_kinds() -> str:
    return QCoreApplication.translate("Dialogs", "Rare Desk books and locked files (*.raredesk *.locked)")


def book_kind() -> str:
    return QCoreApplication.translate("Dialogs", "Rare Desk books (*.raredesk)")


def workbook_kinds() -> str:
    return QCoreApplication.translate(
        "Dialogs", "Workbooks and tables (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt *.locked)"
    )


def with_end(path: Path, end: str = BOOK_END) -> Path:
    """As some platforms do not add the ending."""
    if path.suffix == LOCKED_END:
        return with_end(path.with_suffix(""), end).with_name(f"{with_end(path.with_suffix(''), end).name}{LOCKED_END}")
    return path if path.suffix else path.with_suffix(end)
