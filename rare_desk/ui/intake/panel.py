"""What an import of small records would do, shown in the place of a page's content until it is written or left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.ops.imports.plans import Source, Written
from rare_desk.ops.imports.records import Form, Record, RecordPlan, plan_records, write_records
from rare_desk.ui import formats, labels
from rare_desk.ui.imports.columns.tables import CHIPS, problem_columns
from rare_desk.ui.imports.foot import Foot, FootWords
from rare_desk.ui.imports.page import PATTERNS
from rare_desk.ui.imports.pasting import copied, is_table
from rare_desk.ui.messages import Action
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.tiles import StatusChip
from rare_desk.ui.widgets.toolbar import Elided, button

if TYPE_CHECKING:
    from rare_desk.core.problems import Problem
    from rare_desk.store.book import Book
    from rare_desk.ui.session import Session

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Coming(Generic[R]):
    """A record that would come in, and whether it corrects one that is there."""

    record: R
    correction: bool

    @property
    def state(self) -> str:
        return "suspect" if self.correction else "new"


class Intake(QWidget, Generic[R]):
    """`opened` and `left` tell the page to show it and to show its own content again."""

    opened = Signal()
    left = Signal()
    written = Signal(object)
    """The RecordPlan that stands in the book now."""

    def __init__(
        self,
        session: Session,
        name: str,
        columns: Sequence[Column[Coming[R]]],
        form: Callable[[], Form[R]],
        place: tuple[str, dict[str, object]] | None = None,
    ) -> None:
        """`name` is under which the tables keep their widths; `columns` are those of the records.

        `form` is asked what a table is read as at that moment. `place` is the page on which the records are to be seen,
        where that is another one.
        """
        super().__init__()
        self.session = session
        self._form, self._place = form, place
        self.plan: RecordPlan[R] | None = None
        self.chips = {state: StatusChip("", kind) for state, kind in CHIPS.items()}
        self.files = Elided("", "muted")
        self.problems: ListModel[Problem] = ListModel(problem_columns(), self)
        self.rows: ListModel[Coming[R]] = ListModel([*self._own_columns(), *columns], self)
        self.foot = Foot(session, self._foot_words(), button(self.tr("Discard"), self.discard, "quiet"))
        self.skip_wrong, self.accept_suspect = self.foot.skip_wrong, self.foot.accept_suspect
        self.import_button = self.foot.import_button
        self.foot.import_asked.connect(self.write)
        self._views = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        self._choice = SegmentedButtons(())
        self._lay_out(name)
        self._choice.chosen.connect(self._turn)

    def _foot_words(self) -> FootWords:
        skip = self.tr("Leave out what is wrong or differs")
        return FootWords(
            skip=skip,
            skip_suspect=skip,
            skip_both=skip,
            accept=self.tr("Overwrite what differs"),
            button=self.tr("Import {count}"),
            coming=self.tr("{new} come in; {existing} are in the book already. The import can be undone."),
            only_new=self.tr("{new} come in. The import can be undone."),
            nothing=self.tr("Nothing new: all of it is in the book already"),
        )

    def _own_columns(self) -> list[Column[Coming[R]]]:
        return [
            Column(
                key="state",
                title=self.tr("State"),
                text=lambda coming: labels.label(f"imports.state-{coming.state}"),
                width=64,
                sortable=False,
                flag=lambda coming: f"chip:{CHIPS[coming.state]}",
            ),
            Column(
                key="row",
                title=self.tr("Row"),
                text=lambda coming: str(coming.record.row),
                width=56,
                align="right",
                sortable=False,
            ),
        ]

    def _lay_out(self, name: str) -> None:
        for key, model in (("problems", self.problems), ("rows", self.rows)):
            table = Table(f"{name}.{key}", fit=True)
            table.setModel(model)
            self._pages[key] = table
            self._views.addWidget(table)
        self._clean = EmptyState(self.tr("Everything was read; nothing is wrong, nothing would be overwritten."))
        self._views.addWidget(self._clean)
        column = flush(QVBoxLayout(self))
        column.addWidget(self._head())
        column.addWidget(self._views, 1)
        column.addWidget(self.foot)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("bar", "head")
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for part in (self._choice, *self.chips.values()):
            row.addWidget(part)
        row.addWidget(self.files, 1)
        return head

    # -- what comes in -----------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        tables = self.tr("Tables")
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose files to import"), "", f"{tables} ({PATTERNS})")
        if chosen:
            self.read([Path(file) for file in chosen])

    def read(self, files: Sequence[Path | Source]) -> None:
        """Reads on the book's thread; opens itself when it is known what would come in."""
        form = self._form()
        self.session.run(lambda book: plan_records(book, form, files), self.show_plan, label=self.tr("Reading files"))

    def paste(self) -> bool:
        """Text of several cells from the clipboard; False when there is none."""
        found = copied(self.tr("Pasted table"))
        if is_table(found):
            self.read(found)
        return is_table(found)

    def show_plan(self, plan: RecordPlan[R]) -> None:
        self.plan = plan
        self.foot.begin()
        counts = {state: getattr(plan, state) for state in CHIPS}
        for state, chip in self.chips.items():
            words = f"{labels.label(f'imports.state-{state}')} {formats.count(counts[state])}"
            chip.say(words if counts[state] or state == "new" else "", CHIPS[state])
        self.files.setText(", ".join(file.name for file in plan.files))
        self.problems.show_rows(plan.problems)
        coming = [Coming(record, False) for sheet in plan.sheets for record in sheet.fresh]
        coming += [Coming(record, True) for sheet in plan.sheets for _, record in sheet.corrections]
        self.rows.show_rows(coming)
        problems = self.tr("Problems {count}").format(count=len(plan.problems))
        rows = self.tr("Comes in {count}").format(count=len(coming))
        self._choice.set_options((("problems", problems), ("rows", rows)), "problems" if plan.problems else "rows")
        self._turn(self._choice.current)
        self.foot.sum_up(plan)
        self.opened.emit()

    def discard(self) -> None:
        """Forgets the files; nothing was written."""
        self.plan = None
        self.left.emit()

    def _turn(self, key: str) -> None:
        clean = key == "problems" and not self.problems.rowCount()
        self._views.setCurrentWidget(self._clean if clean else self._pages[key])

    # -- bringing it in ----------------------------------------------------------------------------------------------

    def write(self) -> None:
        plan = self.plan
        if plan is None:
            return
        skip, accept = self.foot.said

        def op(book: Book) -> Written:
            return write_records(book, plan, skip, accept)

        self.import_button.setEnabled(False)
        self.session.run(op, self._written, self._not_written, self.tr("Importing"))

    def _not_written(self, problems: tuple[Problem, ...]) -> None:
        self.session.refuse(problems)
        self.foot.sum_up(self.plan)

    def _written(self, written: Written) -> None:
        files = self.files.text()
        self.written.emit(self.plan)
        self.discard()
        words = self.tr("{count} imported from {files}").format(count=formats.count(written.written), files=files)
        self.session.say_done(words, "", *self._shown())

    def _shown(self) -> tuple[Action, ...]:
        if self._place is None:
            return ()
        page, what = self._place
        return (Action(self.tr("Show them"), lambda: self.session.navigate.emit(page, what)),)


def plain_column(key: str, title: str, said: Callable[[R], str], width: int = 120) -> Column[Coming[R]]:
    """A column of what a record says."""
    return Column(key=key, title=title, text=lambda coming: said(coming.record), width=width, sortable=False)


def figure_column(key: str, title: str, said: Callable[[R], str], width: int = 120) -> Column[Coming[R]]:
    """Right-aligned; the figure of a correction has the corner of what is suspect."""
    return Column(
        key=key,
        title=title,
        text=lambda coming: said(coming.record),
        width=width,
        align="right",
        sortable=False,
        flag=lambda coming: "suspect" if coming.correction else "",
    )
