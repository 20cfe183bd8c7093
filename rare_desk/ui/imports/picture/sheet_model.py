"""The cells of a sheet for the view: raw text, alignment, the reason of a problem; filtered by what rows become."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rare_desk.core.problems import Problem
from rare_desk.sheets.reading.meaning.values import shown
from rare_desk.ui import labels
from rare_desk.ui.imports.picture.sheet_picture import LEFT_OUT, SheetPicture

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


class SheetModel(QAbstractTableModel):
    corrected = Signal(int, int, str)
    """(row number, the sheet's column, text as typed)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.picture: SheetPicture | None = None
        self.filter = "all"
        self._numbers: Sequence[int] = ()
        self._states: dict[int, str] = {}
        """Of the places that were asked for."""

    def show_picture(self, picture: SheetPicture | None, chosen: str = "all") -> None:
        self.beginResetModel()
        self._take(picture, chosen, picture.shown(chosen) if picture else ())
        self.endResetModel()

    def amend(self, picture: SheetPicture) -> bool:
        """The same cells judged again under the same filter; rows that now stand as something else come and go.
        False, and nothing done, where that is not so. What is shown of the rows that stay is not told."""
        before = self.picture
        if before is None or (before.raw, before.width, before.spans) != (picture.raw, picture.width, picture.spans):
            return False
        numbers = picture.shown(self.filter)
        first, gone, come = _difference(self._numbers, numbers)
        if gone and come:
            return False
        if gone:
            self.beginRemoveRows(_NO_INDEX, first, first + gone - 1)
        elif come:
            self.beginInsertRows(_NO_INDEX, first, first + come - 1)
        self._take(picture, self.filter, numbers)
        if gone:
            self.endRemoveRows()
        elif come:
            self.endInsertRows()
        return True

    def _take(self, picture: SheetPicture | None, chosen: str, numbers: Sequence[int]) -> None:
        self.picture, self.filter, self._numbers, self._states = picture, chosen, numbers, {}

    def number(self, place: int) -> int:
        """The sheet's row number at that place of the view."""
        return self._numbers[place]

    def place_of(self, number: int) -> int:
        """-1 when the filter hides it."""
        place = bisect_left(self._numbers, number)
        return place if place < len(self._numbers) and self._numbers[place] == number else -1

    def state(self, place: int) -> str:
        if place not in self._states and self.picture:
            self._states[place] = self.picture.state(self._numbers[place])
        return self._states.get(place, "")

    def problem(self, index: Index) -> Problem | None:
        if self.picture is None:
            return None
        return self.picture.problems.get((self._numbers[index.row()], index.column()))

    def is_read(self, place: int) -> bool:
        state = self.state(place)
        return bool(state) and state not in LEFT_OUT and state != "header-row"

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() or self.picture is None else self.picture.width

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS | Qt.ItemFlag.ItemIsEditable if index.isValid() and self.is_read(index.row()) else _FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        picture = self.picture
        if picture is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return shown(picture.cell(self._numbers[index.row()], index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            found = self.problem(index)
            return labels.tip(labels.say(found)) if found else None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.data(index, role):
            return False
        self.corrected.emit(self._numbers[index.row()], index.column(), str(value))
        return True


def _difference(before: Sequence[int], after: Sequence[int]) -> tuple[int, int, int]:
    """Of two ascending sequences: from which place they differ, how many of the first are there instead of how many
    of the second."""
    if before == after:
        return 0, 0, 0
    least = min(len(before), len(after))
    head = next((at for at in range(least) if before[at] != after[at]), least)
    tail = next((at for at in range(least - head) if before[-1 - at] != after[-1 - at]), least - head)
    return head, len(before) - head - tail, len(after) - head - tail
