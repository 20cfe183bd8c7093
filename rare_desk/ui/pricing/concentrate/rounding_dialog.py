"""To how many decimals the contract rounds, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from rare_desk.core.pricing.settling.rounding import ROUNDING_FIELDS, USUAL
from rare_desk.ui import labels
from rare_desk.ui.widgets.toolbar import button, text

_USUAL = {
    "mass_places": str(USUAL.mass),
    "price_places": str(USUAL.price),
    "amount_places": str(USUAL.amount),
    "grade_places": str(USUAL.grade),
    "mode": str(USUAL.mode),
}


class RoundingDialog(QDialog):
    """`rounding()` says only what is not as usual."""

    def __init__(self, parent: QWidget | None, given: Mapping[str, Any] | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(labels.label("pricing.field-rounding"))
        self.choices: dict[str, QComboBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for row, field in enumerate(ROUNDING_FIELDS):
            one = QComboBox()
            for choice in field.choices:
                one.addItem(labels.label(f"pricing.mode-{choice}") if field.name == "mode" else choice, choice)
            label = text(labels.label(f"pricing.field-{field.name}"), "muted")
            label.setBuddy(one)
            grid.addWidget(label, row, 0)
            grid.addWidget(one, row, 1)
            self.choices[field.name] = one
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        for standard in (QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel):
            buttons.button(standard).setIcon(QIcon())
        usual = button(self.tr("As usual"), lambda: self._show({}), "link")
        buttons.addButton(usual, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(buttons, 0, Qt.AlignmentFlag.AlignBottom)
        self.setMinimumWidth(360)
        self._show(given or {})

    def rounding(self) -> dict[str, str]:
        said = {name: str(one.currentData()) for name, one in self.choices.items()}
        return {name: choice for name, choice in said.items() if choice != _USUAL[name]}

    def _show(self, given: Mapping[str, Any]) -> None:
        for name, one in self.choices.items():
            one.setCurrentIndex(one.findData(str(given.get(name) or _USUAL[name])))
