"""A grid of typed and computed cells: typing starts at once, Tab and Enter go on, the result follows every key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPolygon, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from rare_desk.ui import theme
from rare_desk.ui.pricing.form.cells import EMPTY, Cell, GridRow

Index = QModelIndex | QPersistentModelIndex
Title = tuple[str, str]
"""Words and unit of a column."""

NAME = 0
"""The column of words; all others hold figures."""
ROW, HEADER, PAD, MARGIN = 26, 28, 8, 16
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class GridModel(QAbstractTableModel):
    typed = Signal(str, str)
    """(path of the input, text), with every key."""

    def __init__(self, titles: Sequence[Title], parent: QObject) -> None:
        super().__init__(parent)
        self.titles = tuple(titles)
        self.rows: list[GridRow] = []

    def show_rows(self, rows: list[GridRow]) -> None:
        """An editor that is open stays open when the records are the same ones."""
        if [row.path for row in rows] != [row.path for row in self.rows]:
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
            return cell.problem or (cell.shown if cell.muted else "") or None
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


class _Header(QHeaderView):
    def __init__(self, model: GridModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._model = model
        self.setFixedHeight(HEADER)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(30)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now = theme.tokens()
        title, unit = self._model.titles[section]
        painter.save()
        painter.fillRect(rect, QColor(now.raised))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.line))
        cell = Cell(unit, prefix=title)
        _paint(
            painter,
            _inner(rect, section, len(self._model.titles)),
            cell,
            left=section == NAME,
            muted=True,
            prefix_ink="text",
        )
        painter.restore()


class _Delegate(QStyledItemDelegate):
    """Paints cells; its editors send every key on, so that the result follows while typing."""

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
        left = index.column() == NAME or index.column() in row.wide
        _paint(painter, _inner(rect, index.column(), len(model.titles)), cell, left=left, muted=cell.muted)
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
        editor = QLineEdit(parent)
        editor.setProperty("cell", True)
        left = index.column() == NAME
        editor.setAlignment(_LEFT if left else _RIGHT)
        model, place = index.model(), QPersistentModelIndex(index)
        assert isinstance(model, GridModel)
        before = model.cell(index).raw
        editor.setProperty("before", before)
        editor.textEdited.connect(lambda text: model.setData(place, text))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model = index.model()
        assert isinstance(model, GridModel)
        raw = model.cell(index).raw
        if editor.text() != raw:
            editor.setText(raw)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                watched.setText(str(watched.property("before")))
                watched.textEdited.emit(watched.text())
            elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                view = self.parent()
                assert isinstance(view, Grid)
                view.go_down()
                return True
        return super().eventFilter(watched, event)


def _inner(rect: QRect, column: int, columns: int) -> QRect:
    """Where a cell's words stand: the first and the last column keep the page's margin."""
    return rect.adjusted(MARGIN if column == NAME else PAD, 0, -(MARGIN if column == columns - 1 else PAD), -1)


def _paint(
    painter: QPainter, inner: QRect, cell: Cell, *, left: bool, muted: bool = False, prefix_ink: str = "muted"
) -> None:
    """The prefix before the figure, in the caption's size except in a header; too long words end in dots."""
    now = theme.tokens()
    caption, body = theme.caption_font(), theme.body_font()
    header = prefix_ink != "muted"
    figure_font, prefix_font = (caption, body) if header else (body, caption)
    painter.setFont(figure_font)
    words = painter.fontMetrics().elidedText(cell.shown, Qt.TextElideMode.ElideRight, inner.width())
    width = painter.fontMetrics().horizontalAdvance(words)
    painter.setPen(QColor(now.warn if cell.problem else now.muted if muted else now.text))
    figure = inner
    if cell.prefix and left:
        painter.setFont(prefix_font)
        figure = inner.adjusted(painter.fontMetrics().horizontalAdvance(f"{cell.prefix} ") + 1, 0, 0, 0)
        painter.setFont(figure_font)
    painter.drawText(figure, _LEFT if left else _RIGHT, words)
    if not cell.prefix:
        return
    painter.setFont(prefix_font)
    painter.setPen(QColor(getattr(now, prefix_ink)))
    gap = painter.fontMetrics().horizontalAdvance(" ") + 1 if words else 0
    room = inner if left else inner.adjusted(0, 0, -width - gap, 0)
    side = _LEFT if left else _RIGHT
    prefix = painter.fontMetrics().elidedText(cell.prefix, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, side, prefix)


class Grid(QTableView):
    """As high as its rows. Delete empties a cell, Ctrl+Delete asks for its row to go, Ctrl+V pastes."""

    pasted = Signal(str)
    removal_asked = Signal(str)
    """The path of the record that shall go."""

    def __init__(self, titles: Sequence[Title], weights: Sequence[int]) -> None:
        """`weights`: how the width is shared among the columns."""
        super().__init__()
        self._weights = tuple(weights)
        self.grid = GridModel(titles, self)
        self.setModel(self.grid)
        self.setHorizontalHeader(_Header(self.grid))
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setMinimumSectionSize(ROW)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setItemDelegate(_Delegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)

    def show_rows(self, rows: list[GridRow]) -> None:
        self.grid.show_rows(rows)
        self.clearSpans()
        for place, row in enumerate(rows):
            if row.wide:
                self.setSpan(place, row.wide.start, 1, len(row.wide))
        self.setFixedHeight(HEADER + ROW * len(rows))

    def record(self) -> str:
        """The path of the current row's record; empty when there is none."""
        index = self.currentIndex()
        return self.grid.rows[index.row()].path if index.isValid() else ""

    def go_to(self, path: str) -> None:
        """Puts the cursor on the first cell typed under that path (`lots[2]`)."""
        for row, line in enumerate(self.grid.rows):
            for column, cell in enumerate(line.cells):
                if cell.path.startswith(path) and (column != NAME or path == cell.path):
                    self.setCurrentIndex(self.grid.index(row, column))
                    self.setFocus()
                    return

    def go_down(self) -> None:
        """To the next typed cell below, or to the first of the next column."""
        at = self.currentIndex()
        rows = len(self.grid.rows)
        for step in range(1, rows * len(self.grid.titles)):
            place = at.row() + step
            column = at.column() + place // rows
            if column >= len(self.grid.titles):
                return
            index = self.grid.index(place % rows, column)
            if self.grid.cell(index).path:
                self.setCurrentIndex(index)
                return

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Tab goes over typed cells only."""
        moves = QAbstractItemView.CursorAction
        if action not in (moves.MoveNext, moves.MovePrevious):
            return super().moveCursor(action, modifiers)
        step = 1 if action == moves.MoveNext else -1
        columns, at = len(self.grid.titles), self.currentIndex()
        place = at.row() * columns + at.column() + step
        while 0 <= place < columns * len(self.grid.rows):
            index = self.grid.index(place // columns, place % columns)
            if self.grid.cell(index).path:
                return index
            place += step
        return at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            QGuiApplication.clipboard().setText(self.grid.cell(index).raw or self.grid.cell(index).shown)
        elif event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.record():
                self.removal_asked.emit(self.record())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.grid.setData(index, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_down()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, whole = self.viewport().width(), sum(self._weights)
        used = 0
        for column, weight in enumerate(self._weights):
            share = width - used if column == len(self._weights) - 1 else width * weight // whole
            self.setColumnWidth(column, share)
            used += share
