"""What every page is: a toolbar, the line and the strip under it, its content, and when it draws anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rare_desk.store.journal import Changes
from rare_desk.ui import theme
from rare_desk.ui.messages import Message
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.strips import BusyLine, MessageStrip
from rare_desk.ui.widgets.toolbar import Toolbar


class Page(QWidget):
    """A page is made when it is first shown and lives until the window is made anew (language, book).

    A subclass names itself and what it reads, builds itself in its constructor (`toolbar`, `set_body`,
    `add_side`), and overrides `refresh`, `refresh_index`, `restyle`, `show_item`, `menu_actions` as it needs.
    """

    name: ClassVar[str] = ""
    """Of its entry in the rail."""
    reads: ClassVar[frozenset[str]] = frozenset()
    """The book's tables whose changes it must draw."""
    reads_index: ClassVar[bool] = False
    takes_files: ClassVar[bool] = False
    """Files dropped while it is shown are for it; else for the import page."""

    def __init__(self, session: Session, *, toolbar_height: int = 40) -> None:
        super().__init__()
        self.session = session
        self.toolbar = Toolbar(toolbar_height)
        self.strip = MessageStrip()
        self._content = flush(QHBoxLayout())
        whole = flush(QVBoxLayout(self))
        whole.addWidget(self.toolbar)
        whole.addWidget(self.strip)
        whole.addLayout(self._content, 1)
        self.busy_line = BusyLine(self)
        self._body: QWidget | None = None
        self._side_panels: list[SidePanel] = []
        self._waiting: Changes | None = None
        self._everything = True
        self._index_waits = True
        self._has_keys = False
        session.changed.connect(self._changed)
        session.index_changed.connect(self._index_changed)
        session.busy.connect(self.busy_line.show_progress)
        theme.signals().changed.connect(self.restyle)

    @property
    def topic(self) -> str:
        """The chapter of the handbook that tells of what is shown."""
        return self.name

    @property
    def main_list(self) -> QWidget | None:
        """What has the keys when the page is first shown; later that has them which had them last."""
        return None

    def begin_with(self, main_list: QWidget) -> None:
        """Gives it the keys."""
        main_list.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """Draws from the book: everything when `changes` is None (first time), else what they name may matter."""

    def refresh_index(self) -> None:
        """Draws from `session.index`; only for pages with `reads_index`."""

    def restyle(self) -> None:
        """After a change of theme: for what keeps pens or pixmaps. Palette and style sheet change by themselves."""

    def show_item(self, **what: Any) -> None:
        """Asked by `session.navigate(name, what)`: shows that trade, filter, day or calculation."""

    def take_files(self, files: list[Path]) -> None:
        """Files dropped on the window or chosen in its menu; for pages with `takes_files` and the import page."""

    def take_text(self, text: str) -> None:
        """A table pasted where no field had the focus; only the import page takes it."""

    def paste(self) -> bool:
        """What is on the clipboard, pasted where no field had the focus. False: nothing for this page."""
        return False

    def menu_actions(self) -> list[QAction]:
        """What the menu of the page's name offers, with keys; separators are QActions too."""
        return []

    def set_body(self, body: QWidget) -> None:
        """The page's content; replaces the one before."""
        if self._body is not None:
            self._content.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body
        self._content.insertWidget(0, body, 1)

    def add_side(self, panel: SidePanel) -> SidePanel:
        """Puts a panel at the right; the body makes room whenever it is shown."""
        self._content.addWidget(panel)
        self._side_panels.append(panel)
        panel.fit(self.width())
        return panel

    def show_message(self, message: Message) -> None:
        self.strip.show_message(message)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.busy_line.setGeometry(0, self.toolbar.height() - 1, self.width(), 2)
        self.busy_line.raise_()
        for panel in self._side_panels:
            panel.fit(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()
        self.take_keys()

    def take_keys(self) -> None:
        """Once, as soon as its list is seen, unless somebody is already typing beside it."""
        found, now = self.main_list, QApplication.focusWidget()
        typing = isinstance(now, QLineEdit) and self.isAncestorOf(now)
        if found is not None and found.isVisible() and not self._has_keys:
            self._has_keys = True
            if not typing:
                self.begin_with(found)

    def _changed(self, changes: Changes) -> None:
        self.strip.outdate()
        if not changes.tables & self.reads:
            return
        self._waiting = changes if self._waiting is None else self._waiting.merged(changes)
        if self.isVisible():
            self._draw()

    def _index_changed(self) -> None:
        if self.reads_index:
            self._index_waits = True
            if self.isVisible():
                self._draw()

    def _draw(self) -> None:
        changes, self._waiting = self._waiting, None
        if self._everything:
            self._everything = False
            self.refresh(None)
        elif changes is not None:
            self.refresh(changes)
        if self._index_waits and self.reads_index and self.session.index is not None:
            self._index_waits = False
            self.refresh_index()
