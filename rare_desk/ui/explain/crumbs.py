"""The way up from what Explain shows: month, composite, group; and what it moved them by."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rare_desk.ui.explain.place import Place
from rare_desk.ui.widgets.toolbar import button, text


class Crumbs(QWidget):
    """Hidden where there is nothing above."""

    asked = Signal(object)
    """The Place to go to."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 12, 2)
        column.setSpacing(0)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        column.addLayout(self._row)
        self._effect = text("", "caption")
        self._effect.setContentsMargins(4, 0, 0, 0)
        column.addWidget(self._effect)
        self._parts: list[QPushButton | QLabel] = []
        self.setVisible(False)

    @property
    def links(self) -> dict[str, QPushButton]:
        """The places above by their words."""
        return {part.text(): part for part in self._parts if isinstance(part, QPushButton)}

    @property
    def effect(self) -> str:
        return self._effect.text()

    def show_way(self, above: Sequence[tuple[str, Place]], here: str, effect: str) -> None:
        """`above` are the words and places, the furthest first; `effect` is what this point did to them."""
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._parts = []
        for words, place in above:
            link = button(words, partial(self.asked.emit, place), "link")
            link.setAccessibleName(self.tr("Up to {0}").format(words))
            self._parts += [link, text("›", "caption")]
        self._parts.append(text(here))
        self._parts[-1].setContentsMargins(4 if above else 0, 0, 0, 0)
        for part in self._parts:
            self._row.addWidget(part)
        self._row.addStretch(1)
        self._effect.setText(effect)
        self._effect.setVisible(bool(effect))
        self.setVisible(bool(above))
