"""Ranges on a sheet: of one input a table with its line, of two a table in the colours of its figures."""

from decimal import Decimal

from openpyxl.chart import Reference, ScatterChart, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter

from rare_desk.core.numbers import NONE
from rare_desk.sheets.calculations.paper import Paper, form_of
from rare_desk.sheets.calculations.study.shown import Along, Ranges
from rare_desk.sheets.out.charts import axis_form, axis_text, floor_under, titled
from rare_desk.sheets.out.workbooks import clean

_LINE, _GRID = "1F5FA8", "E1E5EA"
_COLOURS = ("F3D9A4", "FFFFFF", "8FB8DE")
_SIZE = (17, 9)
"""Centimetres."""


def columns_of(ranges: Ranges) -> tuple[str, ...]:
    """The columns that it takes."""
    wide = len(ranges.second.values) if ranges.second else len(ranges.figures) + 1
    return tuple(map(get_column_letter, range(1, max(wide + 1, 4) + 1)))


def write_ranges(paper: Paper, ranges: Ranges, row: int) -> None:
    now = _now(paper, ranges, row)
    if ranges.second:
        last = _pairs(paper, ranges, ranges.second, now + 1)
    else:
        last = _single(paper, ranges, f"$B${now - 1}", now + 1)
    for place, reason in enumerate(ranges.reasons):
        paper.text(f"A{last + 2 + place}", reason, muted=True, size=9)
    if not ranges.second:
        _draw(paper, ranges, (now + 2, last), last + 3 + len(ranges.reasons))


def _now(paper: Paper, ranges: Ranges, row: int) -> int:
    """The present inputs and figure; the row below them."""
    figure = ranges.figures[0]
    paper.text(f"A{row}", paper.word("sheet-now"), muted=True, size=9)
    lines = [(ranges.first.input.words, ranges.first.input.now, ranges.first.values)]
    if ranges.second:
        lines.append((ranges.second.input.words, ranges.second.input.now, ranges.second.values))
    for words, value, values in lines:
        row += 1
        paper.text(f"A{row}", words)
        if value is None:
            paper.unit(f"B{row}", NONE)
        else:
            paper.constant(f"B{row}", value, form_of(value, *values, least=0))
    row += 1
    paper.text(f"A{row}", figure.words)
    paper.constant(f"B{row}", figure.now, form_of(least=figure.places))
    return row + 1


def _single(paper: Paper, ranges: Ranges, now: str, row: int) -> int:
    """The last row. The change is a formula against the present figure at `now`."""
    first, figures = ranges.first, ranges.figures
    titles = [first.input.words, figures[0].words, "±", *(one.words for one in figures[1:])]
    paper.head(row, dict(zip(paper.columns, titles, strict=False)), "")
    form = form_of(*first.values, least=0)
    for value, cells in zip(first.values, ranges.cells, strict=True):
        row += 1
        here = value == first.input.now
        paper.constant(f"A{row}", value, form)
        for column, figure, cell in zip(("B", *paper.columns[3:]), figures, cells, strict=False):
            _put(paper, f"{column}{row}", cell, figure.places, here=here)
        if cells[0] is not None and figures[0].now is not None:
            form_apart = f"+{form_of(least=figures[0].places)};-{form_of(least=figures[0].places)};0"
            paper.formula(f"C{row}", f"B{row}-{now}", form_apart, muted=True, value=cells[0] - figures[0].now)
    return row


def _pairs(paper: Paper, ranges: Ranges, second: Along, row: int) -> int:
    """The last row."""
    first, figure = ranges.first, ranges.figures[0]
    columns = [get_column_letter(2 + place) for place in range(len(second.values))]
    paper.head(row, {"A": f"{first.input.words} \\ {second.input.words}"}, "A")
    for column, value in zip(columns, second.values, strict=True):
        paper.head_number(f"{column}{row}", value, form_of(*second.values, least=0))
    top = row + 1
    form = form_of(*first.values, least=0)
    for value, cells in zip(first.values, ranges.cells, strict=True):
        row += 1
        paper.constant(f"A{row}", value, form)
        for column, across, cell in zip(columns, second.values, cells, strict=True):
            here = (value, across) == (first.input.now, second.input.now)
            _put(paper, f"{column}{row}", cell, figure.places, here=here)
    colours = [Color(f"FF{colour}") for colour in _COLOURS]
    ends = [FormatObject("min"), FormatObject("percentile", 50), FormatObject("max")]
    scale = Rule("colorScale", colorScale=ColorScale(ends, colours))
    paper.sheet.conditional_formatting.add(f"B{top}:{columns[-1]}{row}", scale)
    return row


def _put(paper: Paper, at: str, value: Decimal | None, places: int, *, here: bool) -> None:
    if value is None:
        paper.none(at)
        return
    paper.constant(at, value, form_of(least=places), bold=here)


def _draw(paper: Paper, ranges: Ranges, rows: tuple[int, int], row: int) -> None:
    """The first figure over the input, below the table."""
    figures = [cells[0] for cells in ranges.cells if cells[0] is not None]
    if len(figures) < 2:
        return
    chart = ScatterChart(scatterStyle="lineMarker")
    chart.width, chart.height = _SIZE
    chart.legend = None
    along, across = (Reference(paper.sheet, min_col=column, min_row=rows[0], max_row=rows[1]) for column in (1, 2))
    line = Series(across, along)
    line.smooth = False
    line.graphicalProperties.line.solidFill, line.graphicalProperties.line.width = _LINE, 19_000
    line.marker.symbol = "none"
    chart.series.append(line)
    for axis, named, values in (
        (chart.x_axis, ranges.first.input, ranges.first.values),
        (chart.y_axis, ranges.figures[0], figures),
    ):
        axis.delete, axis.txPr, axis.title = False, axis_text(900), titled(clean(named.words), 900, bold=False)
        axis.number_format, axis.majorTickMark = axis_form([float(value) for value in values]), "none"
        axis.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill=_GRID, w=6_350)))
    chart.x_axis.scaling.min, chart.x_axis.scaling.max = (float(most(ranges.first.values)) for most in (min, max))
    chart.y_axis.scaling.min = floor_under([float(value) for value in figures])
    paper.sheet.add_chart(chart, f"A{row}")
