"""The saved calculations that a trade is linked to, each with its status and figure; one click opens it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from rare_desk.store.rows import CalculationRow
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Toolbar, button, text

_MOST = 4


class CalculationsSection(QFrame):
    """Hidden without any."""

    asked = Signal(int)
    """The id of a calculation to be opened."""

    def __init__(self) -> None:
        super().__init__()
        column = flush(QVBoxLayout(self))
        head = Toolbar(0, "head", side=12)
        self._note = text("", "caption")
        head.add(text(self.tr("Calculations")))
        head.add_right(self._note)
        column.addWidget(head)
        self._body: QWidget | None = None
        self._column = column
        self.setVisible(False)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(label.text() for label in self._body.findChildren(QLabel)) if self._body else ()

    def show_rows(self, rows: Sequence[CalculationRow]) -> None:
        """The newest first; of many the first few."""
        from rare_desk.ops.contracts.saved import (
            headline,  # brings a workbook library, which the page must not wait for
        )

        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(8, 4, 12, 6)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for place, row in enumerate(rows[:_MOST]):
            link = button(call(row), partial(self.asked.emit, row.id), "link")
            link.setFixedHeight(22)
            grid.addWidget(link, place, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(text(labels.label(f"pricing.status-{row.status}"), "caption"), place, 1)
            grid.addWidget(text(formats.money(headline(row)), "caption"), place, 2, Qt.AlignmentFlag.AlignRight)
        self._column.addWidget(self._body)
        self._note.setText(str(len(rows)) if len(rows) > _MOST else "")
        self.setVisible(bool(rows))


def call(row: CalculationRow) -> str:
    """By name and version."""
    name = row.name if len(row.name) <= 18 else f"{row.name[:17]}…"
    return labels.label("pricing.name-version", name=name, version=str(row.version))
