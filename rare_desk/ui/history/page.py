"""The history of the book: every step, latest first, what it did, and the ways back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk.ops.history.journal import Matched, StepLine, Wanted, actors, matched, step_lines
from rare_desk.store.tables import RECORDS
from rare_desk.ui import formats, language
from rare_desk.ui.history.columns import StepSource, row_state, step_columns
from rare_desk.ui.history.panel import StepPanel
from rare_desk.ui.history.verbs import HistoryVerbs
from rare_desk.ui.page import Page
from rare_desk.ui.widgets.inputs.choice_field import Choice
from rare_desk.ui.widgets.inputs.filter_bar import FilterBar
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.rows_model import FIRST, RowsModel
from rare_desk.ui.widgets.rows.table_out import wishes
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import button, text

if TYPE_CHECKING:
    from rare_desk.store.book import Book, Changes
    from rare_desk.ui.session import Session

_PANEL = 0.45, 500, 860
"""How much of the page the panel takes, and within which widths, px."""


class HistoryPage(Page):
    name = "history"
    reads = RECORDS

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._asked = 0
        self._wanted_step = 0
        self._matched: Matched | None = None
        self.count = text("", "muted")
        self.filters = FilterBar()
        self.model: RowsModel[StepLine] = RowsModel(step_columns(), session.read, self)
        self.model.row_state = row_state
        self.table = Table("history", fit=True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.panel = StepPanel(session)
        self._lay_out()
        self.verbs = HistoryVerbs(self)
        self._settling = QTimer(self, interval=40, singleShot=True)
        self._settling.timeout.connect(self._show_chosen)
        session.closed.connect(self._settling.stop)
        self.filters.changed.connect(self._load)
        self.filters.searched.connect(self.main_list.setFocus)
        self.model.ids_loaded.connect(self._choose_wanted)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._settling.start())
        self.table.activated.connect(lambda _index: self._show_chosen())
        self.panel.closed.connect(self.table.setFocus)

    def _lay_out(self) -> None:
        self.toolbar.add(text(self.tr("History")), self.count)
        self.toolbar.add_right(button(self.tr("Export…"), lambda: wishes().asked.emit(self.table)))
        self.filters.add_search("text", self.tr("What was done"), 190)
        kinds = (
            Choice("imports", self.tr("Imports")),
            Choice("edits", self.tr("Edits")),
            Choice("undo", self.tr("Undone and done again")),
        )
        self.filters.add_choice("kind", self.tr("Kind"), kinds)
        self._who = self.filters.add_choice("who", self.tr("Who"), ())
        self.filters.add_days("days", self.tr("Date"), dt.date.today)
        self.filters.end()
        listed = QWidget()
        column = flush(QVBoxLayout(listed))
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        self.set_body(listed)
        self.add_side(self.panel)

    @property
    def main_list(self) -> QWidget:
        return self.table

    def refresh(self, changes: Changes | None) -> None:
        self.session.read(actors, self._offer_actors)
        self._load()

    def show_item(self, **what: Any) -> None:
        """`step`: its number; `kinds`: of steps that are listed."""
        self.filters.clear()
        if what.get("kinds"):
            self.filters.set_chosen("kind", what["kinds"])
            self.filters.changed.emit()
        if isinstance(what.get("step"), int):
            self._wanted_step = what["step"]
            self._choose_wanted()

    def menu_actions(self) -> list[QAction]:
        return self.verbs.actions

    def wanted(self) -> Wanted:
        days = self.filters.days("days")
        return Wanted(
            self.filters.text("text"), self.filters.chosen("kind"), self.filters.chosen("who"), days.first, days.last
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        share, least, most = _PANEL
        self.panel.setFixedWidth(max(least, min(round(self.width() * share), most)))

    def _offer_actors(self, found: Sequence[str]) -> None:
        self._who.set_choices([Choice(one, one) for one in found])

    def _load(self) -> None:
        """Off the window's thread; of readings that overtake each other the newest is shown."""
        self._asked += 1
        asked = self._asked
        shown, before = self.session.book, self._matched
        wanted, said = self.wanted(), language.current()

        def read(book: Book) -> StepSource | None:
            if asked != self._asked:
                return None
            found = matched(book, wanted, said, before)
            return StepSource(shown, wanted, said, step_lines(book, found.ids[:FIRST]), found)

        self.session.read(read, lambda source: self._take(asked, source))

    def _take(self, asked: int, source: StepSource | None) -> None:
        if source is None or source.known is None or asked != self._asked:
            return
        kept = self.table.chosen_ids()
        self._matched, count = source.known, len(source.known.ids)
        self.model.load(source)
        words = self.tr("1 step") if count == 1 else self.tr("{count} steps")
        self.count.setText(words.format(count=formats.count(count)))
        shown = self.panel.line
        if kept and not self._wanted_step:
            self._wanted_step = kept[0]
        if shown is not None and self.panel.isVisible():
            again = step_lines(self.session.book, [shown.step.id])
            self.panel.show_step(again[0]) if again else self.panel.close_panel()
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        """The step that was asked for or chosen before, as soon as it is in the list."""
        if self._wanted_step and self.table.choose(self._wanted_step):
            self._wanted_step = 0

    def _show_chosen(self) -> None:
        index = self.table.currentIndex()
        chosen = index.isValid() and self.table.selectionModel().isSelected(index)
        line = self.model.row_at(index.row()) if chosen else None
        if line is not None:
            self.panel.show_step(line)
