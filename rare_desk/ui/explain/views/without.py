"""What the point would be without the chosen trade, or had it priced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk.ui import formats
from rare_desk.ui.explain.parts import selectable

if TYPE_CHECKING:
    from rare_desk.core.explain.without import Effect
    from rare_desk.core.index.engine import Computation
    from rare_desk.ui.explain.place import Place


@dataclass(frozen=True, slots=True)
class Effects:
    """`priced` is None for a trade that prices, or that could not have."""

    trade: int
    without: Effect
    priced: Effect | None


def effects(computation: Computation, place: Place, trade: int) -> Effects | None:
    """Off the window's thread: it computes again from the trade's day on. None for a trade the index does not know."""
    from rare_desk.core.explain.without import accepted, effect, without

    left, priced = without(computation, trade), accepted(computation, trade)
    if left is None:
        return None
    asked = (place.series, place.freq, place.day)
    return Effects(
        trade,
        effect(computation, left, *asked),
        None if priced is None else effect(computation, priced, *asked),
    )


class WithoutLine(QWidget):
    """Asks for the effects of a trade a moment after it was chosen; until then, and for none, a hint."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._trade = 0
        self._called = ""
        self._line = selectable("", "caption")
        self._line.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        self._wait = QTimer(self, interval=120, singleShot=True)
        self._wait.timeout.connect(lambda: self.wanted.emit(self._trade))
        self.forget()

    @property
    def said(self) -> str:
        return self._line.text()

    def forget(self) -> None:
        self._trade = 0
        self._wait.stop()
        self._line.setText(self.tr("Choose a trade to see the index without it."))

    def choose(self, trade: int, called: str) -> None:
        self._trade, self._called = trade, called
        self._line.setText(self.tr("Without {0}: …").format(called))
        self._wait.start()

    def show_effects(self, found: Effects | None, decimals: int) -> None:
        """`decimals` of the values: two of an index, none of a price."""
        if found is None or found.trade != self._trade:
            return
        lines = [self._said(self.tr("Without {0}").format(self._called), found.without, decimals)]
        if found.priced is not None:
            lines.append(self._said(self.tr("Had it priced"), found.priced, decimals))
        self._line.setText("\n".join(lines))

    def _said(self, lead: str, found: Effect, decimals: int) -> str:
        asked, largest = found.asked, found.largest
        if not found.moved:
            return self.tr("{0}: nothing moves").format(lead)
        if asked is None or asked.after is None or asked.before is None:
            value = self.tr("no point")
        elif asked.after == asked.before:
            value = self.tr("unchanged")
        else:
            change = formats.signed(asked.after - asked.before, decimals)
            value = f"{formats.number(asked.after, decimals)} ({change})"
        more = ""
        count = len(found.moved)
        if largest is not None and largest.before is not None and largest.after is not None and count > 1:
            change = formats.signed(largest.after - largest.before, decimals)
            more = self.tr("; {0} points move, most on {1}: {2}").format(count, formats.date(largest.date), change)
        return self.tr("{0}: {1}{2}").format(lead, value, more)
