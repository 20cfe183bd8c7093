"""Next quarter's estimate by itself: a chart of its past, the back-test, what oxides move, quarters without quotes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rare_desk.core.pricing.oxides.deductions import Offer
from rare_desk.core.pricing.result import shown
from rare_desk.core.problems import Problem
from rare_desk.core.quotes import first_of_quarter, moved
from rare_desk.ops.contracts.distributions import distributions
from rare_desk.ops.contracts.next_quarter import NextQuarter, next_quarter
from rare_desk.ops.contracts.outlook import Outlook, outlook
from rare_desk.ops.pulling.oxide_prices import with_share_sources
from rare_desk.store.journal import Changes
from rare_desk.store.reading import queries
from rare_desk.ui import formats, labels, theme
from rare_desk.ui.page import Page
from rare_desk.ui.pricing.deposits.names import marked_name
from rare_desk.ui.pricing.estimate.asked_bar import AskedBar, asked_of
from rare_desk.ui.pricing.estimate.chart import EstimateChart
from rare_desk.ui.pricing.estimate.tables import lacking_columns, move_columns, moves, tried_columns
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.table_out import wishes
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import Toolbar, button, rule, text


class EstimatePage(Page):
    name = "estimate"
    reads = frozenset({"announced", "quotes", "deposits", "deposit_oxides"})
    reads_index = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._asked = 0
        self.found: Outlook | None = None
        self.bar = AskedBar()
        self.bar.asked.connect(self._ask)
        self.toolbar.add(text(labels.label("pricing.estimate-label"), "warn"))
        self.to_form = button(self.tr("Open as a calculation"), self.open_form)
        self.toolbar.add_right(button(self.tr("Export…"), lambda: wishes().asked.emit(self.tried)), self.to_form)
        self.figure = QLabel(formats.NONE)
        self.figure.setFont(theme.headline_font())
        self.said = text("", "muted")
        self.said.setWordWrap(True)
        self.chart = EstimateChart()
        self.tried_model = ListModel(tried_columns(), self)
        self.tried = _table("estimate-tried", self.tried_model, self.tr("Back-test by quarter"))
        self.off = text("", "muted", caption=True)
        self.off.setWordWrap(True)
        self.moves_model = ListModel(move_columns(), self)
        self.moves = _table("estimate-moves", self.moves_model, self.tr("What oxides would move"))
        self.moves_title = text("")
        self.lacking_model = ListModel(lacking_columns(), self)
        self.lacking = _table("estimate-lacking", self.lacking_model, self.tr("Quarters not used"))
        self.lacking.clicked.connect(self._open_lacking)
        self.lacking.activated.connect(self._open_lacking)
        self.set_body(self._build())

    def _build(self) -> QWidget:
        body = QFrame()
        body.setProperty("bar", "card")
        body.setBackgroundRole(QPalette.ColorRole.Base)
        body.setAutoFillBackground(True)
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 16, 4)
        head.setSpacing(24)
        head.addWidget(self.figure)
        head.addWidget(self.said, 1)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
        left.addWidget(self.chart, 3)
        left.addWidget(rule())
        left.addWidget(_head(text(self.tr("Back-test: each quarter estimated from those before it"))))
        left.addWidget(self.tried, 2)
        self.off.setContentsMargins(16, 2, 16, 6)
        left.addWidget(self.off)
        right.addWidget(_head(self.moves_title))
        right.addWidget(self.moves, 3)
        right.addWidget(_head(text(self.tr("Quarters not used, and why (click: the quotes)"))))
        right.addWidget(self.lacking, 2)
        below = flush(QHBoxLayout())
        below.addLayout(left, 3)
        below.addWidget(rule(vertical=True))
        below.addLayout(right, 2)
        whole = flush(QVBoxLayout(body))
        whole.addWidget(self.bar)
        whole.addWidget(rule())
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addLayout(below, 1)
        return body

    def refresh(self, changes: Changes | None) -> None:
        if changes is None:
            self.session.start_index()
        book = self.session.book
        self.bar.show_known(queries.quote_sources(book), distributions(book))
        self._ask()

    def refresh_index(self) -> None:
        self._ask()

    def show_item(self, **what: Any) -> None:
        """`quarter`, `quoted_by` (empty: the index's prices), `distribution`, `grade`, `offer`."""
        if what:
            self.bar.show_asked(what)
            self._ask()

    def open_form(self) -> None:
        """The same inputs in the calculator's form, to be saved, varied and exported."""
        if self.found is not None:
            given = with_share_sources(self.found.ground.given, self.found.ground.distribution)
            self.session.navigate.emit("pricing", {"calculator": "estimate", "given": given})

    def _ask(self) -> None:
        """On the reading thread; without a source that which Today has, for which the index must be there."""
        self._asked += 1
        number, state = self._asked, self.session.index
        if state is None and self.found is None:
            self.said.setText(self.tr("The index is being computed…"))
        if not self.bar.source.value():
            if state is not None:
                self.session.read(lambda book: next_quarter(book, state), lambda found: self._begin(found, number))
            return
        wanted = self.bar.wanted()
        if wanted.from_index and state is None:
            return

        def take(found: Outlook) -> None:
            if number == self._asked:
                self._show(found)

        self.session.read(lambda book: outlook(book, wanted, state), take, lambda found: self._refused(found, number))

    def _begin(self, found: NextQuarter | Problem, number: int) -> None:
        if number != self._asked:
            return
        if isinstance(found, Problem):
            self._refused((found,), number)
            return
        self.bar.show_asked(asked_of(found) | {"quarter": ""})
        self._ask()

    def _refused(self, found: tuple[Problem, ...], number: int) -> None:
        """What is lacking stands at its field, and in the place of the figure."""
        if number != self._asked:
            return
        self.found = None
        self.bar.show_problems(found)
        self.figure.setText(formats.NONE)
        self.said.setText(labels.say(found[0]))
        self.chart.show_outlook(None)
        self.tried_model.show_rows([])
        self.moves_model.show_rows([])
        self.lacking_model.show_rows([one for one in found if one.field == "past"])
        self.off.setText("")
        self.to_form.setEnabled(False)

    def _show(self, found: Outlook) -> None:
        self.found = found
        self.bar.show_problems(())
        self.to_form.setEnabled(True)
        figures = found.figures
        name = labels.label("paper.estimate-of", quarter=found.inputs.quarter)
        self.figure.setText(f"{name} {formats.number(figures.price, 2)}")
        self.said.setText(self._told(found))
        self.chart.show_outlook(found)
        self.tried_model.show_rows(found.tried)
        self.off.setText(self._offs(found))
        self.moves_title.setText(self.tr("If an oxide moves by ±{move} %").format(move=shown(found.inputs.move)))
        self.moves_model.show_rows(moves(found, self.tr("All together")))
        self.lacking_model.show_rows(found.ground.lacking)

    def _told(self, found: Outlook) -> str:
        figures, asked = found.figures, found.inputs
        parts = [labels.label("pricing.estimate-label")]
        if figures.low is not None and figures.high is not None:
            low, high = formats.number(figures.low, 2), formats.number(figures.high, 2)
            parts.append(self.tr("band {low} to {high}").format(low=low, high=high))
        parts.append(
            self.tr("netback value {value} less {deduction}, {offer} of {count} quarters").format(
                value=formats.number(figures.value_at_grade, 2),
                deduction=formats.number(figures.deduction, 2),
                offer=labels.label(f"pricing.offer-{asked.offer}"),
                count=len(asked.past),
            )
        )
        parts.append(self.tr("distribution {name}").format(name=marked_name(found.ground.distribution)))
        if found.ground.uncounted:
            names = self.tr(", ").join(found.ground.uncounted)
            parts.append(self.tr("without a price, not counted: {names}").format(names=names))
        return self.tr("; ").join(parts)

    def _offs(self, found: Outlook) -> str:
        offs = [
            self.tr("{offer}: {off} %").format(
                offer=labels.label(f"calculator.back-by-{offer}"), off=shown(found.figures.mean_off_percent[offer])
            )
            for offer in Offer
            if offer in found.figures.mean_off_percent
        ]
        if not offs:
            return self.tr("A single past quarter: nothing to test against.")
        return self.tr("Off on average, either way: {offs}").format(offs=self.tr("; ").join(offs))

    def _open_lacking(self, at: QModelIndex) -> None:
        """The quotes of the quarter before, whose averages are lacking; the announced price where that is."""
        row = self.lacking_model.row_at(at.row())
        if row is None:
            return
        first = first_of_quarter(moved(row.value, -1))
        until = first_of_quarter(row.value)
        if row.code == "quarter-unquoted" and first is not None and until is not None:
            self.session.navigate.emit("quotes", {"first": first, "until": until})
        else:
            self.session.navigate.emit("quotes", {"announced": row.value})


def _table(name: str, model: ListModel[Any], words: str) -> Table:
    table = Table(name, fit=True)
    table.setModel(model)
    table.setAccessibleName(words)
    return table


def _head(words: QLabel) -> Toolbar:
    head = Toolbar(32, "head", side=16)
    head.add(words)
    return head
