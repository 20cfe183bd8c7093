"""Break-even: which value of an input brings a figure to a target, with the figure that comes of putting it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rare_desk.core.numbers import places_of
from rare_desk.core.pricing.result import shown
from rare_desk.core.pricing.study.solve import Solved
from rare_desk.core.problems import Problem
from rare_desk.sheets.calculations.study.shown import Even, Named
from rare_desk.ui import formats, labels, theme
from rare_desk.ui.pricing.variation import names
from rare_desk.ui.pricing.variation.context import Context
from rare_desk.ui.widgets.inputs.choice_field import ChoiceField
from rare_desk.ui.widgets.inputs.fields import NumberField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import button, text


class BreakEven(QWidget):
    asked = Signal(str, object)
    """(path of the input, target)."""
    taken = Signal(str, str)
    """(path of the input, value to put into the form)."""

    going_out = Signal(object)
    """The answer as a workbook's sheet: Even."""

    def __init__(self) -> None:
        super().__init__()
        self._context: Context | None = None
        self._solved: Solved | None = None
        self.input = ChoiceField(placeholder=self.tr("input"))
        self.target = NumberField("", "", self.tr("target"))
        self.input.changed.connect(self.ask)
        self.target.changed.connect(self.ask)
        self._figure = text("", "muted")
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(6)
        row.addWidget(text(self.tr("Which"), "muted"))
        row.addWidget(self.input, 3)
        row.addWidget(text(self.tr("makes"), "muted"))
        row.addWidget(self._figure)
        row.addWidget(text("=", "muted"))
        row.addWidget(self.target, 2)
        row.addStretch(2)
        self.caption = text("", "muted", caption=True)
        self.value = QLabel(formats.NONE)
        self.value.setFont(theme.headline_font())
        self.check = text("", "muted", caption=True)
        self.check.setWordWrap(True)
        self.take = button(self.tr("Put it into the form"), self._take)
        answer = QVBoxLayout()
        answer.setContentsMargins(16, 4, 16, 12)
        answer.setSpacing(4)
        for part in (self.caption, self.value, self.check):
            answer.addWidget(part)
        under = QHBoxLayout()
        under.addWidget(self.take)
        self.out = button(labels.label("pricing.to-excel"), self.go_out, "link")
        under.addWidget(self.out)
        under.addStretch(1)
        answer.addSpacing(4)
        answer.addLayout(under)
        column = flush(QVBoxLayout(self))
        column.addLayout(row)
        column.addLayout(answer)
        column.addStretch(1)

    def show_context(self, context: Context, *, anew: bool) -> None:
        self._context = context
        choices = names.inputs(context.fields, context.given)
        if not self.input.edit.hasFocus():
            self.input.set_choices(choices)
        if anew:
            self.input.set_value(context.proposed(choices))
            self.target.set_text("")
        figure = context.figure
        self._figure.setText(figure.words if figure else "")
        self.target.set_unit(figure.unit if figure else "")
        self.ask()

    def ask(self) -> None:
        target = self.target.value()
        ready = self._context is not None and self._context.priced is not None
        if ready and self.input.value() and target is not None:
            self.asked.emit(self.input.value(), target)
        else:
            self.show_answer(None)

    def show_answer(self, solved: Solved | None, problems: Sequence[Problem] = ()) -> None:
        self._solved = solved
        context = self._context
        self.take.setVisible(solved is not None)
        self.out.setVisible(solved is not None)
        self.value.setVisible(solved is not None)
        if solved is None or context is None or context.figure is None:
            self.caption.setText("")
            asks = self.tr("Choose an input and enter the target of the figure.")
            self.check.setText(labels.say_all(problems) or asks)
            return
        words = names.input_words(context.fields, context.given, solved.field)
        self.caption.setText(f"{words}  {names.unit_of(context.kind, context.given, solved.field)}".strip())
        self.value.setText(shown(solved.value))
        before = names.value_of(context.given, solved.field)
        said = self.tr("Put back: {figure} = {reached}").format(
            figure=context.figure.words, reached=formats.number(solved.reached, context.figure.places)
        )
        if not solved.exact:
            said += self.tr(" (rounding leaves no value that meets the target to the digit)")
        if before is not None:
            apart = formats.signed(solved.value - before, max(places_of(solved.value), places_of(before)))
            said += "\n" + self.tr("now {before}, {apart}").format(before=shown(before), apart=apart)
        self.check.setText(said)

    def go_out(self) -> None:
        context, solved = self._context, self._solved
        if context is None or solved is None or context.figure is None:
            return
        words = names.input_words(context.fields, context.given, solved.field)
        unit = names.unit_of(context.kind, context.given, solved.field)
        figure = context.figure
        even = Even(
            input=Named(f"{words} {unit}".strip(), names.value_of(context.given, solved.field)),
            figure=Named(f"{figure.words} {figure.unit}".strip(), context.now, figure.places),
            value=solved.value,
            target=solved.target,
            reached=solved.reached,
        )
        self.going_out.emit(even)

    def _take(self) -> None:
        if self._solved is not None:
            self.taken.emit(self._solved.field, format(self._solved.value, "f"))
