"""Cells that can be typed into: the editor, its keys as in Excel, and the marks of rows that are not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rare_desk.ui import theme
from rare_desk.ui.widgets.editing.cell_edit import CellEdit
from rare_desk.ui.widgets.rows.cells import ALIGN, Cell, CellDelegate, ink, paint_corner

if TYPE_CHECKING:
    from rare_desk.ui.widgets.editing.grid import EditGrid

Index = QModelIndex | QPersistentModelIndex
_NARROWEST = 92
_LEAVING = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
UNSAVED = "unsaved"
"""The state of a row that is being typed; see RowsModel.row_state."""


class EditDelegate(CellDelegate):
    def __init__(self, grid: EditGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def has_cursor(self) -> bool:
        return self._grid.has_cursor

    def ground(self, cell: Cell) -> str:
        return super().ground(cell) or ("warn_weak" if cell.state == UNSAVED else "")

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        super().paint_cell(painter, cell)
        rect = cell.rect
        if cell.state == UNSAVED and self._grid.shown_columns()[:1] == [cell.number]:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), ink(theme.tokens().warn))
        if cell.flag == "bad":
            paint_corner(painter, rect, theme.tokens().bad)

    def paint_cursor(self, painter: QPainter, rect: QRect) -> None:
        super().paint_cursor(painter, rect)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._grid.column(index.column())
        row_id = self._grid.id_of(index)
        edit = CellEdit(
            parent,
            self._grid.offered(row_id, column.key),
            in_place=self._grid.in_place,
            unit=self._grid.unit_of(row_id, column.key),
        )
        edit.setAlignment(ALIGN[column.align])
        edit.setAccessibleName(column.title)
        edit.typed.connect(lambda text: self._grid.typing.emit(row_id, column.key, text))
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Once: what is drawn anew meanwhile does not take away what is being typed."""
        if isinstance(editor, CellEdit) and not editor.begun:
            editor.begun = True
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.setModified(False)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if not isinstance(editor, CellEdit) or not editor.isModified():
            return
        became = editor.settled()
        key = self._grid.column(index.column()).key
        if became is None:
            self._grid.not_offered.emit(self._grid.id_of(index), key, editor.text())
        else:
            self._grid.typed.emit(self._grid.id_of(index), key, became)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        wide = max(rect.width(), _NARROWEST)
        left = min(rect.left(), max(0, self._grid.viewport().width() - wide))
        if ALIGN[self._grid.column(index.column()).align] & Qt.AlignmentFlag.AlignRight:
            left = max(0, rect.right() + 1 - wide)
        editor.setGeometry(left, rect.top(), wide, rect.height())

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEdit):
            editor.done()
        super().destroyEditor(editor, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, CellEdit) and event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() in (*_ENTER, Qt.Key.Key_Escape) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                event.accept()
                return True
        if isinstance(editor, CellEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(editor, event)
        return super().eventFilter(editor, event)

    def _key(self, editor: CellEdit, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Escape:
            if editor.list_is_open and editor.in_place:
                editor.close_list()
            else:
                self._grid.back_out_of_cell(editor)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._leave(editor, (0, -1 if key == Qt.Key.Key_Backtab or held & shift else 1), tab=True)
        elif key in _ENTER and held & control:
            self._enter_all(editor)
        elif key in _ENTER and not held & Qt.KeyboardModifier.AltModifier:
            self._leave(editor, (-1 if held & shift else 1, 0))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and (
            editor.list_is_open or held & Qt.KeyboardModifier.AltModifier
        ):
            editor.walk(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_F2:
            editor.in_place = not editor.in_place
        elif key in _LEAVING and not held and (not editor.in_place or _LEAVING[key][0]):
            self._leave(editor, _LEAVING[key])
        else:
            return False
        return True

    def _enter_all(self, editor: CellEdit) -> None:
        became = editor.settled()
        if len(self._grid.chosen_places()) > 1 and became is not None:
            self._grid.back_out_of_cell(editor)
            self._grid.filled.emit(became)
        else:
            self._commit(editor)
            self._grid.entered_all.emit()

    def _commit(self, editor: CellEdit) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _leave(self, editor: CellEdit, way: tuple[int, int], *, tab: bool = False) -> None:
        self._commit(editor)
        self._grid.move_on(way, tab=tab)
