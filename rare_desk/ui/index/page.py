"""The index page: the live chart with its controls, what is laid over it, and panels beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from rare_desk.store.reading import queries
from rare_desk.store.reading.index import chart_queries
from rare_desk.ui import series_names
from rare_desk.ui.chart import Range, TimeChart, to_date, to_day
from rare_desk.ui.explain.panel import ExplainPanel
from rare_desk.ui.index import content, layouts, marks
from rare_desk.ui.index.bar import IndexBar
from rare_desk.ui.index.content import Asked
from rare_desk.ui.index.layouts import Layout
from rare_desk.ui.index.marks import Marks
from rare_desk.ui.index.note_panel import NotePanel
from rare_desk.ui.index.verbs import IndexVerbs
from rare_desk.ui.overlays import laid
from rare_desk.ui.overlays.laid import Laid
from rare_desk.ui.overlays.overlay import Overlay
from rare_desk.ui.overlays.panel import OverlayPanel
from rare_desk.ui.page import Page
from rare_desk.ui.widgets.side_panel import beside
from rare_desk.ui.widgets.strips import EmptyState

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation
    from rare_desk.core.products import Catalogue
    from rare_desk.core.rules.methodology import Methodology
    from rare_desk.store.book import Changes
    from rare_desk.ui.session import Session
    from rare_desk.ui.widgets.side_panel import SidePanel

_NARROW: Final = 1300
_PANEL: Final = {False: 416, True: 396}
_KEEP_MS: Final = 800


class IndexPage(Page):
    name = "index"
    reads = laid.READS | marks.READS
    reads_index = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._products: Catalogue | None = None
        self._found = content.Choices((), (), ())
        self._layout = Layout()
        self._rules: Methodology | None = None
        self.laid = Laid(session, self)
        self.chart = TimeChart()
        self.chart.setAccessibleName(self.tr("Index chart"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._empty = EmptyState(
            self.tr(
                "The index is computed from the trades of this book. It starts with the first ledger you bring in."
            ),
            self.tr("Import a workbook…"),
            lambda: session.navigate.emit("imports", {}),
        )
        self._stack.addWidget(self._empty)
        self._stack.addWidget(EmptyState(self.tr("The index is being computed.")))
        self.set_body(self._stack)
        self.explain = ExplainPanel(session)
        self.explain.setVisible(False)
        self.overlays = OverlayPanel()
        self.notes = NotePanel(session)
        self.marks = Marks(session, self.notes)
        self._sides: tuple[SidePanel, ...] = (self.explain, self.overlays, self.notes)
        for side in self._sides:
            self.add_side(side)
        self.verbs = IndexVerbs(self)
        self.bar = IndexBar(self.toolbar, self.chart, self.verbs)
        self.choice, self.ranges, self.frequency = self.bar.choice, self.bar.ranges, self.bar.frequency
        self.mode, self.copy_button = self.bar.mode, self.bar.copy_button
        self._keep = QTimer(self, interval=_KEEP_MS, singleShot=True)
        self._keep.timeout.connect(self._leave)
        self.chart.addActions(self.verbs.menu_actions())
        self.chart.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._stack.setCurrentIndex(2)
        self._enable(False)
        self._begin()
        self._listen()

    def _begin(self) -> None:
        """As this machine's layout says, or as the page was left."""
        default = layouts.default()
        kept = chart_queries.layouts(self.session.book).get(default) if default else None
        self.show_layout(layouts.left() if kept is None else layouts.of_json(kept))

    def _listen(self) -> None:
        self.choice.activated.connect(lambda _place: self._choose(str(self.choice.currentData())))
        self.ranges.chosen.connect(self._show_range)
        self.frequency.chosen.connect(lambda _key: self.redraw())
        self.bar.band_turned.connect(lambda _on: self.redraw())
        self.chart.range_changed.connect(self._moved)
        self.chart.view_changed.connect(self._viewed)
        self.chart.asked.connect(self._ask)
        self.chart.picked.connect(lambda day: self._explain(day) if self.explain.isVisible() else None)
        self.chart.marker_asked.connect(self.marks.open_key)
        self.explain.stepped.connect(self.chart.step)
        self.explain.closed.connect(self._close_explain)
        self.explain.trade_asked.connect(lambda trade: self.session.navigate.emit("trades", {"trade": trade}))
        self.laid.changed.connect(self.redraw)
        self.overlays.toggled.connect(self.laid.toggle)
        self.overlays.book_chosen.connect(self.lay_book)
        self.marks.changed.connect(self.redraw)
        self.marks.note_asked.connect(lambda: self._show_side(self.notes))
        for side in (self.overlays, self.notes):
            side.closed.connect(self.chart.setFocus)

    # drawing

    @property
    def computation(self) -> Computation | None:
        return self.session.index.computation if self.session.index is not None else None

    @property
    def chosen(self) -> str:
        """The series or product that the chart is about."""
        return self._layout.chosen

    def refresh(self, changes: Changes | None) -> None:
        self._products = queries.catalogue(self.session.book)
        self.laid.refresh(changes)
        if changes is None or changes.tables & marks.READS:
            self.marks.read(self._rules)
        if changes is None:
            self.session.start_index()

    def refresh_index(self) -> None:
        """The chart with the newest data; range, selection and what is hidden stay."""
        computation = self.computation
        if computation is None or self._products is None:
            return
        if computation.methodology is not self._rules:
            self._rules = computation.methodology
            self.marks.read(self._rules)
        self._found = content.choices(computation, self._products)
        something = any(self._found.listed)
        self._enable(something)
        if not something:
            self._stack.setCurrentIndex(1)
            self._show_side(None)
            return
        self._stack.setCurrentIndex(0)
        self.redraw()
        groups = [{key: self._name(key) for key in group} for group in self._found.listed]
        self.bar.list_choices(groups, self._layout.chosen)

    def _enable(self, on: bool) -> None:
        self.bar.enable(on=on)
        self.verbs.enable(on=on)

    def _is_product(self) -> bool:
        return self.computation is not None and content.is_product(self.computation, self._layout.chosen)

    def _asked(self) -> Asked:
        candles = self.chart.view.style == "candles"
        return Asked(self._layout.chosen, self.frequency.current, candles, self.bar.band.isChecked())

    def redraw(self) -> None:
        """With what is chosen now; `refresh_index` when the index is another one."""
        computation, products = self.computation, self._products
        keys = [key for group in self._found.listed for key in group]
        if computation is None or products is None or not keys:
            return
        if self._layout.chosen not in keys:
            self._layout = replace(self._layout, chosen=keys[0])
        product = self._is_product()
        self.bar.allow_candles(allowed=product)
        asked = self._asked()
        daily_only = self._layout.chosen in self._found.others and not asked.candles
        for key in ("weekly", "monthly"):
            self.frequency.set_enabled(key, not daily_only)
        if daily_only:
            self.frequency.choose("daily")
            asked = self._asked()
        base = content.content(computation, asked, products)
        taken = [line.ink for line in base.lines]
        left = content.left_axis(computation, asked)
        drawn = self.laid.drawn(computation, products, asked.freq, left, taken)
        shown = self.marks.markers() if self.verbs.marks.isChecked() else ()
        first_time = self.chart.content.last_day is None
        self.chart.set_content(content.overlaid(base, drawn, shown))
        if first_time:
            self.chart.restore(self._layout.chart)
            self._say_range()
        if self.explain.isVisible():
            self._keep_explained()
        if self.overlays.isVisible():
            self._show_offers()
        self._keep.start()

    def _viewed(self) -> None:
        """Candles are other data than the line."""
        drawn = any(line.ohlc is not None for line in self.chart.content.lines)
        wanted = self.chart.view.style == "candles" and self._is_product()
        if self.chart.content.lines and drawn != wanted:
            self.redraw()
        self._keep.start()

    def _show_range(self, name: str) -> None:
        computation = self.computation
        if computation is not None and computation.last_day is not None:
            self.chart.show_range(cast("Range", name), to_day(computation.last_day))
            self._keep.start()

    def _moved(self) -> None:
        self.ranges.clear()
        self._keep.start()

    def _say_range(self) -> None:
        if self.chart.range_name is None:
            self.ranges.clear()
        else:
            self._show_range(self.chart.range_name)
            self.ranges.choose(self.chart.range_name)

    def _choose(self, key: str) -> None:
        self._layout = replace(self._layout, chosen=key)
        self.redraw()

    def show_item(self, **what: Any) -> None:
        """`series`: a series or product to chart; `day`: a date to explain, with the trades of `product`; `overlay`: an
        Overlay to lay over it; `layout`: a saved one, by name."""
        if "layout" in what:
            kept = chart_queries.layouts(self.session.book).get(str(what["layout"]))
            self.show_layout(layouts.of_json(kept or {}))
            return
        self._layout = replace(self._layout, chosen=str(what.get("series", self._layout.chosen)))
        if self.computation is not None:
            self.refresh_index()
        overlay, day = what.get("overlay"), what.get("day")
        if isinstance(overlay, Overlay):
            self.laid.toggle(overlay, True)
        if isinstance(day, dt.date):
            if self.frequency.current != "daily":
                self.frequency.choose("daily")
                self.refresh_index()
            self.explain.begin_anew(str(what.get("product", "")))
            self.chart.select(to_day(day))
            self._ask(to_day(day))

    # layouts

    def layout_now(self) -> Layout:
        """As a layout keeps it."""
        return Layout(
            chosen=self._layout.chosen,
            freq=self.frequency.current or "daily",
            overlays=self.laid.overlays,
            band=self.bar.band.isChecked(),
            marks=self.verbs.marks.isChecked(),
            chart=self.chart.state() if self.chart.content.last_day is not None else self._layout.chart,
        )

    def show_layout(self, layout: Layout) -> None:
        self._layout = layout
        self.frequency.choose(layout.freq)
        self.bar.band.setChecked(layout.band)
        self.verbs.marks.setChecked(layout.marks)
        self.laid.lay(layout.overlays)
        if self.computation is None or self.chart.content.last_day is None:
            return
        self.refresh_index()
        self.chart.restore(layout.chart)
        self._say_range()

    def _leave(self) -> None:
        if self.chart.content.last_day is not None:
            layouts.leave(self.layout_now())

    def hideEvent(self, event: QHideEvent) -> None:
        if self._keep.isActive():
            self._keep.stop()
            self._leave()
        super().hideEvent(event)

    # overlays, notes and marks

    def toggle_overlays(self) -> None:
        if self.overlays.isVisible():
            self.overlays.close_panel()
            return
        self._show_offers()
        self._show_side(self.overlays)
        self.overlays.open_panel()

    def _show_offers(self) -> None:
        if self.computation is not None and self._products is not None:
            own = {Overlay("series", line.key) for line in self.chart.content.lines}
            found = self.laid.offers(self.computation, self._products)
            offers = tuple(one for one in found if one.overlay not in own)
            self.overlays.show_offers(offers, self.laid.inks, self.laid.trouble())

    def lay_book(self, path: Path) -> None:
        """The composite of another book; its other series are offered when it has been read."""
        if path.resolve() == self.session.path.resolve():
            self.session.say(self.tr("This is the book that is open. Choose another one."), "warn")
            return
        self.laid.toggle(Overlay("book", str(path.resolve()), series_names.COMPOSITE), True)

    def new_note(self) -> None:
        """To the selected day, else to the last one."""
        day = self.chart.selected if self.chart.selected is not None else self.chart.content.last_day
        if day is not None:
            self.marks.begin_note(day)

    def _show_side(self, wanted: SidePanel | None) -> None:
        """One panel beside the chart at a time."""
        for side in self._sides:
            side.setVisible(side is wanted)

    # explaining

    def _ask(self, day: int) -> None:
        self._show_side(self.explain)
        self._explain(day)

    def _explained(self) -> str:
        """The series or product that the primary line shows; of a line from elsewhere there is nothing to explain."""
        line = self.chart.primary
        if line is None:
            return self._layout.chosen
        laid_over = next((one for one in self.laid.overlays if one.key == line.key), None)
        if laid_over is None:
            return line.key
        return laid_over.name if laid_over.kind in ("series", "price") else self._layout.chosen

    def _explain(self, day: int) -> None:
        computation = self.computation
        if computation is not None and self._products is not None:
            freq = self.frequency.current
            self.explain.show_day(computation, self._explained(), freq, to_date(day), self._products)

    def _keep_explained(self) -> None:
        """The same day again after new data; the nearest earlier one after another frequency."""
        line, day = self.chart.primary, self.chart.selected
        if line is None or day is None:
            return
        if line.place(day) is None:
            earlier = [int(other) for other in line.days if other <= day]
            day = earlier[-1] if earlier else int(line.days[0])
            self.chart.select(day)
        self._explain(day)

    def _close_explain(self) -> None:
        self.chart.select(None)
        self.chart.setFocus()

    # out

    def title(self) -> str:
        """What the chart shows, for paper and workbook."""
        return self._name(self._layout.chosen)

    def _name(self, key: str) -> str:
        own = self.computation.methodology.indices if self.computation is not None else ()
        return series_names.full(key, self._products, own) if self._products is not None else ""

    def methodology(self) -> str:
        """By which rules it was computed."""
        if self.computation is None:
            return ""
        rules = self.computation.methodology
        return self.tr("Methodology {0}, version {1}").format(rules.name, rules.version)

    def menu_actions(self) -> list[QAction]:
        return self.chart.actions()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.bar.fit(self.width())  # before, the style sheet had not yet said how wide buttons are

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.fit(self.width())
        self.explain.setFixedWidth(beside(self.width(), _PANEL[self.width() < _NARROW]))
