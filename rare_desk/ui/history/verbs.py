"""What can be done with a step of the history: going back to it, taking an old import back, putting a row back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rare_desk.core.problems import Problem, Refused
from rare_desk.ops.history import journal, taking_back
from rare_desk.ops.history.restoring import RESTORABLE, restore_row
from rare_desk.ops.history.step_told import Difference, Hindered, hindered
from rare_desk.ui import formats, language
from rare_desk.ui.messages import Action
from rare_desk.ui.widgets.actions import keyed

if TYPE_CHECKING:
    from rare_desk.ops.history.taking_back import Outlook, Survey
    from rare_desk.store.book import Book
    from rare_desk.store.journal import Changes
    from rare_desk.ui.history.page import HistoryPage
    from rare_desk.ui.jobs import Job


class HistoryVerbs(QObject):
    def __init__(self, page: HistoryPage) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        panel = page.panel
        rows = panel.differences.table
        self.back = keyed(page, self.tr("Back to here…"), self.ask_back, "Ctrl+Backspace")
        self.take_back = keyed(page, self.tr("Take the import back…"), self.ask_take_back, "Ctrl+Del")
        self.show = keyed(page, self.tr("Show in trades"), self.show_in_trades, "Ctrl+Return")
        self.restore = keyed(page, self.tr("Put the row back"), self.restore_chosen, "Ctrl+R", rows)
        self.actions = [self.back, self.take_back, self.show, self.restore]
        panel.back.clicked.connect(self.ask_back)
        panel.take_back.clicked.connect(self.ask_take_back)
        panel.show_row.clicked.connect(self.show_in_trades)
        panel.restore.clicked.connect(self.restore_chosen)
        panel.differences.opened.connect(self._show)

    # -- going back ----------------------------------------------------------------------------------------------

    def ask_back(self) -> None:
        """How many steps that would be, with the word to do it."""
        line = self._page.panel.line
        if line is None or line.step.kind not in ("do", "start") or self._session.read_only:
            return
        step = line.step.id
        self._session.read(lambda book: journal.steps_between(book, step), partial(self._tell_back, step))

    def _tell_back(self, step: int, count: int) -> None:
        line = self._page.panel.line
        if line is None or line.step.id != step:
            return
        if count == 0:
            here = self.tr("The book is as this step left it.")
            gone = self.tr("This step was taken back and others took its place; there is no way to it.")
            self._session.say(gone if line.undone else here, "info")
            return
        shown = formats.count(abs(count))
        if count > 0:
            told = (
                self.tr("1 later step is taken back.") if count == 1 else self.tr("{count} later steps are taken back.")
            )
            words = self.tr("Go back")
        else:
            told = self.tr("1 step is done again.") if count == -1 else self.tr("{count} steps are done again.")
            words = self.tr("Do them again")
        detail = self.tr("Each of them can be turned again with Ctrl+Z and Ctrl+Y.")
        go = Action(words, partial(self._go_back, step, count > 0))
        self._session.say(told.format(count=shown), "warn", detail, go)

    def _go_back(self, step: int, back: bool) -> None:
        def op(book: Book, job: Job) -> int:
            return journal.back_to(book, step, job.progress, job.cancelled)

        def done(count: int) -> None:
            one, many = (
                (self.tr("1 step taken back"), self.tr("{count} steps taken back"))
                if back
                else (self.tr("1 step done again"), self.tr("{count} steps done again"))
            )
            self._session.say((one if count == 1 else many).format(count=formats.count(count)))

        self._session.run_long(op, done, label=self.tr("Going back") if back else self.tr("Doing again"))

    # -- taking an import back -----------------------------------------------------------------------------------

    def ask_take_back(self) -> None:
        """What would go and what stands in the way, with the word to do it."""
        line = self._page.panel.line
        if line is None or line.batch is None or self._session.read_only:
            return
        batch, spoken = line.batch, language.current()

        def read(book: Book, job: Job) -> tuple[Outlook | None, list[Hindered], tuple[Problem, ...]]:
            try:
                outlook = taking_back.look(book, batch, job.cancelled)
            except Refused as refused:
                return None, [], tuple(refused.problems)
            return outlook, hindered(book, outlook.survey.hindrances, spoken), ()

        self._session.read_long(read, lambda found: self._tell_take_back(batch, *found))

    def _tell_take_back(
        self, batch: int, outlook: Outlook | None, stays: list[Hindered], problems: tuple[Problem, ...]
    ) -> None:
        line = self._page.panel.line
        if outlook is None:
            self._session.refuse(problems)
            return
        if line is None or line.batch != batch:
            return
        survey = outlook.survey
        self._page.panel.show_hindered(survey.hindered, stays)
        details = []
        if survey.gone:
            details.append(self.tr("{count} are no longer there.").format(count=formats.count(survey.gone)))
        if outlook.publications:
            words = self.tr("{count} publications knew of them and keep their figures.")
            details.append(words.format(count=formats.count(outlook.publications)))
        late = survey.closed.total() == survey.hindered > 0
        told = self._told(survey, late).format(
            count=formats.count(survey.count),
            stay=formats.count(survey.hindered),
            months=", ".join(sorted(survey.closed)),
        )
        words = self.tr("Take back the untouched ones") if survey.hindered else self.tr("Take back")
        ways = [Action(words, partial(self._take_back, batch, bool(survey.hindered)))] if survey.count else []
        if late:
            ways.append(Action(self.tr("All, as a correction…"), partial(self._take_back, batch, False)))
        self._session.say(told, "warn", " ".join(details), *ways)

    def _told(self, survey: Survey, late: bool) -> str:
        """`late`: only closed months stand in the way."""
        if late:
            return self.tr("{stay} rows are of closed months ({months}); {count} are untouched.")
        if not survey.count:
            return self.tr("No row of this import can be taken back.")
        if survey.hindered:
            return self.tr("{stay} rows were changed since or are needed elsewhere; {count} are untouched.")
        return self.tr("{count} rows of this import are taken back.")

    def _take_back(self, batch: int, untouched_only: bool) -> None:
        def op(book: Book, job: Job) -> Changes:
            return taking_back.take_back(book, batch, untouched_only, job.progress, job.cancelled)

        self._session.run_long(
            op,
            lambda _changes: self._session.say_done(self.tr("The import is taken back")),
            label=self.tr("Taking back"),
        )

    # -- one row -------------------------------------------------------------------------------------------------

    def show_in_trades(self) -> None:
        self._show(self._page.panel.differences.current)

    def _show(self, row: Difference | None) -> None:
        if row is not None and row.record == "trades":
            self._session.read(lambda book: journal.is_there(book, row.record, row.row), partial(self._go_to, row))

    def _go_to(self, row: Difference, there: bool) -> None:
        if there:
            self._session.navigate.emit("trades", {"trade": row.row})
        else:
            self._session.say(self.tr("{row} is no longer in the book.").format(row=f"{row.kind} {row.name}"), "info")

    def restore_chosen(self) -> None:
        """As it was before the step shown."""
        line, row = self._page.panel.line, self._page.panel.differences.current
        if line is None or row is None or row.record not in RESTORABLE or row.way == "came":
            return
        words = self.tr("{row} is back as it was before this step").format(row=f"{row.kind} {row.name}")
        self._session.do(lambda book: restore_row(book, row.record, row.row, line.step.id, before=True), words)
