"""The one line at the top left: what is drawn, and its values on the day under the crosshair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from rare_desk.ui import formats, theme
from rare_desk.ui.chart.figures.scales import to_date
from rare_desk.ui.chart.model import Content, Look
from rare_desk.ui.chart.painting import strokes
from rare_desk.ui.chart.painting.layout import LEGEND, LEGEND_ROW

if TYPE_CHECKING:
    from rare_desk.ui.chart.painting.drawing import Drawing, Shown

_SWATCH = 14.0
_BETWEEN = 16.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as the legend reads it; `change` is percent to the point before, NaN where there is none."""

    key: str
    name: str
    tag: str
    ink: str
    value: str
    change: float
    hidden: bool


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    ink: str
    width: float


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with the rectangle that a click hits."""

    key: str
    box: QRectF
    ink: str
    hidden: bool
    words: tuple[Word, ...]


def entries(drawing: Drawing, day: int | None, hidden: frozenset[str]) -> tuple[Entry, ...]:
    """Every line of the content and the steps, hidden ones without a value; `day` None reads the last in view."""
    shown = {one.line.key: one for one in drawing.shown}
    found = []
    for line in drawing.content.lines:
        value, change = _read(shown[line.key], day) if line.key in shown else (float("nan"), float("nan"))
        text = formats.number(value, line.decimals) if line.key in shown else ""
        found.append(Entry(line.key, line.name, line.tag, line.ink, text, change, line.key in hidden))
    steps = drawing.content.steps
    if steps is not None:
        gone = steps.key in hidden
        at = float(day) if day is not None else drawing.x.hi
        text = "" if gone else formats.number(steps.on(at), steps.decimals)
        found.append(Entry(steps.key, steps.name, steps.tag, steps.ink, text, float("nan"), gone))
    return tuple(found)


def _read(one: Shown, day: int | None) -> tuple[float, float]:
    at = one.last if day is None else one.line.place(day)
    if at is None:
        return float("nan"), float("nan")
    before = float(one.line.values[at - 1]) if at else float("nan")
    now = float(one.line.values[at])
    return float(one.values[at]), (now / before - 1) * 100 if before else float("nan")


def day_text(drawing: Drawing, day: int | None) -> str:
    """The day that the legend reads, with its weekday."""
    if day is None:
        ends = [int(one.line.days[one.last]) for one in drawing.shown if one.last is not None]
        day = max(ends, default=None)
    return "" if day is None else formats.date_weekday(to_date(day))


def rows_needed(content: Content, room: float) -> int:
    """One line, or two when not even short names and values of all lines would fit in `room`."""
    steps = (content.steps.tag,) if content.steps is not None else ()
    names = (*(line.tag for line in content.lines), *steps)
    width = sum(_SWATCH + _width(name) + _width("0,000.00") + 16 + _BETWEEN for name in names)
    return 1 if width <= room else 2


def placed(found: Sequence[Entry], area: QRectF, start: float) -> tuple[Placed, ...]:
    """As much of each entry as fits: first the changes go, then the long names, then the figures."""
    result: tuple[Placed, ...] = ()
    for long, value, change in ((True, True, True), (True, True, False), (False, True, False), (False, False, False)):
        rows = [_words(entry, long=long, value=value, change=change) for entry in found]
        result = _laid(found, rows, area, start)
        if len(result) == len(found):
            break
    return result


def _laid(found: Sequence[Entry], rows: Sequence[tuple[Word, ...]], area: QRectF, start: float) -> tuple[Placed, ...]:
    """From the left, in as many lines as the area is high; what does not fit is left out."""
    at, top, result = start, area.top() + 4, []
    for entry, row in zip(found, rows, strict=True):
        width = _SWATCH + 6 + sum(word.width for word in row)
        if at + width > area.right() + 1:
            at, top = start, top + LEGEND_ROW
        if top + LEGEND_ROW > area.bottom() + 1 or at + width > area.right() + 1:
            break
        result.append(Placed(entry.key, QRectF(at, top, width, LEGEND - 8), entry.ink, entry.hidden, row))
        at += width + _BETWEEN
    return tuple(result)


def _words(entry: Entry, *, long: bool, value: bool, change: bool) -> tuple[Word, ...]:
    name = entry.name if long else entry.tag
    words = [(name, "stale" if entry.hidden else "text")]
    if value and entry.value:
        words.append((entry.value, entry.ink))
    if change and np.isfinite(entry.change):
        said = formats.change_pct(round(entry.change, 6))
        rising = "rise" if said.startswith("+") else "fall" if said.startswith(formats.MINUS) else "muted"
        words.append((said, rising))
    return tuple(Word(text, ink, _width(text) + 5) for text, ink in words)


@lru_cache(maxsize=4096)
def _width(text: str) -> float:
    """In the body font; asking Qt twenty times a frame shows."""
    return QFontMetricsF(theme.body_font()).horizontalAdvance(text)


def draw_legend(painter: QPainter, row: Sequence[Placed], drawing: Drawing, day: str, over: str) -> None:
    """`over` is the key of the entry under the mouse."""
    area = drawing.frames.legend
    painter.setFont(theme.body_font())
    painter.setPen(strokes.ink("muted"))
    painter.drawText(QRectF(area.left(), area.top(), area.width(), LEGEND), _LEFT, day)
    for entry in row:
        if entry.key == over:
            painter.fillRect(entry.box.adjusted(-5, 0, 5, 0), strokes.ink("raised"))
        pen = QPen(strokes.pen_of("stale" if entry.hidden else entry.ink, Look.SOLID, wide=True))
        pen.setWidthF(1.0 if entry.hidden else 2.0)
        painter.setPen(pen)
        middle = entry.box.center().y()
        painter.drawLine(QPointF(entry.box.left(), middle), QPointF(entry.box.left() + _SWATCH, middle))
        at = entry.box.left() + _SWATCH + 6
        for word in entry.words:
            painter.setPen(strokes.ink(word.ink))
            box = QRectF(at, entry.box.top(), word.width + 2, entry.box.height())
            painter.drawText(box, _LEFT, word.text)
            if entry.hidden:
                painter.drawLine(QPointF(at, middle), QPointF(at + word.width - 5, middle))
            at += word.width
