"""What stands behind a figure of the positions: its sum written out, and the trades and matched lots in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.positions.pools import CostMethod
from rare_desk.core.trades import Side
from rare_desk.ops.positions import SHOWN, Entry, Trail, trades_behind, trail
from rare_desk.ui import formats
from rare_desk.ui.positions import arithmetic, trail_columns
from rare_desk.ui.positions.columns import title
from rare_desk.ui.positions.trail_columns import Held, Matched
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import PANEL_MARGIN, ListModel
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import button, text

if TYPE_CHECKING:
    from rare_desk.core.positions.position import Position
    from rare_desk.ops.positions import Positions
    from rare_desk.ui.session import Session

WIDTH = 656
_SIDES = {"bought_t": Side.BUY, "bought": Side.BUY, "sold_t": Side.SELL, "sold": Side.SELL}
_STOCK = ("average_cost", "price", "status", "market_value", "unrealised")
_RESULTS = ("realised", "result")


class TrailPanel(SidePanel):
    point_asked = Signal(object)
    """A Position whose price shall be explained."""

    def __init__(self, session: Session, product: Callable[[str], str]) -> None:
        super().__init__(width=WIDTH)
        self._session = session
        self._product = product
        self._asked = 0
        self.row: Position | None = None
        self.figure = ""
        self._positions: Positions | None = None
        self._read_of: tuple[object, ...] = ()
        self._trail: Trail | None = None
        self.sums = text("")
        self.balance = text("", "caption")
        self.count = text("", "caption")
        self.entries = ListModel(trail_columns.entry_columns(), self)
        self.matches = ListModel(trail_columns.match_columns(), self)
        self.lots = ListModel(trail_columns.lot_columns(), self)
        self.tables: dict[str, ListModel[Any]] = {"entries": self.entries, "matches": self.matches, "lots": self.lots}
        self.views: dict[str, Table] = {}
        self.open_trades = button(self.tr("Show in Trades"), self._open_trades)
        self.explain = button(self.tr("Explain the price"), self._explain)
        self._build()
        self.setVisible(False)

    def _build(self) -> None:
        body = QWidget()
        column = flush(QVBoxLayout(body))
        for label, above, below in ((self.sums, 10, 4), (self.balance, 0, 8)):
            label.setWordWrap(True)
            label.setContentsMargins(PANEL_MARGIN, above, PANEL_MARGIN, below)
            column.addWidget(label)
        for name, model in self.tables.items():
            table = Table(fit=True, margin=PANEL_MARGIN)
            table.setModel(model)
            table.setSelectionMode(Table.SelectionMode.SingleSelection)
            table.activated.connect(lambda at, name=name: self._open_trade(name, at))
            table.doubleClicked.connect(lambda at, name=name: self._open_trade(name, at))
            self.views[name] = table
            column.addWidget(table, 1)
        column.addStretch(0)
        self.set_body(body)
        foot = QFrame()
        foot.setProperty("bar", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(PANEL_MARGIN, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.open_trades)
        row.addWidget(self.explain)
        row.addStretch(1)
        row.addWidget(self.count)
        self.set_foot(foot)

    def show_figure(self, positions: Positions, row: Position, figure: str) -> None:
        """The sum at once, the trades when they have been read."""
        self._positions, self.row, self.figure = positions, row, figure
        where = " · ".join(filter(None, (f"{row.month:%Y-%m}" if row.month else "", row.party or "")))
        self.set_title(" · ".join(filter(None, (self._product(row.product), where))), title(figure))
        self.sums.setText("\n".join(arithmetic.lines(row, figure)))
        self.sums.setVisible(bool(self.sums.text()))
        self.balance.setText(arithmetic.balance(row))
        self.balance.setVisible(bool(self.balance.text()))
        self.open_trades.setVisible(row.party != "")
        self.explain.setVisible(figure in (*_STOCK, "result") and row.mark is not None and self._is_series(row.product))
        self.setVisible(True)
        side = _SIDES.get(figure)
        read_of = (positions.courses.get(row.product), positions.method, row.month, row.party, side)
        if self._trail is not None and _same(read_of, self._read_of):
            self._show(self._trail)
            return
        self._read_of, self._trail = read_of, None
        self._asked += 1
        asked = self._asked
        self._session.read(
            lambda book: trail(book, positions, row, side) if self._asked == asked else None,
            lambda found: self._take(asked, found),
        )

    def _is_series(self, product: str) -> bool:
        state = self._session.index
        return state is not None and product in state.computation.series_names

    @property
    def view(self) -> str:
        """Which table the figure is told by: entries, matches or lots."""
        if self.figure in _RESULTS:
            return "matches"
        fifo = self._positions is not None and self._positions.method is CostMethod.FIFO
        return "lots" if self.figure in _STOCK and fifo else "entries"

    def _take(self, asked: int, found: Trail | None) -> None:
        if asked == self._asked and found is not None:
            self._trail = found
            self._show(found)

    def _show(self, found: Trail) -> None:
        if self.row is None or self._positions is None:
            return
        row, view = self.row, self.view
        course = self._positions.courses.get(row.product)
        unit, sign = course.unit if course else 1, -1 if row.net_t < 0 else 1
        if view == "entries":
            self.entries.show_rows(found.entries)
        elif view == "matches":
            self.matches.show_rows(trail_columns.matched(found))
            self._show_lot_column()
        else:
            self.lots.show_rows(trail_columns.held(found, sign, unit, row.mark))
        for name, table in self.views.items():
            table.setVisible(name == view)
        count = found.counts[view]
        words = self.tr("{count} rows") if count <= SHOWN else self.tr("the latest {shown} of {count}")
        self.count.setText(words.format(count=formats.count(count), shown=formats.count(SHOWN)))

    def _show_lot_column(self) -> None:
        """The average matches no lots."""
        place = [column.key for column in self.matches.columns].index("against")
        fifo = self._positions is not None and self._positions.method is CostMethod.FIFO
        self.views["matches"].setColumnHidden(place, not fifo)

    def _open_trade(self, name: str, at: QModelIndex) -> None:
        """Of a match the trade that closed; from the lot's own columns the lot's."""
        row = self.tables[name].row_at(at.row())
        if isinstance(row, Matched):
            of_lot = self.matches.columns[at.column()].key in ("against", "cost")
            trade = row.opening if of_lot and row.opening else row.closing
        elif isinstance(row, Held):
            trade = row.trade
        elif isinstance(row, Entry):
            trade = row.row
        else:
            return
        self._session.navigate.emit("trades", {"trade": trade.id})

    def _open_trades(self) -> None:
        """As the trades page is filtered."""
        if self.row is None or self._positions is None:
            return
        wanted = trades_behind(self.row, self._positions.to, _SIDES.get(self.figure))
        what = {
            "products": wanted.products,
            "sides": wanted.sides,
            "counterparties": wanted.counterparties,
            "first": wanted.first,
            "last": wanted.last,
            "statuses": wanted.statuses,
        }
        self._session.navigate.emit("trades", what)

    def _explain(self) -> None:
        if self.row is not None:
            self.point_asked.emit(self.row)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether what was read of the one is what would be read of the other: its course is the very same."""
    return bool(other) and one[0] is other[0] and one[1:] == other[1:]
