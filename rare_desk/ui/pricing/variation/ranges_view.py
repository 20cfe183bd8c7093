"""One or two inputs over ranges: table at the left, lines or heat map at the right, as the inputs stand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.result import shown
from rare_desk.core.pricing.study.paths import number_at
from rare_desk.core.pricing.study.vary import Axis, Varied, axis
from rare_desk.core.problems import Problem
from rare_desk.sheets.calculations.study.shown import Along, Named, Ranges
from rare_desk.ui import formats, labels
from rare_desk.ui.pricing.variation import names
from rare_desk.ui.pricing.variation.chart import Drawn, Look, VariedChart
from rare_desk.ui.pricing.variation.context import Context
from rare_desk.ui.pricing.variation.names import Figure
from rare_desk.ui.pricing.variation.ranges import around
from rare_desk.ui.pricing.variation.table import VariedTable, Words
from rare_desk.ui.widgets.inputs.choice_field import ChoiceField
from rare_desk.ui.widgets.inputs.fields import TextField
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import button, text

_SIDES = (4, 3)
"""Steps at each side of the present value: of the first input, of the second."""
_REASONS = 5
"""So many reasons for empty cells go out."""
_COLUMNS = 6
"""Figures side by side when one input is varied."""


class RangesView(QWidget):
    asked = Signal(object)
    """The axes, when they can be read: a tuple of Axis."""
    going_out = Signal(object)
    """The table as a workbook's sheet: Ranges."""

    def __init__(self) -> None:
        super().__init__()
        self._context: Context | None = None
        self._varied: Varied | None = None
        self.inputs = (ChoiceField(placeholder=self.tr("input")), ChoiceField(placeholder=self.tr("second input")))
        self.ranges = (TextField(placeholder="26000:28000:500"), TextField(placeholder="26000:28000:500"))
        self.look = SegmentedButtons([("lines", self.tr("Lines")), ("heat", self.tr("Heat map"))])
        self.look.chosen.connect(lambda _key: self._draw())
        self.problem = text("", "warn", caption=True)
        self.problem.setVisible(False)
        self.table, self.chart = VariedTable(), VariedChart()
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(6)
        words = (self.tr("Vary"), self.tr("and"))
        for label, chosen, written in zip(words, self.inputs, self.ranges, strict=True):
            row.addWidget(text(label, "muted"))
            row.addWidget(chosen, 3)
            row.addWidget(written, 3)
            chosen.changed.connect(lambda chosen=chosen, written=written: self._chosen(chosen, written))
            written.changed.connect(self.ask)
            written.edit.setToolTip(self.tr("from:to:step, or values with commas between"))
        over = QHBoxLayout()
        over.setContentsMargins(12, 4, 12, 0)
        over.addWidget(self.look)
        over.addStretch(1)
        self.out = button(labels.label("pricing.to-excel"), self.go_out, "link")
        over.addWidget(self.out)
        over.addWidget(button(self.tr("Copy the table"), self.copy, "link"))
        side = QWidget()
        beside = flush(QVBoxLayout(side))
        beside.addLayout(over)
        beside.addWidget(self.chart, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.addWidget(self.table)
        split.addWidget(side)
        split.setSizes([500, 440])
        column = flush(QVBoxLayout(self))
        column.addLayout(row)
        self.problem.setContentsMargins(16, 0, 16, 4)
        column.addWidget(self.problem)
        column.addWidget(split, 1)

    def show_context(self, context: Context, *, anew: bool) -> None:
        """`anew`: another calculation, whose first input is proposed with a range about its value."""
        self._context = context
        choices = names.inputs(context.fields, context.given)
        for field in self.inputs:
            if not field.edit.hasFocus():
                field.set_choices(choices)
        if anew:
            self.inputs[1].set_value("")
            self.ranges[1].set_text("")
            self.inputs[0].set_value(context.proposed(choices))
            self._propose(self.inputs[0], self.ranges[0])
        self.ask()

    def ask(self) -> None:
        """Tells which axes are wanted, or says why they cannot be read."""
        axes: list[Axis] = []
        wrong: list[Problem] = []
        for chosen, written in zip(self.inputs, self.ranges, strict=True):
            if chosen.value() and written.text():
                read = axis(chosen.value(), written.text())
                if isinstance(read, Problem):
                    wrong.append(read)
                else:
                    axes.append(read)
        self._say(wrong)
        if wrong or not axes or self._context is None or self._context.figure is None:
            self.show_varied(None)
        else:
            self.asked.emit(tuple(axes))

    def show_varied(self, varied: Varied | None, problems: Sequence[Problem] = ()) -> None:
        self._varied = varied
        if problems:
            self._say(problems)
        self._draw()

    def copy(self) -> None:
        """The table, as Excel expects it."""
        QGuiApplication.clipboard().setText(self.table.text())

    def go_out(self) -> None:
        context, varied = self._context, self._varied
        if context is not None and varied is not None and context.figure is not None:
            self.going_out.emit(_Made(context, varied, context.figure).sheet())

    def _say(self, problems: Sequence[Problem]) -> None:
        self.problem.setText(labels.say_all(problems))
        self.problem.setVisible(bool(problems))

    def _chosen(self, chosen: ChoiceField, written: TextField) -> None:
        self._propose(chosen, written)
        self.ask()

    def _propose(self, chosen: ChoiceField, written: TextField) -> None:
        context, path = self._context, chosen.value()
        if context is None or not path:
            written.set_text("")
            return
        field = number_at(CALCULATORS[context.kind], context.given, path)
        if not isinstance(field, Problem):
            sides = _SIDES[0] if chosen is self.inputs[0] else _SIDES[1]
            written.set_text(around(field, names.value_of(context.given, path), sides))

    def _draw(self) -> None:
        context, varied = self._context, self._varied
        two = varied is not None and len(varied.axes) == 2
        self.look.set_enabled("heat", two)
        self.out.setEnabled(varied is not None)
        if context is None or varied is None or context.figure is None:
            self.table.show_words(None)
            self.chart.show_drawn(None, "lines")
            return
        made = _Made(context, varied, context.figure)
        self.table.show_words(made.pairs() if two else made.single())
        look: Look = "heat" if two and self.look.current == "heat" else "lines"
        self.chart.show_drawn(made.drawn(), look)


class _Made:
    """Words and lines of what was varied."""

    def __init__(self, context: Context, varied: Varied, figure: Figure) -> None:
        self._context, self._varied, self._figure = context, varied, figure
        self._first = varied.axes[0]
        self._second = varied.axes[1] if len(varied.axes) == 2 else None
        self._here = (_place(context, self._first), _place(context, self._second) if self._second else 0)

    def single(self) -> Words:
        """The value, the followed figure with its change, and the other figures."""
        figure, context = self._figure, self._context
        ones = self._shown()
        others = ones[1:]
        titles = [
            self._title(self._first),
            (figure.words, figure.unit),
            ("±", ""),
            *((one.words, one.unit) for one in others),
        ]
        rows, tips = [], []
        for cell in self._varied.cells:
            said = [_figure(cell.figures.get(one.path), one) for one in ones]
            value = cell.figures.get(figure.path)
            apart = formats.signed(value - context.now, figure.places) if value is not None else formats.NONE
            rows.append([shown(cell.values[0]), said[0], apart, *said[1:]])
            tips.append([labels.say_all(cell.problems)] * len(titles))
        return Words(titles, rows, tips, (self._here[0], 1))

    def pairs(self) -> Words:
        assert self._second is not None
        context = self._context
        both = (names.input_words(context.fields, context.given, one.path) for one in self._varied.axes)
        titles = [(" \\ ".join(both), ""), *((shown(value), "") for value in self._second.values)]
        rows, tips = [], []
        for place, value in enumerate(self._first.values):
            cells = self._varied.row(place)
            rows.append([shown(value), *(_figure(one.figures.get(self._figure.path), self._figure) for one in cells)])
            tips.append(["", *(labels.say_all(one.problems) for one in cells)])
        here = (self._here[0], self._here[1] + 1 if self._here[1] >= 0 else -1)
        return Words(titles, rows, tips, here)

    def sheet(self) -> Ranges:
        context = self._context
        ones = [self._figure] if self._second else self._shown()
        cells = self._varied.cells
        rows = [self._varied.row(place) for place in range(len(self._first.values))]
        return Ranges(
            first=self._along(self._first),
            second=self._along(self._second) if self._second else None,
            figures=[Named(_titled(one), context.values.get(one.path), one.places) for one in ones],
            cells=[[cell.figures.get(one.path) for cell in row for one in ones] for row in rows],
            reasons=list(dict.fromkeys(labels.say_all(cell.problems) for cell in cells if cell.problems))[:_REASONS],
        )

    def _along(self, of: Axis) -> Along:
        return Along(Named(self._named(of), names.value_of(self._context.given, of.path)), of.values)

    def _shown(self) -> list[Figure]:
        """The followed figure and as many others as stand beside it."""
        figure = self._figure
        others = [one for one in self._context.figures if one.path != figure.path and "." not in one.path]
        return [figure, *others[: _COLUMNS - 2]]

    def drawn(self) -> Drawn:
        figure = self._figure
        across = [shown(value) for value in self._second.values] if self._second else [""]
        return Drawn(
            title=_titled(figure),
            first=self._named(self._first),
            second=self._named(self._second) if self._second else "",
            along=self._first.values,
            across=across,
            values=[
                [one.figures.get(figure.path) for one in self._varied.row(place)]
                for place in range(len(self._first.values))
            ],
            places=figure.places,
            here=self._here,
        )

    def _named(self, of: Axis) -> str:
        return " ".join(self._title(of)).strip()

    def _title(self, of: Axis) -> tuple[str, str]:
        context = self._context
        words = names.input_words(context.fields, context.given, of.path)
        return words, names.unit_of(context.kind, context.given, of.path)


def _place(context: Context, of: Axis) -> int:
    """Where the present value stands on the axis, -1 when it does not."""
    now = names.value_of(context.given, of.path)
    return next((place for place, value in enumerate(of.values) if value == now), -1)


def _titled(figure: Figure) -> str:
    return f"{figure.words} {figure.unit}".strip()


def _figure(value: Decimal | None, of: Figure) -> str:
    return formats.number(value, of.places)
