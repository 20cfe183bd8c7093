"""The records of a calculator (oxides with share, price, recovery) in a grid, with what comes of each beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.ui import labels
from rare_desk.ui.pricing import draft
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.form import record_rows
from rare_desk.ui.pricing.form.base import headed, warn, warning
from rare_desk.ui.pricing.form.entry import field_words
from rare_desk.ui.pricing.form.grid import Grid
from rare_desk.ui.pricing.form.grid_model import Title
from rare_desk.ui.pricing.form.grid_paint import needed
from rare_desk.ui.pricing.form.record_rows import Sources
from rare_desk.ui.pricing.outcome import Outcome
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Elided, button, rule, text

_WORDS, _FIGURE, _SOURCE = 20, 22, 28
_PX = 4
"""A weight is about so many pixels where it is narrow."""


class Records(QWidget):
    """`edited` carries the whole inputs as they are then."""

    edited = Signal(object)
    pull_asked = Signal(str, QPoint)
    """(path of the list, place of the menu)."""
    deposit_asked = Signal(QPoint)
    """The place of the menu of deposits whose shares fill the list."""

    def __init__(self, field: Field, expected: Sequence[tuple[str, str]] = ()) -> None:
        """`expected`: label and unit of each figure that the calculator gives of every record."""
        super().__init__()
        self.asked = field
        self._given: Given = {}
        self._columns = [label for label, _unit in expected]
        titles, weights = self._titles(expected)
        wanted = [needed(*title) for title in titles]
        self.grid = Grid(titles, weights, wanted=wanted, words=(len(titles) - 1,))
        self.grid.setAccessibleName(field_words(field))
        self.grid.grid.typed.connect(self._typed)
        self.grid.removal_asked.connect(self.remove)
        self.grid.pasted.connect(self.paste)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._menu)
        self._problem = warning()
        self.pull = button(self.tr("Take from the book…"), None, "link")
        self.pull.clicked.connect(self._ask_pull)
        self.pull.setVisible(False)
        self.deposit = button(self.tr("By deposit…"), None, "link")
        self.deposit.clicked.connect(
            lambda: self.deposit_asked.emit(self.deposit.mapToGlobal(QPoint(0, self.deposit.height())))
        )
        self.deposit.setVisible(False)
        head = headed(text(field_words(field)), Elided(self.tr("tinted cells are typed")))
        for part in (
            self.deposit,
            self.pull,
            button(self.tr("+ Row"), self.add, "link"),
            button(self.tr("Paste from Excel"), lambda: self.paste(QGuiApplication.clipboard().text()), "link"),
        ):
            head.addWidget(part)
        column = flush(QVBoxLayout(self))
        column.addWidget(rule())
        column.addLayout(head)
        column.addWidget(self.grid)
        column.addWidget(self._problem)

    def show_given(self, given: Given, outcome: Outcome, sources: Sources) -> None:
        self._given = given
        self.grid.setVisible(bool(given.get(self.asked.name)))
        self.grid.show_rows(record_rows.rows(self.asked, given, outcome, self._columns, sources))
        warn(self._problem, outcome, (self.asked.name,))

    def start(self) -> None:
        """On the first cell that is empty."""
        for place, record in enumerate(self._given.get(self.asked.name) or []):
            for one in self.asked.fields:
                if not record.get(one.name):
                    self.grid.go_to(f"{self.asked.name}[{place}].{one.name}")
                    return

    def add(self) -> None:
        self.edited.emit(record_rows.with_record(self._given, self.asked))
        self.grid.go_to(f"{self.asked.name}[{len(self._given[self.asked.name]) - 1}].{self.asked.fields[0].name}")

    def remove(self, path: str) -> None:
        if len(self._given[self.asked.name]) > self.asked.least:
            self.edited.emit(draft.without(self._given, path))

    def paste(self, table: str) -> None:
        """A table from the current cell on; below the last record when none is current."""
        if not table.strip():
            return
        at = self.grid.currentIndex()
        row = at.row() if at.isValid() else 0
        row = min(row, len(self._given.get(self.asked.name) or []))
        column = at.column() if at.isValid() and at.column() < len(self.asked.fields) else 0
        self.edited.emit(record_rows.pasted(self._given, self.asked, table, row, column))

    def _typed(self, path: str, words: str) -> None:
        self.edited.emit(draft.put(self._given, path, words))

    def _ask_pull(self) -> None:
        self.pull_asked.emit(self.asked.name, self.pull.mapToGlobal(QPoint(0, self.pull.height())))

    def _menu(self, at: QPoint) -> None:
        path = self.grid.record()
        if not path:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Remove this row\tCtrl+Del")).triggered.connect(lambda: self.remove(path))
        menu.popup(self.grid.viewport().mapToGlobal(at))

    def _titles(self, expected: Sequence[tuple[str, str]]) -> tuple[list[Title], list[int]]:
        named = [(one, (field_words(one), _unit(one.unit))) for one in self.asked.fields]
        titles: list[Title] = [title for _, title in named]
        weights = [max(_FIGURE if one.kind is Kind.NUMBER else _WORDS, _weight(*title)) for one, title in named]
        for label, unit in expected:
            words = labels.label_or(f"calculator.column-{label}", labels.label(f"pricing.{label}", subject="").strip())
            titles.append((words[:1].upper() + words[1:], _unit(unit)))
            weights.append(max(_FIGURE, _weight(*titles[-1])))
        return [*titles, (labels.label("calculator.source"), "")], [*weights, _SOURCE]


def _weight(words: str, unit: str) -> int:
    return needed(words, unit) // _PX


def _unit(unit: str) -> str:
    return labels.label(f"pricing.unit-{unit}") if unit else ""
