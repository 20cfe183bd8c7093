"""The index lab: companion formulas on the book's unit values or on any panel, compared on one chart and in a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.core.problems import Problem
from rare_desk.ops import companions as ops
from rare_desk.store.reading import queries
from rare_desk.ui import labels, language
from rare_desk.ui.chart import TimeChart
from rare_desk.ui.lab.comparing import Comparing, PanelMaker
from rare_desk.ui.lab.comparison import Comparison, Row, columns
from rare_desk.ui.lab.formula_list import FormulaList
from rare_desk.ui.lab.method_bar import MethodBar
from rare_desk.ui.lab.note import FormulaNote
from rare_desk.ui.lab.period_chart import PeriodChart
from rare_desk.ui.lab.source import BookSource, GivenSource, SourceChoice
from rare_desk.ui.page import Page
from rare_desk.ui.widgets.dialogs import FileDialogs, PlatformDialogs, with_end, workbook_kinds
from rare_desk.ui.widgets.layouts import Split, flush
from rare_desk.ui.widgets.rows.clip import put_table
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import Elided, button, rule
from rare_desk.ui.writing_out import write_out

if TYPE_CHECKING:
    from rare_desk.core.products import Catalogue
    from rare_desk.store.book import Changes
    from rare_desk.ui.session import Session

TICKED = ("laspeyres", "paasche", "fisher", "geks-tornqvist")
_SIDE = 232


class LabPage(Page):
    name = "lab"
    reads = frozenset({"products"})
    reads_index = True

    def __init__(self, session: Session, dialogs: FileDialogs | None = None) -> None:
        super().__init__(session)
        self._dialogs = dialogs or PlatformDialogs()
        self._products: Catalogue | None = None
        self._comparing = Comparing(session, self)
        self.comparison: Comparison | None = None
        self.source = SourceChoice(self)
        self.method = MethodBar()
        self.formulas = FormulaList(TICKED, "fisher")
        self.formulas.setAccessibleName(self.tr("Formulas"))
        self.note = FormulaNote()
        self.chart = TimeChart()
        self.chart.setAccessibleName(self.tr("Formulas compared"))
        self.places = PeriodChart()
        self.places.setAccessibleName(self.tr("Formulas compared"))
        self.table = Table()
        self.model: ListModel[Row] | None = None
        self.remarks = Elided("", "warn")
        self._lay_out()
        self.method.show_formulas(self.formulas.ticked)
        self._listen()
        self._tell_formula()
        self._show_nothing(self.tr("The index is being computed."))

    def _lay_out(self) -> None:
        self.copy_button = button(self.tr("Copy table"), self.copy)
        self.export_button = button(self.tr("Export…"), self.export)
        self.toolbar.add(*self.source.widgets)
        self.source.show_kind()
        self.toolbar.add_right(self.copy_button, self.export_button)
        self._plot = QStackedWidget()
        self._plot.addWidget(self.chart)
        self._plot.addWidget(self.places)
        self._whole = QStackedWidget()
        self._whole.addWidget(Split(self._plot, self.table, sizes=(440, 300)))
        right = QWidget()
        column = flush(QVBoxLayout(right))
        column.addWidget(self.method)
        column.addWidget(self._remarks_line())
        column.addWidget(self._whole, 1)
        body = QWidget()
        row = flush(QHBoxLayout(body))
        row.addWidget(self._side())
        row.addWidget(rule(vertical=True))
        row.addWidget(right, 1)
        self.set_body(body)

    def _side(self) -> QFrame:
        side = QFrame()
        side.setProperty("bar", "card")
        side.setFixedWidth(_SIDE)
        column = flush(QVBoxLayout(side))
        column.addWidget(self.formulas, 1)
        column.addWidget(self.note)
        return side

    def _remarks_line(self) -> QFrame:
        self._remarks_bar = QFrame()
        row = QHBoxLayout(self._remarks_bar)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self.remarks)
        self._remarks_bar.setVisible(False)
        return self._remarks_bar

    def _listen(self) -> None:
        self._comparing.found.connect(self._show)
        self._comparing.refused.connect(self._show_nothing)
        self.source.changed.connect(self.compute)
        self.source.paste_asked.connect(self.paste)
        self.source.open_asked.connect(self.open_file)
        self.method.changed.connect(self._method_changed)
        self.method.reference_changed.connect(self._draw_comparison)
        self.formulas.ticked_changed.connect(self._formulas_changed)
        self.formulas.current_changed.connect(lambda _name: self._tell_formula())

    # what is compared

    @property
    def asked(self) -> ops.Asked:
        return self.method.asked(self.formulas.ticked)

    def refresh(self, changes: Changes | None) -> None:
        self._products = queries.catalogue(self.session.book)
        if changes is None:
            self.session.start_index()
        else:
            self.refresh_index()

    def refresh_index(self) -> None:
        state = self.session.index
        if state is None or self._products is None:
            return
        self.source.list_series(state.computation, self._products)
        if self.source.kind.current == "book":
            self._compare(self._comparing.renew)

    def _method_changed(self) -> None:
        self._tell_formula()
        self.compute()

    def _formulas_changed(self) -> None:
        self.method.show_formulas(self.formulas.ticked)
        self.compute()

    def _tell_formula(self) -> None:
        if self.formulas.current:
            self.note.show_formula(self.formulas.current, self.asked)

    def compute(self) -> None:
        """After another choice by the user."""
        self._compare(self._comparing.choose)

    def _compare(self, ask: Callable[[PanelMaker, ops.Asked], None]) -> None:
        asked, panel = self.asked, self._panel_maker()
        if panel is not None and asked.formulas:
            ask(panel, asked)
            return
        self._comparing.forget()
        tick = self.tr("Tick the formulas to compare.")
        self._show_nothing(self._what_is_missing() if panel is None else tick)

    def _panel_maker(self) -> PanelMaker | None:
        source, state = self.source.current, self.session.index
        if isinstance(source, GivenSource):
            return lambda: source.panel
        if isinstance(source, BookSource) and state is not None:
            return lambda: ops.panel_of_book(state, source.series, source.freq)
        return None

    def _what_is_missing(self) -> str:
        if self.source.kind.current == "panel":
            return self.tr(
                "Paste a table with the columns period, product, price and quantity, or open a file that has them."
            )
        if self.session.index is None:
            return self.tr("The index is being computed.")
        return self.tr("The book has no trades that the index accepts. Import a ledger, or paste a panel.")

    # drawing

    def _show(self, found: Comparison) -> None:
        self.comparison = found
        self._draw_comparison()

    def _draw_comparison(self) -> None:
        found = self.comparison
        if found is None:
            return
        before = self.chart.content.first_day, self.chart.content.last_day
        reference = self.method.current_reference
        content = found.content(reference)
        self.formulas.show_inks(found.inks(reference))
        self.places.show_comparison(found, reference)
        self._plot.setCurrentIndex(0 if content.lines else 1)
        self.chart.set_content(content)
        last = content.last_day
        if last is not None and before != (content.first_day, last):
            self.chart.show_range("All", last)
        self._fill_table(found)
        self._remark(found)
        self._whole.setCurrentIndex(0)
        self._enable(True)

    def _fill_table(self, found: Comparison) -> None:
        """New columns only when the formulas are other ones; place and widths stay otherwise."""
        wanted = columns([one.formula for one in found.series], self.method.current_reference)
        if self.model is None or [one.key for one in self.model.columns] != [one.key for one in wanted]:
            old, self.model = self.model, ListModel(wanted, self)
            self.table.setModel(self.model)
            if old is not None:
                old.deleteLater()
        self.model.show_rows(found.rows(), lambda row: row.place)

    def _remark(self, found: Comparison) -> None:
        """Why periods are without a value, the first reason of each formula; all of them in the tooltip."""
        told = [
            self.tr("{formula}: {problem}").format(
                formula=labels.label(f"companions.{one.formula}"), problem=labels.say(one.problems[0])
            )
            for one in found.series
            if one.problems
        ]
        self.remarks.setText("  ".join(told))
        self._remarks_bar.setVisible(bool(told))

    def _show_nothing(self, sentence: str) -> None:
        self.comparison = None
        if self._whole.count() > 1 and (old := self._whole.widget(1)) is not None:
            self._whole.removeWidget(old)
            old.deleteLater()
        self._whole.addWidget(EmptyState(sentence))
        self._whole.setCurrentIndex(1)
        self._remarks_bar.setVisible(False)
        self._enable(False)

    def _enable(self, on: bool) -> None:
        self.copy_button.setEnabled(on)
        self.export_button.setEnabled(on)

    # in and out

    def paste(self) -> bool:
        """The table on the clipboard becomes the panel."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.session.say(self.tr("There is no table on the clipboard. Copy the cells first."), "info")
            return True
        self._take(lambda: ops.panel_of_bytes(text.encode(), self.tr("pasted")), "")
        return True

    def open_file(self) -> None:
        path = self._dialogs.open_file(self, self.tr("Open a panel"), Path.home(), workbook_kinds())
        if path is not None:
            self._take(lambda: ops.panel_of_file(path), path.name)

    def _take(self, read: Callable[[], ops.Panel], name: str) -> None:
        self.session.read(lambda _book: read(), lambda panel: self._took(GivenSource(panel, name)), self._not_taken)

    def _took(self, given: GivenSource) -> None:
        self.strip.clear()
        self.source.take(given)

    def _not_taken(self, problems: tuple[Problem, ...]) -> None:
        """The first places of what is wrong; the panel before stays."""
        between = "：" if language.current() == "zh" else ": "
        said = [between.join(filter(None, (labels.where(one.place), labels.say(one)))) for one in problems[:3]]
        more = self.tr("and {count} more").format(count=len(problems) - 3) if len(problems) > 3 else ""
        self.session.say("\n".join([*said, more]).strip(), "bad")

    def copy(self) -> None:
        """The whole table, figures at full precision."""
        if self.model is not None:
            text = self.model.tsv(range(self.model.rowCount()), range(self.model.columnCount()))
            put_table(text)
            self.session.say(self.tr("The table is on the clipboard."))

    def export(self) -> None:
        found = self.comparison
        if found is None:
            return
        kinds = self.tr("Excel workbook (*.xlsx);;CSV (*.csv);;JSON (*.json)")
        proposed = Path.home() / f"{self.tr('formulas')}-{dt.date.today().isoformat()}.xlsx"
        chosen = self._dialogs.save_file(self, self.tr("Export the comparison"), proposed, kinds)
        if chosen is None:
            return
        path, asked, reference = with_end(chosen, ".xlsx"), self.asked, self.method.current_reference
        origin, spoken = self.source.told(), language.current()
        write_out(
            self.session,
            path,
            lambda _book, _job, out: ops.export(out, found.panel, asked, reference, origin, spoken),
            self.tr("The comparison is saved."),
        )

    def menu_actions(self) -> list[QAction]:
        copy, export = QAction(self.tr("Copy table"), self), QAction(self.tr("Export…"), self)
        copy.triggered.connect(self.copy)
        export.triggered.connect(self.export)
        return [copy, export]
