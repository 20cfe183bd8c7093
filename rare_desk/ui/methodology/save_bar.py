"""Under which name, from when, by whom and why a draft becomes a version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from rare_desk.core.problems import Problem
from rare_desk.core.rules.methodology import Methodology
from rare_desk.ui import labels
from rare_desk.ui.widgets.inputs.fields import DateField, TextField
from rare_desk.ui.widgets.toolbar import Elided, button


class SaveBar(QFrame):
    save_asked = Signal(bool)
    """Whether the book shall use it from then on."""
    drop_asked = Signal()
    changed = Signal()
    """By the user: who signs, from when and why, or under which name."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "foot")
        self.fields: dict[str, TextField] = {
            "name": TextField(labels.label("methodology.name")),
            "effective": DateField(self.tr("Effective")),
            "author": TextField(labels.label("methodology.author")),
            "reason": TextField(labels.label("methodology.reason")),
        }
        for field in self.fields.values():
            field.changed.connect(lambda field=field: field.set_problem(None))
            field.edit.returnPressed.connect(self.focusNextChild)
            field.changed.connect(self.changed)
        self.adopt_button = button("", lambda: self.save_asked.emit(True), "primary")
        self.save_button = button(self.tr("Save only"), lambda: self.save_asked.emit(False))
        self.save_button.setToolTip(self.tr("The book goes on with the methodology that it uses now"))
        self.drop_button = button(self.tr("Drop the edits"), self.drop_asked.emit, "link")
        self.state = Elided()
        fields, buttons = QHBoxLayout(), QHBoxLayout()
        fields.setSpacing(10)
        self.fields["effective"].setFixedWidth(112)
        for name, stretch in (("name", 2), ("effective", 0), ("author", 2), ("reason", 4)):
            fields.addWidget(self.fields[name], stretch)
        buttons.setSpacing(8)
        buttons.addWidget(self.state, 1)
        buttons.addWidget(self.drop_button)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.adopt_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 10)
        column.setSpacing(8)
        column.addLayout(fields)
        column.addLayout(buttons)

    def begin(self, base: Methodology, today: dt.date) -> None:
        """For a draft of that version: its name and author, from today, the reason still to be said."""
        self.fields["name"].set_text(base.name)
        self.fields["effective"].set_text(today.isoformat())
        self.fields["author"].set_text(base.author)
        self.fields["reason"].set_text("")
        for field in self.fields.values():
            field.set_problem(None)

    def sign(self, texts: Mapping[str, str]) -> None:
        """As it was signed before."""
        for name, words in texts.items():
            if name in self.fields:
                self.fields[name].set_text(words)

    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: field.text() for name, field in self.fields.items()}

    @property
    def name(self) -> str:
        return self.fields["name"].text()

    def signature(self) -> dict[str, str | None]:
        """In the form of the JSON."""
        effective = self.fields["effective"]
        assert isinstance(effective, DateField)
        day = effective.value()
        texts = {name: self.fields[name].text() for name in ("name", "author", "reason")}
        return {**texts, "effective": day.isoformat() if day else None}

    def show_state(self, edited: str, version: int, *, chosen: bool, new: bool) -> None:
        """`version` is the number that it would get; `chosen`: of the book's methodology; `new`: worth a version."""
        self.state.setText(edited)
        self.drop_button.setVisible(bool(edited))
        self.adopt_button.setText(self.tr("Adopt as version {number}").format(number=version))
        self.save_button.setVisible(not chosen)
        for one in (self.adopt_button, self.save_button):
            one.setEnabled(new)

    def show_problems(self, problems: tuple[Problem, ...]) -> bool:
        """At their fields; the cursor goes to the first. False when none of them belongs here."""
        mine = [problem for problem in problems if problem.field in self.fields]
        for problem in mine:
            self.fields[problem.field].set_problem(problem)
        if mine:
            self.fields[mine[0].field].edit.setFocus()
        return bool(mine)
