"""The publication page: what is next, what moved since, all vintages, one of them beside the live index."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rare_desk.core.index.period_points import FREQS
from rare_desk.ops import publication as ops
from rare_desk.store.reading import queries
from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.ui import formats, labels, series_names
from rare_desk.ui.page import Page
from rare_desk.ui.publication.columns import vintage_columns
from rare_desk.ui.publication.course import Course
from rare_desk.ui.publication.marking import mark
from rare_desk.ui.publication.moved_panel import MovedPanel
from rare_desk.ui.publication.next_bar import NextBar
from rare_desk.ui.publication.panel import VintagePanel
from rare_desk.ui.widgets.actions import keyed
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import Split, flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.table.ordering import Order, in_order
from rare_desk.ui.widgets.toolbar import button, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rare_desk.core.problems import Problem
    from rare_desk.ops.publication import Overview, Pending, Published
    from rare_desk.store.book import Book, Changes
    from rare_desk.store.reading.index.vintages import VintageRow
    from rare_desk.ui.jobs import Job
    from rare_desk.ui.session import Session

ALL = "all"

_NEWEST = (Sort("date"),)


class PublicationPage(Page):
    name = "publication"
    reads = frozenset({"products"})
    reads_index = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._products = queries.catalogue(session.book)
        self._order: Order = ()
        self._working = self._waits = False
        self._wanted = 0  # a vintage that was asked for before it was known here
        self._drawn: tuple[object, ...] = ()
        self._count = text("", "muted")
        options = ((ALL, self.tr("All")), *((freq, labels.label(f"publication.{freq}")) for freq in FREQS))
        self.freq = SegmentedButtons(options)
        self.older = button(self.tr("All changes"))
        self.next = NextBar()
        self.moved = MovedPanel(self._series, self._product)
        self.model = ListModel(vintage_columns(self._counts), self)
        self.table = Table("vintages", fit=True)
        self.course = Course(session)
        self.panel = VintagePanel(session, self._series, self._product)
        self._stack = QStackedWidget()
        self._build()
        self._listen()

    # -- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.toolbar.add(text(self.tr("Publication")), self.freq, self._count)
        self.older.setCheckable(True)
        for name, value in (("segment", True), ("edge", "only")):
            self.older.setProperty(name, value)
        self.older.setToolTip(self.tr("Compares also what was published too long ago to be restated"))
        self.toolbar.add_right(
            self.older, button(self.tr("Export…"), lambda: self.session.export_asked.emit("vintages"))
        )
        self.table.setModel(self.model)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.show_order((), _NEWEST)
        listed = QWidget()
        column = flush(QVBoxLayout(listed))
        column.addWidget(self.moved)
        column.addWidget(self.table, 1)
        self._stack.addWidget(EmptyState(self.tr("The index is being computed.")))
        self._stack.addWidget(Split(listed, self.course, sizes=(480, 320)))
        self._stack.addWidget(
            EmptyState(
                self.tr(
                    "Nothing has been published yet. Publishing freezes the figures with their hashes; "
                    "what comes in later shows as moved and alters nothing."
                )
            )
        )
        self._stack.addWidget(
            EmptyState(
                self.tr("There is no index to publish yet. It starts with the first ledger you bring in."),
                self.tr("Import a workbook…"),
                lambda: self.session.navigate.emit("imports", {}),
            )
        )
        whole = QWidget()
        column = flush(QVBoxLayout(whole))
        column.addWidget(self.next)
        column.addWidget(self._stack, 1)
        self.set_body(whole)
        self.add_side(self.panel)
        self._publish = keyed(self, self.tr("Publish all that is due"), self._publish_all, "Ctrl+Shift+P")
        self._verify = keyed(self, self.tr("Verify the vintage"), self.panel.verify)

    def _listen(self) -> None:
        self.freq.chosen.connect(lambda _key: self._show_rows())
        self.next.all_asked.connect(self._publish_all)
        self.next.asked.connect(self._publish_freq)
        self.next.today_asked.connect(self._publish_today)
        self.moved.restate_asked.connect(self._restate)
        self.older.toggled.connect(lambda on: self.session.publication.want(older=on))
        self.moved.chosen.connect(self.open_vintage)
        self.panel.chosen.connect(self.open_vintage)
        self.course.opened.connect(self.open_vintage)
        self.panel.closed.connect(self.table.setFocus)
        self.model.order_asked.connect(self._sort_by)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._follow_selection())
        self.session.publication.changed.connect(self._show_when_seen)

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def overview(self) -> Overview | None:
        return self.session.publication.overview

    def refresh(self, changes: Changes | None) -> None:
        self._products = queries.catalogue(self.session.book)
        if changes is None:
            self.session.start_index()

    def refresh_index(self) -> None:
        self.session.publication.want(older=self.older.isChecked())
        self.course.offer(self._products)
        self._show()

    def menu_actions(self) -> list[QAction]:
        return [self._publish, self._verify]

    def show_item(self, **what: Any) -> None:
        """`vintage`: the id of one to look at."""
        if isinstance(what.get("vintage"), int):
            self.open_vintage(what["vintage"])

    def open_vintage(self, number: int) -> None:
        found = self.overview
        row = found.vintages.by_id.get(number) if found else None
        self._wanted = number if row is None else 0
        if found is None or row is None:
            return
        if self.table.chosen_ids() != [number]:
            mark(self.table, [number])
        self.panel.show_vintage(row, found.vintages)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waits:
            self._show()

    def _show_when_seen(self) -> None:
        self._waits = True
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        found = self.overview
        if found is None:
            return
        self._waits = False
        writable = not self.session.read_only
        newest = {freq: max(days) for freq in FREQS if (days := found.vintages.dates(freq))}
        self.next.show_next(found.next, newest, enabled=writable, working=self._working)
        self.moved.show_moved(found, writable=writable)
        self._show_rows()
        computed = bool(found.state.computation.series_names) and found.state.computation.last_day is not None
        self._stack.setCurrentIndex(1 if found.vintages.rows else 2 if computed else 3)
        if self._wanted in found.vintages.by_id:
            self.open_vintage(self._wanted)

    def _show_rows(self) -> None:
        found, freq = self.overview, self.freq.current
        if found is None:
            return
        drawn = (found.vintages, freq, self._order)
        if drawn != self._drawn:
            self._drawn = drawn
            self._fill_table([row for row in found.vintages.rows if freq in (ALL, row.freq)])
        self.course.show_freq("daily" if freq == ALL else freq, found.vintages)
        shown = self.panel.vintage
        if self.panel.isVisible() and shown is not None:
            if shown.id in found.vintages.by_id:
                self.panel.show_vintage(shown, found.vintages)
            else:  # taken back
                self.panel.close_panel()

    def _fill_table(self, rows: list[VintageRow]) -> None:
        rows = in_order(sorted(rows, key=lambda row: -row.id), self._order or _NEWEST, _order)
        kept = self.table.chosen_ids()
        self.model.show_rows(rows, lambda row: row.id)
        mark(self.table, kept)
        self._count.setText(self.tr("{count} published").format(count=formats.count(len(rows))) if rows else "")

    def _sort_by(self, order: Order) -> None:
        self._order = order
        self._show_rows()

    def _follow_selection(self) -> None:
        ids = self.table.chosen_ids()
        if len(ids) == 1 and self.table.hasFocus():
            self.open_vintage(ids[0])

    def _counts(self, row: VintageRow) -> bool:
        """Whether it is the vintage of its point that counts."""
        found = self.overview
        newest = found.vintages.newest.get((row.freq, row.date)) if found else None
        return newest is None or newest.id == row.id

    def _series(self, key: str) -> str:
        state = self.session.index
        return series_names.short(key, self._products, state.computation.methodology.indices if state else ())

    def _product(self, code: str) -> str:
        return labels.short_product_of(self._products, code)

    # -- what is done --------------------------------------------------------------------------------------------

    def _publish_all(self) -> None:
        state = self.session.publication.state
        self._run(lambda book, job: ops.publish_all(book, state, progress=job.progress, cancelled=job.cancelled))

    def _publish_freq(self, freq: str) -> None:
        state = self.session.publication.state
        self._run(
            lambda book, job: (ops.publish_up_to(book, state, freq, progress=job.progress, cancelled=job.cancelled),)
        )

    def _publish_today(self, freq: str) -> None:
        state = self.session.publication.state
        self._run(lambda book, _job: (ops.publish(book, state, freq, dt.date.today()),))

    def _restate(self, moved: Sequence[Pending], reason: str) -> None:
        state = self.session.publication.state

        def restate(book: Book, _job: Job) -> tuple[Published, ...]:
            return tuple(
                ops.restate(book, state, one.vintage.freq, one.vintage.date, reason) for one in reversed(moved)
            )

        self._run(restate, self.moved.restated)

    def _run(self, op: Callable[[Book, Job], tuple[Published, ...]], then: Callable[[], None] | None = None) -> None:
        if self._working or self.session.index is None:
            return
        self._working = True
        self._show()
        self.session.run_long(op, partial(self._done, then), self._failed, self.tr("Publishing"))

    def _done(self, then: Callable[[], None] | None, made: tuple[Published, ...]) -> None:
        self._working = False
        total = sum(len(one.vintages) for one in made)
        if total:
            dates = sorted(day for one in made for day in one.dates)
            last = formats.date(dates[-1])
            said = self.tr("Published: {count}").format(count=formats.count(total))
            if then:
                said = self.tr("Restated: {count}").format(count=formats.count(total))
            self.session.say_done(said, last)
        if then:
            then()
        self._show()

    def _failed(self, problems: tuple[Problem, ...]) -> None:
        self._working = False
        self.session.refuse(problems)
        self._show()


def _order(column: str) -> Callable[[VintageRow], Any]:
    """What a vintage sorts by in that column."""
    if column in ("composite", "light", "heavy"):
        return lambda row: row.cents.get(column, 0)
    if column == "mark":
        return lambda row: row.restates is not None
    if column == "date":
        return lambda row: (row.date, -FREQS.index(row.freq))
    if column == "freq":
        return lambda row: FREQS.index(row.freq)
    return lambda row: str(getattr(row, column))
