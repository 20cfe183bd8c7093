"""The form of any calculator, made from its fields: single inputs, lists of records, and its figures below."""

from __future__ import annotations

from collections.abc import Mapping

from rare_desk.core.pricing.fields import Kind
from rare_desk.core.pricing.reference import SOURCE_FIELDS
from rare_desk.core.pricing.registry import Calculator
from rare_desk.core.pricing.sources import target
from rare_desk.core.trail import TrailStep
from rare_desk.ops.pricing import Line, Priced, line
from rare_desk.ui import formats, language
from rare_desk.ui.pricing import draft
from rare_desk.ui.pricing.chooser import kind_words
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.form.base import Form
from rare_desk.ui.pricing.form.inputs_bar import InputsBar
from rare_desk.ui.pricing.form.records import Records
from rare_desk.ui.pricing.outcome import Outcome

_HIDDEN = frozenset(field.name for field in SOURCE_FIELDS)
"""Inputs that say where others come from: the sources do."""
_PER_RECORD = {"netback": (("contribution", "cny_t_reo"),), "basket": (("value-share", "percent"),)}
"""Figures of each record, by calculator: the label of their steps, and their unit."""


class CalculatorForm(Form):
    def __init__(self, of: Calculator) -> None:
        super().__init__()
        self._of = of
        self._sources: Mapping[str, tuple[str, bool]] = {}
        single = [field for field in of.fields if field.kind is not Kind.LIST and field.name not in _HIDDEN]
        self.inputs = InputsBar(single)
        self.inputs.edited.connect(self._typed)
        self.inputs.pull_asked.connect(self.pull_asked)
        self.inputs.source_asked.connect(self.source_asked)
        for entry in self.inputs.entries.values():
            if target(entry.asked) is not None:
                entry.offer_pull()
        self.column.addWidget(self.inputs)
        self.records = [Records(field, _PER_RECORD.get(of.name, ())) for field in of.fields if field.kind is Kind.LIST]
        for part in self.records:
            part.edited.connect(self.edited)
            part.pull.setVisible(any(target(one) is not None for one in part.asked.fields))
            part.pull_asked.connect(self.pull_asked)
            self.column.addWidget(part)

    def show_given(self, given: Given, outcome: Outcome) -> None:
        super().show_given(given, outcome)
        self.inputs.show_given(given, outcome)
        self.inputs.show_sources(self._sources)
        for part in self.records:
            part.show_given(given, outcome, self._sources)
        if outcome.priced is not None:
            self._show_figures(outcome.priced)

    def show_sources(self, said: Mapping[str, tuple[str, bool]]) -> None:
        self._sources = said

    def start(self) -> None:
        """On the first input that is empty."""
        for path, entry in self.inputs.entries.items():
            if entry.asked.required and not draft.at(self.given, path):
                entry.start()
                return
        for part in self.records:
            part.start()

    def _result_name(self) -> str:
        return kind_words(self._of.name)

    def _typed(self, path: str, written: object) -> None:
        self.edited.emit(draft.put(self.given, path, written))

    def _show_figures(self, priced: Priced) -> None:
        steps = figures(priced)
        first = headline(self._of, priced)
        said = line(first, language.current())
        others = [line(step, language.current()) for step in steps if step is not first]
        self.totals.show_figures(f"{said.label}  {said.unit}", _shown(first), [_sum(one) for one in others])


def figures(priced: Priced) -> list[TrailStep]:
    """The steps that are results, not of a single record."""
    of_records = {label for label, _unit in _PER_RECORD.get(priced.calculator, ())}
    return [step for step in priced.result.trail if step.places is not None and step.label not in of_records]


def headline(of: Calculator, priced: Priced) -> TrailStep:
    """The figure that stands for the calculation; the last step when no step has its value."""
    values = priced.result.values
    wanted = next((value for name in of.headlines if (value := getattr(values, name, None)) is not None), None)
    steps = [step for step in figures(priced) if step.value == wanted]
    return steps[-1] if steps else priced.result.trail[-1]


def _shown(step: TrailStep) -> str:
    return formats.number(step.value, step.places if step.places is not None else 2)


def _sum(of: Line) -> tuple[str, str, str]:
    return of.label, of.unit, of.value
