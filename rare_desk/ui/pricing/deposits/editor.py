"""One distribution: names, source, the shares of its oxides with their sum, and the mark that it was verified."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.numbers import plain
from rare_desk.core.pricing.fields import Kind
from rare_desk.core.pricing.oxides.distribution import FIELDS, Distribution, inputs, problems
from rare_desk.core.pricing.oxides.mix import ROOM
from rare_desk.core.problems import Problem
from rare_desk.ui import formats, labels
from rare_desk.ui.pricing.form.base import FittingArea
from rare_desk.ui.pricing.form.entry import field_words
from rare_desk.ui.pricing.form.records import Records
from rare_desk.ui.pricing.outcome import Outcome
from rare_desk.ui.widgets.inputs.fields import TextField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import button, rule, text

Given = dict[str, Any]
EMPTY: Given = {"name": "", "name_zh": "", "source": "", "note": "", "oxides": [{"oxide": "", "share": ""}]}
_OXIDES = next(field for field in FIELDS if field.kind is Kind.LIST)


def given_of(one: Distribution) -> Given:
    oxides = [{"oxide": oxide, "share": plain(share)} for oxide, share in one.shares]
    return {"name": one.name, "name_zh": one.name_zh, "source": one.source, "note": one.note, "oxides": oxides}


class DepositEditor(QWidget):
    save_asked = Signal(object, bool)
    """(Distribution, whether its source has the sum so)."""
    verify_asked = Signal(str)
    """What it was checked against."""
    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Distribution | None = None
        self._own = False
        self.given: Given = EMPTY
        self.fields = {
            "name": TextField("", "", self.tr("as in English papers")),
            "name_zh": TextField("", "", self.tr("as in Chinese papers")),
            "source": TextField("", "", self.tr("book and page, assay certificate")),
        }
        self.grid = Records(_OXIDES)
        self.grid.edited.connect(self._take)
        self.sum = text("", "muted", caption=True)
        self.sum.setWordWrap(True)
        self.as_stated = QCheckBox(self.tr("As the source has it"))
        self.as_stated.toggled.connect(self._show_state)
        self.status = text("", "caption")
        self.status.setWordWrap(True)
        self.against = TextField("", "", self.tr("Verified against: book and page, certificate"))
        self.against.edit.setAccessibleName(self.tr("Verified against"))
        self.verify = button(self.tr("Mark as verified"), self._verify)
        self.save = button(self.tr("Save"), self._save, "primary", "Ctrl+S")
        self.delete = button("", lambda: self.delete_asked.emit(), "link")
        self._lay_out()
        for name, field in self.fields.items():
            field.changed.connect(lambda name=name, field=field: self._take(self.given | {name: field.text()}))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(16, 12, 16, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        words = {"name": self.tr("Name"), "name_zh": self.tr("Chinese name"), "source": self.tr("Source")}
        places = {"name": (0, 0, 1), "name_zh": (0, 2, 1), "source": (1, 0, 3)}
        for name, (row, column, span) in places.items():
            label = text(words[name], "muted")
            label.setFixedHeight(28)
            label.setBuddy(self.fields[name].edit)
            self.fields[name].edit.setAccessibleName(words[name])
            grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.fields[name], row, column + 1, 1, span, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        sums = _row(self.sum, self.as_stated)
        sums.setStretch(0, 1)
        marks = _row(self.against, self.verify)
        marks.setStretch(0, 1)
        foot = _row(self.status, self.delete, self.save)
        foot.setStretch(0, 1)
        content = QWidget()
        inner = flush(QVBoxLayout(content))
        inner.addLayout(grid)
        inner.addWidget(self.grid)
        whole = flush(QVBoxLayout(self))
        whole.addWidget(FittingArea(content))
        whole.addWidget(rule())
        for part in (sums, marks, foot):
            whole.addLayout(part)
        whole.addStretch(1)

    @property
    def changed(self) -> bool:
        return self.given != (given_of(self._shown) if self._shown else EMPTY)

    def table(self) -> str:
        """The shares as Excel takes them, and as a paste here takes them back."""
        titles = [field_words(field) for field in _OXIDES.fields]
        rows = [[str(one[field.name]) for field in _OXIDES.fields] for one in self.given["oxides"]]
        return "\n".join("\t".join(cells) for cells in (titles, *rows))

    def show_deposit(self, one: Distribution | None, *, own: bool, ships: bool) -> None:
        """None: a new one. `own`: the book keeps it; `ships`: one of its name comes with the program."""
        self._shown, self._own = one, own
        self.given = given_of(one) if one else EMPTY
        for name, field in self.fields.items():
            field.set_text(str(self.given[name]))
        self.against.set_text("")
        self.against.set_problem(None)
        self.as_stated.setChecked(one is not None and not one.is_whole)
        self.delete.setText(self.tr("Back to the shipped one") if ships else self.tr("Delete"))
        self.delete.setVisible(own)
        self._show_state()

    def show_problems(self, found: tuple[Problem, ...]) -> None:
        """What the book refused."""
        for name, field in self.fields.items():
            field.set_problem(next((one for one in found if one.field == name), None))
        self.against.set_problem(next((one for one in found if one.code == "verified-source"), None))
        if any(one.field.startswith("oxides") for one in found):
            self.grid.show_given(self.given, Outcome(None, found), {})

    def _take(self, given: object) -> None:
        assert isinstance(given, dict)
        self.given = given
        for field in self.fields.values():
            field.set_problem(None)
        self._show_state()

    def _show_state(self) -> None:
        read = inputs(self.given)
        found = problems(read) if isinstance(read, Distribution) else read
        wrong = tuple(one for one in found if not one.suspect)
        self.grid.show_given(self.given, Outcome(None, wrong), {})
        suspect = next((one for one in found if one.suspect), None)
        self.as_stated.setVisible(suspect is not None)
        self._show_sum(read, suspect)
        stops = bool(wrong) or (suspect is not None and not self.as_stated.isChecked())
        self.save.setEnabled(self.changed and not stops)
        one, fresh = self._shown, not self.changed
        asks = one is not None and not one.verified
        self.against.setVisible(asks)
        self.verify.setVisible(asks)
        self.verify.setEnabled(fresh)
        self.verify.setToolTip("" if fresh else self.tr("Save the changes first"))
        self._show_status()

    def _show_sum(self, read: object, suspect: Problem | None) -> None:
        if not isinstance(read, Distribution):
            self._say(self.sum, self.tr("The sum shows when every share can be read."), "muted")
        elif suspect is not None:
            self._say(self.sum, labels.say(suspect), "warn")
        else:
            said = self.tr("Sum {sum} %: the whole to within the rounding of the shares ({room} points)")
            good = said.format(sum=formats.number(read.total, 2), room=plain(ROOM))
            self._say(self.sum, good if read.is_whole else "", "muted")

    def _show_status(self) -> None:
        one = self._shown
        if one is None:
            self._say(self.status, "", "caption")
        elif not one.verified:
            self._say(self.status, self.tr("Not verified: this is said wherever these shares are used."), "warn")
        elif self.changed:
            said = self.tr("Verified {what}; other shares or another source take the mark away.")
            self._say(self.status, said.format(what=one.checked), "warn")
        else:
            self._say(self.status, self.tr("Verified {what}").format(what=one.checked), "caption")

    @staticmethod
    def _say(label: Any, words: str, role: str) -> None:
        label.setText(words)
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)

    def _save(self) -> None:
        read = inputs(self.given)
        if isinstance(read, Distribution):
            self.save_asked.emit(read, not self.as_stated.isHidden() and self.as_stated.isChecked())

    def _verify(self) -> None:
        self.verify_asked.emit(self.against.text())


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(16, 4, 16, 4)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
    return row
