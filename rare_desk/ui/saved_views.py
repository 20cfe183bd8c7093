"""The button of a page's saved views: which one is shown, the others, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup

from rare_desk import prefs
from rare_desk.ops import views as ops
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading.view_queries import saved_views
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.inputs.name_popup import NamePopup
from rare_desk.ui.widgets.overflow import MenuButton

View = dict[str, Any]
_DIGITS = 9


class SavedViews(MenuButton):
    """`now` says the page's view as plain JSON values, `show` makes it so. The one that was shown last on this machine
    is shown again when the page begins."""

    shown = Signal()

    def __init__(self, session: Session, page: str, now: Callable[[], View], show: Callable[[View], None]) -> None:
        super().__init__("")
        self._session, self._page = session, page
        self._now, self._show = now, show
        self._views: dict[str, View] = {}
        self.current = ""
        self.drop.aboutToShow.connect(self._fill)
        self.mark()

    @property
    def names(self) -> list[str]:
        return list(self._views)

    @property
    def is_changed(self) -> bool:
        """Whether what is shown is no longer the view as it was saved."""
        return self.current in self._views and self._views[self.current] != self._now()

    def refresh(self) -> None:
        """From the book, first or after a change of its views."""
        first = not self._views and not self.current
        self._views = saved_views(self._session.book, self._page)
        if self.current not in self._views:
            self.current = ""
        last = self._kept().get("view")
        if first and isinstance(last, str) and last in self._views:
            self.open(last)
        self.mark()

    def open(self, name: str) -> None:
        if name in self._views:
            self._stand_at(name)
            self._show(self._views[name])
            self.mark()
            self.shown.emit()

    def leave(self) -> None:
        """Something else than a saved view is wanted."""
        self._stand_at("")
        self.mark()

    def mark(self) -> None:
        """Says which view is shown, and whether it has been changed."""
        if not self.current:
            self.setText(self.tr("Views"))
        elif self.is_changed:
            self.setText(self.tr("{name}, changed").format(name=self.current))
        else:
            self.setText(self.current)

    def save(self, name: str) -> None:
        """What is shown, under that name."""
        view = self._now()

        def done(_changes: Changes) -> None:
            self._stand_at(name.strip())
            self._tell(self.tr("View saved"), name)

        self._session.run(lambda book: ops.save_view(book, self._page, name, view), done)

    def rename(self, new: str) -> None:
        old = self.current

        def op(book: Book) -> Changes:
            return ops.rename_view(book, self._page, old, new)

        def done(_changes: Changes) -> None:
            self._views = saved_views(self._session.book, self._page)
            self._stand_at(new.strip())
            self.mark()

        self._session.run(op, done)

    def delete(self) -> None:
        name = self.current
        self._session.run(
            lambda book: ops.delete_view(book, self._page, name),
            lambda _changes: self._tell(self.tr("View deleted"), name),
        )

    def _tell(self, words: str, name: str) -> None:
        self._views = saved_views(self._session.book, self._page)
        self.mark()
        self._session.say_done(words, name)

    def _fill(self) -> None:
        self.drop.clear()
        one_of = QActionGroup(self.drop)
        for place, name in enumerate(self._views):
            shortcut = f"&{place + 1}  " if place < _DIGITS else ""
            action = self.drop.addAction(shortcut + name.replace("&", "&&"), partial(self.open, name))
            action.setCheckable(True)
            action.setChecked(name == self.current)
            one_of.addAction(action)
        self.drop.addSeparator()
        kept = self.drop.addAction(self.tr("Save the changes"), lambda: self.save(self.current))
        kept.setEnabled(self.is_changed)
        self.drop.addAction(self.tr("Save as…"), self._ask_name)
        if self.current:
            self.drop.addAction(self.tr("Rename…"), self._ask_new_name)
            self.drop.addAction(self.tr("Delete view"), self.delete)

    def _ask_name(self) -> None:
        asked = NamePopup(self, self.tr("Name of the view"))
        asked.named.connect(self.save)
        asked.open_under(self)

    def _ask_new_name(self) -> None:
        asked = NamePopup(self, self.tr("Name of the view"), self.current)
        asked.named.connect(self.rename)
        asked.open_under(self)

    def _stand_at(self, name: str) -> None:
        self.current = name
        self._kept()["view"] = name
        prefs.shared().save()

    def _kept(self) -> dict[str, Any]:
        found = prefs.shared().views.setdefault(self._page, {})
        return found if isinstance(found, dict) else {}
