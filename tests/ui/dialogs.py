"""What stands in the place of the platform's file dialogs."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget


class Chosen:
    """Gives the paths that a test chose."""

    def __init__(self, *paths: Path) -> None:
        self.paths = list(paths)
        self.proposed: list[Path] = []
        self.begun: list[Path] = []
        """The folders in which a file was to be looked for."""

    def open_files(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Sequence[Path]:
        return self.paths

    def open_file(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
        self.begun.append(folder)
        return self.paths[0] if self.paths else None

    def save_file(self, parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
        self.proposed.append(proposed)
        return self.paths[0] if self.paths else None
