"""A series as it was published at some moment, beside the live one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.ops.publication import as_published
from rare_desk.ui import formats, labels, series_names
from rare_desk.ui.chart import Content, Line, Look, Marker, TimeChart, View, to_day
from rare_desk.ui.widgets.inputs.fields import DateField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import text

if TYPE_CHECKING:
    from rare_desk.core.index.points import Series
    from rare_desk.core.products import Catalogue
    from rare_desk.ops.publication import Vintages, Which
    from rare_desk.ui.session import Session

_PATIENCE_MS = 250


class Course(QWidget):
    """A date field, the series, and both lines in a chart; restated points are marked."""

    opened = Signal(int)
    """The vintage of a day or a mark that was clicked."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._freq = "daily"
        self._vintages: Vintages | None = None
        self._read: tuple[object, ...] = ()
        self._points: list[dict[str, Any]] = []
        self._asked = 0
        self.series = QComboBox()
        self.series.setAccessibleName(self.tr("Series"))
        self.series.setMinimumWidth(150)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which publication"))
        for words, key in (
            (self.tr("as published on"), "on"),
            (self.tr("as published last"), "latest"),
            (self.tr("as published first"), "first"),
        ):
            self.which.addItem(words, key)
        self.day = DateField("", self.tr("Date"), dt.date.today())
        self.day.edit.setAccessibleName(self.tr("As published on"))
        self.day.setFixedWidth(150)
        self.day.set_value(dt.date.today())
        self.note = text("", "caption")
        self.chart = TimeChart()
        self.chart.setAccessibleName(self.tr("Published and live index"))
        self.chart.setMinimumHeight(160)
        self.chart.set_view(View(panes=()))
        self._later = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        self._later.timeout.connect(self.draw)
        self._build()
        self.chart.asked.connect(self._open_day)
        self.chart.marker_asked.connect(lambda key: self.opened.emit(int(key)))
        self.series.activated.connect(lambda _place: self.draw())
        self.which.activated.connect(lambda _place: self.draw())
        self.day.changed.connect(self._later.start)
        self.day.committed.connect(self.draw)

    def _build(self) -> None:
        head = QFrame()
        head.setProperty("bar", "tool")
        head.setFixedHeight(40)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for part in (self.series, self.which, self.day, self.note):
            row.addWidget(part)
        row.addStretch(1)
        column = flush(QVBoxLayout(self))
        column.addWidget(head)
        column.addWidget(self.chart, 1)

    def offer(self, products: Catalogue) -> None:
        """The series of the live index, in their order; what is chosen stays."""
        state = self._session.index
        if state is None:
            return
        found, own = state.computation, state.computation.methodology.indices
        keys = [name for name in found.series_names if len(found.series(name))]
        if keys != [self.series.itemData(n) for n in range(self.series.count())]:
            chosen = self.series.currentData()
            self.series.clear()
            for key in keys:
                self.series.addItem(series_names.full(key, products, own), key)
            self.series.setCurrentIndex(max(self.series.findData(chosen), 0))

    def show_freq(self, freq: str, vintages: Vintages) -> None:
        """After a change of the index, the frequency or what was published."""
        self._freq, self._vintages = freq, vintages
        self.draw()

    def draw(self) -> None:
        """What was published is read off the window's thread, and only when something else is asked for."""
        series, kind = self.series.currentData(), self.which.currentData()
        self.day.setVisible(kind == "on")
        day = self.day.value() if kind == "on" else None
        if series is None or (kind == "on" and day is None):
            return
        self._later.stop()
        wanted = (self._vintages, series, self._freq, kind, day)
        if wanted == self._read:
            self._draw()
            return
        self._asked += 1
        asked, freq = self._asked, self._freq
        which: Which = "first" if kind == "first" else "latest"

        def take(found: dict[str, Any]) -> None:
            if asked == self._asked:
                self._read, self._points = wanted, found["points"]
                self._draw()

        self._session.read(lambda book: as_published(book, series, freq, day, which), take)

    def _draw(self) -> None:
        state, points, name = self._session.index, self._points, self.series.currentData()
        if state is None:
            return
        last = formats.date(dt.date.fromisoformat(points[-1]["date"])) if points else ""
        words = self.tr("{count} published, up to {date}") if points else self.tr("Nothing was published by then")
        self.note.setText(words.format(count=formats.count(len(points)), date=last))
        lines = [_published_line(points, self.tr("Published"))] if points else []
        if name in state.computation.series_names:
            lines.append(_live_line(state.computation.series(name, self._freq), self.tr("Now")))
        looks = ((Look.SOLID, labels.label("index.official")), (Look.DASHED, labels.label("index.indicative")))
        self.chart.set_content(Content(tuple(lines), self.tr("pts"), looks=looks, markers=self._marks()))

    def _marks(self) -> tuple[Marker, ...]:
        shown = {point["vintage"] for point in self._points}
        rows = self._vintages.rows if self._vintages else ()
        return tuple(
            Marker(
                str(row.id), to_day(row.date), "publication", self.tr("Restated: {reason}").format(reason=row.reason)
            )
            for row in rows
            if row.restates and row.id in shown
        )

    def _open_day(self, day: int) -> None:
        """Of the live line's days only those that were published."""
        found = next((point for point in self._points if to_day(dt.date.fromisoformat(point["date"])) == day), None)
        if found is not None:
            self.opened.emit(found["vintage"])


def _published_line(points: list[dict[str, Any]], words: str) -> Line:
    return Line(
        key="published",
        name=words,
        tag=words,
        ink="text",
        days=np.array([to_day(dt.date.fromisoformat(point["date"])) for point in points], np.int64),
        values=np.array([float(point["value"]) for point in points], np.float64),
        looks=np.array([point["status"] != "official" for point in points], np.int8) * np.int8(Look.DASHED),
    )


def _live_line(series: Series, words: str) -> Line:
    looks = (~series.official).astype(np.int8) * np.int8(Look.DASHED)
    return Line("live", words, words, "series1", series.days, series.value, looks)
