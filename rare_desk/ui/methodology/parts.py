"""The parts of a draft in the middle of the page; each is made when it is first shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from rare_desk.core.products import Catalogue
from rare_desk.core.rules.methodology import Methodology
from rare_desk.ops.methodologies.versions import Version
from rare_desk.ui.methodology.changes_panel import ChangesPanel
from rare_desk.ui.methodology.days_panel import DaysPanel
from rare_desk.ui.methodology.draft import Draft
from rare_desk.ui.methodology.indices_panel import IndicesPanel
from rare_desk.ui.methodology.rules_form import RulesForm
from rare_desk.ui.methodology.weights_panel import WeightsPanel
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.dialogs import FileDialogs

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation

PARTS: Final = ("rules", "weights", "indices", "days", "changes")


class Parts(QStackedWidget):
    changed = Signal(object)
    """Draft: the one shown, with an edit."""

    def __init__(self, session: Session, dialogs: FileDialogs) -> None:
        super().__init__()
        self._session, self._dialogs = session, dialogs
        self._draft: Draft | None = None
        self._products = Catalogue(())
        self._computation: Computation | None = None
        self._versions: Sequence[Version] = ()
        self._base: Methodology | None = None
        self._made: dict[str, QWidget] = {}
        self.rules = RulesForm()
        self.rules.typed.connect(self._type)
        self._add("rules", self.rules)

    @property
    def weights(self) -> WeightsPanel:
        found = self._made.get("weights")
        if not isinstance(found, WeightsPanel):
            found = WeightsPanel(self._session, self._dialogs)
            found.changed.connect(self.changed)
            self._add("weights", found)
            found.show_links(self._computation)
        return found

    @property
    def indices(self) -> IndicesPanel:
        found = self._made.get("indices")
        if not isinstance(found, IndicesPanel):
            found = IndicesPanel(self._session, self._dialogs)
            found.changed.connect(self.changed)
            self._add("indices", found)
            found.show_links(self._computation)
        return found

    @property
    def days(self) -> DaysPanel:
        found = self._made.get("days")
        if not isinstance(found, DaysPanel):
            found = DaysPanel(self._session)
            found.changed.connect(self.changed)
            self._add("days", found)
        return found

    @property
    def changes(self) -> ChangesPanel:
        found = self._made.get("changes")
        if not isinstance(found, ChangesPanel):
            found = ChangesPanel()
            self._add("changes", found)
            if self._base is not None:
                found.show_versions(self._versions, self._base)
        return found

    def show_part(self, name: str) -> None:
        """One of PARTS."""
        panel: QWidget = getattr(self, name)
        self.setCurrentWidget(panel)

    def show_draft(self, draft: Draft, products: Catalogue, *, fresh: bool) -> None:
        """`fresh`: not the one shown with an edit, so that no field keeps its text."""
        self._draft, self._products = draft, products
        self.rules.show_draft(draft, fresh=fresh)
        for panel in self._made.values():
            self._fill(panel)

    def show_versions(self, versions: Sequence[Version], base: Methodology) -> None:
        self._versions, self._base = versions, base
        if "changes" in self._made:
            self.changes.show_versions(versions, base)

    def show_computation(self, computation: Computation | None) -> None:
        """Of the index as it is: where its weight sets take over."""
        self._computation = computation
        if "weights" in self._made:
            self.weights.show_links(computation)
        if "indices" in self._made:
            self.indices.show_links(computation)

    def _add(self, name: str, panel: QWidget) -> None:
        self._made[name] = panel
        self.addWidget(panel)
        self._fill(panel)

    def _fill(self, panel: QWidget) -> None:
        draft = self._draft
        if draft is None:
            return
        if isinstance(panel, WeightsPanel | IndicesPanel):
            panel.show_draft(draft, self._products)
        elif isinstance(panel, DaysPanel):
            panel.show_draft(draft)
        elif isinstance(panel, ChangesPanel):
            panel.show_rules(draft.readable, self._products)

    def _type(self, key: str, words: str) -> None:
        assert self._draft is not None
        self.changed.emit(self._draft.typed(key, words, dt.date.today()))
