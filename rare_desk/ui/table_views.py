"""Saved views of a page that has a filter bar and one list: its filter, its order and, where they are chosen, its
columns."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import QTimer

from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.ui.saved_views import SavedViews, View
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.inputs.filter_bar import FilterBar
from rare_desk.ui.widgets.table.arrangement import Arrangement, layout_from
from rare_desk.ui.widgets.table.ordering import Order


class TableViews(SavedViews):
    """`order` says the page's order and `sort` sorts by another one, before the filter asks for the rows."""

    def __init__(
        self,
        session: Session,
        page: str,
        filters: FilterBar,
        order: Callable[[], Order],
        sort: Callable[[Order], None],
        arrangement: Arrangement | None = None,
    ) -> None:
        self._filters, self._order, self._sort, self.arrangement = filters, order, sort, arrangement
        super().__init__(session, page, self.view_now, self.show_view)
        self._settling = QTimer(self, interval=0, singleShot=True)
        self._settling.timeout.connect(self.mark)
        filters.changed.connect(self._settling.start)
        if arrangement is not None:
            self.follow(arrangement)

    def follow(self, arrangement: Arrangement) -> None:
        """What is done to it changes the view that is shown."""
        arrangement.changed.connect(self._settling.start)
        arrangement.table.header.sectionResized.connect(lambda *_: self._settling.start())

    def sorted_anew(self) -> None:
        """The page has another order."""
        self._settling.start()

    def view_now(self) -> View:
        order = [[one.column, one.descending] for one in self._order()]
        layout = {} if self.arrangement is None else {"layout": self.arrangement.now().as_json()}
        return {"filter": self._filters.as_json(), "order": order, **layout}

    def show_view(self, view: View) -> None:
        if (arrangement := self.arrangement) is not None:
            arrangement.lay(layout_from(view.get("layout"), arrangement.standard))
        self._sort(order_from(view.get("order")))
        found = view.get("filter")
        self._filters.show_json(found if isinstance(found, dict) else {})


def order_from(kept: Any, known: Collection[str] | None = None) -> Order:
    """What cannot be read any more is left out."""
    pairs = [one for one in kept if isinstance(one, list) and len(one) == 2] if isinstance(kept, list) else []
    return tuple(Sort(str(name), bool(descending)) for name, descending in pairs if known is None or name in known)
