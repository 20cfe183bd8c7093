"""The announced concentrate price on Today: its steps by quarter, and this quarter beside the one before."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ui import theme
from rare_desk.ui.paper.announced import Quarter, by_quarter, draw_announced


class AnnouncedChart(QWidget):
    """Redrawn from the theme's colours at every paint."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(180)
        self._quarters: list[Quarter] = []

    def set_prices(self, announced: tuple[AnnouncedPrice, ...]) -> None:
        self._quarters = by_quarter(announced)
        self.setAccessibleName(", ".join(f"{quarter} {price or '?'}" for quarter, price in self._quarters))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        area = QRectF(self.rect()).adjusted(8, 4, -8, -2)
        draw_announced(painter, area, self._quarters, now, theme.caption_font(), self.tr("unknown"))
        painter.end()
