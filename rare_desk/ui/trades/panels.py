"""The panels beside the list of trades, each made when it is first asked for: who only looks at the list does not wait
for them. The form, with its many fields, is made piece by piece before that, once nothing else is going on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer

from rare_desk.ui.widgets.inputs.choice_field import Choice
from rare_desk.ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from rare_desk.store.rows import TradeRow
    from rare_desk.ui.life.months_panel import MonthsPanel
    from rare_desk.ui.life.panel import LifePanel
    from rare_desk.ui.trades.entry_panel import EntryPanel
    from rare_desk.ui.trades.page import TradesPage

P = TypeVar("P", bound=SidePanel)
REST_MS = 700
"""After the last rows have come."""


class Panels:
    def __init__(self, page: TradesPage) -> None:
        self._page = page
        self._made: list[SidePanel] = []
        self._known: dict[str, list[Choice]] = {}
        self._pieces = self._make_entry()
        self._entry: EntryPanel | None = None
        self._rest = QTimer(page, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._prepare)
        page.model.ids_loaded.connect(self._rest.start)
        page.session.closed.connect(self._rest.stop)

    def _prepare(self) -> None:
        """One piece of the form: none takes as long as somebody would notice."""
        page = self._page
        if self._entry is not None:
            page.model.ids_loaded.disconnect(self._rest.start)
        elif not page.model.complete or page.session.index_running:
            self._rest.start()
        else:
            next(self._pieces, None)
            self._rest.start()

    def _make_entry(self) -> Iterator[None]:
        from rare_desk.ui.entry.trade_fields import TradeFields
        from rare_desk.ui.trades.entry_panel import EntryPanel

        page = self._page
        fields = TradeFields(page.catalogue)
        yield
        made = EntryPanel(fields, page.knowledge.known())
        yield
        self._entry = self.put(made)
        for name, known in self._known.items():
            made.form.offer(name, known)
        made.save_asked.connect(page.verbs.save_form)
        made.history.restore_asked.connect(page.restoring.restore)
        made.calculations.asked.connect(page.verbs.open_calculation)
        made.in_index.asked.connect(lambda point: page.session.navigate.emit("index", point))

    @property
    def entry(self) -> EntryPanel:
        for _ in self._pieces:
            continue
        assert self._entry is not None
        return self._entry

    @cached_property
    def life(self) -> LifePanel:
        from rare_desk.ui.life.panel import LifePanel

        return self.put(LifePanel(self._page.session, self._page.catalogue))

    @cached_property
    def months(self) -> MonthsPanel:
        from rare_desk.ui.life.months_panel import MonthsPanel

        return self.put(MonthsPanel(self._page.session))

    def put(self, panel: P) -> P:
        """Hidden, beside the list."""
        panel.setVisible(False)
        self._page.add_side(panel)
        panel.closed.connect(self._page.table.setFocus)
        self._made.append(panel)
        return panel

    @property
    def form(self) -> EntryPanel | None:
        """If it is open."""
        return self._entry if self._entry is not None and self._entry.isVisible() else None

    def offer(self, name: str, known: list[Choice]) -> None:
        """What a field of the form proposes."""
        self._known[name] = known
        if self._entry is not None:
            self._entry.form.offer(name, known)

    def follow(self, row: TradeRow | None) -> None:
        if "life" in self.__dict__:
            self.life.follow(row)

    def renew(self) -> None:
        """After a change of the book."""
        if "life" in self.__dict__:
            self.life.renew()
        if "months" in self.__dict__:
            self.months.renew()

    def hide(self, but: SidePanel | None = None) -> None:
        for panel in self._made:
            if panel is not but:
                panel.setVisible(False)
