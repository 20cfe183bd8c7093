"""What is next to publish: days, weeks and months that are over, today by choice, and one button for all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from rare_desk.core.index.period_points import FREQS
from rare_desk.ui import formats, labels
from rare_desk.ui.publication import said
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Elided, button, rule, text

if TYPE_CHECKING:
    from rare_desk.ops.publication import Next

_NOTHING: Mapping[str, Next] = {}


class _Cell(QFrame):
    """One frequency: how many are due and of when; a link publishes them alone."""

    asked = Signal()
    today_asked = Signal()

    def __init__(self, freq: str) -> None:
        super().__init__()
        self.setProperty("bar", "card")
        self.count = text("")
        self.days = Elided()
        self.publish = button(self.tr("Publish"), self.asked.emit, "link")
        self.today = button(self.tr("Publish today"), self.today_asked.emit, "link")
        self.today.setToolTip(self.tr("Before the day is over: what comes in later shows as moved"))
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 8, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(text(labels.label(f"publication.{freq}"), "caption"), 0, 0)
        grid.addWidget(self.count, 0, 1)
        grid.addWidget(self.publish, 0, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.today, 0, 3, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.days, 1, 0, 1, 4)
        grid.setColumnStretch(1, 1)

    def show_next(self, found: Next, newest: dt.date | None, *, enabled: bool) -> None:
        over = found.over
        self.count.setText(self.tr("{count} not published").format(count=formats.count(len(over))) if over else "")
        last = self.tr("published up to {date}").format(date=formats.date(newest)) if newest else ""
        self.days.setText(said.dates(over) if over else last or self.tr("nothing to publish yet"))
        self.publish.setVisible(bool(over))
        self.today.setVisible(found.today is not None)
        for one in (self.publish, self.today):
            one.setEnabled(enabled)


class NextBar(QFrame):
    all_asked = Signal()
    asked = Signal(str)
    """A frequency: all of it that is over."""
    today_asked = Signal(str)
    """A frequency of which today's point shall be published."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "card")
        self.cells = {freq: _Cell(freq) for freq in FREQS}
        self.publish_all = button(self.tr("Publish"), self.all_asked.emit, "primary")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 16, 0)
        row.setSpacing(0)
        for freq, cell in self.cells.items():
            cell.asked.connect(lambda freq=freq: self.asked.emit(freq))
            cell.today_asked.connect(lambda freq=freq: self.today_asked.emit(freq))
            row.addWidget(cell, 1)
            row.addWidget(rule(vertical=True))
        row.addSpacing(16)
        row.addWidget(self.publish_all)
        column = flush(QVBoxLayout(self))
        column.addLayout(row)
        column.addWidget(rule())
        self.show_next(_NOTHING, {}, enabled=False)

    def show_next(
        self, found: Mapping[str, Next], newest: Mapping[str, dt.date], *, enabled: bool, working: bool = False
    ) -> None:
        """`newest` has the last published date of each frequency; `enabled` False for a book that cannot be written."""
        from rare_desk.ops.publication import Next

        total = 0
        for freq, cell in self.cells.items():
            due = found.get(freq, Next())
            total += len(due.over)
            cell.show_next(due, newest.get(freq), enabled=enabled and not working)
        words = self.tr("Publish {count}").format(count=formats.count(total)) if total else self.tr("All published")
        self.publish_all.setText(words)
        self.publish_all.setEnabled(bool(total) and enabled and not working)
