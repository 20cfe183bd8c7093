"""The counterparties: who they are, which group they belong to, their tax id."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.problems import Problem
from rare_desk.ops import counterparties as ops
from rare_desk.ops.counterparties import Counterparty
from rare_desk.store.book import Book, Changes
from rare_desk.store.rows import CounterpartyRow
from rare_desk.ui import labels
from rare_desk.ui.entry.parts import line
from rare_desk.ui.session import Action, Session
from rare_desk.ui.widgets.choice_field import Choice, ChoiceField, found
from rare_desk.ui.widgets.fields import TextField
from rare_desk.ui.widgets.listed import ListModel
from rare_desk.ui.widgets.rows_model import Column
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import button, text

WIDTH = 360
_FIELDS = ("name", "group_name", "tax_id", "country", "note")


class PartiesPanel(SidePanel):
    """The list above, the chosen or a new party below it."""

    shown = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(width=WIDTH)
        self.set_title(self.tr("Counterparties"))
        self._session = session
        self._parties: tuple[CounterpartyRow, ...] = ()
        self._row: CounterpartyRow | None = None
        self._awaited = ""
        self.search = TextField("", "", self.tr("Name, group, pinyin initials"))
        self.search.changed.connect(self._list)
        columns: list[Column[CounterpartyRow]] = [
            Column(key="name", title=labels.field("name"), text=lambda row: row.name, width=148, grows=True),
            Column(key="group_name", title=labels.field("group_name"), text=lambda row: row.group_name, width=92),
            Column(key="tax_id", title=labels.field("tax_id"), text=lambda row: row.tax_id, muted=True, width=96),
        ]
        self.model = ListModel(columns, self)
        self.table = Table("counterparties")
        self.table.setModel(self.model)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.fields: dict[str, TextField] = {name: TextField(labels.field(name)) for name in _FIELDS}
        self.fields["group_name"] = self._group = ChoiceField(labels.field("group_name"), free=True)
        self._lay_out()
        self.setVisible(False)
        self._begin()

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.addWidget(self.search)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        self.set_body(body)
        self.set_foot(self._make_form())

    def _make_form(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("bar", "foot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        self._heading = text("", bold=True)
        column.addWidget(self._heading)
        f = self.fields
        for parts in ((f["name"], f["group_name"]), (f["tax_id"], f["country"]), (f["note"],)):
            column.addWidget(line(*parts))
        hint = text(self.tr("Parties of one group are related; their deals stay out of the index."), "caption")
        hint.setWordWrap(True)
        column.addWidget(hint)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save_button = button(self.tr("Save"), self.save, "primary")
        self.new_button = button(self.tr("New party"), self._begin)
        self.delete_button = button(self.tr("Delete"), self.delete)
        for one in (self.save_button, self.new_button, self.delete_button):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        for field in self.fields.values():
            field.edit.returnPressed.connect(self.focusNextChild)
        return foot

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def show_parties(self, parties: Sequence[CounterpartyRow]) -> None:
        self._parties = tuple(parties)
        groups = sorted({one.group_name for one in parties if one.group_name})
        self._group.set_choices([Choice(group, group) for group in groups])
        chosen = self._awaited or (self._row.name if self._row else "")
        self._awaited = ""
        self._list()
        row = next((one for one in self._parties if one.name == chosen), None)
        if row is not None:
            self.table.choose(row.id)
        else:
            self._begin()

    def _list(self) -> None:
        named = [Choice(str(one.id), one.name, (one.group_name, one.tax_id)) for one in self._parties]
        wanted = {choice.value for choice in found(named, self.search.text())}
        held = tuple(one for one in self._parties if str(one.id) in wanted)
        self.model.show_rows(held, lambda row: row.id)

    def _show_chosen(self) -> None:
        places = self.table.chosen_places()
        row = self.model.row_at(places[0]) if len(places) == 1 else None
        if row is not None:
            self._row = row
            self._heading.setText(row.name)
            for name, field in self.fields.items():
                field.set_problem(None)
                field.set_text(getattr(row, name))
            self.delete_button.setEnabled(True)

    def _begin(self) -> None:
        self._row = None
        self.table.clearSelection()
        self._heading.setText(self.tr("New counterparty"))
        for field in self.fields.values():
            field.clear()
        self.delete_button.setEnabled(False)
        if self.isVisible():
            self.fields["name"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        party = Counterparty(**{name: field.text() for name, field in self.fields.items()})
        row = self._row
        self._awaited = party.name

        def op(book: Book) -> Changes:
            return ops.change_counterparty(book, row.id, party) if row else ops.add_counterparty(book, party)

        self._session.run(op, lambda _changes: self._say(self.tr("Saved"), party.name), self._refused)

    def delete(self) -> None:
        row = self._row
        if row is not None:
            self._session.run(
                lambda book: ops.delete_counterparty(book, row.id),
                lambda _changes: self._say(self.tr("Deleted"), row.name),
                self._refused,
            )

    def _say(self, words: str, name: str) -> None:
        self._session.say(words, "good", name, Action(self.tr("Undo"), self._session.undo))

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self._awaited = ""
        elsewhere = []
        for problem in problems:
            field = self.fields.get(problem.field)
            if field is None:
                elsewhere.append(problem)
            else:
                field.set_problem(problem)
        if elsewhere:
            self._session.refuse(tuple(elsewhere))
