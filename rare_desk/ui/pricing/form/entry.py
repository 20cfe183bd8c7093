"""One input of a form: its label, a field of its kind, and below where its value was taken from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.parsing import parse_number
from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.core.problems import Problem
from rare_desk.ui import labels, theme
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField
from rare_desk.ui.widgets.inputs.fields import DateField, NumberField, TextField
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Elided, button, text

_SEGMENTS, _SEGMENTS_PX = 3, 190
"""So many choices stand side by side, in so many pixels; more in a list."""
_LISTED = frozenset({"product", "quoted_by", "distribution"})
"""Texts for which the book has a list."""
SEPARATOR = "; "
"""Between several numbers or days typed into one field."""


def field_words(field: Field) -> str:
    return labels.label_or(f"pricing.field-{field.name}", field.name)


def choice_words(field: Field, choice: str) -> str:
    """`pricing.rule-umpire` for the choice `umpire` of `rule`; a formula (Nd2O3) is its own word."""
    return labels.label_or(f"pricing.{field.name}-{choice}", choice)


class Entry(QWidget):
    """`edited` carries what the user wrote: a text, or the texts of several."""

    edited = Signal(object)
    pull_asked = Signal(QPoint)
    """The place of the menu, in the screen's coordinates."""
    source_asked = Signal(QPoint)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.asked = field
        self._shown = ""
        self._typed_words = ""
        self.label = text(field_words(field), "muted")
        self.label.setFixedHeight(28)
        self.segments: SegmentedButtons | None = None
        self.field: TextField | None = None
        column = flush(QVBoxLayout(self), 2)
        self.above = text(field_words(field), "caption")
        self.above.setVisible(False)
        column.addWidget(self.above)
        if _side_by_side(field):
            self.segments = SegmentedButtons([(one, choice_words(field, one)) for one in field.choices])
            self.segments.clear()
            self.segments.chosen.connect(lambda key: self.edited.emit(key))
            column.addWidget(self.segments, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.field = _field(field)
            self.field.edit.setAccessibleName(field_words(field))
            self.label.setBuddy(self.field.edit)
            self.field.changed.connect(self._typed)
            self.field.committed.connect(self._typed)
            column.addWidget(self.field)
        self._chip = _Chip()
        self._chip.pressed.connect(lambda at: self.source_asked.emit(at))
        column.addWidget(self._chip)
        column.addStretch(1)

    def show_raw(self, raw: object, problem: Problem | None) -> None:
        """What stands in the inputs; the text being typed stays as it is."""
        words = written(self.asked, raw)
        changed = words != self._shown
        self._shown = words
        if self.segments is not None:
            if changed:
                self._choose(words)
        elif self.field is not None:
            if changed:
                _fill(self.field, self.asked, words)
                self._typed_words = self._said()
            reading = problem is not None and problem.code.startswith("not-a") and self.asked.kind is not Kind.NUMBERS
            self.field.set_problem(None if reading else problem)

    def show_source(self, words: str, *, stale: bool = False) -> None:
        """Where the value is from, empty for one by hand; `stale` when the book now says otherwise."""
        self._chip.show_words(words, stale=stale)

    def offer_pull(self) -> None:
        """A small arrow in the field, for values that the book has."""
        if self.field is None:
            return
        pull = button("↓", None, "quiet")
        pull.setToolTip(self.tr("Take from the book"))
        pull.setAccessibleName(self.tr("Take from the book"))
        pull.setFixedWidth(20)
        pull.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pull.clicked.connect(lambda: self.pull_asked.emit(pull.mapToGlobal(QPoint(0, pull.height()))))
        self.field.inside.setContentsMargins(8, 0, 2, 0)
        self.field.inside.addWidget(pull)

    def offer(self, choices: Sequence[Choice]) -> None:
        """What the list behind a text holds; anything else may stand there as well."""
        if isinstance(self.field, ChoiceField) and self.asked.kind is Kind.TEXT:
            self.field.set_choices(choices)

    def put_label_above(self, above: bool) -> None:
        self.label.setVisible(not above)
        self.above.setVisible(above)

    def start(self) -> None:
        part: QWidget = self.field or self.segments or self
        part.setFocus()

    def _choose(self, value: str) -> None:
        assert self.segments is not None
        if value in self.asked.choices:
            self.segments.choose(value)
        else:
            self.segments.clear()

    def _said(self) -> str:
        field = self.field
        assert field is not None
        return field.value() if isinstance(field, ChoiceField) and field.value() else field.text()

    def _typed(self) -> None:
        said = self._said()
        if said == self._typed_words:
            return
        self._typed_words = said
        value = _several(said) if self.asked.kind in (Kind.NUMBERS, Kind.DATES) else said
        self._shown = written(self.asked, value)
        self.edited.emit(value)


def _side_by_side(field: Field) -> bool:
    """A few choices of short words."""
    if field.kind is not Kind.CHOICE or len(field.choices) > _SEGMENTS:
        return False
    words = "".join(choice_words(field, one) for one in field.choices)
    return QFontMetrics(theme.body_font()).horizontalAdvance(words) <= _SEGMENTS_PX


class _Chip(QWidget):
    """A source in the caption's size; a click says more."""

    pressed = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._words = Elided()
        self._words.setCursor(Qt.CursorShape.PointingHandCursor)
        row.addWidget(self._words, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setVisible(False)

    def text(self) -> str:
        return self._words.text()

    def show_words(self, words: str, *, stale: bool) -> None:
        self._words.setText(words)
        self._words.setProperty("role", "warn" if stale else "caption")
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        self.setVisible(bool(words))

    def mousePressEvent(self, _event: object) -> None:
        self.pressed.emit(self.mapToGlobal(QPoint(0, self.height())))


def written(field: Field, raw: object) -> str:
    """As the text of its field."""
    if isinstance(raw, Sequence) and not isinstance(raw, str):
        return SEPARATOR.join(str(one) for one in raw)
    return "" if raw is None else str(raw)


def _several(said: str) -> list[str]:
    parts = said.replace("；", ";").replace("、", ";").replace("\t", ";").split(";")
    return [part.strip() for part in parts if part.strip()]


def _field(field: Field) -> TextField:
    optional = "" if field.required else labels.label("calculator.optional")
    match field.kind:
        case Kind.NUMBER:
            return NumberField("", labels.label(f"pricing.unit-{field.unit}") if field.unit else "", optional)
        case Kind.DATE:
            return DateField("", labels.label("calculator.today-t") if field.required else optional)
        case Kind.CHOICE:
            return ChoiceField("", [Choice(one, choice_words(field, one)) for one in field.choices], optional)
        case Kind.NUMBERS:
            unit = labels.label(f"pricing.unit-{field.unit}") if field.unit else ""
            return TextField("", unit, labels.label("calculator.several-numbers"))
        case Kind.DATES:
            return TextField("", "", labels.label("calculator.several-days"))
        case _ if field.name in _LISTED:
            return ChoiceField(placeholder=optional, free=True)
        case _:
            return TextField("", "", optional)


def _fill(field: TextField, asked: Field, raw: str) -> None:
    if isinstance(field, ChoiceField):
        field.set_value(raw)
        return
    value = parse_number(raw) if raw and asked.kind is Kind.NUMBER else None
    field.set_text(format(value, ",f") if isinstance(value, Decimal) and raw.isascii() else raw)
