"""The cells of a grid as Qt asks for them."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rare_desk.ui import labels
from rare_desk.ui.pricing.form.cells import EMPTY, Cell, GridRow, paths_of

Index = QModelIndex | QPersistentModelIndex
Title = tuple[str, str]
"""Words and unit of a column."""

NAME = 0
"""The first column holds words; others that do are named, and all that are left hold figures."""


class GridModel(QAbstractTableModel):
    typed = Signal(str, str)
    """(path of the input, text), with every key."""

    def __init__(self, titles: Sequence[Title], parent: QObject, words: Collection[int] = ()) -> None:
        """`words`: columns that hold words like the first one."""
        super().__init__(parent)
        self.titles = tuple(titles)
        self.words = frozenset((NAME, *words))
        self.rows: Sequence[GridRow] = []

    def show_titles(self, titles: Sequence[Title]) -> None:
        self.beginResetModel()
        self.titles, self.rows = tuple(titles), []
        self.endResetModel()

    def show_rows(self, rows: Sequence[GridRow]) -> None:
        """An editor that is open stays open when the records are the same ones."""
        if paths_of(rows) != paths_of(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        else:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.titles) - 1))

    def cell(self, index: Index) -> Cell:
        return self.rows[index.row()].cells[index.column()] if index.isValid() else EMPTY

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self.titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.shown
        if role == Qt.ItemDataRole.EditRole:
            return cell.raw
        if role == Qt.ItemDataRole.ToolTipRole:
            return labels.tip(cell.problem or (cell.shown if cell.muted else "")) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title, unit = self.titles[index.column()]
            return " ".join(part for part in (title, cell.prefix, cell.shown, unit, cell.problem) if part)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell(index)
        if not cell.path or str(value) == cell.raw:
            return False
        self.typed.emit(cell.path, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if self.cell(index).path else usual

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return " ".join(part for part in self.titles[section] if part)
        return None
