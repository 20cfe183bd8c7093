"""What the keyboard does to a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

from rare_desk.ui.chart.hands import ZOOM
from rare_desk.ui.chart.model import Content, Line, Marker

if TYPE_CHECKING:
    from rare_desk.ui.chart.chart import TimeChart

_FAR: Final = 1_000_000
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -20,
    Qt.Key.Key_PageDown: 20,
    Qt.Key.Key_Home: -_FAR,
    Qt.Key.Key_End: _FAR,
}
_DIGITS: Final = tuple(Qt.Key(Qt.Key.Key_1.value + number) for number in range(9))
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(chart: TimeChart, event: QKeyEvent) -> bool:
    """False when the key means nothing here."""
    key, held = Qt.Key(event.key()), event.modifiers()
    if key in _STEPS:
        _move(chart, _STEPS[key], held)
    elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
        lo, hi = chart.visible_range
        at = chart.selected if chart.selected is not None and lo <= chart.selected <= hi else hi
        chart.zoom(1 / ZOOM if key == Qt.Key.Key_Minus else ZOOM, at)
        chart.say_range()
    elif key in _DIGITS:
        _nth(chart, _DIGITS.index(key), held)
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chart.selected is not None:
        return _enter(chart, chart.selected, held)
    elif key == Qt.Key.Key_Escape and chart.measured is not None:
        chart.measure(None)
    else:
        return False
    return True


def _move(chart: TimeChart, by: int, held: Qt.KeyboardModifier) -> None:
    if held & _CTRL and abs(by) == 1:
        _jump(chart, by)
    elif held & _SHIFT:
        _extend(chart, by)
    else:
        chart.step(by)


def _nth(chart: TimeChart, number: int, held: Qt.KeyboardModifier) -> None:
    """As a click on the legend's nth name: hides it or shows it; with Alt alone, with Ctrl the primary one."""
    if number >= len(chart.content.lines):
        return
    line = chart.content.lines[number]
    if held & Qt.KeyboardModifier.AltModifier:
        chart.solo(line.key)
    elif held & _CTRL:
        chart.pick_line(line.key)
    else:
        chart.toggle(line.key)
        hidden = line.key in chart.hidden
        said = _said_hidden() if hidden else _said_shown()
        chart.setAccessibleDescription(said.format(line.name))


def _said_hidden() -> str:
    return QCoreApplication.translate("Chart", "{0} hidden")


def _said_shown() -> str:
    return QCoreApplication.translate("Chart", "{0} shown")


def _enter(chart: TimeChart, day: int, held: Qt.KeyboardModifier) -> bool:
    if not held & _CTRL:
        chart.asked.emit(day)
        return True
    here = next((one for one, at in standing(chart.content, chart.primary) if at == day), None)
    if here is not None:
        chart.marker_asked.emit(here.key)
    return here is not None


def _jump(chart: TimeChart, by: int) -> None:
    """To the next marker, or the one before; of those on one day, the first speaks."""
    places = standing(chart.content, chart.primary)
    if chart.selected is None:
        ahead = places[::-1] if by < 0 else places
    elif by > 0:
        ahead = [one for one in places if one[1] > chart.selected]
    else:
        ahead = [one for one in places[::-1] if one[1] < chart.selected]
    if ahead:
        chart.select_marker(*ahead[0])


def _extend(chart: TimeChart, by: int) -> None:
    """The measurement's later-taken end goes on from point to point; it begins at the selected one."""
    line = chart.primary
    if line is None:
        return
    start, end = chart.measured_days or (chart.selected, chart.selected)
    first = start if start is not None else int(line.days[-1])
    chart.measure(first, point_from(line, end if end is not None else first, by))


def point_from(line: Line, day: int | None, by: int) -> int:
    """The day of the point so many further; from none, the last point."""
    last = len(line.days) - 1
    if day is None:
        return int(line.days[last])
    at = int(np.searchsorted(line.days, day))
    return int(line.days[min(max(at + by, 0), last)])


def standing(content: Content, line: Line | None) -> list[tuple[Marker, int]]:
    """Each marker with the day of the first point on or after it, else of the last point, in the order of days."""
    if line is None:
        return []
    found = []
    for one in sorted(content.markers, key=lambda marker: marker.day):
        at = min(int(np.searchsorted(line.days, one.day)), len(line.days) - 1)
        found.append((one, int(line.days[at])))
    return found
