"""Which columns are shown and in which order, chosen in a list."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rare_desk import prefs
from rare_desk.ui.widgets.table.arrangement import Arrangement
from rare_desk.ui.widgets.toolbar import button, text

_ROW, _MOST = 26, 420


class ColumnsButton(QPushButton):
    def __init__(self, arrangement: Arrangement) -> None:
        super().__init__()
        self.setText(self.tr("Columns…"))
        self.arrangement = arrangement
        self.clicked.connect(lambda: open_chooser(self.arrangement, self, QPoint(0, self.height() + 2)))


class ColumnList(QListWidget):
    """Ticks show and hide; dragged lines, or Alt with an arrow, move."""

    def __init__(self, arrangement: Arrangement) -> None:
        super().__init__()
        self._arrangement = arrangement
        self.setAccessibleName(self.tr("Columns"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.fill()
        self.itemChanged.connect(self._ticked)
        self.model().rowsMoved.connect(lambda *_: self._moved())

    def fill(self) -> None:
        shown = self._arrangement.in_sight()
        titles = {one.key: one.title for one in self._arrangement.table.columns}
        self.blockSignals(True)
        self.clear()
        for key in self._arrangement.every():
            item = QListWidgetItem(titles[key], self)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.setFixedSize(220, min(_ROW * self.count() + 4, _MOST))
        self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._carry(step)
        else:
            super().keyPressEvent(event)

    def _carry(self, step: int) -> None:
        place = self.currentRow()
        if 0 <= place + step < self.count():
            item = self.takeItem(place)
            self.insertItem(place + step, item)
            self.setCurrentRow(place + step)
            self._moved()

    def _ticked(self, item: QListWidgetItem) -> None:
        shown = item.checkState() == Qt.CheckState.Checked
        key = str(item.data(Qt.ItemDataRole.UserRole))
        self._arrangement.show_column(key, shown)
        if shown != (key in self._arrangement.in_sight()):
            self.fill()

    def _moved(self) -> None:
        for place in range(self.count()):
            self._arrangement.move(str(self.item(place).data(Qt.ItemDataRole.UserRole)), place)


class Chooser(QFrame):
    """The list, and back to how the page has it by itself."""

    def __init__(self, arrangement: Arrangement, over: QWidget) -> None:
        super().__init__(over, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("bar", "popup")
        self._arrangement = arrangement
        self.listed = ColumnList(arrangement)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.listed)
        foot = QHBoxLayout()
        foot.addWidget(button(self.tr("Reset"), self._reset, "link"))
        foot.addStretch(1)
        foot.addWidget(text(self.tr("Drag, or Alt+↑ Alt+↓"), "caption"))
        column.addLayout(foot)
        self.adjustSize()

    def closeEvent(self, event: QCloseEvent) -> None:
        prefs.shared().save()
        super().closeEvent(event)

    def _reset(self) -> None:
        self._arrangement.reset()
        self.listed.fill()


def open_chooser(arrangement: Arrangement, over: QWidget, at: QPoint) -> Chooser:
    """`at` from the corner of `over`; it stays on the screen."""
    popup = Chooser(arrangement, over)
    corner, screen = over.mapToGlobal(at), over.screen().availableGeometry()
    left = min(corner.x(), screen.right() - popup.width())
    popup.move(left, max(screen.top(), min(corner.y(), screen.bottom() - popup.height())))
    popup.show()
    popup.listed.setFocus()
    return popup
