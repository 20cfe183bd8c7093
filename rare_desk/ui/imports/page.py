"""Import: files are read, what would come in is shown, and one button brings it in as one step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rare_desk.core.problems import Problem
from rare_desk.ops.imports.ledgers import ImportPlan, Options, Source, Written, plan_import, plan_scans, write_import
from rare_desk.store.reading import queries
from rare_desk.ui import formats, labels
from rare_desk.ui.imports.beside import Beside
from rare_desk.ui.imports.picture import SheetPicture, pictures_of
from rare_desk.ui.imports.questions import answered
from rare_desk.ui.imports.review import Review
from rare_desk.ui.page import Page
from rare_desk.ui.session import Action
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.toolbar import button, text

if TYPE_CHECKING:
    from rare_desk.store.book import Book
    from rare_desk.ui.jobs import Job
    from rare_desk.ui.session import Session

PATTERNS = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.txt *.tsv *.htm *.html"


Pictured = tuple[ImportPlan, tuple[SheetPicture, ...]]


def pictured(plan: ImportPlan) -> Pictured:
    return plan, pictures_of(plan)


class ImportPage(Page):
    name = "imports"
    reads = frozenset({"trades", "quotes", "products", "settings"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.plan: ImportPlan | None = None
        self.pictures: tuple[SheetPicture, ...] = ()
        self._answers: dict[tuple[str, str], Options] = {}
        self.sheets = QComboBox()
        self.sheets.setMinimumWidth(260)
        self.sheets.currentIndexChanged.connect(self._turn_sheet)
        self.toolbar.add(button(self.tr("Choose files..."), self.choose_files), button(self.tr("Paste"), self.paste))
        self.toolbar.add(self.sheets)
        self._discard = button(self.tr("Discard"), self.discard, "quiet")
        self.toolbar.add_right(self._discard)
        products = {product.code: labels.product(product) for product in queries.catalogue(session.book)}
        self.review = Review(products)
        self.beside = Beside()
        self.questions = self.beside.questions
        self.add_side(self.beside)
        self.questions.answered.connect(self._answer)
        self.beside.findings.shown.connect(self._show_problem)
        self.skip_wrong = QCheckBox(self.tr("Leave out wrong rows"))
        self.accept_suspect = QCheckBox(self.tr("Take suspect rows"))
        self.summary = text("", "muted")
        self.import_button = button("", self.write, "primary", "Ctrl+Return")
        for box in (self.skip_wrong, self.accept_suspect):
            box.toggled.connect(self._sum_up)
        self._empty = EmptyState(
            self.tr(
                "Drop workbooks or CSV files here, or paste a table. You see what would come in before anything "
                "is written; one import is one step and can be undone."
            ),
            self.tr("Choose files..."),
            self.choose_files,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full())
        self.set_body(self._stack)
        self._show_plan(None)

    def _full(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("bar", "foot")
        foot.setFixedHeight(48)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(self.summary, 1)
        for widget in (self.skip_wrong, self.accept_suspect, self.import_button):
            row.addWidget(widget)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.review, 1)
        column.addWidget(foot)
        return whole

    # -- what comes in -----------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        tables = self.tr("Tables")
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose files to import"), "", f"{tables} ({PATTERNS})")
        if chosen:
            self.take_files([Path(file) for file in chosen])

    def take_files(self, files: list[Path]) -> None:
        self._read([Source(file.name, file) for file in files])

    def take_text(self, text: str) -> None:
        self._read([Source(self.tr("Pasted table"), text.encode())])

    def paste(self) -> bool:
        copied = QGuiApplication.clipboard().text()
        if not copied.strip():
            return False
        self.take_text(copied)
        return True

    def discard(self) -> None:
        """Forget the files; nothing was written."""
        self._show_plan(None)

    def _read(self, sources: Sequence[Source]) -> None:
        self._answers = {}

        def op(book: Book, job: Job) -> Pictured:
            return pictured(plan_import(book, sources, None, None, job.progress, job.cancelled))

        self.session.run_long(op, self._take, self._refused, self.tr("Reading files"))

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.session.refuse(problems)

    def _answer(self, code: str, value: str) -> None:
        plan = self.plan
        if plan is None:
            return
        sheet = plan.sheets[self.sheets.currentIndex()]
        key = sheet.file, sheet.sheet
        self._answers[key] = answered(self._answers.get(key, Options()), code, value)
        answers = dict(self._answers)

        def op(book: Book, job: Job) -> Pictured:
            return pictured(plan_scans(book, plan.scans, plan.options, None, job.progress, answers))

        self.session.run_long(op, self._take, self._refused, self.tr("Reading files"))

    # -- what is shown -----------------------------------------------------------------------------------------------

    def _take(self, found: Pictured) -> None:
        self._show_plan(*found)

    def _show_plan(self, plan: ImportPlan | None, pictures: tuple[SheetPicture, ...] = ()) -> None:
        same = bool(self._answers)
        self.pictures = pictures
        at = max(self.sheets.currentIndex(), 0) if self._answers else _first(plan)
        self.plan = plan
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for sheet in plan.sheets if plan else ():
            self.sheets.addItem(" - ".join(filter(None, (sheet.file, sheet.sheet))))
        self.sheets.setCurrentIndex(at if plan else -1)
        self.sheets.blockSignals(False)
        for part in (self.sheets, self.beside, self._discard):
            part.setVisible(plan is not None)
        self._stack.setCurrentIndex(0 if plan is None else 1)
        self._show_sheet(same=same)
        self._sum_up()

    def _turn_sheet(self) -> None:
        self._show_sheet()

    def _show_sheet(self, *, same: bool = False) -> None:
        at = self.sheets.currentIndex()
        if self.plan is not None and 0 <= at < len(self.plan.sheets):
            self.review.show_sheet(self.plan.sheets[at], self.pictures[at], same=same)
            self.beside.show_sheet(self.plan.sheets[at])

    def _show_problem(self, found: Problem) -> None:
        picture = self.pictures[self.sheets.currentIndex()]
        column = next((at for (row, at), one in picture.problems.items() if one == found), 0)
        self.review.sheet_view.show_cell(found.place.row, column)

    def _sum_up(self) -> None:
        """How many rows the button would bring in, and what stands in its way."""
        plan = self.plan
        if plan is None:
            return
        skip, accept = self.skip_wrong.isChecked(), self.accept_suspect.isChecked()
        count = plan.new + (plan.suspect if accept else 0)
        self.skip_wrong.setVisible(bool(plan.wrong))
        self.accept_suspect.setVisible(bool(plan.suspect))
        obstacles = plan.obstacles(skip, accept)
        self.import_button.setText(self.tr("Import {count} rows").format(count=formats.count(count)))
        self.import_button.setEnabled(bool(count) and not obstacles and not self.session.read_only)
        if obstacles:
            self.summary.setText(labels.say_all(obstacles))
        elif not count:
            self.summary.setText(self.tr("Nothing new: every row is in the book already"))
        else:
            words = self.tr("{new} rows come in; {existing} are in the book already. The import can be undone.")
            self.summary.setText(words.format(new=formats.count(count), existing=formats.count(plan.existing)))

    # -- bringing it in ----------------------------------------------------------------------------------------------

    def write(self) -> None:
        plan = self.plan
        if plan is None:
            return
        skip, accept = self.skip_wrong.isChecked(), self.accept_suspect.isChecked()

        def op(book: Book, job: Job) -> Written:
            return write_import(book, plan, skip, accept, job.progress, job.cancelled)

        self.import_button.setEnabled(False)
        self.session.run_long(op, self._written, self._not_written, self.tr("Importing"))

    def _not_written(self, problems: tuple[Problem, ...]) -> None:
        self.session.refuse(problems)
        self._sum_up()

    def _written(self, written: Written) -> None:
        files = ", ".join(file.name for file in self.plan.files) if self.plan else ""
        quotes = self.plan is not None and all(sheet.kind != "trades" for sheet in self.plan.sheets)
        self._answers = {}
        self._show_plan(None)
        words = self.tr("{count} rows imported from {files}").format(count=formats.count(written.written), files=files)
        target = "quotes" if quotes else "trades"
        self.session.say(
            words, "good", "",
            Action(self.tr("Show them"), lambda: self.session.navigate.emit(target, {})),
            Action(self.tr("Undo"), self.session.undo),
        )  # fmt: skip


def _first(plan: ImportPlan | None) -> int:
    """The first sheet in which something is open, else the first with a table."""
    sheets = plan.sheets if plan else ()
    tables = [at for at, sheet in enumerate(sheets) if sheet.kind or sheet.questions]
    return next((at for at in tables if sheets[at].open), tables[0] if tables else 0)
