"""What the mouse does to a chart: wheel zooms, drag pans or measures, a click selects, hides, picks or opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from rare_desk.ui.chart import menus
from rare_desk.ui.chart.canvas import Canvas
from rare_desk.ui.chart.painting.legend import MORE
from rare_desk.ui.chart.prepared.layout import Frames

if TYPE_CHECKING:
    from rare_desk.ui.chart.chart import TimeChart

ZOOM: Final = 0.85
_CLICK_PIXELS: Final = 4
_SIDEWAYS: Final = 0.08
_MOD = Qt.KeyboardModifier


class Hands(QObject):
    """Takes the mouse from the view's viewport, so that nothing of the view's own moves the scene."""

    def __init__(self, chart: TimeChart, canvas: Canvas) -> None:
        super().__init__(chart)
        self._chart = chart
        self._canvas, self._viewport = canvas, canvas.viewport()
        self._pressed: QPointF | None = None
        self._dragging = False
        self._clicked = ""
        self._pressed_range = (0.0, 1.0)
        self._measuring: int | None = None
        self._divider: tuple[int, Frames] | None = None
        self._viewport.setMouseTracking(True)
        self._viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent):
            return self._menu(event) or super().eventFilter(watched, event)
        handler = _HANDLERS.get(event.type())
        if handler is None:
            return super().eventFilter(watched, event)
        handler(self, event)
        return True

    def _press(self, event: QMouseEvent) -> None:
        chart = self._chart
        chart.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() != Qt.MouseButton.LeftButton or chart.drawing is None:
            return
        self._pressed, self._dragging = event.position(), False
        self._pressed_range = chart.visible_range
        divider = self._canvas.divider_at(event.position())
        self._divider = (divider, chart.drawing.frames) if divider is not None else None
        measures = chart.view.tool == "measure" or event.modifiers() & _MOD.ShiftModifier
        self._measuring = self._canvas.day_at(event.position()) if measures and divider is None else None

    def _twice(self, event: QMouseEvent) -> None:
        """The first of the two clicks has hidden the line or shown it, and the legend may have moved since."""
        key, self._clicked = self._clicked, ""
        if key:
            self._chart.toggle(key)
            self._chart.solo(key)
        else:
            self._press(event)

    def _moved(self, event: QMouseEvent) -> None:
        if self._pressed is None or self._chart.drawing is None:
            self._hover(event)
            return
        moved = event.position() - self._pressed
        if not self._dragging and max(abs(moved.x()), abs(moved.y())) <= _CLICK_PIXELS:
            return
        self._dragging = True
        if self._divider is not None:
            self._divide(moved.y())
        elif self._measuring is not None:
            self._measure(event.position())
        elif abs(moved.x()) > 0:
            self._pan(moved.x(), self._chart.drawing.x.per_unit)

    def _pan(self, moved: float, per_day: float) -> None:
        self._viewport.setCursor(Qt.CursorShape.ClosedHandCursor)
        lo, hi = self._pressed_range
        self._chart.hover_day(None)
        self._chart.pan(lo - moved / per_day, hi - moved / per_day)

    def _measure(self, at: QPointF) -> None:
        drawing = self._chart.drawing
        if drawing is None or self._measuring is None:
            return
        main = drawing.frames.main
        inside = QPointF(min(max(at.x(), main.left()), main.right()), main.center().y())
        day = self._canvas.day_at(inside)
        if day is not None:
            self._chart.hover_day(None)
            self._chart.measure(self._measuring, day)

    def _divide(self, by: float) -> None:
        drawing = self._chart.drawing
        if drawing is None or self._divider is None:
            return
        number, area = self._divider
        kinds = [pane.kind for pane in drawing.panes]
        view = self._chart.view
        heights = {**dict(view.heights), **dict(zip(kinds, area.divided(number, by), strict=True))}
        self._chart.set_view(replace(view, heights=tuple(heights.items())))

    def _release(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        divided, self._divider = self._divider is not None, None
        if self._dragging or divided:
            self._dragging = False
            self._hover(event)
            return
        self._click(event)

    def _click(self, event: QMouseEvent) -> None:
        chart, at = self._chart, event.position()
        group, day = self._canvas.markers_at(at), self._canvas.day_at(at)
        self._clicked = ""
        key = self._canvas.entry_at(at)
        if key == MORE:
            menus.offer_lines(chart, event.globalPosition().toPoint())
        elif key and event.modifiers() & _MOD.AltModifier:
            chart.solo(key)
        elif key and event.modifiers() & _MOD.ControlModifier:
            chart.pick_line(key)
        elif key:
            chart.toggle(key)
            self._clicked = key
        elif group is not None and len(group.markers) > 1:
            menus.offer_markers(chart, group, event.globalPosition().toPoint())
        elif group is not None:
            chart.marker_asked.emit(group.markers[0].key)
        elif day is not None:
            chart.pick(day)

    def _menu(self, event: QContextMenuEvent) -> bool:
        """On a name of the legend; elsewhere the page has its own."""
        key = self._canvas.entry_at(QPointF(event.pos()))
        if not key:
            return False
        if key == MORE:
            menus.offer_lines(self._chart, event.globalPos())
        else:
            menus.offer_line(self._chart, key, event.globalPos())
        return True

    def _wheel(self, event: QWheelEvent) -> None:
        drawing = self._chart.drawing
        if drawing is None:
            return
        lo, hi = self._chart.visible_range
        sideways, turned = event.angleDelta().x(), event.angleDelta().y()
        if abs(sideways) > abs(turned):
            shift = -sideways / 120 * (hi - lo) * _SIDEWAYS
            self._chart.pan(lo + shift, hi + shift)
        else:
            at = min(max(drawing.x.back(event.position().x()), lo), hi)
            self._chart.zoom(ZOOM ** (turned / 120), at)
        self._chart.hover_day(self._canvas.day_at(event.position()))

    def _left(self, _event: QEvent) -> None:
        self._canvas.grip(None)
        self._chart.hover_day(None)

    def _hover(self, event: QMouseEvent) -> None:
        at, chart = event.position(), self._chart
        day, over, group = self._canvas.day_at(at), self._canvas.entry_at(at), self._canvas.markers_at(at)
        shape = Qt.CursorShape
        cursor = shape.PointingHandCursor if over or group is not None else shape.CrossCursor
        divider = self._canvas.divider_at(at)
        if divider is not None:
            cursor, day = shape.SplitVCursor, None
        elif not over and group is None and day is None:
            cursor = shape.ArrowCursor
        self._viewport.setCursor(cursor)
        self._canvas.grip(divider)
        chart.hover_day(day, over)
        if group is not None:
            QToolTip.showText(event.globalPosition().toPoint(), group.words, self._viewport)
        elif QToolTip.isVisible():
            QToolTip.hideText()


_HANDLERS: Final[dict[QEvent.Type, Callable[[Hands, Any], None]]] = {
    QEvent.Type.MouseMove: Hands._moved,
    QEvent.Type.MouseButtonPress: Hands._press,
    QEvent.Type.MouseButtonRelease: Hands._release,
    QEvent.Type.MouseButtonDblClick: Hands._twice,
    QEvent.Type.Wheel: Hands._wheel,
    QEvent.Type.Leave: Hands._left,
}
"""Not of the object: while a chart goes, its viewport still has events for a filter that has lost all it held."""
