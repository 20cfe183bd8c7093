"""The book's own index beside those that others publish: on one chart, in figures, and the points behind them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from rare_desk.core.comparison.aligning import Fill, Freq, Points, Take, of_period
from rare_desk.ops.imports.records import Form
from rare_desk.ops.outlooks import comparison, published
from rare_desk.sheets.records.published import PointRead
from rare_desk.store.reading import queries
from rare_desk.store.reading.index.published_queries import PublishedIndex
from rare_desk.ui import labels, series_names
from rare_desk.ui.chart import Mode, Range, to_date, to_day
from rare_desk.ui.comparison import statistics
from rare_desk.ui.comparison.columns import coming_columns
from rare_desk.ui.comparison.data import OwnSeries, Published
from rare_desk.ui.comparison.editing import Editing
from rare_desk.ui.comparison.index_panel import IndexPanel
from rare_desk.ui.comparison.layout import Parts
from rare_desk.ui.comparison.lines import Course, content
from rare_desk.ui.index.content import choices
from rare_desk.ui.intake.page import IntakePage
from rare_desk.ui.intake.panel import Intake
from rare_desk.ui.widgets.actions import keyed
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.toolbar import button, text

if TYPE_CHECKING:
    from rare_desk.store.book import Changes
    from rare_desk.ui.session import Session

_SETTLE_MS = 80
"""The figures follow a chart that is being dragged when it rests."""
_SHOWN, _EMPTY, _INTAKE = 0, 1, 2


class ComparisonPage(IntakePage[PointRead]):
    name = "comparison"
    reads = frozenset({"published_indices", "published_points", "products"})
    reads_index = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._products = queries.catalogue(session.book)
        self.data = Published()
        self._own = OwnSeries()
        self._series = series_names.COMPOSITE
        self._chosen = 0
        """The id of the index whose figures stand below."""
        self._tickets = self._shown_ticket = 0
        self.compared: comparison.Compared | None = None
        self.parts = Parts(self)
        self.chart = self.parts.chart
        self.intake: Intake[PointRead] = Intake(session, "published.import", coming_columns(), self._form)
        self._stack = QStackedWidget()
        self.set_body(self._stack)
        self.form = IndexPanel()
        self.add_side(self.form)
        self.editing = Editing(session, self.form, self.parts.points, lambda: self.chosen)
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._lay_out()
        self._actions = self._make_actions()
        self._listen()

    def _lay_out(self) -> None:
        parts = self.parts
        sentence = self.tr(
            "No published index yet. Bring in a table with a date and a value, one index a column, or paste it here; "
            "it is then compared with the index of this book."
        )
        self._stack.addWidget(parts.body)
        self._stack.addWidget(EmptyState(sentence, self.tr("Import a table…"), self.choose_files))
        self._stack.addWidget(self.intake)
        self.toolbar.add(parts.own, text(self.tr("beside"), "muted"), parts.ranges, parts.freq, parts.mode, parts.base)
        self.toolbar.add_right(
            button(self.tr("Import…"), self.choose_files), button(self.tr("New"), self.form.begin, "primary")
        )
        self.chart.set_view(replace(self.chart.view, mode="rebased", panes=()))

    def _make_actions(self) -> list[QAction]:
        return [
            keyed(self, self.tr("New index"), self.form.begin, "Ctrl+N"),
            keyed(self, self.tr("Change the description"), self.editing.change_index),
            keyed(self, self.tr("Delete the index with its points"), self.editing.delete_index),
            keyed(self, self.tr("Delete points"), self.editing.delete_points, "Del", self.parts.points.table),
            keyed(self, self.tr("Import a table…"), self.choose_files),
            keyed(self, self.tr("Export published indices…"), lambda: self.session.export_asked.emit("published")),
        ]

    def _listen(self) -> None:
        parts = self.parts
        parts.own.activated.connect(lambda _place: self._choose_own(str(parts.own.currentData())))
        parts.ranges.chosen.connect(self._show_range)
        parts.mode.chosen.connect(lambda _key: self._look())
        parts.base.committed.connect(self._look)
        for one in (parts.freq, parts.take):
            one.chosen.connect(lambda _key: self._draw_chart())
        parts.fill.chosen.connect(lambda _key: self._compare())
        self.chart.range_changed.connect(self._ranged)
        self._settle.timeout.connect(self._compare)
        parts.list.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        parts.list.doubleClicked.connect(lambda _index: self.editing.change_index())
        self.intake.opened.connect(lambda: self._turn(_INTAKE))
        self.intake.left.connect(lambda: self._turn(_SHOWN if self.data.indices else _EMPTY))

    def menu_actions(self) -> list[QAction]:
        return self._actions

    # -- what is shown -----------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> PublishedIndex | None:
        """The published index whose figures stand below the chart."""
        return self.data.index(self._chosen)

    def refresh(self, changes: Changes | None) -> None:
        if changes is None:
            self.session.start_index()
        self._products = queries.catalogue(self.session.book)
        self.session.read(Published.of, self._take)

    def refresh_index(self) -> None:
        self._list_own()
        self._draw_chart()

    def _take(self, found: Published) -> None:
        """Keeps what is chosen where it is still there."""
        kept = set(self.parts.list.chosen_ids()) if self.data.indices else set()
        fresh = {one.id for one in found.indices} - {one.id for one in self.data.indices}
        newest = max(fresh, default=0) if self.data.indices else 0
        self.data = found
        self.parts.indices.show_rows(found.indices, lambda one: one.id)
        known = [one.id for one in found.indices]
        wanted = newest or (self._chosen if self._chosen in known else next(iter(known), 0))
        if wanted:
            self._choose_rows(wanted, kept if not newest else set())
        if self._stack.currentIndex() != _INTAKE:
            self._turn(_SHOWN if known else _EMPTY)
        self._choose()

    def _choose_rows(self, first: int, others: set[int]) -> None:
        """`first` is the one compared; the others stay on the chart."""
        model, table = self.parts.indices, self.parts.list
        table.selectionModel().blockSignals(True)
        table.choose(first)
        flag = table.selectionModel().SelectionFlag
        for other in others:
            place = model.place_of(other)
            if place >= 0:
                table.selectionModel().select(model.index(place, 0), flag.Select | flag.Rows)
        table.selectionModel().blockSignals(False)
        table.viewport().update()

    def _choose(self) -> None:
        """The current one of the list is compared, all selected ones are drawn."""
        at = self.parts.list.currentIndex()
        if at.isValid():
            self._chosen = self.parts.indices.id_at(at.row())
        elif self.data.index(self._chosen) is None:
            self._chosen = 0
        chosen = self.chosen
        rows = self.data.rows.get(self._chosen, ()) if chosen else ()
        self.parts.points.show_points(chosen.name if chosen else "", rows)
        self._draw_chart()

    def _list_own(self) -> None:
        state = self.session.index
        if state is None:
            return
        found = choices(state.computation, self._products)
        keys = [*found.groups, *found.members, *found.others]
        own = self.parts.own
        if keys != [own.itemData(place) for place in range(own.count())]:
            own.clear()
            for key in keys:
                own.addItem(series_names.full(key, self._products), key)
        if self._series not in keys and keys:
            self._series = keys[0]
        own.setCurrentIndex(own.findData(self._series))

    def _choose_own(self, key: str) -> None:
        self._series = key
        self._draw_chart()

    def show_item(self, **what: Any) -> None:
        """`series`: the own one; `published`: the name of the index beside it; `files` to be read."""
        super().show_item(**what)
        self._series = str(what.get("series", self._series))
        named = next((one for one in self.data.indices if one.name == what.get("published")), None)
        if named is not None:
            self._choose_rows(named.id, set())
        self._list_own()
        self._choose()

    def _draw_chart(self) -> None:
        own = Course("own", self._own_name, self._of_period(self._own.points(self.session.index, self._series)))
        drawn = self.parts.list.chosen_ids() or ([self._chosen] if self._chosen else [])
        others = [
            Course(str(number), index.name, self._of_period(self.data.points(number)))
            for number in sorted(drawn, key=lambda number: number != self._chosen)
            if (index := self.data.index(number)) is not None
        ]
        first_time = self.chart.content.last_day is None
        self.chart.set_content(content(own, others))
        if first_time and self.parts.ranges.current:
            self._show_range(self.parts.ranges.current)
        self._compare()

    def _of_period(self, points: Points) -> Points:
        """By week or month when that is asked for; else as they are."""
        freq = Freq(self.parts.freq.current or Freq.DAY)
        return points if freq is Freq.DAY else of_period(points, freq, Take(self.parts.take.current))

    @property
    def _own_name(self) -> str:
        return series_names.short(self._series, self._products)

    def _look(self) -> None:
        """Level or rebased, and at which day."""
        base = self.parts.base.value()
        mode = self.parts.mode.current
        self.chart.set_view(replace(self.chart.view, mode=cast("Mode", mode), base=to_day(base) if base else None))
        self.parts.base.setEnabled(mode == "rebased")

    def _show_range(self, name: str) -> None:
        last = self.chart.content.last_day
        if last is not None:
            self.chart.show_range(cast("Range", name), last)
            self._compare()

    def _ranged(self) -> None:
        self.parts.ranges.clear()
        self._settle.start()

    # -- the figures -------------------------------------------------------------------------------------------------

    def _compare(self) -> None:
        """Of what lies in view; ten years of days take too long for the window's thread."""
        parts, chosen = self.parts, self.chosen
        mine = self._own.points(self.session.index, self._series)
        theirs = self.data.points(self._chosen)
        lo, hi = self.chart.visible_range
        asked = comparison.Asked(
            Freq(parts.freq.current) if parts.freq.current else None,
            Fill(parts.fill.current),
            Take(parts.take.current),
            to_date(lo + 0.999),
            to_date(hi),
        )
        other = chosen.name if chosen else ""
        own = self._own_name
        self._tickets += 1
        self.session.read(
            lambda _book: comparison.compare_points(own, mine, other, theirs, asked),
            partial(self._show_figures, self._tickets),
        )

    @property
    def comparing(self) -> bool:
        """The figures are not yet of what is in view."""
        return self._settle.isActive() or self._shown_ticket != self._tickets

    def _show_figures(self, ticket: int, found: comparison.Compared) -> None:
        if ticket != self._tickets:
            return
        self._shown_ticket = ticket
        self.compared = found
        parts = self.parts
        parts.title_both(found.own, found.other)
        parts.both.show_rows(statistics.both(found))
        parts.together.show_rows(statistics.together(found))
        parts.lags.show_measures(found.measures)
        parts.said.setText(self._span(found))

    def _span(self, found: comparison.Compared) -> str:
        measures = found.measures
        if measures.first is None or measures.last is None:
            return self.tr("The two have no day in common in view")
        words = self.tr("{own} beside {other}, {first} to {last}, {freq}")
        return words.format(
            own=found.own,
            other=found.other,
            first=measures.first.isoformat(),
            last=measures.last.isoformat(),
            freq=labels.label(f"index.{comparison.FREQ_NAMES[found.freq]}"),
        )

    # -- bringing in -------------------------------------------------------------------------------------------------

    def _form(self) -> Form[PointRead]:
        """A table whose header names no index is of the one that is chosen."""
        return published.form(self.chosen.name if self.chosen else "")

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        for part in (self.parts.own, self.parts.ranges, self.parts.freq, self.parts.mode, self.parts.base):
            part.setEnabled(place == _SHOWN)
