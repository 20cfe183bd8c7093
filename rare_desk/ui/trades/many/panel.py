"""Beside the list: one field of many rows, or what a paste or a replacement would do, before it happens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk.ui import formats, labels
from rare_desk.ui.trades.editing.cells import CELLS, CODED
from rare_desk.ui.trades.editing.offers import Offers
from rare_desk.ui.trades.many.judging import Judged
from rare_desk.ui.trades.many.verdict import Verdict
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import button

WIDTH = 360
_FIRST = ("status", "counterparty", "delivery_place", "price_incl_vat", "date")
_UNFIT = frozenset(("deal_no",))
"""What no two rows share."""


class ManyPanel(SidePanel):
    value_asked = Signal(str, str)
    """(column key, what is typed): what would become of the rows."""
    agreed = Signal()

    def __init__(self, offers: Offers) -> None:
        super().__init__(width=WIDTH)
        self._offers = offers
        keys = [*_FIRST, *(key for key in CELLS if key not in _FIRST and key not in _UNFIT)]
        self.field = ChoiceField(self.tr("Field"), [Choice(key, labels.field(key)) for key in keys])
        self.value = ChoiceField(self.tr("New value"), free=True)
        self.look = button(self.tr("See what changes"), self._ask)
        self.verdict = Verdict()
        self.verdict.agreed.connect(self.agreed)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(12, 8, 12, 0)
        form.setSpacing(8)
        for part in (self.field, self.value):
            form.addWidget(part)
        form.addWidget(self.look)
        body = QWidget()
        column = flush(QVBoxLayout(body))
        column.addWidget(self._form)
        column.addWidget(self.verdict, 1)
        self.set_body(body)
        self.field.committed.connect(self._offer)
        self.field.changed.connect(self._offer)
        self.value.changed.connect(self.verdict.clear)
        self.value.edit.returnPressed.connect(self._ask)
        self.setVisible(False)

    def begin(self, count: int, key: str) -> None:
        """For so many rows, with the column of the cursor proposed."""
        self.set_title(self.tr("Change {count} rows").format(count=formats.count(count)))
        self._form.setVisible(True)
        self.verdict.clear()
        self.field.set_value(key if key in CELLS and key not in _UNFIT else _FIRST[0])
        self._offer()
        self.value.clear()
        self.setVisible(True)
        self.value.setFocus()

    def show_judged(self, title: str, judged: Judged, words: str) -> None:
        """`words` on the button, with `{count}`."""
        if self.isHidden() or not self._form.isVisible():
            self._form.setVisible(False)
            self.set_title(title)
        self.verdict.show_judged(judged, words)
        self.setVisible(True)
        if judged.count:
            self.verdict.button.setFocus()

    def _offer(self) -> None:
        offered = self._offers.of(self.field.value())
        known: Sequence[Choice] = offered.choices if offered else ()
        self.value.set_choices(known)
        self.verdict.clear()

    def _ask(self) -> None:
        key, value = self.field.value(), self.value.value()
        if not key:
            return
        if key in CODED and value not in CODED[key]:
            self.value.set_problem(self.tr("Choose one from the list"))
            return
        self.value.set_problem(None)
        self.value_asked.emit(key, value)
