"""What a new trade with the party begins with; what is not set stays as the form has it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk.core.parties.defaults import CODES, FIELDS
from rare_desk.ui import labels
from rare_desk.ui.entry.parts import line
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField
from rare_desk.ui.widgets.inputs.fields import NumberField, TextField
from rare_desk.ui.widgets.layouts import flush

_LINES = (
    ("related", "compliance"),
    ("spot", "payment"),
    ("tax_basis", "vat_rate"),
    ("currency", "unit"),
    ("delivery_place", "incoterm"),
)


class DefaultsForm(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        unset = labels.label("parties.unset")
        self.fields: dict[str, TextField] = {}
        for name in FIELDS:
            if name in CODES:
                choices = [Choice(code, default_word(name, code)) for code in CODES[name]]
                self.fields[name] = ChoiceField(labels.field(name), choices, unset)
            elif name == "vat_rate":
                self.fields[name] = NumberField(labels.field(name), "%", unset)
            else:
                self.fields[name] = TextField(labels.field(name), "", unset)
        column = flush(QVBoxLayout(self), 8)
        for pair in _LINES:
            column.addWidget(line(*(self.fields[name] for name in pair)))
        for field in self.fields.values():
            field.changed.connect(self.changed)
            field.edit.returnPressed.connect(self.focusNextChild)

    def given(self) -> dict[str, str]:
        """What is set; a word that is none of the choices as it was typed, to be refused."""
        said = {name: _said(field) for name, field in self.fields.items()}
        return {name: value for name, value in said.items() if value}

    def show_given(self, given: Mapping[str, str]) -> None:
        for name, field in self.fields.items():
            field.set_problem(None)
            if isinstance(field, ChoiceField):
                field.set_value(given.get(name, ""))
            else:
                field.set_text(given.get(name, ""))


def _said(field: TextField) -> str:
    return (field.value() or field.text()) if isinstance(field, ChoiceField) else field.text()


def default_word(name: str, code: str) -> str:
    """What a default says, in the window's language."""
    if name == "vat_rate":
        return f"{code} %"
    if name == "currency" or name not in CODES:
        return code
    return labels.label(f"trades.unit-{code}" if name == "unit" else f"trades.{code}")
