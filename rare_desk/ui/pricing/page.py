"""The pricing page: saved calculations, the form, the trail; every key recomputes."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.result import as_json
from rare_desk.ops import pricing
from rare_desk.ops.contracts import saved
from rare_desk.store.journal import Changes
from rare_desk.store.reading import queries
from rare_desk.store.rows import CalculationRow
from rare_desk.ui import formats, labels, language
from rare_desk.ui.page import Page
from rare_desk.ui.pricing import draft, kept
from rare_desk.ui.pricing.chooser import KINDS, Chooser, groups, kind_words
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.form.base import Form
from rare_desk.ui.pricing.form.calculator_form import headline
from rare_desk.ui.pricing.form.known import known
from rare_desk.ui.pricing.forms import make_form
from rare_desk.ui.pricing.outcome import Outcome, outcome
from rare_desk.ui.pricing.papers.button import PaperButton, Shown
from rare_desk.ui.pricing.pulling.puller import Puller
from rare_desk.ui.pricing.saved.saved_list import SavedList, saved_at, saved_day
from rare_desk.ui.pricing.trail.panel import TrailPanel
from rare_desk.ui.pricing.variation.panel import StudyPanel
from rare_desk.ui.session import Action, Session
from rare_desk.ui.shell.dialogs import FileDialogs, PlatformDialogs
from rare_desk.ui.widgets.toolbar import button, rule, text
from rare_desk.ui.writing_out import write_out

_NARROW = 1300
_STUDY_AT_LEAST = 250
_DRAWN = frozenset({"calculations", "announced", "counterparties"})
"""Tables of the book that the page shows; of others it only asks whether a source has changed."""


class PricingPage(Page):
    name = "pricing"
    reads = _DRAWN | {"quotes", "trades"}

    def __init__(self, session: Session, dialogs: FileDialogs | None = None) -> None:
        super().__init__(session)
        self._dialogs = dialogs or PlatformDialogs()
        self._known = known(session.book)
        self._announced = self._known.announced
        self._open: CalculationRow | None = None
        self._base: Given = {}
        self._anew = True
        self.given: Given = {}
        self.outcome = Outcome(None)
        self.kinds = Chooser(KINDS, kept.calculator())
        self.kinds.chosen.connect(self.begin)
        self.toolbar.add(self.kinds)
        self.save_button = button(self.tr("Save"), self.save, "primary", "Ctrl+S")
        self.export_button = button(self.tr("Export to Excel (live formulas)..."), self.export)
        self.paper_button = PaperButton(session, self._dialogs, self._paper)
        self._trail_button = button(labels.label("pricing.sheet-trail"), self._toggle_trail)
        self._trail_button.setVisible(False)
        self.toolbar.add_right(self._trail_button)
        self.toolbar.add_right(button(self.tr("New"), self.new, "", "Ctrl+N"), self.paper_button)
        self.toolbar.add_right(self.export_button, self.save_button)
        self.saved = SavedList()
        self.saved.opened.connect(self.reopen)
        self.saved.rename_asked.connect(self._ask_name)
        self.saved.delete_asked.connect(self.delete)
        self.name_edit = QLineEdit()
        self.name_edit.setProperty("bare", True)
        self.name_edit.setPlaceholderText(self.tr("Name of the calculation"))
        self.name_edit.setAccessibleName(self.tr("Name of the calculation"))
        self.name_edit.textEdited.connect(lambda _: self._show_state())
        self.state = text("", "muted", caption=True)
        self.puller = Puller(session, self)
        self.puller.changed.connect(self._edited)
        self.puller.found.connect(self._show_changes)
        self.refresh_button = button(self.tr("Ask the book again"), lambda: self.puller.check(aloud=True), "link")
        self.refresh_button.setVisible(False)
        self.forms: dict[str, Form] = {}
        self._stack = QStackedWidget()
        self.study = StudyPanel(session)
        self.study.edited.connect(self._edited)
        self.study.closed.connect(self._study_closed)
        self.study_button = button(self.tr("What if"), self.toggle_study, "link", "Ctrl+Shift+W")
        self.set_body(self._build())
        self.trail = TrailPanel()
        self.trail.closed.connect(lambda: self._trail_button.setVisible(True))
        self.add_side(self.trail)
        self.begin(self.kind)

    @property
    def kind(self) -> str:
        return self.kinds.current

    @property
    def form(self) -> Form:
        """Of the present kind, made when it is first asked for."""
        if self.kind not in self.forms:
            form = make_form(self.kind)
            form.set_known(self._known)
            form.edited.connect(self._edited)
            form.pull_asked.connect(self.puller.open)
            form.source_asked.connect(self.puller.open_source)
            form.refreshed.taken.connect(self.puller.take_changes)
            form.setBackgroundRole(QPalette.ColorRole.Base)
            form.setAutoFillBackground(True)
            self._stack.addWidget(form)
            self.forms[self.kind] = form
        return self.forms[self.kind]

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.tables & _DRAWN:
            self.puller.check()
            return
        book = self.session.book
        self._announced = queries.announced(book)
        self._parties = [party.name for party in queries.counterparties(book)]
        for form in self.forms.values():
            form.set_known(self._known)
        rows = queries.calculations(book)
        if self._open is not None:
            self._open = next((row for row in rows if row.id == self._open.id), None)
        self.saved.show_rows(rows, self._open.id if self._open else 0)
        self._recompute()
        self.puller.check()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.trail.setFixedWidth(300 if self.width() < _NARROW else 344)
        self.kinds.fit(self.toolbar.room_left(self.kinds))
        self.study.setFixedHeight(max(_STUDY_AT_LEAST, self.height() * 2 // 5))

    def restyle(self) -> None:
        self.trail.view.update()

    def show_item(self, **what: Any) -> None:
        """`calculation`: the id of a saved one; `calculator`: a new one of that kind."""
        row = next((r for r in queries.calculations(self.session.book) if r.id == what.get("calculation")), None)
        if row is not None:
            self.reopen(row)
        elif what.get("calculator") in KINDS:
            self.begin(str(what["calculator"]))

    def menu_actions(self) -> list[QAction]:
        actions = []
        for _group, kinds in groups(KINDS):
            for kind in kinds:
                actions.append(QAction(kind_words(kind), self))
                actions[-1].triggered.connect(partial(self._begin_by_menu, kind))
            actions.append(QAction(self))
            actions[-1].setSeparator(True)
        for words, do in (
            (self.tr("Save"), self.save),
            (self.tr("Export to Excel (live formulas)..."), self.export),
            (self.tr("Save as PDF..."), self.paper_button.save_pdf),
            (self.tr("Copy as text"), self.paper_button.copy_text),
            (self.tr("Letterhead..."), self.paper_button.edit_letterhead),
            (self.tr("Show or hide the trail"), self._toggle_trail),
            (self.tr("What if: ranges, break-even, scenarios"), self.toggle_study),
        ):
            actions.append(QAction(words, self))
            actions[-1].triggered.connect(lambda _checked=False, do=do: do())
        return actions

    def begin(self, kind: str) -> None:
        """A new calculation of that kind."""
        self._show_kind(kind)
        self._open = None
        self.name_edit.setText("")
        self.given = draft.blank(kind, dt.date.today(), self._announced)
        self._base = self.given
        self.saved.choose(0)
        self._recompute()
        self.form.start()

    def new(self) -> None:
        self.begin(self.kind)

    def reopen(self, row: CalculationRow) -> None:
        """With the inputs it was saved with."""
        self._show_kind(row.calculator)
        self._open = row
        self.name_edit.setText(row.name)
        given, result, _trail = saved.reopened(row)
        self.given = self._base = {"adjustments": []} | given if row.calculator == "settlement" else given
        self.saved.choose(row.id)
        self._recompute()
        priced = self.outcome.priced
        if priced is None or as_json(priced.result.values) != result:
            self.session.say(self.tr("Computed anew this would come to other figures; the saved ones stay."), "warn")
        self.puller.check()

    def save(self) -> None:
        """A new one under its name, or the open one with what was changed."""
        if self.outcome.priced is None:
            self.session.refuse(self.outcome.problems)
            return
        name = self.name_edit.text().strip() or self.proposed_name()
        kind, given, announced = self.kind, self.given, self._announced
        if self._open is None:
            self.session.run(lambda book: saved.save_calculation(book, name, kind, given, announced), self._saved_new)
        elif given == self._base:
            row = self._open
            self.session.run(lambda book: saved.rename_calculation(book, row.id, name), lambda _: self._said(name))
        else:
            row = self._open
            op = partial(saved.new_version, id=row.id, name=name, kind=kind, given=given, announced=announced)
            self.session.run(lambda book: op(book), self._saved_new)

    def delete(self, row: CalculationRow) -> None:
        def told(_changes: object) -> None:
            undo = Action(self.tr("Undo"), self.session.undo)
            self.session.say(self.tr("Deleted: {name}").format(name=row.name), "good", "", undo)

        self.session.run(lambda book: saved.delete_calculation(book, row.id), told)

    def rename(self, row: CalculationRow, name: str) -> None:
        self.session.run(lambda book: saved.rename_calculation(book, row.id, name))

    def export(self) -> None:
        """As a workbook with live formulas, in the window's language."""
        priced = self.outcome.priced
        if priced is None:
            self.session.refuse(self.outcome.problems)
            return
        name = self.name_edit.text().strip() or self.proposed_name()
        safe = "".join(char for char in name if char not in '\\/:*?"<>|')
        proposed = Path.home() / f"{safe}.xlsx"
        chosen = self._dialogs.save_file(self, self.tr("Export to Excel"), proposed, self.tr("Excel workbook (*.xlsx)"))
        if chosen is None:
            return
        path = chosen if chosen.suffix else chosen.with_suffix(".xlsx")
        spoken, announced = language.current(), self._announced
        write_out(
            self.session,
            path,
            lambda _book, _job, out: pricing.export_calculation(out, name, priced, spoken, announced),
            self.tr("Exported, with live formulas."),
        )

    def _paper(self) -> Shown:
        return Shown(self.name_edit.text().strip() or self.proposed_name(), self.outcome.priced, self._announced)

    def proposed_name(self) -> str:
        kind = labels.label(f"pricing.{self.kind}")
        parts = (self.given.get("counterparty"), kind, self.given.get("delivery_date"), self.given.get("grade"))
        return " ".join(str(part) for part in parts if part)

    def _build(self) -> QWidget:
        middle = QFrame()
        middle.setProperty("bar", "card")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setProperty("bar", "head")
        head.setFixedHeight(36)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.name_edit, 1)
        row.addWidget(self.refresh_button)
        row.addWidget(self.study_button)
        row.addWidget(self.state)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        column.addWidget(rule())
        column.addWidget(self.study)
        self.study.setVisible(kept.remembered("study") is True)
        body = QWidget()
        whole = QHBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.saved)
        whole.addWidget(rule(vertical=True))
        whole.addWidget(middle, 1)
        return body

    def _show_kind(self, kind: str) -> None:
        self._anew = True
        self.kinds.choose(kind)
        self._stack.setCurrentWidget(self.form)
        kept.remember("calculator", kind)

    def _toggle_trail(self) -> None:
        self.trail.setVisible(self.trail.isHidden())
        self._trail_button.setVisible(self.trail.isHidden())

    def _begin_by_menu(self, kind: str, _checked: bool = False) -> None:
        self.begin(kind)

    def _edited(self, given: object) -> None:
        assert isinstance(given, dict)
        self.given = given
        self._recompute()

    def _recompute(self) -> None:
        self.outcome = outcome(self.kind, self.given, self._announced)
        self.puller.follow(self.kind, CALCULATORS[self.kind].fields, self.given)
        said = self.puller.said()
        self.form.show_sources(said)
        self.form.show_given(self.given, self.outcome)
        self.refresh_button.setVisible(bool(said))
        fields, priced = CALCULATORS[self.kind].fields, self.outcome.priced
        anew, self._anew = self._anew, False
        self.study.follow(self.kind, fields, self.given, self._announced, priced, anew=anew)
        priced = self.outcome.priced
        steps = priced.result.brief if priced else ()
        noted = pricing.source_notes(priced, self._announced, language.current()) if priced else ()
        sources = "\n".join(self.tr("{name}: {what}").format(name=name, what=what) for name, what in noted)
        if priced is not None and priced.result.short:
            sources = "\n".join(filter(None, (sources, labels.label("pricing.steps-of-lots"))))
        result = steps.index(headline(CALCULATORS[self.kind], priced)) if priced else -1
        self.trail.show_trail([pricing.line(step, language.current()) for step in steps], sources, result)
        self.paper_button.set_ready(priced is not None)
        self.export_button.setEnabled(priced is not None)
        self._show_state()

    def toggle_study(self) -> None:
        """Ranges, break-even and scenarios below the form; remembered."""
        if self.study.isHidden():
            self.study.show_now()
            kept.remember("study", True)
        else:
            self.study.close_panel()

    def _study_closed(self) -> None:
        kept.remember("study", False)

    def _show_changes(self, changes: object) -> None:
        assert isinstance(changes, list)
        self.form.refreshed.show_changes(changes)
        self.form.show_sources(self.puller.said())
        self.form.show_given(self.given, self.outcome)

    def _show_state(self) -> None:
        row = self._open
        if row is None:
            self.state.setText(self.tr("not saved"))
            return
        at = saved_at(row)
        when = formats.clock(at) if saved_day(row) == dt.date.today() else formats.date(saved_day(row))
        same = self.given == self._base and self.name_edit.text() == row.name
        said = self.tr("saved {when}, unchanged since") if same else self.tr("saved {when}, changed since")
        self.state.setText(said.format(when=when))

    def _saved_new(self, _changes: object) -> None:
        rows = queries.calculations(self.session.book)
        newest = max(rows, key=lambda row: row.id)
        self._open = newest
        self._said(newest.name)

    def _said(self, name: str) -> None:
        self._base = self.given
        self.name_edit.setText(name)
        self.refresh(None)
        undo = Action(self.tr("Undo"), self.session.undo)
        self.session.say(self.tr("Saved: {name}").format(name=name), "good", "", undo)

    def _ask_name(self, row: CalculationRow) -> None:
        title, label = self.tr("Rename"), self.tr("Name of the calculation")
        name, said = QInputDialog.getText(self, title, label, QLineEdit.EchoMode.Normal, row.name)
        if said and name.strip():
            self.rename(row, name)
