"""What the index makes of a trade: which daily prices it is in and at what weight, or why it is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from rare_desk.ui import formats, labels, language
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Toolbar, button, text

if TYPE_CHECKING:
    from rare_desk.core.explain.tracing import PricedDay, Traced
    from rare_desk.ops.index.state import IndexState
    from rare_desk.store.book import Book

COMPOSITE = "composite"


@dataclass(frozen=True, slots=True)
class InIndex:
    """`why` is the sentence for a trade left out; `series` is where its points are: composite or its product."""

    traced: Traced
    why: str
    series: str

    def on(self, day: dt.date) -> dict[str, object]:
        """The point of a day, as the index page is asked for it."""
        return {"series": self.series, "day": day, "product": self.traced.product}


def in_index(book: Book, state: IndexState, trade: int) -> InIndex | None:
    """Off the window's thread. None for a trade that the computed index does not know yet."""
    from rare_desk.core.explain.tracing import trace
    from rare_desk.ops.index.explaining import why_out

    found = trace(state.computation, trade)
    if found is None:
        return None
    why = why_out(book, found.left_out, language.current()) if found.left_out else ""
    weighed = any(COMPOSITE in day.weights for day in found.priced)
    return InIndex(found, why, COMPOSITE if weighed else found.product)


class IndexSection(QFrame):
    asked = Signal(object)
    """What `IndexPage.show_item` takes: series, day and product of a point to be explained."""

    def __init__(self) -> None:
        super().__init__()
        column = flush(QVBoxLayout(self))
        head = Toolbar(0, "head", side=12)
        self._note = text("", "caption")
        head.add(text(self.tr("In the index")))
        head.add_right(self._note)
        column.addWidget(head)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(8, 4, 12, 6)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        column.addWidget(self._body)
        self.setVisible(False)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said, figure by figure."""
        return (self._note.text(), *(label.text() for label in self._body.findChildren(QLabel) if label.text()))

    def show_trade(self, found: InIndex | None) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self.setVisible(found is not None)
        if found is None:
            return
        if found.traced.left_out is not None:
            self._show_left_out(found, found.traced.left_out.code)
        else:
            self._show_priced(found, found.traced.priced)

    def _show_left_out(self, found: InIndex, code: str) -> None:
        self._note.setText(self.tr("left out"))
        said = text(self.tr("{0} – {1}").format(labels.label(f"index.{code}"), found.why), "warn")
        said.setWordWrap(True)
        said.setContentsMargins(4, 2, 0, 2)
        self._grid.addWidget(said, 0, 0, 1, 3)
        if found.traced.product:
            self._grid.addWidget(self._link(found, found.traced.index_day), 1, 0)

    def _show_priced(self, found: InIndex, days: tuple[PricedDay, ...]) -> None:
        self._note.setText(self.tr("prices {0} days").format(len(days)) if days else self.tr("prices no day"))
        for row, day in enumerate(days):
            self._grid.addWidget(self._link(found, day.date), row, 0)
            share = self.tr("{0} % of the daily price").format(formats.number(day.share * 100, 1))
            self._grid.addWidget(text(share, "caption"), row, 1)
            self._grid.addWidget(text(self._weight(day.weights), "caption"), row, 2, Qt.AlignmentFlag.AlignRight)

    def _weight(self, weights: Mapping[str, float]) -> str:
        if COMPOSITE not in weights:
            return self.tr("not in the weights")
        return self.tr("{0} % of the composite").format(formats.number(weights[COMPOSITE] * 100, 1))

    def _link(self, found: InIndex, day: dt.date) -> QWidget:
        link = button(formats.date(day), partial(self.asked.emit, found.on(day)), "link")
        link.setToolTip(self.tr("Explain that day"))
        link.setFixedHeight(22)
        return link
