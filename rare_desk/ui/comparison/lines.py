"""The series and indices compared, as lines of a chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

import numpy as np
from PySide6.QtCore import QCoreApplication

from rare_desk.core.calendar import day_number
from rare_desk.core.comparison.aligning import Points
from rare_desk.ui.chart import MAIN, Axis, Content, Line

_INKS = ("series0", "series1", "series2", "series3", "series6", "series5")
_FAR = 4.0
"""Levels further apart than this factor do not share an axis."""
_LONGEST_TAG = 16


@dataclass(frozen=True, slots=True)
class Course:
    """A name and its points; `key` tells it apart."""

    key: str
    name: str
    points: Points


def content(own: Course, others: Sequence[Course]) -> Content:
    """The own series first, on the left axis; others on an axis of their own where their level is another one."""
    drawn = [one for one in (own, *others) if one.points]
    inks = {one.key: ink for one, ink in zip(others, _INKS * (len(others) // len(_INKS) + 1), strict=False)}
    lines, axes = [], []
    for one in drawn:
        ink = inks.get(one.key, "text")
        axis = MAIN if one is own or not _is_far(own.points, one.points) else one.key
        if axis != MAIN:
            axes.append(Axis(axis, _unit(), ink))
        lines.append(_line(one, ink, axis))
    return Content(tuple(lines), _unit(), axes=tuple(axes))


def _unit() -> str:
    return QCoreApplication.translate("ComparisonLines", "pts")


def _is_far(own: Points, other: Points) -> bool:
    if not own or not other:
        return False
    ratio = float(other[-1][1] / own[-1][1])
    return not 1 / _FAR <= ratio <= _FAR


def tag_of(name: str) -> str:
    """What stands of it beside the end of its line: some sixteen Latin letters, half as many Chinese characters."""
    wide = [sum(1 + (east_asian_width(one) in "WF") for one in name[:end]) for end in range(len(name) + 1)]
    if wide[-1] <= _LONGEST_TAG:
        return name
    return f"{name[: sum(one < _LONGEST_TAG for one in wide) - 1]}…"


def _line(course: Course, ink: str, axis: str) -> Line:
    days = np.array([day_number(day) for day, _ in course.points], np.int64)
    values = np.array([float(value) for _, value in course.points], np.float64)
    return Line(
        course.key, course.name, tag_of(course.name), ink, days, values, np.zeros(len(days), np.int8), axis=axis
    )
