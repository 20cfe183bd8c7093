"""The menu of import templates: chosen for a table, kept under a name, renamed, passed on as a file, forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QMenu, QWidget, QWidgetAction

from rare_desk.core.file_names import stem_of
from rare_desk.ops.imports import templates
from rare_desk.sheets.planning.templates import fitting
from rare_desk.ui import labels
from rare_desk.ui.widgets.dialogs import with_end
from rare_desk.ui.widgets.overflow import MenuButton
from rare_desk.ui.widgets.toolbar import button, text
from rare_desk.ui.writing_out import write_out

if TYPE_CHECKING:
    from rare_desk.ops.imports.ledgers import ImportPlan, SheetPlan
    from rare_desk.sheets.planning.plan import Template
    from rare_desk.ui.session import Session

KIND = "*.json"
_WIDEST = 170


class TemplateMenu(MenuButton):
    """`changed` is called when the templates are others."""

    chosen = Signal(str)
    """By hand for the shown table: a name, or empty for none."""

    def __init__(self, session: Session, changed: Callable[[], None]) -> None:
        super().__init__("")
        self._session, self._changed = session, changed
        self._sheet: SheetPlan | None = None
        self._known: Sequence[Template] = ()
        self._shown: tuple[object, ...] = ()
        self.setMaximumWidth(_WIDEST)
        self.name = QLineEdit()
        self.name.setMinimumWidth(180)
        self.name.setAccessibleName(self.tr("Name of the template"))
        self.name.returnPressed.connect(self.keep)
        self._first = self.drop.addSeparator()
        self._choices: list[QAction] = []
        self.drop.addAction(self._field(self.drop))
        self.drop.addSeparator()
        self._export = self.drop.addAction(self.tr("Save as a file…"), self.export)
        self.drop.addAction(self.tr("From a file…"), self.take)
        self._forget = self.drop.addAction(self.tr("Forget"), self.forget)
        self.setText(self.tr("Template"))

    def _field(self, menu: QMenu) -> QWidgetAction:
        field = QWidgetAction(menu)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(text(self.tr("Keep as"), "muted"))
        row.addWidget(self.name)
        row.addWidget(button(self.tr("Keep"), self.keep))
        field.setDefaultWidget(inside)
        return field

    def show_sheet(self, plan: ImportPlan, sheet: SheetPlan) -> None:
        shown = sheet.file, sheet.headers, sheet.kind, sheet.template, plan.known.templates
        self._sheet, self._known = sheet, plan.known.templates
        if shown == self._shown:
            return
        self._shown = shown
        words = self.tr("Template: {name}").format(name=sheet.template) if sheet.template else self.tr("Template")
        self.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, _WIDEST - 44))
        self.setToolTip(labels.tip(words) if sheet.template else "")
        own = self._found()
        self.name.setText(own.name if own else Path(sheet.file).stem)
        self.setEnabled(bool(sheet.headers) and not self._session.read_only)
        self._export.setEnabled(bool(sheet.template))
        self._forget.setEnabled(bool(sheet.template))
        self._list()

    def _found(self) -> Template | None:
        """The one with the shown table's headers."""
        headers = self._sheet.headers if self._sheet else ()
        return next((one for one in self._known if one.headers == headers), None)

    def _list(self) -> None:
        """Those for records of this kind, the one found by the headers first."""
        for action in self._choices:
            self.drop.removeAction(action)
            action.deleteLater()
        sheet, found = self._sheet, self._found()
        fit = fitting(self._known, sheet.kind) if sheet else []
        fit.sort(key=lambda one: (one is not found, one.name))
        self._choices = [self._choice(one.name, self._words(one, found)) for one in fit]
        if fit:
            self._choices.append(self._choice("", self.tr("No template")))
        self.drop.insertActions(self._first, self._choices)
        self._first.setVisible(bool(fit))

    def _words(self, template: Template, found: Template | None) -> str:
        if template is found:
            return self.tr("{name}  (found by the headers)").format(name=template.name)
        there = set(self._sheet.headers if self._sheet else ())
        shared = sum(header in there for header in template.headers)
        words = self.tr("{name}  ({shared} of {all} columns)")
        return words.format(name=template.name, shared=shared, all=len(template.headers))

    def _choice(self, name: str, words: str) -> QAction:
        action = QAction(words, self.drop)
        action.setData(name)
        action.setCheckable(True)
        action.setChecked(self._sheet is not None and self._sheet.template == name)
        action.triggered.connect(partial(self._choose, name))
        return action

    def _choose(self, name: str, _checked: bool = False) -> None:
        self.chosen.emit(name)

    def keep(self) -> None:
        sheet, name = self._sheet, self.name.text()
        self.drop.close()
        if sheet is not None:
            said = self.tr("Template kept; files with these headers are read by it")
            self._session.run(lambda book: templates.keep_template(book, sheet, name), lambda _: self._told(said))

    def forget(self) -> None:
        if self._sheet is not None:
            name, said = self._sheet.template, self.tr("Template forgotten")
            self._session.run(lambda book: templates.forget_template(book, name), lambda _: self._told(said))

    def export(self) -> None:
        if self._sheet is None:
            return
        name = self._sheet.template
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the template"), f"{stem_of(name)}.json", KIND)
        if chosen:
            write_out(
                self._session,
                with_end(Path(chosen), ".json"),
                lambda book, _job, out: templates.export_template(book, name, out),
                self.tr("Template saved"),
            )

    def take(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Take a template from a file"), "", KIND)
        if chosen:
            said = self.tr("Template taken from the file")
            self._session.run(lambda book: templates.import_template(book, Path(chosen)), lambda _: self._told(said))

    def _told(self, words: str) -> None:
        self._session.say(words)
        self._changed()
