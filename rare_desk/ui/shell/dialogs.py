"""The platform's file dialogs, and the one box the program has: about itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

BOOK_END = ".raredesk"


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
        name, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
        return Path(name) if name else None


def book_kind() -> str:
    return QCoreApplication.translate("Dialogs", "Rare Desk books (*.raredesk)")


def workbook_kinds() -> str:
    return QCoreApplication.translate("Dialogs", "Workbooks and tables (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt)")


def with_end(path: Path, end: str = BOOK_END) -> Path:
    """As some platforms do not add the ending."""
    return path if path.suffix else path.with_suffix(end)
