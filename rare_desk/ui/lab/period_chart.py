"""The comparison over periods that are no dates: one place after another, by their names."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rare_desk.ui import labels, theme
from rare_desk.ui.chart.painting.inks import ink
from rare_desk.ui.lab.comparison import Comparison
from rare_desk.ui.paper.lines import Line, draw_lines

_MARGIN = 16


class PeriodChart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._shown: Comparison | None = None
        self._reference = ""

    def show_comparison(self, found: Comparison, reference: str) -> None:
        self._shown, self._reference = found, reference
        self.update()

    def lines(self) -> list[Line]:
        """A period without a value is left out, and the way over it is dashed."""
        found = self._shown
        if found is None:
            return []
        inks, made = found.inks(self._reference), []
        for one in found.series:
            places = [at for at, value in enumerate(one.values) if value == value]
            firm = [not at or at - 1 in places for at in places]
            levels = [one.values[at] * 100 for at in places]
            name = labels.label(f"companions.{one.formula}")
            made.append(Line(name, ink(inks[one.formula]).name(), places, levels, firm))
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme.tokens()
        painter.fillRect(self.rect(), QColor(now.surface))
        if self._shown is not None:
            area = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            draw_lines(painter, area, self.lines(), now, theme.caption_font(), self._shown.panel.periods)
        painter.end()
