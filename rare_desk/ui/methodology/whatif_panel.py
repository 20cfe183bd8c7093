"""What the edited methodology would change: both indices on one chart, and the differences counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.core.products import Catalogue
from rare_desk.ops.methodologies.whatif import CodeChange, SeriesDifference, WhatIf
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.store.rows import TradeRow
from rare_desk.ui import formats, labels, series_names
from rare_desk.ui.chart import Content, Line, Look, TimeChart, to_day
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import Split, flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import Elided, Toolbar

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation

_LISTED = 500
"""Trades of one change that are listed at most."""


class WhatIfView(QWidget):
    """Chart and tables of one try."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._products = Catalogue(())
        self.found: WhatIf | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Series"))
        self.choice.activated.connect(lambda _at: self._draw())
        self.state = Elided()
        self.chart = TimeChart()
        self.chart.setAccessibleName(self.tr("Index as it is and as it would be"))
        self.chart.setMinimumSize(300, 180)
        self.which = SegmentedButtons((("series", self.tr("Series")), ("trades", self.tr("Trades"))))
        self.summary = Elided()
        self.series = Table(fit=True, margin=12)
        self.series_model: ListModel[SeriesDifference] = ListModel(self._series_columns(), self)
        self.series.setModel(self.series_model)
        self.series.selectionModel().currentRowChanged.connect(self._choose_row)
        self.codes = Table(fit=True, margin=12)
        self.codes_model: ListModel[CodeChange] = ListModel(_code_columns(), self)
        self.codes.setModel(self.codes_model)
        self.codes.selectionModel().currentRowChanged.connect(lambda _now, _before: self._list_trades())
        self.trades = Table(fit=True, margin=12)
        self.trades_model: ListModel[TradeRow] = ListModel(self._trade_columns(), self)
        self.trades.setModel(self.trades_model)
        self.trades.activated.connect(lambda index: self._open(index.row()))
        self.trades.doubleClicked.connect(lambda index: self._open(index.row()))
        self._lay_out()

    def _lay_out(self) -> None:
        head = Toolbar(36, "head")
        head.add(self.choice, self.state)
        tables = QStackedWidget()
        tables.addWidget(self.series)
        tables.addWidget(Split(self.codes, self.trades))
        self.which.chosen.connect(lambda key: tables.setCurrentIndex(0 if key == "series" else 1))
        between = Toolbar(40, "tool")
        between.add(self.which, self.summary)
        below = QWidget()
        column = flush(QVBoxLayout(below))
        column.addWidget(between)
        column.addWidget(tables, 1)
        column = flush(QVBoxLayout(self))
        column.addWidget(head)
        column.addWidget(Split(self.chart, below, sizes=(420, 360)), 1)

    def show_found(self, found: WhatIf, products: Catalogue) -> None:
        self.found, self._products = found, products
        chosen = self.choice.currentData()
        own = found.then.computation.methodology.indices
        self.choice.clear()
        for one in found.series:
            if one.common or one.only_then or one.only_now:
                self.choice.addItem(series_names.full(one.series, products, own), one.series)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0))
        self.series_model.show_rows([one for one in found.series if self.choice.findData(one.series) >= 0])
        self.codes_model.show_rows(found.codes)
        self.trades_model.show_rows(())
        changed = sum(1 for one in found.series if one.changed or one.only_now or one.only_then)
        moved = sum(len(one.ids) for one in found.codes)
        self.summary.setText(
            self.tr("{series} series differ, {trades} trades have another code").format(series=changed, trades=moved)
        )
        self.state.setText("")
        self._draw()
        if found.codes:
            self.codes.setCurrentIndex(self.codes_model.index(0, 0))

    def show_stale(self) -> None:
        """The draft has been edited since."""
        self.state.setText(self.tr("of the draft before the last edit"))

    def _draw(self) -> None:
        found, name = self.found, self.choice.currentData()
        if found is None or name is None:
            self.chart.set_content(Content())
            return
        now = _line(found.now.computation, name, "now", self.tr("As it is"), "muted")
        then = _line(found.then.computation, name, "then", self.tr("What if"), "accent")
        first = self.chart.content.last_day is None
        self.chart.set_content(Content(tuple(one for one in (now, then) if one is not None), self.tr("pts")))
        last = found.now.computation.last_day
        if first and last is not None:
            self.chart.show_range("1Y", to_day(last))

    def _choose_row(self) -> None:
        row = self.series_model.row_at(self.series.currentIndex().row())
        if row is not None and self.choice.currentData() != row.series:
            self.choice.setCurrentIndex(self.choice.findData(row.series))
            self._draw()

    def _list_trades(self) -> None:
        change = self.codes_model.row_at(self.codes.currentIndex().row())
        if change is not None:
            ids = change.ids[:_LISTED]
            self._session.read(lambda book: trades_by_id(book, ids), self.trades_model.show_rows)

    def _open(self, place: int) -> None:
        row = self.trades_model.row_at(place)
        if row is not None:
            self._session.navigate.emit("trades", {"trade": row.id})

    def _series_columns(self) -> list[Column[SeriesDifference]]:
        translate = QCoreApplication.translate

        def figure(key: str, title: str, say: object, width: int, spare: int = 0) -> Column[SeriesDifference]:
            assert callable(say)
            return Column(key=key, title=title, text=say, tip=_in_words, align="right", width=width, spare=spare)

        return [
            Column(
                key="series",
                title=translate("WhatIfPanel", "Series"),
                text=self._series_name,
                tip=self._series_name,
                width=94,
            ),
            figure("now", translate("WhatIfPanel", "Now"), lambda it: formats.index_value(it.last_now), 80),
            figure("then", translate("WhatIfPanel", "What if"), lambda it: formats.index_value(it.last_then), 80),
            figure("changed", translate("WhatIfPanel", "Differ"), _changed, 82),
            figure("largest", translate("WhatIfPanel", "Largest"), lambda it: formats.signed(it.largest), 72),
            figure("on", translate("WhatIfPanel", "On"), lambda it: formats.date(it.largest_on), 100, 1),
            figure("mean", translate("WhatIfPanel", "Mean"), lambda it: formats.signed(it.mean), 62),
            figure("statuses", translate("WhatIfPanel", "Status"), lambda it: formats.count(it.statuses), 64, 2),
        ]

    def _series_name(self, one: SeriesDifference) -> str:
        own = self.found.then.computation.methodology.indices if self.found is not None else ()
        return series_names.short(one.series, self._products, own)

    def _trade_columns(self) -> list[Column[TradeRow]]:
        translate = QCoreApplication.translate
        return [
            Column(key="date", title=labels.field("date"), text=lambda row: row.trade.date.isoformat(), width=84),
            Column(key="deal_no", title=labels.field("deal_no"), text=lambda row: row.trade.deal_no, width=84),
            Column(key="product", title=labels.field("product"), text=self._product, width=96),
            Column(
                key="quantity",
                title=labels.field("quantity"),
                unit=translate("WhatIfPanel", "t"),
                text=lambda row: formats.mass(row.trade.quantity_t),
                align="right",
                width=80,
                spare=1,
            ),
            Column(
                key="price",
                title=translate("WhatIfPanel", "Ex VAT"),
                unit=translate("WhatIfPanel", "CNY/t"),
                text=lambda row: formats.number(row.prices.ex_vat, 0),
                align="right",
                width=110,
            ),
        ]

    def _product(self, row: TradeRow) -> str:
        return series_names.short(row.trade.product, self._products)


