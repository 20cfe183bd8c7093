"""A table's lines over its days, drawn by the spreadsheet itself on a sheet that prints as one page."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle
from math import ceil, floor, log10

from openpyxl.chart import LineChart, Reference
from openpyxl.chart.axis import ChartLines, DateAxis
from openpyxl.chart.legend import Legend
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.sheets.out.sheet_rows import clean
from rare_desk.sheets.out.writing import Cell, Table

_LINES = ("1F5FA8", "C2452D", "2E8B57", "8A5FB0", "C88A12", "4A7F8C")
_WORDS, _GRID = "4A5563", "E1E5EA"
_SIZE = (27, 17)
"""Centimetres, on an A4 page that lies."""
_LABELS = 13
"""Days that are written under a chart, at most."""
_STEPS = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120)


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over the days of the table's first column; `columns` by position, counted from 1; `sheet` is its name."""

    title: str
    columns: tuple[int, ...]
    sheet: str


def draw(sheet: Worksheet, table: Table, figures: Worksheet, wanted: Chart) -> None:
    """On an empty `sheet`, of the rows that stand in `figures`."""
    chart = LineChart()
    chart.title = titled(clean(wanted.title))
    chart.width, chart.height = _SIZE
    chart.display_blanks = "gap"
    last = len(table.rows) + 1
    for position in wanted.columns:
        chart.add_data(Reference(figures, min_col=position, min_row=1, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(figures, min_col=1, min_row=2, max_row=last))
    for line, colour in zip(chart.series, cycle(_LINES), strict=False):
        line.smooth = False
        line.graphicalProperties.line.width = 19_000
        line.graphicalProperties.line.solidFill = colour
    chart.legend = Legend()
    chart.legend.position = "b"
    chart.legend.txPr = axis_text(1000)
    chart.x_axis = _days(table)
    values, steps = chart.y_axis, _values(table, wanted)
    values.crossAx, values.delete, values.txPr = 500, False, axis_text(900)
    values.number_format = axis_form(steps)
    values.majorTickMark = "none"
    values.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill=_GRID, w=6_350)))
    values.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    values.scaling.min = floor_under(steps)
    sheet.add_chart(chart, "A1")
    _one_page(sheet)


def _days(table: Table) -> DateAxis:
    """Its days stand apart as they do in the calendar."""
    days = [row[0] for row in table.rows if isinstance(row[0], dt.date)]
    axis = DateAxis(crossAx=100)
    axis.delete, axis.txPr, axis.tickLblPos = False, axis_text(900), "low"
    axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill="9AA5B1", w=9_525))
    axis.majorTickMark, axis.baseTimeUnit = "out", "days"
    span = (max(days) - min(days)).days if days else 0
    if span <= 7 * _LABELS:
        axis.majorTimeUnit, axis.majorUnit, axis.number_format = "days", ceil(span / _LABELS) or 1, "mm-dd"
    else:
        wished = span / 30.4 / _LABELS
        axis.majorTimeUnit, axis.number_format = "months", "yyyy-mm"
        axis.majorUnit = next((step for step in _STEPS if step >= wished), _STEPS[-1])
    return axis


def titled(words: str, size: int = 1400, *, bold: bool = True) -> Title:
    """`size` in hundredths of a point."""
    look = CharacterProperties(sz=size, b=bold, solidFill="1F2933")
    said = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=words)])
    return Title(tx=Text(rich=RichText(bodyPr=RichTextProperties(), p=[said])), overlay=False)


def axis_text(size: int) -> RichText:
    """`size` in hundredths of a point."""
    look = CharacterProperties(sz=size, solidFill=_WORDS)
    return RichText(bodyPr=RichTextProperties(), p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _values(table: Table, wanted: Chart) -> list[float]:
    cells: list[Cell] = [row[place - 1] for row in table.rows for place in wanted.columns]
    return [float(value) for value in cells if isinstance(value, (int, float, Decimal)) and value == value]


def axis_form(values: list[float]) -> str:
    """As many decimals as tell one line of the grid from the next."""
    span = max(values) - min(values) if values else 0.0
    places = max(0, 1 - floor(log10(span))) if 0 < span < 10 else 0
    return f"#,##0.{'0' * places}" if places else "#,##0"


def floor_under(values: list[float]) -> float | None:
    """Where the value axis begins: a round figure under all lines, as lines say nothing down to zero."""
    if not values or min(values) <= 0:
        return None
    span = max(values) - min(values) or min(values)
    step = 10.0 ** floor(log10(span))
    return max(floor((min(values) - 0.05 * span) / step) * step, 0.0)


def _one_page(sheet: Worksheet) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
