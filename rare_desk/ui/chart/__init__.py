"""A time chart over plain arrays: lines by status, steps, candles and bands on several axes, panes below, live."""

from rare_desk.ui.chart.chart import TimeChart
from rare_desk.ui.chart.figures.ranges import RANGES, Range, to_date, to_day
from rare_desk.ui.chart.model import (
    MAIN,
    Axis,
    Band,
    Content,
    Gap,
    Line,
    Look,
    Lower,
    Marker,
    MarkerKind,
    Ohlc,
    Reference,
)
from rare_desk.ui.chart.out import Table
from rare_desk.ui.chart.view import Mode, Pane, Spread, Style, Tool, View

__all__ = [
    "MAIN",
    "RANGES",
    "Axis",
    "Band",
    "Content",
    "Gap",
    "Line",
    "Look",
    "Lower",
    "Marker",
    "MarkerKind",
    "Mode",
    "Ohlc",
    "Pane",
    "Range",
    "Reference",
    "Spread",
    "Style",
    "Table",
    "TimeChart",
    "Tool",
    "View",
    "to_date",
    "to_day",
]
