"""Buttons of which one is down: ranges, frequencies, yes and no."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from rare_desk.ui.widgets.layouts import flush


class SegmentedButtons(QWidget):
    """Options are (key, words). Arrow keys move between them as between radio buttons."""

    chosen = Signal(str)
    """The key; only for a choice by the user."""

    def __init__(self, options: Sequence[tuple[str, str]], current: str = "", *, fill: bool = False) -> None:
        super().__init__()
        self._fill = fill
        self._row = flush(QHBoxLayout(self))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._current = ""
        self.set_options(options, current)

    def set_options(self, options: Sequence[tuple[str, str]], current: str = "") -> None:
        """The buttons stay where the same are offered in other words."""
        if [key for key, _ in options] == list(self._buttons):
            for key, words in options:
                if self._buttons[key].text() != words:
                    self._buttons[key].setText(words)
        else:
            self._make(options)
        if options:
            self.choose(current or options[0][0])

    def _make(self, options: Sequence[tuple[str, str]]) -> None:
        for old in self._buttons.values():
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        self._buttons = {}
        for number, (key, words) in enumerate(options):
            one = QPushButton(words)
            one.setCheckable(True)
            one.setProperty("segment", True)
            one.setProperty("edge", _edge(number, len(options)))
            wide = QSizePolicy.Policy.Expanding if self._fill else QSizePolicy.Policy.Fixed
            one.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
            one.clicked.connect(lambda _checked=False, key=key: self._click(key))
            self._group.addButton(one)
            self._row.addWidget(one)
            self._buttons[key] = one

    @property
    def current(self) -> str:
        return self._current

    def choose(self, key: str) -> None:
        """Without telling: for the program, not for the user."""
        if key in self._buttons:
            self._current = key
            self._buttons[key].setChecked(True)

    def clear(self) -> None:
        """None is down, until one is chosen."""
        self._current = ""
        self._group.setExclusive(False)
        for one in self._buttons.values():
            one.setChecked(False)
        self._group.setExclusive(True)

    def set_enabled(self, key: str, enabled: bool) -> None:
        self._buttons[key].setEnabled(enabled)

    def button(self, key: str) -> QPushButton:
        return self._buttons[key]

    def _click(self, key: str) -> None:
        if key != self._current:
            self._current = key
            self.chosen.emit(key)


def _edge(number: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if number == 0 else "last" if number == count - 1 else "middle"
