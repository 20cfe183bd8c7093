"""The choice of a calculator: three groups of buttons, or one button with them in its menu where there is no room."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ui import labels
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.overflow import MenuButton

_GROUPS = {
    "concentrate": ("grade", "settlement", "netback", "estimate"),
    "products": ("basket", "metal", "oxide", "average"),
    "trade": ("fob", "floor", "landed"),
}
_GAP = 12
KINDS = tuple(CALCULATORS)


def groups(known: Collection[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The calculators that there are, by what they are about; one that no group names stands at the end."""
    listed = [(group, tuple(kind for kind in kinds if kind in known)) for group, kinds in _GROUPS.items()]
    others = tuple(kind for kind in known if not any(kind in kinds for kinds in _GROUPS.values()))
    return [(group, kinds) for group, kinds in (*listed, ("others", others)) if kinds]


def kind_words(kind: str) -> str:
    return labels.label_or(f"pricing.{kind}", kind)


class Chooser(QWidget):
    chosen = Signal(str)
    """Only for a choice by the user."""

    def __init__(self, known: Collection[str], current: str) -> None:
        super().__init__()
        self._current = current
        self._room = 0
        self._groups = [SegmentedButtons([(kind, _short(kind)) for kind in kinds]) for _, kinds in groups(known)]
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for group in self._groups:
            group.chosen.connect(self._chosen)
            row.addWidget(group)
        self.menu_button = MenuButton("", self.tr("Another calculator"))
        self.menu_button.setMinimumWidth(150)
        self._actions = self._fill_menu(known)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._row)
        whole.addWidget(self.menu_button)
        self.menu_button.setVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.choose(current)

    @property
    def current(self) -> str:
        return self._current

    def choose(self, kind: str) -> None:
        """Without telling: for the program, not for the user."""
        self._current = kind
        for group in self._groups:
            group.clear()
            group.choose(kind)
        self.menu_button.setText(kind_words(kind))
        if kind in self._actions:
            self._actions[kind].setChecked(True)

    def fit(self, room: int) -> None:
        """All buttons when they need no more than `room` px."""
        wide = self._row.sizeHint().width() <= room
        self._row.setVisible(wide)
        self.menu_button.setVisible(not wide)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.menu_button.sizeHint().width(), super().minimumSizeHint().height())

    def _chosen(self, kind: str) -> None:
        if kind != self._current:
            self.choose(kind)
            self.chosen.emit(kind)

    def _fill_menu(self, known: Collection[str]) -> dict[str, QAction]:
        menu = self.menu_button.drop
        made: dict[str, QAction] = {}
        exclusive = QActionGroup(self)
        for group, kinds in groups(known):
            menu.addSection(labels.label(f"calculator.group-{group}"))
            for kind in kinds:
                made[kind] = menu.addAction(kind_words(kind))
                made[kind].setCheckable(True)
                exclusive.addAction(made[kind])
                made[kind].triggered.connect(lambda _checked=False, kind=kind: self._chosen(kind))
        return made


def _short(kind: str) -> str:
    return labels.label_or(f"calculator.button-{kind}", kind_words(kind))
