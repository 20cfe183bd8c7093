"""The line at the top left: what is drawn, and its values on the day under the crosshair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rare_desk.ui import formats
from rare_desk.ui.chart.model import Content, Look
from rare_desk.ui.chart.painting import inks, pens
from rare_desk.ui.chart.prepared.layout import LEGEND, LEGEND_ROW
from rare_desk.ui.chart.prepared.timeaxis import day_words

if TYPE_CHECKING:
    from rare_desk.ui.chart.prepared.drawing import Drawing
    from rare_desk.ui.chart.prepared.shown import Shown

MORE: Final = "..."
"""The key of the entry that stands for those without room."""
_MOST_ROWS: Final = 3
_SWATCH = 14.0
_BETWEEN = 16.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as the legend reads it; `change` is percent to the point before, NaN where there is none and of shares."""

    key: str
    name: str
    tag: str
    ink: str
    value: str
    change: float
    hidden: bool
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    ink: str
    width: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with the rectangle that a click hits."""

    key: str
    box: QRectF
    ink: str
    hidden: bool
    words: tuple[Word, ...]


def entries(drawing: Drawing, day: int | None) -> tuple[Entry, ...]:
    """Every line of the content, then the averages, hidden ones without a value; `day` None reads the last in view."""
    shown, hidden = {one.line.key: one for one in drawing.shown}, drawing.view.hidden
    first = drawing.primary.line.key if drawing.primary is not None else ""
    found = []
    for line in drawing.content.lines:
        one = shown.get(line.key)
        value, change = ("", float("nan")) if one is None else _read(drawing, one, day)
        gone = line.key in hidden
        found.append(Entry(line.key, line.name, line.tag, line.ink, value, change, gone, line.key == first))
    for mean in drawing.averages:
        gone = mean.line.key in hidden
        value = "" if gone else _read(drawing, mean, day)[0]
        found.append(Entry(mean.line.key, mean.line.name, mean.line.tag, mean.line.ink, value, float("nan"), gone))
    return tuple(found)


def _read(drawing: Drawing, one: Shown, day: int | None) -> tuple[str, float]:
    at = one.last if day is None else _place(drawing, one, day)
    if at is None:
        return formats.NONE, float("nan")
    line = drawing.content.line(one.line.key)
    share = line is not None and not drawing.content.axis(line.axis).comparable
    known = not one.turn.percent and not share and line is not None and at > 0 and not line.stepped
    before, now = (float(line.values[at - 1]), float(line.values[at])) if known and line is not None else (0.0, 0.0)
    return one.said(float(one.values[at])), (now / before - 1) * 100 if before else float("nan")


def _place(drawing: Drawing, one: Shown, day: int) -> int | None:
    """Of weekly beside daily series, the last point counts; the primary line has its own days and no others."""
    first = drawing.primary is not None and drawing.primary.line.key == one.line.key
    return one.line.place(day) if first or one.line.stepped else one.line.place_by(day)


def day_text(drawing: Drawing, day: int | None) -> str:
    """The day that the legend reads, with its weekday; or the name of its period."""
    if day is None:
        ends = [int(one.line.days[one.last]) for one in drawing.shown if one.last is not None and not one.line.stepped]
        day = max(ends, default=None)
    return "" if day is None else day_words(drawing.content, day, weekday=True)


def rows_needed(content: Content, means: Sequence[Shown], room: float) -> int:
    """As many as short names and values of all lines take in `room`, up to three."""
    names = (*(line.tag for line in content.lines), *(mean.line.tag for mean in means))
    widths = [_SWATCH + inks.width(name) + inks.width("0,000.00") + 16 + _BETWEEN for name in names]
    rows, at = 1, 0.0
    for width in widths:
        if at + width > room:
            rows, at = rows + 1, 0.0
        at += width
    return min(rows, _MOST_ROWS)


def placed(found: Sequence[Entry], area: QRectF, start: float) -> tuple[Placed, ...]:
    """As much of each entry as fits: first the changes go, then long names, figures, the last entries."""
    result: tuple[Placed, ...] = ()
    for long, value, change in ((True, True, True), (True, True, False), (False, True, False), (False, False, False)):
        rows = [_words(entry, long=long, value=value, change=change) for entry in found]
        result = _laid(found, rows, area, start)
        if len(result) == len(found):
            return result
    last = QRectF(area.right() - _more_width(len(found)), area.bottom() - LEGEND_ROW - 9, 1, LEGEND - 8)
    kept = [one for one in result if one.box.top() < last.top() - 1 or one.box.right() < last.left() - _BETWEEN]
    text = f"+{len(found) - len(kept)}"
    left = kept[-1].box.right() + _BETWEEN if kept else start
    top = kept[-1].box.top() if kept else area.top() + 4
    box = QRectF(left, top, _more_width(len(found)), LEGEND - 8)
    return (*kept, Placed(MORE, box, "muted", False, (Word(text, "accent", inks.width(text) + 5),)))


def _more_width(count: int) -> float:
    return inks.width(f"+{count}") + 10


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
    bold = entry.primary
    return tuple(
        Word(text, ink, inks.width(text, bold=bold and not n) + 5, bold and not n)
        for n, (text, ink) in enumerate(words)
    )


def draw_legend(painter: QPainter, row: Sequence[Placed], drawing: Drawing, day: str, over: str) -> None:
    """`over` is the key of the entry under the mouse."""
    area = drawing.frames.legend
    plain, bold = inks.body_font(), inks.body_font(bold=True)
    painter.setFont(plain)
    painter.setPen(inks.ink("muted"))
    painter.drawText(QRectF(area.left(), area.top(), area.width(), LEGEND), _LEFT, day)
    for entry in row:
        if entry.key == over:
            painter.fillRect(entry.box.adjusted(-5, 3, 5, -3), inks.ink("raised"))
        at = entry.box.left()
        if entry.key != MORE:
            _swatch(painter, entry)
            at += _SWATCH + 6
        for word in entry.words:
            painter.setFont(bold if word.bold else plain)
            painter.setPen(inks.ink(word.ink))
            box = QRectF(at, entry.box.top(), word.width + 2, entry.box.height())
            painter.drawText(box, _LEFT, word.text)
            if entry.hidden:
                middle = entry.box.center().y()
                painter.drawLine(QPointF(at, middle), QPointF(at + word.width - 5, middle))
            at += word.width
    painter.setFont(plain)


def _swatch(painter: QPainter, entry: Placed) -> None:
    pen = QPen(pens.pen_of("stale" if entry.hidden else entry.ink, Look.SOLID, wide=True))
    pen.setWidthF(1.0 if entry.hidden else 2.0)
    painter.setPen(pen)
    middle = entry.box.center().y()
    painter.drawLine(QPointF(entry.box.left(), middle), QPointF(entry.box.left() + _SWATCH, middle))
