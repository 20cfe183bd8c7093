"""The window's inside while a book is open: rail, pages made when first shown, status bar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.store.journal import Changes
from rare_desk.ui import formats
from rare_desk.ui.messages import Action, Message
from rare_desk.ui.page import Page
from rare_desk.ui.session import Session
from rare_desk.ui.shell import glance, pages
from rare_desk.ui.shell.rail import Rail
from rare_desk.ui.shell.status import StatusBar
from rare_desk.ui.shell.system import files
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from rare_desk.ops.imports.watching import Arrived
    from rare_desk.store.reading.trades.trade_standing import Standing

_PAGE_WIDTH = 1100
"""What the fullest page needs, px."""


class Workbench(QWidget):
    page_shown = Signal(str)
    handbook_asked = Signal(str, str)
    """Chapter and section; both empty: that of the page shown."""

    def __init__(self, session: Session, first_page: str = "") -> None:
        super().__init__()
        self.session = session
        self.rail = Rail()
        self.stack = QStackedWidget()
        self.status = StatusBar()
        self._pages: dict[str, Page] = {}
        self._sides: list[SidePanel] = []
        self._suspects: Standing | None = None
        self._shown = ""
        keys = pages.keys()
        for entry in pages.PAGES:
            title = pages.title(entry.name)
            self.rail.add(entry.name, title, f"{title}  {keys[entry.name]}", entry.parent)
        self.rail.asked.connect(self.show_page)
        self.rail.handbook_asked.connect(lambda: self.handbook_asked.emit("", ""))
        self._across = across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addWidget(self.stack, 1)
        down = flush(QVBoxLayout(self))
        down.addLayout(across, 1)
        down.addWidget(self.status)
        self._listen()
        named = self.tr("Sample book") if files.is_sample(session.path) else session.path.stem
        self.status.book.say(named, tip=str(session.path))
        self._written = glance.last_written(session.book)
        self._show_saved()
        self.show_page(first_page if first_page in self.rail.buttons else pages.PAGES[0].name)
        self._look_around()

    def _listen(self) -> None:
        session = self.session
        session.changed.connect(self._changed)
        session.index_changed.connect(self._show_index_day)
        session.index_changed.connect(self._show_saved)
        session.index_busy.connect(self._show_idle_work)
        session.busy.connect(self._show_work)
        session.publication.changed.connect(self._show_restatements)
        session.message.connect(self._show_message)
        session.watch.arrived.connect(self._tell_arrival)
        session.navigate.connect(self._navigate)
        self.status.cancel.clicked.connect(session.cancel)
        self.status.attention.clicked.connect(lambda: self._navigate("trades", {"suspect_only": True}))
        self.status.restatements.clicked.connect(lambda: self.show_page("publication"))
        self.status.index_day.clicked.connect(lambda: self.show_page("index"))

    @property
    def shown(self) -> str:
        """The shown page's name."""
        return self._shown

    @property
    def current(self) -> Page:
        return self._pages[self._shown]

    def page(self, name: str) -> Page:
        """Made now if it was never shown."""
        if name not in self._pages:
            self._pages[name] = pages.make(name, self.session)
            self.stack.addWidget(self._pages[name])
        return self._pages[name]

    def show_page(self, name: str) -> Page:
        page = self.page(name)
        self._shown = name
        self.rail.show_page(name)
        self.stack.setCurrentWidget(page)
        self.page_shown.emit(name)
        return page

    def add_side(self, panel: SidePanel) -> None:
        """At the right of whichever page is shown: beside it, or over its edge where too little would be left of it."""
        panel.setParent(self)
        self._sides.append(panel)
        self._place_sides()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_sides()

    def _place_sides(self) -> None:
        for panel in self._sides:
            left = self.width() - panel.width()
            beside, is_beside = left - self.rail.width() >= _PAGE_WIDTH, self._across.indexOf(panel) >= 0
            if beside and not is_beside:
                self._across.addWidget(panel)
            elif not beside:
                self._across.removeWidget(panel)
                panel.setGeometry(left, 0, panel.width(), self.height() - self.status.height())
                panel.raise_()

    def _navigate(self, name: str, what: Mapping[str, Any]) -> None:
        page = self.show_page(name)
        if what:
            page.show_item(**what)

    def _changed(self, changes: Changes) -> None:
        self._written = dt.datetime.now()
        self._show_saved()
        if "trades" in changes.tables:
            self._look_around()

    def _show_saved(self) -> None:
        """Also on the next day, when a time alone would be one of that day."""
        self.status.show_saved(self._written, read_only=self.session.read_only)

    def _look_around(self) -> None:
        known = self._suspects
        self.session.read_beside(lambda book: glance.suspect_rows(book, known), self._show_suspects)
        self._show_index_day()
        self._show_restatements()
        self._show_idle_work()

    def _show_suspects(self, found: Standing) -> None:
        self._suspects = found
        self.status.show_attention(found.totals.count)

    def _show_index_day(self) -> None:
        state = self.session.index
        day = glance.last_index_day(state) if state is not None else None
        self.status.index_day.say(formats.date_weekday(day) if day else "")

    def _show_restatements(self) -> None:
        self.status.show_restatements(self.session.publication.restatable)

    def _show_work(self, words: str, fraction: float) -> None:
        if words:
            self.status.show_work(words, fraction, can_stop=True)
        else:
            self._show_idle_work()

    def _show_idle_work(self) -> None:
        self.status.show_work(self.tr("computing the index") if self.session.index_running else "", -1)

    def _tell_arrival(self, arrived: Arrived) -> None:
        """What came in of itself is said, with its undo; what waits stands on Today."""
        session = self.session
        if arrived.why:
            words = self.tr("{file} waits in the watched folder").format(file=arrived.path.name)
            what = {"file": str(arrived.path)}
            session.say(words, "info", "", Action(self.tr("Open"), lambda: self._navigate("imports", what)))
        elif arrived.count:
            words = self.tr("{count} rows imported from {file}")
            told = words.format(count=formats.count(arrived.count), file=arrived.path.name)
            session.say_done(told)

    def _show_message(self, message: Message) -> None:
        self.current.show_message(message)
