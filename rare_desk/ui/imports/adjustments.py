"""What the user has changed of the tables on the page so far."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rare_desk.ops.imports.ledgers import Adjusted, Area, Meaning, SheetColumn, SheetPlan, TableKey
from rare_desk.ui.imports.review.questions import answered

_NOTHING = Adjusted()


def key_of(sheet: SheetPlan) -> TableKey:
    return TableKey(sheet.file, sheet.sheet, sheet.table)


class Adjustments:
    """By table. Each method changes one thing; `made` is what the plan is made anew with."""

    def __init__(self) -> None:
        self.made: dict[TableKey, Adjusted] = {}

    def of(self, sheet: SheetPlan) -> Adjusted:
        return self.made.get(key_of(sheet), _NOTHING)

    def has(self, sheet: SheetPlan) -> bool:
        return key_of(sheet) in self.made

    def reset(self, sheet: SheetPlan) -> None:
        """The table as it was found."""
        self.made.pop(key_of(sheet), None)

    def answer(self, sheet: SheetPlan, code: str, value: str) -> None:
        before = self.of(sheet)
        self._put(sheet, replace(before, answers=answered(before.answers, code, value)))

    def correct(self, sheet: SheetPlan, row: int, column: int, text: str) -> None:
        before = self.of(sheet)
        self._put(sheet, replace(before, cells={**before.cells, (row, column): text}))

    def toggle_row(self, sheet: SheetPlan, row: int, state: str) -> None:
        """Leaves out a row that is read; takes in one that is left out."""
        before = self.of(sheet)
        if state == "user":
            self._put(sheet, replace(before, left_out=before.left_out - {row}))
        elif state in TAKEABLE:
            self._put(sheet, replace(before, taken=before.taken | {row}))
        elif row in before.taken:
            self._put(sheet, replace(before, taken=before.taken - {row}))
        else:
            self._put(sheet, replace(before, left_out=before.left_out | {row}))

    def mean(self, sheet: SheetPlan, column: SheetColumn, **changed: Any) -> None:
        """Gives the column another field, unit, basis, currency or factor; the rest stays as it was read."""
        before = self.of(sheet)
        at = sheet.column_of(column)
        measure = column.measure
        now = before.meanings.get(at) or Meaning(
            column.field.rstrip("?"), measure.unit, column.basis, measure.currency, measure.factor
        )
        self._put(sheet, replace(before, meanings={**before.meanings, at: replace(now, **changed)}))

    def bound(self, sheet: SheetPlan, first: int, last: int, end: int) -> None:
        """Header from row `first` to `last`, the table's last row `end`."""
        before = self.of(sheet)
        area = before.area or sheet.area
        if area is not None:
            area = Area(min(area.first_row, first), max(end, last), area.first_column, area.last_column)
        self._put(sheet, replace(before, header=(first, last), area=area))

    def skip(self, sheet: SheetPlan, skipped: bool) -> None:
        self._put(sheet, replace(self.of(sheet), skipped=skipped))

    def _put(self, sheet: SheetPlan, changed: Adjusted) -> None:
        self.made[key_of(sheet)] = changed


TAKEABLE = frozenset(("total", "remark", "header"))
"""Reasons for which a row was left out against which the user may take it in."""
