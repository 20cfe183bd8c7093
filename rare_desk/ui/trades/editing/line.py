"""The line under the list while it is typed into: what the row is, what is wrong at the cell, and the next keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from rare_desk.core.problems import Problem
from rare_desk.ui import labels
from rare_desk.ui.trades.editing.edits import RowEdit
from rare_desk.ui.widgets.toolbar import Elided, text


class TypingLine(QFrame):
    """Comes with the first row that is typed, and stays."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "foot")
        self.setFixedHeight(26)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        self._state = text("", caption=True)
        self._said = Elided("", "muted")
        self._keys = text("", "caption")
        row.addWidget(self._state)
        row.addWidget(self._said, 1)
        row.addWidget(self._keys, 0, Qt.AlignmentFlag.AlignRight)
        self.setVisible(False)

    @property
    def state(self) -> str:
        return self._state.text()

    @property
    def said(self) -> str:
        return self._said.text()

    def show_edit(self, edit: RowEdit, at_cell: tuple[Problem, ...], waiting: int) -> None:
        """`at_cell`: what is wrong where the cursor is; else all of the row's is said. `waiting`: rows not saved."""
        state = self.tr("New row") if edit.is_new else self.tr("Changed, not saved")
        if waiting > 1:
            state += "  " + self.tr("{count} rows not saved").format(count=str(waiting))
        self._show(state, at_cell or edit.problems, self.tr("Ctrl+Enter save and next   Esc discard"))

    def show_waiting(self, waiting: int) -> None:
        if waiting:
            self._show(self.tr("{count} rows not saved").format(count=str(waiting)), (), "")
        else:
            self.show_saved("")

    def show_saved(self, what: str) -> None:
        if not self.isHidden():
            self._show(self.tr("Saved"), (), "")
            self._said.setText(what)

    def show_sentence(self, said: str, role: str = "bad") -> None:
        self._paint(role)
        self._said.setText(said)
        self.setVisible(True)

    def _show(self, state: str, problems: tuple[Problem, ...], keys: str) -> None:
        self._state.setText(state)
        self._paint("bad" if any(not p.suspect for p in problems) else "warn" if problems else "muted")
        self._said.setText(labels.say_all(problems))
        self._keys.setText(keys)
        self.setVisible(True)

    def _paint(self, role: str) -> None:
        if self._said.property("role") != role:
            self._said.setProperty("role", role)
            self._said.style().unpolish(self._said)
            self._said.style().polish(self._said)
