"""The single parameters in their groups: name and explanation, the field with its unit, and what stood there before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from rare_desk.ops.methodologies.parameters import GROUPS, PARAMETERS, Kind, Parameter, explanation, name_of, of_group
from rare_desk.ui import labels, language
from rare_desk.ui.methodology.draft import Draft
from rare_desk.ui.widgets.inputs.fields import DateField, NumberField, TextField
from rare_desk.ui.widgets.toolbar import Elided, rule, text

_FIELD = 128


class RulesForm(QScrollArea):
    typed = Signal(str, str)
    """(key of the parameter, text), with every key."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fields: dict[str, TextField] = {}
        self.marks: dict[str, Elided] = {}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(0)
        for group in GROUPS:
            heading = text(labels.label(f"methodology.group-{group}"), bold=True)
            heading.setContentsMargins(0, 12, 0, 6)
            column.addWidget(heading)
            column.addWidget(rule())
            for parameter in of_group(group):
                column.addWidget(self._row(parameter))
                column.addWidget(rule())
        column.addStretch(1)
        body.setBackgroundRole(QPalette.ColorRole.Base)
        body.setAutoFillBackground(True)
        self.setWidget(body)

    def _row(self, parameter: Parameter) -> QWidget:
        spoken = language.current()
        unit = labels.label(f"methodology.{parameter.unit}") if parameter.unit else ""
        field = DateField() if parameter.kind is Kind.DATE else NumberField(unit=unit)
        field.setFixedWidth(_FIELD)
        field.edit.setAccessibleName(name_of(parameter, spoken))
        field.edit.setAccessibleDescription(explanation(parameter, spoken))
        field.changed.connect(partial(self._tell, parameter.key))
        name = text(name_of(parameter, spoken))
        name.setBuddy(field.edit)
        mark = Elided()
        mark.setProperty("role", "warn")
        self.fields[parameter.key], self.marks[parameter.key] = field, mark
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 5, 0, 5)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.addWidget(name, 0, 0)
        grid.addWidget(mark, 0, 1)
        grid.addWidget(Elided(explanation(parameter, spoken)), 1, 0, 1, 2)
        grid.addWidget(field, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(field.problem_label, 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        return row

    def show_draft(self, draft: Draft, *, fresh: bool = False) -> None:
        """A field that is being typed into keeps its text, unless it is a `fresh` draft."""
        for parameter in PARAMETERS:
            field, key = self.fields[parameter.key], parameter.key
            shown = draft.text(key)
            if field.text() != shown and (fresh or not field.edit.hasFocus()):
                field.set_text(shown)
            unread = draft.unread.get(key)
            field.set_problem(unread.problem if unread and not field.reading_problem() else None)
            before = draft.before(key)
            words = "" if before is None else self.tr("was {value}").format(value=before or self.tr("empty"))
            self.marks[key].setText(words)

    def go_to(self, key: str) -> None:
        """Puts the cursor into that parameter's field."""
        self.ensureWidgetVisible(self.fields[key])
        self.fields[key].edit.setFocus()
        self.fields[key].edit.selectAll()

    def _tell(self, key: str) -> None:
        self.typed.emit(key, self.fields[key].text())
