"""Filters one click away, and the views that the book keeps by name."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from rare_desk.core.trades import Side
from rare_desk.store.reading.trades.trade_queries import TradeFilter
from rare_desk.ui.saved_views import SavedViews, View
from rare_desk.ui.session import Session
from rare_desk.ui.table_views import order_from
from rare_desk.ui.trades.filters import OPEN, TradeFilters, as_json, from_json
from rare_desk.ui.trades.listing import TradeListing
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.table.arrangement import Arrangement, layout_from

_PAGE = "trades"


class Views(QWidget):
    """One of the filters is down while the page filters by just that and shows no saved view."""

    def __init__(
        self, session: Session, filters: TradeFilters, listing: TradeListing, arrangement: Arrangement
    ) -> None:
        super().__init__()
        self._filters, self._listing, self._arrangement = filters, listing, arrangement
        self.saved = SavedViews(session, _PAGE, self._now, self._show)
        row = flush(QHBoxLayout(self))
        fixed = [
            (self.tr("All"), TradeFilter()),
            (self.tr("Undelivered"), TradeFilter(statuses=OPEN)),
            (self.tr("Suspect"), TradeFilter(suspect_only=True)),
            (self.tr("Purchases"), TradeFilter(sides=(Side.BUY,))),
            (self.tr("Sales"), TradeFilter(sides=(Side.SELL,))),
        ]
        self.buttons = [(self._button(name, wanted), wanted) for name, wanted in fixed]
        for number, (one, _) in enumerate(self.buttons):
            one.setProperty("edge", {0: "first", len(fixed) - 1: "last"}.get(number, "middle"))
            row.addWidget(one)
        row.addSpacing(8)
        row.addWidget(self.saved)
        filters.changed.connect(self._mark)
        arrangement.changed.connect(self._mark)
        self._settling = QTimer(self, interval=0, singleShot=True)
        self._settling.timeout.connect(self._mark)
        arrangement.table.header.sectionResized.connect(lambda *_: self._settling.start())
        listing.order_changed.connect(self._mark)
        self.saved.shown.connect(self._mark)
        self._mark()

    def _button(self, name: str, wanted: TradeFilter) -> QPushButton:
        made = QPushButton(name)
        made.setCheckable(True)
        made.setProperty("segment", True)
        made.clicked.connect(lambda _checked=False: self._filter(wanted))
        return made

    def _filter(self, wanted: TradeFilter) -> None:
        self.saved.leave()
        self._filters.show_wanted(wanted)

    def _mark(self) -> None:
        now = self._filters.wanted()
        for one, wanted in self.buttons:
            one.setChecked(wanted == now and not self.saved.current)
        self.saved.mark()

    def _now(self) -> View:
        order = [[one.column, one.descending] for one in self._listing.order]
        return {"filter": as_json(self._filters.wanted()), "order": order, "layout": self._arrangement.now().as_json()}

    def _show(self, view: View) -> None:
        self._arrangement.lay(layout_from(view.get("layout"), self._arrangement.standard))
        self._listing.set_order(order_from(view.get("order"), {one.key for one in self._arrangement.table.columns}))
        found = view.get("filter")
        self._filters.show_wanted(from_json(found if isinstance(found, dict) else {}))
