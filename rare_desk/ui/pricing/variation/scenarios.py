"""Named scenarios of the calculation, kept with it: compared side by side, put back into the form, let go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from rare_desk.ui.pricing.draft import Scenario
from rare_desk.ui.pricing.form.cells import GridRow
from rare_desk.ui.pricing.form.grid import Grid
from rare_desk.ui.pricing.variation.context import Context
from rare_desk.ui.pricing.variation.scenario_table import Column, column, rows
from rare_desk.ui.widgets.inputs.fields import TextField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.overflow import MenuButton
from rare_desk.ui.widgets.toolbar import button, put_in, text

MOST = 6
_NAME, _FIGURES = 34, 26


class Scenarios(QWidget):
    kept = Signal(str)
    """The present inputs shall be kept under that name."""
    dropped = Signal(str)
    taken = Signal(str)
    """The name of one whose inputs shall stand in the form."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[Column] = []
        self.grid: Grid | None = None
        self._titles: list[str] = []
        self.name = TextField("", "", self.tr("name of the scenario"))
        self.name.committed.connect(self._keep)
        self._add = button(self.tr("Keep the present inputs"), self._keep)
        self.menu = MenuButton(self.tr("Scenarios"))
        self.menu.drop.aboutToShow.connect(self.fill_menu)
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(6)
        row.addWidget(self.name, 2)
        row.addWidget(self._add)
        row.addWidget(self.menu)
        row.addStretch(2)
        row.addWidget(button(self.tr("Copy"), self.copy, "link"))
        self.empty = text(
            self.tr("Keep the present inputs under a name, change them, and both stand here side by side."), "muted"
        )
        self.empty.setContentsMargins(16, 8, 16, 8)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        whole = flush(QVBoxLayout(self))
        whole.addLayout(row)
        whole.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(self._area, 1)
        self.empty.setWordWrap(True)

    def show_context(self, context: Context, scenarios: Sequence[Scenario]) -> None:
        now = Scenario(self.tr("now"), context.given)
        self.columns = [column(context.kind, one, context.announced) for one in (now, *scenarios)]
        self.empty.setVisible(not scenarios)
        self._area.setVisible(bool(scenarios))
        self._add.setEnabled(len(scenarios) < MOST)
        self.menu.setEnabled(bool(scenarios))
        if scenarios:
            self._show_grid(rows(context.fields, self.columns))

    def fill_menu(self) -> None:
        """For each scenario: into the form, or let go."""
        menu = self.menu.drop
        menu.clear()
        for one in self.columns[1:]:
            under: QMenu = menu.addMenu(one.scenario.name)
            under.addAction(self.tr("Put it into the form")).triggered.connect(partial(self._take, one.scenario.name))
            under.addAction(self.tr("Remove")).triggered.connect(partial(self._drop, one.scenario.name))

    def copy(self) -> None:
        """As a table for Excel."""
        lines = [["", *(one.scenario.name for one in self.columns)]]
        lines += [[cell.shown for cell in row.cells] for row in (self.grid.grid.rows if self.grid else [])]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def _show_grid(self, made: list[GridRow]) -> None:
        titles = [one.scenario.name for one in self.columns]
        if self.grid is None or titles != self._titles:
            self._titles = titles
            weights = [_NAME, *[_FIGURES] * len(titles)]
            self.grid = Grid([("", ""), *((title, "") for title in titles)], weights)
            self.grid.setAccessibleName(self.tr("Scenarios"))
            holder = QWidget()
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(self.grid)
            inner.addStretch(1)
            put_in(self._area, holder)
        self.grid.show_rows(made)

    def _keep(self) -> None:
        if self._add.isEnabled():
            self.kept.emit(self.name.text())
            self.name.clear()

    def _take(self, name: str, _checked: bool = False) -> None:
        self.taken.emit(name)

    def _drop(self, name: str, _checked: bool = False) -> None:
        self.dropped.emit(name)
