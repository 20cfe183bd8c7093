"""What each product contributed to the change since an earlier point."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from rare_desk.core.calendar import date_of
from rare_desk.ui import formats, labels
from rare_desk.ui.chart import to_day
from rare_desk.ui.explain.parts import selectable
from rare_desk.ui.explain.views.change_tables import BarDelegate, PartRow, part_columns
from rare_desk.ui.widgets.inputs.fields import DateField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel, SideTable
from rare_desk.ui.widgets.table import FooterRow
from rare_desk.ui.widgets.toolbar import Toolbar, text

if TYPE_CHECKING:
    from rare_desk.core.explain.contributions import Change
    from rare_desk.core.index.engine import Computation
    from rare_desk.ui.explain.place import Place

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class ChangeView(QWidget):
    since_changed = Signal()
    opened = Signal(str)
    """A product to explain by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.since = QComboBox()
        self.since.setAccessibleName(self.tr("Change since"))
        for key, words in (
            ("point", self.tr("the point before")),
            ("week", self.tr("a week before")),
            ("month", self.tr("a month before")),
            ("quarter", self.tr("three months before")),
            ("new-year", self.tr("the end of last year")),
            ("year", self.tr("a year before")),
            ("first", self.tr("the first point")),
            ("date", self.tr("a date…")),
        ):
            self.since.addItem(words, key)
        self.date = DateField(placeholder=self.tr("date"))
        self.date.setVisible(False)
        self.table = SideTable("bar", 20)
        self.model = ListModel(part_columns(), self)
        self.table.setModel(self.model)
        self.table.setItemDelegate(BarDelegate(self.table))
        self.table.setAccessibleName(self.tr("Contributions of products"))
        self.table.setSelectionMode(SideTable.SelectionMode.SingleSelection)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sum = FooterRow(self.table)
        self._said = selectable("", "caption")
        self._said.setWordWrap(True)
        self._build()
        self.since.activated.connect(self._choose)
        self.date.committed.connect(self.since_changed.emit)
        self.table.activated.connect(lambda at: self._open(at.row()))

    def _build(self) -> None:
        bar = Toolbar(0, "head", side=12)
        bar.add(text(self.tr("Since"), "caption"), self.since, self.date)
        self._said.setContentsMargins(12, 6, 12, 6)
        column = flush(QVBoxLayout(self))
        for part in (bar, self._said, self.table, self._sum):
            column.addWidget(part)
        column.addStretch(1)

    def begin(self, computation: Computation, place: Place) -> dt.date | None:
        """The date of the earlier point that is chosen; None when there is none before this one."""
        points = computation.series(place.series, place.freq)
        here = points.find(to_day(place.day))
        if not here:
            return None
        key, at = str(self.since.currentData()), here - 1
        if key == "first":
            at = 0
        elif key != "point":
            wanted = self._wanted(key, place.day)
            found = None if wanted is None else points.at_or_before(to_day(wanted))
            at = (0 if wanted else here - 1) if found is None else min(found, here - 1)
        return date_of(int(points.days[at]))

    def _wanted(self, key: str, day: dt.date) -> dt.date | None:
        if key == "date":
            return self.date.value()
        if key == "new-year":
            return dt.date(day.year - 1, 12, 31)
        if key == "week":
            return day - dt.timedelta(days=7)
        return _months_before(day, _MONTHS[key])

    def show_change(
        self, change: Change | None, called: Mapping[str, str], groups: Mapping[str, Decimal] | None = None
    ) -> None:
        """None: there is no earlier point. `groups` by their names, where there are several."""
        for part in (self.table, self._sum):
            part.setVisible(change is not None)
        if change is None:
            self.model.show_rows([])
            self._said.setText(self.tr("There is no point before this one."))
            return
        largest = max((abs(part.raw) for part in change.products), default=0.0) or 1.0
        self.model.show_rows(
            [
                PartRow(
                    part,
                    called.get(part.product, part.product),
                    part.raw / largest,
                    _prices(part.price_before, part.price),
                )
                for part in change.products
            ]
        )
        self.table.fit()
        sums = {"points": formats.signed(change.points), "percent": formats.signed(change.percent)}
        self._sum.show_sums(self.tr("Change"), sums)
        values = [
            f"{formats.date(point.date)}  {formats.index_value(point.value)}" for point in (change.first, change.last)
        ]
        lines = [" → ".join(values)]
        if groups and len(groups) > 1:
            brought = (f"{group} {formats.signed(points)}" for group, points in groups.items())
            lines.append(labels.label("explain.list").join(brought))
        if change.links:
            days = labels.label("explain.list").join(formats.date(day) for day in change.links)
            lines.append(self.tr("New weights in between: {0}").format(days))
        self._said.setText("\n".join(lines))

    @property
    def said(self) -> str:
        return self._said.text()

    def as_text(self) -> str:
        return f"{self._said.text()}\n{self.model.everything()}"

    def _choose(self) -> None:
        by_date = self.since.currentData() == "date"
        self.date.setVisible(by_date)
        if by_date and self.date.value() is None:
            self.date.edit.setFocus()
        else:
            self.since_changed.emit()

    def _open(self, number: int) -> None:
        row = self.model.row_at(number)
        if row is not None:
            self.opened.emit(row.part.product)


def _months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or that month's last one."""
    end = day.replace(day=1)
    for _ in range(months - 1):
        end = (end - dt.timedelta(days=1)).replace(day=1)
    end -= dt.timedelta(days=1)
    return end.replace(day=min(day.day, end.day))


def _prices(before: float, now: float) -> str:
    return f"{formats.number(before, 0)} → {formats.number(now, 0)}"
