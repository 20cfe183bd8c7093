"""The one line at the top left: what is drawn, and its values on the day under the crosshair."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from rare_desk.ui import formats, theme
from rare_desk.ui.widgets.chart import strokes
from rare_desk.ui.widgets.chart.drawing import Drawing, Shown
from rare_desk.ui.widgets.chart.model import Look
from rare_desk.ui.widgets.chart.scales import to_date

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


def placed(found: Sequence[Entry], area: QRectF, start: float) -> tuple[Placed, ...]:
    """As much of each entry as fits in one line: first the change goes, then the long names, then the figures."""
    steps = ((True, True, True), (True, True, False), (False, True, False), (False, False, False))
    for long, value, change in steps:
        rows = [_words(entry, long=long, value=value, change=change) for entry in found]
        width = sum(_SWATCH + 6 + sum(word.width for word in row) + _BETWEEN for row in rows)
        if start + width <= area.right() + _BETWEEN:
            break
    at, result = start, []
    for entry, row in zip(found, rows, strict=True):
        width = _SWATCH + 6 + sum(word.width for word in row)
        if at + width > area.right() + 1:
            break
        box = QRectF(at, area.top() + 4, width, area.height() - 8)
        result.append(Placed(entry.key, box, entry.ink, entry.hidden, row))
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
    painter.drawText(area, _LEFT, day)
    for entry in row:
        if entry.key == over:
            painter.fillRect(entry.box.adjusted(-5, 0, 5, 0), strokes.ink("raised"))
        pen = strokes.pen_of("stale" if entry.hidden else entry.ink, Look.SOLID, wide=True)
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
