"""A comparison as the page shows it: lines of the chart, and the table of levels and spreads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QCoreApplication

from rare_desk.core.companions.periods import day_of
from rare_desk.ops.companions import Asked, Panel, Series, compare, spread
from rare_desk.ui import formats, labels
from rare_desk.ui.chart import Content, Line, to_day
from rare_desk.ui.widgets.rows.rows_model import Column

_INKS = ("series0", "series1", "series2", "series3", "series4", "series5", "series6", "muted")


@dataclass(frozen=True, slots=True)
class Comparison:
    """`series` is what the formulas found in the panel; `days` those of its periods, empty where they are no dates."""

    panel: Panel
    series: tuple[Series, ...]
    days: tuple[int, ...]

    def inks(self, reference: str) -> dict[str, str]:
        """The reference in the text's colour, the others in turn."""
        others = [one.formula for one in self.series if one.formula != reference]
        return {name: _INKS[at % len(_INKS)] for at, name in enumerate(others)} | {reference: "text"}

    def content(self, reference: str) -> Content:
        """The first period is 100, the reference the first line. Empty where periods are no dates."""
        inks = self.inks(reference)
        if not self.days:
            return Content()
        at, looks = np.array(self.days, np.int64), np.zeros(len(self.days), np.int8)
        lines = []
        for one in sorted(self.series, key=lambda one: one.formula != reference):
            name = labels.label(f"companions.{one.formula}")
            lines.append(Line(one.formula, name, name, inks[one.formula], at, np.array(one.values) * 100, looks))
        unit = QCoreApplication.translate("Lab", "first period = 100")
        return Content(tuple(lines), unit, names=dict(zip(self.days, self.panel.periods, strict=True)))

    def rows(self) -> list[Row]:
        return [
            Row(at, period, {one.formula: one.values[at] for one in self.series})
            for at, period in enumerate(self.panel.periods)
        ]


def compared(panel: Panel, asked: Asked) -> Comparison:
    """For a thread of its own: thousands of periods take a while to compute and to read."""
    return Comparison(panel, compare(panel, asked), _days(panel.periods))


def _days(periods: Sequence[str]) -> tuple[int, ...]:
    """The day of each period where all are dates that ascend."""
    found = [day_of(period) for period in periods]
    days = tuple(to_day(day) for day in found if day is not None)
    return days if len(days) == len(found) and all(a < b for a, b in pairwise(days)) else ()


@dataclass(frozen=True, slots=True)
class Row:
    """One period; values by formula, the first period 1, NaN where there is none."""

    place: int
    period: str
    values: dict[str, float]


def columns(formulas: Sequence[str], reference: str) -> list[Column[Row]]:
    """The reference first, then each formula with its spread."""
    translate = QCoreApplication.translate
    made: list[Column[Row]] = [
        Column(key="period", title=translate("Lab", "Period"), text=lambda row: row.period, width=110, sortable=False)
    ]
    for name in sorted(formulas, key=lambda one: one != reference):
        made.append(_level(name))
        if name != reference and reference in formulas:
            made.append(_spread(name, reference))
    return made


def _level(name: str) -> Column[Row]:
    def text(row: Row) -> str:
        return formats.number(row.values[name] * 100, 2)

    def copied(row: Row) -> str:
        value = row.values[name] * 100
        return "" if value != value else repr(value)

    title = labels.label(f"companions.{name}")
    return Column(key=name, title=title, text=text, copied=copied, align="right", width=118, sortable=False)


def _spread(name: str, reference: str) -> Column[Row]:
    def apart(row: Row) -> float:
        return spread(row.values[name], row.values[reference])

    def copied(row: Row) -> str:
        value = apart(row)
        return "" if value != value else repr(value)

    return Column(
        key=f"spread-{name}",
        title=QCoreApplication.translate("Lab", "spread"),
        unit="%",
        text=lambda row: formats.signed(apart(row), 2),
        copied=copied,
        align="right",
        width=76,
        muted=True,
        sortable=False,
    )
