"""A page whose records also come in from tables: chosen, dropped or pasted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic

from rare_desk.ui.intake.panel import R
from rare_desk.ui.page import Page

if TYPE_CHECKING:
    from rare_desk.ops.imports.records import Form
    from rare_desk.ui.intake.panel import Intake


class IntakePage(Page, Generic[R]):
    """A subclass makes `intake` and says what a table is read as."""

    takes_files: ClassVar[bool] = True
    intake: Intake[R]

    def form_of_records(self) -> Form[R]:
        raise NotImplementedError

    def choose_files(self) -> None:
        self.intake.choose_files(self.form_of_records())

    def take_files(self, files: list[Path]) -> None:
        self.intake.read(self.form_of_records(), files)

    def show_item(self, **what: Any) -> None:
        """`files`: a list of Source to be read."""
        if "files" in what:
            self.intake.read(self.form_of_records(), what["files"])

    def paste(self) -> bool:
        return self.intake.paste(self.form_of_records())
