"""What the book now says of the inputs taken from it: old and new side by side, to be taken or left."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.ops.pricing import place_name
from rare_desk.ops.pulling.refreshing import Change
from rare_desk.ops.pulling.telling import source_words
from rare_desk.ui import language
from rare_desk.ui.widgets.toolbar import button, text


class RefreshBar(QFrame):
    taken = Signal(object)
    """The changes that are ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "foot")
        self.ticks: list[tuple[QCheckBox, Change]] = []
        self._title = text("")
        self._rows = QWidget()
        take = button(self.tr("Take the new values"), self._take, "primary")
        leave = button(self.tr("Leave them"), lambda: self.setVisible(False))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(leave)
        head.addWidget(take)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self._rows)
        self.setVisible(False)

    def show_changes(self, changes: Sequence[Change]) -> None:
        self._column.removeWidget(self._rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        self.ticks = []
        for row, change in enumerate(changes):
            tick = QCheckBox(place_name(change.path, language.current()))
            tick.setChecked(True)
            new = f"{Decimal(change.new.value):,f}" if change.new else self.tr("no longer in the book")
            said = source_words(change.new or change.old, language.current())
            grid.addWidget(tick, row, 0)
            for column, words in enumerate((f"{Decimal(change.old.value):,f}", "→", new), 1):
                right = Qt.AlignmentFlag.AlignRight if column == 1 else Qt.AlignmentFlag.AlignLeft
                grid.addWidget(text(words), row, column, right)
            grid.addWidget(text(said, "caption"), row, 4)
            self.ticks.append((tick, change))
        grid.setColumnStretch(4, 1)
        self._column.addWidget(self._rows)
        self._title.setText(self.tr("The book says otherwise now ({count})").format(count=len(changes)))
        self.setVisible(bool(changes))

    def _take(self) -> None:
        self.setVisible(False)
        self.taken.emit([change for tick, change in self.ticks if tick.isChecked()])
