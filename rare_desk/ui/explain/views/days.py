"""The days behind a week's or a month's value."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk.core.explain.explanation import Explanation
from rare_desk.ui import formats
from rare_desk.ui.explain.parts import head
from rare_desk.ui.explain.views import tables
from rare_desk.ui.explain.views.tables import DayRow
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel, SideTable
from rare_desk.ui.widgets.table import FooterRow
from rare_desk.ui.widgets.toolbar import text


class DaysView(QWidget):
    asked = Signal(object)
    """The date of a day to open."""

    def __init__(self) -> None:
        super().__init__()
        self.table = SideTable("day", 24)
        self.model = ListModel(tables.day_columns(), self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Days of the period"))
        self.table.setToolTip(self.tr("Enter or a double click opens the day"))
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.activated.connect(lambda at: self._open(at.row()))
        self._mean = FooterRow(self.table)
        column = flush(QVBoxLayout(self))
        note = text(self.tr("mean of the published values"), "caption")
        for part in (head(text(self.tr("Days")), note), self.table, self._mean):
            column.addWidget(part)

    def show_days(self, explained: Explanation) -> None:
        rows = [
            DayRow(day.point, None if not place else explained.days[place - 1].point.value)
            for place, day in enumerate(explained.days)
        ]
        self.model.show_rows(rows)
        self.table.fit()
        count = self.tr("{0} days").format(len(rows))
        self._mean.show_sums(self.tr("Mean of days"), {"value": formats.index_value(explained.point.value)}, note=count)

    def _open(self, number: int) -> None:
        row = self.model.row_at(number)
        if row is not None:
            self.asked.emit(row.point.date)
