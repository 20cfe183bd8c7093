"""Fields of a form: the text as typed stays, what it was read as stands beside it, a problem below in a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rare_desk.core.numbers import plain
from rare_desk.core.parsing import parse_date, parse_number
from rare_desk.core.problems import Problem
from rare_desk.ui import labels
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import text

_CARET = 6
"""Around the words of a line edit, px."""


class TextField(QWidget):
    """Label above, line edit in its frame, a muted trailing text inside at the right, or at the end of the label's line
    where the frame is too narrow, the problem below."""

    changed = Signal()
    """While typing, and when the program sets it otherwise than by `set_text`."""
    committed = Signal()
    """Enter, or focus left after a change."""

    def __init__(self, label: str = "", trailing: str = "", placeholder: str = "") -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setProperty("bare", True)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(label)
        self.edit.installEventFilter(self)
        self.label = text(label, "caption")
        self.label.setBuddy(self.edit)
        self.above = text("", "caption")
        self.trailing = text(trailing, "caption")
        self.problem_label = text("", "warn", caption=True)
        self.problem_label.setWordWrap(True)
        self.problem_label.setVisible(False)
        self.frame = QFrame()
        self.frame.setProperty("bar", "field")
        self.frame.setFixedHeight(28)
        self.frame.setFocusProxy(self.edit)
        self.inside = QHBoxLayout(self.frame)
        self.inside.setContentsMargins(8, 0, 8, 0)
        self.inside.setSpacing(6)
        self.inside.addWidget(self.edit, 1)
        self.inside.addWidget(self.trailing)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.label, 1)
        head.addWidget(self.above)
        self.above.setVisible(False)
        column = flush(QVBoxLayout(self), 3)
        column.addLayout(head)
        for part in (self.frame, self.problem_label):
            column.addWidget(part)
        self.label.setVisible(bool(label))
        self.setFocusProxy(self.edit)
        self._own_problem = ""
        self._fixed_trailing = trailing
        self._committed_text = ""
        self.edit.textEdited.connect(self._edited)
        self.edit.returnPressed.connect(self._commit)
        self.set_trailing(trailing)

    def text(self) -> str:
        """As typed, without white space around it."""
        return self.edit.text().strip()

    def set_text(self, raw: str) -> None:
        self.edit.setText(raw)
        self.edit.setCursorPosition(0)
        self._committed_text = raw
        self.read()

    def clear(self) -> None:
        self.set_problem(None)
        self.set_text("")

    def set_label(self, words: str) -> None:
        self.label.setText(words)
        self.label.setVisible(bool(words))
        self.edit.setAccessibleName(words)

    def set_unit(self, unit: str) -> None:
        self._fixed_trailing = unit
        self.read()

    def set_trailing(self, words: str) -> None:
        self.trailing.setText(words)
        self.trailing.setVisible(bool(words))

    def set_problem(self, problem: Problem | str | None) -> None:
        """A sentence of the form about this field; the field's own (not a number) goes before it."""
        self._own_problem = labels.say(problem) if isinstance(problem, Problem) else problem or ""
        self._show_problem()

    def set_computed(self, computed: bool) -> None:
        """Shown without fill and not to be typed into."""
        self.edit.setReadOnly(computed)
        self.edit.setFocusPolicy(Qt.FocusPolicy.NoFocus if computed else Qt.FocusPolicy.StrongFocus)
        self._mark("computed", computed)

    def parsed(self) -> object:
        """What the text was read as: a value, or a Problem; None for an empty field, and where nothing is read."""
        return None

    def reading_problem(self) -> str:
        """Why the raw text cannot be read; empty when it can."""
        parsed = self.parsed()
        return labels.say(parsed) if isinstance(parsed, Problem) else ""

    def read(self) -> None:
        """Reads the raw text again and shows what it was read as."""
        self._show_problem()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            entered = event.type() == QEvent.Type.FocusIn
            self._mark("focused", entered)
            if entered:
                self._committed_text = self.edit.text()
            else:
                self._show_problem()
                if self.edit.text() != self._committed_text:
                    self._commit()
        return super().eventFilter(watched, event)

    def _edited(self) -> None:
        self.read()
        self.changed.emit()

    def _commit(self) -> None:
        self._committed_text = self.edit.text()
        self._show_problem(final=True)
        self.committed.emit()

    def _show_problem(self, *, final: bool = False) -> None:
        """A field that is being typed into is not yet told that it cannot be read."""
        own = self.reading_problem() if final or not self.edit.hasFocus() else ""
        said = own or self._own_problem
        self.problem_label.setText(said)
        self.problem_label.setVisible(bool(said))
        self._mark("problem", bool(said))

    def _mark(self, name: str, value: bool) -> None:
        if bool(self.frame.property(name)) != value:
            self.frame.setProperty(name, value)
            style = self.frame.style()
            style.unpolish(self.frame)
            style.polish(self.frame)


