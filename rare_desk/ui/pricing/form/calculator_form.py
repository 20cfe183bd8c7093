"""The form of any calculator, made from its fields: single inputs, lists of records, and its figures below."""

from __future__ import annotations

from collections.abc import Mapping

from rare_desk.core.pricing.fields import Kind
from rare_desk.core.pricing.registry import Calculator, step_of
from rare_desk.core.pricing.sources import target
from rare_desk.core.trail import TrailStep
from rare_desk.ops.pricing import Priced, line
from rare_desk.ops.pulling.oxide_prices import PRICED
from rare_desk.ops.pulling.whole import WHOLE
from rare_desk.ui import formats, language
from rare_desk.ui.pricing import draft
from rare_desk.ui.pricing.chooser import kind_words
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.form.base import Form
from rare_desk.ui.pricing.form.inputs_bar import InputsBar
from rare_desk.ui.pricing.form.known import Known
from rare_desk.ui.pricing.form.records import Records
from rare_desk.ui.pricing.form.showing import listed, shown
from rare_desk.ui.pricing.outcome import Outcome

_PER_RECORD = {
    ("netback", "oxides"): (("contribution", "cny_t_reo"),),
    ("basket", "oxides"): (("value-share", "percent"),),
    ("estimate", "oxides"): (("contribution", "cny_t_reo"), ("move", "cny_dry_t")),
    ("estimate", "past"): (("past-deduction", "cny_dry_t"), ("past-estimate", "cny_dry_t")),
}
"""Figures of each record, by calculator and list: the label of their steps, and their unit."""


class CalculatorForm(Form):
    def __init__(self, of: Calculator) -> None:
        super().__init__()
        self._of = of
        self._sources: Mapping[str, tuple[str, bool]] = {}
        self._known = Known()
        self._single = listed(of)
        self.inputs = InputsBar(self._single)
        self.inputs.edited.connect(self._typed)
        self.inputs.pull_asked.connect(self.pull_asked)
        self.inputs.source_asked.connect(self.source_asked)
        for entry in self.inputs.entries.values():
            if target(entry.asked) is not None:
                entry.offer_pull()
        self.column.addWidget(self.inputs)
        self.records = [
            Records(field, _PER_RECORD.get((of.name, field.name), ())) for field in of.fields if field.kind is Kind.LIST
        ]
        for part in self.records:
            part.edited.connect(self.edited)
            part.pull.setVisible(_from_book(of, part, part is self.records[0]))
            part.pull_asked.connect(self.pull_asked)
            part.deposit.setVisible(of.name in PRICED and part.asked.name == "oxides")
            part.deposit_asked.connect(self.deposit_asked)
            self.column.addWidget(part)

    def show_given(self, given: Given, outcome: Outcome) -> None:
        super().show_given(given, outcome)
        self.inputs.arrange(shown(self._of.name, self._single, given))
        self.inputs.show_given(given, outcome)
        self.inputs.show_sources(self._sources)
        for part in self.records:
            part.show_given(given, outcome, self._sources)
        if outcome.priced is not None:
            self._show_figures(outcome.priced)

    def set_known(self, known: Known) -> None:
        self._known = known
        for entry in self.inputs.entries.values():
            if choices := known.choices(entry.asked.name):
                entry.offer(choices)

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
        sums = [(one.label, one.unit, one.value) for one in others]
        self.totals.show_figures(f"{said.label}  {said.unit}", _shown(first), sums, self._notes())

    def _notes(self) -> str:
        """What must be said of the result."""
        named = str(self.given.get("distribution") or "")
        if not self._known.unverified(named):
            return ""
        return self.tr("The distribution {name} is not verified.").format(name=named)


def _from_book(of: Calculator, part: Records, first: bool) -> bool:
    """What is taken all at once has one button for it."""
    return first if of.name in WHOLE else any(target(one) is not None for one in part.asked.fields)


def figures(priced: Priced) -> list[TrailStep]:
    """The steps that are results, not of a single record."""
    of_records = {label for (kind, _), of in _PER_RECORD.items() if kind == priced.calculator for label, _unit in of}
    return [step for step in priced.result.brief if step.places is not None and step.label not in of_records]


def headline(of: Calculator, priced: Priced) -> TrailStep:
    """The step of the figure that stands for the calculation; the last one when no step gives it."""
    values, trail = priced.result.values, priced.result.brief
    found = (step_of(name, getattr(values, name, None), trail) for name in of.headlines)
    return next((step for step in found if step is not None), trail[-1])


def _shown(step: TrailStep) -> str:
    return formats.number(step.value, step.places if step.places is not None else 2)
