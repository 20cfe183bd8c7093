"""How parts are put beside and below one another."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSplitter, QWidget

L = TypeVar("L", bound=QBoxLayout | QGridLayout)


def flush(layout: L, spacing: int = 0) -> L:
    """Up to the edges of what holds it, with so many px between the parts."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


class Split(QSplitter):
    """Parts of which none goes away when the line between them is drawn. `sizes` in px; their shares count."""

    def __init__(
        self, *parts: QWidget, sizes: Sequence[int] = (), way: Qt.Orientation = Qt.Orientation.Vertical
    ) -> None:
        super().__init__(way)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for part in parts:
            self.addWidget(part)
        self.setSizes(sizes)
