"""The further names of a party: typed and added with Enter, each taken away by its cross."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.ui import labels
from rare_desk.ui.widgets.inputs.fields import TextField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Elided, button


class Aliases(QWidget):
    changed = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self._names: list[str] = []
        self.field = TextField(label, "", self.tr("As files call it; Enter adds it"))
        self.field.edit.returnPressed.connect(self.add)
        self._rows = flush(QVBoxLayout())
        column = flush(QVBoxLayout(self), 3)
        column.addWidget(self.field)
        column.addLayout(self._rows)

    def names(self) -> tuple[str, ...]:
        """With what stands in the field and was not added yet."""
        typed = " ".join(self.field.text().split())
        return tuple(dict.fromkeys((*self._names, *((typed,) if typed else ()))))

    def show_names(self, names: Sequence[str]) -> None:
        self._names = list(names)
        self.field.clear()
        self._list()

    def add(self) -> None:
        if self.field.text():
            self._names = list(self.names())
            self.field.clear()
            self._list()
            self.changed.emit()

    def remove(self, name: str) -> None:
        self._names.remove(name)
        self._list()
        self.field.edit.setFocus()
        self.changed.emit()

    def _list(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for name in self._names:
            self._rows.addWidget(self._row(name))

    def _row(self, name: str) -> QWidget:
        row = QWidget()
        row.setFixedHeight(24)
        across = QHBoxLayout(row)
        across.setContentsMargins(8, 0, 0, 0)
        across.setSpacing(4)
        across.addWidget(Elided(name, "muted"), 1)
        cross = button("×", partial(self.remove, name), "quiet")
        cross.setToolTip(labels.tip(self.tr("Remove the alias {name}").format(name=name)))
        cross.setAccessibleName(cross.toolTip())
        across.addWidget(cross)
        return row
