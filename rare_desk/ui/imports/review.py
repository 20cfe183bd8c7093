"""One sheet of a plan on the page: what was found, what would come in, what is in the way."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.ops.imports.ledgers import SheetPlan
from rare_desk.ui import formats, labels
from rare_desk.ui.imports.columns import (
    CHIPS,
    control_columns,
    left_out_columns,
    meaning_columns,
    problem_columns,
    read_rows,
    row_columns,
)
from rare_desk.ui.widgets.listed import ListModel
from rare_desk.ui.widgets.segmented import SegmentedButtons
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.tiles import StatusChip
from rare_desk.ui.widgets.toolbar import Elided


class Review(QWidget):
    """`products` gives the names of codes in the window's language."""

    def __init__(self, products: dict[str, str]) -> None:
        super().__init__()
        self.chips = {state: StatusChip("", kind) for state, kind in CHIPS.items()}
        self.facts = Elided("", "muted")
        self.problems = ListModel(problem_columns(), self)
        self.rows = ListModel(row_columns(products), self)
        self.meanings = ListModel(meaning_columns(), self)
        self.controls = ListModel(control_columns(products), self)
        self.left_out = ListModel(left_out_columns(), self)
        self._views = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        self._choice = SegmentedButtons(())
        self._choice.chosen.connect(self._turn)
        for key, model in (
            ("problems", self.problems), ("rows", self.rows), ("columns", self.meanings),
            ("totals", self.controls), ("left", self.left_out),
        ):  # fmt: skip
            table = Table(f"imports.{key}", fit=True)
            table.setModel(model)
            self._pages[key] = table
            self._views.addWidget(table)
        self._clean = EmptyState(self.tr("Every row was read; nothing is wrong or suspect."))
        self._views.addWidget(self._clean)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._views, 1)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("bar", "head")
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._choice)
        for chip in self.chips.values():
            row.addWidget(chip)
        row.addWidget(self.facts, 1)
        return head

    def show_sheet(self, sheet: SheetPlan) -> None:
        counts = {
            "new": len(sheet.fresh), "existing": sheet.existing, "suspect": len(sheet.doubtful), "wrong": sheet.wrong,
        }  # fmt: skip
        for state, chip in self.chips.items():
            words = f"{labels.label(f'imports.state-{state}')} {formats.count(counts[state])}"
            chip.say(words if counts[state] or state == "new" else "", CHIPS[state])
        self.facts.setText(self._facts(sheet))
        self.problems.show_rows(sheet.problems)
        self.rows.show_rows(read_rows(sheet))
        self.meanings.show_rows(sheet.columns)
        self.controls.show_rows(sheet.controls)
        self.left_out.show_rows(sheet.left_out)
        self._choice.set_options(
            [
                ("problems", self.tr("Problems {count}").format(count=len(sheet.problems))),
                ("rows", self.tr("Rows read")),
                ("columns", self.tr("Columns")),
                ("totals", self.tr("Control totals")),
                ("left", self.tr("Left out {count}").format(count=len(sheet.left_out))),
            ],
            "problems" if sheet.problems else "rows",
        )
        self._turn(self._choice.current)

    def _facts(self, sheet: SheetPlan) -> str:
        if sheet.kind is None:
            return self.tr("Nothing is read from this sheet") if not sheet.header_row else ""
        kind = labels.label(f"imports.choice-{sheet.kind}")
        rows = self.tr("{kind} · header row {header} · {rows} rows").format(
            kind=kind, header=sheet.header_row, rows=formats.count(sheet.rows)
        )
        if sheet.kind == "quotes":
            return rows
        tonnes = self.tr("{tonnes} t").format(tonnes=formats.mass(sheet.totals.quantity_t))
        return f"{rows} · {tonnes}"

    def _turn(self, key: str) -> None:
        clean = key == "problems" and not self.problems.rowCount()
        self._views.setCurrentWidget(self._clean if clean else self._pages[key])
