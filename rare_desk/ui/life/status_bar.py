"""Where a trade stands: its status, set by hand with one click, and where that does not agree with its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from rare_desk.core.trades import Status
from rare_desk.ops.life.dues import TradeDues
from rare_desk.ui import labels
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.toolbar import Elided, button, text

LIVE = (Status.CONFIRMED, Status.PART_DELIVERED, Status.DELIVERED, Status.CLOSED)


class StatusBar(QFrame):
    status_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.what = Elided()
        self.buttons = SegmentedButtons([(one, labels.label(f"trades.{one}")) for one in LIVE], fill=True)
        self.buttons.setAccessibleName(labels.field("status"))
        self.buttons.chosen.connect(lambda key: self.status_asked.emit(Status(key)))
        self.said = text("", "warn", caption=True)
        self.said.setWordWrap(True)
        self.offer = button(self.tr("Close it"), lambda: self.status_asked.emit(Status.CLOSED), "link")
        self._settled = text(self.tr("Delivered and paid in full."), "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.what)
        column.addWidget(self.buttons)
        column.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._settled)
        row.addWidget(self.offer)
        row.addStretch(1)
        column.addLayout(row)

    def show_dues(self, found: TradeDues, what: str) -> None:
        """`what` names the trade."""
        status = found.row.trade.status
        self.what.setText(what)
        if status in LIVE:
            self.buttons.choose(status)
        else:
            self.buttons.clear()
        outside = "" if status in LIVE else labels.label(f"trades.{status}")
        said = "\n".join(filter(None, (outside, *map(labels.say, found.contradictions))))
        self.said.setText(said)
        self.said.setVisible(bool(said))
        settled = found.standing.settled and status in (*LIVE[:2], Status.DELIVERED)
        for part in (self._settled, self.offer):
            part.setVisible(settled)
        self.buttons.setFocusPolicy(Qt.FocusPolicy.NoFocus)
