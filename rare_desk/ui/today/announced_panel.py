"""The announced concentrate price on Today: its steps by quarter with the estimate of the next, and both as figures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from rare_desk.core.numbers import half_up
from rare_desk.core.problems import Problem
from rare_desk.ui import formats, labels, language, theme
from rare_desk.ui.paper.announced import Expected, Quarter, by_quarter, draw_announced, expected
from rare_desk.ui.widgets.toolbar import Elided, text

if TYPE_CHECKING:
    from rare_desk.core.quotes import AnnouncedPrice
    from rare_desk.ops.contracts.next_quarter import NextQuarter


class AnnouncedChart(QWidget):
    """Redrawn from the theme's colours at every paint."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(180)
        self._quarters: list[Quarter] = []
        self._expected: Expected | None = None

    def set_prices(self, announced: tuple[AnnouncedPrice, ...]) -> None:
        self._quarters = by_quarter(announced)
        self.setAccessibleName(", ".join(f"{quarter} {price or '?'}" for quarter, price in self._quarters))
        self.update()

    def set_expected(self, following: NextQuarter | None) -> None:
        self._expected = expected(following)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        area = QRectF(self.rect()).adjusted(8, 4, -8, -2)
        font, unknown = theme.caption_font(), self.tr("unknown")
        draw_announced(painter, area, self._quarters, now, font, unknown, self._expected)
        painter.end()


class AnnouncedRows(QWidget):
    """Two lines: the price in force, and the next quarter's estimate with its band, or why there is none."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 4, 16, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        self._price: Decimal | None = None
        self._current: list[QLabel] = [text(""), text(""), text(""), Elided()]
        self._next: list[QLabel] = [text("", "warn"), text(""), text(""), Elided()]
        for row, labels_ in enumerate((self._current, self._next)):
            for column, label in enumerate(labels_):
                grid.addWidget(label, row, column)
                if column:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(3, 1)

    def show_current(self, current: AnnouncedPrice | None, previous: AnnouncedPrice | None) -> None:
        self._price = None if current is None else current.price
        if current is None or current.price is None:
            self._write(self._current, "", "", "", "")
            return
        before = previous.price if previous is not None else None
        per_percent = formats.money(current.price / current.reo_basis)
        note = self.tr("{price} CNY per 1 % REO").format(price=per_percent)
        name = self.tr("{quarter} in force").format(quarter=current.quarter)
        self._write(self._current, name, formats.money(current.price), self._change(current.price, before), note)

    def show_next(self, following: NextQuarter | Problem) -> None:
        """After `show_current`, whose price the estimate is compared with."""
        if isinstance(following, Problem):
            self._write(self._next, self.tr("No estimate"), "", "", labels.say(following))
            return
        from rare_desk.ops.bulletin import estimate_words

        name = labels.label("paper.estimate-of", quarter=following.quarter)
        band = ""
        if following.low is not None and following.high is not None:
            low, high = formats.number(following.low, 0), formats.number(following.high, 0)
            band = labels.label("paper.band", low=low, high=high)
        change = self._change(following.price, self._price)
        self._write(self._next, name, formats.money(following.price), change, band)
        self.setToolTip(estimate_words(following, language.current()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def _change(self, price: Decimal, before: Decimal | None) -> str:
        return formats.change_pct(half_up((price / before - 1) * 100, 2)) if before else ""

    @staticmethod
    def _write(row: list[QLabel], *words: str) -> None:
        for label, said in zip(row, words, strict=True):
            label.setText(said)
