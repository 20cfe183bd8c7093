"""The counterparties: who they are, what was traded with them, and which of them are one firm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rare_desk.ops.parties.listing import Line, lines
from rare_desk.ops.parties.near import ProbablySame, probably_same
from rare_desk.store.reading import party_queries
from rare_desk.store.reading.party_queries import NOTHING, NOTHING_OPEN, OpenFigures, PartyFigures
from rare_desk.store.reading.queries import newest_versions
from rare_desk.ui import formats, labels
from rare_desk.ui.messages import Action
from rare_desk.ui.page import Page
from rare_desk.ui.parties.columns import Shown, country, order_of, party_columns, sums
from rare_desk.ui.parties.form import PartyPanel
from rare_desk.ui.parties.near_panel import NearPanel
from rare_desk.ui.parties.verbs import PartyVerbs
from rare_desk.ui.table_views import TableViews
from rare_desk.ui.widgets.inputs.choice_field import Choice
from rare_desk.ui.widgets.inputs.filter_bar import FilterBar
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.table_out import wishes
from rare_desk.ui.widgets.strips import EmptyState
from rare_desk.ui.widgets.table import FooterRow, Table
from rare_desk.ui.widgets.table.ordering import Order, in_order
from rare_desk.ui.widgets.toolbar import button

if TYPE_CHECKING:
    from rare_desk.sheets.records.parties import PartyRead
    from rare_desk.store.book import Book, Changes
    from rare_desk.store.rows import CalculationRow
    from rare_desk.ui.intake.panel import Intake
    from rare_desk.ui.session import Session

_NAMES = frozenset(("counterparties", "counterparty_aliases", "counterparty_defaults"))
_TRADED = frozenset(("trades", "deliveries", "payments"))


@dataclass(frozen=True, slots=True)
class Found:
    """What was read behind the window: figures and what is open by the party's id, pairs that are probably one firm."""

    figures: Mapping[int, PartyFigures]
    open: Mapping[int, OpenFigures]
    pairs: Sequence[ProbablySame]


