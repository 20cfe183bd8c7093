"""Non-trading days: the book's own table, changed at once and undoable, or one of the methodology's."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.ops.book.settings import change_non_trading_days
from rare_desk.store.reading.queries import NonTradingDay, named_non_trading_days
from rare_desk.ui import formats
from rare_desk.ui.methodology.draft import Draft
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.actions import keyed
from rare_desk.ui.widgets.inputs.fields import DateField, TextField
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import Toolbar, button, text

_BOOK, _OWN = "book", "own"


class DaysPanel(QWidget):
    changed = Signal(object)
    """Draft: the one shown, with an edit."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._draft: Draft | None = None
        self.whose = SegmentedButtons(((_BOOK, self.tr("The book's table")), (_OWN, self.tr("A table of its own"))))
        self.whose.chosen.connect(self._choose)
        self.year = QComboBox()
        self.year.setAccessibleName(self.tr("Year"))
        self.year.activated.connect(lambda _at: self._fill())
        self.day = DateField(placeholder=self.tr("Day"))
        self.name = TextField(placeholder=self.tr("Name"))
        self.day.edit.returnPressed.connect(self.add)
        self.name.edit.returnPressed.connect(self.add)
        self.table = Table()
        self.model: ListModel[NonTradingDay] = ListModel(self._columns(), self)
        self.table.setModel(self.model)
        self._delete = keyed(self, self.tr("Delete"), self.remove, "Del", self.table)
        self.about = text("", "muted")
        self._lay_out()

    def _lay_out(self) -> None:
        bar = Toolbar(bar="head")
        bar.add(self.whose)
        bar.add_right(self.year)
        adding = QHBoxLayout()
        adding.setContentsMargins(16, 8, 16, 8)
        adding.setSpacing(8)
        self.day.setFixedWidth(124)
        adding.addWidget(self.day)
        adding.addWidget(self.name, 1)
        adding.addWidget(button(self.tr("Add"), self.add))
        adding.addWidget(button(self.tr("Delete"), self.remove))
        self.about.setWordWrap(True)
        self.about.setContentsMargins(16, 8, 16, 0)
        column = flush(QVBoxLayout(self))
        column.addWidget(bar)
        column.addWidget(self.about)
        column.addLayout(adding)
        column.addWidget(self.table, 1)

    def _columns(self) -> list[Column[NonTradingDay]]:
        translate = QCoreApplication.translate
        estimated = translate("DaysPanel", "estimated")
        return [
            Column(
                key="date",
                title=translate("DaysPanel", "Day"),
                text=lambda one: formats.date_weekday(one.date),
                width=150,
            ),
            Column(key="name", title=translate("DaysPanel", "Name"), text=lambda one: one.name, width=180),
            Column(
                key="estimated",
                title=translate("DaysPanel", "Source"),
                text=lambda one: estimated if one.estimated else "",
                width=90,
                flag=lambda one: "chip:indicative" if one.estimated else "",
            ),
        ]

    def show_draft(self, draft: Draft) -> None:
        self._draft = draft
        self.whose.choose(_BOOK if draft.days is None else _OWN)
        self.about.setText(
            self.tr(
                "Mondays to Fridays that stand here are no index days. A change is saved at once and can be undone."
            )
            if draft.days is None
            else self.tr("This methodology brings its own table; it is saved with the version.")
        )
        self._fill()

    def days(self) -> list[NonTradingDay]:
        """Those of the table that is shown, of all years."""
        draft = self._draft
        if draft is not None and draft.days is not None:
            return [NonTradingDay(day, "", False) for day in draft.days]
        return named_non_trading_days(self._session.book)

    def add(self) -> None:
        day = self.day.value()
        if day is None or self._draft is None:
            self.day.edit.setFocus()
            return
        name = self.name.text()
        self._show_year(day.year)
        if self._draft.days is not None:
            self.changed.emit(self._draft.with_days(sorted({*self._draft.days, day})))
        else:
            self._session.run(lambda book: change_non_trading_days(book, {day: name}), lambda _done: self._fill())
        self.day.clear()
        self.name.clear()
        self.day.edit.setFocus()

    def remove(self) -> None:
        rows = self.model.rows_at(self.table.chosen_places())
        if not rows or self._draft is None:
            return
        gone = {row.date for row in rows}
        if self._draft.days is not None:
            self.changed.emit(self._draft.with_days([day for day in self._draft.days if day not in gone]))
            return

        def told(_changes: object) -> None:
            self._fill()
            self._session.say_done(self.tr("Non-trading days removed: {count}").format(count=len(gone)))

        self._session.run(lambda book: change_non_trading_days(book, removed=gone), told)

    def _choose(self, whose: str) -> None:
        assert self._draft is not None
        if whose == _BOOK:
            self.changed.emit(self._draft.with_days(None))
        elif self._draft.days is None:
            self.changed.emit(self._draft.with_days([one.date for one in self.days()]))

    def _show_year(self, year: int) -> None:
        if self.year.findData(year) < 0:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(self.year.findData(year))

    def _fill(self) -> None:
        days = self.days()
        chosen = self.year.currentData() or dt.date.today().year
        years = sorted({*(one.date.year for one in days), chosen})
        if years != [self.year.itemData(at) for at in range(self.year.count())]:
            self.year.clear()
            for year in years:
                self.year.addItem(str(year), year)
        self.year.setCurrentIndex(self.year.findData(chosen))
        self.model.show_rows([one for one in days if one.date.year == chosen])
