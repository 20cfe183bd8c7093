"""A table that is typed into as into Excel: a cell cursor, keys that move it, editors that begin with the first key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate

from rare_desk.ui.widgets.editing.cell_edit import CellEdit, Offered
from rare_desk.ui.widgets.editing.delegate import EditDelegate
from rare_desk.ui.widgets.rows.clip import put_table
from rare_desk.ui.widgets.rows.rows_model import RowsModel
from rare_desk.ui.widgets.table import Table

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALONG = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""With Shift more whole rows are chosen where a whole one is."""
_TOP, _BOTTOM = (Qt.Key.Key_Up, Qt.Key.Key_Home), (Qt.Key.Key_Down, Qt.Key.Key_End)
_LEFT, _RIGHT = (Qt.Key.Key_Left, Qt.Key.Key_Home), (Qt.Key.Key_Right, Qt.Key.Key_End)
_EDGES = (*_TOP, *_BOTTOM, *_LEFT, *_RIGHT)
_CONTROL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class EditGrid(Table):
    """Cells are chosen one by one or in blocks; verbs of rows go for every row that has a chosen cell."""

    typing = Signal(int, str, str)
    """(row id, column key, what the cell would become): with each key, before it is confirmed."""
    typed = Signal(int, str, str)
    """(row id, column key, what it becomes)."""
    not_offered = Signal(int, str, str)
    """(row id, column key, text): it is none of the choices."""
    cell_backed_out = Signal(int)
    row_backed_out = Signal(int)
    """Esc where no cell is open."""
    row_ended = Signal(int)
    """Enter or an arrow would have left the last row, or the first, for one that is not there."""
    emptied = Signal()
    """Delete on cells, not on whole rows."""
    rows_deleted = Signal()
    """Delete on whole rows."""
    entered_all = Signal()
    """Ctrl+Enter."""
    worked_in = Signal()
    """Before each key, click and letter of the user in the list."""
    filled = Signal(str)
    """Ctrl+Enter in an open cell while several rows are selected: the same for all of them."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self.in_place = False
        self.guard: Callable[[QKeyEvent], bool] = lambda _event: False
        """Sees a key first: while something is asked about the cell."""
        self.asking: Callable[[], bool] = lambda: False
        """Whether the cursor must wait for an answer."""
        self.offered: Callable[[int, str], Offered | None] = lambda _row, _key: None
        """What a cell is to be one of."""
        self.unit_of: Callable[[int, str], str] = lambda _row, _key: ""
        """In which a bare number in the cell counts."""
        self._waiting: tuple[tuple[int, int], bool] | None = None
        self._began_at: tuple[int, int] | None = None
        self._stood_at: tuple[int, int] | None = None
        self.setItemDelegate(EditDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setTabKeyNavigation(True)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Where other rows are shown the cursor stands as far down and in the same column."""
        super().setModel(model)
        if model is not None:
            model.modelAboutToBeReset.connect(self._remember_place)
            model.modelReset.connect(self._stand_again)

    @property
    def rows(self) -> RowsModel[object]:
        model = self.model()
        assert isinstance(model, RowsModel)
        return model

    @property
    def has_cursor(self) -> bool:
        """Whether keys go to the cell: also while its editor has them."""
        return self.hasFocus() or self.state() == QAbstractItemView.State.EditingState

    @property
    def is_editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    @property
    def editor(self) -> CellEdit | None:
        found = self.indexWidget(self.currentIndex()) if self.is_editing else None
        if isinstance(found, CellEdit):
            return found
        return next((one for one in self.viewport().findChildren(CellEdit) if one.isVisible()), None)

    @property
    def at(self) -> tuple[int, str]:
        """The row's id and the column's key; (0, "") without a cursor."""
        index = self.currentIndex()
        return (self.id_of(index), self.column(index.column()).key) if index.isValid() else (0, "")

    def id_of(self, index: QModelIndex | QPersistentModelIndex) -> int:
        return self.rows.id_at(index.row()) if 0 <= index.row() < self.rows.rowCount() else 0

    def number_of(self, key: str) -> int:
        """Of the column; -1 when there is none."""
        return next((number for number, column in enumerate(self.columns) if column.key == key), -1)

    def is_shown(self, key: str) -> bool:
        number = self.number_of(key)
        return number >= 0 and not self.isColumnHidden(number)

    def go_to(self, row_id: int, key: str = "", *, edit: bool = False) -> bool:
        """Puts the cursor there, in the first column that can be typed into without `key`."""
        place = self.rows.place_of(row_id)
        number = self.number_of(key) if key else next(iter(self._typed_columns()), -1)
        if place < 0 or number < 0:
            return False
        self._began_at = None
        self._set_cursor(place, number)
        if edit:
            self.begin_edit()
        return True

    def begin_edit(self, *, in_place: bool = True) -> None:
        self.in_place = in_place
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())
            self._begun()

    def commit(self) -> None:
        """What stands in an open editor counts."""
        if (editor := self.editor) is not None:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def back_out_of_cell(self, editor: CellEdit) -> None:
        row_id = self.at[0]
        self.closeEditor(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        self.cell_backed_out.emit(row_id)

    def move_on(self, way: tuple[int, int], *, tab: bool = False) -> None:
        """By (rows, columns); Enter after Tab goes back to the column in which the row was begun."""
        if self.asking():
            self._waiting = (way, tab)
            return
        self._waiting = None
        index = self.currentIndex()
        if not index.isValid():
            return
        if tab:
            if self._began_at is None or self._began_at[0] != index.row():
                self._began_at = (index.row(), index.column())
            self._tab(index, way[1])
            return
        column = index.column()
        if way[0] and self._began_at is not None and self._began_at[0] == index.row():
            column = self._began_at[1]
        self._began_at = None
        if way[1]:
            column = self._beside(column, way[1])
        place = max(0, min(index.row() + way[0], self.rows.rowCount() - 1))
        if way[0] and place == index.row():
            self.row_ended.emit(self.id_of(index))
        self._set_cursor(place, column)

    def go_on(self) -> None:
        """After the answer: where the key wanted to go."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.move_on(waiting[0], tab=waiting[1])

    def stay(self) -> None:
        self._waiting = None

    def whole_rows(self) -> bool:
        """Whether rows are chosen from their first to their last column."""
        shown = self.shown_columns()
        parts = self.selectionModel().selection()
        stretches = [parts.at(number) for number in range(parts.count())]
        return bool(stretches) and all(part.left() <= min(shown) and part.right() >= max(shown) for part in stretches)

    def chosen_columns(self) -> list[int]:
        """In the order shown."""
        parts = self.selectionModel().selection()
        stretches = [parts.at(number) for number in range(parts.count())]
        return [one for one in self.shown_columns() if any(part.left() <= one <= part.right() for part in stretches)]

    def copy(self) -> None:
        """Whole rows with their titles; cells alone as they stand, as Excel does."""
        places = self.chosen_places()
        if self.whole_rows() or not places:
            super().copy()
        else:
            put_table(self.rows.tsv(places, self.chosen_columns(), header=False))

    def choose_rows(self) -> None:
        """The rows of all chosen cells, whole; with none chosen that of the cursor."""
        flag, model = QItemSelectionModel.SelectionFlag, self.selectionModel()
        if model.hasSelection():
            model.select(model.selection(), flag.Select | flag.Rows)
        elif self.currentIndex().isValid():
            model.select(self.currentIndex(), flag.Select | flag.Rows)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first cell that the keys come to is chosen, as every later one."""
        began = self.currentIndex().isValid()
        super().focusInEvent(event)
        first = self.currentIndex()
        if not began and first.isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._set_cursor(first.row(), first.column())

    def _remember_place(self) -> None:
        at = self.currentIndex()
        self._stood_at = (at.row(), at.column()) if at.isValid() and self.has_cursor else None

    def _stand_again(self) -> None:
        if self._stood_at is None or not self.rows.rowCount():
            return
        place, column = self._stood_at
        index = self.rows.index(min(place, self.rows.rowCount() - 1), column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.worked_in.emit()
        if self.guard(event):
            return
        if not self._own_key(event):
            self.in_place = event.key() == Qt.Key.Key_F2
            extends = event.key() in _ALONG and event.modifiers() & _SHIFT and self.whole_rows()
            chosen, at = self.chosen_ranges() if extends else [], self.currentIndex().row()
            super().keyPressEvent(event)
            if chosen:
                first, last = chosen[0][0], chosen[-1][1]
                self._choose_from(last if at == first else first)
            self._begun()

    def _choose_from(self, place: int) -> None:
        """The rows from there to the cursor."""
        flag, at, end = QItemSelectionModel.SelectionFlag, self.currentIndex(), self.rows.columnCount() - 1
        top, bottom = sorted((place, at.row()))
        rows = QItemSelection(self.rows.index(top, 0), self.rows.index(bottom, end))
        self.selectionModel().select(rows, flag.ClearAndSelect)

    def _own_key(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not held & (_CONTROL | _ALT):
            self.move_on((0, -1 if key == Qt.Key.Key_Backtab or held & _SHIFT else 1), tab=True)
        elif key in _ENTER and held == _CONTROL:
            self.entered_all.emit()
        elif key in _ENTER and held in (_SHIFT, Qt.KeyboardModifier.NoModifier):
            self.move_on((-1 if held & _SHIFT else 1, 0))
        elif key == Qt.Key.Key_Escape:
            self.row_backed_out.emit(self.at[0])
        elif key == Qt.Key.Key_Delete and not held:
            (self.rows_deleted if self.whole_rows() else self.emptied).emit()
        elif key == Qt.Key.Key_Space and held == _SHIFT:
            self.choose_rows()
        elif key == Qt.Key.Key_Backspace and not held:
            self._begin_empty()
        elif key == Qt.Key.Key_Down and held == _ALT:
            self.begin_edit()
            if (editor := self.editor) is not None:
                editor.walk(1)
        elif key in _EDGES and held == _CONTROL:
            self._to_edge(key)
        else:
            return False
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """The first letters open the cell, as a key does: those of a composition, and those that come without one."""
        self.worked_in.emit()
        self.in_place = False
        if self.is_editing or not event.commitString():
            super().inputMethodEvent(event)
            return
        self.begin_edit(in_place=False)
        if (editor := self.editor) is not None:
            editor.selectAll()
            QCoreApplication.sendEvent(editor, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.worked_in.emit()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.in_place = True
        super().mouseDoubleClickEvent(event)
        self._begun()

    def _begun(self) -> None:
        """In place the text stays and the caret stands behind it."""
        editor = self.editor
        if editor is not None and editor.in_place and not editor.isModified():
            editor.deselect()
            editor.end(False)

    def _begin_empty(self) -> None:
        self.begin_edit(in_place=False)
        if (editor := self.editor) is not None:
            editor.clear()
            editor.setModified(True)

    def _typed_columns(self) -> list[int]:
        return [number for number in self.shown_columns() if self.columns[number].raw is not None]

    def _beside(self, column: int, by: int) -> int:
        shown = self.shown_columns()
        at = shown.index(column) if column in shown else 0
        return shown[max(0, min(at + by, len(shown) - 1))]

    def _tab(self, index: QModelIndex, by: int) -> None:
        """To the next cell that can be typed into; from the last one to the first of the next row."""
        columns = self._typed_columns()
        if not columns:
            return
        order = self.shown_columns()
        here = order.index(index.column()) if index.column() in order else 0
        rest = [one for one in columns if (order.index(one) - here) * by > 0]
        if rest:
            self._set_cursor(index.row(), rest[0] if by > 0 else rest[-1])
            return
        place = index.row() + by
        if 0 <= place < self.rows.rowCount():
            self._began_at = None
            self._set_cursor(place, columns[0] if by > 0 else columns[-1])

    def _to_edge(self, key: Qt.Key) -> None:
        """Ctrl with an arrow, Home or End. The cell is chosen alone: Qt would leave chosen what was."""
        index, shown, last = self.currentIndex(), self.shown_columns(), self.rows.rowCount() - 1
        if not shown or last < 0:
            return
        row = 0 if key in _TOP else last if key in _BOTTOM else max(index.row(), 0)
        column = shown[0] if key in _LEFT else shown[-1] if key in _RIGHT else max(index.column(), 0)
        self._set_cursor(row, column)

    def _set_cursor(self, place: int, column: int) -> None:
        index = self.rows.index(place, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
