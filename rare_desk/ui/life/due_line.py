"""One delivery or payment, typed in place: five cells, a cross, and below them what is wrong."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from rare_desk.store.reading.life.due_queries import DueRow
from rare_desk.ui import labels
from rare_desk.ui.life.reading import EMPTY, Typed, typed
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import button, text

COLUMNS = tuple(field.name for field in fields(Typed))
WIDTHS = {"due": 84, "done": 84, "amount": 104}
"""Of the cells that do not grow, px."""
CROSS = 24


class DueLine(QFrame):
    """A row of the book, or (without one) the empty line below them."""

    save_asked = Signal()
    """Enter, or the line left with something typed in it."""
    gone_asked = Signal()
    moved = Signal(int, str)
    """Up (-1) or down (1) from a column."""

    def __init__(self, row: DueRow | None = None) -> None:
        super().__init__()
        self.row: DueRow | None = None
        self._kept = EMPTY
        self.cells = {name: QLineEdit() for name in COLUMNS}
        for cell in self.cells.values():
            cell.setProperty("cell", True)
            cell.installEventFilter(self)
            cell.textEdited.connect(lambda _text: self.say(""))
        self.cells["amount"].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.cross: QPushButton = button("×", self.gone_asked.emit, "quiet")
        self.cross.setFixedSize(CROSS, 24)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setToolTip(self.tr("Delete (Ctrl+Del)"))
        self.cross.setAccessibleName(self.tr("Delete"))
        self.problem = text("", "warn", caption=True)
        self.problem.setWordWrap(True)
        self.problem.setVisible(False)
        column = flush(QVBoxLayout(self), 1)
        across = QHBoxLayout()
        across.setSpacing(2)
        for name, cell in self.cells.items():
            if name in WIDTHS:
                cell.setFixedWidth(WIDTHS[name])
            across.addWidget(cell, 0 if name in WIDTHS else 1)
        across.addWidget(self.cross)
        column.addLayout(across)
        column.addWidget(self.problem)
        self.show_row(row)

    @property
    def typed(self) -> Typed:
        return Typed(**{name: cell.text().strip() for name, cell in self.cells.items()})

    @property
    def touched(self) -> bool:
        return self.typed != self._kept

    def show_row(self, row: DueRow | None, *, late: str = "") -> None:
        """What the book has; what was typed and not saved stays. `late` stands where the done day is missing."""
        untouched = not self.touched or (row is None) != (self.row is None)
        self.row = row
        kept = EMPTY if row is None else typed(row.due)
        if untouched:
            self._put(kept)
        self._kept = kept
        self.cross.setVisible(row is not None)
        if row is not None:
            self.cells["done"].setPlaceholderText(late)
        self._mark("late", bool(late), "due")

    def propose(self, amount: str) -> None:
        """What an empty amount will be."""
        self.cells["amount"].setPlaceholderText(amount)

    def saving(self) -> None:
        """What stands in it is on its way to the book."""
        self._kept = self.typed
        self.say("")

    def failed(self) -> None:
        """It did not get there."""
        self._kept = EMPTY if self.row is None else typed(self.row.due)

    def clear(self) -> None:
        self._put(EMPTY)
        self._kept = EMPTY
        self.say("")

    def say(self, words: str, names: tuple[str, ...] = ()) -> None:
        """What is wrong, and in which cells."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        for name in COLUMNS:
            self._mark("problem", name in names, name)

    def enter(self, column: str) -> None:
        self.cells[column].setFocus(Qt.FocusReason.OtherFocusReason)
        self.cells[column].selectAll()

    def _put(self, line: Typed) -> None:
        for name, cell in self.cells.items():
            if cell.text() != getattr(line, name):
                cell.setText(getattr(line, name))
                cell.setCursorPosition(0)
            cell.setToolTip(labels.tip(getattr(line, name)) if name not in WIDTHS else "")

    def _mark(self, name: str, value: bool, column: str) -> None:
        cell = self.cells[column]
        if bool(cell.property(name)) != value:
            cell.setProperty(name, value)
            cell.style().unpolish(cell)
            cell.style().polish(cell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            column = next(name for name, cell in self.cells.items() if cell is watched)
            return self._key(column, event)
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._left)
        return super().eventFilter(watched, event)

    def _left(self) -> None:
        within = any(cell.hasFocus() for cell in self.cells.values())
        if not within and self.isVisible() and self.window().isActiveWindow() and self.touched:
            self.save_asked.emit()

    def _key(self, column: str, event: QKeyEvent) -> bool:
        key, control = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.touched:
                self.save_asked.emit()
            elif self.row is not None:
                self.moved.emit(1, column)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1, column)
        elif key == Qt.Key.Key_Delete and control and self.row is not None:
            self.gone_asked.emit()
        elif key == Qt.Key.Key_Escape and self.touched:
            self._put(self._kept)
            self.say("")
        else:
            return False
        return True
