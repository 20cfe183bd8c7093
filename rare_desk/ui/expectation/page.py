"""What respondents expect of prices, month by month: figures, what they rest on, the answers to type or bring in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget

from rare_desk.core.expectation import COMPOSITE, Answer, Headline, Month, Outlook
from rare_desk.core.parsing import parse_month, parse_number
from rare_desk.core.problems import Problem, problem
from rare_desk.ops.imports.records import Form
from rare_desk.ops.outlooks import expectation as ops
from rare_desk.sheets.records.answers import AnswerRead
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.ui import formats, labels
from rare_desk.ui.chart import to_date
from rare_desk.ui.expectation import figures
from rare_desk.ui.expectation.answers_panel import AnswersPanel
from rare_desk.ui.expectation.columns import coming_columns
from rare_desk.ui.expectation.data import Data, Given, coming_month, given
from rare_desk.ui.expectation.layout import Parts
from rare_desk.ui.expectation.lines import content
from rare_desk.ui.expectation.tiles import headline, show_tiles
from rare_desk.ui.intake.page import IntakePage
from rare_desk.ui.intake.panel import Intake
from rare_desk.ui.widgets.actions import keyed
from rare_desk.ui.widgets.inputs.choice_field import Choice
from rare_desk.ui.widgets.toolbar import button
from rare_desk.ui.writing_out import write_out
from rare_desk.words import Language

if TYPE_CHECKING:
    from rare_desk.store.book import Changes
    from rare_desk.ui.session import Session

_SHOWN, _INTAKE = 0, 1


class ExpectationPage(IntakePage[AnswerRead]):
    name = "expectation"
    reads = frozenset({"expectation_answers", "methodologies", "settings", "products"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._catalogue = queries.catalogue(session.book)
        self.data: Data | None = None
        self.month = coming_month(dt.date.today())
        self.headline = COMPOSITE
        self._unanswered: dict[dt.date, dict[str, Decimal]] = {}
        """Respondents of a month that have no answers yet, with their weights."""
        self._explained = ""
        self.parts = Parts(self)
        self.explain = AnswersPanel()
        self.intake: Intake[AnswerRead] = Intake(
            session, "expectation.import", coming_columns(self._catalogue), self._form
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.parts.body)
        self._stack.addWidget(self.intake)
        self.set_body(self._stack)
        self.add_side(self.explain)
        self._build_toolbar()
        self._actions = self._make_actions()
        self._listen()

    def _build_toolbar(self) -> None:
        self.toolbar.add(self.parts.month)
        self.questionnaire = button(self.tr("Questionnaire…"), self._choose_language)
        self.toolbar.add_right(
            self.questionnaire,
            button(self.tr("Export…"), self._export),
            button(self.tr("Import…"), self.choose_files, "primary"),
        )

    def _make_actions(self) -> list[QAction]:
        return [
            keyed(self, self.tr("Explain the product"), self.explain_product),
            keyed(self, self.tr("Questionnaire in Chinese…"), partial(self.write_questionnaire, "zh")),
            keyed(self, self.tr("Questionnaire in English…"), partial(self.write_questionnaire, "en")),
            keyed(self, self.tr("Import answers…"), self.choose_files),
            keyed(self, self.tr("Export the expectation index…"), self._export),
        ]

    def _listen(self) -> None:
        parts = self.parts
        parts.month.committed.connect(self._typed_month)
        parts.months_table.selectionModel().selectionChanged.connect(lambda *_: self._picked_month())
        parts.chart.asked.connect(lambda day: self.show_month(to_date(day)))
        parts.chart.picked.connect(lambda day: self.show_month(to_date(day)))
        for name, tile in parts.tiles.items():
            tile.clicked.connect(partial(self.show_headline, name))
        parts.products_table.activated.connect(lambda _index: self.explain_product())
        parts.products_table.selectionModel().selectionChanged.connect(lambda *_: self._explain_again())
        parts.grid.answered.connect(self._answer)
        parts.grid.cleared.connect(self._clear)
        parts.respondent.edit.returnPressed.connect(self.add_respondent)
        parts.weight.edit.returnPressed.connect(self.add_respondent)
        parts.add.clicked.connect(lambda _checked=False: self.add_respondent())
        self.explain.closed.connect(parts.products_table.setFocus)
        self.intake.opened.connect(lambda: self._stack.setCurrentIndex(_INTAKE))
        self.intake.left.connect(lambda: self._stack.setCurrentIndex(_SHOWN))

    def menu_actions(self) -> list[QAction]:
        return self._actions

    # -- what is shown -----------------------------------------------------------------------------------------------

    def refresh(self, changes: Changes | None) -> None:
        if changes is None or "products" in changes.tables:
            self._catalogue = queries.catalogue(self.session.book)
        before = self.data.survey if self.data else None
        self.session.read(lambda book: Data.of(book, before), self._take)

    def _take(self, data: Data) -> None:
        first = self.data is None
        self.data = data
        months = [one.month for one in data.survey.months]
        if first and months and self.month not in months:
            self.month = months[0]
        self.parts.respondent.set_choices([Choice(name, name) for name, _ in data.known])
        self.parts.chart.set_content(content(data.survey.months))
        if first and self.parts.chart.content.last_day is not None:
            self.parts.chart.show_range("All", self.parts.chart.content.last_day)
        self._show()

    def show_month(self, month: dt.date) -> None:
        self.month = month.replace(day=1)
        self._show()

    def show_item(self, **what: Any) -> None:
        """`month`: the first day of one; `files` to be read."""
        super().show_item(**what)
        month = what.get("month")
        if isinstance(month, dt.date):
            self.show_month(month)

    def show_headline(self, name: str) -> None:
        self.headline = name
        self._show_products()

    def _picked_month(self) -> None:
        chosen = self.parts.months_table.chosen_ids()
        if chosen and chosen[0] != self.month.toordinal():
            self.show_month(dt.date.fromordinal(chosen[0]))

    def _typed_month(self) -> None:
        read = parse_month(self.parts.month.text())
        if read is None:
            self.parts.month.set_problem(None)
            self.session.refuse((problem("not-a-month", "month", self.parts.month.text()),))
            self.parts.month.set_text(f"{self.month:%Y-%m}")
        else:
            self.show_month(read)

    @property
    def shown(self) -> Month | None:
        """The month's figures; None while nobody has answered."""
        return self.data.month(self.month) if self.data else None

    def _show(self) -> None:
        data, parts = self.data, self.parts
        if data is None:
            return
        parts.month.set_text(f"{self.month:%Y-%m}")
        rows = figures.month_rows(data.survey.months, (self.month, coming_month(dt.date.today()), *self._unanswered))
        parts.months_table.selectionModel().blockSignals(True)
        parts.months.show_rows(rows, lambda row: row.number)
        parts.months_table.choose(self.month.toordinal())
        parts.months_table.selectionModel().blockSignals(False)
        parts.months_table.viewport().update()
        show_tiles(parts.tiles, data, self.month)
        self._show_products()
        self._show_answers(data)
        self._explain_again()

    def _show_products(self) -> None:
        found = headline(self.shown, self.headline)
        rows = figures.product_rows(self.shown, found, self._catalogue)
        self.parts.products.show_rows(rows)
        self.parts.said.setText(self._said(found))
        if found is None or found.raw is None:
            self.parts.footer.show_sums("", {})
            return
        sums = {"share": figures.percent(1), "contribution": formats.number(found.value, 2)}
        self.parts.footer.show_sums(labels.label(f"index.{found.name}-short"), sums)

    def _said(self, found: Headline | None) -> str:
        month = self.shown
        if month is None or found is None:
            return self.tr("Nobody has answered for this month yet. Type answers below, or bring in a returned table.")
        name = labels.label(f"expectation.{found.name}")
        words = self.tr("{name}: {covered} % of the weight has answers, weights of {day}")
        day = month.weights_from.isoformat() if month.weights_from else formats.NONE
        return words.format(name=name, covered=figures.percent(found.covered), day=day)

    def _show_answers(self, data: Data) -> None:
        month = self.shown
        extra = [self._catalogue[one.product] for one in month.products] if month else []
        known = {product.code for product in data.asked}
        products = [*data.asked, *(one for one in extra if one.code not in known)]
        rows = given(month, self._unanswered.get(self.month, {}).items())
        before = self.parts.grid.model()
        self.parts.grid.show_given(rows, products)
        if self.parts.grid.model() is not before:
            self.parts.grid.given.edited.connect(self._weigh)

    # -- explaining --------------------------------------------------------------------------------------------------

    def explain_product(self) -> None:
        """From the figure of the product that is chosen to every answer."""
        places = self.parts.products_table.chosen_places()
        row = self.parts.products.row_at(places[0]) if places else None
        if row is not None:
            self._explained = row.code
            self.explain.show_product(row.name, f"{self.month:%Y-%m}", row.diffusion)
            self.explain.setVisible(True)

    def _explain_again(self) -> None:
        """Another product, or the same one after a change."""
        if not self.explain.isVisible():
            return
        if self.parts.products_table.chosen_places():
            self.explain_product()
        elif self._explained in self._catalogue:
            found = self.shown.product(self._explained) if self.shown else None
            name = labels.short_product(self._catalogue[self._explained])
            self.explain.show_product(name, f"{self.month:%Y-%m}", found)

    # -- answering ---------------------------------------------------------------------------------------------------

    def add_respondent(self) -> None:
        """Another row for the month, to be answered; nothing is written yet."""
        name = " ".join(self.parts.respondent.text().split())
        if not name or self.data is None:
            self.parts.respondent.edit.setFocus()
            return
        known = dict(self.data.known)
        weight = self.parts.weight.value() or known.get(name, Decimal(1))
        self._unanswered.setdefault(self.month, {})[name] = weight
        self.parts.respondent.clear()
        self.parts.weight.clear()
        self._show()
        self.parts.grid.go_to(name)

    def _answer(self, row: Given, product: str, outlook: str) -> None:
        there = row.answers.get(product)
        made = Answer(month=self.month, respondent=row.respondent, product=product, outlook=Outlook(outlook),
                      weight=row.weight, note=there.note if there else "")  # fmt: skip
        self.session.run(lambda book: ops.put_answers(book, [made]))

    def _clear(self, row: Given, product: str) -> None:
        ids = [answer.id for answer in row.answers.values() if product in ("", answer.product)]
        if not product:
            self._unanswered.get(self.month, {}).pop(row.respondent, None)
        if ids:
            said = self.tr("{count} answers taken away").format(count=formats.count(len(ids)))
            self._run(lambda book: ops.delete_answers(book, ids), lambda: self.session.say_done(said))
        elif not product:
            self._show()

    def _weigh(self, number: int, _column: str, typed: str) -> None:
        """Another weight for all answers of a respondent in this month."""
        row = self.parts.grid.given.row_at(self.parts.grid.given.place_of(number))
        weight = parse_number(typed)
        if row is None:
            return
        if isinstance(weight, Problem):
            self.session.refuse((weight,))
        elif row.answers:
            changed = [replace(answer, weight=weight) for answer in row.answers.values()]
            self._run(lambda book: ops.put_answers(book, changed), lambda: None)
        else:
            self._unanswered.setdefault(self.month, {})[row.respondent] = weight
            self._show()

    def _run(self, op: Callable[[Book], Changes], done: Callable[[], None]) -> None:
        self.session.run(op, lambda _changes: done())

    # -- in and out --------------------------------------------------------------------------------------------------

    def _form(self) -> Form[AnswerRead]:
        """Answers of which the table says no month are of the one that is shown."""
        return ops.form(self.month)

    def _export(self) -> None:
        self.session.export_asked.emit("expectation")

    def _choose_language(self) -> None:
        menu = QMenu(self.questionnaire)
        menu.addActions(self._actions[1:3])
        menu.popup(self.questionnaire.mapToGlobal(self.questionnaire.rect().bottomLeft()))

    def write_questionnaire(self, language: Language, out: Path | None = None) -> None:
        """Asks where to when `out` is None."""
        if out is None:
            name = labels.label("expectation.sheet-name")
            proposed = self.session.path.with_name(f"{name} {self.month:%Y-%m}.xlsx")
            title = self.tr("Save the questionnaire")
            chosen, _ = QFileDialog.getSaveFileName(self, title, str(proposed), self.tr("Excel workbook (*.xlsx)"))
            if not chosen:
                return
            out = Path(chosen).with_suffix(".xlsx")
        month = self.month
        write_out(
            self.session,
            out,
            lambda book, _job, path: ops.write_questionnaire(book, path, month, language),
            self.tr("The questionnaire is written"),
        )
