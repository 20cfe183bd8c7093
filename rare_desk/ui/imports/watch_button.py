"""Which folder is watched for this book, and the way to another one or to none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from rare_desk.ui.widgets.overflow import MenuButton

if TYPE_CHECKING:
    from rare_desk.ui.session import Session


class WatchButton(MenuButton):
    def __init__(self, session: Session) -> None:
        super().__init__("")
        self._watch = session.watch
        self.drop.addAction(self.tr("Choose a folder..."), self.choose)
        self._stop = self.drop.addAction(self.tr("Stop watching"), lambda: self._watch.watch(None))
        self.setEnabled(not session.read_only)
        self._watch.changed.connect(self._show_folder)
        self._show_folder()

    def choose(self) -> None:
        begin = str(self._watch.folder or Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder whose new files are imported"), begin)
        if chosen:
            self._watch.watch(Path(chosen))

    def _show_folder(self) -> None:
        folder = self._watch.folder
        self.setText(self.tr("Watched: {folder}").format(folder=folder.name) if folder else self.tr("Watch a folder"))
        self.setToolTip(str(folder or self.tr("New and changed files in it are imported by themselves")))
        self._stop.setEnabled(folder is not None)
