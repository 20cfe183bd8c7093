"""The headline figures over the months as lines of a chart."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from rare_desk.core.calendar import day_number
from rare_desk.core.expectation import Month
from rare_desk.store.reading.index.expectation_queries import month_text
from rare_desk.ui import labels
from rare_desk.ui.chart import MAIN, Axis, Content, Line, Reference

NEUTRAL = 50.0
_INKS = {"composite": "text", "light": "series0", "heavy": "series1"}


def content(months: Sequence[Month]) -> Content:
    """Months in any order; each point stands on the first day of its month."""
    ascending = sorted(months, key=lambda one: one.month)
    names = [headline.name for headline in ascending[-1].headlines] if ascending else []
    lines = [line for name in names if (line := _line(name, ascending)) is not None]
    neutral = QCoreApplication.translate("ExpectationPage", "50 neutral")
    called = {day_number(one.month): month_text(one.month) for one in ascending}
    axes = (Axis(MAIN, "", comparable=False),)
    return Content(tuple(lines), axes=axes, references=(Reference(NEUTRAL, neutral),), names=called)


def _line(name: str, months: Sequence[Month]) -> Line | None:
    found = [(one.month, headline.value) for one in months for headline in one.headlines if headline.name == name]
    known = [(day, float(value)) for day, value in found if value is not None]
    if not known:
        return None
    days = np.array([day_number(day) for day, _ in known], np.int64)
    values = np.array([value for _, value in known], np.float64)
    short = labels.label_or(f"index.{name}-short", name)
    return Line(name, short, short, _INKS.get(name, "series2"), days, values, np.zeros(len(days), np.int8))
