"""Small parts that every view of Explain is made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from rare_desk.ui.widgets.toolbar import text


def selectable(words: str, role: str = "") -> QLabel:
    """A label from which can be copied."""
    label = text(words, role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def head(name: QWidget, note: QWidget) -> QFrame:
    """The line above a table: its name, a note at the right."""
    made = QFrame()
    made.setProperty("bar", "head")
    made.setFixedHeight(30)
    row = QHBoxLayout(made)
    row.setContentsMargins(12, 0, 12, 0)
    row.addWidget(name)
    row.addStretch(1)
    row.addWidget(note)
    return made


def in_groups(digest: str) -> str:
    """A hash with spaces, so that it can break at a line's end."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
