"""The menu of import templates: kept under a name, renamed, passed on as a file, forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget, QWidgetAction

from rare_desk.ops.imports import templates
from rare_desk.store.reading import queries
from rare_desk.ui.shell.dialogs import with_end
from rare_desk.ui.widgets.overflow import MenuButton
from rare_desk.ui.widgets.toolbar import button, text
from rare_desk.ui.writing_out import write_out

if TYPE_CHECKING:
    from rare_desk.ops.imports.ledgers import SheetPlan
    from rare_desk.ui.session import Session

KIND = "*.json"


class TemplateMenu(MenuButton):
    """`sheet` gives the table that is shown; `changed` is called when the templates are others."""

    def __init__(self, session: Session, sheet: Callable[[], SheetPlan | None], changed: Callable[[], None]) -> None:
        super().__init__("")
        self._session, self._sheet, self._changed = session, sheet, changed
        self.name = QLineEdit()
        self.name.setMinimumWidth(180)
        self.name.setAccessibleName(self.tr("Name of the template"))
        self.name.returnPressed.connect(self.keep)
        menu = self.drop
        field = QWidgetAction(menu)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(text(self.tr("Keep as"), "muted"))
        row.addWidget(self.name)
        row.addWidget(button(self.tr("Keep"), self.keep))
        field.setDefaultWidget(inside)
        menu.addAction(field)
        menu.addSeparator()
        self._export = menu.addAction(self.tr("Save as a file..."), self.export)
        menu.addAction(self.tr("From a file..."), self.take)
        self._forget = menu.addAction(self.tr("Forget"), self.forget)
        menu.aboutToShow.connect(self._prepare)
        self.setText(self.tr("Template"))

    def show_sheet(self, sheet: SheetPlan) -> None:
        self.setText(self.tr("Template: {name}").format(name=sheet.template) if sheet.template else self.tr("Template"))
        self.name.setText(sheet.template or Path(sheet.file).stem)
        self.setEnabled(bool(sheet.headers) and not self._session.read_only)

    def _prepare(self) -> None:
        sheet = self._sheet()
        known = sheet is not None and sheet.template in queries.import_templates(self._session.book)
        self._export.setEnabled(known)
        self._forget.setEnabled(known)

    def keep(self) -> None:
        sheet, name = self._sheet(), self.name.text()
        self._close()
        if sheet is not None:
            said = self.tr("Template kept; files with these headers are read by it")
            self._session.run(lambda book: templates.keep_template(book, sheet, name), lambda _: self._told(said))

    def forget(self) -> None:
        sheet = self._sheet()
        if sheet is not None:
            name, said = sheet.template, self.tr("Template forgotten")
            self._session.run(lambda book: templates.forget_template(book, name), lambda _: self._told(said))

    def export(self) -> None:
        sheet = self._sheet()
        if sheet is None:
            return
        name = sheet.template
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the template"), f"{name}.json", KIND)
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

    def _close(self) -> None:
        self.drop.close()
