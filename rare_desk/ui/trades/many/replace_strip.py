"""Find and replace, in a line above the list: how many rows have the text is said before anything is replaced."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from rare_desk.ui import formats, labels
from rare_desk.ui.trades.many.replacing import FIELDS
from rare_desk.ui.widgets.actions import on_keys
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.toolbar import button, text

_SETTLED_MS = 200
ALL = "all"
SHOWN, SELECTED = "shown", "selected"


class ReplaceStrip(QFrame):
    """Enter replaces, Esc closes."""

    count_asked = Signal(str, str, str)
    """(text, field or empty for all, SHOWN or SELECTED)."""
    replace_asked = Signal(str, str, str, str)
    """(text, what it becomes, field, scope)."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "tool")
        self.setFixedHeight(40)
        self.wanted = QLineEdit()
        self.becomes = QLineEdit()
        for edit, words in ((self.wanted, self.tr("Find")), (self.becomes, self.tr("Replace with"))):
            edit.setPlaceholderText(words)
            edit.setAccessibleName(words)
            edit.setFixedWidth(150)
            edit.returnPressed.connect(self._replace)
        fields = [Choice(ALL, self.tr("All text columns")), *(Choice(one, labels.field(one)) for one in FIELDS)]
        self.field = ChoiceField("", fields)
        self.field.edit.setAccessibleName(self.tr("Column"))
        self.field.setFixedWidth(150)
        self.field.set_value(ALL)
        self.scope = SegmentedButtons([(SHOWN, self.tr("Shown")), (SELECTED, self.tr("Selected"))])
        self.scope.choose(SHOWN)
        self._said = text("", "caption")
        self.button = button(self.tr("Replace all"), self._replace, "primary")
        close = button("×", self.close_strip, "quiet")
        close.setAccessibleName(self.tr("Close"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(8)
        for part in (self.wanted, self.becomes, self.field, self.scope, self.button, self._said):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(close)
        self._settling = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._settling.timeout.connect(self._count)
        self.wanted.textEdited.connect(self._typed)
        self.field.changed.connect(self._typed)
        self.field.committed.connect(self._typed)
        self.scope.chosen.connect(lambda _key: self._typed())
        on_keys(self, self._replace, "Ctrl+Return", "Ctrl+Enter")
        self.setVisible(False)

    @property
    def said(self) -> str:
        return self._said.text()

    def begin(self, *, several_selected: bool) -> None:
        """With several rows selected it replaces in these."""
        self.scope.choose(SELECTED if several_selected else SHOWN)
        self.setVisible(True)
        self.wanted.setFocus()
        self.wanted.selectAll()
        self._typed()

    def show_count(self, count: int) -> None:
        self._said.setText(
            self.tr("in {count} rows").format(count=formats.count(count)) if count else self.tr("nowhere")
        )
        self.button.setEnabled(count > 0)

    def recount(self) -> None:
        """After the rows have changed."""
        if not self.isHidden():
            self._typed()

    def close_strip(self) -> None:
        self._settling.stop()
        self.setVisible(False)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
            return
        super().keyPressEvent(event)

    def _typed(self, *_: object) -> None:
        self._said.setText("")
        self.button.setEnabled(False)
        self._settling.start()

    def _wanted_field(self) -> str:
        value = self.field.value()
        return "" if value == ALL else value

    def _count(self) -> None:
        if self.wanted.text() and self.field.value():
            self.count_asked.emit(self.wanted.text(), self._wanted_field(), self.scope.current)

    def _replace(self) -> None:
        """Only what has been counted."""
        if self.button.isEnabled():
            self.replace_asked.emit(self.wanted.text(), self.becomes.text(), self._wanted_field(), self.scope.current)
        elif self.wanted.text() and not self._said.text():
            self._count()
