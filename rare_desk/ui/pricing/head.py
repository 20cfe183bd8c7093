"""The line above the form: what the calculation is called, and how it stands to what is saved of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from rare_desk import moments
from rare_desk.store.rows import CalculationRow
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.toolbar import button, text


class Head(QFrame):
    named = Signal()
    """The name was typed into."""

    def __init__(self, ask_again: Callable[[], object], study: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("bar", "head")
        self.setFixedHeight(36)
        self.name = QLineEdit()
        self.name.setProperty("bare", True)
        self.name.setPlaceholderText(self.tr("Name of the calculation"))
        self.name.setAccessibleName(self.tr("Name of the calculation"))
        self.name.textEdited.connect(lambda _: self.named.emit())
        self.state = text("", "muted", caption=True)
        self.refresh = button(self.tr("Ask the book again"), ask_again, "link")
        self.refresh.setVisible(False)
        self.study = button(self.tr("What if"), study, "link", "Ctrl+Shift+W")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.name, 1)
        row.addWidget(self.refresh)
        row.addWidget(self.study)
        row.addWidget(self.state)

    def show_state(self, row: CalculationRow | None, *, same: bool) -> None:
        """Version and when it was saved; `same`: nothing was changed since."""
        if row is None:
            self.state.setText(self.tr("not saved"))
            return
        at = moments.local(row.saved_at)
        when = formats.clock(at) if at.date() == dt.date.today() else formats.date(at.date())
        same_words = self.tr("version {version}, saved {when}, unchanged since")
        other_words = self.tr("version {version}, saved {when}, changed since")
        self.state.setText((same_words if same else other_words).format(version=row.version, when=when))


def proposed_name(kind: str, given: Mapping[str, Any]) -> str:
    """Party, calculator, day and grade, as far as they are there."""
    parts = (given.get("counterparty"), labels.label(f"pricing.{kind}"), given.get("delivery_date"), given.get("grade"))
    return " ".join(str(part) for part in parts if part)
