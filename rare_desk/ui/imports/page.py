"""Import: files are read, what would come in is shown and corrected, and one button brings it in as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.core.problems import Problem
from rare_desk.ops.imports.ledgers import (
    Area,
    ImportPlan,
    SheetPlan,
    Source,
)
from rare_desk.store.reading import queries
from rare_desk.ui import labels
from rare_desk.ui.imports.adjustments import TAKEABLE, Adjustments
from rare_desk.ui.imports.bringing_in import BringingIn
from rare_desk.ui.imports.columns.changes import changes
from rare_desk.ui.imports.columns.menus import column_menu
from rare_desk.ui.imports.elsewhere import Elsewhere
from rare_desk.ui.imports.foot import Foot, FootWords
from rare_desk.ui.imports.held import Held
from rare_desk.ui.imports.pasting import copied
from rare_desk.ui.imports.picture.bounds_bar import BoundsBar
from rare_desk.ui.imports.picture.sheet_picture import Bounds, SheetPicture
from rare_desk.ui.imports.planner import Pictured, Planner
from rare_desk.ui.imports.review.beside import Beside
from rare_desk.ui.imports.review.review import Review
from rare_desk.ui.imports.sheet_choice import SheetChoice
from rare_desk.ui.imports.template_menu import TemplateMenu
from rare_desk.ui.imports.watch_button import WatchButton
from rare_desk.ui.messages import Action
from rare_desk.ui.page import Page
from rare_desk.ui.widgets.dialogs import with_end
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.toolbar import button

if TYPE_CHECKING:
    from rare_desk.ui.session import Session

PATTERNS = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.txt *.tsv *.htm *.html"


class ImportPage(Page):
    name = "imports"
    reads = frozenset({"trades", "quotes", "products", "settings"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.plan: ImportPlan | None = None
        self.pictures: tuple[SheetPicture, ...] = ()
        self.adjustments = Adjustments()
        self._planner = Planner(session, self, lambda: (self.plan, self.adjustments.made))
        self._bringing_in = BringingIn(session, self)
        self._held = Held(session, self)
        self._waited: Path | None = None
        self._templated: tuple[SheetPlan, str | None] | None = None
        """A table before another template was chosen for it, and what was chosen before."""
        self._make_toolbar()
        products = {product.code: labels.product(product) for product in queries.catalogue(session.book)}
        self.review = Review(products, session.read)
        self.beside = Beside(products)
        self.questions = self.beside.questions
        self.foot = Foot(session, self._foot_words())
        self.skip_wrong, self.accept_suspect = self.foot.skip_wrong, self.foot.accept_suspect
        self.import_button = self.foot.import_button
        self.add_side(self.beside)
        self.elsewhere = Elsewhere(session)
        self._stack = QStackedWidget()
        for part in (self._empty(), self._full(), self.elsewhere):
            self._stack.addWidget(part)
        self.set_body(self._stack)
        self._connect()
        self._show_plan(None)

    def _make_toolbar(self) -> None:
        self.sheets = SheetChoice()
        self.sheets.currentIndexChanged.connect(lambda _at: self._show_sheet())
        self.sheets.skip_asked.connect(self._skip)
        self.skip_button = button("", self._toggle_sheet, "quiet")
        self.bounds = BoundsBar()
        self.bounds.chosen.connect(self._bound)
        self.reset_button = button(self.tr("As found"), self._reset)
        self.reset_button.setToolTip(self.tr("Take back all changes to this table"))
        self.template = TemplateMenu(self.session, self.plan_again)
        self.watch = WatchButton(self.session)
        self.watch.opened.connect(lambda file: self.show_item(file=str(file)))
        self._discard = button(self.tr("Discard"), self.discard, "quiet")
        self.toolbar.add(button(self.tr("Choose files…"), self.choose_files), button(self.tr("Paste"), self.paste))
        self.toolbar.add(self.sheets, self.skip_button, self.bounds, self.reset_button, self.template)
        self.toolbar.add_right(self.watch)
        self.toolbar.add_right(self._discard)

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.tr(
                "Drop workbooks or CSV files here, or paste a table. You see what would come in before anything "
                "is written; one import is one step and can be undone."
            ),
            self.tr("Choose files…"),
            self.choose_files,
        )

    def _foot_words(self) -> FootWords:
        return FootWords(
            skip=self.tr("Leave out wrong rows"),
            skip_suspect=self.tr("Leave out suspect rows"),
            skip_both=self.tr("Leave out wrong and suspect"),
            accept=self.tr("Take suspect rows"),
            button=self.tr("Import {count} rows"),
            coming=self.tr("{new} rows come in, {existing} are there already"),
            only_new=self.tr("{new} rows come in; it can be undone"),
            nothing=self.tr("Nothing new: every row is in the book already"),
        )

    def _full(self) -> QWidget:
        whole = QWidget()
        column = flush(QVBoxLayout(whole))
        column.addWidget(self.review, 1)
        column.addWidget(self.foot)
        return whole

    def _connect(self) -> None:
        view = self.review.sheet_view
        self.questions.answered.connect(lambda code, value: self._adjust(Adjustments.answer, code, value))
        self.questions.done.connect(view.setFocus)
        self.beside.findings.shown.connect(self._show_problem)
        self.beside.findings.corrected.connect(self._take_proposal)
        view.sheet.corrected.connect(lambda row, column, words: self._adjust(Adjustments.correct, row, column, words))
        view.row_clicked.connect(self._toggle_row)
        view.column_clicked.connect(self._toggle_column)
        view.bounds_dragged.connect(self.bounds.drag)
        view.menu_asked.connect(self._open_menu)
        view.meanings.menus = frozenset(("meaning", "unit", "basis"))
        self.template.chosen.connect(self._use_template)
        self.foot.import_asked.connect(self.write)
        self.foot.open_asked.connect(self._show_open)
        self._planner.judged.connect(self._judged)
        self._planner.refused.connect(lambda: self.foot.sum_up(self.plan))
        self._bringing_in.written.connect(self._written)
        self._bringing_in.refused.connect(lambda: self.foot.sum_up(self.plan))
        self.beside.save_asked.connect(self._ask_wrong_rows)
        self.elsewhere.opened.connect(self._show_elsewhere)
        self.elsewhere.left.connect(self.discard)
        self.elsewhere.bare_asked.connect(self._read_bare)
        self._held.freed.connect(self._read)

    # -- what comes in -----------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        tables = self.tr("Tables")
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose files to import"), "", f"{tables} ({PATTERNS})")
        if chosen:
            self.take_files([Path(file) for file in chosen])

    def take_files(self, files: list[Path]) -> None:
        self._read([Source(file.name, file) for file in files])

    def show_item(self, **what: object) -> None:
        """`file`: one that waits in the watched folder; `text`: a table that was pasted elsewhere."""
        if isinstance(text := what.get("text"), str):
            self.take_text(text)
        if isinstance(file := what.get("file"), str):
            self._read([Source(Path(file).name, Path(file))], Path(file))

    def take_text(self, text: str) -> None:
        self._read([Source(self.tr("Pasted table"), text.encode())])

    def paste(self) -> bool:
        """Of a table in the clipboard; False when there is none."""
        found = copied(self.tr("Pasted table"))
        if found:
            self._read(found)
        return bool(found)

    def discard(self) -> None:
        """Forget the files; nothing was written."""
        self._held.forget()
        self._show_plan(None)

    def _read(self, sources: Sequence[Source], waited: Path | None = None, bare: bool = False) -> None:
        self.adjustments, self._waited = Adjustments(), waited
        self._held.forget()
        self.strip.clear()
        self._planner.read(sources, self._show_fresh, partial(self._refused, sources, waited), bare)

    def _refused(self, sources: Sequence[Source], waited: Path | None, problems: tuple[Problem, ...]) -> None:
        """As a ledger; it may be of another kind, or be free in a while."""
        if not self._held.takes(sources, waited, problems):
            self.elsewhere.offer(sources, waited, problems)

    def _read_bare(self, sources: Sequence[Source], waited: Path | None) -> None:
        self._read(sources, waited, bare=True)
        self.session.say(self.tr("Click the number of the header's row, then say above what each column is."), "info")

    def _show_fresh(self, found: Pictured) -> None:
        self.foot.begin()
        self._show_plan(*found)
        if self.isVisible() and not self.questions.take_focus():
            self.review.sheet_view.setFocus()

    # -- what is changed ---------------------------------------------------------------------------------------------

    @property
    def sheet(self) -> SheetPlan | None:
        """The table that is shown."""
        at = self.sheets.currentIndex()
        return self.plan.sheets[at] if self.plan and 0 <= at < len(self.plan.sheets) else None

    def _adjust(self, change: Callable[..., None], *details: object, **named: object) -> None:
        sheet = self.sheet
        if sheet is not None:
            change(self.adjustments, sheet, *details, **named)
            self.strip.clear()
            self.plan_again()

    def plan_again(self) -> None:
        self.import_button.setEnabled(False)
        self._planner.judge()

    def _judged(self, plan: ImportPlan, pictures: tuple[SheetPicture, ...]) -> None:
        self._show_plan(plan, pictures, same=True)
        before, self._templated = self._templated, None
        if before is not None and self.sheet is not None:
            self._say_template(before[0], self.sheet, before[1])

    def _toggle_row(self, row: int) -> None:
        picture, sheet = self.pictures[self.sheets.currentIndex()], self.sheet
        if sheet is not None and not picture.bounds.last and not sheet.skipped:
            self._bound(picture.with_header(row))
            return
        state = picture.state(row)
        if state in ("new", "existing", "suspect", "closed", "wrong", "user") or state in TAKEABLE:
            self._adjust(Adjustments.toggle_row, row, state)

    def _bound(self, bounds: Bounds) -> None:
        if self.sheet is None or self._is_taken(self.sheet, Area(bounds.first, bounds.end, bounds.left, bounds.right)):
            self.bounds.show_picture(self.pictures[self.sheets.currentIndex()])
        else:
            self._adjust(Adjustments.bound, bounds)

    def _is_taken(self, sheet: SheetPlan, wanted: Area | None) -> bool:
        """Whether another table is read from these cells, whose rows would come in twice; that is said."""
        others = [
            one.area for one in (self.plan.sheets if self.plan else ())
            if (one.file, one.sheet) == (sheet.file, sheet.sheet) and one is not sheet and not one.skipped and one.area
        ]  # fmt: skip
        met = next((area for area in others if wanted and wanted.meets(area)), None)
        if met is not None:
            said = self.tr("The cells {cells} are read as another table already; leave that one out first")
            self.session.say(said.format(cells=met), "warn")
        return met is not None

    def _toggle_column(self, at: int) -> None:
        """Outside the table it becomes wider by it; what the file itself leaves open is chosen from the menu."""
        sheet, picture = self.sheet, self.pictures[self.sheets.currentIndex()]
        if sheet is None or not picture.bounds.last:
            return
        if picture.is_outside(at):
            left, right = min(picture.bounds.left, at), max(picture.bounds.right, at)
            self._bound(picture.bounds._replace(left=left, right=right))
        elif picture.is_column_read(at) or self.adjustments.is_left_out(sheet, at):
            self._adjust(Adjustments.toggle_column, at)
        else:
            self._open_menu(at, "meaning")

    def _skip(self, place: int, skipped: bool) -> None:
        """A whole table is left out, or taken in again with all that was changed of it."""
        if self.plan is None:
            return
        sheet = self.plan.sheets[place]
        if not skipped and self._is_taken(sheet, sheet.area):
            self.sheets.show_sheets(self.plan.sheets, self.sheets.currentIndex())
            return
        self.adjustments.skip(sheet, skipped)
        self.plan_again()

    def _toggle_sheet(self) -> None:
        if (sheet := self.sheet) is not None:
            self._skip(self.sheets.currentIndex(), not sheet.skipped)

    def _use_template(self, name: str) -> None:
        if (sheet := self.sheet) is not None:
            self._templated = sheet, self.adjustments.of(sheet).template
        self._adjust(Adjustments.use_template, name)

    def _say_template(self, before: SheetPlan, after: SheetPlan, chosen: str | None) -> None:
        """What the template that was chosen by hand has changed, and the way back."""
        said = changes(before, after) or self.tr("nothing is read otherwise")
        name = self.tr("Template {name}").format(name=after.template) if after.template else self.tr("No template")
        back = Action(self.tr("As before"), partial(self._adjust, Adjustments.use_template, chosen))
        self.session.say(f"{name}: {said}", "info", "", back)

    def _reset(self) -> None:
        self._adjust(Adjustments.reset)

    def _take_proposal(self, found: Problem, value: str) -> None:
        cell = self.sheet.cell_of(found) if self.sheet else None
        if cell:
            self._adjust(Adjustments.correct, *cell, value)

    def _open_menu(self, section: int, part: str) -> None:
        sheet, view = self.sheet, self.review.sheet_view
        column = view.meanings.column(section)
        if sheet is None or sheet.kind is None or column is None:
            return

        def change(**changed: object) -> None:
            self._adjust(Adjustments.mean, column, **changed)

        menu = column_menu(self, part, column, sheet.kind, change)
        if menu is not None:
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(view.menu_place(section, part) if view.isVisible() else QCursor.pos())

    # -- what is shown -----------------------------------------------------------------------------------------------

    def _show_plan(
        self, plan: ImportPlan | None, pictures: tuple[SheetPicture, ...] = (), *, same: bool = False
    ) -> None:
        """With `same` they are the same tables judged again."""
        at = max(self.sheets.currentIndex(), 0) if same else _first(plan)
        self.plan, self.pictures = plan, pictures
        self.sheets.show_sheets(plan.sheets if plan else (), at if plan else -1)
        for part in (self.sheets, self.bounds, self.reset_button, self.template, self.beside, self._discard):
            part.setVisible(plan is not None)
        self.watch.setVisible(plan is None)
        self._stack.setCurrentIndex(0 if plan is None else 1)
        self._show_sheet(same=same)
        self.foot.sum_up(plan)

    def _show_elsewhere(self) -> None:
        self._show_plan(None)
        self.watch.setVisible(False)
        self._stack.setCurrentWidget(self.elsewhere)

    def _show_open(self) -> None:
        """The next table in which something is to be decided."""
        at, sheets = self.sheets.currentIndex(), self.plan.sheets if self.plan else ()
        order = [*range(at + 1, len(sheets)), *range(at)]
        self.sheets.setCurrentIndex(next((place for place in order if sheets[place].open), at))

    def _show_sheet(self, *, same: bool = False) -> None:
        plan, sheet = self.plan, self.sheet
        if plan is None or sheet is None:
            return
        picture = self.pictures[self.sheets.currentIndex()]
        self.review.show_sheet(sheet, picture, same=same)
        self.beside.show_sheet(sheet, picture)
        self.bounds.show_picture(picture)
        self.bounds.setVisible(not sheet.skipped)
        self.template.show_sheet(plan, sheet)
        elsewhere = [one for one in plan.sheets if one.open and one is not sheet]
        self.foot.show_elsewhere(len(elsewhere))
        self.reset_button.setVisible(self.adjustments.has(sheet) and not sheet.skipped)
        self.skip_button.setVisible(sheet.skipped or len(self.pictures) > 1)
        self.skip_button.setText(self.tr("Take in") if sheet.skipped else self.tr("Leave out"))

    def _show_problem(self, found: Problem) -> None:
        cell = self.sheet.cell_of(found) if self.sheet else None
        self.review.show_cell(found.place.row, cell[1] if cell else 0)

    # -- bringing it in ----------------------------------------------------------------------------------------------

    def write(self) -> None:
        if self.plan is not None and not self._planner.busy:
            self.import_button.setEnabled(False)
            self._bringing_in.write(self.plan, *self.foot.said, self.foot.correction, self._waited is not None)

    def _ask_wrong_rows(self) -> None:
        name = self.tr("{file} wrong rows.xlsx").format(file=Path(self.plan.files[0].name).stem if self.plan else "")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save wrong rows"), name, "*.xlsx")
        if chosen:
            self.save_wrong_rows(with_end(Path(chosen), ".xlsx"))

    def save_wrong_rows(self, out: Path) -> None:
        if self.plan is not None:
            self._bringing_in.save_wrong_rows(self.plan, out, self.adjustments.made)

    def _written(self, plan: ImportPlan) -> None:
        if self._waited is not None:
            self.session.watch.decided(self._waited, plan.files[0].digest)
        self._show_plan(None)


def _first(plan: ImportPlan | None) -> int:
    """The first table in which something is open, else the first one."""
    sheets = plan.sheets if plan else ()
    tables = [at for at, sheet in enumerate(sheets) if sheet.kind or sheet.questions]
    return next((at for at in tables if sheets[at].open), tables[0] if tables else 0)
