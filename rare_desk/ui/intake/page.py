"""A page whose records also come in from tables: chosen, dropped or pasted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic

from rare_desk.ui.intake.panel import R
from rare_desk.ui.page import Page

if TYPE_CHECKING:
    from rare_desk.ui.intake.panel import Intake


class IntakePage(Page, Generic[R]):
    """A subclass makes `intake`."""

    takes_files: ClassVar[bool] = True
    intake: Intake[R]

    def choose_files(self) -> None:
        self.intake.choose_files()

    def take_files(self, files: list[Path]) -> None:
        self.intake.read(files)

    def show_item(self, **what: Any) -> None:
        """`files`: a list of Source to be read."""
        if "files" in what:
            self.intake.read(what["files"])

    def paste(self) -> bool:
        return self.intake.paste()
