"""The cells of a sheet for the view: raw text, alignment, the reason of a problem; filtered by what rows become."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rare_desk.core.problems import Problem
from rare_desk.sheets.reading.values import shown
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

    def show_picture(self, picture: SheetPicture | None, chosen: str = "all") -> None:
        self.beginResetModel()
        self.picture, self.filter = picture, chosen
        self._numbers = picture.shown[chosen] if picture else ()
        self.endResetModel()

    def number(self, place: int) -> int:
        """The sheet's row number at that place of the view."""
        return self._numbers[place]

    def place_of(self, number: int) -> int:
        """-1 when the filter hides it."""
        try:
            return self._numbers.index(number)
        except ValueError:
            return -1

    def state(self, place: int) -> str:
        return self.picture.states.get(self._numbers[place], "") if self.picture else ""

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
            return labels.say(found) if found else None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.data(index, role):
            return False
        self.corrected.emit(self._numbers[index.row()], index.column(), str(value))
        return True
