"""The methodology page: versions at the left, the draft in the middle, what it would change at the right."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk import prefs
from rare_desk.core.file_names import stem_of
from rare_desk.core.problems import Problem
from rare_desk.core.rules.methodology import Methodology, from_json
from rare_desk.ops.imports.plans import Source
from rare_desk.ops.methodologies import versions as ops
from rare_desk.ops.methodologies.finding import chosen_name, methodology_from_file
from rare_desk.ops.methodologies.report import report, write_report_text
from rare_desk.ops.methodologies.versions import Version
from rare_desk.ops.methodologies.whatif import WhatIf, what_if
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import queries
from rare_desk.ui import language
from rare_desk.ui.messages import Action
from rare_desk.ui.methodology import kept
from rare_desk.ui.methodology.draft import Draft
from rare_desk.ui.methodology.parts import PARTS, Parts
from rare_desk.ui.methodology.save_bar import SaveBar
from rare_desk.ui.methodology.versions_list import VersionsList
from rare_desk.ui.methodology.whatif_panel import WhatIfPanel
from rare_desk.ui.page import Page
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.actions import keyed
from rare_desk.ui.widgets.dialogs import FileDialogs, PlatformDialogs, with_end
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import button, rule
from rare_desk.ui.writing_out import Write, write_out
from rare_desk.words import Language

if TYPE_CHECKING:
    from rare_desk.ui.jobs import Job

_NARROW: Final = 1200
_WRITTEN_MS: Final = 1000


class MethodologyPage(Page):
    name = "methodology"
    reads = frozenset({"methodologies", "settings", "products", "non_trading_days"})
    reads_index = True

    def __init__(self, session: Session, dialogs: FileDialogs | None = None) -> None:
        super().__init__(session)
        self._dialogs = dialogs or PlatformDialogs()
        self._products = queries.catalogue(session.book)
        self._versions: tuple[Version, ...] = ()
        self._aside: Draft | None = None
        self._trying: Job | None = None
        self._day = dt.date.today()
        self.draft = Draft.of(ops.find_version(session.book))
        self.versions = VersionsList()
        self.parts = Parts(session, self._dialogs)
        self.save_bar = SaveBar()
        self.whatif = WhatIfPanel(session)
        titles = (self.tr("Rules"), self.tr("Weights"), self.tr("Own indices"), self.tr("Days"), self.tr("Changes"))
        self.part = SegmentedButtons(tuple(zip(PARTS, titles, strict=True)))
        self._build_toolbar()
        self.set_body(self._build())
        self._listen()
        self.save_bar.begin(self.draft.base, dt.date.today())
        self._writing = QTimer(self, interval=_WRITTEN_MS, singleShot=True)
        self._writing.timeout.connect(self._write_drafts)

    def _build_toolbar(self) -> None:
        self.whatif_button = button(self.tr("What if"), self.run_whatif, "primary", "F9")
        self.toolbar.add(self.part)
        self._actions = [
            keyed(self, self.tr("What if"), self.run_whatif),
            keyed(self, self.tr("Adopt as the next version"), lambda: self.save(True), "Ctrl+S"),
            keyed(self, self.tr("Import JSON…"), self.ask_file),
            keyed(self, self.tr("Export JSON…"), self.export),
            keyed(self, self.tr("Report…"), self.save_report),
            keyed(self, self.tr("Drop the edits"), self.drop),
        ]
        for words, do in (
            (self.tr("Import JSON…"), self.ask_file),
            (self.tr("Export JSON…"), self.export),
            (self.tr("Report…"), self.save_report),
        ):
            self.toolbar.add_right(button(words, do))
        self.toolbar.add_right(self.whatif_button)

    def _build(self) -> QWidget:
        middle = QFrame()
        middle.setProperty("bar", "card")
        column = flush(QVBoxLayout(middle))
        column.addWidget(self.parts, 1)
        column.addWidget(self.save_bar)
        body = QWidget()
        whole = flush(QHBoxLayout(body))
        whole.addWidget(self.versions)
        whole.addWidget(rule(vertical=True))
        whole.addWidget(middle, 1)
        whole.addWidget(self.whatif, 1)
        self._row = whole
        return body

    def _listen(self) -> None:
        self.part.chosen.connect(self.parts.show_part)
        self.versions.chosen.connect(self._show_version)
        self.versions.use_asked.connect(self._use)
        self.versions.export_asked.connect(lambda version: self._export(version.rules))
        self.parts.changed.connect(self._take)
        self.save_bar.save_asked.connect(self.save)
        self.save_bar.changed.connect(self._show_state)
        self.save_bar.drop_asked.connect(self.drop)
        self.whatif.asked.connect(self.run_whatif)

    # showing

    def refresh(self, changes: Changes | None) -> None:
        """New versions of the list; a draft that was edited stays, else it begins with what the book uses now."""
        self._products = queries.catalogue(self.session.book)
        before, self._versions = self._versions, ops.versions(self.session.book)
        fresh = not self.draft.edited and before != self._versions
        if fresh:
            self.draft = Draft.of(ops.find_version(self.session.book))
            self.save_bar.begin(self.draft.base, dt.date.today())
        if changes is None:
            self.session.start_index()
            fresh = self._take_up() or fresh
        self._show_versions()
        self._show(fresh=fresh)

    def _take_up(self) -> bool:
        """The draft that was left unsaved, if there is one."""
        found = kept.kept(self.session.path, self._versions)
        if found is None:
            return False
        self.draft, signature = found
        self.save_bar.sign(signature)
        drop = Action(self.tr("Drop the edits"), self.drop)
        self.session.say(self.tr("Edits that were not saved are here again."), "info", "", drop)
        return True

    def refresh_index(self) -> None:
        computation = self.session.index.computation if self.session.index is not None else None
        self.parts.show_computation(computation)
        if self._day != dt.date.today():
            self._day = dt.date.today()
            self.refresh(Changes())
        if self.whatif.found is not None:
            self.whatif.show_stale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.versions.setFixedWidth(160 if narrow else 196)
        for place, part in ((2, 8 if narrow else 6), (3, 7 if narrow else 6)):
            self._row.setStretch(place, part)

    def menu_actions(self) -> list[QAction]:
        return self._actions

    def show_item(self, **what: object) -> None:
        """`part`: rules, weights, indices, days or changes; `version` a number, of `methodology` or the book's own;
        `weights` a Source with a set that is to be added.

        A version that is being edited already stays so.
        """
        part = str(what.get("part", self.part.current))
        if part in PARTS:
            self.part.choose(part)
            self.parts.show_part(part)
        name = what.get("methodology", chosen_name(self.session.book))
        asked, base = (name, what.get("version")), self.draft.base
        wanted = next((one for one in self._versions if (one.rules.name, one.rules.version) == asked), None)
        if wanted is not None and asked != (base.name, base.version):
            self._show_version(wanted)
        if isinstance(file := what.get("weights"), Source):
            self.parts.weights.read(file)

    def _show_versions(self) -> None:
        base = self.draft.base
        same = [one for one in self._versions if (one.rules.name, one.rules.version) == (base.name, base.version)]
        self.versions.show_versions(self._versions, same[0] if same else None)
        self.parts.show_versions(self._versions, base)

    def _show(self, *, fresh: bool = False) -> None:
        self.parts.show_draft(self.draft, self._products, fresh=fresh)
        self._show_state()

    def _show_state(self) -> None:
        named = self.save_bar.name != self.draft.base.name
        edited = self.draft.edited or named
        words = self.tr("edited, not saved") if edited else ""
        if self.draft.unread:
            words = self.tr("fields that cannot be read: {0}").format(len(self.draft.unread))
        version = ops.next_version(self.session.book, self.save_bar.name)
        chosen = self.save_bar.name == chosen_name(self.session.book)
        self.save_bar.show_state(words, version, chosen=chosen, new=self._is_new())
        self.whatif_button.setEnabled(isinstance(self.read(), Methodology))
        self._keep(edited=edited)

    def _keep(self, *, edited: bool) -> None:
        if self._everything:
            return
        if edited:
            kept.keep(self.session.path, self.draft, self.save_bar.texts())
        else:
            kept.forget(self.session.path)
        self._writing.start()

    def _is_new(self) -> bool:
        """Whether it says something else than the latest version of its name."""
        latest = next((one.rules for one in self._versions if one.rules.name == self.save_bar.name), None)
        rules = self.draft.readable
        return latest is None or rules is None or not ops.same_rules(replace(rules, name=latest.name), latest)

    def _show_version(self, version: Version) -> None:
        """Its rules as a new draft; edits of the one before are kept aside."""
        aside = self.draft if self.draft.edited else None
        self._begin(Draft.of(version.rules))
        if aside is not None:
            self._aside = aside
            back = Action(self.tr("Back to the edits"), self.back)
            self.session.say(self.tr("The edits are set aside."), "info", "", back)

    def back(self) -> None:
        """To the edits that were set aside."""
        if self._aside is not None:
            draft, self._aside = self._aside, None
            self._begin(draft)

    def drop(self) -> None:
        """The version as it was saved."""
        if self.draft.edited:
            self._aside = self.draft
            self._begin(Draft.of(self.draft.base))
            self.session.say(self.tr("The edits are dropped."), "info", "", Action(self.tr("Undo"), self.back))

    def _begin(self, draft: Draft) -> None:
        self._stop()
        self.draft = draft
        self.save_bar.begin(draft.base, dt.date.today())
        self.whatif.clear()
        self._show_versions()
        self._show(fresh=True)

    # editing

    def read(self) -> Methodology | Problem:
        """The draft with its signature."""
        rules = self.draft.rules
        return rules if isinstance(rules, Problem) else from_json(json.dumps(self._signed()))

    def _signed(self) -> dict[str, object]:
        return dict(self.draft.signed(**self.save_bar.signature()).document)

    def _take(self, draft: Draft) -> None:
        self.draft = draft
        self._stop()
        self.whatif.show_stale()
        self._show()

    def run_whatif(self) -> None:
        """Off the window's thread; asked again while it runs, and after an edit, it is stopped."""
        if self._trying is not None:
            self._stop()
            return
        rules = self.read()
        if isinstance(rules, Problem):
            self._refuse((rules,))
            return
        known = self.session.index

        def done(found: WhatIf) -> None:
            if job is self._trying:
                self._stop()
                self.whatif.show_found(found, self._products)

        def failed(problems: tuple[Problem, ...]) -> None:
            if job is self._trying:
                self._stop()
                self._refuse(problems)

        job = self.session.read_long(lambda book, job: what_if(book, rules, known, job.cancelled), done, failed)
        self._trying = job
        self.busy_line.show_progress(self.tr("What if"), -1.0)
        self.whatif_button.setText(self.tr("Stop"))

    def _write_drafts(self) -> None:
        prefs.shared().save()

    def _stop(self) -> None:
        """What is being tried is not wanted any more, or there."""
        if self._trying is not None:
            self._trying.cancel()
            self._trying = None
            self.busy_line.show_progress("", 0.0)
            self.whatif_button.setText(self.tr("What if"))

    def save(self, choose: bool) -> None:
        rules = self.read()
        if isinstance(rules, Problem):
            self._refuse((rules,))
            return
        self.session.run(partial(_save, rules=rules, choose=choose), self._saved, self._refuse)

    def _saved(self, rules: Methodology) -> None:
        self._begin(Draft.of(rules))
        said = self.tr("Saved: {name}, version {number}").format(name=rules.name, number=rules.version)
        self.session.say_done(said)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        """At their fields where they have one in sight, the others in the strip."""
        if not self.save_bar.show_problems(problems):
            for problem in problems:
                if problem.field in self.parts.rules.fields:
                    self.show_item(part="rules")
                    self.parts.rules.go_to(problem.field)
                    break
            self.session.refuse(problems)

    def _use(self, version: Version) -> None:
        name = version.rules.name
        said = self.tr("The index follows {name} now.").format(name=name)
        self.session.do(lambda book: ops.choose_methodology(book, name), said)

    # in and out

    def ask_file(self) -> None:
        file = self._dialogs.open_file(self, self.tr("Import a methodology"), Path.home(), "JSON (*.json)")
        if file is not None:
            self.session.read(lambda _book: methodology_from_file(file), partial(self._imported, file))

    def _imported(self, file: Path, rules: Methodology) -> None:
        """As edits of the version shown: to be looked at, tried and then saved."""
        base = next((one.rules for one in self._versions if one.rules.name == rules.name), self.draft.base)
        self._begin(Draft(base, Draft.of(rules).document))
        for name, words in (("name", rules.name), ("author", rules.author), ("reason", rules.reason)):
            if words:
                self.save_bar.fields[name].set_text(words)
        if rules.effective:
            self.save_bar.fields["effective"].set_text(rules.effective.isoformat())
        self._show_state()
        self.session.say(self.tr("Read. Try it with What if, then save it as a version."), "info", file.name)

    def export(self) -> None:
        rules = self.read()
        if isinstance(rules, Problem):
            self._refuse((rules,))
        else:
            self._export(rules if self.draft.edited else self.draft.base)

    def _export(self, rules: Methodology) -> None:
        proposed = Path.home() / f"{stem_of(rules.name)}-v{rules.version}.json"
        chosen = self._dialogs.save_file(self, self.tr("Export the methodology"), proposed, "JSON (*.json)")
        if chosen is not None:
            self._write(with_end(chosen, ".json"), lambda _book, _job, out: ops.export_methodology(rules, out))

    def save_report(self) -> None:
        rules = self.read()
        if isinstance(rules, Problem):
            self._refuse((rules,))
            return
        asked = rules if self.draft.edited else self.draft.base
        proposed = Path.home() / f"{stem_of(asked.name)}-v{asked.version}-{language.current()}.pdf"
        kinds = "PDF (*.pdf);;Markdown (*.md);;Text (*.txt)"
        chosen = self._dialogs.save_file(self, self.tr("Report of the methodology"), proposed, kinds)
        if chosen is not None:
            spoken = language.current()
            self._write(with_end(chosen, ".pdf"), lambda book, _job, out: _report(book, asked, out, spoken))

    def _write(self, path: Path, write: Write) -> None:
        write_out(self.session, path, write, self.tr("Written."))


def _report(book: Book, rules: Methodology, out: Path, spoken: Language) -> None:
    from rare_desk.ui.paper.report import write_report

    write = write_report_text if out.suffix.lower() in (".md", ".txt") else write_report
    write(out, report(book, rules, spoken))


def _save(book: Book, rules: Methodology, choose: bool) -> Methodology:
    return ops.save_version(book, rules, choose=choose)
