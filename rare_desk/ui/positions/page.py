"""The positions: what is held of each product, at what cost, and what it has earned; each figure opens its trades."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.core.positions.pools import CostMethod
from rare_desk.core.positions.position import Position, totals
from rare_desk.core.problems import Problem
from rare_desk.ops.positions import BY, LeftOut, Marks, Positions, choose_method, method_of
from rare_desk.store.reading import queries
from rare_desk.ui import formats, labels
from rare_desk.ui.page import Page
from rare_desk.ui.positions.choosing import matching, value_in
from rare_desk.ui.positions.columns import FIGURES, title
from rare_desk.ui.positions.listing import PositionList, PositionViews
from rare_desk.ui.positions.panel import TrailPanel
from rare_desk.ui.widgets.actions import keyed
from rare_desk.ui.widgets.inputs.choice_field import product_choices
from rare_desk.ui.widgets.inputs.fields import DateField
from rare_desk.ui.widgets.inputs.filter_bar import FilterBar
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.table_out import wishes
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.table import FooterRow, Table
from rare_desk.ui.widgets.table.chooser import ColumnsButton
from rare_desk.ui.widgets.table.ordering import Order, in_order
from rare_desk.ui.widgets.toolbar import Elided, button, text

if TYPE_CHECKING:
    from rare_desk.store.book import Book, Changes
    from rare_desk.ui.jobs import Job
    from rare_desk.ui.session import Session

_SHOWN, _EMPTY, _COMING = 0, 1, 2
_FIGURES = frozenset({"trades", "products", "counterparties", "settings"})


@dataclass(frozen=True, slots=True)
class Found:
    """The lines of one way of looking at the positions, marked to `day`."""

    positions: Positions
    rows: Sequence[Position]
    by: str
    day: dt.date | None


class PositionsPage(Page):
    name = "positions"
    reads = _FIGURES | {"saved_views"}
    reads_index = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._products = queries.catalogue(session.book)
        self._asked = 0
        self._held: Positions | None = None
        self._left_out: LeftOut | None = None
        """What was read last; of the reading thread alone, on which one reading follows the other."""
        self._numbers: dict[tuple[object, ...], int] = {}
        self._order: Order = ()
        self._to: dt.date | None = None
        self.found: Found | None = None
        self.by = SegmentedButtons([(by, title(by)) for by in BY])
        self.method = SegmentedButtons([(one.value, title(f"method-{one}")) for one in CostMethod])
        self.date = DateField("", self.tr("Latest"))
        self.marked = text("", "muted")
        self.filters = FilterBar()
        self.lists = {by: PositionList(by, self._product, self) for by in BY}
        self._listed = self.lists[BY[0]]
        self.views = PositionViews(
            session, self.filters, self.lists, lambda: self._order, self._set_order, self._look_by
        )
        self.columns_button = ColumnsButton(self._listed.arrangement)
        self.note = Elided("", "caption")
        self.panel = TrailPanel(session, self._product)
        self._stack = QStackedWidget()
        self._out = keyed(self, self.tr("Export table…"), lambda: wishes().asked.emit(self.table))
        self._open_views = keyed(self, self.tr("Views"), self.views.open_menu, "Ctrl+Shift+F")
        self._lay_out()
        self._listen()

    @property
    def table(self) -> Table:
        """The one that is shown."""
        return self._listed.table

    @property
    def footer(self) -> FooterRow:
        return self._listed.footer

    def _lay_out(self) -> None:
        self.method.setToolTip(self.tr("How the cost of what is sold is found; of the book, undoable"))
        self.method.setEnabled(not self.session.read_only)
        self.date.setFixedWidth(112)
        self.date.setToolTip(self.tr("Trades up to this day, at its price; empty: all of them, at the latest"))
        self.date.problem_label.setWordWrap(False)
        self.toolbar.add(self.by, self.views, self.method, self.date, self.date.problem_label, self.marked)
        self.toolbar.add_right(self.columns_button, button(self.tr("Export…"), lambda: wishes().asked.emit(self.table)))
        self.filters.add_search("text", self.tr("Product, counterparty"), 190)
        self._choice = self.filters.add_choice("product", labels.field("product"), product_choices(self._products))
        self.filters.end()
        self.filters.searched.connect(lambda: self.main_list.setFocus())
        listed = QWidget()
        column = flush(QVBoxLayout(listed))
        column.addWidget(self.filters)
        for one in self.lists.values():
            column.addWidget(one.table, 1)
            column.addWidget(one.footer)
            one.set_visible(one is self._listed)
        column.addWidget(self._note_line())
        self._empty = EmptyState(
            self.tr(
                "No trade of your own yet. What you buy and sell is held here, at its cost and at the day's price; "
                "trades reported from the market do not count."
            ),
            self.tr("Enter a trade…"),
            lambda: self.session.navigate.emit("trades", {}),
        )
        self._stack.addWidget(listed)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(EmptyState(self.tr("The positions are being computed.")))
        self._stack.setCurrentIndex(_COMING)
        self.set_body(self._stack)
        self.add_side(self.panel)

    def _note_line(self) -> QFrame:
        line = QFrame()
        line.setProperty("bar", "foot")
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self.note, 1)
        return line

    def _listen(self) -> None:
        self.by.chosen.connect(lambda _key: self._turn())
        self.method.chosen.connect(self._choose_method)
        self.date.committed.connect(self._read_day)
        self.filters.changed.connect(self._show_rows)
        for one in self.lists.values():
            one.model.order_asked.connect(self._sort_by)
            one.table.clicked.connect(self._open_figure)
            one.table.activated.connect(self._open_figure)
        self.panel.closed.connect(lambda: self.table.setFocus())
        self.panel.point_asked.connect(self._explain)

    @property
    def main_list(self) -> QWidget:
        return self.table

    # -- what is shown -------------------------------------------------------------------------------------------

    def refresh(self, changes: Changes | None) -> None:
        if changes is None or "saved_views" in changes.tables:
            self.views.refresh()
        if changes is not None and not changes.tables & _FIGURES:
            return
        if changes is None:
            self.session.start_index()
        if changes is None or "products" in changes.tables:
            self._products = queries.catalogue(self.session.book)
            self._choice.set_choices(product_choices(self._products))
        self._read(changes, anew=changes is not None and "products" in changes.tables)

    def refresh_index(self) -> None:
        self._read()

    def _read_day(self) -> None:
        """A day that cannot be read leaves what is shown."""
        parsed = self.date.parsed()
        if not isinstance(parsed, Problem):
            self._to = parsed
            self._read()

    def _read(self, changes: Changes | None = None, *, anew: bool = False) -> None:
        """Off the window's thread; of readings that overtake each other the newest is shown, but none left out."""
        self._asked += 1
        asked, by, to = self._asked, self.by.current, self._to
        state = self.session.index
        marks = Marks(state.computation if state else None)

        def work(book: Book, job: Job) -> Found | None:
            held = self._held
            if held is None or anew or held.to != to or method_of(book) is not held.method:
                held = Positions.load(book, None, to, cancelled=job.cancelled)
            elif changes is not None:
                held = held.refresh(book, changes)
            if job.cancelled():
                return None
            self._held = held
            return Found(held, held.by(by, marks), by, marks.day(to)) if asked == self._asked else None

        def count(book: Book) -> LeftOut | None:
            left_out = self._left_out
            if left_out is None or left_out.to != to:
                left_out = LeftOut.load(book, to)
            elif changes is not None:
                left_out = left_out.refresh(book, changes)
            self._left_out = left_out
            return left_out if asked == self._asked else None

        self.session.read_long(work, self._take)
        self.session.read(count, self._tell)

    def _take(self, found: Found | None) -> None:
        if found is None or found.by != self.by.current:
            return
        self.found = found
        self.method.choose(found.positions.method)
        self.marked.setText(self.tr("at the prices of {day}").format(day=formats.date(found.day)) if found.day else "")
        self._show_rows()

    def _show_rows(self) -> None:
        found = self.found
        if found is None or found.by != self.by.current:
            return
        shown = matching(found.rows, self.filters.text("text"), self.filters.chosen("product"), self._products)
        shown = in_order(shown, self._order, value_in(list(found.positions.order).index))
        self._put_forward(self.lists[found.by])
        model, cursor = self._listed.model, self.table.currentIndex()
        at = model.id_at(cursor.row()) if cursor.isValid() else 0
        chosen = self.table.chosen_ids()
        model.show_rows(shown, self._number)
        if chosen:
            self.table.choose(chosen[0])
        if shown and (cursor.isValid() or self.table.hasFocus()):
            column = cursor.column() if cursor.isValid() else self.table.shown_columns()[0]
            here = model.index(max(model.place_of(at), 0), column)
            self.table.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._show_sums(shown, len(found.rows))
        self._stack.setCurrentIndex(_SHOWN if found.rows else _EMPTY)
        self.take_keys()
        self._renew_panel(found)

    def _put_forward(self, wanted: PositionList) -> None:
        before = self._listed
        if wanted is before:
            return
        self._listed = wanted
        focused = before.table.hasFocus()
        wanted.set_visible(True)
        before.set_visible(False)
        if focused:
            wanted.table.setFocus()

    def _number(self, row: Position) -> int:
        """The same for a line however often it is read anew."""
        return self._numbers.setdefault((row.product, row.month, row.party), len(self._numbers) + 1)

    def _show_sums(self, shown: Sequence[Position], whole: int) -> None:
        sums = totals(shown)
        cells = {"bought_t": formats.mass(sums.bought_t), "sold_t": formats.mass(sums.sold_t)}
        for key in ("bought", "sold", "realised"):
            cells[key] = formats.money(getattr(sums, key))
        if sums.unrealised is not None:
            cells["market_value"] = formats.money(sums.market_value)
            cells["unrealised"] = formats.money(sums.unrealised)
            cells["result"] = formats.money(sums.realised + sums.unrealised)
        cells["trades"] = formats.count(sums.trades)
        words = self.tr("{count} lines") if len(shown) == whole else self.tr("{count} of {whole} lines")
        lead = words.format(count=formats.count(len(shown)), whole=formats.count(whole))
        left_out = self.tr("{count} without a price").format(count=formats.count(sums.unpriced))
        self.footer.show_sums(lead, cells, note=left_out if sums.unpriced else "")

    def _tell(self, found: LeftOut | None) -> None:
        """What counts, and what does not."""
        if found is None:
            return
        rule = self.tr("Own trades count in full from their date on, ex VAT; the purchases of a day before its sales.")
        counts = [
            labels.label(f"positions.left-{code}", count=formats.count(count))
            for code, count in found.counts.items()
            if count
        ]
        left_out = self.tr("Not counted: {what}.").format(what=self.tr(", ").join(counts)) if counts else ""
        self.note.setText(self.tr("{rule} {left_out}").format(rule=rule, left_out=left_out).strip())

    def show_item(self, **what: Any) -> None:
        """`counterparty`: what was bought from the one so called and sold to it; `view`: a saved one, by name."""
        if "view" in what:
            self.views.open(str(what["view"]))
            return
        self.by.choose("counterparty")
        self.filters.clear()
        self.filters.set_text("text", str(what.get("counterparty", "")))
        self._turn()

    def _turn(self) -> None:
        """Another way of looking at what is there."""
        self._look_by(self.by.current)
        self._set_order(())

    def _look_by(self, by: str) -> None:
        """What is shown stays until its lines have been read."""
        self.panel.setVisible(False)
        self.by.choose(by)
        self.columns_button.arrangement = self.lists[by].arrangement
        self.views.stand_before(by)
        self._read()

    def _sort_by(self, order: Order) -> None:
        self._set_order(order)
        self._show_rows()

    def _set_order(self, order: Order) -> None:
        """For what is shown next."""
        listed = self.lists[self.by.current]
        self._order = listed.known(order)
        listed.table.show_order(self._order)
        self.views.sorted_anew()

    def menu_actions(self) -> list[QAction]:
        return [self._open_views, self._out]

    def _product(self, code: str) -> str:
        return labels.short_product_of(self._products, code)

    # -- what is done --------------------------------------------------------------------------------------------

    def _open_figure(self, at: QModelIndex) -> None:
        """What stands behind the figure; behind the line itself what came and went."""
        found = self.found
        row = self._listed.model.row_at(at.row()) if found else None
        if found is None or row is None:
            return
        key = self.table.column(at.column()).key
        self.panel.show_figure(found.positions, row, key if key in FIGURES else "net_t")

    def _renew_panel(self, found: Found) -> None:
        """The line may have gone, or be another one by now."""
        shown = self.panel.row
        if shown is None or not self.panel.isVisible():
            return
        again = next((row for row in found.rows if self._number(row) == self._number(shown)), None)
        if again is None:
            self.panel.setVisible(False)
        else:
            self.panel.show_figure(found.positions, again, self.panel.figure)

    def _choose_method(self, key: str) -> None:
        said = self.tr("Cost method of the book: {method}").format(method=title(key))
        refused = partial(self._refused, self.method.current)
        self.session.do(lambda book: choose_method(book, CostMethod(key)), said, failed=refused)

    def _refused(self, _key: str, problems: tuple[Problem, ...]) -> None:
        self.session.refuse(problems)
        self._read()

    def _explain(self, row: Position) -> None:
        if row.mark is not None:
            what = {"series": row.product, "day": row.mark.day, "product": row.product}
            self.session.navigate.emit("index", what)
