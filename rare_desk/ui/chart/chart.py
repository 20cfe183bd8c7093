"""The live chart: give it content, it keeps its zoom. Wheel zooms, drag pans, a click or the arrow keys select."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QVBoxLayout, QWidget

from rare_desk.ui import formats, theme
from rare_desk.ui.chart.figures import scales
from rare_desk.ui.chart.figures.scales import Mode, Range
from rare_desk.ui.chart.hands import ZOOM, Hands
from rare_desk.ui.chart.model import Content, Days, Line
from rare_desk.ui.chart.painting.drawing import Drawing, prepare
from rare_desk.ui.chart.painting.legend import Placed
from rare_desk.ui.chart.painting.overlay import OverlayItem
from rare_desk.ui.chart.painting.plot import PlotItem


class _View(QGraphicsView):
    """The scene pixel for pixel."""

    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__(scene)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(self.ViewportAnchor.NoAnchor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setSceneRect(0, 0, self.width(), self.height())
        super().resizeEvent(event)


class TimeChart(QWidget):
    """Days are since 1970-01-01. The range shown survives every `set_content`.

    pyqtgraph's array paths carry it. Its AxisItem is not used because its grid alone takes 20 ms a frame, nor its view,
    whose layout is freed twice now and then when a chart goes.
    """

    picked = Signal(int)
    """A day was selected with the keyboard."""
    asked = Signal(int)
    """A click on a day, or Enter on the selected one: explain it."""
    range_changed = Signal()
    """The user zoomed or panned."""

    def __init__(self) -> None:
        super().__init__()
        self._scene = QGraphicsScene(self)
        self._view = _View(self._scene)
        self._plot = PlotItem()
        self._overlay = OverlayItem()
        self._scene.addItem(self._plot)
        self._scene.addItem(self._overlay)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self._hands = Hands(self, self._view.viewport())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(360, 240)
        self._content = Content()
        self._drawing: Drawing | None = None
        self._range: tuple[float, float] | None = None
        self._mode: Mode = "level"
        self._hidden: frozenset[str] = frozenset()
        self._hover_days: Days = np.zeros(0, np.int64)
        self._restyle()
        theme.signals().changed.connect(self._restyle)

    # what is shown

    @property
    def content(self) -> Content:
        return self._content

    @property
    def hidden(self) -> frozenset[str]:
        return self._hidden

    @property
    def selected(self) -> int | None:
        return self._overlay.selected

    @property
    def hovered(self) -> int | None:
        return self._overlay.hover

    @property
    def legend(self) -> tuple[Placed, ...]:
        """What the legend says now, and where."""
        return self._overlay.row

    @property
    def drawing(self) -> Drawing | None:
        return self._drawing

    @property
    def visible_range(self) -> tuple[float, float]:
        """First and last day in view; (0, 1) while there is nothing to show."""
        return self._range or (0.0, 1.0)

    def set_content(self, content: Content) -> None:
        """Draws new data in the old range; a point new at the right edge is brought into view at the same zoom."""
        before = self._content.last_day
        self._content = content
        days = [line.days for line in content.lines]
        self._hover_days = np.unique(np.concatenate(days)) if days else np.zeros(0, np.int64)
        last = content.last_day
        if last is None:
            self._range = None
        elif self._range is None:
            self.show_range("1Y", last)
        elif before is not None and last > before and before <= self._range[1] < last:
            lo, hi = self._range
            self._range = (lo + last - before, hi + last - before)
        elif not self._overlaps(content):
            self.show_range("1Y", last)
        if self._overlay.hover is not None and self._overlay.hover not in self._hover_days:
            self._overlay.hover = None
        self.redraw()

    def set_mode(self, mode: Mode) -> None:
        self._mode = mode
        self.redraw()

    def show_range(self, name: Range, last: int) -> None:
        """Counted back from the day `last`, which is the book's last index day."""
        first = self._content.first_day
        if first is not None:
            self._range = scales.range_of(name, first, last)
            self.redraw()

    def show_days(self, lo: float, hi: float) -> None:
        """Any range; kept within the data and its air."""
        first, last = self._content.first_day, self._content.last_day
        if first is not None and last is not None:
            self._range = scales.clamped(lo, hi, first, last)
            self.redraw()

    def select(self, day: int | None) -> None:
        """Marks a day without telling; brings it into view."""
        self._overlay.selected = day
        lo, hi = self.visible_range
        if day is not None and self._range is not None and not lo <= day <= hi:
            span = hi - lo
            self.show_days(
                *((day - span * 0.1, day + span * 0.9) if day < lo else (day - span * 0.9, day + span * 0.1))
            )
        self._describe()
        self._overlay.read()

    def toggle(self, key: str) -> None:
        """Hides a line or shows it again; the last one in sight stays."""
        keys = {line.key for line in self._content.lines}
        hidden = self._hidden ^ {key}
        if keys - hidden or key not in keys:
            self._hidden = hidden
            self.redraw()

    def redraw(self) -> None:
        """Prepares the drawing and has it painted with the next frame."""
        lo, hi = self.visible_range
        size = QSizeF(max(self.width(), 200), max(self.height(), 160))
        self._drawing = prepare(self._content, size, lo, hi, self._mode, self._hidden)
        self._plot.show_drawing(self._drawing)
        self._overlay.show_drawing(self._drawing, self._hidden)

    def picture(self) -> QPixmap:
        """As it stands, without the crosshair."""
        hover, self._overlay.hover = self._overlay.hover, None
        self._overlay.read()
        taken: QPixmap = self._view.grab()
        self._overlay.hover = hover
        self._overlay.read()
        return taken

    def copy(self) -> None:
        QGuiApplication.clipboard().setPixmap(self.picture())

    def save_picture(self, path: Path) -> bool:
        """As PNG; False when the place cannot be written."""
        return self.picture().save(str(path), "PNG")

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
            self._plot.keep_picture(day is not None)
            self._overlay.read()

    def day_at(self, at: QPointF) -> int | None:
        """The nearest day with a point, while `at` is over the panes."""
        if self._drawing is None or not len(self._hover_days):
            return None
        area = self._drawing.frames
        if not (area.main.left() <= at.x() <= area.main.right() and area.main.top() <= at.y() <= area.bottom):
            return None
        wanted = self._drawing.x.back(at.x())
        place = int(np.searchsorted(self._hover_days, wanted))
        near = self._hover_days[max(place - 1, 0) : place + 1]
        return int(near[np.argmin(np.abs(near - wanted))])

    def entry_at(self, at: QPointF) -> str:
        """The key of the legend's entry there, or nothing."""
        return self._overlay.entry_at(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -20, Qt.Key.Key_PageDown: 20}
        if key in steps:
            self.step(steps[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.step(len(self._hover_days) * (1 if key == Qt.Key.Key_End else -1))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._zoom(1 / ZOOM if key == Qt.Key.Key_Minus else ZOOM)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected is not None:
            self.asked.emit(self.selected)
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """Selects the point so many further on the first line in sight."""
        line = self.primary
        if line is None:
            return
        last = len(line.days) - 1
        if self.selected is None:
            place = last
        else:
            at = int(np.searchsorted(line.days, self.selected))
            place = min(max(at + by, 0), last)
        day = int(line.days[place])
        self.select(day)
        self.picked.emit(day)

    def _zoom(self, factor: float) -> None:
        lo, hi = self.visible_range
        self.zoom(factor, self.selected if self.selected is not None and lo <= self.selected <= hi else hi)

    @property
    def primary(self) -> Line | None:
        """The first line in sight that has points."""
        return next((line for line in self._content.lines if line.key not in self._hidden and len(line.days)), None)

    def _describe(self) -> None:
        """For screen readers: the selected point in words."""
        line, day = self.primary, self.selected
        place = line.place(day) if line is not None and day is not None else None
        if line is not None and day is not None and place is not None:
            value = formats.number(float(line.values[place]), line.decimals)
            self.setAccessibleDescription(f"{line.name} {formats.date(scales.to_date(day))} {value}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.redraw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focus(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._focus(False)
        super().focusOutEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def _focus(self, focused: bool) -> None:
        self._overlay.focused = focused
        self._overlay.update()

    def _overlaps(self, content: Content) -> bool:
        lo, hi = self.visible_range
        first, last = content.first_day, content.last_day
        return first is not None and last is not None and first <= hi and last >= lo

    def _restyle(self) -> None:
        self._view.setBackgroundBrush(theme.colour("surface"))
        self.redraw()
