"""The panels beside the list of trades, each made when it is first asked for: who only looks at the list does not wait
for them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from rare_desk.ui.widgets.choice_field import Choice
from rare_desk.ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from rare_desk.store.rows import TradeRow
    from rare_desk.ui.life.months_panel import MonthsPanel
    from rare_desk.ui.life.panel import LifePanel
    from rare_desk.ui.trades.entry_panel import EntryPanel
    from rare_desk.ui.trades.page import TradesPage

P = TypeVar("P", bound=SidePanel)


class Panels:
    def __init__(self, page: TradesPage) -> None:
        self._page = page
        self._made: list[SidePanel] = []
        self._known: dict[str, list[Choice]] = {}

    @cached_property
    def entry(self) -> EntryPanel:
        from rare_desk.ui.trades.entry_panel import EntryPanel

        page = self._page
        made = self.put(EntryPanel(tuple(page.catalogue), page.knowledge.known()))
        for name, known in self._known.items():
            made.form.offer(name, known)
        made.save_asked.connect(page.verbs.save_form)
        made.history.restore_asked.connect(page.restoring.restore)
        made.calculations.asked.connect(page.verbs.open_calculation)
        made.in_index.asked.connect(lambda point: page.session.navigate.emit("index", point))
        return made

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
        return self.entry if "entry" in self.__dict__ and self.entry.isVisible() else None

    def offer(self, name: str, known: list[Choice]) -> None:
        """What a field of the form proposes."""
        self._known[name] = known
        if "entry" in self.__dict__:
            self.entry.form.offer(name, known)

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
