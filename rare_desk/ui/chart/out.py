"""A chart on paper, on the clipboard, in a file: laid out anew for its place; its figures as a table."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QBuffer, QCoreApplication, QMimeData, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from PySide6.QtSvg import QSvgGenerator

from rare_desk.ui import theme
from rare_desk.ui.chart.figures.ranges import to_date
from rare_desk.ui.chart.model import Days, Values
from rare_desk.ui.chart.painting import inks
from rare_desk.ui.chart.painting.overlay import draw_readings, legend_row
from rare_desk.ui.chart.painting.plot import paint_plot
from rare_desk.ui.chart.prepared.drawing import Drawing
from rare_desk.ui.chart.prepared.panes import PaneDrawn

_DOTS = 96
_WIDTH = 1000.0
Cell = dt.date | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` begin with their day; None where there is no value. Percent are written as percent, shares too."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def text(self) -> str:
        """Tab separated, for the clipboard: plain figures that a sheet reads."""
        lines = ["\t".join(self.header)]
        lines += ["\t".join("" if cell is None else _plain(cell) for cell in row) for row in self.rows]
        return "\n".join(lines)


def _plain(cell: dt.date | float) -> str:
    return cell.isoformat() if isinstance(cell, dt.date) else f"{cell:.10g}"


def table(drawing: Drawing) -> Table:
    """Every day in view with a point of a line in sight; a stepped line says what is in force."""
    days = drawing.content.days
    days = days[(days >= drawing.x.lo) & (days <= drawing.x.hi)]
    header = [QCoreApplication.translate("Chart", "Date")]
    columns: list[list[Cell]] = [[to_date(day) for day in days.tolist()]]
    for one in drawing.named:
        unit = "%" if one.turn.percent else drawing.axis(one.axis).unit
        header.append(f"{one.line.name} ({unit})" if unit else one.line.name)
        columns.append(_on(days, one.line.days, one.values, stepped=one.line.stepped))
    for name, dated, values in (found for pane in drawing.panes for found in _of_pane(pane)):
        if name not in header:
            header.append(name)
            columns.append(_on(days, dated, values, stepped=False))
    return Table(tuple(header), tuple(zip(*columns, strict=True)))


def _of_pane(pane: PaneDrawn) -> list[tuple[str, Days, Values]]:
    found = []
    if pane.share is not None:
        found.append((f"{pane.share.name} (%)", pane.share.days, pane.share.values * 100))
    if pane.bars is not None:
        found.append((f"{pane.bars.name} ({pane.bars.unit})", pane.bars.days, pane.bars.values))
    return found


def _on(days: Days, dated: Days, values: Values, *, stepped: bool) -> list[Cell]:
    """The value on each day, or in force on it."""
    at = np.searchsorted(dated, days, side="right") - 1
    there = (at >= 0) & (stepped | (dated[np.maximum(at, 0)] == days)) if len(dated) else np.zeros(len(days), np.bool_)
    picked = values[np.maximum(at, 0)] if len(dated) else np.full(len(days), np.nan)
    known = there & np.isfinite(picked)
    return [value if ok else None for value, ok in zip(picked.tolist(), known.tolist(), strict=True)]


def paint(painter: QPainter, rect: QRectF, tokens: theme.Tokens, prepared: Callable[[QSizeF], Drawing]) -> None:
    """As large as on a screen where the chart is 1000 pixels wide, whatever the device's dots."""
    scale = rect.width() / _WIDTH
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(scale, scale)
    with inks.printed_in(tokens):
        drawing = prepared(QSizeF(_WIDTH, rect.height() / scale))
        paint_plot(painter, drawing)
        draw_readings(painter, drawing, legend_row(drawing, None), None)
    painter.restore()


def svg(size: QSizeF, draw: Callable[[QPainter, QRectF], None]) -> bytes:
    buffer, generator = QBuffer(), QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_DOTS)
    area = QRect(0, 0, round(size.width()), round(size.height()))
    generator.setSize(QSize(area.size()))
    generator.setViewBox(area)
    painter = QPainter(generator)
    draw(painter, QRectF(area))
    painter.end()
    return bytes(buffer.data().data())


def png(picture: QPixmap) -> bytes:
    buffer = QBuffer()
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


def to_clipboard(picture: QPixmap, figures: Table) -> None:
    data = QMimeData()
    data.setImageData(picture.toImage())
    data.setText(figures.text())
    QGuiApplication.clipboard().setMimeData(data)
