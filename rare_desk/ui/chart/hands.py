"""What the mouse does to a chart: wheel zooms, drag pans, a click selects a day or hides a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from rare_desk.ui.chart.chart import TimeChart

ZOOM: Final = 0.85
_CLICK_PIXELS: Final = 4
_SIDEWAYS: Final = 0.08


class Hands(QObject):
    """Takes the mouse from the view's viewport, so that nothing of the view's own moves the scene."""

    def __init__(self, chart: TimeChart, viewport: QWidget) -> None:
        super().__init__(chart)
        self._chart = chart
        self._viewport = viewport
        self._pressed: QPointF | None = None
        self._dragging = False
        self._pressed_range = (0.0, 1.0)
        kind = QEvent.Type
        self._handlers: dict[QEvent.Type, Callable[..., None]] = {
            kind.MouseMove: self._moved,
            kind.MouseButtonPress: self._press,
            kind.MouseButtonRelease: self._release,
            kind.MouseButtonDblClick: self._press,
            kind.Wheel: self._wheel,
            kind.Leave: self._left,
        }
        viewport.setMouseTracking(True)
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handler = self._handlers.get(event.type())
        if handler is None:
            return super().eventFilter(watched, event)
        handler(event)
        return True

    def _press(self, event: QMouseEvent) -> None:
        self._chart.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragging = event.position(), False
            self._pressed_range = self._chart.visible_range

    def _moved(self, event: QMouseEvent) -> None:
        drawing = self._chart.drawing
        if self._pressed is None or drawing is None:
            self._hover(event.position())
            return
        moved = event.position().x() - self._pressed.x()
        if self._dragging or abs(moved) > _CLICK_PIXELS:
            self._dragging = True
            self._viewport.setCursor(Qt.CursorShape.ClosedHandCursor)
            days = moved / drawing.x.per_unit
            lo, hi = self._pressed_range
            self._chart.hover_day(None)
            self._chart.pan(lo - days, hi - days)

    def _release(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._dragging:
            self._dragging = False
            self._hover(event.position())
            return
        key = self._chart.entry_at(event.position())
        day = self._chart.day_at(event.position())
        if key:
            self._chart.toggle(key)
        elif day is not None:
            self._chart.pick(day)

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
        self._hover(event.position())

    def _left(self, _event: QEvent) -> None:
        self._chart.hover_day(None)

    def _hover(self, at: QPointF) -> None:
        day, over = self._chart.day_at(at), self._chart.entry_at(at)
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.CrossCursor
        self._viewport.setCursor(shape if over or day is not None else Qt.CursorShape.ArrowCursor)
        self._chart.hover_day(day, over)
