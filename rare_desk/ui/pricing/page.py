"""The pricing page: saved calculations, the form, the trail; every key recomputes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QAction, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops.contracts.comparing import Side
from rare_desk.ops.pricing import Priced
from rare_desk.sheets.calculations.study.shown import Even, Ranges, Study
from rare_desk.store.journal import Changes
from rare_desk.store.reading import queries
from rare_desk.store.rows import CalculationRow
from rare_desk.ui import labels
from rare_desk.ui.page import Page
from rare_desk.ui.pricing import draft, kept
from rare_desk.ui.pricing.chooser import KINDS, Chooser
from rare_desk.ui.pricing.computing import Computing, is_heavy
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.form.base import Form
from rare_desk.ui.pricing.form.known import known
from rare_desk.ui.pricing.forms import make_form
from rare_desk.ui.pricing.head import Head, proposed_name
from rare_desk.ui.pricing.menu import page_actions
from rare_desk.ui.pricing.outcome import Outcome, outcome
from rare_desk.ui.pricing.papers.button import PaperButton, Shown
from rare_desk.ui.pricing.papers.workbook import export_workbook
from rare_desk.ui.pricing.pulling.puller import Puller
from rare_desk.ui.pricing.saved.compare_view import CompareView
from rare_desk.ui.pricing.saved.details import DetailsBar
from rare_desk.ui.pricing.saved.saved_list import SavedList
from rare_desk.ui.pricing.saved.verbs import SavedVerbs
from rare_desk.ui.pricing.trail.panel import TrailPanel
from rare_desk.ui.pricing.trail.priced import show_trail
from rare_desk.ui.pricing.variation.panel import StudyPanel
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.dialogs import FileDialogs, PlatformDialogs
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.side_panel import beside
from rare_desk.ui.widgets.toolbar import button, rule

_NARROW = 1300
_STUDY_AT_LEAST = 250
_DRAWN = frozenset({"calculations", "calculation_trades", "announced", "counterparties", "deposits", "deposit_oxides"})
"""Tables of the book that the page shows; of others it only asks whether a source has changed."""


class PricingPage(Page):
    name = "pricing"
    reads = _DRAWN | {"quotes", "trades"}

    def __init__(self, session: Session, dialogs: FileDialogs | None = None) -> None:
        super().__init__(session)
        self._dialogs = dialogs or PlatformDialogs()
        self._known = known(session.book)
        self._anew = True
        self.given: Given = {}
        self.outcome = Outcome(None)
        self.kinds = Chooser(KINDS, kept.calculator())
        self.kinds.chosen.connect(self.begin)
        self.toolbar.add(self.kinds)
        self.save_button = button(self.tr("Save"), lambda: self.verbs.save(), "primary", "Ctrl+S")
        self.export_button = button(self.tr("Export to Excel (live formulas)…"), self.export)
        self.paper_button = PaperButton(session, self._dialogs, self._paper)
        self._trail_button = button(labels.label("pricing.sheet-trail"), self.toggle_trail)
        self._trail_button.setVisible(False)
        self.toolbar.add_right(self._trail_button)
        self.toolbar.add_right(button(self.tr("New"), self.new, "", "Ctrl+N"), self.paper_button)
        self.toolbar.add_right(self.export_button, self.save_button)
        self.saved = SavedList()
        self.puller = Puller(session, self)
        self.puller.changed.connect(self.take)
        self.puller.found.connect(self._show_changes)
        self.head = Head(lambda: self.puller.check(aloud=True), self.toggle_study)
        self.head.named.connect(self._show_state)
        self.details = DetailsBar()
        self.verbs = SavedVerbs(self)
        self.comparison = CompareView()
        self.comparison.closed.connect(self.close_comparison)
        self._computing = Computing(session, self._show_outcome)
        self.forms: dict[str, Form] = {}
        self._stack = QStackedWidget()
        self.study = StudyPanel(session)
        self.study.edited.connect(self.take)
        self.study.going_out.connect(self._export_study)
        self.study.closed.connect(self._study_closed)
        self.set_body(self._build())
        self.trail = TrailPanel()
        self.trail.closed.connect(lambda: self._trail_button.setVisible(True))
        self.add_side(self.trail)
        self.begin(self.kind)

    @property
    def kind(self) -> str:
        return self.kinds.current

    @property
    def announced(self) -> Sequence[AnnouncedPrice]:
        return self._known.announced

    @property
    def topic(self) -> str:
        return self.kind

    @property
    def form(self) -> Form:
        """Of the present kind, made when it is first asked for."""
        if self.kind not in self.forms:
            form = make_form(self.kind, self.session, self._dialogs)
            form.set_known(self._known)
            form.edited.connect(self.take)
            form.pull_asked.connect(self.puller.open)
            form.source_asked.connect(self.puller.open_source)
            form.deposit_asked.connect(self.puller.deposits.open)
            form.refreshed.taken.connect(self.puller.take_changes)
            form.setBackgroundRole(QPalette.ColorRole.Base)
            form.setAutoFillBackground(True)
            self._stack.addWidget(form)
            self.forms[self.kind] = form
        return self.forms[self.kind]

    @property
    def main_list(self) -> QWidget:
        return self.form

    def begin_with(self, main_list: QWidget) -> None:
        self.form.start()

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.tables & _DRAWN:
            self.puller.check()
            return
        book = self.session.book
        self._known = known(book)
        for form in self.forms.values():
            form.set_known(self._known)
        rows = queries.calculations(book)
        self.verbs.follow(rows)
        self.saved.show_rows(rows, self.verbs.open.id if self.verbs.open else 0)
        self._recompute()
        self.puller.check()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.trail.setFixedWidth(beside(self.width(), 300 if self.width() < _NARROW else 344))
        self.kinds.fit(self.toolbar.room_left(self.kinds))
        self.study.setFixedHeight(max(_STUDY_AT_LEAST, self.height() * 2 // 5))

    def restyle(self) -> None:
        self.trail.view.update()

    def show_item(self, **what: Any) -> None:
        """`calculation`: the id of a saved one; `calculator`: a new one of that kind; `trade`: a new one for that."""
        row = next((r for r in queries.calculations(self.session.book) if r.id == what.get("calculation")), None)
        if row is not None:
            self.reopen(row)
        elif what.get("calculator") in KINDS:
            self.begin(str(what["calculator"]))
            if isinstance(what.get("given"), dict):
                self.take(what["given"])
            if what.get("deposit"):
                self.puller.deposits.take(str(what["deposit"]))
        elif what.get("trade"):
            self.verbs.begin_for(int(what["trade"]))

    def menu_actions(self) -> list[QAction]:
        return page_actions(self)

    def begin(self, kind: str) -> None:
        """A new calculation of that kind."""
        self._show_kind(kind)
        self.head.name.setText("")
        self.given = draft.blank(kind, dt.date.today(), self.announced)
        self.verbs.forget(self.given)
        self.saved.choose(0)
        self._recompute()
        self.form.start()

    def new(self) -> None:
        self.begin(self.kind)

    def reopen(self, row: CalculationRow) -> None:
        """With the inputs it was saved with."""
        self._show_kind(row.calculator)
        self.head.name.setText(row.name)
        self.given = self.verbs.hold(row)
        self.saved.choose(row.id)
        self._recompute()
        self.puller.check()

    def take(self, given: Given) -> None:
        """Other inputs into the form; the result of very many lots follows when it is computed."""
        self.given = given
        if not is_heavy(given):
            self._recompute()
            return
        self.form.given = given
        self.paper_button.set_ready(False)
        self.export_button.setEnabled(False)
        self._computing.ask(self.kind, given, self.announced)

    def called(self) -> str:
        """As it is named, else as it would be."""
        return self.head.name.text().strip() or proposed_name(self.kind, self.given)

    def show_comparison(self, old: Side, new: Side) -> None:
        """In the place of form and trail, until it is closed."""
        self.trail.setVisible(False)
        self._middle.setCurrentWidget(self.comparison)
        self.comparison.show_sides(old, new)

    def close_comparison(self) -> None:
        self._show_form()
        self.form.setFocus()

    def export(self) -> None:
        """As a workbook with live formulas, in the window's language."""
        self._export(self.verbs.shown())

    def _export_study(self, study: object) -> None:
        """Before the calculation as it stands, which it is about."""
        assert isinstance(study, Ranges | Even)
        self._export(self.outcome.priced, study)

    def _export(self, priced: Priced | None, study: Study | None = None) -> None:
        if priced is None:
            self.session.refuse(self.outcome.problems)
        else:
            export_workbook(self, self._dialogs, self.called(), priced, self.announced, study)

    def _paper(self) -> Shown:
        if self._computing.pending:
            self._recompute()
        return Shown(self.called(), self.verbs.shown(), self.announced)

    def _build(self) -> QWidget:
        middle = QFrame()
        middle.setProperty("bar", "card")
        column = flush(QVBoxLayout(middle))
        column.addWidget(self.head)
        column.addWidget(self.details)
        column.addWidget(self._stack, 1)
        column.addWidget(rule())
        column.addWidget(self.study)
        self.study.setVisible(kept.remembered("study") is True)
        self._middle = QStackedWidget()
        self._middle.addWidget(middle)
        self._middle.addWidget(self.comparison)
        body = QWidget()
        whole = flush(QHBoxLayout(body))
        whole.addWidget(self.saved)
        whole.addWidget(rule(vertical=True))
        whole.addWidget(self._middle, 1)
        return body

    def _show_kind(self, kind: str) -> None:
        self._anew = True
        self._show_form()
        self.kinds.choose(kind)
        self._stack.setCurrentWidget(self.form)
        kept.remember("calculator", kind)

    def _show_form(self) -> None:
        if self._middle.currentIndex():
            self._middle.setCurrentIndex(0)
            self.trail.setVisible(self._trail_button.isHidden())

    def toggle_trail(self) -> None:
        self.trail.setVisible(self.trail.isHidden())
        self._trail_button.setVisible(self.trail.isHidden())

    def _recompute(self) -> None:
        self._computing.drop()
        self._show_outcome(outcome(self.kind, self.given, self.announced))

    def _show_outcome(self, found: Outcome) -> None:
        self.outcome = found
        if self.verbs.frozen is not None and self.verbs.unchanged:
            self.outcome = replace(self.outcome, priced=self.verbs.frozen, problems=())
        self.puller.follow(self.kind, CALCULATORS[self.kind].fields, self.given)
        said = self.puller.said()
        self.form.show_sources(said)
        self.form.show_given(self.given, self.outcome)
        self.head.refresh.setVisible(bool(said))
        fields, priced = CALCULATORS[self.kind].fields, self.outcome.priced
        anew, self._anew = self._anew, False
        self.study.follow(self.kind, fields, self.given, self.announced, priced, anew=anew)
        show_trail(self.trail, priced, self.announced)
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
        row = self.verbs.open
        self.head.show_state(row, same=self.verbs.unchanged and self.called() == (row.name if row else ""))
        asked = {field.name for field in CALCULATORS[self.kind].fields}
        self.details.show_row(row, self.verbs.linked, tuple({"counterparty", "contract"} & asked))
