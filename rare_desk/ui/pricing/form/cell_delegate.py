"""Cells that are typed into, or chosen in."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from rare_desk.ui import theme
from rare_desk.ui.pricing.form.cells import Cell
from rare_desk.ui.pricing.form.grid_model import NAME, GridModel, Index
from rare_desk.ui.pricing.form.grid_paint import LEFT, RIGHT, inner_of, paint_cell


class CellDelegate(QStyledItemDelegate):
    """Paints cells; its editors send every key on, so that the result follows while typing."""

    entered = Signal()
    """A cell was ended by Enter."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = theme.tokens()
        model = index.model()
        assert isinstance(model, GridModel)
        cell, row = model.cell(index), model.rows[index.row()]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        ground = now.raised if row.total else now.hover if cell.path and index.column() != NAME else now.surface
        painter.save()
        painter.fillRect(rect, QColor(now.accent_weak if cell.marked else ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.row_rule))
        if cell.path and index.column() != NAME:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height() - 1, QColor(now.row_rule))
        left = index.column() in model.words or index.column() in row.wide
        paint_cell(painter, inner_of(rect, index.column(), len(model.titles)), cell, left=left, muted=cell.muted)
        if cell.problem:
            corner = QPoint(rect.right() + 1, rect.top())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.warn))
            painter.drawPolygon(QPolygon([corner, corner - QPoint(7, 0), corner + QPoint(0, 7)]))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(now.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model, place = index.model(), QPersistentModelIndex(index)
        assert isinstance(model, GridModel)
        if model.cell(index).choices:
            return self._choosing(parent, model.cell(index), lambda key: model.setData(place, key))
        editor = QLineEdit(parent)
        editor.setProperty("cell", True)
        left = index.column() in model.words or index.column() in model.rows[index.row()].wide
        editor.setAlignment(LEFT if left else RIGHT)
        before = model.cell(index).raw
        editor.setProperty("before", before)
        editor.textEdited.connect(lambda text: model.setData(place, text))
        return editor

    def _choosing(self, parent: QWidget, cell: Cell, choose: Callable[[str], object]) -> QComboBox:
        editor = QComboBox(parent)
        for key, words in cell.choices:
            editor.addItem(words, key)
        editor.setCurrentIndex(editor.findData(cell.raw))

        def chosen() -> None:
            choose(str(editor.currentData()))
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

        editor.activated.connect(chosen)
        QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not isinstance(editor, QLineEdit):
            return
        model = index.model()
        assert isinstance(model, GridModel)
        raw = model.cell(index).raw
        if editor.text() != raw:
            editor.setText(raw)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                watched.setText(str(watched.property("before")))
                watched.textEdited.emit(watched.text())
            elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)
