"""Which folder is watched for this book, what waits in it or was put aside, and the way to another one or to none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from rare_desk.ui.widgets.overflow import MenuButton

if TYPE_CHECKING:
    from rare_desk.ui.session import Session


class WatchButton(MenuButton):
    opened = Signal(object)
    """The Path of a file that waits."""

    def __init__(self, session: Session) -> None:
        super().__init__("")
        self._watch = session.watch
        self.drop.addAction(self.tr("Choose a folder…"), self.choose)
        self._stop = self.drop.addAction(self.tr("Stop watching"), lambda: self._watch.watch(None))
        self._files: list[QAction] = []
        self.setEnabled(not session.read_only)
        self._watch.changed.connect(self._show_folder)
        self.drop.aboutToShow.connect(self._list)
        self._show_folder()

    def choose(self) -> None:
        begin = str(self._watch.folder or Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder whose new files are imported"), begin)
        if chosen:
            self._watch.watch(Path(chosen))

    def _show_folder(self) -> None:
        folder, waiting = self._watch.folder, len(self._watch.waiting)
        watched = self.tr("Watched: {folder}").format(folder=folder.name) if folder else self.tr("Watch a folder")
        self.setText(f"{watched} ({waiting})" if waiting else watched)
        self.setToolTip(str(folder or self.tr("New and changed files in it are imported by themselves")))
        self._stop.setEnabled(folder is not None)

    def _list(self) -> None:
        for action in self._files:
            self.drop.removeAction(action)
            action.deleteLater()
        self._files = []
        self._add(self.tr("Waiting"), self.tr("Open {file}"), sorted(self._watch.waiting), self.opened.emit)
        self._add(self.tr("Put aside"), self.tr("Bring back {file}"), self._watch.put_by, self._watch.bring_back)

    def _add(self, title: str, words: str, files: Sequence[Path], do: Callable[[Path], object]) -> None:
        if not files:
            return
        self._files.append(self.drop.addSection(title))
        for file in files:
            self._files.append(self.drop.addAction(words.format(file=file.name), partial(_call, do, file)))


def _call(do: Callable[[Path], object], file: Path, _checked: bool = False) -> None:
    do(file)
