"""The marks on the time axis: what happened, read from the book, and what a mark opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from rare_desk.ops.chart import events as ops
from rare_desk.ops.chart.events import Event
from rare_desk.store.reading.index import chart_queries
from rare_desk.ui import language
from rare_desk.ui.chart import Marker, to_date, to_day
from rare_desk.ui.messages import Action

if TYPE_CHECKING:
    from rare_desk.core.rules.methodology import Methodology
    from rare_desk.ui.index.note_panel import NotePanel
    from rare_desk.ui.session import Session

READS: Final = frozenset({"events", "announced", "methodologies", "vintages"})
"""The tables whose changes make `read` necessary."""


class Marks(QObject):
    """A note is opened beside the chart, everything else where it is kept."""

    changed = Signal()
    note_asked = Signal()
    """The panel of the notes shall be shown: a note follows."""

    def __init__(self, session: Session, notes: NotePanel) -> None:
        super().__init__(notes)
        self._session = session
        self._notes = notes
        self.events: tuple[Event, ...] = ()
        notes.opened.connect(self.open)

    def read(self, rules: Methodology | None) -> None:
        """`rules` are those of the index that is shown; its weights' dates are marked."""
        spoken = language.current()
        self._session.read(lambda book: ops.events(book, spoken, rules), self._take)

    def _take(self, found: tuple[Event, ...]) -> None:
        if found != self.events:
            self.events = found
            self._notes.show_events(found)
            self.changed.emit()

    def markers(self) -> tuple[Marker, ...]:
        return tuple(Marker(one.key, to_day(one.day), one.kind, one.title) for one in self.events)

    def begin_note(self, day: int) -> None:
        self.note_asked.emit()
        self._notes.begin(to_date(day))

    def open_key(self, key: str) -> None:
        """A mark that the user clicked."""
        event = next((one for one in self.events if one.key == key), None)
        if event is not None:
            self.open(event)

    def open(self, event: Event) -> None:
        deal = event.what.get("deal")
        shown = self._notes.isVisible() and event.key == f"note:{self._notes.uuid}"
        if event.kind == ops.NOTE and not shown:
            uuid = event.key.removeprefix("note:")
            self.note_asked.emit()
            self._session.read(lambda book: ops.note(book, uuid), lambda note: self._notes.edit(uuid, note))
        elif deal:
            trade = chart_queries.trade_of_deal(self._session.book, str(deal))
            self._session.navigate.emit("trades", {"trade": trade})
        elif event.page:
            self._session.navigate.emit(event.page, dict(event.what))
        else:
            copy = Action(self.tr("Copy the address"), lambda: QGuiApplication.clipboard().setText(event.source_url))
            self._session.say(event.title, "info", event.source_url, copy)
