"""The points of one published index: a grid to look at and correct, and a line below to add one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.comparison.extremes import change
from rare_desk.core.numbers import plain
from rare_desk.core.parsing import parse_number
from rare_desk.core.problems import Problem
from rare_desk.store.reading.index.published_queries import PointRow
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.inputs.fields import DateField, NumberField, show_problems
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import Elided, button, text


@dataclass(frozen=True, slots=True)
class Shown:
    """A point and the one before it."""

    point: PointRow
    before: Decimal | None

    @property
    def change(self) -> Decimal | None:
        return None if self.before is None else change(self.point.value, self.before)


class PointsPanel(QWidget):
    put_asked = Signal(object, object)
    """(date, Decimal): add the point of that day, or correct it."""
    refused = Signal(object)
    """Problems of what was typed into the grid."""

    def __init__(self) -> None:
        super().__init__()
        self.model: ListModel[Shown] = ListModel(_columns(), self)
        self.table = Table("published.points", fit=True)
        self.table.setModel(self.model)
        trigger = Table.EditTrigger
        self.table.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed)
        self.model.edited.connect(self._edited)
        self.title = Elided("", "")
        self.count = text("", "muted")
        self.date = DateField("", labels.field("date"))
        self.value = NumberField("", "", labels.field("value"))
        self.add = button(self.tr("Add"), self.put)
        column = flush(QVBoxLayout(self))
        column.addWidget(self._head())
        column.addWidget(self.table, 1)
        column.addWidget(self._entry())
        self.date.edit.returnPressed.connect(self.value.edit.setFocus)
        self.value.edit.returnPressed.connect(self.put)
        self.show_points("", ())

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("bar", "head")
        head.setFixedHeight(32)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.addWidget(self.title, 1)
        row.addWidget(self.count)
        return head

    def _entry(self) -> QFrame:
        entry = QFrame()
        entry.setProperty("bar", "foot")
        row = QHBoxLayout(entry)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(6)
        row.addWidget(self.date, 5)
        row.addWidget(self.value, 4)
        row.addWidget(self.add)
        return entry

    def show_points(self, name: str, rows: Sequence[PointRow]) -> None:
        """Newest first; an empty name: there is no index to add to."""
        self.title.setText(name or self.tr("No index is chosen"))
        self.count.setText(formats.count(len(rows)) if name else "")
        values = [None, *(row.value for row in rows)]
        shown = [Shown(row, before) for row, before in zip(rows, values, strict=False)][::-1]
        self.model.show_rows(shown, lambda one: one.point.id)
        for part in (self.date, self.value, self.add):
            part.setEnabled(bool(name))

    def put(self) -> None:
        """What stands in the line below goes to the book when it can be read."""
        day, value = self.date.value(), self.value.value()
        self.date.set_problem(None)
        self.value.set_problem(None)
        if day is not None and value is not None:
            self.put_asked.emit(day, value)
        else:
            (self.date if day is None else self.value).edit.setFocus()

    def after_put(self) -> None:
        """Ready for the next point."""
        self.value.clear()
        self.date.clear()
        self.date.edit.setFocus()

    def refuse(self, problems: Sequence[Problem]) -> None:
        show_problems({"date": self.date, "value": self.value}, problems)

    def _edited(self, row: int, _column: str, typed: str) -> None:
        shown = self.model.row_at(self.model.place_of(row))
        if shown is None:
            return
        value = parse_number(typed)
        if isinstance(value, Problem):
            self.refused.emit((value,))
        elif value != shown.point.value:
            self.put_asked.emit(shown.point.date, value)


def _columns() -> list[Column[Shown]]:
    return [
        Column(key="date", title=labels.field("date"), text=lambda one: _day(one.point.date), width=92, sortable=False),
        Column(
            key="value",
            title=labels.field("value"),
            text=lambda one: formats.number(one.point.value, _places(one.point.value)),
            width=92,
            align="right",
            sortable=False,
            copied=lambda one: plain(one.point.value),
            raw=lambda one: plain(one.point.value),
        ),
        Column(
            key="change",
            title="%",
            text=lambda one: "" if one.change is None else formats.signed(one.change, 2),
            width=64,
            align="right",
            sortable=False,
            flag=_direction,
        ),
    ]


def _day(day: dt.date) -> str:
    return day.isoformat()


def _places(value: Decimal) -> int:
    """Two, or as many as it was written with."""
    return max(2, len(plain(value).partition(".")[2]))


def _direction(one: Shown) -> str:
    """As it is written: what is nothing after rounding goes neither way."""
    said = "" if one.change is None else formats.signed(one.change, 2)
    return "rise" if said.startswith("+") else "fall" if said.startswith(formats.MINUS) else ""
