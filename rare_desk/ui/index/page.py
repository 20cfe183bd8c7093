"""The index page: the live chart with its controls, and Explain beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QStackedWidget

from rare_desk.store import queries
from rare_desk.ui.chart import Mode, Range, TimeChart, to_date, to_day
from rare_desk.ui.explain.panel import ExplainPanel
from rare_desk.ui.index import content, names
from rare_desk.ui.page import Page
from rare_desk.ui.widgets.segmented import SegmentedButtons
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.toolbar import button

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation
    from rare_desk.core.products import Catalogue
    from rare_desk.core.quotes import AnnouncedPrice
    from rare_desk.store.book import Changes
    from rare_desk.ui.session import Session

_NARROW: Final = 1300
_PANEL: Final = {False: 416, True: 396}


class IndexPage(Page):
    name = "index"
    reads = frozenset({"announced", "products"})
    reads_index = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._products: Catalogue | None = None
        self._announced: tuple[AnnouncedPrice, ...] = ()
        self._found = content.Choices((), (), ())
        self._chosen = names.COMPOSITE
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("What the chart shows"))
        self.choice.setMaxVisibleItems(30)
        self.choice.setMinimumWidth(140)
        self.ranges = SegmentedButtons(
            (
                ("1M", self.tr("1M")),
                ("3M", self.tr("3M")),
                ("6M", self.tr("6M")),
                ("YTD", self.tr("YTD")),
                ("1Y", self.tr("1Y")),
                ("All", self.tr("All")),
            ),
            "1Y",
        )
        self.frequency = SegmentedButtons(
            (("daily", self.tr("Day")), ("weekly", self.tr("Week")), ("monthly", self.tr("Month")))
        )
        self.mode = SegmentedButtons((("level", self.tr("Level")), ("rebased", self.tr("Rebased"))))
        self.mode.button("rebased").setToolTip(self.tr("Every line is 100 on the first day in view"))
        self.chart = TimeChart()
        self.chart.setAccessibleName(self.tr("Index chart"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._empty = EmptyState(
            self.tr(
                "The index is computed from the trades of this book. It starts with the first ledger you bring in."
            ),
            self.tr("Import a workbook..."),
            lambda: session.navigate.emit("imports", {}),
        )
        self._stack.addWidget(self._empty)
        self._stack.addWidget(EmptyState(self.tr("The index is being computed.")))
        self.set_body(self._stack)
        self.explain = ExplainPanel(session)
        self.explain.setVisible(False)
        self.add_side(self.explain)
        self._build_toolbar()
        self._add_actions()
        self._listen()
        self._stack.setCurrentIndex(2)
        self._enable(False)

    def _build_toolbar(self) -> None:
        self.copy_button = button(self.tr("Copy chart"), self._copy)
        self.toolbar.add(self.choice, self.ranges, self.frequency, self.mode)
        self.toolbar.add_right(self.copy_button)

    def _add_actions(self) -> None:
        """For the menu of the page and for the right mouse button on the chart."""
        copy = QAction(self.tr("Copy chart"), self)
        copy.triggered.connect(self._copy)
        save = QAction(self.tr("Save chart as PNG..."), self)
        save.triggered.connect(self._save)
        self.chart.addActions([copy, save])
        self.chart.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _listen(self) -> None:
        self.choice.activated.connect(lambda _place: self._choose(str(self.choice.currentData())))
        self.ranges.chosen.connect(self._show_range)
        self.frequency.chosen.connect(lambda _key: self._draw_chart())
        self.mode.chosen.connect(lambda key: self.chart.set_mode(cast("Mode", key)))
        self.chart.range_changed.connect(self.ranges.clear)
        self.chart.asked.connect(self._ask)
        self.chart.picked.connect(lambda day: self._explain(day) if self.explain.isVisible() else None)
        self.explain.stepped.connect(self.chart.step)
        self.explain.closed.connect(self._close_explain)
        self.explain.trade_asked.connect(lambda trade: self.session.navigate.emit("trades", {"trade": trade}))

    # drawing

    @property
    def computation(self) -> Computation | None:
        return self.session.index.computation if self.session.index is not None else None

    @property
    def chosen(self) -> str:
        """The series or product that the chart is about."""
        return self._chosen

    def refresh(self, changes: Changes | None) -> None:
        self._products = queries.catalogue(self.session.book)
        self._announced = queries.announced(self.session.book)
        if changes is None:
            self.session.start_index()
        else:
            self.refresh_index()

    def refresh_index(self) -> None:
        """The chart with the newest data; range, selection and what is hidden stay."""
        computation = self.computation
        if computation is None or self._products is None:
            return
        self._found = content.choices(computation, self._products)
        keys = (*self._found.groups, *self._found.members, *self._found.others)
        self._enable(bool(keys))
        if not keys:
            self._stack.setCurrentIndex(1)
            self.explain.setVisible(False)
            return
        if self._chosen not in keys:
            self._chosen = keys[0]
        self._list_choices()
        self._stack.setCurrentIndex(0)
        self._draw_chart()

    def _enable(self, on: bool) -> None:
        for widget in (self.choice, self.ranges, self.frequency, self.mode, self.copy_button):
            widget.setEnabled(on)

    def _list_choices(self) -> None:
        assert self._products is not None
        own = self.computation.methodology.indices if self.computation else ()
        called = {key: names.full(key, self._products, own) for group in self._found.listed for key in group}
        listed = {self.choice.itemData(n): self.choice.itemText(n) for n in range(self.choice.count())}
        listed.pop(None, None)
        if list(called.items()) != list(listed.items()):
            self.choice.clear()
            for group in self._found.listed:
                if group and self.choice.count():
                    self.choice.insertSeparator(self.choice.count())
                for key in group:
                    self.choice.addItem(called[key], key)
        self.choice.setCurrentIndex(self.choice.findData(self._chosen))

    def _draw_chart(self) -> None:
        computation = self.computation
        if computation is None or self._products is None:
            return
        priced_only = self._chosen in self._found.others
        for key in ("weekly", "monthly"):
            self.frequency.set_enabled(key, not priced_only)
        if priced_only:
            self.frequency.choose("daily")
        fresh = content.content(computation, self._chosen, self.frequency.current, self._products, self._announced)
        first_time = self.chart.content.last_day is None
        self.chart.set_content(fresh)
        if first_time:
            self._show_range(self.ranges.current or "1Y")
        if self.explain.isVisible():
            self._keep_explained()

    def _show_range(self, name: str) -> None:
        computation = self.computation
        if computation is not None and computation.last_day is not None:
            self.chart.show_range(cast("Range", name), to_day(computation.last_day))

    def _choose(self, key: str) -> None:
        self._chosen = key
        self._draw_chart()

    def show_item(self, **what: Any) -> None:
        """`series`: a series or product to chart; `day`: a date to explain."""
        key = str(what.get("series", self._chosen))
        self._chosen = key
        if self.computation is not None:
            self.refresh_index()
        day = what.get("day")
        if isinstance(day, dt.date):
            self.chart.select(to_day(day))
            self._ask(to_day(day))

    # explaining

    def _ask(self, day: int) -> None:
        self.explain.setVisible(True)
        self._explain(day)

    def _explain(self, day: int) -> None:
        line, computation = self.chart.primary, self.computation
        if line is None or computation is None or self._products is None:
            return
        self.explain.show_day(computation, line.key, self.frequency.current, to_date(day), self._products)

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

    def _copy(self) -> None:
        self.chart.copy()
        self.session.say(self.tr("The chart is on the clipboard."))

    def _save(self) -> None:
        suggested = f"{self._chosen}-{dt.date.today().isoformat()}.png"
        chosen, _filter = QFileDialog.getSaveFileName(self, self.tr("Save chart"), suggested, "PNG (*.png)")
        if not chosen:
            return
        if self.chart.save_picture(Path(chosen)):
            self.session.say(self.tr("The chart is saved."), "good", chosen)
        else:
            self.session.say(self.tr("The chart could not be written there. Choose another folder."), "bad", chosen)

    def menu_actions(self) -> list[QAction]:
        return self.chart.actions()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.explain.setFixedWidth(_PANEL[self.width() < _NARROW])
