"""Pairs of parties that are probably one firm: merged or told apart with one key each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.ops.parties.near import ProbablySame
from rare_desk.ui import labels
from rare_desk.ui.parties.columns import title
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import PANEL_MARGIN, ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import button, text

WIDTH = 440


class NearPanel(SidePanel):
    merge_asked = Signal(int, int)
    """(id of the one that goes, id of the one it becomes)."""
    apart_asked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__(width=WIDTH)
        self.set_title(self.tr("Probably the same firm"))
        self._pairs: tuple[ProbablySame, ...] = ()
        self.model: ListModel[ProbablySame] = ListModel(_columns(), self)
        self.table = Table(fit=True, margin=PANEL_MARGIN)
        self.table.setModel(self.model)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.tr("Probably the same firm"))
        body = QWidget()
        column = flush(QVBoxLayout(body))
        self.hint = text(
            self.tr("Trades, aliases and defaults go to the other one; all of it can be undone."), "caption"
        )
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(PANEL_MARGIN, 8, PANEL_MARGIN, 8)
        column.addWidget(self.hint)
        column.addWidget(self.table, 1)
        self.set_body(body)
        self.set_foot(self._make_foot())
        for keys, do in (("M", self.merge), ("S", self.merge_other_way), ("D", self.tell_apart)):
            inside = Qt.ShortcutContext.WidgetShortcut
            QShortcut(QKeySequence(keys), self.table, context=inside).activated.connect(do)
        self.setVisible(False)

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("bar", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(PANEL_MARGIN, 8, PANEL_MARGIN, 8)
        row.setSpacing(8)
        self.buttons = (
            button(self.tr("Merge  M"), self.merge, "primary"),
            button(self.tr("Other way round  S"), self.merge_other_way),
            button(self.tr("Different  D"), self.tell_apart),
        )
        for one in self.buttons:
            row.addWidget(one)
        row.addStretch(1)
        return foot

    def show_pairs(self, pairs: Sequence[ProbablySame]) -> None:
        """The place in the list stays, so that one key follows the other."""
        place = max(self.table.currentIndex().row(), 0)
        self._pairs = tuple(pairs)
        self.model.show_rows(self._pairs)
        if self._pairs:
            self.table.selectRow(min(place, len(self._pairs) - 1))
        for one in self.buttons:
            one.setEnabled(bool(self._pairs))

    @property
    def chosen(self) -> ProbablySame | None:
        place = self.table.currentIndex().row()
        return self._pairs[place] if 0 <= place < len(self._pairs) else None

    def merge(self) -> None:
        if (pair := self.chosen) is not None:
            self.merge_asked.emit(pair.gone.id, pair.into.id)

    def merge_other_way(self) -> None:
        if (pair := self.chosen) is not None:
            self.merge_asked.emit(pair.into.id, pair.gone.id)

    def tell_apart(self) -> None:
        if (pair := self.chosen) is not None:
            self.apart_asked.emit(pair.gone.id, pair.into.id)


def _columns() -> list[Column[ProbablySame]]:
    def column(key: str, width: int, say: Callable[[ProbablySame], str], grows: bool = True) -> Column[ProbablySame]:
        return Column(
            key=key, title=title(key), text=say, width=width, grows=grows, muted=not grows, sortable=False, tip=say
        )

    return [
        column("gone", 160, lambda pair: pair.gone.name),
        column("into", 160, lambda pair: pair.into.name),
        column("why", 112, lambda pair: labels.label(f"parties.why-{pair.why}"), grows=False),
    ]
