"""The panel of one party: what is kept of it, and the ways to what was traded with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.parties.tax_number import tax_number_problem
from rare_desk.core.problems import Problem
from rare_desk.ops.parties.records import Counterparty, Profile
from rare_desk.store.rows import CalculationRow
from rare_desk.ui import formats, labels, language
from rare_desk.ui.entry.parts import line
from rare_desk.ui.parties.aliases import Aliases
from rare_desk.ui.parties.columns import Shown, open_said, title
from rare_desk.ui.parties.defaults_form import DefaultsForm
from rare_desk.ui.trades.calculations import CalculationsSection
from rare_desk.ui.widgets.actions import on_keys
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField
from rare_desk.ui.widgets.inputs.fields import TextField, go_to_first, show_problems
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import Toolbar, button, text

WIDTH = {"zh": 344, "en": 368}
_FIELDS = ("name", "group_name", "tax_id", "country", "note")


class PartyPanel(SidePanel):
    save_asked = Signal(object)
    """Profile."""
    merge_asked = Signal(int)
    """The id of the party that the shown one shall become."""
    trades_asked = Signal()
    positions_asked = Signal()
    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__(width=WIDTH[language.current()])
        self._shown: Shown | None = None
        self._begun = Profile(Counterparty(""))
        self.fields: dict[str, TextField] = {name: TextField(labels.field(name)) for name in _FIELDS}
        self.fields["group_name"] = self._group = ChoiceField(labels.field("group_name"), free=True)
        self.fields["country"].edit.setPlaceholderText(title("china"))
        self.aliases = Aliases(title("aliases"))
        self.defaults = DefaultsForm()
        self.calculations = CalculationsSection()
        self.into = ChoiceField(placeholder=self.tr("Merge into…"))
        self.into.edit.setAccessibleName(self.tr("Merge into…"))
        self._build()
        self.setVisible(False)

    def _build(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        f = self.fields
        for parts in ((f["name"],), (f["group_name"], f["country"]), (f["tax_id"],), (self.aliases,), (f["note"],)):
            column.addWidget(_padded(line(*parts) if parts[0] is not self.aliases else self.aliases))
        hint = text(self.tr("Parties of one group, and those of the desk's own, are related."), "caption")
        hint.setWordWrap(True)
        column.addWidget(_padded(hint))
        column.addWidget(self._head(self.tr("New trades begin with")))
        column.addWidget(_padded(self.defaults))
        column.addStretch(1)
        self.set_body(body, scroll=True)
        self.set_foot(self._make_foot())
        for field in self.fields.values():
            field.edit.returnPressed.connect(self.focusNextChild)
        for name in ("tax_id", "country"):
            self.fields[name].changed.connect(self._check_tax_number)
        on_keys(self, self.save, "Ctrl+S", "Ctrl+Return", "Ctrl+Enter")

    def _head(self, words: str) -> Toolbar:
        head = Toolbar(0, "head", side=12)
        head.add(text(words))
        return head

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("bar", "card")
        column = flush(QVBoxLayout(foot))
        self.save_button = button(self.tr("Save"), self.save, "primary")
        self.save_button.setToolTip(self.tr("Ctrl+S"))
        self.trades_button = button("", self.trades_asked.emit)
        self.positions_button = button(self.tr("Positions"), self.positions_asked.emit)
        self.delete_button = button(self.tr("Delete"), self.delete_asked.emit, "link")
        self.merge_button = button(self.tr("Merge"), self._merge)
        self._merging = QWidget()
        for holder, parts in (
            (QWidget(), (self.save_button, self.trades_button, self.positions_button, None, self.delete_button)),
            (self._merging, (self.into, self.merge_button)),
        ):
            row = QHBoxLayout(holder)
            row.setContentsMargins(12, 8, 12, 8 if holder is self._merging else 2)
            row.setSpacing(8)
            for part in parts:
                if part is None:
                    row.addStretch(1)
                else:
                    row.addWidget(part, int(part is self.into))
            column.addWidget(holder)
        self.into.edit.returnPressed.connect(self._merge)
        self.open = text("", "caption")
        self.open.setWordWrap(True)
        self.open.setContentsMargins(12, 6, 12, 8)
        column.addWidget(self.open)
        column.addWidget(self.calculations)
        return foot

    @property
    def shown(self) -> Shown | None:
        """The party that is being changed; None for a new one."""
        return self._shown

    @property
    def touched(self) -> bool:
        """Whether anything was typed that is not saved."""
        return not self.isHidden() and self.profile() != self._begun

    def profile(self) -> Profile:
        party = Counterparty(**{name: field.text() for name, field in self.fields.items()})
        return Profile(party, self.aliases.names(), self.defaults.given())

    def offer(self, parties: Sequence[Shown]) -> None:
        """Groups to choose from, and parties to merge into."""
        groups = sorted({one.line.row.group_name for one in parties} - {""})
        place = self._group.edit.cursorPosition()
        self._group.set_choices([Choice(group, group) for group in groups])
        self._group.edit.setCursorPosition(place)
        own = self._shown.id if self._shown else None
        self.into.set_choices([Choice(str(one.id), one.name, one.line.aliases) for one in parties if one.id != own])

    def begin(self) -> None:
        self._show(None, Profile(Counterparty("")))
        self.set_title(self.tr("New counterparty"))
        self.setVisible(True)
        self.fields["name"].edit.setFocus()

    def change(self, shown: Shown) -> None:
        row = shown.line.row
        party = Counterparty(**{name: getattr(row, name) for name in _FIELDS})
        self._show(shown, Profile(party, shown.line.aliases, shown.line.defaults))
        self.set_title(row.name)

    def resume(self, profile: Profile, shown: Shown | None) -> None:
        """Puts back what was typed and not saved."""
        if shown is None:
            self.begin()
        else:
            self.change(shown)
        self._fill(profile)

    def show_calculations(self, rows: Sequence[CalculationRow]) -> None:
        self.calculations.show_rows(rows)

    def show_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """At their fields; gives back those that have none here."""
        there = self.fields | self.defaults.fields | {"aliases": self.aliases.field}
        elsewhere = show_problems(there, problems)
        go_to_first(there, problems)
        return elsewhere

    def save(self) -> None:
        self.save_asked.emit(self.profile())

    def ask_merge(self) -> None:
        if self._shown is not None:
            self.setVisible(True)
            self.into.edit.setFocus()

    def _merge(self) -> None:
        if self.into.value():
            self.merge_asked.emit(int(self.into.value()))

    def _show(self, shown: Shown | None, profile: Profile) -> None:
        self._shown = shown
        self._fill(profile)
        self._begun = self.profile()
        self.into.clear()
        there = shown is not None
        for part in (self.trades_button, self.positions_button, self.delete_button, self._merging):
            part.setVisible(there)
        figures = shown.figures if shown else None
        count = formats.count(figures.trades) if figures else "0" if shown is None else ""
        self.trades_button.setText(self.tr("Trades {count}").format(count=count).rstrip())
        said = open_said(shown.open) if shown is not None and shown.open is not None else ""
        self.open.setText(self.tr("Open: {what}").format(what=said) if said else "")
        self.open.setVisible(bool(said))
        self.calculations.show_rows(())

    def _fill(self, profile: Profile) -> None:
        for name, field in self.fields.items():
            field.set_problem(None)
            field.set_text(getattr(profile.party, name))
        self.aliases.field.set_problem(None)
        self.aliases.show_names(profile.aliases)
        self.defaults.show_given(profile.defaults)
        self._check_tax_number()

    def _check_tax_number(self) -> None:
        self.fields["tax_id"].set_problem(
            tax_number_problem(self.fields["tax_id"].text(), self.fields["country"].text())
        )


def _padded(part: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(12, 0, 12, 0)
    row.addWidget(part)
    return holder
