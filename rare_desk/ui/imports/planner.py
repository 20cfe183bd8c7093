"""Reads files and judges their tables off the window's thread, one plan at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rare_desk.ops.imports.ledgers import Adjusted, ImportPlan, Source, TableKey, plan_again, plan_import
from rare_desk.ui.imports.picture.sheet_picture import SheetPicture, pictures_of
from rare_desk.ui.imports.review.findings import findings_of

if TYPE_CHECKING:
    from rare_desk.core.problems import Problem
    from rare_desk.store.book import Book
    from rare_desk.ui.jobs import Job
    from rare_desk.ui.session import Session

Pictured = tuple[ImportPlan, tuple[SheetPicture, ...]]


class Planner(QObject):
    judged = Signal(object, object)
    """An ImportPlan of the same files as before, and its pictures."""
    refused = Signal()

    def __init__(self, session: Session, parent: QObject, wanted: Callable[[], _Wanted]) -> None:
        """`wanted` gives the plan that is shown, None when there is none, and what the user has changed of it."""
        super().__init__(parent)
        self._session, self._wanted = session, wanted
        self.busy = False
        self._again = False

    def read(
        self,
        sources: Sequence[Source],
        done: Callable[[Pictured], None],
        refused: Callable[[tuple[Problem, ...]], None],
        bare: bool = False,
    ) -> None:
        """With `bare` also files in which no table was found."""

        def op(book: Book, job: Job) -> Pictured:
            plan = plan_import(book, sources, None, None, job.progress, job.cancelled, bare=bare)
            return _pictured(plan, {})

        self._session.run_long(op, done, refused, self.tr("Reading files"))

    def judge(self) -> None:
        """Anew; what is changed meanwhile is in the plan after it."""
        plan, changed = self._wanted()
        if plan is None or self.busy:
            self._again = self.busy
            return
        self.busy, self._again = True, False
        made = dict(changed)

        def op(book: Book, job: Job) -> Pictured:
            return _pictured(plan_again(book, plan, made, None, job.progress), made)

        self._session.run_long(op, self._take, self._not_taken, self.tr("Reading files"))

    def _take(self, found: Pictured) -> None:
        self.busy = False
        plan, _ = self._wanted()
        if self._again:
            self.judge()
        elif plan is not None and plan.scans is found[0].scans:
            self.judged.emit(*found)

    def _not_taken(self, problems: tuple[Problem, ...]) -> None:
        self.busy = False
        self._session.refuse(problems)
        self.refused.emit()


_Wanted = tuple[ImportPlan | None, Mapping[TableKey, Adjusted]]


def _pictured(plan: ImportPlan, made: Mapping[TableKey, Adjusted]) -> Pictured:
    pictures = pictures_of(plan, made)
    for sheet, picture in zip(plan.sheets, pictures, strict=True):
        findings_of(sheet, picture.proposals, {})  # its sentences are kept, and need not be made on the window's thread
    return plan, pictures
