"""What the file leaves open, asked where it stands: in the panel beside the sheet."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget

from rare_desk.core.trades import Compliance, Side
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.imports.ledgers import Options, Question, SheetPlan
from rare_desk.ui import labels
from rare_desk.ui.widgets.toolbar import text


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


class Questions(QWidget):
    """`answered` names the question and what was chosen; `done` says that nothing is asked any more where the keys
    went to a question."""

    answered = Signal(str, str)
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 8, 12, 12)
        self._lines.setSpacing(4)
        self.fields: dict[str, QComboBox | QLineEdit] = {}
        self._shown: tuple[object, ...] = ()

    def show_sheet(self, sheet: SheetPlan) -> None:
        """What is being answered stays where the same is asked of the same table, and the keys go on to the next."""
        shown = (sheet.file, sheet.sheet, sheet.table, *sheet.questions)
        if shown == self._shown:
            return
        self._shown = shown
        focus = QApplication.focusWidget()
        held = focus is not None and self.isAncestorOf(focus)
        self.fields = {}
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for asked in sheet.questions:
            self._ask(asked)
        self.setVisible(bool(sheet.questions))
        if held and not self.take_focus():
            self.done.emit()

    def take_focus(self) -> bool:
        """Into the first question; False when nothing is asked."""
        for field in self.fields.values():
            field.setFocus()
            return True
        return False

    def _ask(self, asked: Question) -> None:
        line = text(labels.label(f"imports.ask-{asked.code}", column=asked.column))
        line.setWordWrap(True)
        line.setContentsMargins(0, 4, 0, 0)
        self._lines.addWidget(line)
        if not asked.choices:
            field = QLineEdit()
            field.editingFinished.connect(partial(self._written, asked.code, field))
            self.fields[asked.code] = field
            self._lines.addWidget(field)
            return
        combo = QComboBox()
        combo.addItem(self.tr("Choose…"), "")
        for choice in asked.choices:
            combo.addItem(labels.label(f"imports.choice-{choice}"), str(choice))
        combo.activated.connect(partial(self._chosen, asked.code, combo))
        self.fields[asked.code] = combo
        self._lines.addWidget(combo)

    def _written(self, code: str, field: QLineEdit) -> None:
        """Not once more by a field that loses the focus as it goes."""
        if field.text().strip() and self.fields.get(code) is field:
            self.answered.emit(code, field.text().strip())

    def _chosen(self, code: str, combo: QComboBox, _index: int) -> None:
        if combo.currentData():
            self.answered.emit(code, combo.currentData())
