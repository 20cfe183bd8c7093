"""Assay exchange of one lot: both parties' assays, the limit, the umpire if it takes one, and what settles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from rare_desk.core.numbers import places_of
from rare_desk.core.pricing.fields import read
from rare_desk.core.pricing.settling.assay import ASSAY_FIELDS, Rule, assay_of, settled
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.inputs.fields import NumberField
from rare_desk.ui.widgets.toolbar import button, text

_NAMES = ("seller", "buyer", "limit", "umpire")


class AssayDialog(QDialog):
    """`assay()` after it was accepted; None when the grade shall be typed again."""

    def __init__(
        self, parent: QWidget | None, lot: str, given: Mapping[str, Any] | None, terms: Mapping[str, Any] | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Assay exchange of {lot}").format(lot=lot))
        self._cleared = False
        unit = labels.label("pricing.unit-reo")
        self.fields = {name: NumberField(labels.label(f"pricing.field-{name}"), unit) for name in _NAMES}
        self.rule = QComboBox()
        self.rule.addItem("", "")
        for rule in Rule:
            self.rule.addItem(labels.label(f"pricing.rule-{rule}"), str(rule))
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, name in enumerate(_NAMES):
            grid.addWidget(self.fields[name], place // 2, place % 2)
        rules = QVBoxLayout()
        rules.setSpacing(3)
        rules.addWidget(text(labels.label("pricing.field-rule"), "caption"))
        rules.addWidget(self.rule)
        grid.addLayout(rules, 2, 0, 1, 2)
        self.answer = text("", "muted")
        self.answer.setWordWrap(True)
        self.answer.setMinimumHeight(40)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        clear = button(self.tr("Type the grade instead"), self._clear, "link")
        self._buttons.addButton(clear, QDialogButtonBox.ButtonRole.ResetRole)
        clear.setVisible(given is not None)
        for standard in (QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel):
            self._buttons.button(standard).setIcon(QIcon())
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(self.answer)
        column.addWidget(self._buttons)
        self.setMinimumWidth(420)
        self._fill({**(terms or {}), **(given or {})})
        for field in self.fields.values():
            field.changed.connect(self._show)
        self.rule.currentIndexChanged.connect(self._show)
        self._show()

    def assay(self) -> dict[str, str] | None:
        if self._cleared:
            return None
        said = {name: field.text() for name, field in self.fields.items() if field.text()}
        return said | ({"rule": str(self.rule.currentData())} if self.rule.currentData() else {})

    def _fill(self, given: Mapping[str, Any]) -> None:
        for name, field in self.fields.items():
            field.set_text(str(given.get(name) or ""))
        self.rule.setCurrentIndex(max(0, self.rule.findData(str(given.get("rule") or ""))))

    def _show(self) -> None:
        values, problems = read(ASSAY_FIELDS, self.assay() or {})
        exchanged, more = assay_of(values, "assay")
        wrong = [problem for problem in (*problems, *more) if problem.code != "input-missing"]
        ready = exchanged is not None and not wrong
        if wrong:
            self.answer.setText(labels.say_all(wrong))
        elif exchanged is not None:
            step = settled(exchanged)
            words = self.tr("Settles: {grade} % REO ({why})")
            places = max(2, places_of(step.value))
            why = labels.label(f"pricing.{step.formula}")
            self.answer.setText(words.format(grade=formats.number(step.value, places), why=why))
        else:
            self.answer.setText(self.tr("Enter both parties' assays and the splitting limit."))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)

    def _clear(self) -> None:
        self._cleared = True
        self.accept()
