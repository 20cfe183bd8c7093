"""Filters one click away, the user's own among them, and which columns are shown."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from rare_desk import prefs
from rare_desk.core.trades import Side
from rare_desk.store.reading.trade_queries import TradeFilter
from rare_desk.ui.trades.filters import OPEN, TradeFilters, as_json, from_json
from rare_desk.ui.widgets.name_popup import NamePopup
from rare_desk.ui.widgets.toolbar import button

_PAGE = "trades"


def kept(page: str) -> dict[str, Any]:
    """What this machine remembers of a page; changes stay when `prefs.shared().save()` follows."""
    found = prefs.shared().views.setdefault(page, {})
    return found if isinstance(found, dict) else {}


class Views(QWidget):
    """One is down while the filters are just its own. A right click on one's own forgets it."""

    def __init__(self, filters: TradeFilters) -> None:
        super().__init__()
        self._filters = filters
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._shown: list[tuple[QPushButton, TradeFilter]] = []
        self._save = button(self.tr("+ Save view"), self._ask_name, "link")
        self._make()
        filters.changed.connect(self._mark)

    def _own(self) -> dict[str, Any]:
        own = kept(_PAGE).setdefault("saved", {})
        return own if isinstance(own, dict) else {}

    def _make(self) -> None:
        for old, _ in self._shown:
            old.deleteLater()
        self._row.removeWidget(self._save)
        fixed = [
            (self.tr("All"), TradeFilter()),
            (self.tr("Undelivered"), TradeFilter(statuses=OPEN)),
            (self.tr("Suspect"), TradeFilter(suspect_only=True)),
            (self.tr("Purchases"), TradeFilter(sides=(Side.BUY,))),
            (self.tr("Sales"), TradeFilter(sides=(Side.SELL,))),
        ]
        own = [(name, from_json(view)) for name, view in self._own().items() if isinstance(view, dict)]
        self._shown = [(self._button(name, wanted), wanted) for name, wanted in fixed + own]
        for number, (one, _) in enumerate(self._shown):
            last = len(self._shown) - 1
            one.setProperty("edge", "first" if number == 0 else "last" if number == last else "middle")
            if number >= len(fixed):
                one.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
                one.customContextMenuRequested.connect(self._forgetter(one))
            self._row.addWidget(one)
        self._row.addWidget(self._save)
        self._mark()

    def _button(self, name: str, wanted: TradeFilter) -> QPushButton:
        made = QPushButton(name)
        made.setCheckable(True)
        made.setProperty("segment", True)
        made.clicked.connect(lambda _checked=False: self._filters.show_wanted(wanted))
        return made

    def _mark(self) -> None:
        now = self._filters.wanted()
        known = False
        for one, wanted in self._shown:
            one.setChecked(wanted == now)
            known = known or wanted == now
        self._save.setVisible(not known)

    def _forgetter(self, one: QPushButton) -> Callable[[QPoint], None]:
        def ask(at: QPoint) -> None:
            menu = QMenu(one)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(self.tr("Forget this view"), lambda: self._forget(one.text()))
            menu.popup(one.mapToGlobal(at))

        return ask

    def _forget(self, name: str) -> None:
        self._own().pop(name, None)
        prefs.shared().save()
        self._make()

    def _ask_name(self) -> None:
        asked = NamePopup(self, self.tr("Name of the view"))
        asked.named.connect(self.keep)
        asked.open_under(self._save)

    def keep(self, name: str) -> None:
        """The filters as they are now, under that name."""
        self._own()[name] = as_json(self._filters.wanted())
        prefs.shared().save()
        self._make()
