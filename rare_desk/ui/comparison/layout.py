"""The pieces of the comparison page and where they stand."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.numbers import plain
from rare_desk.store.reading.index.published_queries import PublishedIndex
from rare_desk.ui import formats, labels
from rare_desk.ui.chart import TimeChart
from rare_desk.ui.comparison import statistics
from rare_desk.ui.comparison.lag_bars import LagBars
from rare_desk.ui.comparison.points_panel import PointsPanel
from rare_desk.ui.widgets.inputs.fields import DateField
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import Split, flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import Elided, rule

_LEFT = 276
_BELOW = 290
_FOR_BARS = 700


class Parts:
    """`body` holds them all but those of the toolbar: `own`, `ranges`, `freq`, `mode`, `base`."""

    def __init__(self, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        self.own = QComboBox()
        self.own.setAccessibleName(translate("ComparisonPage", "Own series"))
        self.own.setMinimumWidth(132)
        self.own.setMaxVisibleItems(30)
        self.ranges = SegmentedButtons(
            (
                ("3M", translate("ComparisonPage", "3M")),
                ("6M", translate("ComparisonPage", "6M")),
                ("1Y", translate("ComparisonPage", "1Y")),
                ("3Y", translate("ComparisonPage", "3Y")),
                ("All", translate("ComparisonPage", "All")),
            ),
            "1Y",
        )
        self.freq = SegmentedButtons(
            (
                ("", translate("ComparisonPage", "Auto")),
                ("day", translate("ComparisonPage", "Day")),
                ("week", translate("ComparisonPage", "Week")),
                ("month", translate("ComparisonPage", "Month")),
            )
        )
        self.freq.button("").setToolTip(translate("ComparisonPage", "The coarser of the two series"))
        self.mode = SegmentedButtons(
            (("rebased", translate("ComparisonPage", "Rebased")), ("level", translate("ComparisonPage", "Level")))
        )
        self.base = DateField("", translate("ComparisonPage", "Base date"))
        self.base.setFixedWidth(112)
        self.base.setToolTip(
            translate("ComparisonPage", "Every line is 100 on this day; empty: on the first day in view")
        )
        self.fill = SegmentedButtons(
            (
                ("last", translate("ComparisonPage", "Last before")),
                ("common", translate("ComparisonPage", "Common days")),
            )
        )
        self.fill.setToolTip(translate("ComparisonPage", "Where the other series has no value of the day or period"))
        self.take = SegmentedButtons(
            (("last", translate("ComparisonPage", "Last")), ("mean", translate("ComparisonPage", "Mean")))
        )
        self.take.setToolTip(translate("ComparisonPage", "The value of a week or month"))
        self.chart = TimeChart()
        self.chart.setAccessibleName(translate("ComparisonPage", "Comparison chart"))
        self.indices: ListModel[PublishedIndex] = ListModel(_index_columns(), parent)
        self.list = Table("published.indices", fit=True)
        self.list.setModel(self.indices)
        self.list.setToolTip(
            translate("ComparisonPage", "A click compares; Ctrl and a click lays more of them on the chart")
        )
        self.points = PointsPanel()
        self.both: ListModel[statistics.Told] = ListModel(statistics.both_columns("", ""), parent)
        self.both_table = _figures(self.both)
        self.together: ListModel[statistics.Told] = ListModel(statistics.together_columns(), parent)
        self.together_table = _figures(self.together)
        self.lags = LagBars()
        self.said = Elided("", "muted")
        self.body = self._laid_out()

    def title_both(self, own: str, other: str) -> None:
        self.both.columns = tuple(statistics.both_columns(own, other))
        self.both_table.horizontalHeader().viewport().update()

    def _laid_out(self) -> QWidget:
        right = Split(self.chart, self._figures(), sizes=(420, _BELOW))
        right.setStretchFactor(0, 1)
        right.setStretchFactor(1, 0)
        body = QWidget()
        row = flush(QHBoxLayout(body))
        holder = QWidget()  # a splitter forgets its own width
        holder.setFixedWidth(_LEFT)
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(Split(self.list, self.points, sizes=(220, 420)))
        row.addWidget(holder)
        row.addWidget(rule(vertical=True))
        row.addWidget(right, 1)
        return body

    def _figures(self) -> QWidget:
        head = QFrame()
        head.setProperty("bar", "head")
        head.setFixedHeight(36)
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 0, 12, 0)
        line.setSpacing(8)
        line.addWidget(self.said, 1)
        line.addWidget(self.fill)
        line.addWidget(self.take)
        row = flush(QHBoxLayout())
        row.addWidget(self.together_table, 30)
        row.addWidget(rule(vertical=True))
        row.addWidget(self.both_table, 34)
        row.addWidget(rule(vertical=True))
        row.addWidget(self.lags, 24)
        below = _Figures(self.lags)
        column = flush(QVBoxLayout(below))
        column.addWidget(rule())
        column.addWidget(head)
        column.addLayout(row, 1)
        return below


class _Figures(QWidget):
    """Does without the bars where the figures would have no room."""

    def __init__(self, lags: LagBars) -> None:
        super().__init__()
        self._lags = lags

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lags.setVisible(event.size().width() >= _FOR_BARS)


def _figures(model: ListModel[statistics.Told]) -> Table:
    table = Table(fit=True)
    table.setModel(model)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    return table


def _dates(one: PublishedIndex) -> str:
    return " – ".join(day.isoformat() for day in (one.first, one.last) if day)


def _index_columns() -> list[Column[PublishedIndex]]:
    translate = QCoreApplication.translate

    def tip(one: PublishedIndex) -> str:
        return "\n".join(filter(None, (one.name, one.publisher, one.base, one.source_url, one.note)))

    return [
        Column(key="name", title=labels.field("index_name"), text=lambda one: one.name, width=90, grows=True,
               sortable=False, tip=tip),
        Column(key="value", title=translate("ComparisonPage", "Last"), text=lambda one: formats.number(one.value, 2),
               width=70, align="right", sortable=False, copied=lambda one: plain(one.value) if one.value else ""),
        Column(key="last", title=translate("ComparisonPage", "Day"), width=62, align="right", sortable=False,
               muted=True, text=lambda one: f"{one.last:%m-%d}" if one.last else formats.NONE, tip=_dates),
    ]  # fmt: skip
