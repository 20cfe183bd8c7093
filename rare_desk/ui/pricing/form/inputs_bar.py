"""The single inputs of a calculator in columns that line up: labels beside the fields, or above where it is narrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from rare_desk.core.pricing.fields import Field
from rare_desk.core.problems import Problem
from rare_desk.ui.pricing.draft import Given, at
from rare_desk.ui.pricing.form.entry import Entry
from rare_desk.ui.pricing.outcome import Outcome

_COLUMNS = 3
_FIELD = 150
"""The least width of a field beside its label."""


class InputsBar(QWidget):
    edited = Signal(str, object)
    """(path of the input, what was written)."""
    pull_asked = Signal(str, QPoint)
    source_asked = Signal(str, QPoint)

    def __init__(self, fields: Sequence[Field], prefix: str = "") -> None:
        """`prefix`: the record that the fields are of, with its dot."""
        super().__init__()
        self.entries: dict[str, Entry] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        for field in fields:
            self._add(prefix + field.name, Entry(field))
        self._shown: frozenset[str] = frozenset()
        self.arrange(frozenset(self.entries))
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(2 * column + 1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 8)
        whole.addLayout(self._grid)

    def show_given(self, given: Given, outcome: Outcome) -> None:
        for path, entry in self.entries.items():
            entry.show_raw(at(given, path), _problem(outcome, path))

    def show_sources(self, said: Mapping[str, tuple[str, bool]]) -> None:
        """By path: the words of the source, and whether the book now says otherwise."""
        for path, entry in self.entries.items():
            words, stale = said.get(path, ("", False))
            entry.show_source(words, stale=stale)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put_labels()

    def _put_labels(self) -> None:
        entries = [entry for path, entry in self.entries.items() if path in self._shown]
        columns = [entries[column::_COLUMNS] for column in range(_COLUMNS)]
        words = sum(max((entry.label.sizeHint().width() for entry in column), default=0) + 16 for column in columns)
        above = self.width() - 32 - words < _COLUMNS * _FIELD
        for entry in entries:
            entry.put_label_above(above)

    def arrange(self, shown: frozenset[str]) -> None:
        """Only those paths, without gaps, in the order of the fields."""
        if shown == self._shown:
            return
        self._shown = shown
        place = 0
        for path, entry in self.entries.items():
            self._grid.removeWidget(entry.label)
            self._grid.removeWidget(entry)
            entry.setVisible(path in shown)
            if path not in shown:
                entry.label.setVisible(False)
                continue
            row, column = divmod(place, _COLUMNS)
            entry.label.setContentsMargins(16 if column else 0, 0, 0, 0)
            self._grid.addWidget(entry.label, row, 2 * column, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(entry, row, 2 * column + 1, Qt.AlignmentFlag.AlignTop)
            place += 1
        self._put_labels()

    def _add(self, path: str, entry: Entry) -> None:
        self.entries[path] = entry
        entry.edited.connect(partial(self.edited.emit, path))
        entry.pull_asked.connect(partial(self.pull_asked.emit, path))
        entry.source_asked.connect(partial(self.source_asked.emit, path))


def _problem(outcome: Outcome, path: str) -> Problem | None:
    """Of the input itself, or of one of the several in it."""
    return outcome.problem(path) or next((p for p in outcome.wrong if p.field.startswith(f"{path}[")), None)
