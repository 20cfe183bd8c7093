"""Small parts that every view of Explain is made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from rare_desk.ui.widgets.toolbar import Toolbar, text


def selectable(words: str, role: str = "") -> QLabel:
    """A label from which can be copied."""
    label = text(words, role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def head(name: QWidget, note: QWidget) -> Toolbar:
    """The line above a table: its name, a note at the right."""
    made = Toolbar(30, "head", side=12)
    made.add(name)
    made.add_right(note)
    return made


def in_groups(digest: str) -> str:
    """A hash with spaces, so that it can break at a line's end."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
