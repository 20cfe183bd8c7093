"""What an estimate is asked with: quarter, source of the oxide prices, distribution, grade, recovery, offer, move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rare_desk.core.pricing.oxides.deductions import Offer
from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.core.pricing.result import shown
from rare_desk.core.problems import Problem
from rare_desk.ops.contracts.estimating import RECOVERY, Wanted
from rare_desk.ops.contracts.next_quarter import NextQuarter
from rare_desk.ui import labels
from rare_desk.ui.pricing.deposits.names import marked_name
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField
from rare_desk.ui.widgets.inputs.fields import NumberField, TextField

FROM_INDEX = "\x00index"
"""The choice of the index's own prices among sources of quotes."""


class AskedBar(QWidget):
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.quarter = TextField(labels.label("pricing.field-quarter"), "", self.tr("The next"))
        self.source = ChoiceField(self.tr("Oxide prices"))
        self.distribution = ChoiceField(labels.label("pricing.field-distribution"))
        self.grade = NumberField(labels.label("pricing.field-grade"), labels.label("pricing.unit-reo"))
        self.recovery = NumberField(labels.label("pricing.field-recovery"), labels.label("pricing.unit-percent"))
        self.by = NumberField(labels.label("pricing.field-move"), labels.label("pricing.unit-percent"))
        self.offer = ChoiceField(
            self.tr("Deduction"), [Choice(str(one), labels.label(f"pricing.offer-{one}")) for one in Offer]
        )
        self.grade.set_text("50")
        self.recovery.set_text(str(RECOVERY))
        self.by.set_text("10")
        self.offer.set_value(str(Offer.LAST))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 8)
        row.setSpacing(8)
        fields: list[tuple[TextField, int]] = [(self.quarter, 2), (self.source, 5), (self.distribution, 4)]
        fields += [(self.grade, 2), (self.recovery, 2), (self.offer, 4), (self.by, 2)]
        for field, stretch in fields:
            field.edit.setAccessibleName(field.label.text())
            field.committed.connect(self.asked)
            row.addWidget(field, stretch)

    def show_known(self, sources: Sequence[str], distributions: Sequence[Distribution]) -> None:
        """What there is to choose from; the first of each where nothing was chosen yet."""
        quoted = [Choice(one, labels.label("calculator.source-quote", source=one)) for one in sources]
        self.source.set_choices([*quoted, Choice(FROM_INDEX, labels.label("pricing.taken_from-prices"))])
        self.distribution.set_choices([Choice(one.name, marked_name(one)) for one in distributions if one.shares])
        if not self.distribution.value() and distributions:
            self.distribution.set_value(distributions[0].name)

    def show_asked(self, what: Mapping[str, Any]) -> None:
        """`quarter`, `quoted_by` (empty: the index), `distribution`, `grade`, `offer`: as another page has them."""
        self.quarter.set_text(str(what.get("quarter", "")))
        self.source.set_value(str(what.get("quoted_by") or FROM_INDEX))
        self.distribution.set_value(str(what.get("distribution") or self.distribution.value()))
        self.grade.set_text(str(what.get("grade", "50")))
        self.offer.set_value(str(what.get("offer") or Offer.LAST))

    def wanted(self) -> Wanted:
        source = self.source.value()
        return Wanted(
            quarter=self.quarter.text(),
            distribution=self.distribution.value(),
            quoted_by="" if source == FROM_INDEX else source,
            from_index=source == FROM_INDEX,
            recovery=self.recovery.value() or RECOVERY,
            grade=self.grade.value() or Wanted().grade,
            offer=self.offer.value(),
            move=self.by.value(),
        )

    def show_problems(self, found: tuple[Problem, ...]) -> None:
        """At the fields that something stands in: about an empty one the page says it."""
        fields: dict[str, TextField] = {"quarter": self.quarter, "quoted_by": self.source}
        fields |= {"distribution": self.distribution, "grade": self.grade, "recovery": self.recovery, "move": self.by}
        for name, field in fields.items():
            said = next((one for one in found if one.field == name), None)
            field.set_problem(said if field.text() else None)


def asked_of(found: NextQuarter) -> dict[str, Any]:
    """What `show_item` takes, of the estimate that Today shows."""
    return {
        "quarter": found.quarter,
        "quoted_by": found.quoted_by,
        "distribution": found.distribution.name,
        "grade": shown(found.grade),
    }
