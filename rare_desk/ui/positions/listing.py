"""The lists of the positions, one for each way of looking at them, and the views of them that are kept by name."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from rare_desk.core.positions.position import Position
from rare_desk.ops.positions import BY
from rare_desk.ui.positions.columns import Named, position_columns
from rare_desk.ui.saved_views import View
from rare_desk.ui.session import Session
from rare_desk.ui.table_views import TableViews
from rare_desk.ui.widgets.inputs.filter_bar import FilterBar
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.table import FooterRow, Table
from rare_desk.ui.widgets.table.arrangement import Arrangement
from rare_desk.ui.widgets.table.ordering import Order

_FROZEN = {"product": 1, "month": 2, "counterparty": 2}
"""What a line is of stays at the left."""


class PositionList:
    """Its lines in columns of its own, and their sums under it."""

    def __init__(self, by: str, product: Named, parent: QObject) -> None:
        self.by = by
        self.model: ListModel[Position] = ListModel(position_columns(by, product), parent)
        self.table = Table(f"positions-{by}")
        self.table.setModel(self.model)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.show_order(())
        self.arrangement = Arrangement(self.table, f"positions-{by}", frozen=_FROZEN[by])
        self.footer = FooterRow(self.table)

    def known(self, order: Order) -> Order:
        """Without columns that it does not have."""
        keys = {one.key for one in self.model.columns}
        return tuple(one for one in order if one.column in keys)

    def set_visible(self, shown: bool) -> None:
        self.table.setVisible(shown)
        self.footer.setVisible(shown)


class PositionViews(TableViews):
    """Of one list each: a view brings its way of looking with it, by `turn`."""

    def __init__(
        self,
        session: Session,
        filters: FilterBar,
        lists: Mapping[str, PositionList],
        order: Callable[[], Order],
        sort: Callable[[Order], None],
        turn: Callable[[str], None],
    ) -> None:
        self._lists, self._turn = lists, turn
        self._by = BY[0]
        super().__init__(session, "positions", filters, order, sort, lists[self._by].arrangement)
        for by, one in lists.items():
            if by != self._by:
                self.follow(one.arrangement)

    def stand_before(self, by: str) -> None:
        """From now on it is that list whose columns count."""
        self._by, self.arrangement = by, self._lists[by].arrangement
        self.sorted_anew()

    def view_now(self) -> View:
        return {"by": self._by, **super().view_now()}

    def show_view(self, view: View) -> None:
        by = view.get("by")
        self._turn(by if isinstance(by, str) and by in self._lists else BY[0])
        super().show_view(view)
