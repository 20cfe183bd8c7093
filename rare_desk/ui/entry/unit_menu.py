"""A unit inside a field that can be changed there, by mouse or with the Down key."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton

from rare_desk.ui import theme
from rare_desk.ui.widgets.inputs.fields import TextField


class UnitMenu(QToolButton):
    """Sits at the right end of `field`; options are (key, words)."""

    chosen = Signal(str)
    """The key; only for a choice by the user."""

    def __init__(self, field: TextField, options: Sequence[tuple[str, str]], tip: str) -> None:
        super().__init__()
        self._field = field
        self._current = ""
        self._words: dict[str, str] = {}
        self.setProperty("kind", "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFont(theme.caption_font())
        self.setFixedHeight(24)
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        for key, words in options:
            self.add_option(key, words)
        self.clicked.connect(self.open)
        field.inside.setContentsMargins(8, 0, 2, 0)
        field.inside.addWidget(self)
        field.edit.installEventFilter(self)

    def add_option(self, key: str, words: str) -> None:
        self._words[key] = words
        action = self._menu.addAction(words)
        action.setCheckable(True)
        action.setData(key)
        self._group.addAction(action)
        action.triggered.connect(lambda _checked=False: self._take(key))

    @property
    def current(self) -> str:
        return self._current

    def choose(self, key: str) -> None:
        """Without telling. An unknown key becomes an option of its own."""
        if key not in self._words:
            self.add_option(key, key)
        self._current = key
        self.setText(f"{self._words[key]} ⌄")
        for action in self._group.actions():
            action.setChecked(action.data() == key)

    def open(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        opens = (Qt.Key.Key_Down, Qt.Key.Key_F4)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in opens:
            self.open()
            return True
        return super().eventFilter(watched, event)

    def _take(self, key: str) -> None:
        if key != self._current:
            self.choose(key)
            self.chosen.emit(key)
