"""Control totals in the panel: what the file says, what was read, the difference, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk.ops.imports.ledgers import Control, SheetPlan
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel, SideTable
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.toolbar import text

_MOST_ROWS = 6


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    file: str
    read: str
    difference: str


class TotalsPanel(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.lines = ListModel(_columns(), self)
        self._table = SideTable("name", 3)
        self._table.setModel(self.lines)
        self._shown: list[Line] = []
        self.explained = text("", "caption")
        self.explained.setWordWrap(True)
        self.explained.setContentsMargins(12, 6, 12, 6)
        column = flush(QVBoxLayout(self))
        column.addWidget(self._table)
        column.addWidget(self.explained)

    def show_sheet(self, sheet: SheetPlan) -> None:
        self.setVisible(bool(sheet.controls))
        if not sheet.controls:
            return
        whole = sheet.controls[0]
        if (lines := _lines(whole)) != self._shown:
            self._shown = lines
            self.lines.show_rows(lines)
            self._table.fit()
        self.explained.setText(explained(sheet))
        if self.explained.property("role") != (role := "caption" if whole.agrees else "warn"):
            self.explained.setProperty("role", role)
            self.explained.style().polish(self.explained)


def _lines(whole: Control) -> list[Line]:
    translate = QCoreApplication.translate
    quantity, amount = whole.said
    rows = whole.rows_read - whole.rows_file
    found = [
        Line(translate("ImportTables", "Rows"), formats.count(whole.rows_file), formats.count(whole.rows_read),
             formats.signed(Decimal(rows), 0) if rows else formats.NONE),
        Line(translate("ImportTables", "Tonnes"), formats.mass(quantity),
             formats.mass(whole.quantity_read), _difference(whole.quantity_read - quantity, 3)),
    ]  # fmt: skip
    if amount is not None:
        places = 2 if amount % 1 or whole.amount_read % 1 else 0
        found.append(
            Line(translate("ImportTables", "Amount"), formats.number(amount, places),
                 formats.number(whole.amount_read, places), _difference(whole.amount_read - amount, places))
        )  # fmt: skip
    return found


def _difference(value: Decimal, places: int) -> str:
    return formats.signed(value, places) if value else formats.NONE


def _columns() -> list[Column[Line]]:
    translate = QCoreApplication.translate
    return [
        Column(key="name", title=translate("ImportTables", "Totals"), text=lambda one: one.name, width=70,
               sortable=False),
        Column(key="file", title=translate("ImportTables", "In file"), text=lambda one: one.file, width=108,
               align="right", sortable=False),
        Column(key="read", title=translate("ImportTables", "Read"), text=lambda one: one.read, width=108,
               align="right", sortable=False),
        Column(key="difference", title=translate("ImportTables", "Difference"), text=lambda one: one.difference,
               width=108, align="right", sortable=False,
               flag=lambda one: "warn" if one.difference != formats.NONE else "muted"),
    ]  # fmt: skip


def explained(sheet: SheetPlan) -> str:
    """Whose the difference is: rows that are wrong, or a total row that its own rows do not add up to."""
    whole = sheet.controls[0]
    stated = whole.stated_quantity is not None or whole.stated_amount is not None
    own = (whole.stated_quantity in (None, whole.quantity_file)) and (
        whole.amount_file is None or whole.stated_amount in (None, whole.amount_file)
    )
    said = []
    if not own:
        said.append(labels.label("imports.totals-of-itself"))
    rows = sorted({found.place.row for found in sheet.problems if not found.suspect})
    if rows and whole.rows_file != whole.rows_read:
        listed = ", ".join(map(str, rows[:_MOST_ROWS])) + (" …" if len(rows) > _MOST_ROWS else "")
        said.append(labels.label("imports.totals-by-wrong", rows=listed))
    if said:
        return " ".join(said)
    if whole.agrees:
        return labels.label("imports.totals-equal" if stated else "imports.totals-without-row")
    return labels.label("imports.totals-by-amounts")
