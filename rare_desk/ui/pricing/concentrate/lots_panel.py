"""Weighbridge and assay sheets before they become lots: whose assays, what would come in, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from rare_desk.core.numbers import places_of
from rare_desk.core.problems import Problem
from rare_desk.ops.contracts.lots import PARTIES, LotFound, LotsFile, LotsPlan, Whose, plan_lots
from rare_desk.ops.imports.plans import Source
from rare_desk.ui import formats, labels
from rare_desk.ui.pricing.form.base import headed
from rare_desk.ui.pricing.form.cells import EMPTY, Cell, GridRow, RowsOnDemand
from rare_desk.ui.pricing.form.grid import Grid
from rare_desk.ui.pricing.form.grid_model import Title
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.dialogs import FileDialogs, workbook_kinds
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Elided, button, rule, text

_LOT, _FIGURE, _ELEMENT = 40, 26, 18
_SHOWN_PROBLEMS = 200


class LotsPanel(QWidget):
    """Hidden until there is a file; nothing becomes a lot before the user says so."""

    taken = Signal(object, bool)
    """(LotsPlan, whether it takes the place of all lots that are there)."""

    def __init__(self, session: Session, dialogs: FileDialogs) -> None:
        super().__init__()
        self._session, self._dialogs = session, dialogs
        self._asked = 0
        self.reading = False
        self.files: list[LotsFile] = []
        self.plan = LotsPlan((), ())
        self._rows = QGridLayout()
        self._rows.setContentsMargins(16, 0, 12, 4)
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(2)
        self._rows.setColumnStretch(0, 1)
        self.unit = SegmentedButtons([("kg", labels.label("pricing.unit-kg")), ("t", labels.label("pricing.unit-t"))])
        self.unit.clear()
        self.unit.chosen.connect(lambda _unit: self._read())
        self._unit_line = QWidget()
        unit = headed(text(self.tr("The sheet does not say the unit of its masses:"), "warn"), self.unit)
        self._unit_line.setLayout(unit)
        self.preview = Grid([("", "")], (1,), 2.5)
        self.preview.setAccessibleName(self.tr("Lots found"))
        self.problems = Grid([(self.tr("What is wrong"), "")], (1,))
        self.problems.setAccessibleName(self.tr("What is wrong"))
        self.state = Elided()
        self.replace_button = button(self.tr("Replace all lots"), lambda: self._take(whole=True))
        self.join_button = button(self.tr("Join by lot number"), lambda: self._take(whole=False), "primary")
        self._lay_out()
        self.setVisible(False)

    def choose_files(self) -> None:
        title = self.tr("Weighbridge and assay sheets")
        found = self._dialogs.open_files(self.window(), title, Path.home(), workbook_kinds())
        if found:
            self.take([Source(file.name, file) for file in found])

    def take(self, sources: Sequence[Source]) -> None:
        """These files beside those that are there."""
        self.files += [LotsFile(one.name, one.data) for one in sources]
        self.setVisible(True)
        self._show_files()
        self._read()

    def leave(self) -> None:
        self.files, self.plan = [], LotsPlan((), ())
        self._asked += 1
        self.setVisible(False)

    def set_whose(self, place: int, whose: Whose) -> None:
        self.files[place] = replace(self.files[place], whose=whose)
        self._read()

    def _lay_out(self) -> None:
        head = headed(text(self.tr("From weighbridge and assay sheets"), bold=True))
        head.addWidget(button(self.tr("+ File"), self.choose_files, "link"))
        head.addWidget(button(self.tr("Close"), self.leave, "link"))
        foot = headed(self.state)
        foot.setStretch(0, 1)
        foot.addWidget(self.replace_button)
        foot.addWidget(self.join_button)
        column = flush(QVBoxLayout(self))
        column.addWidget(rule())
        column.addLayout(head)
        column.addLayout(self._rows)
        for part in (self._unit_line, self.preview, self.problems):
            column.addWidget(part)
        column.addLayout(foot)

    def _show_files(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, file in enumerate(self.files):
            whose = QComboBox()
            for one in Whose:
                whose.addItem(labels.label(f"pricing.whose-{one}"), one)
            whose.setCurrentIndex(whose.findData(file.whose))
            whose.setAccessibleName(self.tr("Whose assays {file} holds").format(file=file.name))
            whose.activated.connect(partial(self._chosen, place, whose))
            self._rows.addWidget(Elided(file.name, ""), place, 0)
            self._rows.addWidget(whose, place, 1)
            self._rows.addWidget(button(self.tr("Remove"), partial(self._remove, place), "link"), place, 2)

    def _chosen(self, place: int, whose: QComboBox, _index: int) -> None:
        self.set_whose(place, Whose(whose.currentData()))

    def _remove(self, place: int) -> None:
        del self.files[place]
        if not self.files:
            self.leave()
            return
        self._show_files()
        self._read()

    def _read(self) -> None:
        self._asked += 1
        asked, files, unit = self._asked, tuple(self.files), self.unit.current
        self.reading = True
        self.state.setText(self.tr("Reading…"))
        for one in (self.replace_button, self.join_button):
            one.setEnabled(False)

        def done(plan: LotsPlan) -> None:
            if asked == self._asked:
                self._show(plan)

        self._session.read(lambda _book: plan_lots(files, unit), done)

    def _show(self, plan: LotsPlan) -> None:
        self.plan, self.reading = plan, False
        self._unit_line.setVisible(bool(plan.questions) or bool(self.unit.current))
        ready = bool(plan.lots) and not plan.problems and not plan.questions
        self.replace_button.setEnabled(ready)
        self.join_button.setEnabled(ready)
        self._show_lots(plan)
        shown = plan.problems[:_SHOWN_PROBLEMS]
        self.problems.setVisible(bool(shown))
        self.problems.show_rows([_problem_row(one) for one in shown])
        said = self.tr("{lots} lots, {wet} t wet").format(lots=len(plan.lots), wet=formats.mass(_wet(plan)))
        if plan.problems:
            said = self.tr("{count} wrong cells; correct the file and choose it again").format(count=len(plan.problems))
        self.state.setText(said)

    def _show_lots(self, plan: LotsPlan) -> None:
        grades = [one for one in ("grade", *PARTIES) if any(one in lot.grades for lot in plan.lots)]
        titles: list[Title] = [
            (labels.label("pricing.field-lot"), ""),
            (labels.label("pricing.short-wet"), labels.label("pricing.unit-t")),
            (labels.label("pricing.field-moisture"), "%"),
            *((labels.label(f"pricing.field-{one}"), labels.label("pricing.unit-reo")) for one in grades),
            *((element, "") for element in plan.elements),
        ]
        weights = (_LOT, *(_FIGURE,) * (2 + len(grades)), *(_ELEMENT,) * len(plan.elements))
        self.preview.setVisible(bool(plan.lots))
        self.preview.show_columns(titles, weights)

        def row(place: int) -> GridRow:
            return self._lot_row(plan.lots[place], place, grades, plan.elements)

        self.preview.show_rows(RowsOnDemand([f"lots[{place}]" for place in range(len(plan.lots))], row), most=12)

    def _lot_row(self, lot: LotFound, place: int, grades: Sequence[str], elements: Sequence[str]) -> GridRow:
        summed = self.tr("{count} weighings").format(count=lot.weighings) if lot.weighings > 1 else ""
        cells = (
            Cell(lot.lot),
            EMPTY if lot.wet_t is None else Cell(formats.mass(lot.wet_t), prefix=summed),
            _figure(lot.moisture),
            *(_figure(lot.grades.get(one)) for one in grades),
            *(_figure(lot.elements.get(one), 0) for one in elements),
        )
        return GridRow(cells, f"lots[{place}]")

    def _take(self, *, whole: bool) -> None:
        plan = self.plan
        self.leave()
        self.taken.emit(plan, whole)


def _wet(plan: LotsPlan) -> Decimal:
    return sum((lot.wet_t for lot in plan.lots if lot.wet_t is not None), Decimal(0))


def _figure(value: Decimal | None, least: int = 2) -> Cell:
    if value is None:
        return EMPTY
    return Cell(formats.number(value, max(least, places_of(value.normalize()))))


def _problem_row(found: Problem) -> GridRow:
    place = " ".join(part for part in (found.place.file, labels.where(replace(found.place, file=""))) if part)
    return GridRow((Cell(labels.say(found), prefix=place),))
