"""What a chart is painted on: the scene pixel for pixel, the still part under the moving one."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QToolTip

from rare_desk.ui.chart.model import Marker
from rare_desk.ui.chart.painting import markers
from rare_desk.ui.chart.painting.markers import Group
from rare_desk.ui.chart.painting.overlay import OverlayItem
from rare_desk.ui.chart.painting.plot import PlotItem
from rare_desk.ui.chart.prepared.drawing import Drawing


class Canvas(QGraphicsView):
    """pyqtgraph's AxisItem is not used because its grid alone takes 20 ms a frame, nor its view, whose layout is freed
    twice now and then when a chart goes.
    """

    def __init__(self) -> None:
        super().__init__()
        self._painted = QGraphicsScene(self)  # the view alone does not keep it
        self.setScene(self._painted)
        self.drawing: Drawing | None = None
        self.plot = PlotItem()
        self.overlay = OverlayItem()
        self._painted.addItem(self.plot)
        self._painted.addItem(self.overlay)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(self.ViewportAnchor.NoAnchor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setSceneRect(0, 0, self.width(), self.height())
        super().resizeEvent(event)

    def show_drawing(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.plot.show_drawing(drawing)
        self.overlay.show_drawing(drawing)

    def picture(self) -> QPixmap:
        """As it stands, without the crosshair."""
        hover, self.overlay.hover = self.overlay.hover, None
        self.overlay.read()
        taken: QPixmap = self.grab()
        self.overlay.hover = hover
        self.overlay.read()
        return taken

    def day_at(self, at: QPointF) -> int | None:
        """The nearest day with a point, while `at` is over the panes."""
        if self.drawing is None or not len(self.drawing.content.days):
            return None
        area, days = self.drawing.frames, self.drawing.content.days
        if not (area.main.left() <= at.x() <= area.main.right() and area.main.top() <= at.y() <= area.bottom):
            return None
        wanted = self.drawing.x.back(at.x())
        place = int(np.searchsorted(days, wanted))
        near = days[max(place - 1, 0) : place + 1]
        return int(near[np.argmin(np.abs(near - wanted))])

    def entry_at(self, at: QPointF) -> str:
        """The key of the legend's entry there, or nothing."""
        return self.overlay.entry_at(at)

    def markers_at(self, at: QPointF) -> Group | None:
        return markers.group_at(self.drawing.markers, self.drawing.frames.markers, at) if self.drawing else None

    def tell(self, marker: Marker) -> None:
        """The tip of a marker's sign, for whoever came to it with the keyboard."""
        groups = self.drawing.markers if self.drawing is not None else ()
        group = next((one for one in groups if marker in one.markers), None)
        if group is not None and self.drawing is not None:
            at = QPointF(group.at, self.drawing.frames.markers.top()).toPoint()
            QToolTip.showText(self.mapToGlobal(at), group.words, self)

    def grip(self, divider: int | None) -> None:
        """Shows which divider the mouse would drag."""
        if self.overlay.grip != divider:
            self.overlay.grip = divider
            self.overlay.update()

    def divider_at(self, at: QPointF) -> int | None:
        """The number of the lower pane whose divider is there."""
        if self.drawing is None or at.x() < self.drawing.frames.main.left():
            return None
        return self.drawing.frames.divider(at.y())
