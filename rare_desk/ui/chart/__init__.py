"""A time chart over plain arrays: lines by status, steps on a second axis, a lower pane, crosshair and selection."""

from rare_desk.ui.chart.chart import TimeChart
from rare_desk.ui.chart.figures.scales import Mode, Range, to_date, to_day
from rare_desk.ui.chart.model import Content, Gap, Line, Look, Lower, Steps

__all__ = ["Content", "Gap", "Line", "Look", "Lower", "Mode", "Range", "Steps", "TimeChart", "to_date", "to_day"]
