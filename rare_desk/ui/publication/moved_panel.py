"""Published points of which the live index now says something else; restated in place, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.ui import formats, labels
from rare_desk.ui.publication.columns import Named, pending_columns
from rare_desk.ui.publication.marking import mark
from rare_desk.ui.widgets.inputs.fields import TextField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.cells import HEADER, ROW
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import Elided, button, rule, text

if TYPE_CHECKING:
    from rare_desk.ops.publication import Overview, Pending

_MOST_ROWS = 5


class MovedPanel(QWidget):
    """Hidden while nothing moved."""

    restate_asked = Signal(object, str)
    """(list of Pending, reason)."""
    chosen = Signal(int)
    """A vintage that the user looks at."""

    def __init__(self, series: Named, product: Named) -> None:
        super().__init__()
        self._overview: Overview | None = None
        self._writable = True
        self._note = text("", "caption")
        self.model = ListModel(
            pending_columns(series, product, lambda: self._overview.causes if self._overview else {}), self
        )
        self.table = Table("moved", fit=True)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Moved since publication"))
        self.reason = TextField("", "", self.tr("Why it is restated, such as: a late trade was entered"))
        self.reason.edit.setAccessibleName(self.tr("Reason"))
        self.restate = button(self.tr("Restate"), self.ask)
        self.why_not = Elided()
        self._build()
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.reason.changed.connect(self._enable)
        self.reason.edit.returnPressed.connect(self.ask)
        self.setVisible(False)

    def _build(self) -> None:
        head, foot = QFrame(), QFrame()
        head.setProperty("bar", "tool")
        head.setFixedHeight(36)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(text(self.tr("Moved since publication")))
        row.addWidget(self._note)
        row.addStretch(1)
        foot.setProperty("bar", "card")
        foot.setFixedHeight(40)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self.reason.setFixedWidth(380)
        row.addWidget(self.reason)
        row.addWidget(self.restate)
        row.addWidget(self.why_not, 1)
        column = flush(QVBoxLayout(self))
        for part in (head, self.table, foot, rule()):
            column.addWidget(part)

    @property
    def marked(self) -> list[Pending]:
        """The chosen points, whether they may be restated or not."""
        rows = (self.model.row_at(place) for place in self.table.chosen_places())
        return [row for row in rows if row is not None]

    def show_moved(self, found: Overview, *, writable: bool) -> None:
        """What is chosen stays so."""
        self._overview, self._writable = found, writable
        moved = sorted(found.moved, key=lambda one: one.rule != "inside")
        marked = self.table.chosen_ids()
        self.model.show_rows(moved, lambda one: one.vintage.id)
        mark(self.table, marked)
        within = len(found.restatable)
        self._note.setText(self.tr("{count} may be restated").format(count=formats.count(within)) if moved else "")
        self.table.setFixedHeight(HEADER + max(min(len(moved), _MOST_ROWS), 1) * ROW + 1)
        self.setVisible(bool(moved))
        if moved and not self.table.chosen_places():
            self.table.selectRow(0)
        self._enable()

    def ask(self) -> None:
        inside = [one for one in self.marked if one.rule == "inside"]
        if inside and self.reason.text() and self._writable:
            self.restate_asked.emit(inside, self.reason.text())

    def restated(self) -> None:
        self.reason.clear()

    def _choose(self) -> None:
        self._enable()
        if self.table.hasFocus() and self.marked:
            self.chosen.emit(self.marked[0].vintage.id)

    def _enable(self) -> None:
        marked = self.marked
        inside = [one for one in marked if one.rule == "inside"]
        self.reason.setEnabled(bool(inside) and self._writable)
        self.restate.setEnabled(bool(inside) and bool(self.reason.text()) and self._writable)
        several = self.tr("Restate {count}").format(count=formats.count(len(inside)))
        self.restate.setText(several if len(inside) > 1 else self.tr("Restate"))
        outside = marked[0].rule if marked and not inside else ""
        self.why_not.setText(labels.label(f"publication.why-{outside}") if outside else "")