class PartiesPage(Page):
    name = "parties"
    reads = _NAMES | _TRADED | {"settings", "calculations", "saved_views"}

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.lines: list[Line] = []
        self._found: Found | None = None
        self._read_last: Found | None = None
        """Of the reading thread alone, on which one reading follows the other."""
        self._asked = 0
        self._order: Order = ()
        self._awaited = ""
        self.pairs: tuple[ProbablySame, ...] = ()
        self.filters = FilterBar()
        self.model: ListModel[Shown] = ListModel(party_columns(), self)
        self.table = Table("parties", fit=True)
        self.table.setModel(self.model)
        self.footer = FooterRow(self.table)
        self.form = PartyPanel()
        self.near = NearPanel()
        self.verbs = PartyVerbs(self)
        self._stack = QStackedWidget()
        self._intake: Intake[PartyRead] | None = None
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.near_button = button("", self.verbs.show_near)
        self.views = TableViews(self.session, "parties", self.filters, lambda: self._order, self._set_order)
        self.toolbar.add(self.views, self.near_button)
        self.toolbar.add_right(
            button(self.tr("Import…"), self.choose_files),
            button(self.tr("Export…"), lambda: wishes().asked.emit(self.table)),
            button(self.tr("New"), self.verbs.begin, "primary"),
        )
        self.filters.add_search("text", self.tr("Name, alias, tax number, pinyin"), 220)
        self._groups = self.filters.add_choice("group", labels.field("group_name"), ())
        self._countries = self.filters.add_choice("country", labels.field("country"), ())
        self.filters.end()
        self.table.show_order((), ())
        listed = QWidget()
        column = flush(QVBoxLayout(listed))
        for part in (self.filters, self.table, self.footer):
            column.addWidget(part, 1 if part is self.table else 0)
        self._stack.addWidget(listed)
        self._stack.addWidget(
            EmptyState(
                self.tr("No counterparty yet. They come with the trades that name them, or press Ctrl+N."),
                self.tr("New counterparty"),
                self.verbs.begin,
            )
        )
        self.set_body(self._stack)
        self.add_side(self.near)
        self.add_side(self.form)

    @property
    def intake(self) -> Intake[PartyRead]:
        """Made when a list comes in."""
        if self._intake is None:
            from rare_desk.ui.intake.kinds import parties_intake

            made = self._intake = parties_intake(self.session, None)
            made.opened.connect(lambda: self._stack.setCurrentWidget(made))
            made.left.connect(self._show)
            self._stack.addWidget(made)
        return self._intake

    def choose_files(self) -> None:
        self.intake.choose_files()

    def _listen(self) -> None:
        self.filters.changed.connect(self._show)
        self.filters.searched.connect(self.main_list.setFocus)
        self.model.order_asked.connect(self._sort_by)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        for panel in (self.form, self.near):
            panel.closed.connect(self.table.setFocus)

    @property
    def main_list(self) -> QWidget:
        return self.table

    # -- what is shown -------------------------------------------------------------------------------------------

    def refresh(self, changes: Changes | None) -> None:
        if changes is None or "saved_views" in changes.tables:
            self.views.refresh()
        if changes is None or changes.tables & _NAMES:
            self.lines = lines(self.session.book)
            self._offer()
        self._show()
        self._read(anew=changes is None or bool(changes.tables & (_TRADED | {"counterparties"})))

    def _read(self, *, anew: bool) -> None:
        """Figures only after a change of the trades, as a million of them take seconds."""
        self._asked += 1
        asked = self._asked

        def work(book: Book) -> Found | None:
            last, self._read_last = self._read_last, None if anew else self._read_last
            if asked != self._asked:
                return None
            if anew or last is None:
                last = Found(party_queries.figures(book), party_queries.open_figures(book), ())
            self._read_last = replace(last, pairs=probably_same(book, last.figures))
            return self._read_last

        self.session.read(work, lambda found: self._take(asked, found))

    def _take(self, asked: int, found: Found | None) -> None:
        if found is None or asked != self._asked:
            return
        self._found = found
        self.pairs = tuple(found.pairs)
        self.near.show_pairs(self.pairs)
        words = self.tr("Probably the same firm: {count}").format(count=formats.count(len(self.pairs)))
        self.near_button.setText(words)
        self.near_button.setEnabled(bool(self.pairs) or self.near.isVisible())
        self._show()

    def all_shown(self) -> list[Shown]:
        found = self._found
        if found is None:
            return [Shown(one, None) for one in self.lines]
        return [
            Shown(one, found.figures.get(one.row.id, NOTHING), found.open.get(one.row.id, NOTHING_OPEN))
            for one in self.lines
        ]

    def _show(self) -> None:
        text, groups, countries = (
            self.filters.text("text"),
            self.filters.chosen("group"),
            self.filters.chosen("country"),
        )
        rows = [
            one
            for one in self.all_shown()
            if (not text or one.line.has(text))
            and (not groups or one.line.row.group_name in groups)
            and (not countries or country(one) in countries)
        ]
        chosen = self.table.chosen_ids()
        rows = in_order(rows, self._order, order_of)
        self.model.show_rows(rows, lambda one: one.id)
        whole, part = formats.count(len(self.lines)), formats.count(len(rows))
        words = self.tr("{count} parties") if len(rows) == len(self.lines) else self.tr("{part} of {count} parties")
        self.footer.show_sums(words.format(count=whole, part=part), sums(rows))
        if self._intake is None or self._intake.plan is None:
            self._stack.setCurrentIndex(0 if self.lines else 1)
        self._choose_again(chosen)

    def _choose_again(self, chosen: Sequence[int]) -> None:
        """What was chosen before, or what was just made."""
        named = next((one.row.id for one in self.lines if one.row.name == self._awaited), None)
        if named is not None and self.table.choose(named):
            self._awaited = ""
        elif len(chosen) == 1:
            self.table.choose(chosen[0])

    def _offer(self) -> None:
        shown = self.all_shown()
        groups = sorted({one.line.row.group_name for one in shown} - {""})
        self._groups.set_choices([Choice(group, group) for group in groups])
        self._countries.set_choices([Choice(one, one) for one in sorted({country(one) for one in shown})])
        self.form.offer(shown)

    def chosen(self) -> Shown | None:
        """The one chosen party; None when there are none or several."""
        places = self.table.chosen_places()
        return self.model.row_at(places[0]) if len(places) == 1 else None

    def await_party(self, name: str) -> None:
        """It is chosen as soon as the list has it."""
        self._awaited = name

    def _show_chosen(self) -> None:
        if self.form.isVisible() and (one := self.chosen()) is not None:
            self.open_form(one)

    def open_form(self, one: Shown) -> None:
        """What was typed of another party and not saved can be brought back."""
        form = self.form
        if form.touched and form.shown is not None and form.shown.id == one.id:
            return
        aside = (form.profile(), form.shown) if form.touched else None
        self.near.setVisible(False)
        form.change(one)
        form.offer(self.all_shown())
        form.setVisible(True)
        self._show_calculations(one)
        if aside:
            back = Action(self.tr("Bring back"), lambda: form.resume(*aside))
            self.session.say(self.tr("What you had typed was put aside unsaved."), "info", "", back)

    def _show_calculations(self, one: Shown) -> None:
        names = {one.name, *one.line.aliases}

        def read(book: Book) -> list[CalculationRow]:
            return [row for row in newest_versions(book) if row.counterparty in names]

        def show(rows: list[CalculationRow]) -> None:
            if self.form.shown is not None and self.form.shown.id == one.id:
                self.form.show_calculations(rows)

        self.session.read(read, show)

    def _sort_by(self, order: Order) -> None:
        self._set_order(order)
        self._show()

    def _set_order(self, order: Order) -> None:
        """For what is shown next."""
        self._order = order
        self.table.show_order(order, ())
        self.views.sorted_anew()

    def show_item(self, **what: Any) -> None:
        """`party`: that one, by its name or alias, in the panel; `view`: a saved one, by name."""
        if "view" in what:
            self.views.open(str(what["view"]))
            return
        known = party_queries.called(self.session.book, str(what.get("party", "")))
        if known is None:
            return
        if self.model.place_of(known) < 0:
            self.filters.clear()
        if self.table.choose(known) and (one := self.chosen()) is not None:
            self.open_form(one)
        self.table.setFocus()

    def menu_actions(self) -> list[QAction]:
        return self.verbs.actions
