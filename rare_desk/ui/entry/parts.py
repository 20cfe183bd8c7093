"""Small parts of the entry forms."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rare_desk.core.parsing import parse_date, parse_quantity
from rare_desk.core.problems import Problem
from rare_desk.ui import labels
from rare_desk.ui.widgets.inputs.choice_field import Choice
from rare_desk.ui.widgets.inputs.fields import DateField, NumberField, TextField
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import text


def coded(codes: Iterable[str], prefix: str = "") -> list[Choice]:
    return [Choice(code, labels.label(f"trades.{prefix}{code}")) for code in codes]


def options(codes: Iterable[str], prefix: str = "") -> list[tuple[str, str]]:
    return [(code, labels.label(f"trades.{prefix}{code}")) for code in codes]


class Labelled(QWidget):
    """Segmented buttons with their label above, as fields have it."""

    def __init__(self, label: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.buttons = SegmentedButtons(choices, fill=True)
        self.buttons.setAccessibleName(label)
        column = flush(QVBoxLayout(self), 3)
        column.addWidget(text(label, "caption"))
        column.addWidget(self.buttons)


def line(*parts: QWidget) -> QWidget:
    """Parts side by side, equally wide; what is wrong with them stands below over the whole width."""
    holder = QWidget()
    column = flush(QVBoxLayout(holder), 3)
    row = QHBoxLayout()
    row.setSpacing(10)
    column.addLayout(row)
    for part in parts:
        part.setMinimumWidth(0)
        part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        if isinstance(part, TextField):
            column.addWidget(part.problem_label)
    return holder


def body_of(*rows: tuple[QWidget, ...] | QWidget) -> QWidget:
    """A form's inside: parts that share a row, or one by itself."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(8)
    for row in rows:
        column.addWidget(row if isinstance(row, QWidget) else line(*row))
    column.addStretch(1)
    return body


def foot_of(*buttons: QPushButton) -> QFrame:
    """What stands under a form, from the left."""
    foot = QFrame()
    foot.setProperty("bar", "card")
    row = QHBoxLayout(foot)
    row.setContentsMargins(12, 8, 12, 10)
    row.setSpacing(8)
    for one in buttons:
        row.addWidget(one)
    row.addStretch(1)
    return foot


class QuantityField(NumberField):
    """A number that may have its unit behind it: `350kg`."""

    def parsed(self) -> Decimal | Problem | None:
        if not self.text():
            return None
        read = parse_quantity(self.text())
        return read if isinstance(read, Problem) else read[0]


class LaterDateField(DateField):
    """A day whose shorthand counts from another field's day: `+7` is a week after it."""

    def __init__(self, label: str, base: DateField) -> None:
        self._base = base
        super().__init__(label)
        base.changed.connect(self.read)

    def parsed(self) -> dt.date | Problem | None:
        return parse_date(self.text(), self._base.value() or dt.date.today()) if self.text() else None
