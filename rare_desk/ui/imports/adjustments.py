"""What the user has changed of the tables on the page so far."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rare_desk.ops.imports.ledgers import Adjusted, Area, Meaning, SheetColumn, SheetPlan, TableKey
from rare_desk.ui.imports.picture.sheet_picture import Bounds
from rare_desk.ui.imports.review.questions import answered

_NOTHING = Adjusted()
_UNREAD = Meaning("")


def key_of(sheet: SheetPlan) -> TableKey:
    return TableKey(sheet.file, sheet.sheet, sheet.table)


class Adjustments:
    """By table. Each method changes one thing; `made` is what the plan is made anew with."""

    def __init__(self) -> None:
        self.made: dict[TableKey, Adjusted] = {}
        self._left: dict[tuple[TableKey, int], Meaning] = {}
        """What was said of a column before it was left out."""

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

    def bound(self, sheet: SheetPlan, bounds: Bounds) -> None:
        before = self.of(sheet)
        area = before.area or sheet.area
        if area is not None:
            area = Area(min(area.first_row, bounds.first), bounds.end, bounds.left, bounds.right)
        self._put(sheet, replace(before, header=(bounds.first, bounds.last), area=area))

    def toggle_column(self, sheet: SheetPlan, at: int) -> None:
        """Leaves out a column; takes one in again as it was read before it was left out."""
        before = self.of(sheet)
        meanings = dict(before.meanings)
        place = key_of(sheet), at
        if meanings.get(at) == _UNREAD:
            del meanings[at]
            if (kept := self._left.pop(place, None)) is not None:
                meanings[at] = kept
        else:
            if at in meanings:
                self._left[place] = meanings[at]
            meanings[at] = _UNREAD
        self._put(sheet, replace(before, meanings=meanings))

    def is_left_out(self, sheet: SheetPlan, at: int) -> bool:
        """By the user, on this page."""
        return self.of(sheet).meanings.get(at) == _UNREAD

    def skip(self, sheet: SheetPlan, skipped: bool) -> None:
        self._put(sheet, replace(self.of(sheet), skipped=skipped))

    def use_template(self, sheet: SheetPlan, name: str | None) -> None:
        """Empty: none; None: the one that is found by the headers."""
        self._put(sheet, replace(self.of(sheet), template=name))

    def _put(self, sheet: SheetPlan, changed: Adjusted) -> None:
        if changed == _NOTHING:
            self.made.pop(key_of(sheet), None)
        else:
            self.made[key_of(sheet)] = changed


TAKEABLE = frozenset(("total", "remark", "header"))
"""Reasons for which a row was left out against which the user may take it in."""
