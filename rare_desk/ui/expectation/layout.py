"""The pieces of the expectation page and where they stand."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.ui import labels
from rare_desk.ui.chart import TimeChart
from rare_desk.ui.expectation import figures
from rare_desk.ui.expectation.grid import AnswerGrid
from rare_desk.ui.expectation.shares import SharesDelegate
from rare_desk.ui.expectation.tiles import NAMES
from rare_desk.ui.widgets.inputs.choice_field import ChoiceField
from rare_desk.ui.widgets.inputs.fields import NumberField, TextField
from rare_desk.ui.widgets.layouts import Split, flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.table import FooterRow, Table
from rare_desk.ui.widgets.tiles import FigureTile
from rare_desk.ui.widgets.toolbar import Elided, button, rule

translate = QCoreApplication.translate
_LEFT = 232
_FOR_CHART = 780


class Parts:
    """`body` holds them all; `month` stands in the toolbar."""

    def __init__(self, parent: QWidget) -> None:
        self.month = TextField("", "", "2026-12")
        self.month.setFixedWidth(104)
        self.month.setToolTip(translate("ExpectationPage", "The month that is asked about; type any month"))
        self.months: ListModel[figures.MonthRow] = ListModel(figures.month_columns(), parent)
        self.months_table = Table("expectation.months", fit=True)
        self.months_table.setModel(self.months)
        self.months_table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tiles = {name: FigureTile("", main=name == "composite") for name in NAMES}
        self.chart = TimeChart()
        self.chart.setAccessibleName(translate("ExpectationPage", "Expectation chart"))
        self.products: ListModel[figures.ProductRow] = ListModel(figures.product_columns(), parent)
        self.products_table = Table("expectation.products", fit=True)
        self.products_table.setModel(self.products)
        self.products_table.setItemDelegate(SharesDelegate(self.products_table))
        self.footer = FooterRow(self.products_table)
        self.said = Elided("", "muted")
        self.grid = AnswerGrid()
        self.respondent = ChoiceField("", (), labels.field("respondent"), free=True)
        self.respondent.setFixedWidth(200)
        self.weight = NumberField("", "", labels.field("weight"))
        self.weight.setFixedWidth(80)
        self.add = button(translate("ExpectationPage", "Add respondent"))
        self.keys = Elided(translate("ExpectationPage", "u / 1 up, f / 2 flat, d / 3 down, Del takes away"), "muted")
        self.body = self._laid_out()

    def _laid_out(self) -> QWidget:
        split = Split(_Above(self.chart, self._products()), self._answers(), sizes=(330, 250))
        tiles = flush(QHBoxLayout(), 1)
        for tile in self.tiles.values():
            tiles.addWidget(tile, 1)
        right = QWidget()
        column = flush(QVBoxLayout(right))
        column.addLayout(tiles)
        column.addWidget(rule())
        column.addWidget(split, 1)
        body = QWidget()
        row = flush(QHBoxLayout(body))
        self.months_table.setFixedWidth(_LEFT)
        row.addWidget(self.months_table)
        row.addWidget(rule(vertical=True))
        row.addWidget(right, 1)
        return body

    def _products(self) -> QWidget:
        holder = QWidget()
        column = flush(QVBoxLayout(holder))
        column.addWidget(_bar(32, self.said))
        column.addWidget(self.products_table, 1)
        column.addWidget(self.footer)
        return holder

    def _answers(self) -> QWidget:
        holder = QWidget()
        column = flush(QVBoxLayout(holder))
        column.addWidget(rule())
        column.addWidget(_bar(40, self.respondent, self.weight, self.add, self.keys))
        column.addWidget(self.grid, 1)
        return holder


class _Above(Split):
    """Does without the chart where the products would have no room."""

    def __init__(self, chart: TimeChart, products: QWidget) -> None:
        super().__init__(chart, products, sizes=(480, 520), way=Qt.Orientation.Horizontal)
        self._chart = chart

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._chart.setVisible(event.size().width() >= _FOR_CHART)


def _bar(height: int, *parts: QWidget) -> QFrame:
    bar = QFrame()
    bar.setProperty("bar", "head")
    bar.setFixedHeight(height)
    row = QHBoxLayout(bar)
    row.setContentsMargins(16, 0, 12, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part, int(part is parts[-1]))
    return bar
