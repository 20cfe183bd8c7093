"""The trail of what is priced, with where its inputs come from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops import pricing
from rare_desk.ops.pricing import Priced
from rare_desk.ui import labels, language
from rare_desk.ui.pricing.form.calculator_form import headline
from rare_desk.ui.pricing.trail.panel import TrailPanel


def show_trail(panel: TrailPanel, priced: Priced | None, announced: Sequence[AnnouncedPrice]) -> None:
    """Empty while nothing is priced."""
    if priced is None:
        panel.show_trail([], "", -1)
        return
    spoken, steps = language.current(), priced.result.brief
    between = QCoreApplication.translate("PricedTrail", "{name}: {what}")
    sources = [between.format(name=name, what=what) for name, what in pricing.source_notes(priced, announced, spoken)]
    if priced.result.short:
        sources.append(labels.label("pricing.steps-of-lots"))
    result = steps.index(headline(CALCULATORS[priced.calculator], priced))
    panel.show_trail([pricing.line(step, spoken) for step in steps], "\n".join(sources), result)
