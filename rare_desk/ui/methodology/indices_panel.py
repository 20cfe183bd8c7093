"""Indices of the user's own: which there are, their key and names, and their weight sets."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.core.products import Catalogue
from rare_desk.core.rules.methodology import CustomIndex, WeightSet
from rare_desk.ops.methodologies.weights import TYPED, templates
from rare_desk.ui import labels, language
from rare_desk.ui.methodology.draft import Draft
from rare_desk.ui.methodology.weights_panel import WeightsPanel
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.dialogs import FileDialogs
from rare_desk.ui.widgets.inputs.fields import TextField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.toolbar import Toolbar, button

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation


class IndicesPanel(QWidget):
    changed = Signal(object)
    """Draft: the one shown, with an edit."""

    def __init__(self, session: Session, dialogs: FileDialogs) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._products = Catalogue(())
        self._computation: Computation | None = None
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Index"))
        self.which.setMinimumWidth(150)
        self.which.activated.connect(lambda _at: self._show())
        self.add_button = button(self.tr("Add index…"), self._open_menu)
        self.remove_button = button(self.tr("Remove index"), self.remove)
        self.fields = {
            "key": TextField(self.tr("Key")),
            "name_zh": TextField(labels.label("methodology.name_zh")),
            "name_en": TextField(labels.label("methodology.name_en")),
        }
        for name, field in self.fields.items():
            field.committed.connect(partial(self._rename, name))
        self.weights = WeightsPanel(session, dialogs, "-")
        self.weights.changed.connect(self._tell)
        self._empty = EmptyState(
            self.tr("An index of your own has weights of its own over the same daily prices."),
            self.tr("Add index…"),
            self._open_menu,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._filled())
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _filled(self) -> QWidget:
        bar = Toolbar(bar="head")
        bar.add(self.which, self.add_button)
        bar.add_right(self.remove_button)
        names = QHBoxLayout()
        names.setContentsMargins(16, 8, 16, 8)
        names.setSpacing(10)
        for name, stretch in (("key", 2), ("name_zh", 3), ("name_en", 3)):
            names.addWidget(self.fields[name], stretch)
        page = QWidget()
        column = flush(QVBoxLayout(page))
        column.addWidget(bar)
        column.addLayout(names)
        column.addWidget(self.weights, 1)
        return page

    def show_draft(self, draft: Draft, products: Catalogue) -> None:
        self._draft, self._products = draft, products
        self._list(self.key)
        self._stack.setCurrentIndex(0 if draft.indices else 1)
        self._show()

    @property
    def key(self) -> str:
        """Of the index that is shown; empty when there is none."""
        return str(self.which.currentData() or "")

    def _list(self, key: str) -> None:
        """All indices of the draft, with that one shown if it is still there, else the last."""
        self.which.clear()
        for one in self._now().indices:
            self.which.addItem(_name(one), one["key"])
        at = self.which.findData(key)
        self.which.setCurrentIndex(at if at >= 0 else self.which.count() - 1)

    def show_links(self, computation: Computation | None) -> None:
        self._computation = computation
        if self.key:
            self.weights.show_links(computation)

    def add(self, made: CustomIndex) -> None:
        draft = self._now().with_index(made)
        self._tell(draft)
        self._list(draft.indices[-1]["key"])
        self._show()

    def add_template(self, name: str) -> None:
        """`magnet`, `chain`, or `empty` with one product to begin with."""
        today, reason = dt.date.today(), labels.label("methodology.reason-proposal")
        made = next((one for one in templates(today, reason) if one.key == name), None)
        if made is None:
            made = CustomIndex("own", "", "", (WeightSet(today, {"PRND-O": 1.0}, source=TYPED),))
        self.add(made)

    def remove(self) -> None:
        if self.key:
            self._tell(self._now().without_index(self.key))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for name in ("magnet", "chain", "empty"):
            menu.addAction(labels.label(f"methodology.template-{name}")).triggered.connect(
                lambda _checked=False, name=name: self.add_template(name)
            )
        opener = self.add_button if self.add_button.isVisible() else self._empty.button
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(opener.mapToGlobal(QPoint(0, opener.height())))

    def _show(self) -> None:
        draft, key = self._now(), self.key
        if not key:
            return
        for name, field in self.fields.items():
            shown = draft.index_text(key, name)
            if field.text() != shown:
                field.set_text(shown)
            unread = draft.unread.get(f"{key}//{name}")
            field.set_problem(unread.problem if unread else None)
        self.weights.show_draft(draft, self._products, key)
        self.weights.show_links(self._computation)

    def _rename(self, name: str) -> None:
        key, words = self.key, self.fields[name].text()
        if key and words != self._now().index_text(key, name):
            draft = self._now().with_index_text(key, name, words)
            self._draft = draft
            self._list(words if name == "key" else key)
            self._tell(draft)

    def _now(self) -> Draft:
        assert self._draft is not None
        return self._draft

    def _tell(self, draft: Draft) -> None:
        self._draft = draft
        self.changed.emit(draft)


def _name(one: dict[str, str]) -> str:
    names = (one["name_zh"], one["name_en"]) if language.current() == "zh" else (one["name_en"], one["name_zh"])
    return next(filter(None, names), one["key"])
