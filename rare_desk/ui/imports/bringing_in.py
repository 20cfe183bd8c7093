"""What the button of the import page does: the plan is written as one step; and wrong rows go out to be put right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rare_desk.ops.imports.ledgers import Adjusted, ImportPlan, TableKey, Written, write_import
from rare_desk.ops.imports.refused import save_wrong_rows
from rare_desk.ui import formats, language
from rare_desk.ui.messages import Action
from rare_desk.ui.writing_out import write_out

if TYPE_CHECKING:
    from rare_desk.core.problems import Problem
    from rare_desk.store.book import Book
    from rare_desk.ui.jobs import Job
    from rare_desk.ui.session import Session


class BringingIn(QObject):
    written = Signal(object)
    """The ImportPlan that stands in the book now."""
    refused = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def write(self, plan: ImportPlan, skip_wrong: bool, accept_suspect: bool, correction: str, keep: bool) -> None:
        """`correction` is the reason for which rows of closed months come in too; with `keep` every table gets a
        template."""

        def op(book: Book, job: Job) -> Written:
            told = job.progress, job.cancelled
            return write_import(book, plan, skip_wrong, accept_suspect, *told, keep, correction)

        def told(written: Written) -> None:
            self.written.emit(plan)
            self._tell(plan, written.written, 0 if correction else plan.closed)

        self._session.run_long(op, told, self._refuse, self.tr("Importing"))

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self._session.refuse(problems)
        self.refused.emit()

    def _tell(self, plan: ImportPlan, count: int, left: int) -> None:
        files = ", ".join(file.name for file in plan.files)
        words = self.tr("{count} rows imported from {files}").format(count=formats.count(count), files=files)
        if left:
            words += self.tr("; {count} rows of closed months stayed out").format(count=formats.count(left))
        quotes = all(sheet.kind in ("quotes", None) for sheet in plan.sheets)
        self._session.say_done(words, "", self._show("quotes" if quotes else "trades"))

    def _show(self, page: str) -> Action:
        return Action(self.tr("Show them"), lambda: self._session.navigate.emit(page, {}))

    def save_wrong_rows(self, plan: ImportPlan, out: Path, made: Mapping[TableKey, Adjusted]) -> None:
        """As a workbook with a column that says why."""
        spoken, kept = language.current(), dict(made)
        write_out(
            self._session,
            out,
            lambda _book, _job, path: save_wrong_rows(plan, path, spoken, kept),
            self.tr("{count} wrong rows saved").format(count=sum(sheet.wrong for sheet in plan.sheets)),
            self.tr("Save wrong rows"),
        )