class NumberField(TextField):
    """A number as desks write it (`5.82万`, `1.2`, `1,200`), right-aligned, its unit inside at the right."""

    def __init__(self, label: str = "", unit: str = "", placeholder: str = "") -> None:
        self._meant = ""
        super().__init__(label, unit, placeholder)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def parsed(self) -> Decimal | Problem | None:
        return parse_number(self.text()) if self.text() else None

    def value(self) -> Decimal | None:
        """None for an empty field and for one that cannot be read."""
        parsed = self.parsed()
        return parsed if isinstance(parsed, Decimal) else None

    def set_value(self, value: Decimal | None, places: int | None = None) -> None:
        """With thousands commas; `places` None writes what there is."""
        if value is None:
            self.set_text("")
        else:
            self.set_text(f"{value:,.{places}f}" if places is not None else _grouped(value))

    def read(self) -> None:
        parsed = self.parsed()
        raw = self.text().replace(",", "").replace("−", "-")
        differs = isinstance(parsed, Decimal) and not _is_plain(raw)
        self._meant = f"= {_grouped(parsed)}" if differs else ""
        self._place_meant()
        super().read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_meant()

    def _place_meant(self) -> None:
        """What the number means, beside it where it is whole there, else above, and in a tooltip where nothing stands
        above: the unit is always whole."""
        self.set_trailing(f"{self._meant} {self._fixed_trailing}".strip())
        words = self.edit.fontMetrics().horizontalAdvance(self.edit.text()) + _CARET
        others = self.frame.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        beside = [one.sizeHint().width() for one in others if one is not self.edit and not one.isHidden()]
        margins = self.inside.contentsMargins()
        room = self.frame.width() - margins.left() - margins.right() - self.inside.spacing() * len(beside)
        narrow = bool(self._meant) and self.isVisible() and words + sum(beside) > room
        above = narrow and self.label.text() != ""
        if narrow:
            self.set_trailing(self._fixed_trailing)
        self.above.setText(self._meant if above else "")
        self.above.setVisible(above)
        self.frame.setToolTip(self._meant if narrow and not above else "")


def show_problems(fields: Mapping[str, TextField], problems: Sequence[Problem]) -> list[Problem]:
    """Each at the field of its name, unless it says itself that it cannot be read. Gives back those without one."""
    for name, field in fields.items():
        said = [one for one in problems if one.field == name]
        field.set_problem("" if field.reading_problem() else labels.say_all(said))
    return [one for one in problems if one.field not in fields]


def go_to_first(fields: Mapping[str, TextField], problems: Sequence[Problem]) -> None:
    """Into the first of the fields that something is wrong with."""
    wrong = {one.field for one in problems}
    first = next((field for name, field in fields.items() if name in wrong), None)
    if first is not None:
        first.edit.setFocus()


def _is_plain(raw: str) -> bool:
    return raw.removeprefix("-").replace(".", "", 1).isdecimal() and raw.isascii()


def _grouped(value: object) -> str:
    assert isinstance(value, Decimal)
    return f"{Decimal(plain(value)):,f}"


class DateField(TextField):
    """A day in any written form and in shorthand: `t` today, `-1`, `+7`, `22` of this month, `9.7`."""

    def __init__(self, label: str = "", placeholder: str = "", today: dt.date | None = None) -> None:
        super().__init__(label, "", placeholder)
        self._today = today

    def parsed(self) -> dt.date | Problem | None:
        return parse_date(self.text(), self._today or dt.date.today()) if self.text() else None

    def value(self) -> dt.date | None:
        parsed = self.parsed()
        return parsed if isinstance(parsed, dt.date) else None

    def set_value(self, day: dt.date | None) -> None:
        self.set_text(day.isoformat() if day else "")

    def read(self) -> None:
        day = self.value()
        self.set_trailing(day.isoformat() if day and day.isoformat() != self.text() else "")
        super().read()
