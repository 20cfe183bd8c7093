"""The panel at the right: what the file leaves open, what was noticed, whether the totals agree."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from rare_desk.core.trades import Compliance, Side
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.imports.ledgers import Options, Question, SheetPlan
from rare_desk.ui import labels
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import rule, text


def answered(options: Options, code: str, value: str) -> Options:
    """The options with that question answered."""
    if code == "kind":
        return replace(options, kind="quotes" if value == "quotes" else "trades")
    if code == "side":
        return replace(options, side=Side(value))
    if code == "vat":
        return replace(options, vat=TaxBasis(value))
    if code == "unit":
        return replace(options, unit=Unit(value))
    if code == "compliant":
        return replace(options, compliant=Compliance(value))
    if code == "day_first":
        return replace(options, day_first=value == "dmy")
    return replace(options, source=value)


class Questions(SidePanel):
    """`answered` names the question and what was chosen."""

    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(self.tr("Questions and notes"), 320, closable=False)
        self._inside = QWidget()
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(12, 12, 12, 12)
        self._lines.setSpacing(8)
        self.set_body(self._inside, scroll=True)
        self.fields: dict[str, QComboBox | QLineEdit] = {}

    def show_sheet(self, sheet: SheetPlan) -> None:
        self.fields = {}
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for asked in sheet.questions:
            self._ask(asked)
        if sheet.questions:
            self._lines.addWidget(rule())
        for said in sheet.notes:
            self._say(labels.label(f"imports.{said.code}", **dict(said.details)))
        if sheet.controls:
            whole = sheet.controls[0]
            stated = whole.stated_quantity is not None or whole.stated_amount is not None
            if not whole.agrees:
                self._say(self.tr("What was read differs from what stands in the file; see Control totals"), "warn")
            elif stated:
                self._say(self.tr("What was read equals the file's own total row"))
        self._lines.addStretch(1)

    def _ask(self, asked: Question) -> None:
        self._say(labels.label(f"imports.ask-{asked.code}", column=asked.column), "")
        if not asked.choices:
            field = QLineEdit()
            field.editingFinished.connect(partial(self._written, asked.code, field))
            self.fields[asked.code] = field
            self._lines.addWidget(field)
            return
        combo = QComboBox()
        combo.addItem(self.tr("Choose..."), "")
        for choice in asked.choices:
            combo.addItem(labels.label(f"imports.choice-{choice}"), str(choice))
        combo.activated.connect(partial(self._chosen, asked.code, combo))
        self.fields[asked.code] = combo
        self._lines.addWidget(combo)

    def _say(self, words: str, role: str = "muted") -> None:
        line = text(words, role)
        line.setWordWrap(True)
        self._lines.addWidget(line)

    def _written(self, code: str, field: QLineEdit) -> None:
        """Not once more by a field that loses the focus as it goes."""
        if field.text().strip() and self.fields.get(code) is field:
            self.answered.emit(code, field.text().strip())

    def _chosen(self, code: str, combo: QComboBox, _index: int) -> None:
        if combo.currentData():
            self.answered.emit(code, combo.currentData())
