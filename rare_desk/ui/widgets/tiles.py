"""Figures at a glance: the tile with its change, status and course, and the chip and spark line by themselves."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from math import isfinite

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from rare_desk.ui import formats, theme
from rare_desk.ui.widgets.toolbar import Elided, text

_TINTS = {
    "official": ("accent_weak", "accent"),
    "indicative": ("warn_weak", "warn"),
    "suspect": ("warn_weak", "warn"),
    "imputed": ("stale_weak", "muted"),
    "stale": ("stale_weak", "muted"),
    "neutral": ("stale_weak", "muted"),
    "bad": ("bad_weak", "bad"),
    "good": ("good_weak", "good"),
    "info": ("accent_weak", "accent"),
}
_DASHES = {"indicative": [4.0, 3.0], "imputed": [1.5, 2.5]}


def paint_chip(painter: QPainter, rect: QRectF, words: str, kind: str) -> None:
    """A chip in a cell: for delegates, which have no widgets."""
    ground, ink = (getattr(theme.tokens(), name) for name in _TINTS[kind])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect, 3, 3)
    painter.setPen(QColor(ink))
    painter.setFont(theme.caption_font())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


class StatusChip(QWidget):
    """A word on its tint. Kinds: official, indicative, imputed, stale, suspect, neutral, info, good, bad."""

    def __init__(self, words: str = "", kind: str = "neutral") -> None:
        super().__init__()
        self._words = ""
        self._kind = kind
        self.setFont(theme.caption_font())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(words, kind)

    def say(self, words: str, kind: str) -> None:
        """Empty words hide it. Without a place yet it is not shown: it would be a window of its own."""
        self._words, self._kind = words, kind
        self.setAccessibleName(words)
        if not words:
            self.hide()
        elif self.parentWidget() is not None:
            self.show()
        self.updateGeometry()
        self.update()

    @staticmethod
    def room(words: str) -> int:
        """How wide a chip with those words is."""
        return QFontMetrics(theme.caption_font()).horizontalAdvance(words) + 12

    def sizeHint(self) -> QSize:
        return QSize(self.room(self._words), 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._words, self._kind)
        painter.end()


def paint_spark(
    painter: QPainter, rect: QRectF, values: Sequence[float], colour: QColor, statuses: Sequence[str] = ()
) -> None:
    """A line through the finite values, its end marked; stretches of a status in that status's dash."""
    points = _points(rect.adjusted(2, 3, -4, -3), values)
    if len(points) < 2:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for kind, stretch in _stretches(points, statuses):
        pen = QPen(QColor(theme.tokens().stale) if kind == "stale" else colour, 1.2)
        if kind in _DASHES:
            pen.setDashPattern(_DASHES[kind])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(stretch))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(points[-1][1], 2.0, 2.0)
    painter.restore()


def _points(rect: QRectF, values: Sequence[float]) -> list[tuple[int, QPointF]]:
    known = [(number, value) for number, value in enumerate(values) if isfinite(value)]
    if not known:
        return []
    low = min(value for _, value in known)
    span = max(value for _, value in known) - low
    step = rect.width() / max(len(values) - 1, 1)
    return [
        (
            n,
            QPointF(
                rect.left() + n * step,
                rect.bottom() - (rect.height() * (v - low) / span if span else rect.height() / 2),
            ),
        )
        for n, v in known
    ]


def _stretches(points: list[tuple[int, QPointF]], statuses: Sequence[str]) -> list[tuple[str, list[QPointF]]]:
    if not statuses:
        return [("", [point for _, point in points])]
    found: list[tuple[str, list[QPointF]]] = []
    for (_, before), (number, point) in pairwise(points):
        kind = statuses[number]
        if found and found[-1][0] == kind:
            found[-1][1].append(point)
        else:
            found.append((kind, [before, point]))
    return found


class SparkLine(QWidget):
    """The course of a figure without axes."""

    def __init__(self) -> None:
        super().__init__()
        self._values: Sequence[float] = ()
        self._statuses: Sequence[str] = ()
        self._token = "text"
        self.setMinimumSize(36, 28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(110, 32)

    def set_values(self, values: Sequence[float], statuses: Sequence[str] = (), token: str = "text") -> None:
        """`token` is a colour of the theme, or `series0`, `series1` ...; `statuses` as many as values, or none."""
        self._values, self._statuses, self._token = values, statuses, token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        series = self._token.startswith("series")
        ink = now.series[int(self._token[6:])] if series else getattr(now, self._token)
        painter = QPainter(self)
        paint_spark(painter, QRectF(self.rect()), self._values, QColor(ink), self._statuses)
        painter.end()


class ChangeLabel(QLabel):
    """A change in percent with its arrow, in the colour of rise or fall."""

    def __init__(self) -> None:
        super().__init__()
        self._value: Decimal | float | None = None
        theme.signals().changed.connect(self._colour)

    def set_value(self, percent: Decimal | float | None) -> None:
        self._value = percent
        said = formats.change_pct(percent)
        arrow = "▲ " if said.startswith("+") else "▼ " if said.startswith(formats.MINUS) else ""
        self.setText("" if percent is None else f"{arrow}{said}")
        self._colour()

    def _colour(self) -> None:
        now = theme.tokens()
        said = self.text()
        ink = now.rise if said.startswith("▲") else now.fall if said.startswith("▼") else now.muted
        self.setStyleSheet(f"color: {ink}")


class FigureTile(QFrame):
    """Name with unit, headline figure, change, status, course; a click tells. `main`: the page's one bold figure."""

    clicked = Signal()

    def __init__(self, name: str, unit: str = "", note: str = "", *, main: bool = True) -> None:
        super().__init__()
        self.setProperty("bar", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name = text(name)
        self._unit = Elided(unit)
        self._value = text(formats.NONE)
        self._value.setFont(theme.headline_font(bold=main))
        self._change = ChangeLabel()
        self._chip = StatusChip()
        self._spark = SparkLine()
        self._note = Elided(note)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 10, 16, 10)
        grid.setVerticalSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(6)
        for part in (self._name, self._unit):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self._chip)
        grid.addLayout(head, 0, 0, 1, 4)
        grid.addWidget(self._value, 1, 0)
        grid.addWidget(self._change, 1, 1)
        grid.addWidget(self._spark, 1, 2)
        grid.addWidget(self._note, 1, 3)
        grid.setColumnStretch(2, 1)
        grid.setHorizontalSpacing(8)
        for part in (self._name, self._value, self._change):
            part.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self._note.setVisible(bool(note))
        self._spark.setVisible(False)

    def set_name(self, name: str, unit: str = "") -> None:
        self._name.setText(name)
        self._unit.setText(unit)

    def set_figure(
        self, value: str, change: Decimal | float | None = None, chip: str = "", kind: str = "neutral"
    ) -> None:
        """`value` as formatted; `change` in percent."""
        self._value.setText(value)
        self._change.set_value(change)
        self._chip.say(chip, kind)
        self.setAccessibleName(f"{self._name.text()} {value} {self._change.text()} {chip}")

    def set_note(self, note: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def set_course(self, values: Sequence[float], statuses: Sequence[str] = (), token: str = "text") -> None:
        self._spark.set_values(values, statuses, token)
        self._spark.setVisible(len(values) > 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        super().mousePressEvent(event)
