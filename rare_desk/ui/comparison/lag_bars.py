"""Correlations over leads and lags as bars, with the bound within which they mean nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rare_desk.core.comparison.measures import Lag, Measures
from rare_desk.ui import formats, theme

_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 12, 22, 34


class LagBars(QWidget):
    """Right of the middle the own series leads. The strongest bar beyond the bound is in the accent."""

    def __init__(self) -> None:
        super().__init__()
        self._measures = Measures(0)
        self._hovered: Lag | None = None
        self.setMouseTracking(True)
        self.setMinimumSize(200, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.signals().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(280, 220)

    def show_measures(self, measures: Measures) -> None:
        self._measures = measures
        self._hovered = None
        best = measures.best_lag
        self.setAccessibleName(
            f"{self.tr('Lead and lag')} {best.lag} {formats.number(best.correlation, 2)}" if best else ""
        )
        self.update()

    @property
    def hovered(self) -> Lag | None:
        return self._hovered

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(next((lag for lag in self._measures.lags if self._slot(lag).contains(event.position())), None))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def _hover(self, lag: Lag | None) -> None:
        if lag != self._hovered:
            self._hovered = lag
            self.update()

    # -- where things are --------------------------------------------------------------------------------------------

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def _slot(self, lag: Lag) -> QRectF:
        """The whole height that belongs to a lag."""
        area, lags = self._area(), self._measures.lags
        wide = area.width() / max(len(lags), 1)
        return QRectF(area.left() + (lag.lag - lags[0].lag) * wide, area.top(), wide, area.height())

    def _at(self, correlation: float) -> float:
        area = self._area()
        return area.center().y() - correlation * area.height() / 2

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.surface))
        painter.setFont(theme.caption_font())
        if not self._measures.lags:
            painter.setPen(QColor(now.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Too few points in common"))
        else:
            self._paint_grid(painter, now)
            for lag in self._measures.lags:
                self._paint_bar(painter, now, lag)
            self._paint_words(painter, now)
        painter.end()

    def _paint_grid(self, painter: QPainter, now: theme.Tokens) -> None:
        area = self._area()
        for value in (-1.0, -0.5, 0.0, 0.5, 1.0):
            y = self._at(value)
            painter.setPen(QColor(now.line if value == 0 else now.chart_grid))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(now.muted))
            place = QRectF(0, y - 8, _LEFT - 6, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _short(value))
        bound = self._measures.bound
        if bound is not None and bound < 1:
            painter.setPen(QPen(QColor(now.warn), 1, Qt.PenStyle.DashLine))
            for y in (self._at(bound), self._at(-bound)):
                painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))

    def _paint_bar(self, painter: QPainter, now: theme.Tokens, lag: Lag) -> None:
        best, bound = self._measures.best_lag, self._measures.bound or 1.0
        slot = self._slot(lag)
        zero, end = self._at(0), self._at(lag.correlation)
        ink = now.accent if lag == best else now.series[0] if abs(lag.correlation) > bound else now.stale
        if lag == self._hovered:
            painter.fillRect(slot, QColor(now.hover))
        inset = max(slot.width() * 0.18, 1)
        bar = QRectF(slot.left() + inset, min(zero, end), slot.width() - 2 * inset, max(abs(end - zero), 1))
        painter.fillRect(bar, QColor(ink))
        if lag.lag % 5 == 0:
            painter.setPen(QColor(now.muted))
            place = QRectF(slot.center().x() - 20, self._area().bottom() + 2, 40, 14)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _short(lag.lag))

    def _paint_words(self, painter: QPainter, now: theme.Tokens) -> None:
        area = self._area()
        painter.setPen(QColor(now.muted))
        below = QRectF(area.left(), area.bottom() + 16, area.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self.tr("← own follows"))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self.tr("own leads →"))
        above = QRectF(area.left(), 2, area.width(), 18)
        shown = self._hovered or self._measures.best_lag
        if shown is None:
            said = self.tr("None beyond the bound of {bound}").format(bound=formats.number(self._measures.bound, 2))
        else:
            figure = formats.number(shown.correlation, 3)
            said = self.tr("{lag} periods: {value}").format(lag=formats.signed(shown.lag, 0), value=figure)
        painter.setPen(QColor(now.text))
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)


def _short(value: float) -> str:
    return formats.number(value, 0 if float(value).is_integer() else 1)
