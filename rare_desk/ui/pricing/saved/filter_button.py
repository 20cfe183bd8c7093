"""Which of the saved calculations are shown: ticks for statuses and calculators in one menu."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ops.contracts.saved import STATUSES
from rare_desk.ui import labels
from rare_desk.ui.widgets.overflow import MenuButton


class FilterButton(MenuButton):
    """Nothing ticked means all."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.statuses: set[str] = set()
        self.kinds: set[str] = set()
        self._offered: tuple[str, ...] = ()
        self.drop.aboutToShow.connect(self.fill_menu)
        self._show()

    def offer(self, kinds: Collection[str]) -> None:
        """The calculators that occur."""
        self._offered = tuple(kind for kind in CALCULATORS if kind in kinds or kind in self.kinds)

    def clear(self) -> None:
        self.statuses.clear()
        self.kinds.clear()
        self._tell()

    def _show(self) -> None:
        ticked = len(self.statuses) + len(self.kinds)
        self.setText(self.tr("Filter {count}").format(count=ticked) if ticked else self.tr("Filter"))
        self.setProperty("active", bool(ticked))
        self.style().unpolish(self)
        self.style().polish(self)

    def fill_menu(self) -> None:
        """All statuses, and the calculators that occur."""
        self.drop.clear()
        self._ticks(self.tr("Status"), STATUSES, "pricing.status-", self.statuses)
        self._ticks(self.tr("Calculator"), self._offered, "pricing.", self.kinds)
        self.drop.addSeparator()
        self.drop.addAction(self.tr("Show all"), self.clear).setEnabled(bool(self.statuses | self.kinds))

    def _ticks(self, title: str, codes: Collection[str], prefix: str, chosen: set[str]) -> None:
        self.drop.addSection(title)
        for code in codes:
            tick = QAction(labels.label(f"{prefix}{code}"), self.drop)
            tick.setCheckable(True)
            tick.setChecked(code in chosen)
            tick.triggered.connect(lambda _checked=False, code=code, chosen=chosen: self._turn(code, chosen))
            self.drop.addAction(tick)

    def _turn(self, code: str, chosen: set[str]) -> None:
        chosen ^= {code}
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()
