"""The live chart: give it content, it keeps its zoom. Wheel zooms, drag pans, a click or the arrow keys select."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk.ui import formats, theme
from rare_desk.ui.chart import keys, out, view
from rare_desk.ui.chart.canvas import Canvas
from rare_desk.ui.chart.figures import ranges
from rare_desk.ui.chart.figures.measuring import Measured, measured
from rare_desk.ui.chart.figures.ranges import Range
from rare_desk.ui.chart.hands import Hands
from rare_desk.ui.chart.model import Content, Line, Marker
from rare_desk.ui.chart.out import Table
from rare_desk.ui.chart.painting import measure
from rare_desk.ui.chart.painting.legend import Placed
from rare_desk.ui.chart.prepared.drawing import Drawing, prepare
from rare_desk.ui.chart.prepared.shown import primary_of
from rare_desk.ui.chart.prepared.timeaxis import day_words
from rare_desk.ui.chart.pulse import Pulse
from rare_desk.ui.chart.span import Span
from rare_desk.ui.chart.view import Mode, Tool, View


class TimeChart(QWidget):
    """Days are since 1970-01-01. Range, selection and measurement survive every `set_content`."""

    picked = Signal(int)
    """A day was selected with the keyboard."""
    asked = Signal(int)
    """A click on a day, or Enter on the selected one: explain it."""
    range_changed = Signal()
    """The user zoomed or panned."""
    view_changed = Signal()
    """Anything of `view` is another, by the user's hand or by `set_view`."""
    primary_picked = Signal(str)
    """The user made another line the primary one."""
    marker_asked = Signal(str)
    """A click on a marker, or Ctrl+Enter on its day: open what it marks."""
    measure_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._canvas = Canvas()
        self._overlay = self._canvas.overlay
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._canvas)
        self._hands = Hands(self, self._canvas)
        self._pulse = Pulse(self)
        self._pulse.moved.connect(self._pulsed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(360, 240)
        self._content = Content()
        self._span = Span()
        self._view = View()
        self._measured: tuple[int, int] | None = None
        self._restyle()
        theme.signals().changed.connect(self._restyle)

    # what is shown

    @property
    def content(self) -> Content:
        return self._content

    @property
    def view(self) -> View:
        return self._view

    @property
    def hidden(self) -> frozenset[str]:
        return self._view.hidden

    @property
    def selected(self) -> int | None:
        return self._overlay.selected

    @property
    def hovered(self) -> int | None:
        return self._overlay.hover

    @property
    def measured(self) -> Measured | None:
        return self._overlay.measured

    @property
    def measured_days(self) -> tuple[int, int] | None:
        """Where measuring began, and where it has come to."""
        return self._measured

    @property
    def pulsing(self) -> bool:
        return self._pulse.running

    @property
    def legend(self) -> tuple[Placed, ...]:
        """What the legend says now, and where."""
        return self._overlay.row

    @property
    def drawing(self) -> Drawing | None:
        return self._canvas.drawing

    @property
    def visible_range(self) -> tuple[float, float]:
        """First and last day in view; (0, 1) while there is nothing to show."""
        return self._span.days

    @property
    def range_name(self) -> Range | None:
        """The range button that still holds: None once the user has zoomed or panned."""
        return self._span.name

    @property
    def primary(self) -> Line | None:
        """The line that is selected from and explained."""
        return primary_of(self._content, self._view)

    def set_content(self, content: Content) -> None:
        """Draws new data in the old range; a point new at the right edge is brought into view at the same zoom."""
        newest = self._newest()
        self._span.follow(self._content, content)
        self._content = content
        if self._overlay.hover is not None and self._overlay.hover not in content.days:
            self._overlay.hover = None
        self.redraw()
        now = self._newest()
        if newest is not None and now is not None and now[0] == newest[0] and now[1:] != newest[1:]:
            self._pulse.beat()

    def set_view(self, wanted: View) -> None:
        """Use `dataclasses.replace(chart.view, ...)`."""
        if wanted != self._view:
            self._view = wanted
            self.redraw()
            self.view_changed.emit()

    def set_mode(self, mode: Mode) -> None:
        self.set_view(replace(self._view, mode=mode))

    def set_tool(self, tool: Tool) -> None:
        """What dragging does; with Shift it always measures."""
        self.set_view(replace(self._view, tool=tool))

    def set_pulse(self, on: bool) -> None:
        self._pulse.on = on
        self._pulse.stop()

    def show_range(self, name: Range, last: int) -> None:
        """Counted back from the day `last`, which is the book's last index day."""
        self._span.named(name, self._content, last)
        self.redraw()

    def show_days(self, lo: float, hi: float) -> None:
        """Any range; kept within the data and its air."""
        self._span.by_hand(lo, hi, self._content)
        self.redraw()

    def select(self, day: int | None) -> None:
        """Marks a day without telling; brings it into view."""
        self._overlay.selected = day
        if day is not None and self._span.bring(day, self._content):
            self.redraw()
        self._describe()
        self._overlay.read()

    def toggle(self, key: str) -> None:
        """Hides a line or shows it again; the last one in sight stays."""
        keys = {line.key for line in self._content.lines}
        means = {mean.line.key for mean in self.drawing.averages} if self.drawing else set()
        hidden = self._view.hidden ^ {key}
        if key in means or (key in keys and keys - hidden):
            self.set_view(replace(self._view, hidden=hidden))

    def solo(self, key: str) -> None:
        """Hides all other lines; all are shown again when they are hidden already."""
        keys = {line.key for line in self._content.lines}
        if key in keys:
            others = frozenset(keys - {key})
            alone = others <= self._view.hidden and key not in self._view.hidden
            self.set_view(replace(self._view, hidden=frozenset() if alone else others))

    def pick_line(self, key: str) -> None:
        """Makes a line the one that is selected from; shows it when it was hidden."""
        if self._content.line(key) is not None and self._view.primary != key:
            self.set_view(replace(self._view, primary=key, hidden=self._view.hidden - {key}))
            self._describe()
            self.primary_picked.emit(key)

    def measure(self, start: int | None, end: int | None = None) -> None:
        """Measures the primary line between two days; None ends measuring."""
        self._measured = None if start is None or end is None else (start, end)
        self._measure()
        self._overlay.update()
        if self.measured is not None:
            said = (f"{what} {figure}" for what, figure, _ in measure.rows(self.measured, self._decimals()))
            self.setAccessibleDescription(", ".join(said))
        self.measure_changed.emit()

    def redraw(self) -> None:
        """Prepares the drawing and has it painted with the next frame."""
        self._measure()
        self._canvas.show_drawing(self._prepared(QSizeF(max(self.width(), 200), max(self.height(), 160))))

    # kept and given out

    def state(self) -> dict[str, Any]:
        """Everything a saved layout keeps, as JSON has it: the view, and the range by name or by days."""
        return {**view.to_json(self._view), "range": self._span.state()}

    def restore(self, kept: Mapping[str, Any]) -> None:
        """As `state` gave it; what is missing or makes no sense is as in a new chart."""
        self._view = view.of_json(kept)
        self._span.restore(kept, self._content)
        self.redraw()
        self.view_changed.emit()

    def table(self) -> Table:
        """Every line in sight and the lower panes' figures on every day in view, as drawn."""
        return out.table(self.drawing) if self.drawing is not None else Table((), ())

    def paint(self, painter: QPainter, rect: QRectF, tokens: theme.Tokens) -> None:
        """The chart with its legend laid out anew for a rectangle of the painter's, in `theme.paper()` for paper."""
        out.paint(painter, rect, tokens, self._prepared)

    def picture(self) -> QPixmap:
        """As it stands, without the crosshair."""
        return self._canvas.picture()

    def copy(self) -> None:
        """Picture and table, so that a letter takes one and a sheet the other."""
        out.to_clipboard(self.picture(), self.table())

    def png(self) -> bytes:
        """As it stands."""
        return out.png(self.picture())

    def svg(self) -> bytes:
        """For paper."""
        return out.svg(QSizeF(self.size()), lambda painter, rect: self.paint(painter, rect, theme.paper()))

    # what the user does

    def zoom(self, factor: float, at: float) -> None:
        """Shows `factor` times as many days; the day `at` stays where it is."""
        lo, hi = self.visible_range
        self.show_days(at - (at - lo) * factor, at + (hi - at) * factor)
        self.range_changed.emit()

    def pan(self, lo: float, hi: float) -> None:
        """As `show_days`, by the user's hand."""
        self.show_days(lo, hi)
        self.range_changed.emit()

    def pick(self, day: int) -> None:
        """A click on a day."""
        self.select(day)
        self.asked.emit(day)

    def hover_day(self, day: int | None, over: str = "") -> None:
        """Moves the crosshair to a day; `over` is the key of the legend's entry under the mouse."""
        if (day, over) != (self._overlay.hover, self._overlay.over):
            self._overlay.hover, self._overlay.over = day, over
            self._canvas.plot.keep_picture(day is not None)
            self._overlay.read()

    def step(self, by: int) -> None:
        """Selects the point so many further on the primary line."""
        line = self.primary
        if line is None:
            return
        day = keys.point_from(line, self.selected, by)
        self.select(day)
        self.picked.emit(day)

    def select_marker(self, marker: Marker, day: int) -> None:
        """Selects the day on which a marker stands, and says what it marks, aloud and in the tip of its sign."""
        self.select(day)
        self.setAccessibleDescription(f"{formats.date(ranges.to_date(marker.day))} {marker.words}")
        self._canvas.tell(marker)
        self.picked.emit(day)

    def say_range(self) -> None:
        """For screen readers: the first and the last day in view."""
        lo, hi = map(self._said, self.visible_range)
        self.setAccessibleDescription(f"{lo} – {hi}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not keys.press(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.redraw()

    def hideEvent(self, event: QHideEvent) -> None:
        self._pulse.stop()
        super().hideEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focus(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._focus(False)
        super().focusOutEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    # inside

    def _prepared(self, size: QSizeF) -> Drawing:
        lo, hi = self.visible_range
        return prepare(self._content, self._view, size, lo, hi)

    def _newest(self) -> tuple[str, int, float] | None:
        line = self.primary
        return None if line is None else (line.key, int(line.days[-1]), float(line.values[-1]))

    def _decimals(self) -> int:
        return self.primary.decimals if self.primary is not None else 2

    def _measure(self) -> None:
        line = self.primary
        known = line is not None and self._measured is not None
        self._overlay.measured = measured(line, *self._measured) if known and line and self._measured else None

    def _describe(self) -> None:
        """For screen readers: the selected point in words."""
        line, day = self.primary, self.selected
        place = line.place(day) if line is not None and day is not None else None
        if line is not None and day is not None and place is not None:
            value = formats.number(float(line.values[place]), line.decimals)
            self.setAccessibleDescription(f"{line.name} {self._said(day)} {value}")

    def _said(self, day: float) -> str:
        return day_words(self._content, day)

    def _pulsed(self, part: float) -> None:
        if part < 1.0 or self._overlay.pulse < 1.0:
            self._canvas.plot.keep_picture(part < 1.0 or self.hovered is not None)
        self._overlay.pulse = part
        self._overlay.update()

    def _focus(self, focused: bool) -> None:
        self._overlay.focused = focused
        self._overlay.update()

    def _restyle(self) -> None:
        self._canvas.setBackgroundBrush(theme.colour("surface"))
        self.redraw()