class WhatIfPanel(QFrame):
    """Empty until something has been tried."""

    asked = Signal()
    """The button of the empty state."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("bar", "side")
        self._session = session
        self._view: WhatIfView | None = None
        self.found: WhatIf | None = None
        empty = EmptyState(
            self.tr("Edit a rule or a weight, then see what it would change before it takes effect."),
            self.tr("What if"),
            self.asked.emit,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(self._stack)

    @property
    def view(self) -> WhatIfView:
        """Made when it is first needed."""
        if self._view is None:
            self._view = WhatIfView(self._session)
            self._stack.addWidget(self._view)
        return self._view

    def show_found(self, found: WhatIf, products: Catalogue) -> None:
        self.found = found
        self.view.show_found(found, products)
        self._stack.setCurrentWidget(self.view)

    def show_stale(self) -> None:
        """The draft, or the book, is another one than that which was tried."""
        if self.found is not None:
            self.view.show_stale()

    def clear(self) -> None:
        self.found = None
        self._stack.setCurrentIndex(0)


def _line(computation: Computation, name: str, key: str, words: str, ink: str) -> Line | None:
    if name not in computation.series_names:
        return None
    series = computation.series(name)
    looks = ((~series.official) * int(Look.DASHED)).astype("int8")
    return Line(key, words, words, ink, series.days, series.value, looks)


def _changed(one: SeriesDifference) -> str:
    """Points that differ, those on one side alone among them, of all."""
    alone = one.only_now + one.only_then
    return f"{formats.count(one.changed + alone)} / {formats.count(one.common + alone)}"


def _in_words(one: SeriesDifference) -> str:
    """What a narrow table leaves out."""
    translate = QCoreApplication.translate
    largest = translate("WhatIfPanel", "Largest difference {value} on {day}; status of {count} points changes")
    return largest.format(
        value=formats.signed(one.largest), day=formats.date(one.largest_on), count=formats.count(one.statuses)
    )


def _code_columns() -> list[Column[CodeChange]]:
    translate = QCoreApplication.translate
    return [
        Column(key="before", title=translate("WhatIfPanel", "Now"), text=lambda one: _code(one.before), width=130),
        Column(key="after", title=translate("WhatIfPanel", "What if"), text=lambda one: _code(one.after), width=130),
        Column(
            key="count",
            title=translate("WhatIfPanel", "Trades"),
            text=lambda one: formats.count(len(one.ids)),
            align="right",
            width=80,
        ),
    ]


def _code(code: str) -> str:
    return labels.label(f"index.{code}") if code else labels.label("methodology.priced")
